"""Official Word papers: the geometry of GB/T 9704-2012, and no word where data is missing."""

import io
import re
from datetime import date

import docx
import pytest
from PIL import Image

from dunmiao.files.papers import geometry, official
from dunmiao.files.papers.paper import length_warnings
from dunmiao.files.papers.structure import signature_indents, title_lines
from dunmiao.files.papers.wording import (
    chinese_number,
    day,
    document_number,
    or_blank,
    said,
    shown,
    spaced_name,
)

PEOPLE = [
    {
        "name": name,
        "sex": "女",
        "ethnic": "汉族",
        "birth": "1990.07",
        "politics": "中共党员",
        "education": "大学",
        "degree": "管理学学士",
        "sending_unit": "区发展和改革局",
        "sending_post": "科员",
        "receiving_unit": "青石镇人民政府",
        "post": "镇长助理",
        "remark": None,
    }
    for name in ("张伟", "欧阳喆", "吴䶮", "郑㛃")
]
HEAD = {
    "organ": "中共云岭区委组织部",
    "head": "中共云岭区委组织部文件",
    "number": {"code": "云组通", "year": 2026, "serial": 12},
    "to": ["各镇党委", "区直各部门党组（党委）"],
    "signed_on": date(2026, 5, 8),
    "copies_to": ["市委组织部", "区委办公室"],
    "printed_by": "中共云岭区委组织部办公室",
    "printed_on": "2026-05-08",
}
TERM = {"starts_on": "2026-06-01", "ends_on": "2027-05-31", "activity": "挂职锻炼"}
NOTICE = {
    **HEAD,
    **TERM,
    "programme": "优秀年轻干部双向挂职",
    "basis": "云岭区优秀年轻干部双向挂职实施方案",
    "decided_by": "区委常委会会议",
    "months": 12,
    "people": PEOPLE,
    "report_on": "2026-06-01",
    "report_to": "接收单位",
    "requirements": [{"heading": "日常管理", "text": "以接收单位为主。"}, "原单位不再安排工作"],
    "contact": {"name": "李明", "phone": "0700-8800000"},
}
HOSTED = {**TERM, "person": PEOPLE[1], "receiving_unit": "青石镇人民政府", "post": "镇长助理"}


def photo():
    out = io.BytesIO()
    Image.new("RGB", (300, 400), "gray").save(out, "PNG")
    return out.getvalue()


FULL = {
    "notice": (official.notice, NOTICE),
    "document": (
        official.document,
        {
            **HEAD,
            "title": "关于试点工作的通知",
            "signer": "某某",
            "urgency": "加急",
            "body": [
                {"level": 1, "text": "总体"},
                {"level": 2, "text": "目标", "then": "两年。"},
                {"level": 3, "text": "第一项"},
                {"level": 4, "text": "细项"},
            ],
            "attachments": [{"title": f"材料{n}", "body": ["正文"]} for n in (1, 2)],
        },
    ),
    "roster": (official.roster, {"title": "人员名册", "people": PEOPLE, "as_of": "2026-06-01"}),
    "party letter": (
        official.introduction_letter,
        {**HOSTED, "kind": "party", "number": HEAD["number"], "dues_until": "2026-05"},
    ),
    "letter": (official.introduction_letter, {**HOSTED, "to": "青石镇人民政府"}),
    "publicity": (
        official.publicity_notice,
        {**NOTICE, "opens_on": "2026-05-11", "closes_on": "2026-05-15", "working_days": 5},
    ),
    "appraisal": (
        official.appraisal_form,
        {
            **HOSTED,
            "photo": photo(),
            "abilities": [{"name": "理论素养", "start": 3, "middle": 4, "end": 4}],
            "assessment": {"ballots": 38, "counts": {"优秀": 30, "称职": 8}},
            "receiving_opinion": {"text": "同意。", "grade": "优秀", "on": "2027-05-20"},
        },
    ),
    "responsibilities": (
        official.responsibility_list,
        {"items": [{"party": "派出单位", "duty": "三不变", "due_on": "2026-06-01"}] * 2},
    ),
    "log": (
        official.log_book,
        {**HOSTED, "entries": [{"on": "2026-06-03", "text": "座谈。", "replies": [{"by": "刘"}]}]},
    ),
    "plan": (
        official.plan_form,
        {
            **HOSTED,
            "fields": [{"name": "锻炼目标", "text": "独立牵头。"}],
            "steps": [{"task": "x"}],
        },
    ),
    "urge": (
        official.urge_note,
        {
            **HEAD,
            "to": [],
            "to_unit": "青石镇",
            "items": [{"duty": "到岗", "due_on": "2026-06-05"}],
        },
    ),
}
CASES = [(name, make, data) for name, (make, data) in FULL.items()]
CASES += [(f"{name}, nothing known", make, {}) for name, (make, _) in FULL.items()]


@pytest.mark.parametrize(("name", "make", "data"), CASES, ids=[case[0] for case in CASES])
def test_every_paper_keeps_the_standard(name, make, data):
    paper = make(data)
    assert [str(fault) for fault in geometry.faults(paper.content)] == []
    docx.Document(io.BytesIO(paper.content))


@pytest.mark.parametrize(("name", "make", "data"), CASES, ids=[case[0] for case in CASES])
def test_the_same_data_give_the_same_bytes(name, make, data):
    assert make(data).content == make(data).content


def text_of(paper):
    return geometry.Opened(paper.content).text()


def test_the_notice_says_what_it_was_given():
    text = text_of(official.notice(NOTICE))
    for words in (
        "云组通〔2026〕12号",
        "各镇党委、区直各部门党组（党委）：",
        "经区委常委会会议研究，决定选派张伟等4名同志挂职锻炼",
        "挂职锻炼时间为12个月，自2026年6月1日至2027年5月31日。",
        "（一）日常管理。以接收单位为主。",
        "（二）原单位不再安排工作。",
        "附件：优秀年轻干部双向挂职人员名册",
        "2026年5月8日",
        "（联系人：李明，联系电话：0700-8800000）",
        "抄送：市委组织部，区委办公室。",
        "2026年5月8日印发",
        "吴　䶮",
    ):
        assert words in text


def test_the_roster_repeats_its_head_and_keeps_the_order_given():
    content = official.roster({"people": PEOPLE * 30}).content
    table = docx.Document(io.BytesIO(content)).tables[0]
    assert "tblHeader" in table.rows[0]._tr.xml
    assert [row.cells[1].text for row in table.rows[1:5]] == [
        "张　伟",
        "欧阳喆",
        "吴　䶮",
        "郑　㛃",
    ]
    assert (
        geometry.Opened(content)
        .sections()[0]
        .find(f"{geometry._W}pgSz")
        .get(f"{geometry._W}orient")
        == "landscape"
    )


def test_the_letter_has_stub_letter_and_receipt_under_one_number():
    text = text_of(official.introduction_letter(FULL["party letter"][1]))
    assert text.count("云组通〔2026〕12号") == 3
    for words in ("介绍信存根", "介绍信回执联", "党费已交到2026年5月", "特此回复"):
        assert words in text


def test_the_public_notice_names_posts_period_and_contact():
    text = text_of(official.publicity_notice(FULL["publicity"][1]))
    assert "公示时间：2026年5月11日至2026年5月15日（5个工作日）。" in text
    assert "青石镇人民政府镇长助理" in text
    assert "联系电话：0700-8800000" in text


def test_a_form_without_photo_has_no_place_for_one():
    data = {key: value for key, value in FULL["appraisal"][1].items() if key != "photo"}
    assert "照片" not in text_of(official.appraisal_form(data))
    assert (
        b"not an image" not in official.appraisal_form({**data, "photo": b"not an image"}).content
    )


BROKEN = {
    "5.2.1": ('w:top="2098"', 'w:top="1440"'),
    "5.1": ('w:w="11906"', 'w:w="12240"'),
    "5.2.3": ('w:linePitch="579"', 'w:linePitch="312"'),
    "7.5": ('w:footer="1428"', 'w:footer="720"'),
    "7.2.5": ("〔2026〕", "[2026]"),
    "7.3.5.4": ("2026年5月8日", "2026年05月08日"),
    "5.2.2": ('w:eastAsia="仿宋_GB2312"', 'w:eastAsia="SimSun"'),
    "7.3.3": ('w:eastAsia="黑体"', 'w:eastAsia="宋体"'),
    "-": ("张", "None"),
}


@pytest.mark.parametrize("clause", BROKEN)
def test_the_check_sees_a_departure_from_each_clause(clause):
    import zipfile

    old, new = BROKEN[clause]
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(official.notice(NOTICE).content)) as given,
        zipfile.ZipFile(out, "w") as made,
    ):
        for info in given.infolist():
            part = given.read(info)
            if info.filename == "word/document.xml":
                assert old.encode() in part
                part = part.replace(old.encode(), new.encode())
            made.writestr(info, part)
    assert clause in {fault.clause for fault in geometry.faults(out.getvalue())}


@pytest.mark.parametrize(
    ("length", "is_special", "warned"),
    [(5000, False, 0), (5001, False, 1), (4000, True, 0), (4001, True, 1)],
)
def test_a_long_paper_is_warned_of(length, is_special, warned):
    data = {"title": "", "body": ["字" * length], "is_special": is_special}
    assert len(official.document(data).warnings) == warned
    for warning in length_warnings("字 " * length, is_special=is_special):
        assert str(length) in str(warning)


def test_control_letters_do_not_break_a_paper():
    text = text_of(official.document({"title": "标题\x00", "body": ["甲\x0b乙\u202e丙\ud800"]}))
    assert "甲乙丙" in text


def test_words_on_paper():
    assert day("2026-05-01") == day(date(2026, 5, 1)) == "2026年5月1日"
    assert day(None) == "　　　　年　　月　　日"
    assert (
        document_number({"code": "武组通", "year": 2026, "serial": "012"}) == "武组通〔2026〕12号"
    )
    assert [chinese_number(n) for n in (1, 10, 11, 20, 35)] == [
        "一",
        "十",
        "十一",
        "二十",
        "三十五",
    ]
    assert (or_blank(None), or_blank(0), said(None)) == ("…………", "0", "")
    assert (said(True), said(4.0), said(4.5), shown("2026-05-01")) == (
        "是",
        "4",
        "4.5",
        day(date(2026, 5, 1)),
    )
    assert (spaced_name("张伟"), spaced_name("欧阳喆"), spaced_name("Li")) == (
        "张　伟",
        "欧阳喆",
        "Li",
    )


def test_titles_break_into_even_lines():
    lines = title_lines("关于选派优秀年轻干部参加双向挂职锻炼的通知")
    assert "".join(lines) == "关于选派优秀年轻干部参加双向挂职锻炼的通知"
    assert len(lines) == 2
    assert max(map(len, lines)) <= 18
    assert title_lines("催办单") == ["催办单"]


@pytest.mark.parametrize("organ", range(1, 26))
@pytest.mark.parametrize("signed", [6.0, 6.5, 7.0])
def test_signature_and_day_stand_as_the_standard_says(organ, signed):
    over, under = signature_indents(float(organ), signed, stamped=True)
    # Centred upon each other, and nothing beyond two characters from the right.
    assert abs((over + organ / 2) - (under + signed / 2)) < 0.01
    assert min(over, under) >= 2
    plain, later = signature_indents(float(organ), signed, stamped=False)
    assert min(plain, later) == 2 or plain == 2
    assert abs((plain + organ) - (later + signed) - 2) < 0.01


def test_heading_numbers_start_again_under_a_new_heading():
    body = [{"level": 1, "text": "甲"}, {"level": 2, "text": "乙"}, {"level": 1, "text": "丙"},
            {"level": 2, "text": "丁"}, {"level": 3, "text": "戊"}]  # fmt: skip
    text = text_of(official.document({"body": body}))
    assert re.findall(r".*[甲乙丙丁戊]", text) == [
        "一、甲",
        "（一）乙",
        "二、丙",
        "（一）丁",
        "1.戊",
    ]

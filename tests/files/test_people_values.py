"""Names, headings and values in the many ways they are written."""

from __future__ import annotations

import pytest

from tests.files.making import HEADINGS, Styled, csv_bytes, number_of, person, read, xlsx

NAMES = [
    ("张  三", "张三"),
    ("张　三", "张三"),
    (" 欧阳修 ", "欧阳修"),
    ("阿卜杜拉·买买提", "阿卜杜拉·买买提"),
    ("阿卜杜拉•买买提", "阿卜杜拉·买买提"),
    ("阿卜杜拉 . 买买提", "阿卜杜拉·买买提"),
    ("张三（女）", "张三"),
    ("张\u200b三", "张三"),
    ("\u202e张三", "张三"),
    ("John  Smith", "John Smith"),
    ("张三\x00", "张三"),
    ("䶮喆", "䶮喆"),
    ("=1+1", "=1+1"),
    ("'=1+1", "=1+1"),
]


@pytest.mark.parametrize(("written", "meant"), NAMES)
def test_names_are_tidied(written, meant):
    assert read(csv_bytes([HEADINGS, person(1, name=written)]), "a.csv").rows[0].facts.name == meant


HEADING_WORDS = [
    ("*姓 名", "name"),
    ("姓\n名", "name"),
    ("公民身份号码", "id_number"),
    ("身份证号码（18位）", "id_number"),
    ("出生年月（岁）", "birth"),
    ("出生日期", "birth"),
    ("入党时间", "joined_party"),
    ("参加工作时间", "started_work"),
    ("现任职务", "post"),
    ("职级", "rank"),
    ("任现职级时间", "rank_since"),
    ("全日制学历", "education"),
    ("毕业院校", "school"),
    ("毕业院校系及专业", "school_and_major"),
    ("人员类别", "kind"),
    ("手机", "phone"),
    ("联系电话", "phone"),
    ("报考岗位", "wish"),
    ("第二志愿", "wish_2"),
    ("是否服从调剂", "accepts_other"),
    ("近三年年度考核结果", "appraisals"),
    ("健康状况", "health"),
    ("简历", "resume"),
    ("备注", "remarks"),
    ("政治面貌", "political"),
    ("工作单位及职务", "unit_and_post"),
    ("准考证号", "ticket"),
    ("血型", None),
]


@pytest.mark.parametrize(("heading", "field"), HEADING_WORDS)
def test_headings_are_known_by_many_words(heading, field):
    name = heading if field == "name" else "姓名"
    rows = [(name, "民族", "甲" if field == "name" else heading), ("张三", "汉族", "甲")]
    columns = read(xlsx(rows)).rows[0].fields
    assert [key for key, written in columns.items() if written == heading] == [field] * bool(field)


def test_values_of_one_person_are_understood():
    headings = (
        "姓名",
        "身份证号",
        "政治面貌",
        "入党时间",
        "参加工作时间",
        "职级",
        "任现职级时间",
        "学历学位",
        "毕业院校系及专业",
        "人员类别",
        "手机",
        "报考岗位",
        "是否服从调剂",
        "近三年考核",
        "血型",
    )
    values = (
        "张三",
        number_of(1),
        "党员",
        "2012年6月",
        201307,
        "四级主任科员",
        Styled(2020.1, "0.00"),
        "研究生/法律硕士",
        "甲大学法学院法学专业",
        "参公人员",
        13800138000,
        "1.甲镇\n2.乙镇",
        "√",
        "2023、2024年优秀，2025年称职",
        "A",
    )
    facts = read(xlsx([headings, values])).rows[0].facts
    assert facts.political_code == "01"
    assert facts.joined_party.month_text == "2012-06"
    assert facts.started_work.month_text == "2013-07"
    assert (facts.rank_code, facts.rank_since.month_text) == ("R10", "2020-10")
    assert (facts.education, facts.degree, facts.degree_code[:1]) == ("研究生", "法律硕士", "3")
    assert (facts.school, facts.major) == ("甲大学法学院", "法学")
    assert (facts.kind_code, facts.phone) == ("reference", "13800138000")
    assert facts.wishes == ("甲镇", "乙镇")
    assert facts.accepts_other is True
    assert facts.years == {2023: "优秀", 2024: "优秀", 2025: "称职"}
    assert facts.extras == {"血型": "A"}
    assert facts.sex_code == "1"
    assert facts.birth.month_text == "1990-07"

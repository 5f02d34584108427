"""Cadre forms: read, written, and in folders and archives."""

from __future__ import annotations

import base64
import io
import zipfile
from datetime import date

import pytest
from defusedxml import ElementTree
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from dunmiao.files.dates import PartialDate
from dunmiao.files.images import Photo, clean_photo
from dunmiao.files.intake import Upload, read_people
from dunmiao.files.limits import FileRefused
from dunmiao.files.lrmx import ELEMENTS, read_lrmx, write_lrmx
from dunmiao.files.people import FamilyMember, PersonFacts
from tests.files.making import (
    HEADINGS,
    KNOWN,
    csv_bytes,
    jpeg,
    lrm,
    lrmx,
    number_of,
    person,
    read,
    xlsx,
)

MEMBER = (
    "<JiaTingChengYuan><Item><ChengWei>妻子</ChengWei><XingMing>李 四</XingMing>"
    "<ChuShengRiQi>199102</ChuShengRiQi><ZhengZhiMianMao>群众</ZhengZhiMianMao>"
    "<GongZuoDanWeiJiZhiWu>县医院医生</GongZuoDanWeiJiZhiWu></Item></JiaTingChengYuan>"
)


def only(data: bytes, name: str = "张三.lrmx"):
    intake = read(data, name)
    assert len(intake.rows) == 1
    return intake, intake.rows[0].facts


def photo_tag(data: bytes) -> str:
    return f"<ZhaoPian>{base64.b64encode(data).decode()}</ZhaoPian>"


def test_a_form_is_a_person():
    inner = MEMBER + photo_tag(jpeg()) + "<DaoLingNianYue>205001</DaoLingNianYue>"
    intake, facts = only(
        lrmx(
            inner,
            RuDangShiJian="2012.06.15",
            JianLi="2009.09--2013.07  甲大学\x0b学习".replace("\x0b", ""),
            QuanRiZhiJiaoYu_XueLi="大学",
            QuanRiZhiJiaoYu_XueLi_BiYeYuanXiaoXi="甲大学法学院法学专业",
            NianDuKaoHeJieGuo="2022年年度考核优秀;2023年年度考核称职;",
            NiRenZhiWu="乙镇副镇长（挂职）",
        )
    )
    assert not intake.errors
    assert not intake.warnings
    assert (facts.name, facts.unit, facts.post) == ("张三", "县财政局", "预算股股长")
    assert facts.birth == PartialDate(1990, 7, 15)
    assert facts.joined_party == PartialDate(2012, 6, 15)
    assert facts.political_code == "01"
    assert (facts.school, facts.major) == ("甲大学法学院", "法学")
    assert facts.years == {2022: "优秀", 2023: "称职"}
    assert facts.family == (FamilyMember("妻子", "李 四", "199102", "群众", "县医院医生"),)
    assert facts.photo is not None
    assert facts.extras["NiRenZhiWu"] == "乙镇副镇长（挂职）"
    assert "205001" in facts.extras["DaoLingNianYue"]


@pytest.mark.parametrize(
    ("texts", "errors", "warnings"),
    [
        ({"XingMing": " "}, ["姓名"], []),
        ({"ShenFenZheng": ""}, [], ["身份证号"]),
        ({"ShenFenZheng": "123"}, ["身份证号"], []),
        ({"ChuShengNianYue": "199008"}, ["出生年月"], []),
        ({"ChuShengNianYue": "199013"}, ["出生年月"], []),
        ({"MinZu": "甲族"}, ["民族"], []),
        ({"XianRenZhiWu": "县蓝天局局长"}, [], ["现任职务"]),
        ({"RuDangShiJian": "无党派"}, [], []),
        ({"RuDangShiJian": "民盟"}, [], []),
        ({"RuDangShiJian": "201213"}, ["入党时间"], []),
    ],
)
def test_problems_of_a_form_name_its_labels(texts, errors, warnings):
    intake, _ = only(lrmx(**texts))
    assert [problem.column for problem in intake.errors] == errors
    assert [problem.column for problem in intake.warnings] == warnings
    assert {problem.row for problem in (*intake.errors, *intake.warnings)} <= {1}


def test_words_for_the_party_give_the_political_status():
    assert only(lrmx(RuDangShiJian="无党派"))[1].political_code == "12"
    assert only(lrmx(RuDangShiJian="民盟"))[1].political_code == "05"


@pytest.mark.parametrize("mark", [b"\xef\xbb\xbf", b"\r\n"])
def test_marks_and_blanks_before_the_form_do_not_matter(mark):
    data = lrmx().removeprefix(b'<?xml version="1.0" encoding="utf-8"?>')
    assert only(mark + data)[1].name == "张三"


FACTS = PersonFacts(
    name="阿卜杜拉·买买提",
    id_number=number_of(7),
    birth=PartialDate(1990, 7, 15),
    sex_code="1",
    ethnic_code="05",
    native_place="新疆喀什",
    birthplace="新疆喀什",
    political_code="01",
    joined_party=PartialDate(2012, 6),
    started_work=PartialDate(2013, 7),
    health="健康",
    unit="县财政局",
    post="预算股股长",
    title="会计师",
    speciality="财政",
    education="大学",
    education_code="21",
    degree="法学学士",
    degree_code="403",
    school="甲大学法学院",
    major="法学",
    later_education="研究生",
    later_degree="法律硕士",
    later_school="乙大学",
    later_major="法律",
    resume="2009.09--2013.07  甲大学学习\n2013.07--         县财政局",
    rewards="<无>&'\"",
    appraisals="2023年优秀",
    years={2023: "优秀"},
    family=(FamilyMember("妻子", "李四", "199102", "群众", "县医院"),),
    extras={
        "NiRenZhiWu": "镇长助理",
        "DaoLingNianYue": "<DaoLingNianYue>2050</DaoLingNianYue>",
        "Nested": '<Nested a="1"><x>甲</x>乙</Nested>',
        "Version": "3.2.2.0",
    },
)


def test_a_form_written_is_read_back_whole():
    picture = clean_photo(jpeg((376, 460)))
    assert isinstance(picture, Photo)
    facts = PersonFacts(**{**{k: getattr(FACTS, k) for k in FACTS.__slots__}, "photo": picture})
    data = write_lrmx(facts)
    intake, back = only(data)
    assert not intake.errors
    assert back.photo is not None
    for name in set(FACTS.__slots__) - {"photo"}:
        assert getattr(back, name) == getattr(FACTS, name), name
    root = ElementTree.fromstring(data)
    assert [child.tag for child in root] == [*ELEMENTS, "DaoLingNianYue", "Nested"]
    assert root.findtext("ChuShengNianYue") == "199007"
    assert write_lrmx(back).count(b"<Nested") == 1


def test_headings_of_a_sheet_are_not_written_as_elements():
    data = write_lrmx(PersonFacts(name="张三", extras={"血型": "A", "a b": "<a/>", "Ok": "text"}))
    assert [child.tag for child in ElementTree.fromstring(data)] == list(ELEMENTS)


@given(st.text(max_size=60), st.text(max_size=200))
def test_any_text_can_be_written_and_read(name, resume):
    form = read_lrmx(write_lrmx(PersonFacts(name=name, resume=resume)))
    assert set(form.texts) <= set(ELEMENTS)


def test_an_older_form_is_a_person():
    intake, facts = only(lrm(), "李四.lrm")
    assert [w.column for w in intake.warnings] == ["身份证号"]
    assert not intake.errors
    assert (facts.name, facts.sex_code, facts.ethnic_code) == ("李四", "2", "03")
    assert (facts.education, facts.degree, facts.later_degree) == ("大学", "法学学士", "法律硕士")
    assert (facts.unit, facts.post) == ("县委组织部", "干部科科员")
    assert [member.name for member in facts.family] == ["王五", "王小五"]
    assert facts.resume.count("\n") == 1


def test_a_folder_is_read_in_order_with_its_files_named(tmp_path):
    (tmp_path / "甲").mkdir()
    (tmp_path / "甲" / "1.lrmx").write_bytes(lrmx())
    (tmp_path / "2.lrm").write_bytes(lrm())
    (tmp_path / "2.pic").write_bytes(jpeg())
    (tmp_path / "3.lrmx").write_bytes(lrmx(XingMing="王五"))
    (tmp_path / "4.lrmx").write_bytes(b"<Other/>")
    (tmp_path / "5.xlsx").write_bytes(xlsx([HEADINGS, person(9)]))
    (tmp_path / "Thumbs.db").write_bytes(b"x")
    (tmp_path / "说明.docx").write_bytes(b"x")
    (tmp_path / "6.lrmx").symlink_to("/etc/passwd")
    intake = read_people(tmp_path, known=KNOWN)
    assert [(row.file, row.facts.name) for row in intake.rows] == [
        ("2.lrm", "李四"),
        ("3.lrmx", "王五"),
        ("5.xlsx", "张三"),
        ("甲/1.lrmx", "张三"),
    ]
    assert intake.rows[0].facts.photo is not None
    assert [(p.file, p.row, p.reason.rule) for p in intake.errors] == [
        ("4.lrmx", 1, "form_kind"),
        ("甲/1.lrmx", 1, "identity_twice"),
    ]
    assert "3.lrmx" in str(intake.errors[1].reason)
    document = intake.as_json(str)
    assert (document["rows"], document["accepted"]) == (5, 3)
    assert "说明.docx" in [w.file for w in intake.warnings]


class GbkInfo(zipfile.ZipInfo):
    """A member named as Chinese Windows does: GBK, and no flag that says so."""

    def _encodeFilenameFlags(self):  # noqa: N802
        return self.filename.encode("gbk"), self.flag_bits & ~0x800


def test_an_archive_is_read_like_a_folder():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(GbkInfo("张三.lrmx"), lrmx())
        archive.writestr("甲/2.lrm", lrm())
        archive.writestr("甲/2.pic", jpeg())
        archive.writestr("x.csv", csv_bytes([HEADINGS, person(5)]))
        archive.writestr("__MACOSX/._a.lrmx", b"x")
    intake = read(out.getvalue(), "forms.zip")
    assert {row.file for row in intake.rows} == {"x.csv", "甲/2.lrm", "张三.lrmx"}
    assert any(row.facts.photo for row in intake.rows)
    assert not intake.errors


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "BMP", "GIF"])
def test_photos_are_made_anew(kind):
    out = io.BytesIO()
    Image.new("RGB", (1600, 2000), "red").save(out, kind)
    photo = clean_photo(out.getvalue())
    assert isinstance(photo, Photo)
    assert photo.jpeg.startswith(b"\xff\xd8\xff")
    assert (photo.width, photo.height) == (768, 960)


def test_position_data_and_what_follows_the_picture_are_dropped():
    exif = Image.Exif()
    exif[0x8825] = {1: "N", 2: (30.0, 30.0, 0.0)}
    exif[0x010E] = "secret place"
    photo = clean_photo(jpeg(exif=exif.tobytes()) + b"<script>alert(1)</script>")
    assert isinstance(photo, Photo)
    assert b"secret" not in photo.jpeg
    assert b"script" not in photo.jpeg
    assert not Image.open(io.BytesIO(photo.jpeg)).getexif()


def test_a_form_that_does_not_exist_is_refused_in_a_sentence(tmp_path):
    with pytest.raises(FileRefused):
        read_people(tmp_path / "nothing.lrmx", known=KNOWN)
    with pytest.raises(FileRefused):
        read_people(tmp_path, known=KNOWN)
    with pytest.raises(FileRefused):
        read_people(Upload("a.lrmx", b""), known=KNOWN)


def test_birth_without_an_id_number_stays_by_month():
    facts = only(lrmx(ShenFenZheng=""))[1]
    assert facts.birth == PartialDate(1990, 7)
    assert facts.birth.first_day == date(1990, 7, 1)

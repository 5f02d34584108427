"""Untidy lists of people, in every format the clerks send."""

from __future__ import annotations

from datetime import date

import pytest

from dunmiao.demo.sheets import applicants_workbook
from dunmiao.files.intake import Known, Upload, read_people
from dunmiao.files.limits import FileRefused
from tests.files.making import (
    HEADINGS,
    KNOWN,
    TODAY,
    Styled,
    csv_bytes,
    number_of,
    person,
    read,
    xls,
    xlsx,
)

FORMATS = {
    "xlsx": lambda rows, **more: (xlsx(rows, **more), "名单.xlsx"),
    "xls": lambda rows, **more: (xls(rows, **more), "名单.xls"),
    "csv": lambda rows, **more: (csv_bytes(rows), "名单.csv"),
}
every_format = pytest.mark.parametrize("kind", FORMATS)


def read_as(kind, rows, **more):
    data, name = FORMATS[kind](rows, **more)
    return read(data, name)


def shape(problems):
    return [(problem.row, problem.column) for problem in problems]


@every_format
def test_good_rows_have_no_problem_and_their_own_row_numbers(kind):
    rows = [
        ["优秀年轻干部报名表"],
        ["填报单位：", "县财政局"],
        list(HEADINGS),
        person(1),
        person(2),
    ]
    intake = read_as(kind, rows)
    assert [row.row for row in intake.rows] == [4, 5]
    assert not intake.errors
    assert not intake.warnings
    facts = intake.rows[0].facts
    assert (facts.name, facts.sex_code, facts.ethnic_code, facts.unit) == (
        "张三",
        "1",
        "01",
        "县财政局",
    )
    assert facts.birth.month_text == "1990-07"


ERRORS = [
    ("a missing name", {"name": None}, "姓名", "name_missing"),
    ("a name of blanks", {"name": "　 "}, "姓名", "name_missing"),
    (
        "a wrong check digit",
        {"id": number_of(1)[:17] + ("0" if number_of(1)[17] != "0" else "1")},
        "身份证号",
        "identity_check",
    ),
    ("an ID number too short", {"id": "1101011990"}, "身份证号", "identity_length"),
    ("an old ID number", {"id": "110101900715001"}, "身份证号", "identity_old"),
    ("a birth of another month", {"birth": "1990.08"}, "出生年月", "birth_differs"),
    ("a birth of another year", {"birth": "1991年7月"}, "出生年月", "birth_differs"),
    ("a birth of another day", {"birth": "1990-07-16"}, "出生年月", "birth_differs"),
    ("a thirteenth month", {"birth": "1990.13"}, "出生年月", "date_impossible"),
    ("a 30 February", {"birth": "1990-02-30"}, "出生年月", "date_impossible"),
    ("a year alone", {"birth": "1990年"}, "出生年月", "date_impossible"),
    ("an unknown ethnic group", {"ethnic": "火星族"}, "民族", "code_unknown"),
    ("an ID number shown in powers of ten", {"id": "4.20106E+17"}, "身份证号", "identity_rounded"),
    ("a birth in the future", {"birth": "2027.01", "id": ""}, "出生年月", "date_impossible"),
    ("a name without end", {"name": "张" * 61}, "姓名", "text_long"),
]


@every_format
@pytest.mark.parametrize(
    ("changes", "column", "rule"), [row[1:] for row in ERRORS], ids=[row[0] for row in ERRORS]
)
def test_an_error_names_row_and_column(kind, changes, column, rule):
    intake = read_as(kind, [HEADINGS, person(2), person(1, **changes)])
    assert shape(intake.errors) == [(3, column)]
    assert intake.errors[0].reason.rule == rule
    assert str(intake.errors[0].reason)
    assert [row.row for row in intake.accepted] == [2]


@pytest.mark.parametrize("kind", ["xlsx", "xls"])
def test_an_id_number_stored_as_a_number_is_an_error(kind):
    intake = read_as(kind, [HEADINGS, person(1, id=Styled(420106199007150016.0, "0"))])
    assert shape(intake.errors) == [(2, "身份证号")]
    assert intake.errors[0].reason.rule == "identity_rounded"


@every_format
def test_the_later_of_two_rows_with_one_id_number_is_the_error(kind):
    twice = [HEADINGS, person(1), person(2), person(1, name="李四", id=f" {number_of(1).lower()}")]
    intake = read_as(kind, twice)
    assert shape(intake.errors) == [(4, "身份证号")]
    assert intake.errors[0].name == "李四"
    assert intake.errors[0].reason.facts["row"] == 2
    assert len(intake.accepted) == 2


@every_format
def test_an_unknown_unit_is_a_warning_and_offered_for_creation(kind):
    intake = read_as(kind, [HEADINGS, person(1, unit="县蓝天局"), person(2, unit="县 财政局")])
    assert shape(intake.warnings) == [(2, "工作单位")]
    assert intake.unknown_units == {"县蓝天局": 1}
    assert len(intake.accepted) == 2


BIRTHS = [
    ("text", "1990.07", "1990-07"),
    ("words", "1990年7月", "1990-07"),
    ("full width", "１９９０．０７", "1990-07"),
    ("a number of six digits", 199007, "1990-07"),
    ("a number of eight digits", 19900715, "1990-07"),
    ("a number shown with two places", Styled(1990.1, "0.00"), "1990-10"),
    ("a number shown with one place", Styled(1990.1, "0.0"), "1990-01"),
    ("a number as typed", 1990.1, "1990-01"),
    ("a number with two digits", 1990.12, "1990-12"),
    ("a number with a point in its format", Styled(199010, '0000"."00'), "1990-10"),
    ("a date cell", date(1990, 7, 1), "1990-07"),
    ("a date cell of month format", Styled(date(1990, 7, 1), "yyyy.mm"), "1990-07"),
    ("a date cell of Chinese format", Styled(date(1990, 7, 15), 'yyyy"年"m"月"d"日"'), "1990-07"),
    ("a serial number without format", 33069, "1990-07"),
    ("a serial number as text", "33069", "1990-07"),
]


@pytest.mark.parametrize("kind", ["xlsx", "xls"])
@pytest.mark.parametrize(
    ("value", "month"), [row[1:] for row in BIRTHS], ids=[row[0] for row in BIRTHS]
)
def test_a_month_of_birth_is_read_as_the_clerk_sees_it(kind, value, month):
    born = f"{month}-15"
    intake = read_as(kind, [HEADINGS, person(1, birth=value, id=number_of(1, born))])
    assert not intake.errors
    assert intake.rows[0].as_json()["birth"] == month


@pytest.mark.parametrize("kind", ["xlsx", "xls"])
def test_october_that_lost_its_zero_is_explained(kind):
    intake = read_as(kind, [HEADINGS, person(1, birth=1990.1, id=number_of(1, "1990-10-03"))])
    assert shape(intake.errors) == [(2, "出生年月")]
    assert "zero" in str(intake.errors[0].reason)


def test_a_workbook_that_counts_from_1904_gives_the_same_days():
    data = xlsx([HEADINGS, person(1, birth=date(1990, 7, 15))], options={"date_1904": True})
    assert not read(data).errors


TWO_LINES = [
    ["附件1"],
    ["优秀年轻干部双向挂职报名表"],
    ["序号", "姓名", "出生\n年月", "身份证号", "全日制教育", None, "在职教育", None, "单位及职务"],
    [None, None, None, None, "学历", "学位", "学历", "学位", None],
    [
        1,
        "欧阳  明",
        "1990.07",
        number_of(1),
        "大学",
        "法学学士",
        "研究生",
        "法律硕士",
        "县财政局预算股股长",
    ],
    ["合计", "1人"],
    ["备注：请用正楷填写"],
    ["填表人：王五", None, None, "联系电话：12345678"],
]
MERGES = [(1, 0, 1, 8), (2, 4, 2, 5), (2, 6, 2, 7), (6, 0, 6, 8)] + [
    (2, at, 3, at) for at in (0, 1, 2, 3, 8)
]


@pytest.mark.parametrize(
    ("kind", "merges"), [("xlsx", MERGES), ("xls", MERGES), ("xlsx", ()), ("csv", ())]
)
def test_two_line_headings_are_one_and_feet_are_no_rows(kind, merges):
    intake = read_as(kind, TWO_LINES, **({"merges": merges} if merges else {}))
    assert not intake.errors
    assert [row.row for row in intake.rows] == [5]
    row = intake.rows[0]
    facts = row.facts
    assert (facts.name, facts.education_code, facts.degree_code) == ("欧阳明", "21", "403")
    assert (facts.later_education, facts.later_degree) == ("研究生", "法律硕士")
    assert (facts.unit, facts.post) == ("县财政局", "预算股股长")
    assert row.fields["birth"] == "出生\n年月"
    assert row.fields["later_degree"] == "在职教育学位"


def test_groups_over_the_names_and_the_lower_words_decide():
    rows = [
        ["基本情况", None, None, "现任", None],
        ["姓名", "民族", "身份证号", "单位", "职务"],
        ["张三", "汉", number_of(1), "县财政局", "科员"],
        ["李四", "外星", number_of(2), "县财政局", "科员"],
    ]
    intake = read(xlsx(rows, merges=[(0, 0, 0, 2), (0, 3, 0, 4)]))
    assert [row.row for row in intake.rows] == [3, 4]
    assert shape(intake.errors) == [(4, "民族")]


@every_format
def test_blank_numbered_repeated_and_summing_rows_are_no_people(kind):
    rows = [
        HEADINGS,
        person(1),
        [None],
        [2],
        list(HEADINGS),
        ["一、县直单位（2人）"],
        person(3),
        ["小计", None, None, "2人"],
        [4],
        ["说明：", "以上人员均符合条件"],
        [None, "合计", 3],
        ["注：1.本表一式两份"],
        ["制表人：甲", None, "审核人：乙"],
    ]
    intake = read_as(kind, rows)
    assert [row.row for row in intake.rows] == [2, 7]
    assert not intake.errors


def test_people_of_units_with_foot_words_in_their_names_are_people():
    rows = [("单位", "姓名", "性别", "民族"), ("审核中心", "张三", "男", "汉族")]
    assert len(read(xlsx(rows)).rows) == 1


def test_a_unit_merged_over_its_people_belongs_to_each():
    rows = [HEADINGS, person(1), person(2, unit=None), person(3, unit=None)]
    for data, name in (
        (xlsx(rows, merges=[(1, 6, 3, 6)]), "a.xlsx"),
        (xls(rows, merges=[(1, 6, 3, 6)]), "a.xls"),
    ):
        assert [row.facts.unit for row in read(data, name).rows] == ["县财政局"] * 3


def test_a_unit_in_the_title_is_the_unit_of_all():
    rows = [["报名表"], ["填报单位（盖章）：县财政局   2026年1月"], HEADINGS[:6], person(1)[:6]]
    assert read(xlsx(rows)).rows[0].facts.unit == "县财政局"


@pytest.mark.parametrize("make", [xlsx, xls])
def test_a_second_sheet_continues_and_a_hidden_one_is_named(make):
    name = f"名单.{make.__name__}"
    data = make(
        [HEADINGS, person(1)], [HEADINGS, person(2)], [person(3)], [HEADINGS, person(4)], hidden=[3]
    )
    intake = read(data, name)
    assert [(row.sheet, row.row) for row in intake.rows] == [
        ("Sheet1", 2),
        ("Sheet2", 2),
        ("Sheet3", 1),
    ]
    assert [(w.sheet, w.reason.rule) for w in intake.warnings] == [("Sheet4", "sheet_hidden")]


def test_duplicates_are_found_across_sheets():
    intake = read(xlsx([HEADINGS, person(1)], [HEADINGS, person(1)]))
    assert [(p.sheet, p.row) for p in intake.errors] == [("Sheet2", 2)]
    assert "Sheet1" in str(intake.errors[0].reason)


def test_sheets_of_another_form_are_left_out_with_a_warning():
    family = [("称谓", "姓名", "出生年月", "政治面貌"), ("父亲", "张大", "1960.01", "群众")]
    intake = read(xlsx([HEADINGS, person(1)], family, [["填写说明"], ["一、……"]]))
    assert len(intake.rows) == 1
    assert [w.sheet for w in intake.warnings] == ["Sheet2", "Sheet3"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_text_files_of_every_encoding_and_delimiter(encoding, delimiter):
    rows = [["报名表, 甲类"], HEADINGS, person(1, name='张,"三'), person(2, birth="1990.07\n说明")]
    intake = read(csv_bytes(rows, encoding, delimiter), "a.csv")
    assert [row.row for row in intake.rows] == [3, 4]
    assert intake.rows[0].facts.unit == "县财政局"


def test_a_record_over_two_lines_is_one_row_and_blank_records_count():
    text = '姓名,民族,简历\n张三,汉族,"第一行\n第二行"\n\n李四,外星,无\n'
    intake = read(text.encode(), "a.csv")
    assert [row.row for row in intake.rows] == [2, 4]
    assert shape(intake.errors) == [(4, "民族")]
    assert intake.rows[0].facts.resume == "第一行\n第二行"


def test_facts_that_differ_only_warn():
    intake = read(xlsx([(*HEADINGS, "政治面貌"), [*person(1, sex="女"), "魔法师"]]))
    assert not intake.errors
    assert sorted(w.column for w in intake.warnings) == ["性别", "政治面貌"]


@pytest.mark.parametrize(
    "rows",
    [[], [["只有一句话"]], [["单位", "电话"], ["县财政局", "123"]]],
    ids=["empty", "text", "no name"],
)
def test_a_file_without_a_list_is_refused_in_a_sentence(rows):
    with pytest.raises(FileRefused) as refused:
        read(xlsx(rows))
    assert refused.value.reason.rule == "no_list"


def test_the_form_of_one_person_is_no_list():
    rows = [
        ["登记表"],
        ["姓名", "张三", "性别", "男", "出生年月", "1990.07"],
        ["民族", "汉族", "籍贯", "湖北", "身份证号", number_of(1)],
    ]
    with pytest.raises(FileRefused) as refused:
        read(xlsx(rows))
    assert refused.value.reason.rule == "form_in_sheet"


def test_the_document_of_the_command_line():
    rows = [HEADINGS, person(1), person(2, name=None)]
    document = read(xlsx(rows)).as_json(str, with_people=True)
    assert (document["rows"], document["accepted"]) == (2, 1)
    assert document["people"][0] == {
        "row": 2,
        "sheet": "Sheet1",
        "file": "",
        "name": "张三",
        "birth": "1990-07",
    }
    assert {"row": 3, "column": "姓名", "sheet": "Sheet1"}.items() <= document["errors"][0].items()


def test_the_list_of_the_demonstration_is_wholly_good(tmp_path):
    people = [
        {
            "name": ("张三", "王小明", "买买提·艾力")[at % 3],
            "sex": "男",
            "birth": date(1985 + at % 12, 1 + at % 12, 5),
            "ethnic": "汉族",
            "joined_party": date(2015, 10, 1),
            "unit": "县财政局",
            "id_number": number_of(at, f"{1985 + at % 12}-{1 + at % 12:02}-05"),
        }
        for at in range(114)
    ]
    data = applicants_workbook(people)
    assert data == applicants_workbook(people)
    path = tmp_path / "报名.xlsx"
    path.write_bytes(data)
    intake = read_people(path, known=KNOWN)
    assert not intake.errors
    assert [row.facts.birth.first_day for row in intake.rows] == [row["birth"] for row in people]
    assert {row.facts.joined_party.month_text for row in intake.rows} == {"2015-10"}
    assert [row.row for row in intake.rows][:2] == [6, 7]
    assert [w.reason.rule for w in intake.warnings] == ["sheet_hidden"]


def test_units_are_not_checked_where_the_caller_knows_none():
    data = xlsx([HEADINGS, person(1, unit="任何单位")])
    assert not read_people(Upload("a.xlsx", data), known=Known(TODAY)).warnings

"""The workbook with errors that goes back to the clerk."""

from __future__ import annotations

import io
import zipfile

from python_calamine import CalamineWorkbook

from dunmiao.files.intake import error_sheet
from tests.files.making import HEADINGS, csv_bytes, number_of, person, read, xlsx


def cells(data: bytes) -> list[list[object]]:
    return CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python()


def test_every_row_comes_back_with_its_verdict():
    rows = [
        HEADINGS,
        person(1),
        person(2, name="李四", birth="1990.13"),
        person(3, unit="县蓝天局"),
    ]
    back = cells(error_sheet(read(xlsx(rows)), str))
    assert back[0][3:6] == ["Name", "Check result", "Problems"]
    assert back[0][6:] == list(HEADINGS)
    assert [(row[2], row[3], row[4]) for row in back[1:]] == [
        ("2", "张三", "Good"),
        ("3", "李四", "To be corrected"),
        ("4", "张三", "Good, with a notice"),
    ]
    assert back[2][5].startswith("【出生年月】")
    assert back[2][9] == "1990.13"


def test_words_are_said_by_the_caller():
    intake = read(xlsx([HEADINGS, person(1)]))
    back = cells(
        error_sheet(
            intake,
            lambda reason: {"Problems": "问题", "Check result": "校验结果"}.get(
                reason.text, reason.text
            ),
        )
    )
    assert back[0][4:6] == ["校验结果", "问题"]


def test_problems_of_a_whole_sheet_stand_first():
    back = cells(error_sheet(read(xlsx([HEADINGS, person(1)], [["x"]], hidden=[1])), str))
    assert back[1][1] == "Sheet2"
    assert back[2][4] == "Good"


def test_no_text_becomes_a_formula_or_a_link():
    names = ["=1+1", "=cmd|'/c calc'!A1", "+1", "-1", "@SUM(A1)", "http://x.cn", "＝1", "\t=1"]
    rows = [HEADINGS, *(person(at, name=name) for at, name in enumerate(names))]
    data = error_sheet(read(csv_bytes(rows), "a.csv"), str)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in sheet
    assert "hyperlink" not in sheet
    assert cells(data)[1][6 + HEADINGS.index("姓名")] == "=1+1"


def test_the_sheet_read_again_counts_the_same_people():
    intake = read(xlsx([HEADINGS, person(1), person(2)]))
    again = read(error_sheet(intake, str))
    assert [row.facts.id_number for row in again.rows] == [number_of(1), number_of(2)]

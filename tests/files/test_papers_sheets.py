"""Workbooks and comma-separated lists that open as what they are and run nothing."""

import io
import zipfile
from datetime import date, datetime

import pytest
from python_calamine import CalamineWorkbook

from dunmiao.files.papers import sheets

FORMULAS = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    " =1+1",
    "＝1+1",
    "＋1",
    "－1",
    "＠a",
    "=cmd|'/c calc'!A1",
    '=HYPERLINK("http://127.0.0.1","x")',
    "|calc",
    "%0A=1",
    '"\n=1+1',
]
COLUMNS = [
    {"key": "name", "label": "姓名"},
    {"key": "id", "label": "身份证号"},
    {"key": "on", "label": "日期", "kind": "date"},
    {"key": "score", "label": "得分", "kind": "number"},
]
ROWS = [
    {"name": "欧阳喆", "id": "110101199003070012", "on": date(2026, 5, 1), "score": 86.5},
    {"name": "=1+1", "id": "007", "on": "", "score": None},
]


def read(content, name):
    return CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_name(name).to_python()


def test_a_list_has_title_note_headings_and_typed_cells():
    sheet = {"name": "名册", "title": "人员名册", "note": "截至", "columns": COLUMNS, "rows": ROWS}
    rows = read(sheets.workbook([sheet]), "名册")
    assert rows[0][0] == "人员名册"
    assert rows[2] == ["姓名", "身份证号", "日期", "得分"]
    assert rows[3] == ["欧阳喆", "110101199003070012", date(2026, 5, 1), 86.5]
    assert rows[4][:2] == ["=1+1", "007"]


@pytest.mark.parametrize("text", FORMULAS)
def test_no_cell_is_a_formula_or_a_link(text):
    sheet = {"columns": [{"key": "a", "label": text}], "rows": [{"a": text}], "title": text}
    with zipfile.ZipFile(io.BytesIO(sheets.workbook([{"name": "x", **sheet}]))) as archive:
        page = archive.read("xl/worksheets/sheet1.xml").decode()
        assert "<f>" not in page and "hyperlink" not in page
        assert not any("externalLink" in name for name in archive.namelist())
    line = sheets.csv_bytes(sheet["columns"], sheet["rows"]).decode("utf-8-sig").split("\r\n")[1]
    assert line.startswith(("\"'", '"""'))


def test_the_page_is_set_up_for_reading_and_printing():
    sheet = {"name": "x", "title": "标题", "columns": COLUMNS, "rows": ROWS, "is_landscape": True}
    with zipfile.ZipFile(io.BytesIO(sheets.workbook([sheet]))) as archive:
        page = archive.read("xl/worksheets/sheet1.xml").decode()
        book = archive.read("xl/workbook.xml").decode()
    for words in ('state="frozen"', "autoFilter", 'orientation="landscape"', 'paperSize="9"'):
        assert words in page
    assert "Print_Titles" in book


def test_sheet_names_are_made_legal_and_distinct():
    given = [{"name": name} for name in ("a/b:c", "名" * 40, "名" * 40, "", "'x'")]
    names = CalamineWorkbook.from_filelike(io.BytesIO(sheets.workbook(given))).sheet_names
    assert len(set(names)) == 5
    assert all(len(name) <= 31 and not set("[]:*?/\\") & set(name) for name in names)


def test_nothing_known_and_odd_values_still_give_a_file():
    assert sheets.workbook([])
    rows = [{"a": None}, {"a": 3}, {"a": True}, {"a": "字" * 40000}, {"a": datetime(2026, 5, 1, 8)}]
    made = read(sheets.workbook([{"name": "x", "columns": [{"key": "a"}], "rows": rows}]), "x")
    assert made[-1] == ["2026-05-01T08:00:00"]
    assert not any("None" in str(cell) for row in made for cell in row)


def test_the_same_lists_give_the_same_bytes():
    assert sheets.workbook([{"name": "x"}]) == sheets.workbook([{"name": "x"}])


def test_csv_opens_as_chinese_and_quotes_everything():
    content = sheets.csv_bytes(COLUMNS, ROWS)
    assert content.startswith(b"\xef\xbb\xbf")
    lines = content.decode("utf-8-sig").split("\r\n")
    assert lines[1] == '"欧阳喆","110101199003070012","2026-05-01","86.5"'
    assert lines[2].startswith('"\'=1+1"')
    assert sheets.guarded(-5) == "-5"

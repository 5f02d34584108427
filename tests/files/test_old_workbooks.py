"""The reader of .xls against python-calamine, which reads sound files well."""

from __future__ import annotations

import io
from datetime import date

import xlwt
from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from dunmiao.files.intake.xls import read_xls
from dunmiao.files.intake.xlsx import read_xlsx
from dunmiao.files.limits import Budget
from tests.files.making import Styled, xls, xlsx

TEXTS = st.text(
    st.characters(
        min_codepoint=32,
        max_codepoint=0x9FFF,
        exclude_characters="'＇\u2028\u2029",
        exclude_categories=("Cc", "Cf", "Cs", "Cn", "Zl", "Zp", "Zs"),
    ),
    min_size=1,
    max_size=30,
)
NUMBERS = st.one_of(
    st.integers(-(2**29), 2**29),
    st.integers(-9999, 9999).map(lambda n: n / 100),
    st.floats(-1e6, 1e6, allow_nan=False).map(lambda n: round(n, 4)),
)


def seen(sheet) -> dict[tuple[int, int], object]:
    return {
        (row, column): cell.text if cell.number is None else cell.number
        for row, line in sheet.rows.items()
        for column, cell in line.items()
    }


def by_calamine(data: bytes) -> dict[tuple[int, int], object]:
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0)
    top, left = sheet.start or (0, 0)
    return {
        (row, column): value
        for row, line in enumerate(sheet.to_python(), start=top + 1)
        for column, value in enumerate(line, start=left)
        if value != ""
    }


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(st.one_of(TEXTS, NUMBERS, st.none()), max_size=6), min_size=1, max_size=8))
def test_both_readers_see_what_calamine_sees(rows):
    for make, read in ((xls, read_xls), (xlsx, read_xlsx)):
        data = make(rows)
        assert seen(read(data, Budget())[0]) == by_calamine(data)


def test_texts_that_run_over_the_seams_of_records_are_whole():
    rows = [[f"{at}甲乙丙丁" * (at % 400 + 1), "plain" * (at % 900 + 1)] for at in range(300)]
    sheet = read_xls(xls(rows), Budget())[0]
    assert [[line[0].text, line[1].text] for line in sheet.rows.values()] == rows


def test_formulas_count_as_their_result_and_dates_as_days():
    book = xlwt.Workbook()
    page = book.add_sheet("甲")
    page.write(0, 0, xlwt.Formula("1+1"))
    page.write(1, 0, True)
    out = io.BytesIO()
    book.save(out)
    assert read_xls(out.getvalue(), Budget())[0].name == "甲"
    cell = read_xls(xls([[Styled(date(1990, 7, 15), "yyyy-mm-dd")]]), Budget())[0].rows[1][0]
    assert cell.day is not None
    assert cell.day.first_day == date(1990, 7, 15)

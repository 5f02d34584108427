"""Cells as a clerk sees them, whatever file they come from."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from math import isfinite
from typing import Final, NamedTuple

from dunmiao.engine.reasons import gettext_noop
from dunmiao.files.dates import PartialDate
from dunmiao.files.intake.numbers import general, is_date_format, serial_day, shown, shows_day
from dunmiao.files.limits import MAX_COLUMNS, MAX_ROWS, MAX_TEXT, clean_text, refuse

_ROWS: Final = gettext_noop(
    "Row %(row)s of sheet “%(sheet)s” is filled, and at most %(limit)s rows are read; delete what "
    "stands below the list, or split it."
)
_COLUMNS: Final = gettext_noop(
    "Column %(column)s of sheet “%(sheet)s” is filled, and at most %(limit)s columns are read; "
    "delete what stands right of the list."
)
_LONG: Final = gettext_noop(
    "A cell in row %(row)s of sheet “%(sheet)s” holds more than %(limit)s characters; shorten it."
)
# A guard that exports put before a text so that no spreadsheet takes it for a formula.
_GUARD: Final = re.compile(r"^'(?=[=+\-@\t\n＝＋－＠])")


class Cell(NamedTuple):
    """One filled cell: its text as shown; its number, or its day, where it holds one."""

    text: str
    number: float | None = None
    day: PartialDate | None = None


Line = dict[int, Cell]  # column index from 0 to cell; empty cells are absent


@dataclass
class Sheet:
    """The filled cells of one sheet; `rows` is keyed by row number from 1.

    `merges` are (first row, first column, last row, last column), rows from 1, columns from 0.
    """

    name: str
    is_hidden: bool = False
    rows: dict[int, Line] = field(default_factory=dict)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)

    def put(self, row: int, column: int, cell: Cell) -> None:
        """Keep a filled cell; FileRefused past the limits, empty cells are passed over."""
        text = tidy_cell(cell.text)
        if not text.strip():
            return
        if row > MAX_ROWS:
            facts = {"row": row, "sheet": self.name, "limit": MAX_ROWS}
            raise refuse(_ROWS, facts, "sheet_rows")
        if column >= MAX_COLUMNS:
            more = {"column": column + 1, "sheet": self.name, "limit": MAX_COLUMNS}
            raise refuse(_COLUMNS, more, "sheet_columns")
        if len(text) > MAX_TEXT:
            long = {"row": row, "sheet": self.name, "limit": MAX_TEXT}
            raise refuse(_LONG, long, "cell_long")
        self.rows.setdefault(row, {})[column] = cell._replace(text=text)


def tidy_cell(text: str) -> str:
    """Give a cell's text without control characters and without an export's formula guard."""
    return _GUARD.sub("", clean_text(text))


def number_cell(value: float, code: str, *, is_1904: bool = False) -> Cell:
    """Give the cell of a stored number under a number format."""
    if not isfinite(value):
        return Cell(str(value))
    if not is_date_format(code):
        return Cell(shown(value, code), number=value)
    day = serial_day(value, is_1904=is_1904, has_day=shows_day(code))
    if day is None:
        return Cell(general(value), number=value)
    return Cell(day.dotted(), number=value, day=day)

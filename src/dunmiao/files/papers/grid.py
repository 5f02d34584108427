"""Tables in Word papers: rosters and lists, with a head that repeats on every page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from dunmiao.files.papers import word
from dunmiao.files.papers.word import HEI, SIZES, Ink, Lay, WordFile
from dunmiao.files.papers.wording import Data, items_of, said, spaced_name, width_of

TALL_MM, WIDE_MM = 156.0, 225.0
_HEAD = Ink(HEI, SIZES["小四"])
_CELL = Ink(points=SIZES["小四"])
_LEFT_FROM = 12  # longer text reads better flush left than centred


def attached_table(paper: WordFile, table: Data, *, is_landscape: bool = False) -> None:
    """Write `columns` [{key, label, width}] and `rows` [mapping] as a ruled table.

    Rows stay in their order. The key "number" counts them; the key "name" is set to even width.
    """
    columns = [column for column in items_of(table, "columns") if isinstance(column, Mapping)]
    rows = [row for row in items_of(table, "rows") if isinstance(row, Mapping)]
    if not columns:
        return
    widths = fitted(columns, WIDE_MM if is_landscape else TALL_MM)
    made = paper.table(1, widths)
    _fill_head(paper, made.rows[0], columns)
    for number, row in enumerate(rows, 1):
        cells = [cell_text(row, column, number) for column in columns]
        add_row(paper, made, cells, widths)


def _fill_head(paper: WordFile, row: Any, columns: Sequence[Data]) -> None:
    for cell, column in zip(row.cells, columns, strict=True):
        paper.fill(cell, column.get("label"), _HEAD)
    word.repeat_head(row)
    word.whole_row(row, 10)


def add_row(paper: WordFile, table: Any, cells: Sequence[str], widths: Sequence[float]) -> None:
    """Add one row of texts to a table, long texts flush left, short ones centred."""
    row = table.add_row()
    for cell, text, width in zip(row.cells, cells, widths, strict=True):
        cell.width = word.millimetres(width)
        is_long = width_of(text) > _LEFT_FROM or "\n" in text
        lay = Lay(align="left" if is_long else "center", line=320)
        paper.fill(cell, text, _CELL, lay)
    word.whole_row(row, 8.5)


def cell_text(row: Data, column: Data, number: int) -> str:
    """Give what a row shows in a column."""
    key = said(column.get("key"))
    if key == "number":
        return said(row.get("number")) or str(number)
    return spaced_name(row.get(key)) if key == "name" else said(row.get(key))


def fitted(columns: Sequence[Data], total: float) -> list[float]:
    """Give column widths in millimetres that fill the type area in the given proportions."""
    asked = [float(column.get("width") or 20) for column in columns]
    return [round(width * total / sum(asked), 1) for width in asked]

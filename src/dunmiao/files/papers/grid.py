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
    texts = [[cell_text(row, column, n) for column in columns] for n, row in enumerate(rows, 1)]
    aligns = column_aligns(texts, len(columns))
    made = paper.table(1, widths)
    word.inset(made, 45)
    _fill_head(paper, made.rows[0], columns)
    for cells in texts:
        add_row(paper, made, cells, widths, aligns)


def column_aligns(texts: Sequence[Sequence[str]], count: int) -> list[word.Align]:
    """Give each column one alignment: flush left where any text is long, centred elsewhere."""
    return [
        "left" if any(_is_long(cells[place]) for cells in texts) else "center"
        for place in range(count)
    ]


def _is_long(text: str) -> bool:
    return max(map(width_of, text.split("\n"))) > _LEFT_FROM


def _fill_head(paper: WordFile, row: Any, columns: Sequence[Data]) -> None:
    for cell, column in zip(row.cells, columns, strict=True):
        paper.fill(cell, column.get("label"), _HEAD)
    word.repeat_head(row)
    word.whole_row(row, 10)


def add_row(
    paper: WordFile,
    table: Any,
    cells: Sequence[str],
    widths: Sequence[float],
    aligns: Sequence[word.Align],
) -> None:
    """Add one row of texts to a table; a row is never torn over two pages."""
    row = table.add_row()
    for cell, text, width, align in zip(row.cells, cells, widths, aligns, strict=True):
        cell.width = word.millimetres(width)
        paper.fill(cell, text, _CELL, Lay(align=align, line=310))
    word.whole_row(row, 9.5)


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

"""A small list with known columns (scores of a stage, posts), with the same counting of rows."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from dunmiao.engine.reasons import Reason, gettext_noop
from dunmiao.files.intake.cells import Cell
from dunmiao.files.intake.headings import Vocabulary
from dunmiao.files.intake.kinds import SHEETS, Upload
from dunmiao.files.intake.layout import Table, continues, data_lines, find_table
from dunmiao.files.intake.results import Problem
from dunmiao.files.intake.sheets import read_sheets
from dunmiao.files.intake.values import tidy_text
from dunmiao.files.limits import MAX_FILE_BYTES, refuse

_NOT_A_LIST: Final = gettext_noop("A list is needed here; send .xlsx, .xls or .csv.")
_NO_TABLE: Final = gettext_noop(
    "No sheet has a heading line with the column “%(heading)s”; add it and send the list again."
)
_NO_COLUMN: Final = gettext_noop("The column “%(heading)s” is missing; add it and send it again.")
_HIDDEN: Final = gettext_noop(
    "The sheet “%(sheet)s” is hidden and was not read; unhide it if needed."
)


@dataclass(frozen=True)
class TableRow:
    """One row: where it stands, its cells by field, each heading as written."""

    row: int
    sheet: str
    cells: Mapping[str, Cell]
    headings: Mapping[str, str]

    def text(self, field_name: str) -> str:
        """Give a field's text, tidied; "" where the cell is empty."""
        cell = self.cells.get(field_name)
        return tidy_text(cell.text) if cell else ""

    def problem(self, field_name: str, reason: Reason, name: str = "") -> Problem:
        """Give a problem of this row in the column of a field."""
        return Problem(self.row, self.headings.get(field_name, ""), reason, self.sheet, "", name)


@dataclass
class TableIntake:
    """The rows of a list and what is wrong with it."""

    rows: list[TableRow] = field(default_factory=list)
    errors: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)


def read_table(
    source: Path | Upload,
    headings: Mapping[str, Sequence[str]] | Vocabulary,
    *,
    key: str = "name",
    required: Collection[str] = (),
) -> TableIntake:
    """Give the rows of a list whose columns `headings` names (field to the words for it).

    `key` is the field whose heading marks the heading line. FileRefused when no sheet has it, or
    lacks a `required` field; limits, hidden sheets and second sheets are as for people.
    """
    words = headings if isinstance(headings, Vocabulary) else Vocabulary(headings)
    upload = source if isinstance(source, Upload) else _opened(source)
    if upload.kind not in SHEETS:
        raise refuse(_NOT_A_LIST, rule="file_kind")
    intake = TableIntake()
    last: Table | None = None
    for sheet in read_sheets(upload, words):
        if sheet.is_hidden:
            reason = Reason(_HIDDEN, {"sheet": sheet.name}, rule="sheet_hidden")
            intake.warnings.append(Problem(0, "", reason, sheet.name))
            continue
        table = find_table(sheet, words, key) or (continues(sheet, last) if last else None)
        if table is not None:
            _check_columns(table, words, required)
            intake.rows.extend(_rows(table))
            last = table
    if last is None:
        raise refuse(_NO_TABLE, {"heading": words.usual(key)}, "no_list")
    return intake


def _opened(path: Path) -> Upload:
    with path.open("rb") as opened:
        return Upload(path.name, opened.read(MAX_FILE_BYTES + 1))


def _check_columns(table: Table, words: Vocabulary, required: Collection[str]) -> None:
    for name in required:
        if name not in table.fields:
            raise refuse(_NO_COLUMN, {"heading": words.usual(name)}, "column_missing")


def _rows(table: Table) -> list[TableRow]:
    fields = {column.index: column.field for column in table.columns if column.field}
    headings = {column.field: column.heading for column in table.columns if column.field}
    return [
        TableRow(
            row, table.sheet.name,
            {fields[at]: cell for at, cell in line.items() if at in fields}, headings,
        )
        for row, line in data_lines(table)
    ]  # fmt: skip

"""Reads .xls: python-calamine for the values, an own look at the records for limits and formats.

The look comes first: calamine lays a sheet out whole, so that two cells at opposite corners cost
half a gigabyte, and it does not tell which number format a cell has ([MS-XLS] 2.4).
"""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Final

from python_calamine import CalamineError, CalamineWorkbook, SheetVisibleEnum

from dunmiao.engine.reasons import gettext_noop
from dunmiao.files.dates import PartialDate
from dunmiao.files.intake.cells import Cell, Sheet
from dunmiao.files.intake.numbers import BUILT_IN, GENERAL, general, shown, shows_day
from dunmiao.files.intake.ole import Container
from dunmiao.files.limits import refuse

_ENCRYPTED: Final = gettext_noop(
    "The file is protected with a password; remove the password and send it again."
)
_MACROS: Final = gettext_noop(
    "The workbook holds macros, which are never accepted; save it as .xlsx without macros."
)
_NOT_EXCEL: Final = gettext_noop(
    "This is an old Office file but no Excel workbook; copy its table into a new .xlsx file."
)
_BROKEN: Final = gettext_noop(
    "The old Excel file is damaged or cut off; open it and save it as .xlsx."
)
# Far beyond any list of people, small enough for calamine to lay out whole.
_MOST_CELLS: Final = 6_000_000
_WIDE: Final = gettext_noop(
    "The old Excel file has cells scattered over too large a sheet; copy the filled rows into a "
    "new .xlsx file."
)

_EOF, _FILEPASS, _SHEET, _FORMAT, _XF = 0x0A, 0x2F, 0x85, 0x41E, 0xE0
_FORMULA, _NUMBER, _RK, _MULRK = 0x06, 0x203, 0x27E, 0xBD
_OTHER_CELLS: Final = frozenset((0x204, 0xFD, 0x205, 0xD6))

Value = int | float | str | bool | time | date | datetime | timedelta


@dataclass
class _Look:
    formats: dict[int, str] = field(default_factory=lambda: dict(BUILT_IN))
    styles: list[int] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    cells: list[dict[tuple[int, int], int]] = field(default_factory=list)

    def code(self, sheet: int, row: int, column: int) -> str:
        style = self.cells[sheet].get((row, column)) if sheet < len(self.cells) else None
        if style is None or style >= len(self.styles):
            return GENERAL
        return self.formats.get(self.styles[style], GENERAL)


def read_xls(data: bytes) -> list[Sheet]:
    """Give the sheets in the order of the workbook, hidden ones without their cells.

    FileRefused for passwords, macros, damage and whatever passes the limits.
    """
    container = Container(data)
    stream = _workbook(container)
    look = _look(stream)
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
            return [_read_sheet(book, look, number) for number in range(len(book.sheets_metadata))]
    except (CalamineError, ValueError, OSError) as error:
        raise refuse(_BROKEN, rule="xls_broken") from error


def _workbook(container: Container) -> bytes:
    names = container.names
    if "EncryptedPackage" in names:
        raise refuse(_ENCRYPTED, rule="file_encrypted")
    if "_VBA_PROJECT_CUR" in names:
        raise refuse(_MACROS, rule="file_macros")
    for name in ("Workbook", "Book"):
        if name in names:
            return container.stream(name)
    raise refuse(_NOT_EXCEL, rule="file_kind")


def _records(stream: bytes, start: int) -> Iterator[tuple[int, bytes]]:
    place = start
    while place + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, place)
        yield kind, stream[place + 4 : place + 4 + size]
        if kind == _EOF:
            return
        place += 4 + size


def _look(stream: bytes) -> _Look:
    look = _Look()
    try:
        for kind, body in _records(stream, 0):
            _take_global(look, kind, body)
        for start in look.starts:
            look.cells.append(_cell_styles(stream, start))
    except (struct.error, IndexError) as error:
        raise refuse(_BROKEN, rule="xls_broken") from error
    return look


def _take_global(look: _Look, kind: int, body: bytes) -> None:
    if kind == _FILEPASS:
        raise refuse(_ENCRYPTED, rule="file_encrypted")
    if kind == _SHEET:
        look.starts.append(struct.unpack_from("<I", body)[0])
    elif kind == _XF:
        look.styles.append(struct.unpack_from("<H", body, 2)[0])
    elif kind == _FORMAT and len(body) > 5:
        number, length, flags = struct.unpack_from("<HHB", body)
        raw = body[5:]
        wide = flags & 1
        text = (
            raw[: length * 2].decode("utf-16-le", "replace")
            if wide
            else raw[:length].decode("latin-1")
        )
        look.formats[number] = text


def _cell_styles(stream: bytes, start: int) -> dict[tuple[int, int], int]:
    styles: dict[tuple[int, int], int] = {}
    rows: list[int] = []
    columns: list[int] = []
    for kind, body in _records(stream, start):
        if kind == _MULRK:
            row, first = struct.unpack_from("<HH", body)
            for order in range((len(body) - 6) // 6):
                styles[row, first + order] = struct.unpack_from("<H", body, 4 + order * 6)[0]
            rows.append(row)
            columns.append(first + (len(body) - 6) // 6)
        elif kind in (_NUMBER, _RK, _FORMULA) or kind in _OTHER_CELLS:
            row, column, style = struct.unpack_from("<HHH", body)
            styles[row, column] = style
            rows.append(row)
            columns.append(column)
    if rows and (max(rows) - min(rows) + 1) * (max(columns) - min(columns) + 1) > _MOST_CELLS:
        raise refuse(_WIDE, rule="xls_scattered")
    return styles


def _read_sheet(book: CalamineWorkbook, look: _Look, number: int) -> Sheet:
    about = book.sheets_metadata[number]
    if about.visible != SheetVisibleEnum.Visible:
        return Sheet(about.name, is_hidden=True)
    sheet = Sheet(about.name)
    source = book.get_sheet_by_index(number)
    top, left = source.start or (0, 0)
    for row, values in enumerate(source.to_python(), start=top):
        for column, value in enumerate(values, start=left):
            if value != "":
                code = look.code(number, row, column)
                sheet.put(row + 1, column, _cell(value, code))
    for (r1, c1), (r2, c2) in source.merged_cell_ranges or ():
        sheet.merges.append((r1 + 1, c1, r2 + 1, c2))
    return sheet


def _cell(value: Value, code: str) -> Cell:
    if isinstance(value, bool):
        return Cell("TRUE" if value else "FALSE")
    if isinstance(value, date):
        has_day = code == GENERAL or shows_day(code)
        day = PartialDate.of(value, has_day=has_day)
        return Cell(day.dotted(), number=0.0, day=day)
    if isinstance(value, int | float):
        return Cell(shown(value, code) if code != GENERAL else general(value), number=value)
    return Cell(str(value))

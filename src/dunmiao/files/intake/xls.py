"""Reads .xls record by record.

Not through python-calamine: it panics on damaged files, lays a sheet out whole (two cells at
opposite corners cost half a gigabyte), and does not tell the number format of a cell.
"""

from __future__ import annotations

import struct
from typing import Final

from dunmiao.engine.reasons import gettext_noop
from dunmiao.files.intake.biff import ENCRYPTED, Globals, read_globals, records
from dunmiao.files.intake.cells import Cell, Sheet, number_cell
from dunmiao.files.intake.ole import Container
from dunmiao.files.limits import Budget, refuse

_MACROS: Final = gettext_noop(
    "The workbook holds macros, which are never accepted; save it as .xlsx without macros."
)
_NOT_EXCEL: Final = gettext_noop(
    "This is an old Office file but no Excel workbook; copy its table into a new .xlsx file."
)
_BROKEN: Final = gettext_noop(
    "The old Excel file is damaged or cut off; open it and save it as .xlsx."
)

_FORMULA, _NUMBER, _RK, _MULTIPLE_RK = 0x06, 0x203, 0x27E, 0xBD
_SHARED_TEXT, _TEXT, _RICH_TEXT, _TRUTH = 0xFD, 0x204, 0xD6, 0x205
_RESULT_TEXT, _MERGES = 0x207, 0xE5
_MAX_MERGES: Final = 20_000


def read_xls(data: bytes, budget: Budget) -> list[Sheet]:
    """Give the sheets in the order of the workbook, hidden ones without their cells.

    Formulas count as their stored result. FileRefused for passwords, macros, damage and whatever
    passes the limits.
    """
    stream = _workbook(Container(data))
    try:
        shared = read_globals(stream, budget)
        return [
            Sheet(entry.name, is_hidden=True)
            if entry.is_hidden
            else _Cells(shared, entry.name).read(stream, entry.start, budget)
            for entry in shared.sheets
            if entry.is_list
        ]
    except (struct.error, IndexError, ValueError) as error:
        raise refuse(_BROKEN, rule="xls_broken") from error


def _workbook(container: Container) -> bytes:
    names = container.names
    if "EncryptedPackage" in names:
        raise refuse(ENCRYPTED, rule="file_encrypted")
    if "_VBA_PROJECT_CUR" in names:
        raise refuse(_MACROS, rule="file_macros")
    for name in ("Workbook", "Book"):
        if name in names:
            return container.stream(name)
    raise refuse(_NOT_EXCEL, rule="file_kind")


class _Cells:
    """Takes the cells of one sheet."""

    def __init__(self, shared: Globals, name: str) -> None:
        self._shared = shared
        self._sheet = Sheet(name)
        self._awaited: tuple[int, int] | None = None  # the formula whose text comes next
        self._takers = {
            _SHARED_TEXT: self._shared_text,
            _TEXT: self._text,
            _RICH_TEXT: self._text,
            _NUMBER: self._double,
            _RK: self._rk,
            _MULTIPLE_RK: self._multiple_rk,
            _FORMULA: self._formula,
            _RESULT_TEXT: self._result_text,
            _TRUTH: self._truth,
            _MERGES: self._merges,
        }

    def read(self, stream: bytes, start: int, budget: Budget) -> Sheet:
        for kind, pieces in records(stream, start, budget):
            taker = self._takers.get(kind)
            if taker is not None:
                taker(pieces[0])
        return self._sheet

    def _put(self, row: int, column: int, cell: Cell) -> None:
        self._sheet.put(row + 1, column, cell)

    def _put_number(self, row: int, column: int, style: int, value: float) -> None:
        code = self._shared.code(style)
        self._put(row, column, number_cell(value, code, is_1904=self._shared.is_1904))

    def _shared_text(self, body: bytes) -> None:
        row, column, _, number = struct.unpack_from("<HHHI", body)
        known = number < len(self._shared.strings)
        self._put(row, column, Cell(self._shared.strings[number] if known else ""))

    def _text(self, body: bytes) -> None:
        row, column = struct.unpack_from("<HH", body)
        self._put(row, column, Cell(self._shared.text(body, 6)))

    def _double(self, body: bytes) -> None:
        row, column, style, value = struct.unpack_from("<HHHd", body)
        self._put_number(row, column, style, value)

    def _rk(self, body: bytes) -> None:
        row, column, style, packed = struct.unpack_from("<HHHI", body)
        self._put_number(row, column, style, _unpacked(packed))

    def _multiple_rk(self, body: bytes) -> None:
        row, first = struct.unpack_from("<HH", body)
        for order in range((len(body) - 6) // 6):
            style, packed = struct.unpack_from("<HI", body, 4 + order * 6)
            self._put_number(row, first + order, style, _unpacked(packed))

    def _formula(self, body: bytes) -> None:
        row, column, style = struct.unpack_from("<HHH", body)
        if body[12:14] != b"\xff\xff":
            self._put_number(row, column, style, struct.unpack_from("<d", body, 6)[0])
        elif body[6] == 0:
            self._awaited = (row, column)
        elif body[6] == 1:
            self._put(row, column, Cell("TRUE" if body[8] else "FALSE"))

    def _result_text(self, body: bytes) -> None:
        if self._awaited is not None:
            self._put(*self._awaited, Cell(self._shared.text(body, 0)))
        self._awaited = None

    def _truth(self, body: bytes) -> None:
        row, column, _, value, is_error = struct.unpack_from("<HHHBB", body)
        if not is_error:
            self._put(row, column, Cell("TRUE" if value else "FALSE"))

    def _merges(self, body: bytes) -> None:
        count = min(struct.unpack_from("<H", body)[0], (len(body) - 2) // 8)
        for order in range(count):
            first, last, left, right = struct.unpack_from("<4H", body, 2 + order * 8)
            if len(self._sheet.merges) < _MAX_MERGES:
                self._sheet.merges.append((first + 1, left, last + 1, right))


def _unpacked(packed: int) -> float:
    if packed & 2:
        whole = packed >> 2
        value = float(whole - (1 << 30) if whole & (1 << 29) else whole)
    else:
        value = float(struct.unpack("<d", struct.pack("<II", 0, packed & 0xFFFFFFFC))[0])
    return value / 100 if packed & 1 else value

"""Reads .xlsx: cells with the number formats that decide what a clerk sees.

python-calamine gives values without their formats, and 1990.1 without its format is January or
October; hence this reader, which also stops at the limits while it reads.
"""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass, field
from typing import Final

from dunmiao.engine.reasons import gettext_noop
from dunmiao.files.intake.cells import Cell, Sheet, number_cell
from dunmiao.files.intake.numbers import BUILT_IN, GENERAL
from dunmiao.files.limits import Archive, Budget, refuse
from dunmiao.files.safexml import scan

_MACROS: Final = gettext_noop(
    "The workbook holds macros, which are never accepted; save it as .xlsx without macros."
)
_NOT_EXCEL: Final = gettext_noop(
    "The file is an archive but no Excel workbook; send .xlsx, .xls, .csv, .lrmx or a .zip of "
    "forms."
)
_WORD: Final = gettext_noop(
    "This is a Word file; copy its table into an Excel sheet, or send the .lrmx form itself."
)
_MAX_SHEETS: Final = 100
_SHEETS: Final = gettext_noop(
    "The workbook has more than %(limit)s sheets; keep those with people in them."
)
_REFERENCE: Final = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})")
_ESCAPE: Final = re.compile(r"_x([0-9A-Fa-f]{4})_")
_WORKBOOK: Final = "xl/workbook.xml"


@dataclass
class _Book:
    archive: Archive
    is_1904: bool = False
    strings: list[str] = field(default_factory=list)
    formats: list[str] = field(default_factory=list)


def read_xlsx(data: bytes, budget: Budget) -> list[Sheet]:
    """Give the sheets in the order of the workbook, hidden ones without their cells.

    Formulas count as their stored result, links to other files are never followed. FileRefused
    for macros, passwords, damage and whatever passes the limits.
    """
    archive = Archive(data, budget)
    _check_kind(archive)
    directory = _Directory()
    scan(archive.chunks(_WORKBOOK), directory, archive.budget)
    targets = _targets(archive)
    sheets = [(name, is_hidden, targets.get(key)) for name, is_hidden, key in directory.sheets]
    if len(sheets) > _MAX_SHEETS:
        raise refuse(_SHEETS, {"limit": _MAX_SHEETS}, "workbook_sheets")
    book = _Book(archive, directory.is_1904, _strings(archive), _formats(archive))
    return [
        Sheet(name, is_hidden=True) if is_hidden else _read_sheet(book, name, target)
        for name, is_hidden, target in sheets
        if target
    ]


def _check_kind(archive: Archive) -> None:
    names = {name.lower() for name in archive.names}
    if any(name.endswith("vbaproject.bin") for name in names):
        raise refuse(_MACROS, rule="file_macros")
    if _WORKBOOK not in names:
        raise refuse(_WORD if "word/document.xml" in names else _NOT_EXCEL, rule="file_kind")


class _Directory:
    """Takes the names, states and keys of sheets from workbook.xml."""

    def __init__(self) -> None:
        self.sheets: list[tuple[str, bool, str]] = []
        self.is_1904 = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "sheet":
            key = next((v for k, v in attributes.items() if k.rpartition("}")[2] == "id"), "")
            is_hidden = attributes.get("state", "visible") != "visible"
            self.sheets.append((attributes.get("name", ""), is_hidden, key))
        elif name == "workbookPr":
            self.is_1904 = attributes.get("date1904", "0") in ("1", "true")

    def end(self, name: str) -> None:
        return None

    def data(self, text: str) -> None:
        return None


class _Relations(_Directory):
    def __init__(self) -> None:
        super().__init__()
        self.targets: dict[str, str] = {}

    def start(self, name: str, attributes: dict[str, str]) -> None:
        is_sheet = attributes.get("Type", "").endswith("/worksheet")
        if name == "Relationship" and is_sheet and attributes.get("TargetMode") != "External":
            target = attributes.get("Target", "").replace("\\", "/")
            path = target.lstrip("/") if target.startswith("/") else posixpath.join("xl", target)
            self.targets[attributes.get("Id", "")] = posixpath.normpath(path)


def _targets(archive: Archive) -> dict[str, str]:
    relations = _Relations()
    scan(archive.chunks("xl/_rels/workbook.xml.rels"), relations, archive.budget)
    return relations.targets


class _Strings(_Directory):
    """Takes the shared texts; hints on pronunciation (rPh) are left out."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self._parts: list[str] = []
        self._is_open = False
        self._is_hint = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "si":
            self._parts = []
        elif name == "rPh":
            self._is_hint = True
        elif name == "t":
            self._is_open = not self._is_hint

    def end(self, name: str) -> None:
        if name == "si":
            self.texts.append(_unescaped("".join(self._parts)))
        elif name == "rPh":
            self._is_hint = False
        elif name == "t":
            self._is_open = False

    def data(self, text: str) -> None:
        if self._is_open:
            self._parts.append(text)


def _unescaped(text: str) -> str:
    if "_x" not in text:
        return text
    return _ESCAPE.sub(lambda found: chr(int(found.group(1), 16)), text)


def _strings(archive: Archive) -> list[str]:
    name = next((n for n in archive.names if n.lower() == "xl/sharedstrings.xml"), None)
    if name is None:
        return []
    strings = _Strings()
    scan(archive.chunks(name), strings, archive.budget)
    return strings.texts


class _Styles(_Directory):
    """Takes the number format of each cell style from styles.xml."""

    def __init__(self) -> None:
        super().__init__()
        self.codes: dict[int, str] = dict(BUILT_IN)
        self.styles: list[int] = []
        self._is_in_cells = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "numFmt" and attributes.get("numFmtId", "").isdigit():
            self.codes[int(attributes["numFmtId"])] = attributes.get("formatCode", GENERAL)
        elif name == "cellXfs":
            self._is_in_cells = True
        elif name == "xf" and self._is_in_cells:
            number = attributes.get("numFmtId", "0")
            self.styles.append(int(number) if number.isdigit() else 0)

    def end(self, name: str) -> None:
        if name == "cellXfs":
            self._is_in_cells = False


def _formats(archive: Archive) -> list[str]:
    if "xl/styles.xml" not in archive.names:
        return []
    styles = _Styles()
    scan(archive.chunks("xl/styles.xml"), styles, archive.budget)
    return [styles.codes.get(number, GENERAL) for number in styles.styles]


class _Cells:
    """Takes the cells of one sheet; a cell without a reference follows the one before it."""

    def __init__(self, book: _Book, sheet: Sheet) -> None:
        self._book = book
        self._sheet = sheet
        self._row = 0
        self._column = -1
        self._kind = ""
        self._style = ""
        self._parts: list[str] = []
        self._is_open = False
        self._is_hint = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "c":
            self._open_cell(attributes)
        elif name == "row":
            number = attributes.get("r", "")
            self._row = int(number) if number.isdigit() else self._row + 1
            self._column = -1
        elif name in ("v", "t"):
            self._is_open = not self._is_hint
        elif name == "rPh":
            self._is_hint = True
        elif name == "mergeCell":
            self._merge(attributes.get("ref", ""))

    def end(self, name: str) -> None:
        if name in ("v", "t"):
            self._is_open = False
        elif name == "c":
            if self._parts:
                self._close_cell("".join(self._parts))
        elif name == "rPh":
            self._is_hint = False

    def data(self, text: str) -> None:
        if self._is_open:
            self._parts.append(text)

    def _open_cell(self, attributes: dict[str, str]) -> None:
        place = _place(attributes.get("r", ""))
        self._row, self._column = place or (max(self._row, 1), self._column + 1)
        self._kind = attributes.get("t", "n")
        self._style = attributes.get("s", "")
        self._parts = []

    def _close_cell(self, raw: str) -> None:
        self._sheet.put(self._row, self._column, self._cell(raw))

    def _cell(self, raw: str) -> Cell:
        if self._kind == "s":
            number = int(raw) if raw.strip().isdigit() else -1
            known = 0 <= number < len(self._book.strings)
            return Cell(self._book.strings[number] if known else "")
        if self._kind == "b":
            return Cell("TRUE" if raw.strip() == "1" else "FALSE")
        if self._kind in ("str", "inlineStr", "e", "d"):
            return Cell(_unescaped(raw))
        return self._number(raw)

    def _number(self, raw: str) -> Cell:
        try:
            value = float(raw)
        except ValueError:
            return Cell(raw)
        style = int(self._style) if self._style.isdigit() else 0
        formats = self._book.formats
        code = formats[style] if style < len(formats) else GENERAL
        return number_cell(value, code, is_1904=self._book.is_1904)

    def _merge(self, reference: str) -> None:
        first, _, last = reference.partition(":")
        start, stop = _place(first), _place(last)
        if start and stop and len(self._sheet.merges) < 20_000:
            self._sheet.merges.append((*start, *stop))


def _place(reference: str) -> tuple[int, int] | None:
    found = _REFERENCE.fullmatch(reference)
    if found is None:
        return None
    column = 0
    for letter in found.group(1):
        column = column * 26 + ord(letter) - 64
    return int(found.group(2)), column - 1


def _read_sheet(book: _Book, name: str, target: str) -> Sheet:
    sheet = Sheet(name)
    scan(book.archive.chunks(target), _Cells(book, sheet), book.archive.budget)
    return sheet

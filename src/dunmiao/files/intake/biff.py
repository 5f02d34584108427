"""The records inside an old Excel workbook ([MS-XLS] 2.4): texts, number formats, sheets."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from dunmiao.engine.reasons import gettext_noop
from dunmiao.files.intake.numbers import BUILT_IN, GENERAL
from dunmiao.files.limits import Budget, refuse

ENCRYPTED: Final = gettext_noop(
    "The file is protected with a password; remove the password and send it again."
)
_BOF, _EOF, _CONTINUE = 0x809, 0x0A, 0x3C
_FILEPASS, _DATE_MODE, _BOUND_SHEET, _SST, _FORMAT, _XF = 0x2F, 0x22, 0x85, 0xFC, 0x41E, 0xE0
_BIFF8: Final = 0x600


@dataclass(frozen=True)
class SheetEntry:
    """A sheet named in the directory: where its records start, and whether it is a hidden one."""

    name: str
    start: int
    is_hidden: bool
    is_list: bool


@dataclass
class Globals:
    """What all sheets share."""

    is_wide: bool = True  # Excel 97 and later; before that texts are bytes of the code page
    is_1904: bool = False
    strings: list[str] = field(default_factory=list)
    formats: dict[int, str] = field(default_factory=lambda: dict(BUILT_IN))
    styles: list[int] = field(default_factory=list)
    sheets: list[SheetEntry] = field(default_factory=list)

    def code(self, style: int) -> str:
        """Give the number format of a cell style."""
        number = self.styles[style] if style < len(self.styles) else 0
        return self.formats.get(number, GENERAL)

    def text(self, body: bytes, place: int, *, is_short: bool = False) -> str:
        """Give the text at a place of a record, its length in one byte or in two."""
        length = body[place] if is_short else struct.unpack_from("<H", body, place)[0]
        place += 1 if is_short else 2
        if not self.is_wide:
            return body[place : place + length].decode("gb18030", "replace")
        return _decode(body[place + 1 :], length, body[place] & 1)


def records(stream: bytes, start: int, budget: Budget) -> Iterator[tuple[int, list[bytes]]]:
    """Give kind and pieces of each record of one part of the stream, continuations joined on.

    Parts inside the part (charts) are passed over.
    """
    depth = 0
    held: tuple[int, list[bytes]] | None = None
    for kind, body in _raw(stream, start):
        budget.spend_element()
        if kind == _CONTINUE and held is not None:
            held[1].append(body)
            continue
        if held is not None:
            yield held
        held = None
        depth += (kind == _BOF) - (kind == _EOF)
        if depth <= 0 and kind == _EOF:
            return
        if depth == 1:
            held = (kind, [body])


def _raw(stream: bytes, start: int) -> Iterator[tuple[int, bytes]]:
    place = start
    while place + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, place)
        yield kind, stream[place + 4 : place + 4 + size]
        place += 4 + size


def read_globals(stream: bytes, budget: Budget) -> Globals:
    """Give what the sheets share; struct.error or IndexError for damage, FileRefused if locked."""
    shared = Globals()
    for kind, pieces in records(stream, 0, budget):
        _take(shared, kind, pieces)
    return shared


def _take(shared: Globals, kind: int, pieces: list[bytes]) -> None:
    body = pieces[0]
    if kind == _FILEPASS:
        raise refuse(ENCRYPTED, rule="file_encrypted")
    if kind == _BOF:
        shared.is_wide = struct.unpack_from("<H", body)[0] == _BIFF8
    elif kind == _DATE_MODE:
        shared.is_1904 = body[0] == 1
    elif kind == _XF:
        shared.styles.append(struct.unpack_from("<H", body, 2)[0])
    elif kind == _FORMAT:
        number = struct.unpack_from("<H", body)[0]
        shared.formats[number] = shared.text(body, 2, is_short=not shared.is_wide)
    else:
        _take_texts(shared, kind, pieces)


def _take_texts(shared: Globals, kind: int, pieces: list[bytes]) -> None:
    body = pieces[0]
    if kind == _BOUND_SHEET:
        start, state, sort = struct.unpack_from("<IBB", body)
        name = shared.text(body, 6, is_short=True)
        shared.sheets.append(SheetEntry(name, start, bool(state & 3), sort == 0))
    elif kind == _SST:
        shared.strings = _shared_strings(pieces)


class _Reader:
    """Reads over the seams of continued records."""

    def __init__(self, pieces: list[bytes]) -> None:
        self._pieces = pieces
        self._number = 0
        self._place = 0

    def take(self, size: int) -> bytes:
        out = b""
        while size:
            piece = self._pieces[self._number][self._place : self._place + size]
            out += piece
            size -= len(piece)
            self._place += len(piece)
            if size:
                self._turn()
        return out

    def _turn(self) -> None:
        self._number += 1
        self._place = 0

    def text(self) -> str:
        length, flags = struct.unpack("<HB", self.take(3))
        runs = struct.unpack("<H", self.take(2))[0] if flags & 8 else 0
        extra = struct.unpack("<I", self.take(4))[0] if flags & 4 else 0
        text = self._characters(length, flags & 1)
        self.take(runs * 4 + extra)
        return text

    def _characters(self, length: int, is_wide: int) -> str:
        out = []
        while length:
            left = (len(self._pieces[self._number]) - self._place) >> is_wide
            if left <= 0:
                # The rest goes on in the next record, which says anew how wide its letters are.
                self._turn()
                is_wide = self.take(1)[0] & 1
                continue
            count = min(left, length)
            out.append(_decode(self.take(count << is_wide), count, is_wide))
            length -= count
        return "".join(out)


def _shared_strings(pieces: list[bytes]) -> list[str]:
    reader = _Reader(pieces)
    count = min(struct.unpack("<II", reader.take(8))[1], sum(map(len, pieces)) // 3)
    return [reader.text() for _ in range(count)]


def _decode(raw: bytes, length: int, is_wide: int) -> str:
    if is_wide:
        return raw[: length * 2].decode("utf-16-le", "replace")
    return raw[:length].decode("latin-1")

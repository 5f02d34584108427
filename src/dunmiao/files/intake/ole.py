"""The container of old Office files (MS-CFB), read only as far as finding one stream."""

from __future__ import annotations

import struct
from typing import Final

from dunmiao.engine.reasons import gettext_noop
from dunmiao.files.limits import refuse

OLE_MAGIC: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_END: Final = 0xFFFFFFFE
_BROKEN: Final = gettext_noop(
    "The old Excel file is damaged or cut off; open it and save it as .xlsx."
)


class Container:
    """The streams of an OLE file by name; chains that loop or lead outside are refused."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        try:
            self._open()
        except (struct.error, IndexError) as error:
            raise refuse(_BROKEN, rule="ole_broken") from error

    @property
    def names(self) -> frozenset[str]:
        """Give the names of all streams and folders."""
        return frozenset(self._entries)

    def stream(self, name: str) -> bytes:
        """Give a stream whole; KeyError when it is absent."""
        start, size = self._entries[name]
        try:
            if size < self._cutoff:
                return self._small(start)[:size]
            return self._chain(start)[:size]
        except (struct.error, IndexError) as error:
            raise refuse(_BROKEN, rule="ole_broken") from error

    def _open(self) -> None:
        head = self._data[:512]
        shift, mini_shift = struct.unpack_from("<HH", head, 30)
        if shift not in (9, 12) or mini_shift != 6:
            raise refuse(_BROKEN, rule="ole_broken")
        self._size = 1 << shift
        directory, _, cutoff, mini_fat, _, difat, _ = struct.unpack_from("<7I", head, 48)
        self._cutoff = cutoff
        self._fat = self._read_fat(difat)
        self._mini_fat = _words(self._chain(mini_fat)) if mini_fat < _END else ()
        self._entries = self._read_directory(self._chain(directory))

    def _read_fat(self, difat: int) -> tuple[int, ...]:
        places = list(struct.unpack_from("<109I", self._data, 76))
        seen = 0
        while difat < _END:
            words = _words(self._sector(difat))
            places.extend(words[:-1])
            difat = words[-1]
            seen += 1
            if seen * self._size > len(self._data):
                raise refuse(_BROKEN, rule="ole_broken")
        used = [place for place in places if place < _END]
        if len(used) * self._size > len(self._data):
            raise refuse(_BROKEN, rule="ole_broken")
        return _words(b"".join(self._sector(place) for place in used))

    def _sector(self, number: int) -> bytes:
        start = (number + 1) * self._size
        piece = self._data[start : start + self._size]
        if not piece:
            raise refuse(_BROKEN, rule="ole_broken")
        return piece.ljust(self._size, b"\0")

    def _chain(self, number: int) -> bytes:
        pieces = []
        while number < _END:
            pieces.append(self._sector(number))
            if len(pieces) * self._size > len(self._data) + self._size:
                raise refuse(_BROKEN, rule="ole_broken")
            number = self._fat[number]
        return b"".join(pieces)

    def _small(self, number: int) -> bytes:
        start, size = self._root
        whole = self._chain(start)[:size]
        pieces = []
        while number < _END:
            pieces.append(whole[number * 64 : number * 64 + 64])
            if len(pieces) * 64 > len(whole) + 64:
                raise refuse(_BROKEN, rule="ole_broken")
            number = self._mini_fat[number]
        return b"".join(pieces)

    def _read_directory(self, data: bytes) -> dict[str, tuple[int, int]]:
        entries: dict[str, tuple[int, int]] = {}
        self._root = (_END, 0)
        for place in range(0, len(data) - 127, 128):
            length, kind = struct.unpack_from("<HB", data, place + 64)
            start, size = struct.unpack_from("<II", data, place + 116)
            if kind == 5:
                self._root = (start, size)
            elif kind in (1, 2):
                raw = data[place : place + max(min(length, 64) - 2, 0)]
                entries.setdefault(raw.decode("utf-16-le", "replace"), (start, size))
        return entries


def _words(data: bytes) -> tuple[int, ...]:
    return struct.unpack(f"<{len(data) // 4}I", data[: len(data) // 4 * 4])

"""Which characters our own font can draw, read from the font's character map (OpenType cmap)."""

from __future__ import annotations

import struct
from functools import cache
from pathlib import Path

from dunmiao.files.papers.typesetting import FONTS

SHIPPED = FONTS / "DunmiaoSerif-Regular.ttf"


def missing(text: str) -> list[str]:
    """List the characters of a text that our font lacks; they need a font of the machine."""
    known = covered(SHIPPED)
    return sorted({c for c in text if ord(c) not in known and not c.isspace()})


@cache
def covered(font: Path) -> frozenset[int]:
    """Give the code points a TrueType font draws, from its cmap of format 12 or 4."""
    content = font.read_bytes()
    start = _table(content, b"cmap")
    (count,) = struct.unpack_from(">H", content, start + 2)
    found: set[int] = set()
    for number in range(count):
        _, _, offset = struct.unpack_from(">HHI", content, start + 4 + 8 * number)
        found |= _points(content, start + offset)
    return frozenset(found)


def _table(content: bytes, tag: bytes) -> int:
    (count,) = struct.unpack_from(">H", content, 4)
    for number in range(count):
        name, _, offset, _ = struct.unpack_from(">4sIII", content, 12 + 16 * number)
        if name == tag:
            return int(offset)
    raise ValueError(f"the font has no {tag.decode()} table")


def _points(content: bytes, at: int) -> set[int]:
    (form,) = struct.unpack_from(">H", content, at)
    if form == 12:
        (groups,) = struct.unpack_from(">I", content, at + 12)
        found: set[int] = set()
        for number in range(groups):
            first, last, _ = struct.unpack_from(">III", content, at + 16 + 12 * number)
            found.update(range(first, last + 1))
        return found
    return _segments(content, at) if form == 4 else set()


def _segments(content: bytes, at: int) -> set[int]:
    (twice,) = struct.unpack_from(">H", content, at + 6)
    ends = struct.unpack_from(f">{twice // 2}H", content, at + 14)
    starts = struct.unpack_from(f">{twice // 2}H", content, at + 16 + twice)
    found: set[int] = set()
    for first, last in zip(starts, ends, strict=True):
        if first != 0xFFFF:
            found.update(range(first, last + 1))
    return found

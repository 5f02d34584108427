"""Order of names by strokes (姓氏笔画), the official convention of public lists.

Sources: stroke order of GF 3002-1999, place in the national table of characters (通用规范汉字表),
both from data/strokes.txt; see data/strokes.LICENCE.txt.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Final

from dunmiao.engine.names import clean_name, given_name, surname

KEY_LENGTH: Final = 60
_DIGITS: Final = "0123456789abcdefghijklmnopqrstuvwxyz"
_UNKNOWN: Final = "zzz"


@dataclass(frozen=True, slots=True)
class Strokes:
    """A character's stroke count, its strokes (1 横 2 竖 3 撇 4 点 5 折; "" unknown), its place."""

    count: int
    kinds: str
    place: int


@lru_cache(maxsize=1)
def _table() -> Mapping[str, Strokes]:
    text = resources.files("dunmiao.engine").joinpath("data/strokes.txt").read_text("utf-8")
    rows: dict[str, Strokes] = {}
    for line in text.splitlines():
        if line.startswith("#"):
            continue
        label, characters = line.split("\t")
        kinds = "" if label.startswith("?") else label
        count = len(kinds) or int(label[1:])
        for character in characters:
            rows[character] = Strokes(count, kinds, len(rows) + 1)
    return rows


def stroke_count(character: str) -> int | None:
    """Give the number of strokes of one character, None when it is not in the table."""
    row = _table().get(character)
    return None if row is None else row.count


def stroke_kinds(character: str) -> str:
    """Give the strokes in order as digits 1 横 2 竖 3 撇 4 点 5 折, "" when unknown."""
    row = _table().get(character)
    return "" if row is None else row.kinds


def _place(character: str) -> str:
    row = _table().get(character)
    if row is None:
        return _UNKNOWN
    high, low = divmod(row.place, 36)
    return _DIGITS[high // 36] + _DIGITS[high % 36] + _DIGITS[low]


def stroke_key(name: str) -> str:
    """Give a string of at most 60 digits and small letters that sorts names by strokes.

    Fewer strokes of the surname first, then its strokes in the order 横竖撇点折, then names of one
    character before names of two, then each further character likewise. Names sharing a surname
    stay together; characters outside the table come last. Compare as bytes or with any collation.
    A new table changes the keys: rebuild stored ones after changing data/strokes.txt.
    """
    family = surname(name) or clean_name(name)[:1]
    given = given_name(name) if surname(name) else clean_name(name)[1:]
    letters = [character for character in given if character not in "· "]
    head = "".join(_place(character) for character in family).ljust(6, "0")
    body = "".join(_place(character) for character in letters)
    return f"{head}{min(len(letters), 99):02}{body}"[:KEY_LENGTH]

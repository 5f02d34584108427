"""Names of persons: one clean spelling, the surname, and pinyin with the surname read rightly."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from importlib import resources
from typing import Final

_HAN: Final = r"\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af〇"
_UNSEEN: Final = re.compile(r"[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060\ufeff]")
_DOTS: Final = re.compile(r"\s*[·•‧∙⋅・᛫●˙]\s*")
_FULL_STOP: Final = re.compile(rf"(?<=[{_HAN}])\s*[.。．]\s*(?=[{_HAN}])")
_HAN_BLANK: Final = re.compile(rf"(?<=[{_HAN}·])\s+(?=[{_HAN}·])")


@lru_cache(maxsize=1)
def _surnames() -> Mapping[str, tuple[tuple[str, ...], ...]]:
    """Give the readings of surnames that are compound or not read as the character commonly is."""
    text = resources.files("dunmiao.engine").joinpath("data/surnames.txt").read_text("utf-8")
    rows = (line.split() for line in text.splitlines() if not line.startswith("#"))
    return {name: tuple(tuple(one.split("-")) for one in readings) for name, *readings in rows}


def clean_name(text: str) -> str:
    """Give the name without inner blanks, full-width letters and unseen characters.

    "张  三" becomes 张三; the dot of names in other languages becomes one "·"; blanks between Latin
    words stay, one each.
    """
    # NFKC would turn the dot into a plain full stop in some fonts' forms, so dots go first.
    plain = _DOTS.sub("·", _UNSEEN.sub("", text.replace("\t", " ").replace("\n", " ")))
    plain = _FULL_STOP.sub("·", unicodedata.normalize("NFKC", plain))
    return _HAN_BLANK.sub("", " ".join(plain.split())).strip("·")


def surname(name: str) -> str:
    """Give the surname, compound ones whole ("诸葛亮" → 诸葛); "" for dotted and Latin names."""
    clean = clean_name(name)
    if "·" in clean or not re.match(f"[{_HAN}]", clean):
        return ""
    if len(clean) > 2 and clean[:2] in _surnames():
        return clean[:2]
    return clean[:1]


def given_name(name: str) -> str:
    """Give what follows the surname, the whole clean name when there is no surname."""
    return clean_name(name).removeprefix(surname(name))


@lru_cache(maxsize=65_536)
def _given_syllables(text: str) -> tuple[str, ...]:
    # The reading tables take a while to load, and most commands never ask for pinyin.
    from pypinyin import lazy_pinyin

    # In given names 长 is cháng (长江, 长青), which the tables read zhǎng when it stands alone.
    words = lazy_pinyin(text.replace("·", " ").replace("长", "常").lower())
    return tuple(part for word in words for part in word.split())


def _surname_readings(family: str) -> tuple[tuple[str, ...], ...]:
    if family in _surnames():
        return _surnames()[family]
    return (_given_syllables(family),) if family else ((),)


def syllables(name: str) -> tuple[str, ...]:
    """Give the syllables without tones, ü as v: ("shan", "xiong", "xin")."""
    return _surname_readings(surname(name))[0] + _given_syllables(given_name(name))


def pinyin(name: str) -> str:
    """Give the name in pinyin in one word: "单雄信" → shanxiongxin; for sorting and searching."""
    return "".join(syllables(name))


def initials(name: str) -> str:
    """Give the first letters of the syllables: "单雄信" → sxx."""
    return "".join(syllable[0] for syllable in syllables(name))


def search_text(name: str) -> str:
    """Give initials and pinyin for every reading of the surname in use, for a search column.

    "覃某" → "qm qinmou tm tanmou".
    """
    given = _given_syllables(given_name(name))
    words: list[str] = []
    for reading in _surname_readings(surname(name)):
        parts = reading + given
        words += ["".join(part[0] for part in parts), "".join(parts)]
    return " ".join(words)

"""How a value is put into words on paper: days, numbers of documents, blanks for the missing."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

Data = Mapping[str, Any]

# What XML 1.0 cannot hold, and the marks that turn the direction of a line around.
_UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff\u202a-\u202e\u2066-\u2069]"
)
_ISO_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_DIGITS = "〇一二三四五六七八九"
BLANK_DAY = "　　　　年　　月　　日"
WIDE = "　"


def said(value: object) -> str:
    """Give a value as clean text; nothing known gives the empty string, never a word for it."""
    if value is None:
        return ""
    if isinstance(value, date):
        return day(value)
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return _UNPRINTABLE.sub("", str(value)).strip()


def shown(value: object) -> str:
    """Give a value as clean text, a day written out as papers write it."""
    text = said(value)
    return day(text) if _ISO_DAY.fullmatch(text) else text


def or_blank(value: object, width: int = 4) -> str:
    """Give a value as text, or a dotted line of `width` characters to be filled in by hand."""
    return said(value) or "…" * width


def day(value: object) -> str:
    """Write a day as 2026年5月1日, without leading zeros (GB/T 9704-2012, 7.3.5.4)."""
    if isinstance(value, date):
        return f"{value.year}年{value.month}月{value.day}日"
    found = _ISO_DAY.fullmatch(said(value)[:10])
    if found:
        year, month, of_month = (int(part) for part in found.groups())
        return f"{year}年{month}月{of_month}日"
    return said(value) or BLANK_DAY


def term(data: Data) -> str:
    """Write the first and last day of a term."""
    if not said(data.get("starts_on")) and not said(data.get("ends_on")):
        return f"{BLANK_DAY}至{BLANK_DAY}"
    return f"{day(data.get('starts_on'))}至{day(data.get('ends_on'))}"


def document_number(number: Data | None) -> str:
    """Write 云组通〔2026〕12号: hexagonal brackets, whole year, no 第, no leading zero (7.2.5)."""
    given = number or {}
    code = said(given.get("code"))
    year = said(given.get("year")) or WIDE * 3
    serial = said(given.get("serial")).lstrip("0") or WIDE * 2
    return f"{code}〔{year}〕{serial}号"


def chinese_number(number: int) -> str:
    """Write 1 to 99 in Chinese characters, as headings number themselves."""
    if not 1 <= number <= 99:
        raise ValueError(f"a heading number must lie between 1 and 99, not {number}")
    tens, ones = divmod(number, 10)
    lead = "" if tens == 0 else "十" if tens == 1 else _DIGITS[tens] + "十"
    return lead + (_DIGITS[ones] if ones else "")


def spaced_name(name: object) -> str:
    """Set a name of two characters to the width of three, as rosters do."""
    text = said(name)
    if len(text) == 2 and all(unicodedata.east_asian_width(letter) == "W" for letter in text):
        return text[0] + WIDE + text[1]
    return text


def width_of(text: str) -> float:
    """Give the printed width of a text in Chinese characters; half-width letters count one half."""
    wide = {"W", "F", "A"}
    return sum(1.0 if unicodedata.east_asian_width(c) in wide else 0.5 for c in text)


def joined(parts: Iterable[object], by: str = "、") -> str:
    """Join what is known of several values."""
    return by.join(text for text in map(said, parts) if text)


def items_of(data: Data, key: str) -> list[Any]:
    """Give a list held under a key; one text alone counts as a list of one."""
    value = data.get(key)
    if value is None or value == "":
        return []
    if isinstance(value, (str, Mapping)):
        return [value]
    return list(value)


def part_of(data: Data, key: str) -> Data:
    """Give a mapping held under a key, empty when there is none."""
    value = data.get(key)
    return value if isinstance(value, Mapping) else {}

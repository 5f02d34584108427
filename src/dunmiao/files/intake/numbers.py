"""What a spreadsheet shows for a stored number, as far as a list of people needs it.

A clerk who types 1990.10 gets the number 1990.1; only the cell's format says that the sheet shows
October. Formats are those of ECMA-376 part 1, 18.8.30 and 18.8.31 (Chinese built-in formats).
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import lru_cache
from typing import Final

from dunmiao.files.dates import PartialDate

GENERAL: Final = "General"

# Number formats that have an id instead of a code; 27 to 58 are those of Chinese Excel.
BUILT_IN: Final[dict[int, str]] = {
    0: GENERAL, 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%",
    11: "0.00E+00", 12: "# ?/?", 13: "# ??/??", 14: "yyyy/m/d", 15: "d-mmm-yy", 16: "d-mmm",
    17: "mmm-yy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss",
    22: "yyyy/m/d h:mm", 27: "yyyy年m月", 28: "m月d日", 29: "m月d日", 30: "m-d-yy",
    31: "yyyy年m月d日", 32: "h时mm分", 33: "h时mm分ss秒", 34: "h时mm分", 35: "h时mm分ss秒",
    36: "yyyy年m月", 37: "#,##0", 38: "#,##0", 39: "#,##0.00", 40: "#,##0.00", 45: "mm:ss",
    46: "[h]:mm:ss", 47: "mm:ss.0", 48: "##0.0E+0", 49: "@", 50: "yyyy年m月", 51: "m月d日",
    52: "yyyy年m月", 53: "m月d日", 54: "m月d日", 55: "h时mm分", 56: "h时mm分ss秒",
    57: "yyyy年m月", 58: "m月d日",
}  # fmt: skip

_QUOTED: Final = re.compile(r'"([^"]*)"|\\(.)|_.|\*.|\[[^\]]*\]')
_DATE_LETTER: Final = re.compile(r"[ymdhsYMDHS]|e(?![+\-])")
_PLACES: Final = re.compile(r"[0#?,]*[0#?](?:\.[0#?]*)?")
_EXACT: Final = 10  # General shows eleven characters, the point included
_EPOCH_1900: Final = date(1899, 12, 30)
_EPOCH_1904: Final = date(1904, 1, 1)
_LAST_SERIAL: Final = 73_050  # 2099-12-31


@lru_cache(maxsize=512)
def is_date_format(code: str) -> bool:
    """Say whether a number format shows a day or a time."""
    bare = _QUOTED.sub("", code.split(";")[0])
    return bare.lower() != "general" and _DATE_LETTER.search(bare) is not None


@lru_cache(maxsize=512)
def shows_day(code: str) -> bool:
    """Say whether a date format shows the day of the month."""
    return "d" in _QUOTED.sub("", code.split(";")[0]).lower()


def serial_day(serial: float, *, is_1904: bool = False, has_day: bool = True) -> PartialDate | None:
    """Give the day of an Excel serial number, None when no person's date can be meant."""
    whole = int(serial)
    if not 0 < whole <= _LAST_SERIAL:
        return None
    if is_1904:
        return PartialDate.of(_EPOCH_1904 + timedelta(days=whole), has_day=has_day)
    # Excel believes that 1900 had a 29 February; serials before it are one day behind.
    shift = 1 if whole < 60 else 0
    return PartialDate.of(_EPOCH_1900 + timedelta(days=whole + shift), has_day=has_day)


def shown(value: float, code: str) -> str:
    """Give a number as the sheet shows it under a (not date) format; odd formats as General."""
    section = code.split(";")[0]
    bare = _QUOTED.sub("", section)
    if "%" in bare or "E" in bare.upper().replace("GENERAL", "") or "/" in bare or "@" in bare:
        return general(value)
    return _by_places(value, section)


def general(value: float) -> str:
    """Give a number as a cell without a format shows it; whole numbers keep all their digits."""
    if value == int(value) and abs(value) < 1e15:
        return str(int(value))
    return f"{value:.{_EXACT}g}"


def _by_places(value: float, section: str) -> str:
    literals: list[str] = []

    def keep(found: re.Match[str]) -> str:
        literal = found.group(1) or found.group(2) or ""
        literals.append(literal)
        return f"\x00{len(literals) - 1}\x01" if literal else ""

    bare = re.sub(_QUOTED, keep, section)
    if literals and not _PLACES.search(re.sub(r"\x00\d+\x01", "", bare)):
        return general(value)
    plain = _fill(
        value, re.sub(r"\x00(\d+)\x01", lambda at: f"\x00{chr(0xE000 + int(at[1]))}", bare)
    )
    return re.sub(r"\x00(.)", lambda at: literals[ord(at[1]) - 0xE000], plain)


def _fill(value: float, bare: str) -> str:
    slots = [place for place, mark in enumerate(bare) if mark in "0#?"]
    if not slots:
        return general(value)
    point = bare.find(".", slots[0])
    decimals = sum(1 for place in slots if 0 <= point < place)
    digits = f"{abs(value):.{decimals}f}"
    whole, _, fraction = digits.partition(".")
    left = [place for place in slots if point < 0 or place < point]
    filled = _fill_left(bare, left, whole)
    tail = bare[(left[-1] + 1) if left else slots[0] :].replace(",", "")
    rest = iter(fraction)
    shown_tail = "".join(next(rest, "") if mark in "0#?" else mark for mark in tail)
    optional = len(bare) - len(bare.rstrip("#")) if "#" in tail else 0
    if optional:
        shown_tail = shown_tail.rstrip("0") if "." in shown_tail else shown_tail
    return ("-" if value < 0 else "") + filled + shown_tail


def _fill_left(bare: str, left: list[int], whole: str) -> str:
    if not left:
        return whole
    padded = whole.rjust(len(left), "0")
    surplus = len(padded) - len(left)
    out = [bare[: left[0]].replace(",", ""), padded[:surplus]]
    for order, place in enumerate(left):
        digit = padded[surplus + order]
        is_leading = order < len(left) - len(whole) and bare[place] in "#?"
        out.append("" if is_leading else digit)
        nxt = left[order + 1] if order + 1 < len(left) else place + 1
        out.append(bare[place + 1 : nxt].replace(",", ""))
    return "".join(out)

"""Dates as clerks write them: to the day, or to the month only."""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from typing import Final

from dunmiao.engine.reasons import Reason, gettext_noop

FIRST_YEAR: Final = 1920
LAST_YEAR: Final = 2099
# Serials that can be a date of somebody now at work: 1936-08-06 to 2050-01-01.
SERIALS: Final = range(13_368, 54_790)

_NO_MONTH: Final = gettext_noop(
    "“%(value)s” gives a year only; write year and month, for example 1990.07."
)
_NO_DATE: Final = gettext_noop(
    "“%(value)s” is not a possible date; write year and month, for example 1990.07."
)
_NO_SUCH_MONTH: Final = gettext_noop(
    "“%(value)s” names month %(month)s, which does not exist; write it like 1990.07."
)
_NO_SUCH_DAY: Final = gettext_noop(
    "“%(value)s” names a day that %(year)s-%(month)s does not have; write it like 1990.07.15."
)
_NO_SUCH_YEAR: Final = gettext_noop(
    "“%(value)s” names the year %(year)s, which no date in this list can have; compare it with "
    "the person's papers."
)

_LONGEST: Final = 80
_CHINESE: Final = str.maketrans("〇○零Ｏ一二三四五六七八九", "0000123456789")
_BRACKETED: Final = re.compile(r"[(（\[【].*?(?:[)）\]】]|$)")
_TIME: Final = re.compile(r"(?:T|(?<=\d))\s+?\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?Z?$|T\d{1,2}:.*$")
_BLANK: Final = re.compile(r"\s+")
_PARTS: Final = re.compile(r"(\d{4})[年./\-,、·．](\d{1,2})(?:[月./\-,、·．](\d{1,2})日?)?月?")
_RUN: Final = re.compile(r"(\d{4})(\d{2})(\d{2})?")
_YEAR: Final = re.compile(r"(\d{4})年?")
_CHINESE_PARTS: Final = re.compile(
    r"([〇○零一二三四五六七八九]{4})年([一二三四五六七八九十]{1,3})月(?:([一二三四五六七八九十]{1,3})日)?"
)
_AFTER: Final = re.compile(r"(?:出)?生$|加入$|参加工作$|入党$|起$")


@dataclass(frozen=True, slots=True, order=True)
class PartialDate:
    """A date known to the day, or to the month when `day` is 0."""

    year: int
    month: int
    day: int = 0

    @classmethod
    def of(cls, day: date, *, has_day: bool = True) -> PartialDate:
        """Give the date of a day, to the month only when `has_day` is false."""
        return cls(day.year, day.month, day.day if has_day else 0)

    @property
    def first_day(self) -> date:
        """Give the day itself, or the first of the month when the day is not known."""
        return date(self.year, self.month, self.day or 1)

    @property
    def is_by_month(self) -> bool:
        """Say whether the day is not known."""
        return self.day == 0

    @property
    def month_text(self) -> str:
        """Give YYYY-MM."""
        return f"{self.year:04}-{self.month:02}"

    def dotted(self) -> str:
        """Give YYYY.MM, or YYYY.MM.DD when the day is known, as cadre forms write it."""
        return f"{self.year:04}.{self.month:02}" + (f".{self.day:02}" if self.day else "")

    def run_together(self) -> str:
        """Give YYYYMM or YYYYMMDD, as .lrmx files store it."""
        return f"{self.year:04}{self.month:02}" + (f"{self.day:02}" if self.day else "")


def read_date(text: str) -> PartialDate | Reason:
    """Give the date a text means, or the Reason it cannot be one.

    Read are 1990.07, 1990年7月, 199007, 19900715, 1990-7-15, 1990/07, all with full-width digits,
    blanks, a time or a remark in brackets after them, 一九九〇年七月, and an Excel serial number.
    """
    if len(text) > _LONGEST:
        return Reason(_NO_DATE, {"value": text[:40]}, rule="date_impossible")
    plain = _plain(text)
    parts = _PARTS.fullmatch(plain) or _RUN.fullmatch(plain)
    if parts:
        year, month, day = (int(part or 0) for part in parts.groups())
        has_day = parts.group(3) is not None
        return _checked(text, year, month, day if has_day else None)
    if plain.isascii() and plain.isdigit() and len(plain) == 5 and int(plain) in SERIALS:
        return PartialDate.of(date.fromordinal(date(1899, 12, 30).toordinal() + int(plain)))
    if _YEAR.fullmatch(plain):
        return Reason(_NO_MONTH, {"value": text}, rule="date_impossible")
    return Reason(_NO_DATE, {"value": text[:40]}, rule="date_impossible")


def _plain(text: str) -> str:
    chinese = _CHINESE_PARTS.fullmatch(_BLANK.sub("", text))
    if chinese:
        year = chinese.group(1).translate(_CHINESE)
        rest = [str(_small(part)) for part in chinese.groups()[1:] if part]
        return ".".join([year, *rest])
    plain = _BRACKETED.sub("", unicodedata.normalize("NFKC", text)).strip()
    plain = _BLANK.sub("", _TIME.sub("", plain))
    return _AFTER.sub("", plain.replace("。", ".").replace("—", "-").replace("–", "-"))


def _small(text: str) -> int:
    tens, has_ten, ones = text.rpartition("十")
    units = int(ones.translate(_CHINESE) or 0) if ones.translate(_CHINESE).isdigit() else 0
    if not has_ten:
        return units
    return 10 * (int(tens.translate(_CHINESE)) if tens.translate(_CHINESE).isdigit() else 1) + units


def _checked(text: str, year: int, month: int, day: int | None) -> PartialDate | Reason:
    facts = {"value": text, "year": year, "month": month}
    if not 1 <= month <= 12:
        return Reason(_NO_SUCH_MONTH, facts, rule="date_impossible")
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return Reason(_NO_SUCH_YEAR, facts, rule="date_impossible")
    if day is not None and not 1 <= day <= monthrange(year, month)[1]:
        return Reason(_NO_SUCH_DAY, facts, rule="date_impossible")
    return PartialDate(year, month, day or 0)

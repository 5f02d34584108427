"""Days, months and working days: every due day of the product is reckoned here.

Months count from the start and clamp to the month's end, never cumulatively (spec: start
31 August, +1 month 30 September, +6 months 28 February). The first and last day of a term both
belong to it. Working days follow a holiday table that is passed in as data.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, NamedTuple

_SPAN: Final = re.compile(r"\+?\s*([1-9]\d{0,4}) (day|week|month)s?")
_ONE_DAY: Final = timedelta(days=1)
_SATURDAY: Final = 5


@dataclass(frozen=True, slots=True)
class Span:
    """A length of time: `count` of "days", "weeks" or "months"; count is at least 1."""

    count: int
    unit: str

    def __str__(self) -> str:
        """Give the span as a charter writes it: "2 months"."""
        return f"{self.count} {self.unit}"


class Window(NamedTuple):
    """A run of days; both its first and its last day belong to it."""

    first_on: date
    last_on: date

    def holds(self, day: date) -> bool:
        """Say whether `day` lies in the window."""
        return self.first_on <= day <= self.last_on


def parse_span(text: str) -> Span:
    """Read "15 days", "1 week" or "+6 months"; ValueError names what a span looks like."""
    found = _SPAN.fullmatch(text.strip())
    if found is None:
        raise ValueError(f'"{text}" is not a length of time such as "15 days" or "2 months"')
    return Span(int(found[1]), found[2] + "s")


def next_yearly(month_day: str, today: date) -> date:
    """Give the first day on or after `today` that a charter writes as "12-31" (003-09).

    29 February falls on the 28th in other years.
    """
    month, day = (int(part) for part in month_day.split("-"))
    years = (today.year, today.year + 1)
    found = (date(year, month, min(day, monthrange(year, month)[1])) for year in years)
    return next(one for one in found if one >= today)


def add_months(start: date, months: int) -> date:
    """Give the day `months` after `start` (before it when negative), clamped to the month's end."""
    count = start.year * 12 + start.month - 1 + months
    year, month = divmod(count, 12)
    month += 1
    if start.day <= 28:
        return date(year, month, start.day)
    return date(year, month, min(start.day, monthrange(year, month)[1]))


def add_span(start: date, span: Span, times: int = 1) -> date:
    """Give the day `times` spans after `start`, reckoned from `start` in one step."""
    if span.unit == "months":
        return add_months(start, span.count * times)
    days = span.count * times * (7 if span.unit == "weeks" else 1)
    return start + timedelta(days=days)


def term_end(start: date, months: int) -> date:
    """Give the last day of a term of `months` that begins on `start`."""
    return add_months(start, months) - _ONE_DAY


def months_whole(start: date, day: date) -> int:
    """Count the months completed from `start` to `day`, negative when `day` comes first.

    A month is complete on the clamped day: 31 January to 28 February is one month.
    """
    months = (day.year - start.year) * 12 + day.month - start.month
    return months if add_months(start, months) <= day else months - 1


def age_on(birth: date, day: date) -> int:
    """Give the age in full years on `day`; who is born on 29 February ages on the 28th."""
    return months_whole(birth, day) // 12


@dataclass(frozen=True)
class WorkingDays:
    """Which days are worked: Monday to Friday, less `holidays`, plus `workdays` made up for.

    `workdays` are the weekend days that a holiday notice turns into working days (调休); a day in
    both sets is worked.
    """

    holidays: frozenset[date] = frozenset()
    workdays: frozenset[date] = frozenset()

    def is_working(self, day: date) -> bool:
        """Say whether `day` is worked."""
        if day in self.workdays:
            return True
        return day.weekday() < _SATURDAY and day not in self.holidays

    def next(self, day: date) -> date:
        """Give `day` itself when it is worked, else the first working day after it."""
        while not self.is_working(day):
            day += _ONE_DAY
        return day

    def add(self, day: date, count: int) -> date:
        """Give the `count`-th working day after `day`; the day itself is not counted.

        A `count` of 0 gives `next(day)`; a negative one is a ValueError.
        """
        if count < 0:
            raise ValueError("working days are counted forwards; count must be 0 or more")
        if count == 0:
            return self.next(day)
        for _ in range(count):
            day = self.next(day + _ONE_DAY)
        return day

    def count(self, first: date, last: date) -> int:
        """Count the working days from `first` to `last`, both included; 0 when they cross."""
        days = (last - first).days + 1
        return sum(self.is_working(first + timedelta(days=n)) for n in range(days))

    def publicity(self, posted_on: date, count: int) -> Window:
        """Give the window of a public notice of `count` working days.

        It runs from the first working day after posting (the day of posting is not counted) to
        the `count`-th one; `count` is at least 1, else ValueError (004-56, 选任条例: five).
        """
        if count < 1:
            raise ValueError("a public notice lasts at least one working day")
        return Window(self.add(posted_on, 1), self.add(posted_on, count))

"""Seed of the holiday table: what the State Council announced, as far as the package knows it.

The table itself is edited by the organiser; nothing else may ask the package, since it ends with
the last announced year.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple


class HolidayRow(NamedTuple):
    """A day that departs from the week: a day off, or a weekend day worked in exchange."""

    day: date
    is_workday: bool
    name: str


def known_years() -> range:
    """Give the years whose public holidays are known."""
    from chinese_calendar.constants import holidays

    return range(min(holidays).year, max(holidays).year + 1)


def holiday_rows(first_year: int, last_year: int) -> Iterator[HolidayRow]:
    """Give the rows of the years first to last in order of days, names in Chinese.

    Years outside `known_years()` give nothing: the organiser types them in when announced.
    """
    from chinese_calendar.constants import Holiday, holidays, workdays

    names = {holiday.value: holiday.chinese for holiday in Holiday}
    rows = [HolidayRow(day, False, names[name]) for day, name in holidays.items()]
    rows += [HolidayRow(day, True, f"{names[name]}调休上班") for day, name in workdays.items()]
    for row in sorted(rows):
        if first_year <= row.day.year <= last_year:
            yield row

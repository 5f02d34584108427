"""What a charter asks of each role in a week, in items and minutes."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final, NamedTuple

from dunmiao.engine.calendar import term_end
from dunmiao.engine.charter.model import Rules

_START: Final = date(2026, 1, 1)


class Burden(NamedTuple):
    """What one role is asked for on average in a week of a full term, for one placement."""

    role: str
    items_a_week: float
    minutes_a_week: float


def burden(rules: Rules) -> tuple[Burden, ...]:
    """Give the burden of every role that owes a duty, by role; minutes are those the charter says.

    A term of the usual length is counted out from a first of January; another start makes no
    difference worth showing.
    """
    end = term_end(_START, rules.term.months)
    weeks = (end - _START + timedelta(days=1)) / timedelta(weeks=1)
    items: dict[str, int] = {}
    minutes: dict[str, int] = {}
    for duty in rules.duties:
        times = len(duty.timing.days(_START, end))
        items[duty.owed_by] = items.get(duty.owed_by, 0) + times
        minutes[duty.owed_by] = minutes.get(duty.owed_by, 0) + times * duty.minutes
    return tuple(
        Burden(role, round(items[role] / weeks, 2), round(minutes[role] / weeks, 2))
        for role in sorted(items)
    )

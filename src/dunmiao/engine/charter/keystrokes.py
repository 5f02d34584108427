"""How long a form takes: the keystroke-level model of Card, Moran and Newell (1980).

T = K + P + H + M + R: keystrokes, pointing, moving the hand between mouse and keys, deciding, and
waiting for the answer. It counts handling by a practised person, never thinking about the matter.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType
from typing import Final

from dunmiao.engine.calendar import term_end
from dunmiao.engine.charter.entities import DutyRule
from dunmiao.engine.charter.model import Rules

# seconds of each operator (Communications of the ACM 23:7, 1980, figure 1); R is our own limit
SECONDS: Final[Mapping[str, float]] = MappingProxyType(
    {"K": 0.28, "P": 1.10, "H": 0.40, "M": 1.35, "R": 1.00}
)
KEYS_PER_CHARACTER: Final = 3  # pinyin letters and the choice among candidates, per character
CHARACTERS_PER_PAUSE: Final = 20  # one M for so many characters composed
DAY_KEYS: Final = 8
NUMBER_KEYS: Final = 2
MOST_TYPED: Final = 120  # a text is reckoned at a quarter of its limit, and at this at most
_START: Final = date(2026, 1, 1)

Operators = Mapping[str, int]


@dataclass(frozen=True, slots=True)
class FormField:
    """One field of a form: what it is called, its kind, and how many characters it takes.

    `kind`: text, number, day, choice, check, file, or given (filled in already: looked at only,
    like a field that may stay empty).
    """

    name: str
    kind: str
    most: int = 0


@dataclass(frozen=True, slots=True)
class Cost:
    """What one duty costs its owner: times in a term, seconds each time, and of which fields."""

    duty: DutyRule
    times: int
    fields: tuple[FormField, ...] | None  # None: no form is known, the charter's minutes count
    seconds: float

    @property
    def is_known(self) -> bool:
        """Say whether the seconds come from a form."""
        return self.fields is not None


def operators(field: FormField) -> Operators:
    """Give how many of each operator a field takes."""
    found = {"M": 1}
    if field.kind in {"choice", "file"}:
        found |= {"P": 2, "K": 2}
    elif field.kind == "check":
        found |= {"P": 1, "K": 1}
    elif field.kind == "day":
        found |= {"P": 1, "H": 2, "K": 1 + DAY_KEYS}
    elif field.kind == "number":
        found |= {"P": 1, "H": 2, "K": 1 + NUMBER_KEYS}
    elif field.kind == "text":
        typed = characters(field)
        pauses = -(-typed // CHARACTERS_PER_PAUSE)
        found = {"M": max(1, pauses), "P": 1, "H": 2, "K": 1 + typed * KEYS_PER_CHARACTER}
    return found


def characters(field: FormField) -> int:
    """Give how many characters of a text are reckoned: a quarter of its limit, within bounds."""
    return min(MOST_TYPED, max(4, field.most // 4))


def seconds(fields: Sequence[FormField]) -> float:
    """Give the seconds of a whole form: opened, filled, sent, and the answer awaited."""
    total = {"M": 2, "P": 2, "K": 2, "R": 2, "H": 0}
    for field in fields:
        for key, count in operators(field).items():
            total[key] += count
    return round(sum(SECONDS[key] * count for key, count in total.items()), 1)


def costs(rules: Rules, forms: Mapping[str, tuple[FormField, ...]]) -> tuple[Cost, ...]:
    """Give what every duty costs over a full term; `forms` by evidence kind.

    The first evidence kind with a form counts; without one the minutes the charter states.
    """
    end = term_end(_START, rules.term.months)
    found = []
    for duty in rules.duties:
        times = len(duty.timing.days(_START, end))
        fields = next((forms[kind] for kind in duty.evidence if kind in forms), None)
        each = duty.minutes * 60.0 if fields is None else seconds(fields)
        found.append(Cost(duty, times, fields, each))
    return tuple(found)


def weekly(rules: Rules, found: Sequence[Cost]) -> dict[str, tuple[float, float]]:
    """Give items and minutes a week by role, on average over a full term."""
    end = term_end(_START, rules.term.months)
    weeks = (end - _START + timedelta(days=1)) / timedelta(weeks=1)
    items: dict[str, int] = {}
    spent: dict[str, float] = {}
    for cost in found:
        role = cost.duty.owed_by
        items[role] = items.get(role, 0) + cost.times
        spent[role] = spent.get(role, 0.0) + cost.times * cost.seconds
    return {
        role: (round(items[role] / weeks, 2), round(spent[role] / 60 / weeks, 2))
        for role in sorted(items)
    }

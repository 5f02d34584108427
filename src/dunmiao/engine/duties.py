"""Charter + placement + calendar → duties: who owes what to whom by when, under which clause.

The ledger is computed from here and never typed. Every duty has exactly one owner, since a rule
of the charter names one role (DESIGN, principle 3; 004-45).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, NamedTuple

from dunmiao.engine.charter.burden import Burden, burden
from dunmiao.engine.charter.entities import DutyRule
from dunmiao.engine.charter.model import Charter

__all__ = ["Burden", "Duty", "Facts", "burden", "duties"]

_ONE_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Facts:
    """What narrows the duties of one placement; an empty text narrows nothing."""

    direction: str = ""
    personnel_kind: str = ""
    political: str = ""
    route: str = ""


class Duty(NamedTuple):
    """One occurrence of a duty: `number` counts the occurrences of the same `duty` from 1.

    It may be done from `opens_on`, is shown as due from `shows_on`, and must be done by `due_on`;
    `last_on` is the last day of the term. Any kind in `evidence` settles it. What is owed
    `once_per` "team" comes from the placement of each member and is one thing for all of them.
    """

    duty: str
    name: str
    name_en: str
    owed_by: str
    owed_to: str
    opens_on: date
    due_on: date
    shows_on: date
    clause: str
    evidence: tuple[str, ...]
    paused_by_leave: bool
    number: int
    last_on: date
    once_per: str = "placement"

    def as_json(self) -> dict[str, str]:
        """Give the six keys of the command line's contract, days as YYYY-MM-DD."""
        return {
            "duty": self.duty,
            "owed_by": self.owed_by,
            "owed_to": self.owed_to,
            "opens_on": self.opens_on.isoformat(),
            "due_on": self.due_on.isoformat(),
            "clause": self.clause,
        }


def duties(
    charter: Charter,
    start: date,
    end: date,
    facts: Facts | None = None,
    *,
    on: date | None = None,
) -> list[Duty]:
    """Give every duty of a placement from `start` to `end`, sorted by due day, then by duty.

    The rules are those in force on `start`, or on `on` where a day is named. Without `facts` no
    duty is left out. ValueError when the term ends before it starts; NotInForceError before the
    charter's first day.
    """
    if end < start:
        raise ValueError(f"the term ends on {end}, before it starts on {start}")
    rules = charter.on(on or start).duties
    if facts is not None:
        rules = tuple(rule for rule in rules if _concerns(rule, facts))
    found = [duty for rule in rules for duty in _occurrences(rule, start, end)]
    found.sort(key=lambda duty: (duty.due_on, duty.duty))
    return found


def _concerns(rule: DutyRule, facts: Facts) -> bool:
    """Say whether the duty is owed for a placement with these facts."""
    narrowings = (
        (rule.for_directions, facts.direction),
        (rule.for_personnel, facts.personnel_kind),
        (rule.for_political, facts.political),
        (rule.for_routes, facts.route),
    )
    return all(not words or not fact or fact in words for words, fact in narrowings)


def _occurrences(rule: DutyRule, start: date, end: date) -> Iterable[Duty]:
    opens_on = start
    notice = timedelta(days=rule.notice_days)
    for number, due_on in enumerate(rule.timing.days(start, end), 1):
        yield Duty(
            rule.key,
            rule.name,
            rule.name_en,
            rule.owed_by,
            rule.owed_to,
            opens_on,
            due_on,
            max(opens_on, due_on - notice),
            rule.clause,
            rule.evidence,
            rule.paused_by_leave,
            number,
            end,
            rule.once_per,
        )
        opens_on = due_on + _ONE_DAY

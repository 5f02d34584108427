"""Open duties + what was sent + today + holidays → the prompts to send: each step once.

The owner is told first, then the owner's unit, then the organiser; never two of them about one
duty on one day. Nothing goes out on a day that is not worked. A prompt names one duty and says
nothing of how others did.
"""

from __future__ import annotations

import functools
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType
from typing import Final, Protocol

from dunmiao.engine.calendar import WorkingDays
from dunmiao.engine.charter.oversight import ADDRESSEES, PromptStep
from dunmiao.engine.duties import Duty
from dunmiao.engine.standing import State

_ONE_DAY: Final = timedelta(days=1)
# a role that owes something -> whose unit hears of it when it is late
UNIT_OF: Final[Mapping[str, str]] = MappingProxyType(
    {
        "cadre": "receiver",
        "mentor": "receiver",
        "receiver": "receiver",
        "sender": "sender",
        "organiser": "organiser",
        "team_leader": "organiser",
        "branch_secretary": "organiser",
        "liaison": "organiser",
    }
)
Sent = tuple[str, int, str]  # duty, number of the occurrence, step


class Stood(Protocol):
    """A duty as it stands: an `engine.standing.Standing`, or a line of a ledger."""

    @property
    def duty(self) -> Duty:
        """The occurrence."""

    @property
    def state(self) -> State:
        """Where it stands."""

    @property
    def due_on(self) -> date:
        """Its due day after leaves."""


@dataclass(frozen=True, slots=True)
class Prompt:
    """One prompt to send: about which duty, under which step, and to which role."""

    standing: Stood
    step: PromptStep
    to: str


def addressee(step: PromptStep, owed_by: str) -> str:
    """Give the role a step goes to: the owner, the owner's unit, or the department.

    What the department itself owes goes up to its head.
    """
    if step.to == "owner":
        return owed_by
    if step.to == "unit":
        return UNIT_OF[owed_by]
    return "organiser_lead" if owed_by == "organiser" else "organiser"


@functools.lru_cache(maxsize=4096)
def falls_on(due_on: date, count: int, days: WorkingDays) -> date:
    """Give the working day `count` working days after `due_on`, before it when negative."""
    if count >= 0:
        return days.add(due_on, count)
    day = due_on
    for _ in range(-count):
        day -= _ONE_DAY
        while not days.is_working(day):
            day -= _ONE_DAY
    return day


def prompts(
    standings: Iterable[Stood],
    steps: Sequence[PromptStep],
    sent: Mapping[Sent, date],
    today: date,
    days: WorkingDays,
    quiet: Collection[str] = (),
) -> list[Prompt]:
    """Give the prompts to send on `today` about one placement, in the order of `standings`.

    `sent` gives the day of each step that went out; `quiet` names the duties that go no further
    than their owner. A step that was passed over (nothing ran that day, or a later step of the
    same addressee is due) is not sent afterwards.
    """
    if not days.is_working(today):
        return []
    found = []
    for one in standings:
        if one.state in (State.DUE, State.OVERDUE):
            step = _next(one, steps, sent, today, days, one.duty.duty in quiet)
            if step is not None:
                found.append(Prompt(one, step, addressee(step, one.duty.owed_by)))
    return found


def _next(
    one: Stood,
    steps: Sequence[PromptStep],
    sent: Mapping[Sent, date],
    today: date,
    days: WorkingDays,
    is_quiet: bool,
) -> PromptStep | None:
    """Give the step whose turn it is: of the lowest addressee not yet told, the latest reached."""
    duty = one.duty
    told: set[str] = set()
    for level in ADDRESSEES[:1] if is_quiet else ADDRESSEES:
        mine = [step for step in steps if step.to == level]
        if not mine or addressee(mine[0], duty.owed_by) in told:
            continue
        reached = [step for step in mine if falls_on(one.due_on, step.days, days) <= today]
        if not reached:
            return None
        told.add(addressee(mine[0], duty.owed_by))
        last = max(reached, key=lambda step: step.days)
        told_on = sent.get((duty.duty, duty.number, last.key))
        if told_on is None:
            return last
        if told_on >= today:
            return None
    return None

"""Stages of growth: when each is planned, when it began and ended, and what it expects (000-23).

The charter gives the months; whoever checks a stage says whether the person goes on, so that a
stage ends on the day of its check and not by the calendar.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from dunmiao.engine.calendar import add_months
from dunmiao.engine.charter.entities import PlanStage

FIELD: Final = "field"
DESK: Final = "desk"
TASK_PLACES: Final = (FIELD, DESK)
_ONE_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Check:
    """One check of a stage: on which day, and whether the person goes on to the next."""

    stage: str
    on: date
    is_ready: bool


@dataclass(frozen=True, slots=True)
class Stretch:
    """One stage of one term: planned days, real days (None: not yet), and where it stands.

    `state` is done, now, late (its months are over and nobody said that the person goes on) or
    next. `checks` are those of this stage, the earliest first.
    """

    stage: PlanStage
    planned_from: date
    planned_to: date
    starts_on: date | None
    ends_on: date | None
    state: str
    checks: tuple[Check, ...]


def growth(
    stages: Sequence[PlanStage], start: date, end: date, checks: Iterable[Check], today: date
) -> tuple[Stretch, ...]:
    """Give the stages of a term from `start` to `end` in the charter's order.

    A stage whose months begin after a shortened term is left out; one that `end` cuts ends there.
    """
    by_stage: dict[str, list[Check]] = {}
    for check in sorted(checks, key=lambda one: one.on):
        by_stage.setdefault(check.stage, []).append(check)
    begins: date | None = start
    found = []
    for stage in stages:
        first = add_months(start, stage.from_month - 1)
        if first > end:
            break
        own = tuple(by_stage.get(stage.key, ()))
        left = next((check.on for check in own if check.is_ready), None) if begins else None
        last = min(end, add_months(start, stage.to_month) - _ONE_DAY)
        state = _state(begins, left, last, today)
        found.append(Stretch(stage, first, last, begins, left, state, own))
        begins = left
    return tuple(found)


def _state(begins: date | None, left: date | None, last: date, today: date) -> str:
    if left is not None:
        return "done"
    if begins is None or begins > today:
        return "next"
    return "late" if today > last else "now"


def current(stretches: Iterable[Stretch]) -> Stretch | None:
    """Give the stage the person is in; None before the term and after the last check."""
    return next((one for one in stretches if one.state in {"now", "late"}), None)


def expected_tasks(
    stage: PlanStage, tasks: Iterable[Mapping[str, str]]
) -> tuple[Mapping[str, str], ...]:
    """Give the plan's tasks in a role that the stage expects (000-24, 000-25)."""
    return tuple(task for task in tasks if task.get("role") in stage.task_roles)


def field_share(tasks: Iterable[Mapping[str, str]]) -> tuple[int, int]:
    """Count the plan's tasks in the field, and at the desk (000-19)."""
    places = [task.get("place", "") for task in tasks]
    return places.count(FIELD), places.count(DESK)

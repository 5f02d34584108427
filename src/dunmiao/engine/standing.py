"""Duties + evidence + today → what is met, due, overdue, excused, waived or upcoming, and why.

One placement at a time. The answer depends on what is given and not on its order, and nothing is
kept between two calls: a waiver holds because it is given again, attached to the occurrence whose
window holds its day, so that it survives a recomputation with moved days.

Which occurrence a paper settles: the one it was written for when it names one (`settles`); else
the one in whose window it falls; a paper from before the first window settles the first, one
from after the last window settles the last, late. A paper settles at most one occurrence of a
duty; a second paper in the same window settles nothing more.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from dunmiao.engine.duties import Duty
from dunmiao.engine.reasons import Reason, gettext_noop

_ONE_DAY: Final = timedelta(days=1)

_MET: Final = gettext_noop("Done on %(on)s, due by %(due_on)s.")
_MET_LATE: Final = gettext_noop("Done on %(on)s, %(days)d days after it was due on %(due_on)s.")
_WAIVED: Final = gettext_noop("Waived by %(by)s: %(why)s")
_EXCUSED: Final = gettext_noop("Leave covers all of %(opens_on)s to %(due_on)s.")
_OVERDUE: Final = gettext_noop("Due on %(due_on)s, %(days)d days ago, and nothing is recorded.")
_DUE: Final = gettext_noop("Due by %(due_on)s, in %(days)d days.")
_UPCOMING: Final = gettext_noop("Comes up on %(shows_on)s, due by %(due_on)s.")


class State(StrEnum):
    """Where one duty stands on a day."""

    MET = "met"
    DUE = "due"
    OVERDUE = "overdue"
    EXCUSED = "excused"
    WAIVED = "waived"
    UPCOMING = "upcoming"


@dataclass(frozen=True, slots=True, order=True)
class Evidence:
    """A record that can settle a duty: its kind, its day, what to call it.

    `settles` is the due day of the occurrence it was written for, None when it names none.
    """

    kind: str
    on: date
    ref: str = ""
    settles: date | None = None


@dataclass(frozen=True, slots=True, order=True)
class Waiver:
    """A decision that the occurrence of `duty` whose window holds `due_on` need not be done."""

    duty: str
    due_on: date
    by: str
    why: str


@dataclass(frozen=True, slots=True, order=True)
class Leave:
    """An approved leave; its first and last day belong to it."""

    first_on: date
    last_on: date


@dataclass(frozen=True, slots=True)
class Standing:
    """Where one duty stands: `due_on` is its due day after leaves, `reason` says why.

    `settled_by` and `settled_on` are the record that settled it, `is_late` whether it came late.
    """

    duty: Duty
    state: State
    reason: Reason
    due_on: date
    settled_by: str = ""
    settled_on: date | None = None
    is_late: bool = False


def standing(
    duties: Iterable[Duty],
    evidence: Iterable[Evidence],
    waivers: Iterable[Waiver],
    leaves: Iterable[Leave],
    today: date,
) -> list[Standing]:
    """Give the standing of every duty on `today`, sorted by the duty's due day, then by duty."""
    papers: dict[str, list[Evidence]] = {}
    for paper in evidence:
        papers.setdefault(paper.kind, []).append(paper)
    waived: dict[str, list[Waiver]] = {}
    for waiver in waivers:
        waived.setdefault(waiver.duty, []).append(waiver)
    absences = _joined(leaves)
    found: list[Standing] = []
    for series in _series(duties).values():
        kinds = series[0].evidence
        mine = [paper for kind in kinds for paper in papers.get(kind, ())]
        found += _series_standing(series, mine, waived.get(series[0].duty, ()), absences, today)
    found.sort(key=lambda item: (item.duty.due_on, item.duty.duty))
    return found


def unused_waivers(duties: Iterable[Duty], waivers: Iterable[Waiver]) -> list[Waiver]:
    """Give the waivers of duties that are no longer owed, so that none vanishes unseen."""
    owed = {duty.duty for duty in duties}
    return sorted(waiver for waiver in waivers if waiver.duty not in owed)


def _series(duties: Iterable[Duty]) -> dict[str, list[Duty]]:
    series: dict[str, list[Duty]] = {}
    for duty in duties:
        series.setdefault(duty.duty, []).append(duty)
    for occurrences in series.values():
        occurrences.sort(key=lambda duty: duty.due_on)
    return series


def _joined(leaves: Iterable[Leave]) -> list[Leave]:
    """Give the leaves in order, those that touch or overlap as one."""
    joined: list[Leave] = []
    for leave in sorted(leaves):
        if joined and leave.first_on <= joined[-1].last_on + _ONE_DAY:
            last_on = max(joined[-1].last_on, leave.last_on)
            joined[-1] = Leave(joined[-1].first_on, last_on)
        else:
            joined.append(leave)
    return joined


def _series_standing(
    series: Sequence[Duty],
    papers: Sequence[Evidence],
    waivers: Sequence[Waiver],
    leaves: Sequence[Leave],
    today: date,
) -> list[Standing]:
    due_days = [duty.due_on for duty in series]
    excused: set[int] = set()
    moved = due_days
    if leaves and series[0].paused_by_leave:
        moved = []
        for place, duty in enumerate(series):
            is_excused, due_on = _after_leave(duty, leaves)
            moved.append(due_on)
            if is_excused:
                excused.add(place)
    settled = _settled(papers, due_days, moved, excused)
    released = {_place(due_days, waiver.due_on): waiver for waiver in sorted(waivers, reverse=True)}
    return [
        _stand(duty, settled.get(n), released.get(n), n in excused, moved[n], today)
        for n, duty in enumerate(series)
    ]


def _after_leave(duty: Duty, leaves: Sequence[Leave]) -> tuple[bool, date]:
    """Say whether leave takes the whole window, and on which day the duty is due after leave.

    A due day inside a leave moves to the first day back, never past the last day of the term.
    """
    for leave in leaves:
        if leave.first_on <= duty.due_on <= leave.last_on:
            if leave.first_on <= duty.opens_on:
                return True, duty.due_on
            return False, max(duty.due_on, min(leave.last_on + _ONE_DAY, duty.last_on))
    return False, duty.due_on


def _place(due_days: Sequence[date], day: date) -> int:
    """Give the occurrence whose window holds `day`; past the last window, the last one."""
    return min(bisect_left(due_days, day), len(due_days) - 1)


def _settled(
    papers: Sequence[Evidence],
    due_days: Sequence[date],
    moved: Sequence[date],
    excused: set[int],
) -> dict[int, Evidence]:
    """Give the paper that settles each occurrence: of several, the earliest."""
    settled: dict[int, Evidence] = {}
    if not papers:
        return settled
    owed = [n for n in range(len(due_days)) if n not in excused] or list(range(len(due_days)))
    owed_days = [moved[n] for n in owed]
    for paper in papers:
        if paper.settles is not None:
            place = _place(due_days, paper.settles)
        else:
            place = owed[_place(owed_days, paper.on)]
        other = settled.get(place)
        if other is None or (paper.on, paper.ref, paper.kind) < (other.on, other.ref, other.kind):
            settled[place] = paper
    return settled


def _stand(
    duty: Duty,
    paper: Evidence | None,
    waiver: Waiver | None,
    is_excused: bool,
    due_on: date,
    today: date,
) -> Standing:
    if paper is not None and paper.on <= today:
        return _met(duty, paper, due_on)
    if waiver is not None:
        facts: dict[str, object] = {"by": waiver.by, "why": waiver.why}
        return Standing(duty, State.WAIVED, _reason(_WAIVED, duty, facts), due_on)
    if is_excused:
        facts = {"opens_on": duty.opens_on, "due_on": due_on}
        return Standing(duty, State.EXCUSED, _reason(_EXCUSED, duty, facts), due_on)
    return _open(duty, due_on, today)


def _met(duty: Duty, paper: Evidence, due_on: date) -> Standing:
    late = (paper.on - due_on).days
    facts: dict[str, object] = {"on": paper.on, "due_on": due_on, "days": late}
    reason = _reason(_MET_LATE if late > 0 else _MET, duty, facts)
    return Standing(duty, State.MET, reason, due_on, paper.ref, paper.on, late > 0)


def _open(duty: Duty, due_on: date, today: date) -> Standing:
    facts: dict[str, object] = {"due_on": due_on, "days": abs((due_on - today).days)}
    if today > due_on:
        return Standing(duty, State.OVERDUE, _reason(_OVERDUE, duty, facts), due_on)
    if today >= duty.shows_on:
        return Standing(duty, State.DUE, _reason(_DUE, duty, facts), due_on)
    facts["shows_on"] = duty.shows_on
    return Standing(duty, State.UPCOMING, _reason(_UPCOMING, duty, facts), due_on)


def _reason(text: str, duty: Duty, facts: dict[str, object]) -> Reason:
    return Reason(text, facts, duty.duty, duty.clause)

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
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final, NamedTuple

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


class Standing(NamedTuple):
    """Where one duty stands: `due_on` is its due day after leaves, `reason` says why.

    `settled_by` and `settled_on` are the record that settled it, `is_late` whether it came late.
    """

    duty: Duty
    state: State
    due_on: date
    today: date
    settled_by: str = ""
    settled_on: date | None = None
    is_late: bool = False
    waiver: Waiver | None = None

    @property
    def reason(self) -> Reason:
        """Why it stands so: put into words when it is asked for, since there may be very many."""
        text, facts = _WORDS[self.state](self)
        return Reason(text, facts, self.duty.duty, self.duty.clause)


class Series(NamedTuple):
    """The occurrences of one duty in order, their due days, and their places in the answer."""

    duties: tuple[Duty, ...]
    due_days: tuple[date, ...]
    places: tuple[int, ...]


class Prepared(NamedTuple):
    """Duties sorted once, for many placements that owe the same; `size` is how many."""

    size: int
    series: tuple[Series, ...]


def prepared(duties: Iterable[Duty]) -> Prepared:
    """Sort duties for `stand`; they may come in any order."""
    ordered = sorted(duties, key=lambda duty: (duty.due_on, duty.duty))
    places: dict[str, list[int]] = {}
    for place, duty in enumerate(ordered):
        places.setdefault(duty.duty, []).append(place)
    series = [
        Series(tuple(ordered[n] for n in some), tuple(ordered[n].due_on for n in some), tuple(some))
        for some in places.values()
    ]
    return Prepared(len(ordered), tuple(series))


def standing(
    duties: Iterable[Duty],
    evidence: Iterable[Evidence],
    waivers: Iterable[Waiver],
    leaves: Iterable[Leave],
    today: date,
) -> list[Standing]:
    """Give the standing of every duty on `today`, sorted by the duty's due day, then by duty."""
    return stand(prepared(duties), evidence, waivers, leaves, today)


def stand(
    owed: Prepared,
    evidence: Iterable[Evidence],
    waivers: Iterable[Waiver],
    leaves: Iterable[Leave],
    today: date,
) -> list[Standing]:
    """Give what `standing` gives, of duties that were sorted before."""
    papers: dict[str, list[Evidence]] = {}
    for paper in evidence:
        papers.setdefault(paper.kind, []).append(paper)
    waived: dict[str, list[Waiver]] = {}
    for waiver in waivers:
        waived.setdefault(waiver.duty, []).append(waiver)
    absences = _joined(leaves)
    found: dict[int, Standing] = {}
    for series in owed.series:
        first = series.duties[0]
        mine = [paper for kind in first.evidence for paper in papers.get(kind, ())]
        let_go = waived.get(first.duty, ())
        away = absences if first.paused_by_leave else ()
        if mine or let_go or away:
            stood: Iterable[Standing] = _series_standing(series, mine, let_go, away, today)
        else:
            stood = [_open(duty, duty.due_on, today) for duty in series.duties]
        found.update(zip(series.places, stood, strict=True))
    return [found[place] for place in range(owed.size)]


def unused_waivers(duties: Iterable[Duty], waivers: Iterable[Waiver]) -> list[Waiver]:
    """Give the waivers of duties that are no longer owed, so that none vanishes unseen."""
    owed = {duty.duty for duty in duties}
    return sorted(waiver for waiver in waivers if waiver.duty not in owed)


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
    series: Series,
    papers: Sequence[Evidence],
    waivers: Sequence[Waiver],
    leaves: Sequence[Leave],
    today: date,
) -> list[Standing]:
    due_days: Sequence[date] = series.due_days
    excused: set[int] = set()
    moved = due_days
    if leaves:
        moved = []
        for place, duty in enumerate(series.duties):
            is_excused, due_on = _after_leave(duty, leaves)
            moved.append(due_on)
            if is_excused:
                excused.add(place)
    settled = _settled(papers, due_days, moved, excused)
    released = {_place(due_days, waiver.due_on): waiver for waiver in sorted(waivers, reverse=True)}
    return [
        _stand(duty, settled.get(n), released.get(n), n in excused, moved[n], today)
        for n, duty in enumerate(series.duties)
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
        is_late = paper.on > due_on
        return Standing(duty, State.MET, due_on, today, paper.ref, paper.on, is_late)
    if waiver is not None:
        return Standing(duty, State.WAIVED, due_on, today, waiver=waiver)
    if is_excused:
        return Standing(duty, State.EXCUSED, due_on, today)
    return _open(duty, due_on, today)


def _open(duty: Duty, due_on: date, today: date) -> Standing:
    if today > due_on:
        return Standing(duty, State.OVERDUE, due_on, today)
    if today >= duty.shows_on:
        return Standing(duty, State.DUE, due_on, today)
    return Standing(duty, State.UPCOMING, due_on, today)


Words = tuple[str, dict[str, object]]


def _days(one: Standing) -> dict[str, object]:
    return {"due_on": one.due_on, "days": abs((one.due_on - one.today).days)}


def _met_words(one: Standing) -> Words:
    on = one.settled_on or one.due_on
    facts = {"on": on, "due_on": one.due_on, "days": (on - one.due_on).days}
    return (_MET_LATE if one.is_late else _MET), facts


def _waived_words(one: Standing) -> Words:
    let_go = one.waiver
    return _WAIVED, {"by": let_go.by, "why": let_go.why} if let_go else {}


_WORDS: Final[Mapping[State, Callable[[Standing], Words]]] = {
    State.MET: _met_words,
    State.WAIVED: _waived_words,
    State.EXCUSED: lambda one: (
        _EXCUSED,
        {"opens_on": one.duty.opens_on, "due_on": one.due_on},
    ),
    State.OVERDUE: lambda one: (_OVERDUE, _days(one)),
    State.DUE: lambda one: (_DUE, _days(one)),
    State.UPCOMING: lambda one: (_UPCOMING, {**_days(one), "shows_on": one.duty.shows_on}),
}

"""Stages of an examined selection: scores, the line, the reserve, the funnel (004-54 … 004-56).

Everyone who enters a stage leaves it with exactly one outcome and its reason. Scores are
`Decimal`, never float. This is the only place of the product where persons are put in order by a
number, and only inside one post's competition of one stage.

Arithmetic: a total is the weighted mean of the scores so far, Σ weight·score / Σ weight over the
stages already held, rounded half up to two decimals, as it is posted; the posted total decides.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from types import MappingProxyType

from dunmiao.engine.charter.entities import Stage
from dunmiao.engine.reasons import Reason, gettext_noop

_CENT = Decimal("0.01")
_HUNDRED = Decimal(100)
_NO_TIE: tuple[Decimal, ...] = ()


class Result(StrEnum):
    """How a person leaves a stage."""

    PASSED = "passed"
    RESERVE = "reserve"
    OUT = "out"


class Why(StrEnum):
    """Why a person is out, in short, for the funnel; the full sentence is the outcome's reason."""

    ABSENT = "absent"
    BELOW_MARK = "below_mark"
    BELOW_LINE = "below_line"
    NOT_PASSED = "not_passed"
    WITHDRAWN = "withdrawn"
    NOT_PLACED = "not_placed"
    NOT_CHOSEN = "not_chosen"
    OBJECTION = "objection"


WHY_LABELS: Mapping[Why, str] = MappingProxyType(
    {
        Why.ABSENT: gettext_noop("Absent"),
        Why.BELOW_MARK: gettext_noop("Below the pass mark"),
        Why.BELOW_LINE: gettext_noop("Below the line"),
        Why.NOT_PASSED: gettext_noop("Did not pass the check"),
        Why.WITHDRAWN: gettext_noop("Withdrew"),
        Why.NOT_PLACED: gettext_noop("No post for them in the plan"),
        Why.NOT_CHOSEN: gettext_noop("Not chosen by the committee"),
        Why.OBJECTION: gettext_noop("An objection was upheld"),
    }
)


@dataclass(frozen=True, slots=True)
class Entrant:
    """A person who enters a stage, competing for `post` ("" where all compete for all places).

    `earlier` holds the scores of the stages before; `tie_facts` the numbers that may decide a tie
    (grassroots_months, service_years, age); the higher goes first.
    """

    person: str
    post: str = ""
    name: str = ""
    earlier: Mapping[str, Decimal] = field(default_factory=lambda: MappingProxyType({}))
    tie_facts: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True)
class Mark:
    """What one person brought home from a stage: a score, a yes or no, an absence, a withdrawal.

    A score of 0 is a score. `note` is the reason a person gave for a no or a withdrawal.
    """

    score: Decimal | None = None
    is_passed: bool | None = None
    is_absent: bool = False
    is_withdrawn: bool = False
    note: str = ""

    @property
    def is_empty(self) -> bool:
        """Say that nothing was entered."""
        return (
            self.score is None
            and self.is_passed is None
            and not (self.is_absent or self.is_withdrawn)
        )


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one person left one stage.

    `total` is the posted total and `place` the place inside the post's competition (1 first, the
    tied share it); both None where nothing was ranked.
    """

    person: str
    post: str
    result: Result
    reason: Reason
    why: Why | None = None
    score: Decimal | None = None
    total: Decimal | None = None
    place: int | None = None


@dataclass(frozen=True)
class StageResult:
    """The outcomes of one stage, one per entrant, sorted by post, place and person."""

    stage: str
    name: str
    outcomes: tuple[Outcome, ...]
    warnings: tuple[Reason, ...] = ()

    def persons(self, result: Result) -> tuple[str, ...]:
        """Give the persons who left with `result`, in order."""
        return tuple(found.person for found in self.outcomes if found.result == result)

    @property
    def passed(self) -> tuple[str, ...]:
        """Give the persons who go on."""
        return self.persons(Result.PASSED)

    def of(self, person: str) -> Outcome:
        """Give one person's outcome; KeyError when the person did not enter."""
        for found in self.outcomes:
            if found.person == person:
                return found
        raise KeyError(person)


class SelectionError(ValueError):
    """A stage cannot be closed; `reasons` say what is missing or impossible."""

    def __init__(self, reasons: Sequence[Reason]) -> None:
        """Keep the reasons, and join them as the message."""
        super().__init__("; ".join(map(str, reasons)))
        self.reasons = tuple(reasons)


@dataclass(frozen=True, slots=True)
class _Ranked:
    entrant: Entrant
    score: Decimal | None
    total: Decimal
    tie: tuple[Decimal, ...]

    @property
    def rank(self) -> tuple[Decimal, tuple[Decimal, ...]]:
        return (self.total, self.tie)


def total_score(
    scores: Mapping[str, Decimal], weights: Mapping[str, int], last: str = ""
) -> Decimal | None:
    """Give the weighted mean of the weighted stages in `scores`, to two decimals, half up.

    Without any weight it is the score of the stage `last` itself; None when there is none.
    """
    held = [key for key in scores if weights.get(key, 0) > 0]
    if not held:
        return scores[last].quantize(_CENT, ROUND_HALF_UP) if last in scores else None
    weight = sum(weights[key] for key in held)
    points = sum((scores[key] * weights[key] for key in held), Decimal(0))
    return (points / weight).quantize(_CENT, ROUND_HALF_UP)


def _problems(
    stage: Stage, entrants: Sequence[Entrant], marks: Mapping[str, Mark], places: Mapping[str, int]
) -> list[Reason]:
    names = {entrant.person: entrant.name or entrant.person for entrant in entrants}
    twice = [person for person, n in Counter(e.person for e in entrants).items() if n > 1]
    found = [
        Reason(gettext_noop("%(person)s stands in this stage twice."), {"person": names[person]})
        for person in sorted(twice)
    ]
    strangers = sorted(set(marks) - {entrant.person for entrant in entrants})
    text = gettext_noop("%(person)s has a score but did not enter this stage.")
    found += [Reason(text, {"person": person}) for person in strangers]
    text = gettext_noop("Nothing is entered for %(person)s: a score, or absent, or withdrawn.")
    empty = [e.person for e in entrants if marks.get(e.person, Mark()).is_empty]
    found += [Reason(text, {"person": names[person]}) for person in sorted(empty)]
    text = gettext_noop("The score of %(person)s must lie between 0 and 100, not %(score)s.")
    for person, mark in sorted(marks.items()):
        if mark.score is not None and not (0 <= mark.score <= _HUNDRED):
            found.append(Reason(text, {"person": names.get(person, person), "score": mark.score}))
    if stage.ratio is not None:
        text = gettext_noop("How many places has the post %(post)s? The line needs it.")
        missing = sorted({e.post for e in entrants} - set(places))
        found += [Reason(text, {"post": post}) for post in missing]
    return found


def _out(entrant: Entrant, mark: Mark, why: Why, reason: Reason) -> Outcome:
    return Outcome(entrant.person, entrant.post, Result.OUT, reason, why, mark.score)


def _refusal(stage: Stage, entrant: Entrant, mark: Mark) -> Outcome | None:
    """Give the outcome of a person who is out before any line is drawn."""
    facts: dict[str, object] = {"stage": stage.name, "note": mark.note or "—"}
    if mark.is_withdrawn:
        text = gettext_noop("Withdrew in the stage %(stage)s: %(note)s.")
        return _out(entrant, mark, Why.WITHDRAWN, Reason(text, facts, stage.key, stage.clause))
    if mark.is_absent and not stage.may_be_absent:
        text = gettext_noop("Absent from %(stage)s: %(note)s.")
        return _out(entrant, mark, Why.ABSENT, Reason(text, facts, stage.key, stage.clause))
    if mark.is_passed is False:
        text = gettext_noop("Did not pass %(stage)s: %(note)s.")
        return _out(entrant, mark, Why.NOT_PASSED, Reason(text, facts, stage.key, stage.clause))
    if stage.pass_mark is not None and mark.score is not None and mark.score < stage.pass_mark:
        text = gettext_noop("%(score)s in %(stage)s, pass mark %(pass_mark)d.")
        facts |= {"score": mark.score, "pass_mark": stage.pass_mark}
        return _out(entrant, mark, Why.BELOW_MARK, Reason(text, facts, stage.key, stage.clause))
    return None


def _rank(stage: Stage, entrant: Entrant, mark: Mark, weights: Mapping[str, int]) -> _Ranked:
    scores = dict(entrant.earlier)
    if mark.score is not None:
        scores[stage.key] = mark.score
    elif mark.is_absent:
        # who may stay away has nothing for the stage, and no advantage from it
        scores[stage.key] = Decimal(0)
    total = total_score(scores, weights, stage.key)
    values = (scores.get(key, Decimal(entrant.tie_facts.get(key, 0))) for key in stage.tie_order)
    tie = tuple(values) if stage.ties == "order" else _NO_TIE
    return _Ranked(entrant, mark.score, Decimal(0) if total is None else total, tie)


def _line(ranked: Sequence[_Ranked], places: int) -> int:
    """Give how many of the ranked come in: `places`, and all who are tied with the last of them."""
    if places <= 0 or len(ranked) <= places:
        return max(0, min(places, len(ranked)))
    last = ranked[places - 1].rank
    return places + sum(1 for other in ranked[places:] if other.rank == last)


def _settle(
    stage: Stage, place: int, row: _Ranked, result: Result, facts: dict[str, object]
) -> Outcome:
    text = {
        Result.PASSED: gettext_noop("%(total)s in all, place %(place)d; %(line)d go on from here."),
        Result.RESERVE: gettext_noop(
            "%(total)s in all, place %(place)d; in reserve below the line of %(line)d."
        ),
        Result.OUT: gettext_noop("%(total)s in all, place %(place)d; %(line)d go on from here."),
    }[result]
    reason = Reason(text, facts | {"total": row.total, "place": place}, stage.key, stage.clause)
    why = Why.BELOW_LINE if result == Result.OUT else None
    entrant = row.entrant
    return Outcome(entrant.person, entrant.post, result, reason, why, row.score, row.total, place)


def _cut_post(stage: Stage, rows: Iterable[_Ranked], wanted: int) -> list[Outcome]:
    ranked = sorted(rows, key=lambda row: row.entrant.person)
    ranked.sort(key=lambda row: row.rank, reverse=True)
    passed = _line(ranked, wanted)
    kept = passed + _line(ranked[passed:], stage.reserve)
    outcomes = []
    place = 0
    for index, row in enumerate(ranked):
        if index == 0 or row.rank != ranked[index - 1].rank:
            place = index + 1
        result = Result.PASSED if index < passed else Result.RESERVE if index < kept else Result.OUT
        outcomes.append(_settle(stage, place, row, result, {"line": wanted}))
    return outcomes


def _pass_unranked(
    stage: Stage, entrant: Entrant, mark: Mark, weights: Mapping[str, int]
) -> Outcome:
    facts = {"stage": stage.name}
    reason = Reason(gettext_noop("Passed %(stage)s."), facts, stage.key, stage.clause)
    total = None if mark.score is None else _rank(stage, entrant, mark, weights).total
    return Outcome(entrant.person, entrant.post, Result.PASSED, reason, None, mark.score, total)


def _sorted(outcomes: Iterable[Outcome]) -> tuple[Outcome, ...]:
    return tuple(sorted(outcomes, key=lambda o: (o.post, o.place is None, o.place or 0, o.person)))


def cut(
    stage: Stage,
    entrants: Sequence[Entrant],
    marks: Mapping[str, Mark],
    quota_by_post: Mapping[str, int],
    weights: Mapping[str, int],
) -> StageResult:
    """Close one stage: who goes on, who stands in reserve, who is out, each with the reason.

    `marks` are by person; `quota_by_post` gives the places of each post (of "" where all compete
    together); `weights` the percent of each stage. A post sends on ratio × places persons, and
    all who are tied with the last of them after the charter's tie rule; no lot is drawn.
    SelectionError: a mark is missing, a score outside 0–100, a person there twice.
    """
    problems = _problems(stage, entrants, marks, quota_by_post)
    if problems:
        raise SelectionError(problems)
    refusals = {e.person: _refusal(stage, e, marks[e.person]) for e in entrants}
    outcomes = [refusal for refusal in refusals.values() if refusal is not None]
    remaining = [entrant for entrant in entrants if refusals[entrant.person] is None]
    if stage.ratio is None:
        outcomes += [_pass_unranked(stage, e, marks[e.person], weights) for e in remaining]
        return StageResult(stage.key, stage.name, _sorted(outcomes))
    warnings: list[Reason] = []
    for post, places in sorted(quota_by_post.items()):
        rows = [_rank(stage, e, marks[e.person], weights) for e in remaining if e.post == post]
        outcomes += _cut_post(stage, rows, stage.ratio * places)
        warnings += _too_few(stage, post, len(rows), stage.ratio * places)
    return StageResult(stage.key, stage.name, _sorted(outcomes), tuple(warnings))


def _too_few(stage: Stage, post: str, has: int, wanted: int) -> list[Reason]:
    if has >= wanted:
        return []
    text = gettext_noop(
        "%(has)d persons are left for the post %(post)s, the ratio %(ratio)d:1 asks for %(wanted)d."
    )
    facts = {"has": has, "post": post or "—", "ratio": stage.ratio, "wanted": wanted}
    return [Reason(text, facts, stage.key, stage.clause)]

"""What happens between and after the stages: replacement from the reserve, and the funnel."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from dunmiao.engine.reasons import Reason, gettext_noop
from dunmiao.engine.selection import Outcome, Result, SelectionError, StageResult, Why


@dataclass(frozen=True, slots=True)
class FunnelRow:
    """One stage in the funnel: entered = passed + reserve + Σ left."""

    stage: str
    name: str
    entered: int
    passed: int
    reserve: int
    left: Mapping[Why, int]


def withdraw(result: StageResult, person: str, note: str, places: Mapping[str, int]) -> StageResult:
    """Let a person who had passed go, and the next in reserve of the same post move up.

    `places` says how many each post sends on: nobody moves up while ties fill it anyway. Those
    tied at the head of the reserve move up together. KeyError: not in this stage. SelectionError:
    the person is out already.
    """
    gone = result.of(person)
    if gone.result == Result.OUT:
        text = gettext_noop("%(person)s is out of the stage %(stage)s already.")
        raise SelectionError([Reason(text, {"person": person, "stage": result.name})])
    text = gettext_noop("Withdrew after %(stage)s: %(note)s.")
    reason = Reason(text, {"stage": result.name, "note": note}, result.stage)
    left = replace(gone, result=Result.OUT, why=Why.WITHDRAWN, reason=reason)
    outcomes = [left if outcome.person == person else outcome for outcome in result.outcomes]
    moving = _moving_up(outcomes, gone.post, places.get(gone.post, 0))
    moved = [_move_up(one, person) if one.person in moving else one for one in outcomes]
    return replace(result, outcomes=tuple(moved))


def _moving_up(outcomes: Sequence[Outcome], post: str, places: int) -> set[str]:
    here = [outcome for outcome in outcomes if outcome.post == post]
    reserve = [outcome for outcome in here if outcome.result == Result.RESERVE]
    if not reserve or sum(outcome.result == Result.PASSED for outcome in here) >= places:
        return set()
    first = min(outcome.place or 0 for outcome in reserve)
    return {outcome.person for outcome in reserve if outcome.place == first}


def _move_up(outcome: Outcome, instead_of: str) -> Outcome:
    text = gettext_noop("Moved up from the reserve (place %(place)d) for %(person)s, who withdrew.")
    facts = {"place": outcome.place, "person": instead_of}
    reason = Reason(text, facts, outcome.reason.rule, outcome.reason.clause)
    return replace(outcome, result=Result.PASSED, reason=reason)


def funnel(results: Sequence[StageResult]) -> tuple[FunnelRow, ...]:
    """Give one row per stage, in the order given (004-54); sums are true by construction."""
    return tuple(
        FunnelRow(
            stage=result.stage,
            name=result.name,
            entered=len(result.outcomes),
            passed=len(result.persons(Result.PASSED)),
            reserve=len(result.persons(Result.RESERVE)),
            left=Counter(found.why for found in result.outcomes if found.why is not None),
        )
        for result in results
    )


def lost(results: Sequence[StageResult]) -> tuple[Reason, ...]:
    """Name everyone who passed a stage and is not in the next, or is there without passing.

    A sound selection gives an empty tuple; pages show the sentences as an error of the record.
    """
    found: list[Reason] = []
    gone = gettext_noop("%(person)s passed %(before)s but does not stand in %(after)s.")
    new = gettext_noop("%(person)s stands in %(after)s without having passed %(before)s.")
    for before, after in pairwise(results):
        passed, entered = set(before.passed), {outcome.person for outcome in after.outcomes}
        facts = {"before": before.name, "after": after.name}
        found += [Reason(gone, {**facts, "person": one}) for one in sorted(passed - entered)]
        found += [Reason(new, {**facts, "person": one}) for one in sorted(entered - passed)]
    return tuple(found)

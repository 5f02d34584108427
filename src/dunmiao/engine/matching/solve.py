"""From an instance to a plan: proven optimal where that can be, with a valid bound always."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace

from dunmiao.engine.matching.conflict import OutOfTime, completion, smallest_conflict
from dunmiao.engine.matching.flow import best_assignment
from dunmiao.engine.matching.instance import TEAM_KINDS, Instance, Ints
from dunmiao.engine.matching.integer import Answer, solve_model
from dunmiao.engine.matching.large import solve_large
from dunmiao.engine.matching.plan import Plan
from dunmiao.engine.matching.repair import repaired
from dunmiao.engine.matching.rows import build_model
from dunmiao.engine.matching.valuing import Teams, parts_of

LARGE = 40_000  # pairs beyond which the whole model is not given to the integer solver at once


@dataclass(frozen=True, eq=False)
class Found:
    """A rule-keeping choice of pairs (their numbers), its value and an upper bound of any."""

    chosen: Ints
    value: int
    bound: int
    is_stopped: bool = False

    def improved(self, instance: Instance, answer: Answer) -> Found:
        """Take the better plan and the lower bound of an answer, if they are sound."""
        chosen, value = self.chosen, self.value
        if answer.chosen is not None and not any(Teams(instance, answer.chosen).breaches()):
            found = parts_of(instance, answer.chosen).value
            if found >= value:
                chosen, value = answer.chosen, found
        bound = self.bound if answer.bound is None else min(self.bound, answer.bound)
        is_stopped = self.is_stopped or answer.is_stopped
        return Found(chosen, value, bound if bound >= value else self.bound, is_stopped)


def solve(instance: Instance, seconds: float | None = None) -> Plan:
    """Place the persons for the greatest value within the time (None: until proven).

    The same instance gives the same plan wherever it ends optimal or infeasible, however it was
    ordered. The network flow runs to its end, since it takes seconds for 100,000 persons.
    """
    started = time.monotonic()
    until = None if seconds is None else started + seconds
    try:
        settled = completion(instance, instance.rules, until)
        if settled is None:
            conflict = tuple(smallest_conflict(instance, until))
            return Plan("infeasible", conflict=conflict, seconds=time.monotonic() - started)
    except OutOfTime:
        return Plan("unknown", seconds=time.monotonic() - started, stopped_by="time")
    found = _best(instance, settled, until)
    persons, posts = instance.persons, instance.posts
    pairs = zip(
        instance.pair_person[found.chosen].tolist(),
        instance.pair_post[found.chosen].tolist(),
        strict=True,
    )
    is_optimal = found.value == found.bound
    return Plan(
        "optimal" if is_optimal else "feasible",
        tuple((persons[person].id, posts[post].id) for person, post in pairs),
        parts_of(instance, found.chosen),
        found.bound,
        seconds=time.monotonic() - started,
        stopped_by="time" if found.is_stopped and not is_optimal else "",
    )


def relaxed(instance: Instance, wished: Ints) -> int:
    """Give the value of a flow's optimum as an upper bound: team rules and areas left out."""
    parts = parts_of(instance.with_rules(()), wished)
    return parts.value


def _best(instance: Instance, settled: Ints, until: float | None) -> Found:
    """Solve the flow, then, where it breaks a team rule, the whole model."""
    wished = best_assignment(instance)
    bound = relaxed(instance, wished)
    if not instance.has_team_rules or not any(Teams(instance, wished).breaches(TEAM_KINDS)):
        value = parts_of(instance, wished).value
        if value == bound:
            return Found(wished, value, bound)
    start = repaired(instance, wished, settled)
    found = Found(start, parts_of(instance, start).value, bound)
    if found.value == bound:
        return found
    if until is not None and time.monotonic() >= until:
        return replace(found, is_stopped=True)
    model = build_model(instance)
    if len(instance.pair_person) <= LARGE:
        return found.improved(instance, solve_model(model, start, left(until)))
    for answer in solve_large(instance, model, found.chosen, settled, until):
        found = found.improved(instance, answer)
    return found


def left(until: float | None) -> float | None:
    """Give the seconds left, None if there is no end."""
    return None if until is None else until - time.monotonic()

"""Why a person is placed as they are: for every other post the rule, or what it would cost."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from dunmiao.engine.matching.conflict import OutOfTime, completion, smallest_conflict
from dunmiao.engine.matching.forcing import ForcedRelaxation
from dunmiao.engine.matching.instance import TEAM_KINDS, Forbid, Instance, Ints, Pin
from dunmiao.engine.matching.residual import Alternatives
from dunmiao.engine.matching.solve import LARGE, relaxed, solve
from dunmiao.engine.matching.valuing import Teams, parts_of
from dunmiao.engine.reasons import Reason, gettext_noop

BARRED = gettext_noop("Barred by %(rule)s.")
NOT_ELIGIBLE = gettext_noop("Not eligible for this post.")
FORBIDDEN = gettext_noop("The rule %(rule)s forbids it.")
PINNED = gettext_noop("The rule %(rule)s keeps the person in %(post)s.")
CLASH = gettext_noop("Together with %(rules)s it cannot be.")
FULL = gettext_noop("The post takes nobody.")
EXACT = gettext_noop("Everything else arranged as well as can be, the plan would lose %(cost)s.")
AT_LEAST = gettext_noop("The plan would lose at least %(cost)s; the exact loss is not known.")

SMALL = 400  # persons up to which a forced placement is solved anew under team rules
SECONDS = 60.0


@dataclass(frozen=True)
class Move:
    """One person who changes place; an empty id is "not placed"."""

    person: str
    from_post: str
    to_post: str


@dataclass(frozen=True)
class Elsewhere:
    """Why not at `post`. `kind` is barred, not eligible, rule or cost.

    `cost` is the value lost by the move; `cost_kind` says whether it is "exact" or "lower bound";
    None where forcing is impossible, and then `rules` are why. `held_by` are those placed there now
    with their score, for the department's eyes.
    """

    post: str
    kind: str
    reason: Reason
    rules: tuple[str, ...] = ()
    cost: int | None = None
    cost_kind: str = ""
    chain: tuple[Move, ...] = ()
    score: int | None = None
    held_by: tuple[tuple[str, int], ...] = ()

    def as_json(self) -> dict[str, object]:
        """Give the row as a JSON object."""
        row: dict[str, object] = {"post": self.post, "kind": self.kind, "why": str(self.reason)}
        if self.rules:
            row |= {"rule": ", ".join(self.rules), "rules": list(self.rules)}
        if self.kind in ("rule", "cost"):
            row["cost"] = self.cost
        if self.kind == "cost":
            row["cost_kind"] = self.cost_kind or None
            row["chain"] = [
                {"person": move.person, "from": move.from_post or None, "to": move.to_post or None}
                for move in self.chain
            ]
            row["score"] = self.score
        row["held_by"] = [{"person": person, "score": score} for person, score in self.held_by]
        return row


@dataclass(frozen=True)
class Explanation:
    """Where one person is placed ("" if nowhere), the parts of the score, and every other post."""

    person: str
    post: str
    parts: Mapping[str, int]
    elsewhere: tuple[Elsewhere, ...]

    def as_json(self) -> dict[str, object]:
        """Give the explanation as a JSON document."""
        return {
            "person": self.person,
            "post": self.post or None,
            "parts": dict(self.parts),
            "elsewhere": [row.as_json() for row in self.elsewhere],
        }


def explain(
    instance: Instance,
    chosen: Ints,
    person: int,
    bound: int | None = None,
    seconds: float = SECONDS,
) -> Explanation:
    """Explain one person (by number) in a plan (its pairs, sound: see plan.read_assignments).

    A cost is exact where no team rule binds; under team rules it is exact on a board of at most 400
    persons as far as `seconds` reach, and otherwise a lower bound: from the relaxation with all
    rules, on the largest boards from the flow without the team rules.
    `bound` is the plan's: no plan is worth more, so a plan known to be optimal loses at least 0.
    """
    until = time.monotonic() + seconds
    return _Explainer(instance, chosen, person, bound, until).explanation()


class _Explainer:
    def __init__(
        self, instance: Instance, chosen: Ints, person: int, bound: int | None, until: float
    ) -> None:
        self.instance, self.chosen, self.person = instance, chosen, person
        self.bound, self.until = bound, until
        self.value = parts_of(instance, chosen).value
        self.alternatives = Alternatives(instance, person, chosen)
        # With team rules in play this is what the best plan without them is worth.
        self.best = relaxed(instance, self.alternatives.base)
        pairs, posts = instance.pair_person[chosen].tolist(), instance.pair_post[chosen].tolist()
        self.place = dict(zip(pairs, posts, strict=True))
        self.holders: dict[int, list[tuple[str, int]]] = {}
        for pair in chosen.tolist():
            name = instance.persons[int(instance.pair_person[pair])].id
            row = self.holders.setdefault(int(instance.pair_post[pair]), [])
            row.append((name, int(instance.worth[pair])))
        self.pin = next((pin for pin in instance.of_kind(Pin) if pin.person == person), None)
        forbids = [rule for rule in instance.of_kind(Forbid) if rule.person == person]
        self.forbids = {rule.post: rule for rule in reversed(forbids)}
        self.barred: dict[int, list[str]] = {}
        for each in instance.barred:
            if each.person == person:
                self.barred.setdefault(each.post, []).append(each.rule)

    def explanation(self) -> Explanation:
        here = self.place.get(self.person, -1)
        rows = [self.row(post) for post in range(len(self.instance.posts)) if post != here]
        return Explanation(
            self.instance.persons[self.person].id,
            self.instance.posts[here].id if here >= 0 else "",
            self.parts(here),
            tuple(self.costed(rows)),
        )

    def parts(self, here: int) -> dict[str, int]:
        """Give the person's own terms of the value."""
        weights = self.instance.weights
        if here < 0:
            return {
                "fit": 0,
                "preference": 0,
                "unplaced": -weights.unplaced,
                "score": -weights.unplaced,
            }
        pair = self.instance.find_pair(self.person, here)
        points = int(self.instance.points[pair])
        return {
            "fit": int(self.instance.pair_fit[pair]),
            "preference": weights.preference * points,
            "person_points": int(self.instance.person_points[pair]),
            "post_points": int(self.instance.post_points[pair]),
            "unplaced": 0,
            "score": int(self.instance.worth[pair]),
        }

    def row(self, post: int) -> Elsewhere:
        """Say why not there as far as one look tells; a cost is left to be worked out."""
        name = self.instance.posts[post].id
        holders = tuple(self.holders.get(post, ()))
        if post in self.barred:
            rules = tuple(self.barred[post])
            reason = Reason(BARRED, {"rule": ", ".join(rules)})
            return Elsewhere(name, "barred", reason, rules, held_by=holders)
        pair = self.instance.find_pair(self.person, post)
        if pair < 0:
            return Elsewhere(name, "not eligible", Reason(NOT_ELIGIBLE), held_by=holders)
        score = int(self.instance.worth[pair])
        if post in self.forbids:
            rule = self.forbids[post].id
            reason = Reason(FORBIDDEN, {"rule": rule}, rule)
            return Elsewhere(name, "rule", reason, (rule,), score=score, held_by=holders)
        if self.pin is not None:
            facts = {"rule": self.pin.id, "post": self.instance.posts[self.pin.post].id}
            reason = Reason(PINNED, facts, self.pin.id)
            return Elsewhere(name, "rule", reason, (self.pin.id,), score=score, held_by=holders)
        return Elsewhere(name, "cost", Reason(FULL), score=score, held_by=holders)

    def costed(self, rows: list[Elsewhere]) -> Iterator[Elsewhere]:
        """Work out the costs, sharing the time that is left evenly."""
        to_do = sum(row.kind == "cost" for row in rows)
        for row in rows:
            if row.kind != "cost":
                yield row
                continue
            share = max(0.0, self.until - time.monotonic()) / to_do
            to_do -= 1
            yield self.cost(row, share)

    def cost(self, row: Elsewhere, seconds: float) -> Elsewhere:
        post = self.instance.post_numbers[row.post]
        pair = self.instance.find_pair(self.person, post)
        forced = Pin("", self.person, post)
        found = self.alternatives.force(pair)
        until = time.monotonic() + max(1.0, seconds)
        if found is None or not self.may_hold(forced, until):
            return self.impossible(row, forced, until)
        loss, after = found
        most = self.best - loss
        is_kept = not any(Teams(self.instance, after).breaches(TEAM_KINDS))
        if is_kept and parts_of(self.instance, after).value == most:
            return self.exact(row, most, after)
        relaxed_most = self.relaxation.bound(pair) if self.relaxation is not None else None
        most = most if relaxed_most is None else min(most, relaxed_most)
        if len(self.instance.persons) > SMALL or seconds <= 0:
            return self.at_least(row, most)
        return self.solved_anew(row, forced, most, seconds)

    @cached_property
    def relaxation(self) -> ForcedRelaxation | None:
        """Give the relaxation with all rules, None where it would take too long."""
        is_large = len(self.instance.pair_person) > LARGE
        return None if is_large else ForcedRelaxation(self.instance)

    def may_hold(self, forced: Pin, until: float) -> bool:
        """Tell whether the rules leave room for the pair, as far as is known in time."""
        if not self.instance.has_team_rules:
            return True  # the flow says all
        try:
            return completion(self.instance, [*self.instance.rules, forced], until) is not None
        except OutOfTime:
            return True

    def impossible(self, row: Elsewhere, forced: Pin, until: float) -> Elsewhere:
        if not self.instance.posts[forced.post].max:
            return row
        try:
            rules = tuple(smallest_conflict(self.instance, until, always=[forced]))
        except OutOfTime:
            rules = ()
        return replace(row, rules=rules, reason=Reason(CLASH, {"rules": ", ".join(rules)}))

    def solved_anew(self, row: Elsewhere, forced: Pin, most: int, seconds: float) -> Elsewhere:
        """Solve the whole board with the pair pinned."""
        again = solve(self.instance.with_rules((*self.instance.rules, forced)), seconds)
        if again.bound is None:
            return self.at_least(row, most)
        if again.status != "optimal":
            return self.at_least(row, min(most, again.bound))
        return self.exact(row, again.bound, read_pairs(self.instance, again.assignments))

    def exact(self, row: Elsewhere, value: int, after: Ints) -> Elsewhere:
        cost = self.value - value
        chain = moves(self.instance, self.chosen, after, self.person)
        reason = Reason(EXACT, {"cost": cost})
        return replace(row, cost=cost, cost_kind="exact", chain=chain, reason=reason)

    def at_least(self, row: Elsewhere, most: int) -> Elsewhere:
        cost = self.value - (most if self.bound is None else min(most, self.bound))
        reason = Reason(AT_LEAST, {"cost": cost})
        return replace(row, cost=cost, cost_kind="lower bound", reason=reason)


def read_pairs(instance: Instance, assignments: tuple[tuple[str, str], ...]) -> Ints:
    """Give the pair numbers of assignments by id."""
    persons, posts = instance.person_numbers, instance.post_numbers
    table = np.array([(persons[who], posts[where]) for who, where in assignments], dtype=np.int64)
    table = table.reshape(-1, 2)
    return instance.find_pairs(table[:, 0], table[:, 1])


def moves(instance: Instance, before: Ints, after: Ints, first: int = -1) -> tuple[Move, ...]:
    """Give who changes place between two plans: `first`, then who leaves the post just entered."""
    old, new = _places(instance, before), _places(instance, after)
    waiting = sorted(who for who in old.keys() | new.keys() if old.get(who) != new.get(who))
    ordered: list[int] = []
    following = first if first in waiting else (waiting[0] if waiting else -1)
    while waiting:
        waiting.remove(following)
        ordered.append(following)
        entered = new.get(following)
        leaving = [who for who in waiting if entered is not None and old.get(who) == entered]
        following = (leaving or waiting or [-1])[0]
    names = {-1: "", **{number: post.id for number, post in enumerate(instance.posts)}}
    return tuple(
        Move(instance.persons[who].id, names[old.get(who, -1)], names[new.get(who, -1)])
        for who in ordered
    )


def _places(instance: Instance, chosen: Ints) -> dict[int, int]:
    persons, posts = instance.pair_person[chosen].tolist(), instance.pair_post[chosen].tolist()
    return dict(zip(persons, posts, strict=True))

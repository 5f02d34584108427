"""Whether the rules can hold together at all, and which of them cannot.

Placing nobody breaks no rule but a pin, so only pins make an instance infeasible; and taking
everybody out of a post without a pin breaks no other rule. Hence only the posts with pins matter:
first the pinned persons are counted, and only where a team rule asks for further persons beside
them is a small exact model (CP-SAT, integers only) asked whether they can be found.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Sequence

import numpy as np
from ortools.sat.python import cp_model

from dunmiao.engine.matching.instance import (
    Apart,
    Area,
    Composition,
    Forbid,
    Instance,
    Ints,
    NoneOrAtLeast,
    Pair,
    Pin,
    Release,
    Rule,
    SameSender,
)
from dunmiao.engine.matching.valuing import Teams

ADDING = (Composition, NoneOrAtLeast)  # the only rules that adding a person can mend
QUICK = 3.0  # in the solver's own unit of work


class OutOfTime(Exception):
    """The time ended before it was known whether the rules can hold."""


def completion(instance: Instance, rules: Sequence[Rule], until: float | None) -> Ints | None:
    """Give pairs (their numbers) with which every rule holds, None if there are none.

    The pairs hold the pinned ones and as few posts as can be. `until` is a reading of
    time.monotonic after which OutOfTime is raised.
    """
    pins = sorted({(rule.person, rule.post) for rule in rules if isinstance(rule, Pin)})
    if not _frame_holds(instance, pins):
        return None
    if not pins:
        return np.zeros(0, dtype=np.int64)
    table = np.array(pins, dtype=np.int64)
    chosen = instance.find_pairs(table[:, 0], table[:, 1])
    part = instance.with_rules(rules)
    broken = list(Teams(part, chosen).breaches())
    if not broken:
        return chosen
    if any(not isinstance(breach.rule, ADDING) for breach in broken):
        return None  # adding persons cannot mend any other rule
    return _Completion(part, pins, chosen).solve(until)


def _frame_holds(instance: Instance, pins: Sequence[Pair]) -> bool:
    persons = Counter(person for person, _ in pins)
    posts = Counter(post for _, post in pins)
    return (
        max(persons.values(), default=0) <= 1
        and all(count <= instance.posts[post].max for post, count in posts.items())
        and all(instance.find_pair(person, post) >= 0 for person, post in pins)
    )


class _Completion:
    """The model that looks for helpers in those posts with pins that have rules asking for some."""

    def __init__(self, instance: Instance, pins: Sequence[Pair], chosen: Ints) -> None:
        self.instance = instance
        self.model = cp_model.CpModel()
        pinned_posts = {post for _, post in pins}
        asking = {
            post for rule in instance.rules if isinstance(rule, ADDING) for post in rule.posts
        }
        self.posts = sorted(pinned_posts & asking)
        pinned_persons = {person for person, _ in pins}
        barred = {(rule.person, rule.post) for rule in instance.of_kind(Forbid)}
        where = np.isin(instance.pair_post, np.array(self.posts, dtype=np.int64))
        self.taken = {(person, post): self.model.new_constant(1) for person, post in pins}
        self.pair_of = dict(zip(pins, chosen.tolist(), strict=True))
        for pair in np.flatnonzero(where).tolist():
            person, post = int(instance.pair_person[pair]), int(instance.pair_post[pair])
            if person not in pinned_persons and (person, post) not in barred:
                self.taken[person, post] = self.model.new_bool_var("")
                self.pair_of[person, post] = pair
        self.by_post: dict[int, list[Pair]] = {}
        self.by_person: dict[int, list[Pair]] = {}
        for pair_key in self.taken:
            self.by_person.setdefault(pair_key[0], []).append(pair_key)
            self.by_post.setdefault(pair_key[1], []).append(pair_key)

    def solve(self, until: float | None) -> Ints | None:
        for pairs in self.by_person.values():
            self.model.add_at_most_one(self.taken[pair] for pair in pairs)
        for post, pairs in self.by_post.items():
            self.cap(pairs, self.instance.posts[post].max)
        for rule in self.instance.rules:
            self.add(rule)
        # Most models are easy, and there the solver's preparations cost more than they bring; but
        # that too few persons are shared by too many teams is seen by the linear relaxation only.
        status = self.attempt(until, is_quick=True)
        if status == cp_model.UNKNOWN:
            status = self.attempt(until, is_quick=False)
        if status == cp_model.INFEASIBLE:
            return None
        if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            raise OutOfTime
        found = [pair for key, pair in self.pair_of.items() if self.solver.value(self.taken[key])]
        return np.array(sorted(found), dtype=np.int64)

    def attempt(self, until: float | None, *, is_quick: bool) -> object:
        """Run the solver: bare and for a fixed amount of work, or with all it has."""
        self.solver = cp_model.CpSolver()
        parameters = self.solver.parameters
        parameters.num_workers = 1
        parameters.random_seed = 0
        parameters.linearization_level = 0 if is_quick else 2
        if is_quick:
            parameters.cp_model_presolve = False
            parameters.max_deterministic_time = QUICK
        if until is not None:
            parameters.max_time_in_seconds = max(0.01, until - time.monotonic())
        return self.solver.solve(self.model)

    def cap(self, pairs: Sequence[Pair], most: int) -> None:
        if len(pairs) > most:
            self.model.add(sum(self.taken[pair] for pair in pairs) <= most)

    def inside(self, posts: Sequence[int]) -> list[Pair]:
        return [pair for post in posts for pair in self.by_post.get(post, ())]

    def add(self, rule: Rule) -> None:
        if isinstance(rule, Composition | NoneOrAtLeast):
            for post in sorted(set(rule.posts).intersection(self.posts)):
                self.ask(rule, self.by_post[post])
        elif isinstance(rule, SameSender):
            self.cap_units(rule)
        elif isinstance(rule, Release):
            persons, unit = self.instance.persons, rule.sending_unit
            sent = [pair for pair in self.taken if persons[pair[0]].sending_unit == unit]
            self.cap(sent, rule.at_most)
        elif isinstance(rule, Apart):
            together = set(rule.persons)
            self.cap([pair for pair in self.inside(rule.posts) if pair[0] in together], 1)
        elif isinstance(rule, Area) and rule.at_most is not None:
            self.cap(self.inside(rule.posts), rule.at_most)

    def cap_units(self, rule: SameSender) -> None:
        for post in rule.posts:
            groups: dict[int, list[Pair]] = {}
            for pair in self.by_post.get(post, ()):
                groups.setdefault(int(self.instance.unit_of[pair[0]]), []).append(pair)
            for pairs in groups.values():
                self.cap(pairs, rule.at_most)

    def ask(self, rule: Composition | NoneOrAtLeast, pairs: Sequence[Pair]) -> None:
        persons = self.instance.persons
        tagged = [self.taken[pair] for pair in pairs if rule.tag in persons[pair[0]].tags]
        is_asked = self.model.new_bool_var("")
        if isinstance(rule, Composition):
            size = sum(self.taken[pair] for pair in pairs)
            self.model.add(size <= rule.from_size - 1).only_enforce_if(is_asked.negated())
        else:
            self.model.add(sum(tagged) == 0).only_enforce_if(is_asked.negated())
        self.model.add(sum(tagged) >= rule.at_least).only_enforce_if(is_asked)


def smallest_conflict(
    instance: Instance, until: float | None = None, always: Sequence[Rule] = ()
) -> list[str]:
    """Give the ids of the rules left when, in reverse order of id, all that can go are dropped.

    The rules must be in conflict. `always` are further rules that stay throughout and are not
    named. Equal to dropping one at a time, with fewer questions: the first of the remaining rules
    that must stay is found by halving, since more rules can only conflict more.
    """

    def clashes(rules: Sequence[Rule]) -> bool:
        return completion(instance, [*always, *rules], until) is None

    kept: list[Rule] = []
    candidates = list(instance.rules)
    while not clashes(kept):
        size = _first_enough(lambda pool: clashes([*pool, *kept]), candidates)
        kept.append(candidates[size - 1])
        candidates = candidates[: size - 1]
    return sorted(rule.id for rule in kept)


def _first_enough(is_enough: Callable[[Sequence[Rule]], bool], pool: Sequence[Rule]) -> int:
    """Give how many rules from the front are enough, all of them being known to be."""
    low, high = 1, len(pool)
    while low < high:
        middle = (low + high) // 2
        if is_enough(pool[:middle]):
            high = middle
        else:
            low = middle + 1
    return low

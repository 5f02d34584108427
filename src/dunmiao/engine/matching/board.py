"""What pages need of matching: an instance from plain facts, a plan as rows, two plans compared.

Instances and plans are the JSON documents of spec/placement.md throughout, so that what a page
stores, a file holds and the command line reads is the same thing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from dunmiao.engine.matching.explain import Explanation, Move, explain, moves, read_pairs
from dunmiao.engine.matching.instance import Instance, Ints
from dunmiao.engine.matching.parsing import parse
from dunmiao.engine.matching.plan import PlanError, read_assignments
from dunmiao.engine.matching.solve import solve
from dunmiao.engine.matching.valuing import parts_of

Document = dict[str, Any]
Pair = tuple[str, str]


@dataclass(frozen=True)
class Candidate:
    """One who may be placed; `wishes` are ids of posts, first wish first."""

    id: str
    sending_unit: str
    tags: frozenset[str] = frozenset()
    wishes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Opening:
    """A post on offer for `least` (elastic) to `most` persons; `wishes` are ids of persons."""

    id: str
    least: int
    most: int
    receiving_unit: str = ""
    priority: int = 1
    wishes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Facts:
    """All a board starts from. `fits` is 0–1000 by (person, post); a barred pair needs no fit.

    `bars` are (person, post, rule); `pins` and `forbids` pairs a person in charge has set; `rules`
    further rules in the form of the instance document; `weights` as there.
    """

    candidates: Sequence[Candidate]
    openings: Sequence[Opening]
    fits: Mapping[Pair, int]
    bars: Iterable[tuple[str, str, str]] = ()
    pins: Iterable[Pair] = ()
    forbids: Iterable[Pair] = ()
    rules: Sequence[Document] = ()
    weights: Mapping[str, int] = field(default_factory=dict)


def instance_of(facts: Facts) -> Document:
    """Build the instance document. A barred pair is left out of the pairs whatever its fit.

    Pins and forbids become rules with the ids "pin:<person>:<post>" and "forbid:<person>:<post>".
    """
    bars = sorted(set(facts.bars))
    barred = {(person, post) for person, post, _ in bars}
    fits = sorted((pair, fit) for pair, fit in facts.fits.items() if pair not in barred)
    rules = [dict(rule) for rule in facts.rules]
    for kind, pairs in (("pin", facts.pins), ("forbid", facts.forbids)):
        for person, post in sorted(set(pairs)):
            name = f"{kind}:{person}:{post}"
            rules.append({"id": name, "kind": kind, "person": person, "post": post})
    return {
        "persons": [
            {
                "id": each.id,
                "sending_unit": each.sending_unit,
                "tags": sorted(each.tags),
                "prefers": list(each.wishes),
            }
            for each in facts.candidates
        ],
        "posts": [
            {
                "id": each.id,
                "receiving_unit": each.receiving_unit,
                "min": each.least,
                "max": each.most,
                "priority": each.priority,
                "prefers": list(each.wishes),
            }
            for each in facts.openings
        ],
        "pairs": [{"person": who, "post": post, "fit": fit} for (who, post), fit in fits],
        "barred": [{"person": who, "post": post, "rule": rule} for who, post, rule in bars],
        "rules": rules,
        "weights": dict(facts.weights),
    }


def solved(document: object, seconds: float | None = None) -> Document:
    """Give the plan document of an instance document; InstanceError if that is refused."""
    return solve(parse(document), seconds).as_json()


def explained(document: object, plan: object, person: str, seconds: float = 10.0) -> Explanation:
    """Explain one person of a plan; InstanceError, PlanError, or KeyError for an unknown person."""
    instance = parse(document)
    bound = plan.get("bound") if isinstance(plan, dict) else None
    chosen = read_assignments(instance, plan)
    return explain(instance, chosen, instance.person_numbers[person], bound, seconds)


@dataclass(frozen=True)
class Placed:
    """One assignment with its score: the fit, and the points of both sides' wishes."""

    person: str
    post: str
    fit: int
    person_points: int
    post_points: int
    score: int
    is_pinned: bool


@dataclass(frozen=True)
class PostRow:
    """One post of the board: who goes there, and how many are missing below its min."""

    post: str
    least: int
    most: int
    placed: tuple[Placed, ...]
    shortfall: int


@dataclass(frozen=True)
class Board:
    """A plan for display: posts by id with who goes there, and who is left over."""

    rows: tuple[PostRow, ...]
    left_over: tuple[str, ...]
    parts: Mapping[str, int]
    value: int


def board_of(document: object, plan: object) -> Board:
    """Turn a plan into rows; raises as `explained` does."""
    instance = parse(document)
    chosen = read_assignments(instance, plan)
    pinned = {
        (rule["person"], rule["post"])
        for rule in (document.get("rules", []) if isinstance(document, dict) else [])
        if rule["kind"] == "pin"
    }
    by_post: dict[str, list[Placed]] = {}
    for pair in chosen.tolist():
        name = instance.named(pair)
        placed = Placed(
            name["person"],
            name["post"],
            int(instance.pair_fit[pair]),
            int(instance.person_points[pair]),
            int(instance.post_points[pair]),
            int(instance.worth[pair]),
            (name["person"], name["post"]) in pinned,
        )
        by_post.setdefault(placed.post, []).append(placed)
    rows = tuple(
        PostRow(
            post.id,
            post.min,
            post.max,
            tuple(by_post.get(post.id, ())),
            max(0, post.min - len(by_post.get(post.id, ()))),
        )
        for post in instance.posts
    )
    busy = {placed.person for row in rows for placed in row.placed}
    left_over = tuple(person.id for person in instance.persons if person.id not in busy)
    parts = parts_of(instance, chosen)
    return Board(rows, left_over, parts.as_json(), parts.value)


@dataclass(frozen=True)
class Comparison:
    """Two plans side by side: who goes elsewhere, and each part of the value as (first, second)."""

    moved: tuple[Move, ...]
    parts: Mapping[str, tuple[int, int]]
    value: tuple[int, int]

    @property
    def gain(self) -> int:
        """Give how much more the second plan is worth."""
        return self.value[1] - self.value[0]


def compare(document: object, first: object, second: object, other: object = None) -> Comparison:
    """Compare two plans of one instance.

    Where the second was solved under other pins or forbids, `other` is the instance it belongs to;
    persons, posts and pairs must be the same, and both are valued by the first.
    """
    instance = parse(document)
    before = read_assignments(instance, first)
    after = (
        _read_under(instance, parse(other), second) if other else read_assignments(instance, second)
    )
    one, two = parts_of(instance, before), parts_of(instance, after)
    parts = {key: (number, two.as_json()[key]) for key, number in one.as_json().items()}
    return Comparison(moves(instance, before, after), parts, (one.value, two.value))


def _read_under(instance: Instance, other: Instance, plan: object) -> Ints:
    """Read a plan of another instance of the same board, as pairs of this one."""
    named = [other.named(pair) for pair in read_assignments(other, plan).tolist()]
    try:
        found = read_pairs(instance, tuple((name["person"], name["post"]) for name in named))
    except KeyError as unknown:
        raise PlanError(
            f"The two plans are of different boards: {unknown} is in one only."
        ) from None
    if (found < 0).any():
        raise PlanError("The two plans are of different boards: their pairs differ.")
    return found

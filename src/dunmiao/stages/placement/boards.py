"""A kept plan as people read it: who goes where and why, why not elsewhere, two plans compared."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from dunmiao.engine.reasons import Reason, gettext_noop
from dunmiao.stages.common.moves import unkept
from dunmiao.stages.placement.models import MatchPlan

_PINNED = gettext_noop("Pinned to %(post)s by %(by)s: %(reason)s")
_FORBIDDEN = gettext_noop("Ruled out by %(by)s: %(reason)s")
_COST = gettext_noop("Everything else arranged as well as can be, the plan would lose %(cost)s.")
_COST_AT_LEAST = gettext_noop("The plan would lose at least %(cost)s.")
_SAME = gettext_noop("Just as good: the plan would lose nothing.")
_CLASH = gettext_noop("The pins and rules leave no room for it.")
_NO_ROOM = gettext_noop("The post takes nobody.")
_LEFT = gettext_noop("More people reached the matching than there are places.")
_ALL_BARRED = gettext_noop("Every post is ruled out for this person.")


@dataclass(frozen=True)
class Part:
    """One weighed part of a fit: its name, weight, points of 1000, and the fact behind it."""

    name: str
    name_en: str
    weight: int
    points: int
    clause: str
    reason: Reason

    @property
    def counted(self) -> int:
        """Give what the part adds to the total, weight and points multiplied."""
        return self.weight * self.points // 100


@dataclass(frozen=True)
class Seat:
    """One person at one post of a plan."""

    person: str
    name: str
    unit: str
    application: int
    fit: int
    wish: int  # the place among the person's wishes, 0 for none
    is_pinned: bool
    parts: tuple[Part, ...]
    asks: tuple[Reason, ...]


@dataclass(frozen=True)
class Row:
    """One post of a plan with those who go there."""

    post: str
    title: str
    unit: str
    post_id: int
    direction: str
    front: str
    difficulty: tuple[str, ...]
    places: int
    seats: tuple[Seat, ...]
    missing: int  # below the least that must be filled

    @property
    def free(self) -> int:
        """Give the places nobody fills."""
        return self.places - len(self.seats)


@dataclass(frozen=True)
class Left:
    """Somebody without a post, and why."""

    person: str
    name: str
    unit: str
    application: int
    reason: Reason


@dataclass(frozen=True)
class Shown:
    """A plan for display, posts in official order."""

    rows: tuple[Row, ...]
    left: tuple[Left, ...]
    value: int
    bound: int
    is_best: bool
    parts: Mapping[str, int]

    @property
    def placed(self) -> int:
        """Count the persons placed."""
        return sum(len(row.seats) for row in self.rows)

    @property
    def unfilled(self) -> tuple[Row, ...]:
        """Give the posts with a free place."""
        return tuple(row for row in self.rows if row.free > 0)


def shown(plan: MatchPlan) -> Shown:
    """Give a plan for its board, from what was kept with it; no query."""
    from dunmiao.engine.matching.board import board_of

    found = board_of(plan.instance, plan.result)
    rows = [_row(plan, row) for row in found.rows]
    rows.sort(key=lambda row: (plan.facts["posts"][row.post]["sequence"], int(row.post)))
    left = sorted(found.left_over, key=lambda key: (plan.facts["people"][key]["sequence"], key))
    return Shown(
        rows=tuple(rows),
        left=tuple(_left(plan, key) for key in left),
        value=found.value,
        bound=plan.result["bound"],
        is_best=plan.result["status"] == "optimal",
        parts=found.parts,
    )


def _row(plan: MatchPlan, row: Any) -> Row:
    post = plan.facts["posts"][row.post]
    return Row(
        post=row.post,
        title=post["title"],
        unit=post["unit"],
        post_id=post["post"],
        direction=post["direction"],
        front=post["front"],
        difficulty=tuple(post["difficulty"]),
        places=row.most,
        seats=tuple(_seat(plan, placed) for placed in row.placed),
        missing=row.shortfall,
    )


def _seat(plan: MatchPlan, placed: Any) -> Seat:
    person = plan.facts["people"][placed.person]
    wishes = person["wishes"]
    asks = plan.facts["asks"].get(f"{placed.person}:{placed.post}", ())
    return Seat(
        person=placed.person,
        name=person["name"],
        unit=person["unit"],
        application=person["application"],
        fit=placed.fit,
        wish=wishes.index(placed.post) + 1 if placed.post in wishes else 0,
        is_pinned=placed.is_pinned,
        parts=parts_of(plan, placed.person, placed.post),
        asks=tuple(unkept(row) for row in asks),
    )


def parts_of(plan: MatchPlan, person: str, post: str) -> tuple[Part, ...]:
    """Give the parts of a pair's fit with their facts, as they stood; () for a barred pair."""
    texts = plan.facts["texts"]
    found = plan.facts["pairs"].get(f"{person}:{post}", ())
    return tuple(
        Part(
            name=rule["name"],
            name_en=rule["name_en"],
            weight=rule["weight"],
            points=points,
            clause=rule["clause"],
            reason=unkept({"text": texts[text], "facts": facts}),
        )
        for rule, (points, text, facts) in zip(plan.facts["parts"], found, strict=False)
    )


def _left(plan: MatchPlan, key: str) -> Left:
    person = plan.facts["people"][key]
    bars = plan.facts["bars"]
    every = all(f"{key}:{post}" in bars for post in plan.facts["posts"])
    reason = Reason(_ALL_BARRED if every else _LEFT)
    return Left(key, person["name"], person["unit"], person["application"], reason)


@dataclass(frozen=True)
class Step:
    """One move of a chain: who goes from which post to which ("" for none)."""

    name: str
    from_post: str
    to_post: str


@dataclass(frozen=True)
class Elsewhere:
    """Why somebody is not at a post: kind barred, not eligible, rule or cost."""

    post: str
    title: str
    kind: str
    reasons: tuple[Reason, ...]
    fit: int | None
    wish: int
    chain: tuple[Step, ...] = ()
    held_by: tuple[tuple[str, int], ...] = ()
    cost: int | None = None


@dataclass(frozen=True)
class Explained:
    """One person in a plan: where, why there, and why not at each other post, nearest first."""

    person: str
    name: str
    unit: str
    application: int
    post: str
    title: str
    fit: int
    parts: tuple[Part, ...]
    elsewhere: tuple[Elsewhere, ...] = field(default=())


def explained(plan: MatchPlan, person: str, seconds: float = 5.0) -> Explained:
    """Explain one person of a plan. Raises KeyError for somebody who is not in it."""
    from dunmiao.engine.matching.board import explained as explain

    about = plan.facts["people"][person]
    found = explain(plan.instance, plan.result, person, seconds)
    rows = [_elsewhere(plan, person, row) for row in found.elsewhere]
    rows.sort(key=lambda row: (row.kind != "cost", row.cost if row.cost is not None else 10**9))
    return Explained(
        person=person,
        name=about["name"],
        unit=about["unit"],
        application=about["application"],
        post=found.post,
        title=_title(plan, found.post),
        fit=found.parts["fit"],
        parts=parts_of(plan, person, found.post) if found.post else (),
        elsewhere=tuple(rows),
    )


def _title(plan: MatchPlan, post: str) -> str:
    if not post:
        return ""
    row = plan.facts["posts"][post]
    return f"{row['unit']} {row['title']}"


def _elsewhere(plan: MatchPlan, person: str, row: Any) -> Elsewhere:
    wishes = plan.facts["people"][person]["wishes"]
    people = plan.facts["people"]
    return Elsewhere(
        post=row.post,
        title=_title(plan, row.post),
        kind=row.kind,
        reasons=_whys(plan, person, row),
        fit=row.score,
        wish=wishes.index(row.post) + 1 if row.post in wishes else 0,
        chain=tuple(
            Step(people[move.person]["name"], _title(plan, move.from_post),
                 _title(plan, move.to_post))
            for move in row.chain
        ),
        held_by=tuple((people[who]["name"], score) for who, score in row.held_by),
        cost=row.cost,
    )  # fmt: skip


def _whys(plan: MatchPlan, person: str, row: Any) -> tuple[Reason, ...]:
    """Give the sentences behind one row, ids of rules replaced by what they say."""
    if row.kind == "barred":
        return tuple(unkept(bar) for bar in plan.facts["bars"].get(f"{person}:{row.post}", ()))
    if row.kind == "cost" and row.cost is not None:
        text = _COST if row.cost_kind == "exact" else _COST_AT_LEAST
        if row.cost <= 0 and row.cost_kind == "exact":
            return (Reason(_SAME),)
        return (Reason(text, {"cost": row.cost}),)
    told = tuple(_rule(plan, rule) for rule in row.rules)
    if told:
        return told
    return (row.reason if row.kind != "cost" else Reason(_NO_ROOM),)


def _rule(plan: MatchPlan, rule: str) -> Reason:
    apart = plan.facts["apart"].get(rule)
    if apart:
        return unkept(apart)
    mark = plan.facts["marks"].get(rule)
    if mark is None:
        return Reason(_CLASH)
    kind, _person, post = rule.split(":")
    facts = {"post": _title(plan, post), **mark}
    return Reason(_PINNED if kind == "pin" else _FORBIDDEN, facts, kind)


@dataclass(frozen=True)
class Compared:
    """Two plans side by side: who moves, and each part of the value before and after."""

    moved: tuple[Step, ...]
    parts: Mapping[str, tuple[int, int]]
    value: tuple[int, int]
    same: int  # persons whose place is the same in both


def compared(first: MatchPlan, second: MatchPlan) -> Compared | None:
    """Compare two plans of a programme; None where people, posts or facts changed between them."""
    from dunmiao.engine.matching.board import compare
    from dunmiao.engine.matching.plan import PlanError

    if set(first.facts["people"]) != set(second.facts["people"]):
        return None
    try:
        found = compare(first.instance, first.result, second.result, second.instance)
    except PlanError:
        return None
    moved = tuple(
        Step(first.facts["people"][move.person]["name"], _title(first, move.from_post),
             _title(first, move.to_post))
        for move in found.moved
    )  # fmt: skip
    same = len(first.facts["people"]) - len(moved)
    return Compared(moved, found.parts, found.value, same)

"""Rotation over the post classes: proposed by the engine, decided by the department (002-15)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from itertools import groupby
from typing import Any

from django.db.models import Max, Q, Sum
from django.utils.translation import gettext as _

from dunmiao.engine.calendar import add_months, months_whole
from dunmiao.stages.accounts.models import User
from dunmiao.stages.charter.models import Programme
from dunmiao.stages.charter.rules import rules_of
from dunmiao.stages.common.acts import act, record
from dunmiao.stages.common.clock import now
from dunmiao.stages.common.moves import move, say
from dunmiao.stages.common.refusal import Refusal
from dunmiao.stages.development.coverage import coverage
from dunmiao.stages.development.models import PostMove, Rotation
from dunmiao.stages.organisations.conflicts import refuse_own_cases
from dunmiao.stages.placement.actions import rotate_post
from dunmiao.stages.placement.models import Holding, Placement
from dunmiao.stages.selection.models import Post

ROTATED = ("noticed", "arrived")
Sizes = Mapping[str, tuple[int, int]]  # class -> (least, most) in every period


def rotated(programme: Programme, first_on: date) -> list[Placement]:
    """Give the placements of a programme that last at least a month after a day."""
    rows = programme.placements.filter(
        state__in=ROTATED, ends_on__gte=add_months(first_on, 1) - timedelta(days=1)
    )
    return list(rows.select_related("person").order_by("pk"))


def room_of(programme: Programme) -> dict[str, int]:
    """Give the places in each post class at the receiving units of the programme."""
    units = programme.placements.filter(state__in=ROTATED).values("receiving_unit")
    rows = Post.objects.filter(organisation__in=units, is_active=True).exclude(post_class="")
    return dict(rows.order_by().values_list("post_class").annotate(Sum("capacity")))


@act("rotation.propose")
def propose_rotation(
    programme_id: int, first_on: date, sizes: Sizes, *, by: User, today: date
) -> Rotation:
    """Solve a schedule over the charter's post classes and keep it; nobody is moved by it.

    Periods are as long as the charter says and reach to the last day of anybody's term. Refused
    where the charter rotates no posts or the classes have no room for all.
    """
    from dunmiao.engine.matching.rotation import parse, solve
    from dunmiao.engine.matching.rotation_reading import RotationError

    programme = Programme.objects.lock(programme_id)
    rules = rules_of(programme, today)
    if not rules.rotation.is_on:
        raise Refusal(_("The charter of this programme rotates no posts."))
    if first_on < today:
        raise Refusal(_("A schedule begins today or later."), field="first_on")
    people = rotated(programme, first_on)
    if not people:
        raise Refusal(_("Nobody's term lasts a month from that day on."), field="first_on")
    instance = _instance(people, rules, first_on, sizes, today)
    try:
        schedule = solve(parse(instance))
    except RotationError as fault:
        raise Refusal(say(fault.reason)) from fault
    last = Rotation.objects.filter(programme=programme).aggregate(last=Max("number"))["last"]
    row = Rotation.objects.create(
        programme=programme,
        number=(last or 0) + 1,
        first_on=first_on,
        months=rules.rotation.period_months,
        instance=instance,
        result={**schedule.as_json(), "seconds": 0},
        by=by,
        made_at=now(),
    )
    changes = {"number": row.number, "people": len(people), "gain": schedule.gain}
    record("rotation.propose", row, by=by, changes=changes)
    return row


def _instance(
    people: list[Placement], rules: Any, first_on: date, sizes: Sizes, today: date
) -> dict[str, Any]:
    months = rules.rotation.period_months
    classes = rules.catalogue("post_classes")
    keys = [item.key for item in classes]
    left = max(months_whole(first_on, row.ends_on + timedelta(days=1)) for row in people)
    served = coverage(people, today)
    return {
        "periods": max(1, -(-left // months)),
        "limit": rules.rotation.periods_in_class,
        "people": [_person(row, served[row.pk], keys, first_on, months) for row in people],
        "classes": [
            {
                "id": item.key,
                "weight": len(classes) - place,  # the charter's order is the order of priority
                "least": sizes.get(item.key, (0, 0))[0],
                "most": sizes.get(item.key, (0, 0))[1],
            }
            for place, item in enumerate(classes)
        ],
    }


def _person(
    row: Placement, served: Any, keys: list[str], first_on: date, months: int
) -> dict[str, Any]:
    """Write one person; half a period in a class counts as having been there."""
    done = {key: (served.months[key] * 2 + months) // (months * 2) for key in keys}
    ends = [end for end in range(1, 61) if add_months(first_on, months * (end - 1)) <= row.ends_on]
    begun = [at for at in ends if add_months(first_on, months * (at - 1)) >= row.starts_on]
    last = ends[-1]
    return {
        "id": str(row.pk),
        "done": {key: count for key, count in done.items() if count},
        "now": served.now if served.now in keys else "",
        "from": min(begun[0] if begun else last, last),
        "to": last,
    }


def stints(rotation: Rotation) -> Iterable[tuple[int, str, date, date]]:
    """Give (placement id, class, first day, last day) of a schedule, equal neighbours joined."""
    for line in rotation.result["assignments"]:
        at = 0
        for key, same in groupby(line["classes"]):
            length = len(list(same))
            first = add_months(rotation.first_on, rotation.months * at)
            at += length
            last = add_months(rotation.first_on, rotation.months * at) - timedelta(days=1)
            if key:
                yield int(line["person"]), key, first, last


@act("rotation.decide")
def decide_rotation(rotation_id: int, *, by: User, today: date, basis: str) -> Rotation:
    """Decide on a schedule: its stints become moves with a day, owed by the receiving units.

    An earlier decision is superseded; its moves still ahead are taken back, those done stay.
    """
    row = Rotation.objects.lock(rotation_id)
    if not basis.strip():
        raise Refusal(_("Name the decision or the document it rests on."), field="basis")
    for earlier in Rotation.objects.filter(programme=row.programme, state="decided"):
        if earlier.pk != row.pk:
            move(earlier, "rotation", "superseded")
            earlier.save(update_fields=["state"])
    move(row, "rotation", "decided")
    row.basis, row.decided_on = basis.strip(), today
    row.save(update_fields=["state", "basis", "decided_on"])
    made = _write_moves(row, by, today)
    record("rotation.decide", row, by=by, changes={"moves": made}, note=basis)
    return row


def _write_moves(row: Rotation, by: User, today: date) -> int:
    people = {one.pk: one for one in rotated(row.programme, row.first_on)}
    refuse_own_cases(by, [one.person_id for one in people.values()])
    PostMove.objects.filter(placement__in=people, done_on=None).delete()
    served = coverage(people.values(), today)
    moves, seen = [], set()
    for placement_id, key, first, last in stints(row):
        one = people.get(placement_id)
        if one is None or first > one.ends_on:
            continue
        # who is in that class already stays there: nothing is owed
        stays = placement_id not in seen and served[placement_id].now == key
        seen.add(placement_id)
        moves.append(PostMove(
            rotation=row, placement=one, post_class=key, starts_on=max(first, one.starts_on),
            ends_on=min(last, one.ends_on), done_on=today if stays else None,
        ))  # fmt: skip
    taken = set(
        PostMove.objects.filter(placement__in=people).values_list("placement_id", "starts_on")
    )
    moves = [one for one in moves if (one.placement_id, one.starts_on) not in taken]
    PostMove.objects.bulk_create(moves)
    return len(moves)


@act("move.opine")
def opine_move(move_id: int, *, by: User, today: date, text: str) -> PostMove:
    """The person says what they think of a move before it is made; may be left unsaid."""
    row: PostMove = PostMove.objects.lock(move_id)
    if row.done_on:
        raise Refusal(_("This move is made already."))
    if not text.strip():
        raise Refusal(_("Write a sentence here."), field="text")
    row.opinion = text.strip()
    row.save(update_fields=["opinion"])
    record("move.opine", row, by=by, changes={"opinion": row.opinion})
    return row


def posts_for(row: PostMove, today: date) -> Any:
    """Give the posts of a move's class at the receiving unit that have a free place."""
    held = Holding.objects.filter(starts_on__lte=row.ends_on, ends_on__gte=today)
    rows = Post.objects.filter(
        organisation=row.placement.receiving_unit, post_class=row.post_class, is_active=True
    )
    full = [
        post.pk
        for post in rows
        if held.filter(post=post).exclude(placement=row.placement).count() >= post.capacity
    ]
    return rows.exclude(Q(pk__in=full)).select_related("organisation")


@act("move.carry_out")
def carry_out_move(move_id: int, post_id: int, *, by: User, today: date) -> PostMove:
    """Carry a decided move out: the person holds a post of that class from today on."""
    row: PostMove = PostMove.objects.lock(move_id)
    if row.done_on:
        raise Refusal(_("This move is made already."))
    if row.rotation.state != "decided":
        raise Refusal(_("This schedule is not in force any more."))
    if not posts_for(row, today).filter(pk=post_id).exists():
        raise Refusal(
            _("Choose a post of this class at the receiving unit that is free."), field="post"
        )
    rotate_post(row.placement_id, post_id, by=by, today=today)
    row.post_id, row.done_on = post_id, today
    row.save(update_fields=["post", "done_on"])
    record("move.carry_out", row, by=by, changes={"post": row.post})
    return row

"""Rotation over the six post classes: proposed, decided, carried out, and warned about."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from dunmiao.engine.calendar import add_months
from dunmiao.engine.matching.rotation_check import check
from dunmiao.engine.standing import State
from dunmiao.stages.common.refusal import Refusal
from dunmiao.stages.development.coverage import coverage
from dunmiao.stages.development.models import PostMove, Rotation
from dunmiao.stages.development.rotations import (
    carry_out_move,
    decide_rotation,
    opine_move,
    propose_rotation,
    room_of,
)
from dunmiao.stages.people.models import Person
from dunmiao.stages.placement.models import Holding, Placement
from dunmiao.stages.selection.models import Post
from dunmiao.stages.supervision.ledger import ledger
from tests.stages.rotation_world import CLASSES, rotating
from tests.world import World

SIZES = dict.fromkeys(CLASSES, (0, 2))


def as_(w: World, role: str, **more: Any) -> dict[str, Any]:
    return {"by": w.user(role), "today": w.today, **more}


@pytest.fixture
def long_term(world: World) -> World:
    """The world with two years still to go, so that there are periods to rotate in."""
    programme = rotating(world)
    for row in Placement.objects.filter(programme=programme):
        row.ends_on = add_months(row.starts_on, 24) - timedelta(days=1)
        row.save(update_fields=["ends_on"])
        row.holdings.update(ends_on=row.ends_on)
    return world


def propose(w: World, **more: Any) -> Rotation:
    first_on = add_months(w.today.replace(day=1), 1)
    sizes = {**SIZES, **more}
    return propose_rotation(w.programmes["a"].pk, first_on, sizes, **as_(w, "organiser"))


def test_the_schedule_keeps_capacities_and_covers_new_classes(long_term: World) -> None:
    """002-16: everybody goes where they have not been, within the room of the classes."""
    row = propose(long_term)
    assert check(row.instance, row.result) == []
    assert row.state == "drafted"
    assert not PostMove.objects.exists()
    for line in row.result["assignments"]:
        assert "economy" not in line["classes"]  # both served there for seven months
        assert len(set(line["classes"])) == len(line["classes"]) > 1


def test_a_decision_names_its_basis_and_makes_moves(long_term: World) -> None:
    row = propose(long_term)
    with pytest.raises(Refusal):
        decide_rotation(row.pk, basis=" ", **as_(long_term, "organiser"))
    decide_rotation(row.pk, basis="部务会议", **as_(long_term, "organiser"))
    own = long_term.placements["own"]
    moves = list(PostMove.objects.filter(placement=own))
    assert [one.done_on for one in moves] == [None] * len(moves)
    assert moves[0].starts_on == row.first_on
    assert moves[-1].ends_on == Placement.objects.get(pk=own.pk).ends_on
    second = propose(long_term)
    decide_rotation(second.pk, basis="部务会议二", **as_(long_term, "organiser"))
    assert Rotation.objects.get(pk=row.pk).state == "superseded"
    assert set(PostMove.objects.values_list("rotation", flat=True)) == {second.pk}


def test_a_move_is_carried_out_in_a_free_post_of_its_class(long_term: World) -> None:
    """002-15: the unit makes the move; the old post's history stays; the duty is met."""
    row = propose(long_term)
    decide_rotation(row.pk, basis="部务会议", **as_(long_term, "organiser"))
    own = long_term.placements["own"]
    move = PostMove.objects.filter(placement=own).first()
    opine_move(move.pk, text="愿意", **as_(long_term, "cadre"))
    with pytest.raises(Refusal):
        carry_out_move(
            move.pk, long_term.offers["own"].post_id, **as_(long_term, "receiver")
        )
    post = Post.objects.create(
        organisation=long_term.units["town1"], title="党建办干事", post_class=move.post_class
    )
    carry_out_move(move.pk, post.pk, **as_(long_term, "receiver"))
    assert list(own.holdings.order_by("starts_on").values_list("post", flat=True)) == [
        long_term.offers["own"].post_id, post.pk
    ]  # fmt: skip
    lines = {line.duty.duty: line for line in ledger(_fresh(own), long_term.today).lines}
    assert lines["rotation_plan"].state == State.MET
    with pytest.raises(Refusal):
        carry_out_move(move.pk, post.pk, **as_(long_term, "receiver"))


def _fresh(placement: Placement) -> Placement:
    return Placement.objects.get(pk=placement.pk)


def test_the_matrix_counts_resume_and_posts(long_term: World) -> None:
    own = _fresh(long_term.placements["own"])
    Person.objects.filter(pk=own.person_id).update(
        resume="2017.07--2019.07 区委组织部党建科科员\n2019.07--         区发展和改革局科员"
    )
    one = coverage([_fresh(own)], long_term.today)[own.pk]
    assert one.months["party"] == 24
    assert one.now == "economy"
    assert one.months_now == 7


def test_two_posts_of_one_class_count_as_one_stay(long_term: World) -> None:
    """The warning asks for months in one class, not for the last change of chairs."""
    own = _fresh(long_term.placements["own"])
    first = own.holdings.get()
    half = add_months(own.starts_on, 3)
    first.ends_on = half - timedelta(days=1)
    first.save()
    post = Post.objects.create(
        organisation=long_term.units["town1"], title="招商办", post_class="economy"
    )
    Holding.objects.create(placement=own, post=post, starts_on=half, ends_on=own.ends_on)
    assert coverage([_fresh(own)], long_term.today)[own.pk].months_now == 7


def test_what_cannot_be_proposed(world: World) -> None:
    with pytest.raises(Refusal):  # this charter rotates nothing
        propose(world)
    programme = rotating(world)
    assert room_of(programme) == {"economy": 2}
    for first_on in (world.today - timedelta(days=1), world.today + timedelta(days=4000)):
        with pytest.raises(Refusal):
            propose_rotation(programme.pk, first_on, SIZES, **as_(world, "organiser"))


def test_no_room_is_said_in_numbers(long_term: World) -> None:
    none = dict.fromkeys(CLASSES, (0, 0))
    row = propose(long_term, **{**none, "rural": (0, 1)})
    assert row.result["unplaced"] > 0

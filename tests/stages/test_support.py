"""Conditions, support and care: what is written, what is refused."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest

from dunmiao.engine.standing import State
from dunmiao.stages.common.refusal import Refusal
from dunmiao.stages.placement.models import Team
from dunmiao.stages.supervision import actions
from dunmiao.stages.supervision.ledger import ledger
from dunmiao.stages.supervision.models import CareNote, Provision
from tests.world import World

pytestmark = pytest.mark.django_db
ARRANGED = {"office": "与科室同室办公", "lodging": "镇周转房，食堂就餐，按标准交伙食费"}


def test_the_list_is_answered_whole_and_settles_its_duty(world: World) -> None:
    at, by = world.placements["own"], world.user("receiver")
    with pytest.raises(Refusal):
        actions.confirm_arrangement(at.pk, {"office": "有"}, by=by, today=world.today)
    with pytest.raises(Refusal):
        actions.confirm_arrangement(
            at.pk, {**ARRANGED, "lodging": "  "}, by=by, today=world.today
        )
    duty = "support.arranged"

    def lines() -> list[State]:
        found = ledger(at, world.today).lines
        return [line.state for line in found if duty in line.duty.evidence]

    before = lines()
    actions.confirm_arrangement(at.pk, ARRANGED, by=by, today=world.today)
    assert before and State.MET not in before
    assert lines() == [State.MET] * len(before)


def test_support_is_promised_given_and_ended(world: World) -> None:
    at, by, today = world.placements["own"], world.user("organiser"), world.today
    finance = world.units["handler"].pk
    promise = {"by": by, "today": today, "placement_id": at.pk, "provider_id": finance}
    with pytest.raises(Refusal):
        actions.promise_provision(**promise, kind="moonlight", what="月光")
    with pytest.raises(Refusal):
        actions.promise_provision(
            **promise, kind="money", what="经费", due_on=today - timedelta(days=1)
        )
    with pytest.raises(Refusal):
        actions.promise_provision(**promise, kind="money", what="经费", amount=Decimal(-1))
    row = actions.promise_provision(**promise, kind="money", what="经费", amount=Decimal(5000))
    assert (row.state, row.place) == ("promised", at.receiving_unit)
    with pytest.raises(Refusal):
        actions.give_provision(row.pk, by=by, today=today, on=today + timedelta(days=1))
    actions.give_provision(row.pk, by=by, today=today, on=today)
    with pytest.raises(Refusal):
        actions.give_provision(row.pk, by=by, today=today, on=today)
    assert actions.end_provision(row.pk, by=by, today=today, reason="用完").state == "ended"


def test_a_promise_that_is_not_kept_is_dropped_with_its_reason(world: World) -> None:
    by, today = world.user("organiser"), world.today
    row = actions.promise_provision(
        by=by, today=today, placement_id=world.placements["own"].pk, kind="goods", what="电脑",
        provider_id=world.units["handler"].pk,
    )
    with pytest.raises(Refusal):
        actions.end_provision(row.pk, by=by, today=today, reason=" ")
    assert actions.end_provision(row.pk, by=by, today=today, reason="改由接收单位解决").state == (
        "dropped"
    )


def test_a_group_gets_its_vehicle_and_the_handling_office_sees_it(world: World) -> None:
    team = Team.objects.filter(programme=world.placements["own"].programme).first()
    assert team is not None
    row = actions.promise_provision(
        by=world.user("organiser"), today=world.today, team_id=team.pk, kind="goods",
        what="工作用车一辆", provider_id=world.units["handler"].pk,
    )
    assert row.placement is None
    seen = Provision.objects.allowed_to(world.user("handler"), "provision.read", on=world.today)
    assert row in seen
    hidden = Provision.objects.allowed_to(world.user("sender_b"), "provision.read", on=world.today)
    assert row not in hidden


def test_care_keeps_its_kind_and_day_alone(world: World) -> None:
    at, by, today = world.placements["own"], world.user("sender"), world.today
    with pytest.raises(Refusal):
        actions.write_care(at.pk, by=by, today=today, kind="party", on=today)
    with pytest.raises(Refusal):
        actions.write_care(
            at.pk, by=by, today=today, kind="festival", on=today + timedelta(days=1)
        )
    actions.write_care(at.pk, by=by, today=today, kind="illness", on=today)
    assert CareNote.objects.get(placement=at, kind="illness").text == ""

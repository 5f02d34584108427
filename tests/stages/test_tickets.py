"""督办 from its issue to its closing."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from dunmiao.stages.common.refusal import Refusal
from dunmiao.stages.people.models import Kinship
from dunmiao.stages.supervision import actions
from dunmiao.stages.supervision.models import Ticket
from tests.world import World


def as_(w: World, role: str, **more: Any) -> dict[str, Any]:
    return {"by": w.user(role), "today": w.today, **more}


def issued(w: World, **more: Any) -> Ticket:
    at = w.placements["own"]
    given = {"issue": "计划没有按期制定", "due_on": w.today + timedelta(days=5),
             "placement_id": at.pk, "duty": "plan", "duty_due_on": at.starts_on, **more}
    return actions.issue_ticket(
        w.units["a"].pk, w.units["town1"].pk, **as_(w, "organiser"), **given
    )  # fmt: skip


def test_from_issue_to_closing(world: World) -> None:
    """001b-40: issue, responsible unit, deadline, progress, close."""
    row = issued(world)
    assert (row.state, row.unit, row.due_on) == (
        "issued", world.units["town1"], world.today + timedelta(days=5),
    )  # fmt: skip
    actions.note_ticket(row.pk, text="已起草", **as_(world, "receiver"))
    actions.note_ticket(row.pk, text="已报送", is_settled=True, **as_(world, "receiver"))
    actions.return_ticket(row.pk, text="没有写明岗位职责", **as_(world, "organiser"))
    actions.note_ticket(row.pk, text="已补", is_settled=True, **as_(world, "receiver"))
    row = actions.close_ticket(row.pk, text="计划已完备", **as_(world, "organiser"))
    assert (row.state, row.closed_on) == ("closed", world.today)
    assert [(note.state, note.text) for note in row.notes.all()] == [
        ("under_way", "已起草"), ("reported", "已报送"), ("under_way", "没有写明岗位职责"),
        ("reported", "已补"), ("closed", "计划已完备"),
    ]  # fmt: skip
    with pytest.raises(Refusal):
        actions.note_ticket(row.pk, text="再说一句", **as_(world, "receiver"))
    with pytest.raises(Refusal):
        actions.close_ticket(row.pk, text="再关一次", **as_(world, "organiser"))


def test_one_live_ticket_about_one_duty(world: World) -> None:
    row = issued(world)
    with pytest.raises(Refusal):
        issued(world)
    row.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save(force_insert=True)
    actions.withdraw_ticket(Ticket.objects.first().pk, text="发错", **as_(world, "organiser"))
    assert issued(world).state == "issued"
    # matters without a duty may be several
    free = {"placement_id": None, "duty": "", "duty_due_on": None}
    assert issued(world, **free).pk != issued(world, **free).pk


@pytest.mark.parametrize(
    ("more", "field"),
    [({"issue": "  "}, "issue"), ({"due_on": None}, "due_on")],
)
def test_a_ticket_says_what_and_by_when(world: World, more: dict[str, Any], field: str) -> None:
    if more.get("due_on", 1) is None:
        more = {"due_on": world.today - timedelta(days=1)}
    with pytest.raises(Refusal) as caught:
        issued(world, **more)
    assert caught.value.field == field


def test_nobody_supervises_their_kin(world: World) -> None:
    """公务员法 §76."""
    organiser = world.users["organiser"]
    person = world.people["other"]
    person.user = organiser
    person.save(update_fields=["user"])
    Kinship.objects.create(person=person, other=world.people["own"], relation="夫妻")
    with pytest.raises(Refusal):
        issued(world)


def test_the_department_does_not_supervise_itself(world: World) -> None:
    with pytest.raises(Refusal):
        actions.issue_ticket(
            world.units["a"].pk, world.units["a"].pk, issue="事项", due_on=world.today,
            **as_(world, "organiser"),
        )  # fmt: skip

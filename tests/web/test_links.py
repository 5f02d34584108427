"""Links lead only where the reader may go, and lines say whom they are about."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from dunmiao.stages.appraisal.models import Appraisal
from dunmiao.stages.people.models import Person
from dunmiao.stages.placement.models import Placement
from dunmiao.stages.placement.rosters import not_moved
from tests.rows.supervision import rows as supervision_rows
from tests.world import World

pytestmark = pytest.mark.django_db


def page(w: World, role: str, name: str, *args: Any) -> str:
    client = Client()
    client.force_login(w.users[role])
    return client.get(reverse(name, args=args)).content.decode()


def test_only_party_members_have_a_relation_to_move(world: World) -> None:
    rows = Placement.objects.filter(not_moved())
    assert world.placements["own"] in rows
    Person.objects.filter(pk=world.people["own"].pk).update(political="13")
    assert world.placements["own"] not in rows.all()


def test_an_opinion_is_not_asked_for_once_the_result_is_told(world: World) -> None:
    row = Appraisal.objects.create(
        placement=world.placements["own"], kind="half", due_on=world.today, state="approved"
    )
    client = Client()
    client.force_login(world.users["receiver"])
    answer = client.get(reverse("appraisal:opine", args=[row.pk]))
    assert answer.status_code == 409
    assert "意见不能再改" in answer.content.decode()


def test_who_holds_nothing_to_lend_sees_no_button(world: World) -> None:
    give = reverse("home:delegation_give")
    assert give in page(world, "receiver", "home:delegations")
    for role in ("stranger", "system_admin"):
        assert give not in page(world, role, "home:delegations")


def test_posts_are_no_links_for_who_may_not_read_them(world: World) -> None:
    href = reverse("selection:post", args=[world.offers["own"].post_id])
    programme = world.programmes["a"].pk
    assert href in page(world, "organiser", "selection:offers", programme)
    for role in ("authority", "inspector", "leader"):
        assert href not in page(world, role, "selection:offers", programme)


def test_reports_are_links_for_their_readers_only(world: World) -> None:
    report = supervision_rows(world)["supervision.Report"]["own"]
    type(report).objects.filter(pk=report.pk).update(state="submitted")
    href = reverse("supervision:report", args=[report.pk])
    assert href in page(world, "receiver", "supervision:reports")
    for role in ("mentor", "team_leader"):
        assert href not in page(world, role, "supervision:reports")

"""Pages of designation, and of the balance of both sides."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from dunmiao.stages.selection.models import Application
from dunmiao.stages.selection.pool import enter_pool
from dunmiao.web.once import FIELD
from tests.stages.nomination_world import nominating, under
from tests.stages.selection_world import person

pytestmark = pytest.mark.django_db


def client(w: Any, role: str) -> Client:
    opened = Client()
    opened.force_login(w.users[role])
    return opened


def test_the_department_designates_from_the_pool(world: Any) -> None:
    programme = under(world, "new-recruits")
    since = world.today - timedelta(days=200)
    inside, _outside = (person(world, n, recruited_on=since) for n in (1, 2))
    enter_pool(world.units["a"].pk, [inside.pk], by=world.users["organiser"], today=world.today)
    desk = client(world, "organiser")
    page = reverse("selection:designate", args=[programme.pk])
    everybody = desk.get(page).content.decode()
    assert "考生001" in everybody
    assert "考生002" in everybody
    pooled = desk.get(page, {"pool": "1"}).content.decode()
    assert "考生001" in pooled
    assert "考生002" not in pooled
    key = {FIELD: uuid.uuid4().hex}
    assert desk.post(page, {**key, "basis": ""}).status_code == 409
    sent = {FIELD: uuid.uuid4().hex, "person": [inside.pk], "basis": "分配方案"}
    assert desk.post(page, sent).status_code == 302
    assert Application.objects.get(programme=programme).person == inside
    listed = desk.get(reverse("selection:applications"), {"programme": programme.pk})
    assert "组织部门安排" in listed.content.decode()


def test_both_come_in_side_by_side(world: Any) -> None:
    """A cadre applies alone; the department reads that, and what the unit says."""
    programme = nominating(world)
    who = person(world, 1, user=world.users["stranger"])
    own = client(world, "stranger")
    page = reverse("selection:apply_person", args=[programme.pk, who.pk])
    assert own.post(page, {FIELD: uuid.uuid4().hex}).status_code == 302
    desk, row = client(world, "organiser"), Application.objects.get(programme=programme)
    listed = reverse("selection:applications") + f"?programme={programme.pk}"
    assert "本人申请（单位未表态）" in desk.get(listed).content.decode()
    said = {FIELD: uuid.uuid4().hex, "is_agreed": "no", "opinion": "岗位离不开"}
    opine = reverse("selection:opine", args=[row.pk])
    assert client(world, "sender").post(opine, said).status_code == 302
    assert "本人申请（单位不同意）" in desk.get(listed).content.decode()
    shown = desk.get(reverse("selection:application", args=[row.pk])).content.decode()
    assert "岗位离不开" in shown


def test_the_balance_is_set_and_read(world: Any) -> None:
    programme = nominating(world)
    desk = client(world, "organiser")
    page = reverse("selection:balance", args=[programme.pk])
    sent = {FIELD: uuid.uuid4().hex, "unit": "柳河镇", "system": "", "number": "25"}
    assert desk.post(page, sent).status_code == 302
    shown = desk.get(page).content.decode()
    assert "柳河镇" in shown
    assert ">25<" in shown
    assert client(world, "leader").get(page).status_code == 200
    assert "设置名额" not in client(world, "leader").get(page).content.decode()

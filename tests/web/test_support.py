"""The pages of conditions, support and care, as units, a handling office and a person use them."""

from __future__ import annotations

import pytest
from django.urls import reverse

from dunmiao.stages.supervision.models import Arrangement, Provision
from tests.web.test_home import client_of
from tests.world import World

pytestmark = pytest.mark.django_db
KEY = {"submission_key": "k" * 20}


def test_the_receiving_unit_writes_the_conditions_once_and_the_person_reads_them(
    world: World,
) -> None:
    at = world.placements["own"]
    form = reverse("supervision:arrangement_confirm", args=[at.pk])
    host = client_of(world, "receiver")
    assert host.post(form, {**KEY, "office": "政府办"}).status_code == 422
    sent = {"submission_key": "m" * 20, "office": "政府办", "lodging": "镇周转房"}
    assert host.post(form, sent).status_code == 302
    assert host.post(form, sent).status_code == 302
    assert Arrangement.objects.filter(placement=at).count() == 1
    page = client_of(world, "cadre").get(reverse("supervision:conditions", args=[at.pk]))
    assert "镇周转房" in page.content.decode()


def test_the_handling_office_says_that_its_support_is_there(world: World) -> None:
    at = world.placements["own"]
    promise = reverse("supervision:provision_promise", args=[at.pk])
    data = {**KEY, "kind": "money", "what": "产业帮扶资金", "amount": "50000",
            "provider": world.units["handler"].name, "due_on": world.today.isoformat()}
    assert client_of(world, "sender").post(promise, data).status_code == 302
    row = Provision.objects.get(what="产业帮扶资金")
    office = client_of(world, "handler")
    assert "产业帮扶资金" in office.get(reverse("home:home")).content.decode()
    page = reverse("supervision:provision", args=[row.pk])
    assert "50000" in office.get(page).content.decode().replace(",", "")
    there = reverse("supervision:provision_give", args=[row.pk])
    assert office.post(there, {**KEY, "on": ""}).status_code == 422
    given = {"submission_key": "g" * 20, "on": world.today.isoformat()}
    assert office.post(there, given).status_code == 302
    again = {"submission_key": "h" * 20, "on": world.today.isoformat()}
    assert office.post(there, again).status_code == 409
    listed = office.get(reverse("supervision:provisions"), {"state": "provided"})
    assert "产业帮扶资金" in listed.content.decode()
    assert office.get(reverse("supervision:provisions"), {"export": "xlsx"}).status_code == 200

"""The welcome pack of a receiving unit: asked for, written, read, printed (000-26)."""

from __future__ import annotations

import io

import pytest
from django.urls import reverse
from docx import Document

from dunmiao.stages.common.refusal import Refusal
from dunmiao.stages.placement.models import Placement, WelcomePack
from dunmiao.stages.placement.welcomes import write_pack
from tests.web.test_home import client_of
from tests.world import World

pytestmark = pytest.mark.django_db
KEY = {"submission_key": "w" * 20}


def _announced(world: World) -> Placement:
    at = world.placements["own"]
    Placement.objects.filter(pk=at.pk).update(state="noticed", arrived_on=None)
    return at


def test_the_unit_is_asked_writes_and_whoever_comes_reads_and_prints_it(world: World) -> None:
    at = _announced(world)
    form = reverse("placement:welcome", args=[at.pk])
    page = reverse("placement:orientation", args=[at.pk])
    host, cadre = client_of(world, "receiver"), client_of(world, "cadre")
    assert form in host.get(reverse("home:home")).content.decode()
    assert form in host.get(page).content.decode()
    assert form not in cadre.get(page).content.decode()
    assert host.post(form, {**KEY, "facts": " ", "terms": ""}).status_code == 409
    sent = {"submission_key": "v" * 20, "terms": "赶闹子：赶集", "contacts": "党政办 65520001"}
    assert host.post(form, sent).status_code == 302
    assert host.post(form, sent).status_code == 302
    assert form not in host.get(reverse("home:home")).content.decode()
    assert "赶闹子：赶集" in cadre.get(page).content.decode()
    paper = cadre.get(reverse("placement:orientation_paper", args=[at.pk]))
    lines = [one.text for one in Document(io.BytesIO(paper.content)).paragraphs]
    assert any("赶闹子" in line for line in lines)


def test_the_pack_is_the_units_and_not_for_boards(world: World) -> None:
    at = world.placements["own"]
    write_pack(at.pk, by=world.user("receiver"), today=world.today, contacts="党政办 65520001")
    page = reverse("placement:orientation", args=[at.pk])
    assert "65520001" in client_of(world, "organiser").get(page).content.decode()
    assert "65520001" not in client_of(world, "inspector").get(page).content.decode()
    elsewhere = reverse("placement:orientation", args=[world.placements["other"].pk])
    assert "65520001" not in client_of(world, "organiser").get(elsewhere).content.decode()


def test_one_pack_per_unit_says_something_and_is_renewed(world: World) -> None:
    at, by = world.placements["own"], world.user("receiver")
    with pytest.raises(Refusal):
        write_pack(at.pk, by=by, today=world.today, facts="  ")
    first = write_pack(at.pk, by=by, today=world.today, facts="全镇十二个村", notes="逢五赶集")
    again = write_pack(at.pk, by=by, today=world.today, facts="全镇十三个村")
    assert first.pk == again.pk and again.notes == ""
    assert WelcomePack.objects.filter(organisation=at.receiving_unit).count() == 1

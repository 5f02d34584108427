"""Units are asked each cycle whether they would have people, and answer for themselves."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from dunmiao.stages.charter.models import Programme
from dunmiao.stages.common.refusal import Refusal
from dunmiao.stages.selection.models import Willingness
from dunmiao.stages.selection.willingness import answer_willingness, ask_willingness
from dunmiao.web.once import FIELD
from tests.world import World

pytestmark = pytest.mark.django_db


def enter(w: World, role: str) -> Client:
    client = Client()
    client.force_login(w.users[role])
    return client


def asked(w: World) -> tuple[Programme, Willingness]:
    programme = w.programmes["a"]
    Programme.objects.filter(pk=programme.pk).update(state="open")
    ask_willingness(programme.pk, by=w.user("organiser"), today=w.today)
    return programme, Willingness.objects.get(programme=programme, organisation=w.units["town1"])


def test_the_unit_answers_from_its_first_page_and_the_department_sees_it(world: World) -> None:
    programme, row = asked(world)
    url = reverse("selection:willing_answer", args=[row.pk])
    unit = enter(world, "receiver")
    assert url in unit.get("/").content.decode()
    sent: dict[str, Any] = {FIELD: "k" * 20, "answer": "no", "reason": ""}
    assert unit.post(url, sent).status_code == 409  # a no needs its reason
    sent = {FIELD: "m" * 20, "answer": "maybe", "reason": "办公用房紧张"}
    assert unit.post(url, sent).status_code == 302
    assert url not in unit.get("/").content.decode()
    page = enter(world, "organiser").get(reverse("selection:willingness", args=[programme.pk]))
    assert "办公用房紧张" in page.content.decode()


def test_next_year_the_unit_is_asked_again_and_sees_what_it_said(world: World) -> None:
    _programme, row = asked(world)
    Willingness.objects.filter(pk=row.pk).update(
        answer="maybe", reason="班子换届", answered_on=world.today - timedelta(days=300),
        asked_on=world.today - timedelta(days=310),
    )
    copy = Programme.objects.get(pk=world.programmes["a"].pk)
    copy.pk, copy.name, copy.year = None, "下一年度", copy.year + 1
    copy.save()
    ask_willingness(copy.pk, by=world.user("organiser"), today=world.today)
    again = Willingness.objects.get(programme=copy, organisation=world.units["town1"])
    assert again.answer == ""
    url = reverse("selection:willing_answer", args=[again.pk])
    assert "班子换届" in enter(world, "receiver").get(url).content.decode()
    with pytest.raises(Refusal):  # nobody is asked twice in one cycle
        ask_willingness(copy.pk, by=world.user("organiser"), today=world.today)


def test_an_answer_that_contradicts_an_offer_is_refused(world: World) -> None:
    _programme, row = asked(world)
    given = {"by": world.user("receiver"), "today": world.today, "reason": "没有需要"}
    with pytest.raises(Refusal):  # its post stands in the call
        answer_willingness(row.pk, answer="no", **given)
    Programme.objects.filter(pk=row.programme_id).update(state="selecting")
    with pytest.raises(Refusal):
        answer_willingness(row.pk, answer="yes", **given)

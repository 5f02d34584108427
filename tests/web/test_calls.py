"""The call before one answers it: read from below, and by nobody else; offers edited in place."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from dunmiao.stages.organisations.models import Delegation
from dunmiao.stages.selection.models import Offer
from dunmiao.stages.selection.reading import calls_in_sight, open_calls
from dunmiao.web.once import FIELD
from tests.stages.selection_world import call, person

pytestmark = pytest.mark.django_db
READERS = (
    "organiser organiser_lead inspector leader authority sender receiver receiver_other cadre "
    "cadre_other"
)


def client(world: Any, role: str) -> Client:
    opened = Client()
    opened.force_login(world.users[role])
    return opened


def test_a_call_shows_what_one_decides_by(world: Any) -> None:
    programme = call(world)
    offer = programme.offers.first()
    offer.post.need_majors = ["农学"]
    offer.post.save()
    programme.offers.exclude(pk=offer.pk).update(is_confirmed=False)
    page = client(world, "sender").get(reverse("selection:call", args=[programme.pk]))
    text = page.content.decode()
    assert page.status_code == 200
    for words in ("云组发〔2026〕9号", "周部长", str(programme.closes_on), "农学", "副镇长0",
                  "第五条（二）", "年龄一般不超过四十周岁", "推荐报名"):
        assert words in text, words
    assert "副镇长1" not in text, "a post not listed yet"


@pytest.mark.parametrize("role", READERS.split())
def test_it_is_read_from_below_in_its_own_county(world: Any, role: str) -> None:
    own, foreign = world.programmes["a"], world.programmes["b"]
    opened = client(world, role)
    assert opened.get(reverse("selection:call", args=[own.pk])).status_code == 200
    assert opened.get(reverse("selection:call", args=[foreign.pk])).status_code == 404


@pytest.mark.parametrize("role", ["handler", "mentor", "system_admin", "audit_admin", "stranger"])
def test_it_is_not_for_others(world: Any, role: str) -> None:
    own = world.programmes["a"]
    assert client(world, role).get(reverse("selection:call", args=[own.pk])).status_code == 403


def test_a_draft_is_read_by_the_department_alone(world: Any) -> None:
    programme = call(world)
    for state in ("draft", "cancelled"):
        type(programme).objects.filter(pk=programme.pk).update(state=state)
        address = reverse("selection:call", args=[programme.pk])
        assert client(world, "sender").get(address).status_code == 404
        assert client(world, "organiser").get(address).status_code == 200


def test_open_means_between_the_days(world: Any) -> None:
    programme = call(world)
    user = world.users["sender"]
    for days, is_there in ((-11, False), (-10, True), (10, True), (11, False)):
        on = world.today + timedelta(days=days)
        assert (programme in open_calls(world.user("sender"), on)) is is_there, days
    user.is_active = False
    assert not calls_in_sight(user, world.today).exists()


def test_who_stands_in_reads_only_what_was_lent(world: Any) -> None:
    programme = call(world)
    loan: Delegation = world.extra["delegation"]
    user = world.user("delegate")
    user.acting = loan
    assert not calls_in_sight(user, world.today).exists()
    loan.acts = [*loan.acts, "call.read"]
    user = world.user("delegate")
    user.acting = loan
    assert programme in calls_in_sight(user, world.today)


def test_the_first_page_and_the_pages_of_applying_lead_to_it(world: Any) -> None:
    programme = call(world)
    address = reverse("selection:call", args=[programme.pk])
    who = person(world, 1)
    who.user = world.users["stranger"]
    who.save()
    for role in ("sender", "receiver", "stranger"):
        assert address in client(world, role).get("/").content.decode(), role
    assert address not in client(world, "organiser").get("/").content.decode()
    applying = reverse("selection:apply", args=[programme.pk])
    assert address in client(world, "sender").get(applying).content.decode()
    assert address in client(world, "stranger").get(reverse("selection:mine")).content.decode()


def test_an_offer_is_changed_and_withdrawn_from_the_list(world: Any) -> None:
    programme = call(world)
    offer = Offer.objects.filter(programme=programme, places=2).get()
    opened = client(world, "organiser")
    listed = reverse("selection:offers", args=[programme.pk])
    edit = reverse("selection:offer_make", args=[offer.post_id]) + f"?programme={programme.pk}"
    withdraw = reverse("selection:offer_withdraw", args=[offer.pk])
    page = opened.get(listed).content.decode()
    assert edit in page and withdraw in page
    form = opened.get(edit).content.decode()
    assert f'<option value="{programme.pk}" selected>' in form
    assert 'name="places" value="2"' in form
    for role in ("leader", "inspector"):
        assert withdraw not in client(world, role).get(listed).content.decode()
    answer = opened.post(withdraw, {FIELD: uuid.uuid4().hex})
    assert answer.status_code == 302
    assert not Offer.objects.filter(pk=offer.pk).exists()
    type(programme).objects.filter(pk=programme.pk).update(state="selecting")
    assert "/withdraw/" not in opened.get(listed).content.decode()


def test_the_days_of_a_term_stand_month_by_month(world: Any) -> None:
    row = world.programmes["a"].charter
    page = client(world, "organiser").get(
        reverse("charter:charter", args=[row.pk]), {"part": "term"}
    )  # fmt: skip
    assert page.content.decode().count('<th scope="col" class="num">') >= 12

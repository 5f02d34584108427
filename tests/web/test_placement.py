"""Pages of one placement: what each party sees there, and where its links lead."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from dunmiao.stages.organisations.models import Contact
from dunmiao.stages.placement.models import Holding, Placement
from dunmiao.stages.selection.models import Post
from dunmiao.web.once import FIELD

ROLES = ("organiser", "sender", "receiver", "cadre", "mentor", "team_leader", "inspector")


def enter(world: Any, role: str) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(world.users[role])
    return client


@pytest.mark.parametrize("role", ROLES)
def test_every_link_of_a_placement_opens_for_its_reader(world: Any, role: str) -> None:
    client = enter(world, role)
    page = client.get(f"/placements/{world.placements['own'].pk}/")
    assert page.status_code == 200
    main = page.content.decode().split("<main", 1)[1].split("</main", 1)[0]
    links = {link for link in re.findall(r'href="(/[^"#]*)"', main) if not link.startswith("/st")}
    found = {link: client.get(link).status_code for link in links}
    assert {link: code for link, code in found.items() if code != 200} == {}


def test_a_post_out_of_reach_is_named_without_a_link(world: Any) -> None:
    post = Post.objects.create(organisation=world.units["city"], title="副科长")
    Holding.objects.filter(placement=world.placements["own"]).update(post=post)
    page = enter(world, "organiser").get(f"/placements/{world.placements['own'].pk}/")
    assert "副科长" in page.content.decode()
    assert f"/placements/posts/{post.pk}/" not in page.content.decode()


def test_a_term_that_is_over_shows_nobody_as_missing(world: Any) -> None:
    row = world.placements["own"]
    last = world.today - timedelta(days=10)
    row.mentorships.update(ends_on=last)
    Placement.objects.filter(pk=row.pk).update(state="closed", ended_on=last)
    page = enter(world, "organiser").get(f"/placements/{row.pk}/")
    assert "有责任人未明确" not in page.content.decode()
    assert "tone-late" not in page.content.decode()


def test_the_page_shows_the_division_of_work_and_the_earlier_ones(world: Any) -> None:
    """000-43: written on the form with its day and document; what it was before stays readable."""
    row, client = world.placements["own"], enter(world, "receiver")
    told = {"柳党发〔2026〕3号": "联系东柳片区", "柳党发〔2026〕8号": "分管项目建设"}
    for number, text in told.items():
        answer = client.post(f"/placements/{row.pk}/division/", {
            "text": text, "on": world.today.isoformat(), "document_no": number,
            FIELD: f"key-{len(text):04}-{number[-2]:>04}",
        })  # fmt: skip
        assert answer.status_code == 302
    page = enter(world, "cadre").get(f"/placements/{row.pk}/").content.decode()
    now, _, earlier = page.partition("以前的分工")
    assert "分管项目建设" in now and "柳党发〔2026〕8号" in now
    assert "联系东柳片区" in earlier and "柳党发〔2026〕3号" in earlier
    assert "联系东柳片区" not in now


def led(world: Any) -> str:
    page = enter(world, "cadre").get(f"/placements/{world.placements['own'].pk}/")
    return page.content.decode().partition("在接收单位受谁领导")[2].partition("</section>")[0]


def test_the_receiving_party_organisation_leads(world: Any) -> None:
    """001c-23: the receiving unit manages; a member belongs to its party organisation."""
    row = world.placements["own"]
    unit, person = str(row.receiving_unit), row.person
    person.political = "01"
    person.save(update_fields=["political"])
    card = led(world)
    assert "日常管理单位" in card and f"{unit}党组织" in card and "尚未转出" in card
    row.relations.filter(kind="party").update(moved_on=world.today)
    assert "尚未转出" not in led(world)
    row.relations.filter(kind="party").update(at="temporary_branch")
    card = led(world)
    assert "临时党支部" in card and str(row.teams.first()) in card and f"{unit}党组织" not in card
    person.political = "13"
    person.save(update_fields=["political"])
    card = led(world)
    assert unit in card and "所属党组织" not in card


def test_the_leader_in_charge_there_is_named(world: Any) -> None:
    """001c-23: who leads at the receiving unit stands on the page by name, never the sender's."""
    row = world.placements["own"]
    Contact.objects.filter(organisation__in=(row.receiving_unit, row.sending_unit)).delete()
    for unit, name in ((row.receiving_unit, "段立春"), (row.sending_unit, "柏文静")):
        Contact.objects.create(
            organisation=unit, kind=Contact.IN_CHARGE, name=name, starts_on=row.starts_on
        )
    card = led(world)
    assert "段立春" in card and "柏文静" not in card

"""Pages of one placement: what each party sees there, and where its links lead."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from dunmiao.stages.placement.models import Holding, Placement
from dunmiao.stages.selection.models import Post

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

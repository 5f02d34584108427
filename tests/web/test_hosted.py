"""A receiving unit has its seconded people in one list (000-34)."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from dunmiao.stages.placement.actions import divide_work
from tests.world import World

pytestmark = pytest.mark.django_db


def test_the_unit_sees_its_people_with_their_part_of_the_work(world: World) -> None:
    own = world.placements["own"]
    client = Client()
    client.force_login(world.users["receiver"])
    url = reverse("placement:hosted")
    page = client.get(url).content.decode()
    assert "单雨桐" in page and "曾志远" not in page
    assert reverse("placement:divide", args=[own.pk]) in page
    divide_work(own.pk, by=world.user("receiver"), today=world.today, text="协助抓项目建设")
    assert "协助抓项目建设" in client.get(url).content.decode()
    assert client.get(url, {"export": "xlsx"}).content[:2] == b"PK"

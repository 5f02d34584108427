"""The pages of reflections, as the person and the parties use them."""

from __future__ import annotations

import pytest
from django.urls import reverse

from dunmiao.stages.common.models import AuditEntry
from dunmiao.stages.development.models import Reflection
from tests.web.test_home import client_of
from tests.world import World

pytestmark = pytest.mark.django_db


def test_a_reflection_is_written_shared_read_on_record_and_taken_back(world: World) -> None:
    at, mentor, person = world.placements["own"], client_of(world, "mentor"), client_of(
        world, "cadre"
    )
    write = reverse("development:reflection_write", args=[at.pk])
    data = {"title": "一次失败", "text": "会前没有摸清底数。", "on": world.today.isoformat()}
    assert person.post(write, {**data, "submission_key": "a" * 20, "text": ""}).status_code == 422
    for _again in range(2):
        assert person.post(write, {**data, "submission_key": "b" * 20}).status_code == 302
    row = Reflection.objects.get()
    listed, page = (
        reverse("development:reflections", args=[at.pk]),
        reverse("development:reflection", args=[row.pk]),
    )
    assert "底数" in person.get(page).content.decode()
    assert mentor.get(page).status_code == 404
    assert "一次失败" not in mentor.get(listed).content.decode()
    share = reverse("development:reflection_let_read", args=[row.pk])
    person.post(share, {"submission_key": "c" * 20, "shared_with": ["mentor"]})
    assert "底数" not in mentor.get(page).content.decode()
    assert client_of(world, "organiser").get(page).status_code == 404
    read = mentor.post(
        reverse("development:reflection_reveal", args=[row.pk]), {"submission_key": "d" * 20}
    )
    assert "底数" in read.content.decode()
    assert AuditEntry.objects.filter(act="reflection.reveal").count() == 1
    assert str(world.user("mentor")) in person.get(page).content.decode()
    person.post(share, {"submission_key": "e" * 20})
    assert mentor.get(page).status_code == 404


def test_the_person_mends_their_words(world: World) -> None:
    at = world.placements["own"]
    row = Reflection.objects.create(placement=at, on=world.today, title="想法", text="原来的话")
    person = client_of(world, "cadre")
    edit = reverse("development:reflection_edit", args=[row.pk])
    assert "原来的话" in person.get(edit).content.decode()
    data = {"title": "想法", "text": "改过的话", "on": world.today.isoformat()}
    assert person.post(edit, {**data, "submission_key": "f" * 20}).status_code == 302
    page = person.get(reverse("development:reflection", args=[row.pk])).content.decode()
    assert "改过的话" in page and "原来的话" not in page

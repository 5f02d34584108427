"""The pages of mentoring: who mentors whom, the board, notes from a phone."""

from __future__ import annotations

from typing import Any

from django.test import Client
from django.urls import reverse

from dunmiao.stages.development.models import MentorNote, Mentorship
from dunmiao.stages.placement.models import Placement
from dunmiao.web.once import FIELD
from tests.world import World


def enter(w: World, role: str, language: str = "zh-hans") -> Client:
    client = Client()
    client.force_login(w.users[role])
    client.cookies["language"] = language
    return client


def post(client: Client, url: str, **data: Any) -> Any:
    key = f"key-{abs(hash((url, str(data))))}"[:40].ljust(12, "0")
    return client.post(url, {FIELD: key, **data})


def at(w: World, name: str, *more: Any) -> str:
    return reverse(name, args=[w.placements["own"].pk, *more])


def text(response: Any) -> str:
    return response.content.decode()


def test_a_note_from_the_board(world: World) -> None:
    """The board says who waits and what was not touched; a note takes one choice, one sentence."""
    client = enter(world, "mentor")
    board = reverse("development:mentees")
    page = text(client.get(board))
    assert "单雨桐" in page and "曾志远" not in page
    assert "尚未涉及：传授经验、交流思想、指出差距、提出建议" in page
    url = at(world, "development:note_write")
    assert url in page
    day = world.today.isoformat()
    assert post(client, url, kind="", text="", on=day).status_code == 422
    done = post(client, url, kind="thinking", text="谈了近期想法", on=day)
    assert done.headers["Location"] == board
    page = text(client.get(board))
    assert "尚未涉及：传授经验、指出差距、提出建议" in page
    assert "谈了近期想法" not in page


def test_notes_are_read_by_person_and_department_alone(world: World) -> None:
    MentorNote.objects.create(
        placement=world.placements["own"], by=world.users["mentor"], on=world.today,
        kind="gaps", text="入户时话说得太书面",
    )
    url = at(world, "development:mentors")
    for role, reads in (("cadre", True), ("organiser", True), ("mentor", True),
                        ("sender", False), ("receiver", False), ("liaison", False)):
        page = text(enter(world, role).get(url))
        assert ("入户时话说得太书面" in page) is reads, role


def test_the_board_of_a_unit_and_of_the_department(world: World) -> None:
    page = text(enter(world, "receiver").get(reverse("development:mentees")))
    assert "单雨桐" in page and "曾志远" not in page
    client = enter(world, "organiser")
    page = text(client.get(reverse("development:mentees")))
    assert "单雨桐" in page and "曾志远" in page and "欧阳静" not in page
    page = text(client.get(reverse("development:mentees"), {"q": "石桥"}))
    assert "单雨桐" not in page and "曾志远" in page
    assert client.get(reverse("development:mentees"), {"export": "xlsx"}).status_code == 200
    assert enter(world, "sender").get(reverse("development:mentees")).status_code == 403


def test_appointing_shows_model_standing_and_for_all(world: World) -> None:
    own, other = world.placements["own"], world.placements["other"]
    Placement.objects.filter(pk=other.pk).update(receiving_unit=own.receiving_unit)
    Mentorship.objects.all().delete()
    client = enter(world, "receiver")
    url = at(world, "development:mentor_appoint")
    page = text(client.get(url))
    assert "接收单位党政领导" in page
    assert "用于本单位本项目所有尚无导师的人" in page
    days = {"starts_on": world.today, "ends_on": own.ends_on, "kind": "contact"}
    made = post(client, url, login="liaison", title="镇长", is_for_all="on",
                standing="unit_leader", **days)
    assert made.status_code == 302
    assert Mentorship.objects.count() == 2


def test_a_change_shows_on_the_page_with_its_reason(world: World) -> None:
    client = enter(world, "receiver")
    url = reverse("development:mentor_change", args=[world.mentorships["own"].pk])
    data = {"name": "孙立", "title": "镇长", "standing": "unit_leader", "starts_on": world.today}
    assert post(client, url, reason="", **data).status_code == 422
    assert post(client, url, reason="马建国调任县里", **data).status_code == 302
    page = text(client.get(at(world, "development:mentors")))
    assert "马建国调任县里" in page and "接替马建国" in page
    assert post(client, url, reason="再换一次", **data).status_code == 409


def test_the_pages_speak_english(world: World) -> None:
    page = text(enter(world, "mentor", "en").get(reverse("development:mentees")))
    assert "Those I guide" in page and "Not touched yet: Experience" in page

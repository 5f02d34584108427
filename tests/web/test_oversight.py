"""Prompts, the private calendar and supervised matters as people meet them."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from dunmiao.engine.calendar import WorkingDays
from dunmiao.stages.common.models import Holiday
from dunmiao.stages.supervision import actions
from dunmiao.stages.supervision.models import Delivery, Prompt, Ticket
from dunmiao.stages.supervision.prompting import prompt_everybody
from tests.world import World


def client_of(w: World, role: str) -> Client:
    client = Client()
    client.force_login(w.users[role])
    return client


def key(client: Client, url: str) -> str:
    found = re.search(r'name="submission_key" value="([^"]+)"', client.get(url).content.decode())
    assert found
    return found[1]


def post(client: Client, url: str, page: str, **data: Any) -> Any:
    return client.post(url, {"submission_key": key(client, page), **data})


@pytest.fixture
def prompted(world: World, settings: Any) -> World:
    """Give the world on a working day, after its prompts went out."""
    Holiday.objects.all().delete()
    day = WorkingDays().next(world.today)
    settings.REHEARSAL_DAY = day.isoformat()
    world.today = day
    prompt_everybody(day)
    return world


# ------------------------------------------------------------------------------ prompts


def test_each_sees_what_went_to_them(prompted: World) -> None:
    """The cadre sees the report that is due, and nothing of what others owe or did."""
    page = client_of(prompted, "cadre").get(reverse("supervision:prompts")).content.decode()
    assert "向三方汇报" in page
    assert "制定个人锻炼计划" not in page
    assert prompted.people["other"].name not in page
    host = client_of(prompted, "receiver").get(reverse("supervision:prompts")).content.decode()
    assert "制定个人锻炼计划" in host
    assert prompted.people["other"].name not in host
    assert "向三方汇报" not in host


def test_a_prompt_says_when_it_was_done(prompted: World) -> None:
    client, url = client_of(prompted, "receiver"), reverse("supervision:prompts")
    before = client.get(url).content.decode().count("已办结")
    actions.confirm_step(
        prompted.placements["own"].pk, "orientation.given", by=prompted.user("receiver"),
        today=prompted.today,
    )  # fmt: skip
    assert client.get(url).content.decode().count("已办结") == before + 1


def test_the_department_sends_and_reads_what_failed(
    world: World, settings: Any, tmp_path: Any
) -> None:
    Holiday.objects.all().delete()
    day = WorkingDays().next(world.today)
    settings.REHEARSAL_DAY, settings.GATEWAY = day.isoformat(), f"file:{tmp_path}"
    client, url = client_of(world, "organiser"), reverse("supervision:prompts")
    assert post(client, reverse("supervision:prompts_send"), url).status_code == 302
    assert Prompt.objects.exists()
    page = client.get(reverse("supervision:deliveries")).content.decode()
    assert "未发出" in page
    settings.GATEWAY = f"file:{tmp_path / 'sent'}"
    row = Delivery.objects.filter(state="failed").first()
    again = reverse("supervision:delivery_retry", args=[row.pk])
    assert post(client, again, reverse("supervision:deliveries")).status_code == 302
    row.refresh_from_db()
    assert row.state == "sent"


def test_the_unit_is_told_of_its_people_among_what_is_to_do(prompted: World) -> None:
    day = prompted.today
    for _count in range(3):
        day = WorkingDays().add(day, 1)
        prompt_everybody(day)
    page = client_of(prompted, "organiser").get(reverse("home:home")).content.decode()
    assert "项事项逾期" in page


# ------------------------------------------------------------------------------ calendar


def made(w: World, role: str) -> tuple[Client, str]:
    client, page = client_of(w, role), reverse("supervision:feed")
    assert post(client, reverse("supervision:feed_new"), page).status_code == 302
    found = re.search(r"http://testserver(/\S+?\.ics)", client.get(page).content.decode())
    assert found
    return client, found[1]


def unfolded(body: bytes) -> str:
    return body.replace(b"\r\n ", b"").decode()


def test_a_calendar_holds_ones_own_duties_and_no_person(world: World) -> None:
    """002: names of duties and days; who is meant stands behind the sign-in."""
    for role in ("cadre", "receiver", "organiser"):
        _client, url = made(world, role)
        answer = Client().get(url)
        assert answer.status_code == 200
        assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
        assert "no-store" in answer.headers["Cache-Control"]
        text = unfolded(answer.content)
        assert "BEGIN:VEVENT" in text
        for person in world.people.values():
            assert person.name not in text
        assert "马建国" not in text
        uids = re.findall(r"UID:(\S+)", text)
        assert len(uids) == len(set(uids))
        assert uids == re.findall(r"UID:(\S+)", unfolded(Client().get(url).content))
    _client, url = made(world, "cadre")
    text = unfolded(Client().get(url).content)
    assert "向三方汇报" in text
    assert "制定个人锻炼计划" not in text


def test_an_address_is_secret_and_can_be_revoked(world: World) -> None:
    client, old = made(world, "cadre")
    page = reverse("supervision:feed")
    assert post(client, reverse("supervision:feed_new"), page).status_code == 302
    assert Client().get(old).status_code == 404
    found = re.search(r"http://testserver(/\S+?\.ics)", client.get(page).content.decode())
    assert found
    new = found[1]
    assert Client().get(new).status_code == 200
    assert Client().get(new.replace(".ics", "x.ics")).status_code == 404
    assert Client().get(re.sub(r"/\d+-\d+", "/1-99", new)).status_code == 404
    assert post(client, reverse("supervision:feed_end"), page).status_code == 302
    assert Client().get(new).status_code == 404


def test_an_account_switched_off_has_no_calendar(world: World) -> None:
    _client, url = made(world, "cadre")
    world.users["cadre"].is_active = False
    world.users["cadre"].save(update_fields=["is_active"])
    assert Client().get(url).status_code == 404


# ------------------------------------------------------------------------------ tickets


def test_an_overdue_duty_is_supervised_until_it_is_settled(world: World) -> None:
    """001b-40, through the pages: from the ledger to the unit's to-do and back."""
    at = world.placements["own"]
    organiser, host = client_of(world, "organiser"), client_of(world, "receiver")
    ledger = organiser.get(reverse("supervision:ledger", args=[at.pk])).content.decode()
    url = reverse("supervision:ticket_issue", args=[at.pk, "plan", 1])
    assert url in ledger
    form = organiser.get(url).content.decode()
    assert "柳河镇" in form
    due_on = (world.today + timedelta(days=7)).isoformat()
    sent = post(organiser, url, url, unit="柳河镇", issue="计划没有按期制定", due_on=due_on)
    assert sent.status_code == 302
    again = post(organiser, url, url, unit="柳河镇", issue="计划没有按期制定", due_on=due_on)
    assert again.status_code == 409
    row = Ticket.objects.get()
    page = reverse("supervision:ticket", args=[row.pk])
    assert page in host.get(reverse("home:home")).content.decode()
    told = post(
        host, reverse("supervision:ticket_note", args=[row.pk]), page, text="已报送",
        is_settled="on",
    )  # fmt: skip
    assert told.status_code == 302
    assert page in organiser.get(reverse("home:home")).content.decode()
    empty = post(organiser, reverse("supervision:ticket_close", args=[row.pk]), page, text="")
    assert empty.status_code == 422
    closed = reverse("supervision:ticket_close", args=[row.pk])
    assert post(organiser, closed, page, text="计划已制定").status_code == 302
    assert Ticket.objects.get().state == "closed"
    assert client_of(world, "receiver_other").get(page).status_code == 404


def test_the_note_of_urging_is_a_word_file(world: World) -> None:
    row = actions.issue_ticket(
        world.units["a"].pk, world.units["town1"].pk, issue="计划没有按期制定",
        due_on=world.today, by=world.user("organiser"), today=world.today,
        placement_id=world.placements["own"].pk, duty="plan",
        duty_due_on=world.today - timedelta(days=9),
    )  # fmt: skip
    url = reverse("supervision:ticket_paper", args=[row.pk])
    answer = client_of(world, "organiser").get(url)
    text = zipfile.ZipFile(io.BytesIO(answer.content)).read("word/document.xml").decode()
    for said in ("催办单", "柳河镇", "计划没有按期制定", "第十五条", "9"):
        assert said in text
    assert client_of(world, "receiver").get(url).status_code == 403

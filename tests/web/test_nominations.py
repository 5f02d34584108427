"""Pages of nominations: what the department sees, what the unit does, what stands in whose list."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from dunmiao.stages.selection.models import Application, Nomination
from dunmiao.web.once import FIELD
from tests.stages.nomination_world import asked, named, nominating
from tests.stages.selection_world import person

pytestmark = pytest.mark.django_db


def client(w: Any, role: str) -> Client:
    opened = Client()
    opened.force_login(w.users[role])
    return opened


def post(opened: Client, name: str, *args: Any, **data: Any) -> Any:
    key = {FIELD: uuid.uuid4().hex}
    return opened.post(reverse(f"selection:{name}", args=args), {**data, **key})


def text(opened: Client, name: str, *args: Any, **query: Any) -> str:
    page = opened.get(reverse(f"selection:{name}", args=args), query)
    assert page.status_code == 200
    return page.content.decode()


def test_a_nomination_from_the_call_to_the_selection(world: Any) -> None:
    programme = nominating(world)
    desk, unit = client(world, "organiser"), client(world, "sender")
    due = (world.today + timedelta(days=8)).isoformat()
    sent = post(desk, "nominations_ask", programme.pk, kinds=["county"], due_on=due,
                but="区财政局", also="柳河镇")  # fmt: skip
    assert sent.status_code == 302
    names = set(Nomination.objects.values_list("unit__name", flat=True))
    assert names == {"区发展和改革局", "区住房和城乡建设局", "柳河镇"}
    row = Nomination.objects.get(unit=world.units["send1"])
    home = unit.get(reverse("home:home")).content.decode()
    assert reverse("selection:nomination", args=[row.pk]) in home, "the unit's list of things to do"

    who = person(world, 1)
    assert "个月" in text(unit, "nominee_choose", row.pk), "months at the grass roots"
    assert post(unit, "nominee_name", row.pk, who.pk, reason="").status_code == 422
    done = post(unit, "nominee_name", row.pk, who.pk, reason="经历单一", rank_class="middle")
    assert done.status_code == 302
    assert post(unit, "nomination_send", row.pk).status_code == 409, "no meeting"
    done = post(unit, "nomination_send", row.pk, met_on=world.today.isoformat(),
                body="党组会议", resolution_no="〔2026〕3号")  # fmt: skip
    assert done.status_code == 302
    shown = text(desk, "nomination", row.pk)
    for words in ("考生001", "经历单一", "中层干部", "〔2026〕3号"):
        assert words in shown, words
    assert reverse("selection:nominations") + "?state=named" in (
        desk.get(reverse("home:home")).content.decode()
    )
    assert post(desk, "nomination_accept", row.pk).status_code == 302
    assert Application.objects.get(programme=programme).person == who


def test_sent_back_it_stands_in_the_units_list_with_the_reason(world: Any) -> None:
    row = asked(world, nominating(world))
    unit, desk = client(world, "sender"), client(world, "organiser")
    assert post(unit, "nomination_decline", row.pk, reason="人手紧缺").status_code == 302
    assert "人手紧缺" in text(desk, "nominations")
    assert post(desk, "nomination_return", row.pk, reason="请再研究一次").status_code == 302
    assert "请再研究一次" in unit.get(reverse("home:home")).content.decode()
    assert "请再研究一次" in text(unit, "nomination", row.pk)


def test_who_is_late_is_found(world: Any) -> None:
    programme = nominating(world)
    asked(world, programme, due_on=world.today - timedelta(days=1))
    asked(world, programme, "send2")
    desk = client(world, "organiser")
    late = text(desk, "nominations", state="late")
    assert "区发展和改革局" in late
    assert "区住房和城乡建设局" not in late
    assert "state=late" in desk.get(reverse("home:home")).content.decode()


def test_a_heavy_load_is_shown_to_both_sides(world: Any) -> None:
    world.units["send1"].headcount = 20
    world.units["send1"].save()
    row = asked(world, nominating(world))
    named(world, row, person(world, 1))
    for role in ("sender", "organiser"):
        opened = client(world, role)
        assert "高于10%" not in text(opened, "nomination", row.pk), "one away, one to go, of 20"
    named(world, row, person(world, 3))
    for role in ("sender", "organiser"):
        opened = client(world, role)
        for shown in (text(opened, "nomination", row.pk), text(opened, "nominations")):
            assert "15.0%" in shown
            assert "高于10%" in shown


def test_a_unit_sees_its_own_list_alone(world: Any) -> None:
    programme = nominating(world)
    other = asked(world, programme, "send2")
    unit = client(world, "sender")
    assert unit.get(reverse("selection:nomination", args=[other.pk])).status_code == 404
    assert "区住房和城乡建设局" not in text(unit, "nominations")


def test_the_list_is_exported_as_it_is_seen(world: Any) -> None:
    asked(world, nominating(world))
    page = client(world, "organiser").get(reverse("selection:nominations"), {"export": "xlsx"})
    assert page.status_code == 200
    assert page.content[:2] == b"PK"

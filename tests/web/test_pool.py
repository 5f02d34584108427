"""Pages of the pool: filters, make-up, coverage without any order of merit, wishes, the survey."""

from __future__ import annotations

import re
import uuid
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from dunmiao.stages.selection.models import PoolMember, SurveyReport
from dunmiao.stages.selection.pool import enter_pool
from dunmiao.web.once import FIELD
from tests.stages.nomination_world import nominating
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


def filled(w: Any) -> dict[str, PoolMember]:
    """Three persons of the pool who differ in all that the list is narrowed by."""
    year = w.today.year
    people = {
        "甲": person(w, 1, name="甲某", major="法学", education="21"),
        "乙": person(w, 2, name="乙某", major="会计学", education="30",
                    born_on=date(year - 39, 1, 1), resume=f"{year - 9}.07--         区财政局科员"),
        "丙": w.people["own"],
    }  # fmt: skip
    rows = enter_pool(w.units["a"].pk, [one.pk for one in people.values()],
                      by=w.users["organiser"], today=w.today)  # fmt: skip
    by_person = {row.person_id: row for row in rows}
    made = {key: by_person[one.pk] for key, one in people.items()}
    PoolMember.objects.filter(pk=made["甲"].pk).update(willing="yes", wish_place="柳河镇")
    PoolMember.objects.filter(pk=made["乙"].pk).update(state="deferred", willing="no")
    return made


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({}, "甲乙丙"),
        ({"youngest": "35"}, "乙"),
        ({"oldest": "32"}, "甲"),
        ({"education": "30"}, "乙"),
        ({"major": "法"}, "甲"),
        ({"experience": "grassroots"}, "甲"),
        ({"experience": "gates"}, "乙"),
        ({"willing": "yes"}, "甲"),
        ({"willing": "none"}, "丙"),
        ({"wish": "柳河"}, "甲"),
        ({"state": "deferred"}, "乙"),
        ({"out": "now"}, "丙"),
        ({"out": "never"}, "甲乙"),
        ({"q": "住房"}, "乙"),
    ],
)
def test_the_pool_is_narrowed(world: Any, query: dict[str, str], expected: str) -> None:
    made = filled(world)
    shown = text(client(world, "organiser"), "pool", **query)
    found = {key for key, row in made.items() if f'/selection/pool/{row.pk}/"' in shown}
    assert found == set(expected)


def test_the_make_up_follows_the_filters(world: Any) -> None:
    filled(world)
    desk = client(world, "organiser")
    whole, deferred = text(desk, "pool_structure"), text(desk, "pool_structure", state="deferred")
    assert "3" in re.sub(r"\s", "", whole.split("结构情况")[-1])[:400]
    assert "会计学" in deferred
    assert "法学" not in deferred


def test_coverage_stands_in_official_order_and_cannot_be_ranked(world: Any) -> None:
    programme = nominating(world)
    filled(world)
    desk = client(world, "organiser")
    shown = text(desk, "pool_coverage", programme.pk)
    table = shown[shown.index("<tbody>"):]
    order = [table.index(name) for name in ("区发展和改革局", "区住房和城乡建设局", "柳河镇")]
    assert order == sorted(order)
    assert "sort=" not in table
    assert "sort=" not in shown[shown.index("<thead>"):shown.index("<tbody>")]


def test_a_unit_reports_and_confirms(world: Any) -> None:
    programme = nominating(world)
    person(world, 1)
    desk, unit = client(world, "organiser"), client(world, "sender")
    due = (world.today + timedelta(days=9)).isoformat()
    done = post(desk, "survey_ask", programme.pk, also="区发展和改革局", due_on=due)
    assert done.status_code == 302
    row = SurveyReport.objects.get()
    assert reverse("selection:survey", args=[row.pk]) in (
        unit.get(reverse("home:home")).content.decode()
    )
    assert "考生001" in text(unit, "survey", row.pk)
    assert post(unit, "survey_report", row.pk, who="all").status_code == 302
    assert PoolMember.objects.count() == 2
    assert post(unit, "survey_confirm", row.pk).status_code == 302
    assert "单位已确认" in text(desk, "surveys")
    assert post(desk, "survey_return", row.pk, reason="请核对").status_code == 302
    assert "请核对" in unit.get(reverse("home:home")).content.decode()


def test_a_person_says_what_is_wished(world: Any) -> None:
    row = filled(world)["丙"]
    own = client(world, "cadre")
    assert reverse("selection:pool_wish", args=[row.pk]) in (
        own.get(reverse("home:home")).content.decode()
    )
    said = {"wish_place": "石桥镇", "difficulty": "照顾老人"}
    done = post(own, "pool_wish", row.pk, willing="maybe", **said)
    assert done.status_code == 302
    shown = text(client(world, "organiser"), "pool_member", row.pk)
    for words in ("尚未确定", "石桥镇", "照顾老人"):
        assert words in shown, words


def test_a_unit_sees_its_own_people_of_the_pool(world: Any) -> None:
    made = filled(world)
    shown = text(client(world, "sender"), "pool")
    assert "甲某" in shown
    assert "乙某" not in shown
    unit = client(world, "sender")
    assert unit.get(reverse("selection:pool_member", args=[made["乙"].pk])).status_code == 404


def test_a_list_may_go_into_the_pool(world: Any) -> None:
    programme = nominating(world, state="draft")
    shown = text(client(world, "organiser"), "imports", programme.pk)
    assert 'value="pool"' in shown
    assert 'value="selection"' not in shown, "the call is not open"
    other = text(client(world, "organiser"), "imports", world.programmes["a"].pk)
    assert 'value="pool"' not in other

"""Finding persons, their experience, and one secret at a time."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from dunmiao.stages.common.models import AuditEntry
from dunmiao.stages.common.refusal import Refusal
from dunmiao.stages.people.actions import register_person, update_person
from dunmiao.stages.people.experience import experience_of
from dunmiao.stages.people.facts import person_facts
from dunmiao.stages.people.models import Person
from dunmiao.stages.people.reading import aged, named, ranked, reveal_field, tagged, trail_of
from dunmiao.stages.people.values import spelled

pytestmark = pytest.mark.django_db


def person(w: Any, name: str = "覃志远", **more: Any) -> Person:
    values = {"name": name, "sex": "1", **more}
    return register_person(
        w.units["send1"].pk, values, by=w.users["organiser"], today=w.today, note="名册.xlsx"
    )


@pytest.mark.parametrize(
    "text", ["覃", "志远", "qzy", "tzy", "qinzhi", "tanzhiyuan", "TZY", "覃 发展", "改革局"]
)
def test_a_person_is_found_by_any_reading_of_the_surname(world: Any, text: str) -> None:
    row = person(world)
    assert row in named(Person.objects.all(), text)


def test_a_surname_is_read_as_a_surname(world: Any) -> None:
    row = person(world, "单雨")
    assert row.initials == "sy"
    assert row in named(Person.objects.all(), "shanyu")
    assert row not in named(Person.objects.all(), "danyu")
    assert spelled("欧阳静") == "ouyangjing"


def test_persons_are_kept_by_tag_and_age(world: Any) -> None:
    born = date(world.today.year - 30, world.today.month, 1)
    row = person(world, tags=["selected"], born_on=born)
    every = Person.objects.all()
    assert list(tagged(every, "selected")) == [row]
    assert list(tagged(every, "select")) == []
    assert row in aged(every, world.today, 30, 30)
    assert row not in aged(every, world.today, 31, None)
    assert row not in aged(every, world.today, None, 29)


def test_ranks_go_from_above(world: Any) -> None:
    low, high = person(world, rank="142"), person(world, "单雨", rank="132")
    none = person(world, "曾静")
    rows = ranked(Person.objects.filter(pk__in=[low.pk, high.pk, none.pk]))
    assert [row.pk for row in rows.order_by("rank_place")] == [high.pk, low.pk, none.pk]


def test_a_secret_is_shown_once_and_recorded(world: Any) -> None:
    row = world.people["own"]
    by = world.user("organiser")
    text = reveal_field(row.pk, "phone", by=by, today=world.today, purpose="通知报到")
    assert text.startswith("ZQX-Person-own-phone")
    entry = AuditEntry.objects.filter(act="person.reveal").get()
    assert entry.changes == {"field": "phone"}
    assert entry.note == "通知报到"
    assert "ZQX" not in str(entry.changes) + entry.note


def test_a_row_of_the_family_is_revealed_alone(world: Any) -> None:
    own, other = world.people["own"], world.people["other"]
    given = {"by": world.user("organiser"), "today": world.today, "purpose": "核对"}
    key = f"family-{own.family.get().pk}"
    assert reveal_field(own.pk, key, **given).startswith("ZQX-FamilyMember-own")
    with pytest.raises(Refusal):
        reveal_field(own.pk, f"family-{other.family.get().pk}", **given)


@pytest.mark.parametrize(("secret", "purpose"), [("phone", " "), ("name", "核对"), ("x", "核对")])
def test_a_reveal_needs_purpose_and_a_secret(world: Any, secret: str, purpose: str) -> None:
    with pytest.raises(Refusal):
        reveal_field(
            world.people["own"].pk, secret, by=world.user("organiser"), today=world.today,
            purpose=purpose,
        )  # fmt: skip


def test_nothing_held_is_nothing_revealed(world: Any) -> None:
    row = person(world)
    with pytest.raises(Refusal, match=r"\w"):
        reveal_field(
            row.pk, "phone", by=world.user("organiser"), today=world.today, purpose="核对"
        )


def test_the_trail_says_where_each_value_came_from(world: Any) -> None:
    row = person(world, major="法学")
    update_person(row.pk, {"major": "会计"}, by=world.users["sender"], today=world.today)
    trail = trail_of(row)
    assert trail.origins["name"].source == "名册.xlsx"
    assert trail.origins["name"].is_first
    assert trail.origins["major"].by == "用户sender"
    assert trail.origins["major"].source == ""


RESUME = """2013.07--2016.08  云溪区柳河镇科员
2016.08--         区发展和改革局科员"""


def test_experience_rests_on_the_work_record(world: Any) -> None:
    row = person(world, resume=RESUME)
    found = experience_of(row, world.today)
    assert found.grassroots.months == 37
    assert len(found.grassroots.because) == 1
    assert found.gates is not None and found.gates.is_so is False
    assert [rung.service.text for rung in found.rungs] == ["云溪区柳河镇科员", "区发展和改革局科员"]
    assert person_facts(row, world.today).grassroots_months == 37


def test_months_served_twice_count_once(world: Any) -> None:
    row = person(world, resume=RESUME + "\n2015.01--2016.08  柳河镇东村第一书记")
    assert experience_of(row, world.today).grassroots.months == 37
    assert person_facts(row, world.today).grassroots_months == 37


def test_a_person_without_resume_has_no_known_experience(world: Any) -> None:
    row = person(world)
    assert experience_of(row, world.today).entries == ()
    assert person_facts(row, world.today).grassroots_months is None

"""Nomination by resolution: asking, naming, declining, sending back, taking in."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from dunmiao.engine.load import Load
from dunmiao.stages.common.refusal import Refusal
from dunmiao.stages.selection.applications import submit_application
from dunmiao.stages.selection.loads import loads_of
from dunmiao.stages.selection.models import Application
from dunmiao.stages.selection.nominations import (
    accept_nomination,
    ask_units,
    naming_due,
    release_unit,
    return_nomination,
    set_limits,
)
from dunmiao.stages.selection.nominees import (
    decline_nomination,
    drop_person,
    name_person,
    send_nomination,
)
from tests.stages.nomination_world import asked, named, nominating, under
from tests.stages.selection_world import call, person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


def by(w: Any, role: str = "organiser") -> dict[str, Any]:
    return {"by": w.user(role), "today": w.today}


def meeting(w: Any) -> dict[str, Any]:
    return {"met_on": w.today - timedelta(days=2), "resolution_no": "云发改党〔2026〕3号"}


def test_units_are_asked_once_until_the_charters_day(world: Any) -> None:
    programme = nominating(world)
    units = [world.units[key].pk for key in ("send1", "send2", "send_b")]
    made = ask_units(programme.pk, units, **by(world))
    assert {row.unit_id for row in made} == set(units[:2]), "not units of another county"
    assert {(row.least, row.most) for row in made} == {(1, 2)}
    assert made[0].due_on == min(naming_due(programme, world.today), programme.closes_on)
    with pytest.raises(Refusal, match="asked already"):
        ask_units(programme.pk, units, **by(world))
    with pytest.raises(Refusal, match="leave the units time"):
        late = programme.closes_on + timedelta(days=1)
        ask_units(programme.pk, [world.units["town1"].pk], due_on=late, **by(world))


def test_the_charters_day_is_the_last_of_december(world: Any) -> None:
    programme = nominating(world, closes_on=None)
    due = naming_due(programme, world.today)
    assert (due.year, due.month, due.day) == (world.today.year, 12, 31)


def test_an_open_selection_asks_no_unit(world: Any) -> None:
    with pytest.raises(Refusal, match="no unit names"):
        ask_units(call(world).pk, [world.units["send1"].pk], **by(world))


def test_units_that_draft_people_are_asked_for_two_at_least(world: Any) -> None:
    programme = under(world, "work-teams")
    row = ask_units(programme.pk, [world.units["send1"].pk], **by(world))[0]
    assert (row.least, row.most) == (2, None)
    name_person(row.pk, person(world, 1).pk, reason="业务骨干", **by(world, "sender"))
    with pytest.raises(Refusal, match="At least 2"):
        send_nomination(row.pk, **by(world, "sender"))
    name_person(row.pk, person(world, 3).pk, reason="业务骨干", **by(world, "sender"))
    assert send_nomination(row.pk, **by(world, "sender")).state == "named"


def test_a_nomination_needs_meeting_and_resolution(world: Any) -> None:
    row = asked(world, nominating(world))
    sender = by(world, "sender")
    with pytest.raises(Refusal, match="At least 1"):
        send_nomination(row.pk, **meeting(world), **sender)
    name_person(row.pk, person(world, 1).pk, reason="经历单一", rank_class="middle", **sender)
    with pytest.raises(Refusal, match="第六条"):
        send_nomination(row.pk, **sender)
    with pytest.raises(Refusal, match="reference"):
        send_nomination(row.pk, met_on=world.today, **sender)
    with pytest.raises(Refusal, match="future"):
        send_nomination(row.pk, met_on=world.today + timedelta(days=1), **sender)
    row = send_nomination(row.pk, **meeting(world), **sender)
    assert (row.state, row.answered_on) == ("named", world.today)
    with pytest.raises(Refusal, match="with the department"):
        name_person(row.pk, person(world, 3).pk, reason="又一人", **sender)


def test_one_to_two_unless_the_department_says_why(world: Any) -> None:
    row = asked(world, nominating(world))
    sender = by(world, "sender")
    for n in (1, 3):
        name_person(row.pk, person(world, n).pk, reason="经历单一", **sender)
    third = person(world, 5)
    with pytest.raises(Refusal, match="At most 2"):
        name_person(row.pk, third.pk, reason="经历单一", **sender)
    with pytest.raises(Refusal, match="another number"):
        set_limits(row.pk, least=1, most=3, reason=" ", **by(world))
    set_limits(row.pk, least=1, most=3, reason="人员较多", **by(world))
    name_person(row.pk, third.pk, reason="经历单一", **sender)
    assert row.nominees.count() == 3
    set_limits(row.pk, least=1, most=2, reason="按通知执行", **by(world))
    with pytest.raises(Refusal, match="take somebody off"):
        send_nomination(row.pk, **meeting(world), **sender)
    drop_person(row.nominees.last().pk, **sender)
    assert send_nomination(row.pk, **meeting(world), **sender).state == "named"


def test_who_fails_a_fixed_condition_is_not_named(world: Any) -> None:
    row = asked(world, nominating(world))
    sender = by(world, "sender")
    wrong = person(world, 1, kind="enterprise")
    with pytest.raises(Refusal, match="cannot be named"):
        name_person(row.pk, wrong.pk, reason="骨干", **sender)
    with pytest.raises(Refusal, match="another unit"):
        name_person(row.pk, person(world, 2).pk, reason="骨干", **sender)
    old = person(world, 3, born_on=world.today.replace(year=world.today.year - 50, day=1))
    assert name_person(row.pk, old.pk, reason="骨干", **sender), "age may be decided against"


def test_nobody_names_or_takes_themselves(world: Any) -> None:
    programme = nominating(world)
    row = asked(world, programme)
    clerk, head = person(world, 1, user=world.users["sender"]), world.users["organiser"]
    with pytest.raises(Refusal, match="yourself"):
        name_person(row.pk, clerk.pk, reason="骨干", **by(world, "sender"))
    named(world, row, person(world, 3, user=head))
    send_nomination(row.pk, **meeting(world), **by(world, "sender"))
    with pytest.raises(Refusal, match="yourself"):
        accept_nomination(row.pk, **by(world))
    row.refresh_from_db()
    assert row.state == "named"


def test_a_unit_declines_with_a_reason_and_is_asked_again(world: Any) -> None:
    row = asked(world, nominating(world))
    with pytest.raises(Refusal, match="names nobody"):
        decline_nomination(row.pk, reason="", **by(world, "sender"))
    decline_nomination(row.pk, reason="人手紧缺", **by(world, "sender"))
    with pytest.raises(Refusal, match="mend"):
        return_nomination(row.pk, reason=" ", **by(world))
    row = return_nomination(row.pk, reason="请克服困难，再研究一次", **by(world))
    assert (row.state, row.revision) == ("returned", 2)
    name_person(row.pk, person(world, 1).pk, reason="经历单一", **by(world, "sender"))
    row = send_nomination(row.pk, **meeting(world), **by(world, "sender"))
    assert (row.state, row.declined_because) == ("named", "")


def test_what_is_taken_stands_in_the_selection_as_of_its_day(world: Any) -> None:
    programme = nominating(world)
    row = asked(world, programme)
    named(world, row, person(world, 1))
    send_nomination(row.pk, **meeting(world), **by(world, "sender"))
    later = {"by": world.user("organiser"), "today": world.today + timedelta(days=15)}
    made = accept_nomination(row.pk, **later)
    assert [one.applied_on for one in made] == [world.today], "after closing, but named in time"
    one = made[0]
    assert (one.route, one.came_by, one.is_unit_agreed) == ("nomination", "unit", True)
    assert (one.unit_opinion, one.rank_class) == ("经历单一，需补基层短板", "young")
    with pytest.raises(Refusal, match="already"):
        accept_nomination(row.pk, **later)


def test_who_applied_alone_keeps_the_application(world: Any) -> None:
    programme = nominating(world)
    who = person(world, 1, user=world.users["stranger"])
    own = submit_application(programme.pk, who.pk, **by(world, "stranger"))
    assert (own.came_by, own.is_unit_agreed) == ("self", None)
    row = asked(world, programme)
    named(world, row, who)
    send_nomination(row.pk, **meeting(world), **by(world, "sender"))
    assert accept_nomination(row.pk, **by(world)) == [own]
    own.refresh_from_db()
    assert (own.came_by, own.is_unit_agreed) == ("self", True)
    assert Application.objects.filter(programme=programme).count() == 1


def test_a_unit_is_let_off(world: Any) -> None:
    row = asked(world, nominating(world))
    with pytest.raises(Refusal, match="no longer"):
        release_unit(row.pk, reason="", **by(world))
    assert release_unit(row.pk, reason="机构撤并", **by(world)).state == "withdrawn"
    with pytest.raises(Refusal):
        decline_nomination(row.pk, reason="人手紧缺", **by(world, "sender"))


def test_the_load_counts_who_is_away_and_who_would_go(world: Any) -> None:
    unit = world.units["send1"]
    assert loads_of([unit], world.today)[unit.pk] == Load(staff=40, away=1)
    row = asked(world, nominating(world))
    for n in (1, 3):
        named(world, row, person(world, n))
    named(world, row, world.people["own"])  # away already, counted once
    assert loads_of([unit], world.today)[unit.pk] == Load(staff=40, away=1, going=2)
    above = world.units["a"]
    assert loads_of([above], world.today)[above.pk].away == 2, "its parts included"

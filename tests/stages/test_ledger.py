"""The ledger: computed from charter, term and records, for one placement and for very many."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dunmiao.engine.standing import State
from dunmiao.stages.development.models import Mentorship
from dunmiao.stages.people.models import Person
from dunmiao.stages.placement.actions import divide_work
from dunmiao.stages.placement.models import Placement
from dunmiao.stages.supervision import actions
from dunmiao.stages.supervision.ledger import Line, holders, ledger, ledgers
from dunmiao.stages.supervision.models import Leave, LogEntry, Presence, Step, Talk, Waiver
from tests.world import World


def lines(w: World, duty: str, key: str = "own", on: date | None = None) -> list[Line]:
    row = Placement.objects.get(pk=w.placements[key].pk)
    return [line for line in ledger(row, on or w.today).lines if line.duty.duty == duty]


def states(w: World, duty: str) -> list[State]:
    return [line.state for line in lines(w, duty)]


def test_every_line_has_one_owner_a_day_and_a_clause(world: World) -> None:
    """004-45: nothing is owed by two, and nothing by nobody."""
    found = ledger(world.placements["own"], world.today).lines
    assert found
    for line in found:
        assert line.duty.owed_by in {"organiser", "sender", "receiver", "mentor", "cadre"}
        assert line.duty.clause
        assert line.placement.starts_on <= line.duty.due_on
    named = holders(found, world.today)
    assert named[world.placements["own"].pk, "mentor"] == "马建国"


def test_who_is_not_appointed_is_an_orphan_line(world: World) -> None:
    """004-45: a duty of a mentor whom nobody appointed is shown as without owner."""
    Mentorship.objects.all().delete()
    found = ledger(world.placements["own"], world.today).lines
    assert any(line.duty.owed_by == "mentor" for line in found)
    assert (world.placements["own"].pk, "mentor") not in holders(found, world.today)


def test_a_month_confirmed_late_settles_its_own_month(world: World) -> None:
    row = world.placements["own"]
    first = row.starts_on
    Presence.objects.create(
        placement=row, by=world.users["receiver"], on=world.today, month=first
    )
    found = lines(world, "presence")
    assert found[0].state == State.MET
    assert found[0].standing is not None
    assert found[0].standing.is_late
    assert found[1].state == State.OVERDUE


def test_a_waiver_stays(world: World) -> None:
    line = next(line for line in lines(world, "plan") if line.state == State.OVERDUE)
    actions.waive_duty(
        line.placement.pk, "plan", line.duty.due_on,
        by=world.user("organiser_lead"), today=world.today, reason="上一期计划沿用",
    )
    (after,) = lines(world, "plan")
    assert after.state == State.WAIVED
    assert "上一期计划沿用" in str(after.standing.reason)
    assert Waiver.objects.count() == 1


def test_only_an_approved_leave_excuses(world: World) -> None:
    row = world.placements["own"]
    leave = Leave.objects.create(
        placement=row, by=world.users["cadre"], on=row.starts_on, kind="sick",
        first_on=row.starts_on, last_on=row.ends_on, level="organiser",
    )
    paused = [
        line for line in ledger(row, world.today).lines if line.duty.paused_by_leave
    ]
    assert all(line.state != State.EXCUSED for line in paused)
    leave.state = "approved"
    leave.save()
    paused = [
        line for line in ledger(row, world.today).lines if line.duty.paused_by_leave
    ]
    assert paused
    assert all(line.state == State.EXCUSED for line in paused)


def test_open_only_says_the_same_as_the_whole(world: World) -> None:
    row = world.placements["own"]
    for number, kind in enumerate(("mentor", "organiser", "arrival")):
        Talk.objects.create(
            placement=row, by=world.users["organiser"], kind=kind, given_by="甲",
            on=row.starts_on + timedelta(days=9 + 40 * number),
        )
    for day in (world.today, row.starts_on, row.ends_on, row.ends_on + timedelta(days=40)):
        whole = {
            (line.duty.duty, line.duty.number, line.state)
            for line in ledger(row, day).open_lines
        }
        rows = Placement.objects.filter(pk=row.pk)
        (some,) = ledgers(rows, day, is_open_only=True)
        assert {(line.duty.duty, line.duty.number, line.state) for line in some.lines} == whole
        (mine,) = ledgers(rows, day, is_open_only=True, owed_by=frozenset({"organiser"}))
        assert {line.duty.owed_by for line in mine.lines} <= {"organiser"}
        assert len(mine.lines) == sum(line.duty.owed_by == "organiser" for line in some.lines)


def test_a_step_settles_the_duty_that_asks_for_it(world: World) -> None:
    assert State.OVERDUE in states(world, "orientation")
    actions.confirm_step(
        world.placements["own"].pk, "orientation.given",
        by=world.user("receiver"), today=world.today,
    )
    assert states(world, "orientation") == [State.MET]
    assert Step.objects.count() == 1


def test_logs_settle_nothing_and_are_not_asked_for(world: World) -> None:
    """However many logs there are, no duty of this charter rests on them."""
    row = world.placements["own"]
    before = [(line.duty.duty, line.duty.number, line.state) for line in
              ledger(row, world.today).lines]
    LogEntry.objects.bulk_create(
        LogEntry(placement=row, by=world.users["cadre"], on=row.starts_on, text="记事")
        for _number in range(200)
    )
    after = [(line.duty.duty, line.duty.number, line.state) for line in
             ledger(row, world.today).lines]
    assert after == before


def test_no_ledger_before_the_notice_and_after_closing(world: World) -> None:
    row = world.placements["own"]
    for state in ("proposed", "withdrawn", "closed"):
        Placement.objects.filter(pk=row.pk).update(state=state)
        row.refresh_from_db()
        assert ledger(row, world.today).lines == []


def test_a_recalled_term_owes_nothing_after_its_last_day(world: World) -> None:
    row = world.placements["own"]
    last = world.today - timedelta(days=20)
    Placement.objects.filter(pk=row.pk).update(state="recalled", ended_on=last)
    row.refresh_from_db()
    assert max(line.duty.due_on for line in ledger(row, world.today).lines) <= last


def crowd(w: World, number: int) -> None:
    own = w.placements["own"]
    people = Person.objects.bulk_create(
        Person(unit=w.units["send1"], name=f"甲{n}", sex="1", kind="civil_servant")
        for n in range(number)
    )
    Placement.objects.bulk_create(
        Placement(
            programme=own.programme, charter=own.charter, person=person, direction="down",
            sending_unit=own.sending_unit, receiving_unit=own.receiving_unit, state="arrived",
            starts_on=own.starts_on, ends_on=own.ends_on, arrived_on=own.starts_on,
        )
        for person in people
    )


@pytest.mark.parametrize("number", [1, 60])
def test_six_queries_however_many(world: World, number: int) -> None:
    crowd(world, number)
    rows = Placement.objects.filter(programme=world.programmes["a"])
    with CaptureQueriesContext(connection) as queries:
        found = list(ledgers(rows, world.today, is_open_only=True))
    assert len(found) == number + 2
    assert len(queries) <= 6, [query["sql"][:80] for query in queries]


def test_order_of_records_does_not_matter(world: World) -> None:
    row = world.placements["own"]
    days = [row.starts_on + timedelta(days=n) for n in (70, 10, 40)]

    def standing() -> list[Any]:
        return [(line.duty.number, line.state) for line in lines(world, "mentor_talk")]

    for day in days:
        Talk.objects.create(placement=row, by=world.users["mentor"], kind="mentor",
                            given_by="马", on=day)
    first = standing()
    Talk.objects.all().delete()
    for day in sorted(days):
        Talk.objects.create(placement=row, by=world.users["mentor"], kind="mentor",
                            given_by="马", on=day)
    assert standing() == first


def test_what_a_team_owes_is_owed_once(world: World) -> None:
    """A duty owed once per team is one line for all its members, settled by any of them."""
    from dunmiao.engine.charter import shipped

    text = next(
        path for path in shipped() if 'once_per = "team"' in path.read_text(encoding="utf-8")
    ).read_text(encoding="utf-8")
    version = world.programmes["a"].charter
    version.text, version.digest = text, "of a team"
    version.save()
    world.teams["own"].members.add(world.placements["other"])
    rows = Placement.objects.filter(programme=world.programmes["a"])
    found = [line for one in ledgers(rows, world.today) for line in one.lines]
    shared = [line for line in found if line.duty.once_per == "team"]
    assert shared
    keys = [(line.duty.duty, line.duty.number) for line in shared]
    assert len(keys) == len(set(keys))
    line = next(line for line in shared if line.state == State.OVERDUE)
    Step.objects.create(
        placement=world.placements["other"], by=world.users["team_leader"],
        kind=line.duty.evidence[0], on=line.duty.due_on,
    )
    found = [line for one in ledgers(rows, world.today) for line in one.lines]
    after = next(
        one for one in found
        if (one.duty.duty, one.duty.number) == (line.duty.duty, line.duty.number)
    )
    assert after.state == State.MET


def test_a_later_division_of_work_takes_nothing_from_the_first(world: World) -> None:
    """The first division settled its duty on time; what is divided anew later leaves that so."""
    own = world.placements["own"]
    on_time = own.starts_on + timedelta(days=3)
    host = {"by": world.user("receiver")}
    divide_work(own.pk, **host, today=on_time, text="联系东柳片区")
    divide_work(own.pk, **host, today=world.today, text="分管项目建设")
    own.refresh_from_db()
    assert own.division_on == world.today
    (line,) = lines(world, "assignment")
    assert line.standing is not None
    assert (line.state, line.standing.settled_on) == (State.MET, on_time)

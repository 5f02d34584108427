"""Which prompts go out on a day: each step once, upwards one by one, quiet when nobody works."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dunmiao.engine.calendar import WorkingDays
from dunmiao.engine.charter import read_charter, shipped
from dunmiao.engine.charter.oversight import PromptStep
from dunmiao.engine.duties import duties
from dunmiao.engine.prompts import UNIT_OF, addressee, falls_on, prompts
from dunmiao.engine.standing import standing

CHARTER = next(read_charter(path) for path in shipped() if path.stem == "two-way-secondment")
START, END = date(2026, 3, 2), date(2027, 3, 1)
WEEK = WorkingDays()
# 2026-05-01 to 05-05 off, 05-09 made up for
HOLIDAYS = WorkingDays(
    frozenset(date(2026, 5, day) for day in range(1, 6)), frozenset({date(2026, 5, 9)})
)


def step(key, to, days):
    return PromptStep(key=key, name=key, clause="第一条", to=to, days=days)


STEPS = (
    step("before", "owner", -2),
    step("late", "owner", 1),
    step("unit", "unit", 3),
    step("department", "organiser", 5),
)
OWED = duties(CHARTER, START, END)


def on(day, duty, sent=None, days=WEEK, quiet=()):
    open_ones = [one for one in standing(OWED, [], [], [], day) if one.duty.duty == duty]
    return [
        (one.step.key, one.to, one.standing.duty.number)
        for one in prompts(open_ones, STEPS, sent or {}, day, days, quiet)
    ]


def run(duty, days=WEEK, first=START, length=60, number=1):
    """Send day by day what is to be sent; give (day, step, to)."""
    sent, told = {}, []
    for count in range(length):
        day = first + timedelta(days=count)
        for key, to, which in on(day, duty, sent, days):
            sent[duty, which, key] = day
            if which == number:
                told.append((day, key, to))
    return told


def test_the_owner_then_the_unit_then_the_department() -> None:
    due_on = next(one.due_on for one in OWED if one.duty == "plan")  # 1 April, a Wednesday
    assert due_on == date(2026, 4, 1)
    assert run("plan") == [
        (date(2026, 3, 30), "before", "receiver"),
        (date(2026, 4, 2), "late", "receiver"),
        # a unit that owes it itself is not told twice
        (date(2026, 4, 8), "department", "organiser"),
    ]


def test_a_person_is_told_before_the_unit() -> None:
    told = run("report", length=130)
    assert [(key, to) for _day, key, to in told] == [
        ("before", "cadre"), ("late", "cadre"), ("unit", "receiver"), ("department", "organiser"),
    ]  # fmt: skip


def test_what_the_department_owes_goes_to_its_head() -> None:
    told = run("gaps", length=110)
    assert [(key, to) for _day, key, to in told] == [
        ("before", "organiser"), ("late", "organiser"), ("department", "organiser_lead"),
    ]  # fmt: skip


@pytest.mark.parametrize("day", [date(2026, 4, 4), date(2026, 4, 5)])  # a weekend
def test_quiet_on_days_off(day: date) -> None:
    assert on(day, "plan") == []
    assert on(date(2026, 4, 6), "plan") == [("late", "receiver", 1)]


def test_holidays_move_a_step_and_made_up_days_count() -> None:
    assert falls_on(date(2026, 4, 30), 1, WEEK) == date(2026, 5, 1)
    assert falls_on(date(2026, 4, 30), 1, HOLIDAYS) == date(2026, 5, 6)
    assert falls_on(date(2026, 5, 8), 1, HOLIDAYS) == date(2026, 5, 9)
    assert falls_on(date(2026, 5, 6), -2, HOLIDAYS) == date(2026, 4, 29)
    assert falls_on(date(2026, 5, 2), 0, HOLIDAYS) == date(2026, 5, 6)


def test_one_addressee_a_day_when_nothing_ran_for_weeks() -> None:
    late = date(2026, 6, 1)
    assert [key for _day, key, _to in run("plan", first=late, length=3)] == ["late", "department"]
    assert "before" not in {key for _day, key, _to in run("plan", first=late)}


def test_what_is_quiet_stays_with_its_owner() -> None:
    day = next(one.due_on for one in OWED if one.duty == "report") + timedelta(days=20)
    sent = {("report", 1, "late"): day - timedelta(days=1)}
    assert on(day, "report", {("report", 1, "late"): day}) == []
    assert on(day, "report", sent) == [("unit", "receiver", 1)]
    assert on(day, "report", sent, quiet={"report"}) == []


def test_every_role_that_may_owe_has_a_unit() -> None:
    from dunmiao.engine.charter import names

    assert set(UNIT_OF) == names.ROLES - {"standing_committee"}
    for role in UNIT_OF:
        told = [addressee(one, role) for one in STEPS]
        assert told[0] == role


@given(
    days=st.sets(st.integers(0, 80)),
    off=st.sets(st.dates(date(2026, 3, 1), date(2026, 6, 30)), max_size=20),
)
def test_each_step_once_however_often_it_runs(days: set[int], off: set[date]) -> None:
    """Whatever days it runs on, twice or not at all: no step twice, none on a day off."""
    calendar = WorkingDays(frozenset(off))
    sent: dict[tuple[str, int, str], date] = {}
    for count in sorted(days):
        today = START + timedelta(days=count)
        stood = standing(OWED, [], [], [], today)
        found = prompts(stood, STEPS, sent, today, calendar)
        keys = [(one.standing.duty.duty, one.standing.duty.number, one.step.key) for one in found]
        assert not found or calendar.is_working(today)
        assert len({key[:2] for key in keys}) == len(keys)
        assert not set(sent) & set(keys)
        before = dict(sent)
        sent |= dict.fromkeys(keys, today)
        assert prompts(stood, STEPS, sent, today, calendar) == []
        assert sorted(keys) == sorted(
            (one.standing.duty.duty, one.standing.duty.number, one.step.key)
            for one in prompts(reversed(stood), STEPS, before, today, calendar)
        )

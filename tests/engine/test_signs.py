"""Early signs: when each shows, what it says, and that it is never about the person."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from dunmiao.engine.charter import read_charter, shipped
from dunmiao.engine.charter.oversight import SIGNS, Sign
from dunmiao.engine.signs import Care, signs

START = date(2026, 3, 2)
CARE = Care(START)


def rule(key, weeks=4, times=1):
    return Sign(key=key, name=key, clause="第一条", weeks=weeks, times=times, mended_by="receiver")


def shown(key, care, day, **more):
    return [one.since for one in signs([rule(key, **more)], care, day)]


@pytest.mark.parametrize(
    ("key", "field"),
    [
        ("no_task", "task_on"),
        ("no_plan", "plan_on"),
        ("no_talk", "talked_on"),
        ("no_contact", "contact_on"),
        ("host_silent", "host_wrote_on"),
    ],
)
def test_what_is_missing_shows_after_its_weeks(key: str, field: str) -> None:
    last_quiet = START + timedelta(days=27)
    assert shown(key, CARE, last_quiet) == []
    assert shown(key, CARE, last_quiet + timedelta(days=1)) == [START]
    there = replace(CARE, **{field: START + timedelta(days=20)})
    assert shown(key, there, START + timedelta(days=30)) == []


@pytest.mark.parametrize("field", ["talked_on", "contact_on", "host_wrote_on"])
def test_what_must_be_kept_up_shows_again(field: str) -> None:
    key = {"talked_on": "no_talk", "contact_on": "no_contact", "host_wrote_on": "host_silent"}
    last = START + timedelta(days=20)
    there = replace(CARE, **{field: last})
    assert shown(key[field], there, last + timedelta(days=27)) == []
    assert shown(key[field], there, last + timedelta(days=28)) == [last]
    # what was before the term counts from its first day
    before = replace(CARE, **{field: START - timedelta(days=90)})
    assert shown(key[field], before, START + timedelta(days=27)) == []


def test_a_task_once_given_is_enough() -> None:
    care = replace(CARE, task_on=START, plan_on=START)
    assert shown("no_task", care, START + timedelta(days=300)) == []
    assert shown("no_plan", care, START + timedelta(days=300)) == []


def test_home_work_asked_often_within_the_weeks() -> None:
    days = tuple(START + timedelta(days=count) for count in (5, 10, 40))
    care = replace(CARE, asked_back=days)
    assert shown("borrowed_often", care, START + timedelta(days=12), times=3) == []
    assert shown("borrowed_often", care, START + timedelta(days=45), times=3, weeks=4) == []
    found = signs([rule("borrowed_often", 8, 3)], care, START + timedelta(days=45))
    assert found[0].reason.facts["times"] == 3


def test_every_sign_of_the_shipped_charters_says_something_of_its_own() -> None:
    seen = set()
    for path in shipped():
        charter = read_charter(path)
        for one in signs(charter.on(START).signs, CARE, START + timedelta(days=400)):
            assert one.reason.text % one.reason.facts
            assert charter.clause_text(one.sign.clause)
            seen.add(one.sign.key)
    assert seen == SIGNS - {"borrowed_often"}

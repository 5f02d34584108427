"""Stages of growth: planned by months, left by their checks."""

from datetime import date

import pytest

from dunmiao.engine.charter import read_charter, shipped
from dunmiao.engine.growth import Check, current, expected_tasks, field_share, growth

STAGES = next(
    read_charter(path).editions[-1].plan_stages
    for path in shipped() if path.stem == "new-recruits"
)
START, END = date(2026, 10, 31), date(2027, 10, 30)
READY = Check("learn", date(2027, 3, 5), is_ready=True)


def states(checks, today, end=END):
    return [one.state for one in growth(STAGES, START, end, checks, today)]


def test_the_stages_of_the_source():
    """000-23, 000-24, 000-25: learn, help, innovate; what each expects."""
    assert [stage.name for stage in STAGES] == ["学着干", "帮着干", "创新干"]
    assert [stage.task_roles for stage in STAGES] == [
        ("assist",), ("assist", "handle"), ("lead", "alone"),
    ]


def test_planned_days_clamp_at_the_months_end():
    first, second, third = growth(STAGES, START, END, (), START)
    assert (first.planned_from, first.planned_to) == (START, date(2027, 2, 27))
    assert second.planned_from == date(2027, 2, 28)
    assert third.planned_to == END


@pytest.mark.parametrize(
    ("checks", "today", "expected"),
    [
        ((), date(2026, 10, 1), ["next", "next", "next"]),
        ((), START, ["now", "next", "next"]),
        ((), date(2027, 2, 27), ["now", "next", "next"]),
        ((), date(2027, 2, 28), ["late", "next", "next"]),
        ((READY,), date(2027, 3, 5), ["done", "now", "next"]),
        ((Check("learn", date(2027, 2, 20), False), READY), date(2027, 7, 1),
         ["done", "late", "next"]),
        ((Check("learn", date(2027, 2, 20), False),), date(2027, 2, 21), ["now", "next", "next"]),
    ],
)
def test_a_stage_is_left_by_its_check(checks, today, expected):
    assert states(checks, today) == expected


def test_a_check_of_a_stage_not_reached_counts_for_nothing():
    early = Check("innovate", date(2026, 12, 1), is_ready=True)
    assert states((early,), date(2026, 12, 2)) == ["now", "next", "next"]


def test_a_short_term_leaves_stages_out():
    found = growth(STAGES, START, date(2027, 4, 30), (), START)
    assert [one.stage.key for one in found] == ["learn", "help"]
    assert found[1].planned_to == date(2027, 4, 30)


def test_the_present_stage():
    assert current(growth(STAGES, START, END, (READY,), date(2027, 4, 1))).stage.key == "help"
    assert current(growth(STAGES, START, END, (), date(2026, 9, 1))) is None


def test_tasks_in_the_field_and_in_the_role():
    """000-19."""
    tasks = [
        {"text": "入户", "place": "field", "role": "assist"},
        {"text": "牵头整治", "place": "field", "role": "lead"},
        {"text": "材料", "place": "desk", "role": ""},
    ]
    assert field_share(tasks) == (2, 1)
    assert [task["text"] for task in expected_tasks(STAGES[2], tasks)] == ["牵头整治"]
    assert expected_tasks(STAGES[0], tasks[1:]) == ()

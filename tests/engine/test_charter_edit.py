"""Single values changed in a charter's text, and two charters compared."""

from __future__ import annotations

from datetime import date

import pytest

from dunmiao.engine.charter import parse_charter, shipped
from dunmiao.engine.charter.compare import compare
from dunmiao.engine.charter.edit import NotEditableError, set_clause, set_value

TEXTS = {path.stem: path.read_text("utf-8") for path in shipped()}
TEXT = TEXTS["two-way-secondment"]
DAY = date(2026, 5, 1)


@pytest.mark.parametrize(
    ("path", "value", "line"),
    [
        ("charter.name", '新的"办法"', 'name = "新的\\"办法\\""'),
        ("charter.in_force_from", date(2020, 1, 1), "in_force_from = 2020-01-01"),
        ("term.months", 10, "months = 10"),
        ("term.min_months", 8, 'min_months = {value = 8, clause = "第三条", note = "示范"}'),
        ("leave.days_a_year", 20, "days_a_year = 20"),
        ("duty.mentor_talk.every", "3 weeks", 'every = "3 weeks"'),
        ("leave_level.short.up_to_days", 2, "up_to_days = 2"),
        ("clause.第三条", "挂职锻炼为期十个月。", 'text = "挂职锻炼为期十个月。"'),
        ("rotation.is_on", True, "is_on = true"),
    ],
)
def test_one_value_changes_and_nothing_else(path: str, value: object, line: str) -> None:
    changed = set_value(TEXT, path, value)
    lines = changed.split("\n")
    assert line in lines
    kept = set(TEXT.split("\n"))
    assert sum(one not in kept for one in lines) <= 3
    assert set_value(changed, path, value) == changed


def test_a_line_is_taken_out() -> None:
    changed = set_value(TEXT, "direction.up.cap", None)
    assert "cap = 5" in TEXT
    assert "cap = 5" not in changed


@pytest.mark.parametrize("key", sorted(TEXTS))
def test_the_numbers_of_the_shipped_charters_can_be_set(key: str) -> None:
    charter = parse_charter(TEXTS[key])
    rules = charter.on(charter.in_force_from)
    text = TEXTS[key]
    for path, cited in list(rules.citations.items())[:30]:
        if path.count(".") == 1 and type(cited.value) is int:
            text = set_value(text, path, cited.value)
    duty = next(duty for duty in rules.duties if duty.timing.span)
    text = set_value(text, f"duty.{duty.key}.{duty.timing.kind}", str(duty.timing.span))
    assert compare(charter, parse_charter(text), DAY) == ()
    no = charter.clauses[-1].no
    changed = set_value(text, f"clause.{no}", "另行规定。")
    assert parse_charter(changed).clause_text(no) == "另行规定。"


def test_what_is_dated_or_unknown_is_left_to_a_person() -> None:
    dated = TEXT.replace(
        "months = 12",
        'months = [{value = 12, clause = "第三条"}, '
        '{from = 2027-01-01, value = 10, clause = "第三条"}]',
    )
    for text, path in ((dated, "term.months"), (TEXT, "duty.nothing.minutes")):
        with pytest.raises(NotEditableError):
            set_value(text, path, 9)


def test_the_clause_of_a_value_alone() -> None:
    text = set_clause(set_clause(TEXT, "term.months", "待核"), "duty.mentor_talk", "待核")
    charter = parse_charter(text)
    assert charter.unconfirmed == ("duty.mentor_talk", "term.months")
    back = set_clause(set_clause(text, "term.months", "第三条"), "duty.mentor_talk", "第十四条")
    assert parse_charter(back).adoptable


def test_comparing_names_each_value_with_both_clauses() -> None:
    before = parse_charter(TEXT)
    assert compare(before, before, DAY) == ()
    text = set_value(TEXT, "term.months", 10)
    text = set_clause(text, "term.months", "待核")
    text = set_value(text, "duty.mentor_talk.every", "2 months")
    text = set_value(text, "clause.第三条", "挂职锻炼为期十个月。")
    text = text.replace('key = "basic"\nname = "基本称职"', 'key = "fair"\nname = "基本合格"')
    text = set_clause(text, "term.extensions", "第四条")
    found = {one.path: one for one in compare(before, parse_charter(text), DAY)}
    assert {path: one.kind for path, one in found.items()} == {
        "clause.第三条": "changed",
        "term.months": "changed",
        "term.extensions": "clause",
        "duty.mentor_talk.timing": "changed",
        "grade.basic": "removed",
        "grade.fair": "added",
    }
    months = found["term.months"]
    assert (months.before.value, months.before.clause) == (12, "第三条")
    assert (months.after.value, months.after.clause) == (10, "待核")
    assert str(found["duty.mentor_talk.timing"].after.value) == "every 2 months"


def test_all_shipped_charters_can_be_compared() -> None:
    charters = [parse_charter(text) for text in TEXTS.values()]
    for one in charters:
        for other in charters:
            assert bool(compare(one, other, DAY)) == (one is not other)

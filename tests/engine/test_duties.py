"""Which duties a placement owes, to the letter of the command line's contract."""

import json
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dunmiao.engine.calendar import Span, add_months
from dunmiao.engine.charter import NotInForceError, Timing, parse_charter, read_charter, shipped
from dunmiao.engine.duties import Facts, burden, duties

DAYS = st.dates(date(2015, 1, 1), date(2060, 12, 31))
TERMS = st.integers(0, 1100)
EVERY = st.builds(
    lambda count, unit: Timing("every", Span(count, unit)),
    st.integers(1, 12),
    st.sampled_from(["days", "weeks", "months"]),
)
SPANNED = st.builds(
    lambda kind, count, unit: Timing(kind, Span(count, unit)),
    st.sampled_from(["at", "within", "before_end", "every"]),
    st.integers(1, 30),
    st.sampled_from(["days", "weeks", "months"]),
)
TIMINGS = st.one_of(SPANNED, st.sampled_from([Timing("at_start"), Timing("at_end")]))
ONE_DAY = timedelta(days=1)

SMALL = """
[charter]
key = "small"
name = "小办法"
name_en = "Small"
version = "1"
in_force_from = 2020-01-01
[[clause]]
no = "第一条"
text = "……"
[term]
clause = "第一条"
months = 12
[release]
clause = "第一条"
mode = "full"
[[relation]]
key = "personnel"
name = "人事关系"
place = "stays"
clause = "第一条"
[[disposition]]
key = "return"
name = "返回"
decided_by = "organiser"
is_default = true
clause = "第一条"
[[approval]]
key = "duty.waive"
name = "免除"
asked_by = "receiver"
decided_by = "organiser"
clause = "第一条"
"""


def duty(key, timing, **more):
    lines = [
        "[[duty]]",
        f'key = "{key}"',
        f'name = "{key}"',
        'owed_by = "receiver"',
        'owed_to = "cadre"',
        timing,
        'evidence = "plan.agreed"',
        'clause = "第一条"',
        *(f"{name} = {value}" for name, value in more.items()),
    ]
    return "\n".join(lines) + "\n"


def small(*more):
    return parse_charter(SMALL + "".join(more))


def days(timing, start, end):
    return [item.due_on for item in duties(small(duty("one", timing)), start, end)]


def test_an_event_at_months_counts_from_the_start_and_clamps():
    assert days('at = "+6 months"', date(2026, 8, 31), date(2027, 8, 30)) == [date(2027, 2, 28)]
    assert days('at = "+6 months"', date(2027, 8, 31), date(2028, 8, 30)) == [date(2028, 2, 29)]


def test_every_month_is_never_cumulative():
    found = days('every = "1 months"', date(2026, 1, 31), date(2026, 5, 31))
    assert found == [date(2026, 2, 28), date(2026, 3, 31), date(2026, 4, 30), date(2026, 5, 31)]


def test_the_day_after_the_last_day_falls_on_the_last_day():
    found = days('every = "6 months"', date(2026, 3, 1), date(2027, 2, 28))
    assert found == [date(2026, 9, 1), date(2027, 2, 28)]
    assert days('every = "7 days"', date(2026, 3, 1), date(2026, 3, 13))[-1] == date(2026, 3, 8)
    assert days('every = "7 days"', date(2026, 3, 1), date(2026, 3, 14))[-1] == date(2026, 3, 14)
    assert days('at = "+12 months"', date(2026, 3, 1), date(2027, 2, 28)) == [date(2027, 2, 28)]


def test_every_day_does_not_fall_twice_on_the_last_day():
    found = days('every = "1 days"', date(2026, 3, 1), date(2026, 3, 4))
    assert found == [date(2026, 3, 2), date(2026, 3, 3), date(2026, 3, 4)]


def test_the_edges_of_a_term():
    start, end = date(2026, 3, 1), date(2026, 3, 10)
    assert days("at_start = true", start, end) == [start]
    assert days("at_end = true", start, end) == [end]
    assert days('before_end = "5 days"', start, end) == [date(2026, 3, 5)]
    assert days('before_end = "30 days"', start, end) == [start]
    assert days('within = "5 days"', start, end) == [date(2026, 3, 6)]
    assert days('within = "15 days"', start, end) == [end]
    assert days('at = "+1 months"', start, end) == []


def test_a_duty_opens_the_day_after_the_one_before():
    found = duties(small(duty("one", 'every = "1 months"')), date(2026, 1, 31), date(2026, 3, 31))
    assert [item.opens_on for item in found] == [date(2026, 1, 31), date(2026, 3, 1)]
    assert [item.number for item in found] == [1, 2]


@given(TIMINGS, DAYS, TERMS)
def test_no_duty_lies_outside_the_term(timing, start, length):
    end = start + timedelta(days=length)
    found = timing.days(start, end)
    assert all(start <= day <= end for day in found)
    assert found == sorted(set(found))


@given(EVERY, DAYS, TERMS)
def test_windows_tile_the_term_without_gap_or_overlap(timing, start, length):
    end = start + timedelta(days=length)
    found = timing.days(start, end)
    step = timing.span
    for times, day in enumerate(found, 1):
        if step.unit == "months":
            expected = add_months(start, step.count * times)
        else:
            expected = start + timedelta(
                days=step.count * times * (7 if step.unit == "weeks" else 1)
            )
        assert day == min(expected, end)
        assert expected <= end + ONE_DAY


@given(TIMINGS, DAYS, TERMS, st.integers(0, 400))
def test_a_longer_term_never_owes_less(timing, start, length, more):
    end = start + timedelta(days=length)
    assert len(timing.days(start, end)) <= len(timing.days(start, end + timedelta(days=more)))


@pytest.mark.parametrize("path", shipped(), ids=lambda path: path.stem)
@settings(max_examples=40, deadline=None)
@given(start=DAYS, length=st.integers(1, 800))
def test_shipped_charters_obey_the_laws(path, start, length):
    charter = _charter(path)
    end = start + timedelta(days=length)
    found = duties(charter, start, end)
    assert [(item.due_on, item.duty) for item in found] == sorted(
        (item.due_on, item.duty) for item in found
    )
    previous = {}
    for item in found:
        assert start <= item.opens_on <= item.shows_on <= item.due_on <= end
        before = previous.get(item.duty)
        assert item.opens_on == (start if before is None else before + ONE_DAY)
        previous[item.duty] = item.due_on
        assert item.owed_by
        assert item.clause.startswith("第")


_READ = {}


def _charter(path):
    if path not in _READ:
        _READ[path] = read_charter(path)
    return _READ[path]


def test_the_order_of_keys_and_tables_changes_no_byte():
    one, two = duty("one", 'every = "2 months"'), duty("two", "at_end = true")
    backwards = "\n".join(["[[duty]]", *reversed(two.strip().splitlines()[1:])]) + "\n"
    first = duties(small(one, two), date(2026, 1, 31), date(2027, 1, 30))
    second = duties(small(backwards, one), date(2026, 1, 31), date(2027, 1, 30))
    texts = [json.dumps([item.as_json() for item in found]) for found in (first, second)]
    assert texts[0] == texts[1]


def test_json_has_the_six_keys_of_the_contract():
    found = duties(small(duty("one", "at_end = true")), date(2026, 1, 1), date(2026, 12, 31))
    assert found[0].as_json() == {
        "duty": "one",
        "owed_by": "receiver",
        "owed_to": "cadre",
        "opens_on": "2026-01-01",
        "due_on": "2026-12-31",
        "clause": "第一条",
    }


def test_facts_narrow_what_is_owed():
    charter = small(
        duty("all", "at_end = true"),
        duty("party", "at_start = true", for_political='["01", "02"]'),
        duty("up", "at_start = true", for_directions='"up"'),
    )
    term = date(2026, 1, 1), date(2026, 12, 31)

    def keys(facts):
        return {item.duty for item in duties(charter, *term, facts)}

    assert keys(None) == keys(Facts()) == {"all", "party", "up"}
    assert keys(Facts(political="13", direction="up")) == {"all", "up"}
    assert keys(Facts(political="01", direction="down")) == {"all", "party"}


def test_a_placement_keeps_the_rules_of_its_first_day():
    later = duty("one", 'every = "6 months"').replace("[[duty]]", "[[duty]]\nfrom = 2026-07-01")
    charter = small(duty("one", 'every = "3 months"'), later)
    assert len(duties(charter, date(2026, 6, 30), date(2027, 6, 29))) == 4
    assert len(duties(charter, date(2026, 7, 1), date(2027, 6, 30))) == 2


def test_a_repealed_duty_is_owed_no_more():
    end = '[[duty]]\nkey = "one"\nfrom = 2026-07-01\nclause = "第一条"\nrepealed = true\n'
    charter = small(duty("one", "at_end = true"), end)
    assert duties(charter, date(2026, 6, 30), date(2027, 6, 29))
    assert not duties(charter, date(2026, 7, 1), date(2027, 6, 30))


def test_impossible_terms_are_refused():
    charter = small(duty("one", "at_end = true"))
    with pytest.raises(ValueError, match="before it starts"):
        duties(charter, date(2026, 2, 1), date(2026, 1, 31))
    with pytest.raises(NotInForceError, match="in force from 2020-01-01"):
        duties(charter, date(2019, 12, 31), date(2020, 12, 31))


def test_burden_counts_items_and_minutes_a_week():
    charter = small(duty("one", 'every = "1 weeks"', minutes=5))
    (found,) = burden(charter.on(date(2026, 1, 1)))
    assert (found.role, found.items_a_week, found.minutes_a_week) == ("receiver", 1.0, 4.99)

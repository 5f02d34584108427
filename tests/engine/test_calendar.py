"""Month arithmetic, terms and working days."""

from calendar import monthrange
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dunmiao.engine.calendar import (
    Span,
    Window,
    WorkingDays,
    add_months,
    add_span,
    age_on,
    months_whole,
    parse_span,
    term_end,
)

DAYS = st.dates(date(1990, 1, 1), date(2090, 12, 31))
MONTHS = st.integers(-240, 240)


@pytest.mark.parametrize(
    ("start", "months", "day"),
    [
        (date(2026, 8, 31), 1, date(2026, 9, 30)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2027, 8, 31), 6, date(2028, 2, 29)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2024, 2, 29), 48, date(2028, 2, 29)),
        (date(2026, 1, 31), -2, date(2025, 11, 30)),
        (date(2026, 12, 15), 1, date(2027, 1, 15)),
    ],
)
def test_months_clamp_to_the_months_end(start, months, day):
    assert add_months(start, months) == day


@given(DAYS, MONTHS)
def test_the_day_is_the_same_or_the_last_of_the_month(start, months):
    day = add_months(start, months)
    assert day.day == min(start.day, monthrange(day.year, day.month)[1])
    assert (day.year * 12 + day.month) - (start.year * 12 + start.month) == months


@given(DAYS, MONTHS, MONTHS)
def test_more_months_are_later(start, one, other):
    assert (one < other) == (add_months(start, one) < add_months(start, other))


@given(DAYS, DAYS, MONTHS)
def test_a_later_start_is_never_earlier_after(one, other, months):
    first, second = sorted((one, other))
    assert add_months(first, months) <= add_months(second, months)


@given(DAYS, st.integers(0, 240))
def test_months_whole_counts_what_add_months_adds(start, months):
    assert months_whole(start, add_months(start, months)) == months
    day_before = add_months(start, months) - timedelta(days=1)
    assert months_whole(start, day_before) == months - 1


@given(DAYS, st.integers(1, 60))
def test_a_term_ends_the_day_before_the_next_begins(start, months):
    assert term_end(start, months) + timedelta(days=1) == add_months(start, months)


def test_spans():
    assert parse_span("+6 months") == Span(6, "months")
    assert parse_span("1 week") == Span(1, "weeks")
    assert add_span(date(2026, 1, 1), Span(2, "weeks"), 3) == date(2026, 2, 12)
    assert str(Span(15, "days")) == "15 days"


@pytest.mark.parametrize("text", ["", "6", "0 days", "-1 days", "two months", "1.5 months", "6m"])
def test_what_is_no_span_is_refused(text):
    with pytest.raises(ValueError, match="length of time"):
        parse_span(text)


def test_age_counts_full_years():
    assert age_on(date(1990, 7, 15), date(2026, 7, 14)) == 35
    assert age_on(date(1990, 7, 15), date(2026, 7, 15)) == 36
    assert age_on(date(1992, 2, 29), date(2027, 2, 28)) == 35


# National Day 2026: 1 to 7 October off, 20 September and 10 October worked.
NATIONAL = WorkingDays(
    frozenset(date(2026, 10, day) for day in range(1, 8)),
    frozenset({date(2026, 9, 20), date(2026, 10, 10)}),
)


def test_publicity_of_five_working_days_steps_over_the_holidays():
    assert NATIONAL.publicity(date(2026, 9, 28), 5) == Window(date(2026, 9, 29), date(2026, 10, 10))
    assert WorkingDays().publicity(date(2026, 11, 6), 5) == Window(
        date(2026, 11, 9), date(2026, 11, 13)
    )
    with pytest.raises(ValueError, match="at least one"):
        NATIONAL.publicity(date(2026, 9, 28), 0)


def test_made_up_weekend_days_are_worked():
    assert NATIONAL.is_working(date(2026, 10, 10))
    assert not NATIONAL.is_working(date(2026, 10, 11))
    assert NATIONAL.next(date(2026, 10, 1)) == date(2026, 10, 8)
    assert NATIONAL.count(date(2026, 10, 1), date(2026, 10, 11)) == 3
    assert NATIONAL.count(date(2026, 10, 2), date(2026, 10, 1)) == 0


@given(DAYS, st.integers(1, 40))
def test_adding_working_days_passes_exactly_that_many(day, count):
    table = WorkingDays(frozenset({date(2026, 1, 1)}), frozenset({date(2026, 1, 4)}))
    reached = table.add(day, count)
    assert table.is_working(reached)
    assert table.count(day + timedelta(days=1), reached) == count


def test_working_days_are_not_counted_backwards():
    assert WorkingDays().add(date(2026, 11, 7), 0) == date(2026, 11, 9)
    with pytest.raises(ValueError, match="forwards"):
        WorkingDays().add(date(2026, 11, 7), -1)


def test_a_window_holds_both_its_ends():
    window = Window(date(2026, 1, 1), date(2026, 1, 3))
    assert [window.holds(date(2026, 1, day)) for day in (1, 3, 4)] == [True, True, False]

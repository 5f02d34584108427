"""The seed of the holiday table says what was announced, and nothing for other years."""

from datetime import date

from dunmiao.engine.holidays import HolidayRow, holiday_rows, known_years


def test_the_week_of_national_day() -> None:
    rows = {row.day: row for row in holiday_rows(2026, 2026)}
    assert rows[date(2026, 10, 1)] == HolidayRow(date(2026, 10, 1), False, "国庆节")
    assert all(day.year == 2026 for day in rows)


def test_days_worked_in_exchange_are_weekend_days() -> None:
    rows = list(holiday_rows(2004, 2026))
    assert rows == sorted(rows)
    assert len({row.day for row in rows}) == len(rows)
    worked = [row for row in rows if row.is_workday]
    assert worked
    assert all(row.day.weekday() >= 5 for row in worked)
    assert all(row.name.endswith("调休上班") for row in worked)


def test_years_not_yet_announced_give_nothing() -> None:
    last = known_years()[-1]
    assert last >= 2026
    assert list(holiday_rows(last + 1, last + 5)) == []

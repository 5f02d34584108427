"""Dates as clerks write them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dunmiao.engine.reasons import Reason
from dunmiao.files.dates import PartialDate, read_date
from dunmiao.files.intake.numbers import is_date_format, serial_day, shown, shows_day

JULY = PartialDate(1990, 7)
DAY = PartialDate(1990, 7, 15)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("1990.07", JULY),
        ("1990.7", JULY),
        ("1990年7月", JULY),
        ("1990年07月", JULY),
        ("199007", JULY),
        ("1990-07", JULY),
        ("1990/7", JULY),
        ("1990/07", JULY),
        ("１９９０．０７", JULY),
        ("１９９０年７月", JULY),
        (" 1990 . 07 ", JULY),
        ("1990。07", JULY),
        ("1990、07", JULY),
        ("1990，07", JULY),
        ("1990.07\n（36岁）", JULY),
        ("1990.07(36)", JULY),
        ("1990.07生", JULY),
        ("一九九〇年七月", JULY),
        ("一九九○年十二月", PartialDate(1990, 12)),
        ("1990.10", PartialDate(1990, 10)),
        ("1990.1", PartialDate(1990, 1)),
        ("19900715", DAY),
        ("1990-7-15", DAY),
        ("1990.07.15", DAY),
        ("1990/7/15", DAY),
        ("1990年7月15日", DAY),
        ("1990-07-15 00:00:00", DAY),
        ("1990-07-15T00:00:00", DAY),
        ("33069", DAY),
        ("2000.02.29", PartialDate(2000, 2, 29)),
    ],
)
def test_a_date_is_read_as_it_was_meant(text, meant):
    assert read_date(text) == meant


@pytest.mark.parametrize(
    "text",
    [
        "1990",
        "1990年",
        "1990.13",
        "1990.00",
        "199013",
        "199000",
        "19900230",
        "1990-02-30",
        "1999.02.29",
        "90.07",
        "900715",
        "1090.07",
        "2190.07",
        "1990.7.32",
        "abc",
        "七月",
        "1990..7",
        "1990.0",
        "99999",
        "1990715",
        "19900700",
        "",
        "1990-7-15-3",
        "=1+1",
    ],
)
def test_what_is_no_date_is_said_to_be_none(text):
    found = read_date(text)
    assert isinstance(found, Reason)
    assert str(found)


DAYS = st.dates(date(1936, 8, 6), date(2049, 12, 31))


@given(
    DAYS,
    st.sampled_from(
        [
            "{0:%Y.%m.%d}",
            "{0:%Y%m%d}",
            "{0.year}年{0.month}月{0.day}日",
            "{0.year}-{0.month}-{0.day}",
            "{0.year}/{0.month}/{0.day}",
        ]
    ),
)
def test_every_day_in_every_form_comes_back(day, form):
    assert read_date(form.format(day)) == PartialDate.of(day)


@given(DAYS)
def test_every_month_and_serial_comes_back(day):
    month = PartialDate.of(day, has_day=False)
    serial = day.toordinal() - date(1899, 12, 30).toordinal()
    assert read_date(month.dotted()) == read_date(month.run_together()) == month
    assert read_date(str(serial)) == serial_day(serial) == PartialDate.of(day)
    assert serial_day(serial - 1462, is_1904=True) == PartialDate.of(day)


@given(DAYS)
def test_a_month_kept_as_a_number_of_two_places_is_that_month(day):
    value = day.year + day.month / 100
    assert read_date(shown(value, "0.00")) == PartialDate.of(day, has_day=False)


@given(st.text(max_size=40))
def test_any_text_gives_a_date_or_a_reason(text):
    found = read_date(text)
    assert isinstance(found, Reason) or found.first_day.year >= 1920
    assert str(found) is not None


@pytest.mark.parametrize(
    ("value", "code", "seen"),
    [
        (1990.1, "0.00", "1990.10"),
        (1990.1, "General", "1990.1"),
        (1990.1, "0.00_ ", "1990.10"),
        (1990.1, "#,##0.00", "1990.10"),
        (1990.1, "0.00_);[Red]\\(0.00\\)", "1990.10"),
        (1990.1, '0.00"(月)"', "1990.10(月)"),
        (199010, '0000"."00', "1990.10"),
        (199010, "0000-00", "1990-10"),
        (199007, '0000"年"00"月"', "1990年07月"),
        (1990.07, "General", "1990.07"),
        (1990.0699999999999, "0.00", "1990.07"),
        (7, "000", "007"),
        (1990.1, "@", "1990.1"),
        (0.5, "0%", "0.5"),
        (-3.5, "0.0", "-3.5"),
    ],
)
def test_a_number_is_taken_as_the_sheet_shows_it(value, code, seen):
    assert shown(value, code) == seen


@pytest.mark.parametrize(
    ("code", "is_date", "has_day"),
    [
        ("yyyy.mm", True, False),
        ('yyyy"年"m"月"', True, False),
        ("[$-804]yyyy年m月d日", True, True),
        ("0.00", False, False),
        ("General", False, False),
        ("0.00E+00", False, False),
        ("[Red]0", False, False),
        ('0"d"', False, False),
        ("m/d/yy", True, True),
    ],
)
def test_date_formats_are_told_from_number_formats(code, is_date, has_day):
    assert is_date_format(code) is is_date
    assert shows_day(code) is has_day

"""The share of a unit's staff that is away, at its edges; and the yearly day."""

from datetime import date

import pytest

from dunmiao.engine.calendar import next_yearly
from dunmiao.engine.load import Load


@pytest.mark.parametrize(
    ("load", "percent", "is_above"),
    [
        (Load(40, 2, 2), 10.0, False),  # exactly the limit
        (Load(40, 2, 3), 12.5, True),
        (Load(30, 3, 1), 13.3, True),
        (Load(40), 0.0, False),
        (Load(0, 3, 1), None, False),  # staff never entered: nothing is claimed
    ],
)
def test_a_load(load, percent, is_above):
    assert (load.percent, load.is_above(10)) == (percent, is_above)


def test_the_share_now_leaves_out_who_would_go():
    assert Load(40, 2, 2).percent_now == 5.0


@pytest.mark.parametrize(
    ("month_day", "today", "expected"),
    [
        ("12-31", date(2026, 11, 1), date(2026, 12, 31)),
        ("12-31", date(2026, 12, 31), date(2026, 12, 31)),
        ("06-30", date(2026, 7, 1), date(2027, 6, 30)),
        ("02-29", date(2026, 2, 1), date(2026, 2, 28)),
        ("02-29", date(2027, 3, 1), date(2028, 2, 29)),
    ],
)
def test_the_next_yearly_day(month_day, today, expected):
    assert next_yearly(month_day, today) == expected

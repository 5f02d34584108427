"""The holiday table."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from dunmiao.engine.holidays import HolidayRow
from dunmiao.stages.common import actions
from dunmiao.stages.common.models import Holiday
from tests.world import World


def _by(w: World) -> dict[str, Any]:
    return {"by": w.user("organiser"), "today": w.today}


def _weekday(w: World) -> date:
    """Give a day of next January that falls on a weekday."""
    day = date(w.today.year + 1, 1, 4)
    while day.weekday() > 4:
        day += timedelta(days=1)
    return day


def _set(w: World, rows: Any) -> Any:
    return actions.set_holiday, (_weekday(w),), {**_by(w), "name": "调休", "is_workday": False}


def _remove(w: World, rows: Any) -> Any:
    Holiday.objects.update_or_create(day=_weekday(w), defaults={"name": "调休"})
    return actions.remove_holiday, (_weekday(w),), _by(w)


def _seed(w: World, rows: Any) -> Any:
    Holiday.objects.all().delete()
    day = HolidayRow(_weekday(w), False, "元旦")
    return actions.seed_holidays, ([day],), {"by": None, "today": w.today}


CASES = {"holiday.set": _set, "holiday.remove": _remove, "holiday.seed": _seed}

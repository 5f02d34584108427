"""What the department keeps for everybody: the holiday table."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from dunmiao.engine.holidays import HolidayRow
from dunmiao.stages.common.acts import act, record
from dunmiao.stages.common.models import Holiday
from dunmiao.stages.common.refusal import Refusal


@act("holiday.set")
def set_holiday(day: date, *, by: Any, today: date, name: str, is_workday: bool) -> Holiday:
    """Record that a day differs from the plain week: free on a weekday, or worked on a weekend.

    Raises Refusal where it does not differ, or lies so far back that due days were counted by it.
    """
    if is_workday == (day.weekday() < 5):
        raise Refusal(
            _("This day is a working day anyway.") if is_workday
            else _("This day is a weekend anyway."),
            field="day",
        )
    if day.year < today.year:
        raise Refusal(_("Days of past years stay as they are: due days were counted by them."),
                      field="day")
    row, _made = Holiday.objects.update_or_create(
        day=day, defaults={"name": name.strip(), "is_workday": is_workday}
    )
    record("holiday.set", row, by=by, changes={"name": row.name, "is_workday": is_workday})
    return row


@act("holiday.seed")
def seed_holidays(announced: Iterable[HolidayRow], *, by: Any, today: date) -> int:
    """Fill an empty table with the announced days and give their number (the first run).

    Raises Refusal where somebody keeps the table already, and where nothing is announced.
    """
    if Holiday.objects.exists():
        raise Refusal(_("The holiday table is kept already; change single days in it."))
    rows = [
        Holiday(day=row.day, name=row.name, is_workday=row.is_workday) for row in announced
    ]
    if not rows:
        raise Refusal(_("No announced day is known; type the days in when they are announced."))
    Holiday.objects.bulk_create(rows)
    last = Holiday.objects.latest("day")
    record("holiday.seed", last, by=by, changes={"days": len(rows), "last": last.day})
    return len(rows)


@act("holiday.remove")
def remove_holiday(day: date, *, by: Any, today: date) -> None:
    """Let a day follow the plain week again. Raises Refusal for a day of a past year."""
    row = Holiday.objects.select_for_update().filter(day=day).first()
    if row is None:
        raise Refusal(_("This day follows the plain week already."))
    if day.year < today.year:
        raise Refusal(_("Days of past years stay as they are: due days were counted by them."))
    record("holiday.remove", row, by=by, changes={"name": row.name})
    row.delete()

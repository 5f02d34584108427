"""The working days of the holiday table."""

from __future__ import annotations

from dunmiao.engine.calendar import WorkingDays
from dunmiao.stages.common.models import Holiday


def working_days() -> WorkingDays:
    """Give the calendar of the editable holiday table (domain.md 0.8)."""
    rows = list(Holiday.objects.values_list("day", "is_workday"))
    return WorkingDays(
        frozenset(day for day, worked in rows if not worked),
        frozenset(day for day, worked in rows if worked),
    )

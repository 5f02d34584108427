"""The holiday table, which everybody may read."""

from __future__ import annotations

from django.db.models import QuerySet

from dunmiao.stages.common.models import Holiday


def holidays_of(year: int) -> QuerySet[Holiday]:
    """Give the days of a year that differ from the plain week."""
    return Holiday.objects.filter(day__year=year)


def has_holidays() -> bool:
    """Say whether the table holds any day."""
    return bool(Holiday.objects.exists())

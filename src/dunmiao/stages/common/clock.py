"""The only place that asks what day it is; everything else is told."""

from __future__ import annotations

from datetime import date, datetime

from django.conf import settings
from django.utils import timezone


def today() -> date:
    """Give the working day: the rehearsal day when one is set, else the local calendar day."""
    if settings.REHEARSAL_DAY:
        return date.fromisoformat(settings.REHEARSAL_DAY)
    return timezone.localdate()


def now() -> datetime:
    """Give the instant for records, on the rehearsal day when one is set."""
    instant = timezone.now()
    if settings.REHEARSAL_DAY:
        local = timezone.localtime(instant)
        day = date.fromisoformat(settings.REHEARSAL_DAY)
        return local.replace(year=day.year, month=day.month, day=day.day)
    return instant

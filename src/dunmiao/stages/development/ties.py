"""The mentor's relation to a placement."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import QuerySet

from dunmiao.stages.development.models import Mentorship
from dunmiao.stages.organisations.reach import RELATED


def _mentored(user: Any, on: date) -> QuerySet[Any]:
    # a mentor still sees the person for the final appraisal after the term's last day
    return (
        Mentorship.objects.filter(user=user, starts_on__lte=on)
        .exclude(placement__state__in=("closed", "withdrawn"))
        .exclude(placement__state="arrived", ends_on__lt=on)
        .values("placement_id")
    )


RELATED["mentor"] = _mentored

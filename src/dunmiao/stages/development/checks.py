"""What several actions of a running placement ask first."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from dunmiao.stages.common.refusal import Refusal
from dunmiao.stages.development.models import Mentorship
from dunmiao.stages.placement.models import Placement


def running(placement_id: int) -> Placement:
    """Lock and give a placement whose notice is out and which is not closed; else refuse."""
    placement: Placement = Placement.objects.lock(placement_id)
    if placement.state not in {"noticed", "arrived", "ended", "recalled"}:
        raise Refusal(_("This placement does not run: nothing can be added to it now."))
    return placement


def mentor_load(user_id: int, on: date) -> int:
    """Give how many persons a mentor has on that day (002-24)."""
    return Mentorship.objects.filter(
        user_id=user_id, starts_on__lte=on, ends_on__gte=on, placement__state="arrived"
    ).count()


def note_writers(placement: Placement, on: date) -> set[str]:
    """Give the parties that may write the mentor's notes."""
    serving = placement.mentorships.filter(starts_on__lte=on, ends_on__gte=on, user__isnull=False)
    return {"mentor"} if serving.exists() else {"mentor", "receiver"}


def colleagues(placement: Placement) -> QuerySet[Placement]:
    """Give everybody of the same programme whom the same unit receives, this person among them."""
    return Placement.objects.filter(
        programme=placement.programme_id,
        receiving_unit=placement.receiving_unit_id,
        state__in=("noticed", "arrived"),
    ).order_by("pk")

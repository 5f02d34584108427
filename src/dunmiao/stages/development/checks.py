"""What several actions of a running placement ask first."""

from __future__ import annotations

from datetime import date

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

"""Which accounts may hold a role in a group."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from dunmiao.stages.accounts.models import User
from dunmiao.stages.charter.models import Programme
from dunmiao.stages.organisations.models import Grant
from dunmiao.stages.placement.models import Placement, TeamRole
from dunmiao.stages.placement.rosters import GONE


def accounts_for_groups(programme: Programme, on: date) -> QuerySet[Any]:
    """Give the active accounts a group of this programme may choose from.

    They are the persons placed, the clerks of the organising unit itself and of the receiving
    units, and whoever holds a role in one of the programme's groups already.
    """
    placed = Placement.objects.filter(programme=programme).exclude(state__in=GONE)
    units = {programme.owner_id, *placed.order_by().values_list("receiving_unit", flat=True)}
    clerks = Grant.objects.live(on).filter(organisation__in=units)
    holders = TeamRole.objects.filter(team__programme=programme, ends_on=None)
    belongs = Q(person__placements__in=placed.order_by().values("pk"))
    for rows in (clerks, holders):
        belongs |= Q(pk__in=rows.order_by().values("user"))
    found = User.objects.filter(belongs, is_active=True).values("pk")
    return User.objects.filter(pk__in=found)

"""Relations to a placement that come from groups: leader, secretary, liaison officer."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from dunmiao.stages.organisations.reach import RELATED
from dunmiao.stages.placement.models import Placement


def _of_team(kind: str) -> Any:
    def related(user: Any, on: date) -> QuerySet[Any]:
        live = Q(teams__roles__ends_on=None) | Q(teams__roles__ends_on__gte=on)
        return Placement.objects.filter(
            live,
            teams__roles__user=user,
            teams__roles__kind=kind,
            teams__roles__starts_on__lte=on,
        ).values("pk")

    return related


for _kind in ("team_leader", "branch_secretary", "liaison"):
    RELATED[_kind] = _of_team(_kind)

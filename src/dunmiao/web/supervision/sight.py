"""Who sees an incident or a measure: the parties, the sender once told, never the person's kin."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404

from dunmiao.stages.supervision.disciplining import kin_of
from dunmiao.stages.supervision.models import Incident, Measure
from dunmiao.web.doors import may, open_rows

WHO = ("placement__person", "placement__receiving_unit", "placement__sending_unit",
       "placement__programme", "placement__charter")  # fmt: skip


def incidents_of(request: Any) -> QuerySet[Incident]:
    """Give the incidents in sight: the sending unit's are those it was told (001c-33)."""
    told = open_rows(request, Incident, "incident.receive").filter(sender_told_on__isnull=False)
    rows = open_rows(request, Incident, "incident.read") | told
    return rows.exclude(placement__person__in=kin_of(request.user)).select_related(*WHO)


def measures_of(request: Any) -> QuerySet[Measure]:
    """Give the measures in sight: the sending unit's are those taken, and its own proposals."""
    rows = open_rows(request, Measure, "measure.receive")
    told = rows.filter(state__in=("taken", "lifted")) | rows.filter(by=request.user)
    rows = open_rows(request, Measure, "measure.read") | told
    return rows.exclude(placement__person__in=kin_of(request.user)).select_related(*WHO)


def opened(request: Any, rows: QuerySet[Any], pk: int, act: str = "") -> Any:
    """Give one row in sight to do `act` on. Raises Http404, or PermissionDenied seen only."""
    row = rows.filter(pk=pk).first()
    if row is None:
        raise Http404
    if act and not may(request, act, row):
        raise PermissionDenied
    return row

"""What the survey and the pool ask of units, persons and the department now."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dunmiao.stages.organisations.reach import may_any
from dunmiao.stages.selection.models import PoolMember, SurveyReport
from dunmiao.web.doors import open_rows
from dunmiao.web.home.todo import TODO, TodoItem

SHOWN = 20


def _of_units(request: Any) -> list[TodoItem]:
    """Lists of young cadres to confirm."""
    if not may_any(request.user, "survey.confirm", request.today):
        return []
    rows = open_rows(request, SurveyReport, "survey.confirm").filter(
        state__in=("asked", "returned")
    )
    return [
        TodoItem(
            title=_("Report and confirm the unit's young cadres"),
            detail=row.returned_because if row.state == "returned" else str(row.programme),
            url=reverse("selection:survey", args=[row.pk]),
            due_on=row.due_on,
            tone="late" if row.due_on < request.today else "waiting",
            owner=str(row.unit),
        )
        for row in rows.select_related("programme", "unit")[:SHOWN]
    ]


def _of_department(request: Any) -> list[TodoItem]:
    """Units that are late."""
    if not may_any(request.user, "survey.ask", request.today):
        return []
    rows = open_rows(request, SurveyReport, "survey.ask").filter(
        state__in=("asked", "returned"), due_on__lt=request.today
    )
    n = rows.count()
    if not n:
        return []
    title = ngettext(
        "%(n)d unit has not confirmed its young cadres in time",
        "%(n)d units have not confirmed their young cadres in time", n,
    )  # fmt: skip
    url = f"{reverse('selection:surveys')}?state=late"
    return [TodoItem(title=title % {"n": n}, url=url, tone="late")]


def _of_person(request: Any) -> list[TodoItem]:
    """One's own wishes, once one stands in the pool."""
    rows = open_rows(request, PoolMember, "pool.wish").filter(
        person__user=request.user, wished_on=None, state__in=("candidate", "deferred")
    )
    return [
        TodoItem(
            title=_("Say whether and where you would go"),
            detail=_("You stand in the pool of %(unit)s.") % {"unit": row.owner},
            url=reverse("selection:pool_wish", args=[row.pk]),
        )
        for row in rows.select_related("owner")[:SHOWN]
    ]


PROVIDERS = (_of_units, _of_department, _of_person)
TODO.extend(PROVIDERS)

"""What nominations ask of units and of the department now."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dunmiao.stages.organisations.reach import may_any
from dunmiao.stages.selection.models import Nomination
from dunmiao.web.doors import open_rows
from dunmiao.web.home.todo import TODO, TodoItem

SHOWN = 20


def _of_units(request: Any) -> list[TodoItem]:
    """Lists to make, and lists that were sent back with the reason."""
    if not may_any(request.user, "nomination.name", request.today):
        return []
    rows = open_rows(request, Nomination, "nomination.name").filter(
        state__in=("asked", "returned")
    )
    return [
        TodoItem(
            title=_asked(row),
            detail=row.returned_because if row.state == "returned" else str(row.programme),
            url=reverse("selection:nomination", args=[row.pk]),
            due_on=row.due_on,
            tone="late" if row.due_on < request.today else "waiting",
            owner=str(row.unit),
        )
        for row in rows.select_related("programme", "unit")[:SHOWN]
    ]


def _asked(row: Nomination) -> str:
    if row.state == "returned":
        return _("The nomination came back: mend it")
    if row.most is None:
        return _("Name at least %(n)d candidates") % {"n": row.least}
    return _("Name %(least)d to %(most)d candidates") % {"least": row.least, "most": row.most}


def _of_department(request: Any) -> list[TodoItem]:
    """Answers to look at, and units that are late."""
    if not may_any(request.user, "nomination.accept", request.today):
        return []
    rows = open_rows(request, Nomination, "nomination.accept")
    here = reverse("selection:nominations")
    items = []
    if n := rows.filter(state="named").count():
        title = ngettext("%(n)d nomination to look at", "%(n)d nominations to look at", n)
        items.append(TodoItem(title=title % {"n": n}, url=f"{here}?state=named"))
    if n := rows.filter(state__in=("asked", "returned"), due_on__lt=request.today).count():
        title = ngettext(
            "%(n)d unit has not named its candidates in time",
            "%(n)d units have not named their candidates in time", n,
        )  # fmt: skip
        items.append(TodoItem(title=title % {"n": n}, url=f"{here}?state=late", tone="late"))
    return items


PROVIDERS = (_of_units, _of_department)
TODO.extend(PROVIDERS)

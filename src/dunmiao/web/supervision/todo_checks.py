"""What is mine to do now about inspections, findings and absences."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dunmiao.stages.organisations.reach import may_any
from dunmiao.stages.supervision.models import Absence, Finding, Inspection
from dunmiao.web.doors import open_rows
from dunmiao.web.home.todo import TodoItem

SHOWN = 20
NEXT = {
    "planned": lambda: _("Choose whom a visit goes to"),
    "committed": lambda: _("Freeze the list of a draw"),
    "frozen": lambda: _("Draw"),
}


def checks_todo(request: Any) -> list[TodoItem]:
    """Give the next step of one's inspections, findings to mend or close, absences to settle."""
    found: list[TodoItem] = []
    for provider in (_inspections, _findings, _absences):
        found += provider(request)
    return found


def _inspections(request: Any) -> Iterable[TodoItem]:
    if not may_any(request.user, "inspection.plan", request.today):
        return
    rows = open_rows(request, Inspection, "inspection.plan").filter(inspectors=request.user)
    for row in rows.filter(state__in=("planned", "committed", "frozen", "drawn"))[:SHOWN]:
        is_waiting = bool(row.beacon_on and row.beacon_on > request.today and row.state == "frozen")
        if is_waiting:
            continue
        due = row.last_on if row.state == "drawn" else row.first_on
        yield TodoItem(
            title=NEXT[row.state]() if row.state in NEXT else _visits(row), detail=row.title,
            url=reverse("supervision:inspection", args=[row.pk]), due_on=due,
            tone="late" if due < request.today else "waiting", action=_("Open"),
        )


def _visits(row: Inspection) -> str:
    left = row.checks.filter(is_drawn=True, result="").count()
    if not left:
        return _("Report what an inspection found")
    return ngettext(
        "%(n)d visit of an inspection to make", "%(n)d visits of an inspection to make", left
    ) % {"n": left}


def _findings(request: Any) -> Iterable[TodoItem]:
    for act, state, words in (
        ("finding.answer", "open", _("Mend what an inspection found")),
        ("finding.close", "answered", _("Close a finding, or send it back")),
    ):
        if not may_any(request.user, act, request.today):
            continue
        for row in open_rows(request, Finding, act).filter(state=state)[:SHOWN]:
            is_late = state == "open" and row.due_on < request.today
            yield TodoItem(
                title=words, detail=row.text, due_on=row.due_on if state == "open" else None,
                url=reverse("supervision:finding", args=[row.pk]),
                tone="late" if is_late else "waiting", action=_("Open"),
            )


def _absences(request: Any) -> Iterable[TodoItem]:
    if may_any(request.user, "absence.explain", request.today):
        rows = open_rows(request, Absence, "absence.explain").filter(state="reported")
        for row in rows[:SHOWN]:
            yield _absence(row, _("You were told not to be at post: say why"), row.explain_by)
    if may_any(request.user, "absence.settle", request.today):
        rows = open_rows(request, Absence, "absence.settle").filter(state="explained")
        for row in rows.select_related("placement__person")[:SHOWN]:
            yield _absence(row, _("Conclude an absence that was explained"), None)


def _absence(row: Absence, words: str, due: Any) -> TodoItem:
    return TodoItem(
        title=words, detail=f"{row.placement.person} · {row.first_on}", due_on=due,
        url=reverse("supervision:absence", args=[row.pk]), action=_("Open"),
    )

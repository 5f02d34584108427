"""What is mine to do now about incidents, measures and the rules of conduct."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from dunmiao.stages.charter.rules import rules_of
from dunmiao.stages.organisations.reach import may_any
from dunmiao.stages.placement.models import Placement
from dunmiao.stages.supervision.models import TermChange
from dunmiao.web.doors import open_rows
from dunmiao.web.home.todo import TodoItem
from dunmiao.web.supervision.sight import incidents_of, measures_of
from dunmiao.web.supervision.views_measures import step_name

SHOWN = 20


def conduct_todo(request: Any) -> list[TodoItem]:
    """Give what waits for the reader's words, note or conclusion."""
    found: list[TodoItem] = []
    for provider in (_rules, _incidents, _measures, _appeals):
        found += provider(request)
    return found


def _may(request: Any, act: str) -> bool:
    return may_any(request.user, act, request.today)


def _rules(request: Any) -> Iterable[TodoItem]:
    if not _may(request, "conduct.acknowledge"):
        return
    rows = open_rows(request, Placement, "conduct.acknowledge").filter(
        state="arrived", conduct_set=None
    )
    for row in rows.select_related("charter", "receiving_unit")[:SHOWN]:
        if any(rule.when == "conduct" for rule in rules_of(row).notices):
            yield TodoItem(title=_("Read the rules of conduct"), detail=str(row.receiving_unit),
                           url=reverse("supervision:conduct", args=[row.pk]), action=_("Read"))


def _item(row: Any, words: str, page: str, detail: str = "", **more: Any) -> TodoItem:
    return TodoItem(title=words, detail=detail or str(row.placement.person),
                    url=reverse(page, args=[row.pk]), action=_("Open"), **more)


def _incidents(request: Any) -> Iterable[TodoItem]:
    page = "supervision:incident"
    if _may(request, "incident.explain"):
        for row in incidents_of(request).filter(
            state="reported", placement__person__user=request.user
        )[:SHOWN]:
            yield _item(row, _("You are heard about an incident"), page, due_on=row.explain_by)
    if _may(request, "incident.settle"):
        for row in incidents_of(request).filter(state="explained")[:SHOWN]:
            yield _item(row, _("Conclude an incident"), page)
    if _may(request, "incident.note"):
        for row in _to_note(request)[:SHOWN]:
            yield _item(row, _("Take note of an incident"), page)


def _to_note(request: Any) -> Any:
    seen = open_rows(request, incidents_of(request).model, "incident.note")
    rows = incidents_of(request).filter(pk__in=seen.values("pk"))
    if _may(request, "incident.receive"):
        return rows.filter(sender_told_on__isnull=False, sender_noted_on=None)
    return rows.filter(host_noted_on=None)


def _measures(request: Any) -> Iterable[TodoItem]:
    page = "supervision:measure"
    if _may(request, "measure.explain"):
        for row in measures_of(request).filter(
            state="proposed", placement__person__user=request.user
        )[:SHOWN]:
            yield _item(row, _("You are heard before a step is taken"), page, step_name(row),
                        due_on=row.explain_by)
    if _may(request, "measure.settle"):
        for row in measures_of(request).filter(state="explained", by=request.user)[:SHOWN]:
            yield _item(row, _("Decide on a step"), page)


def _appeals(request: Any) -> Iterable[TodoItem]:
    if not _may(request, "measure.review"):
        return
    waiting = measures_of(request).filter(appealed_on__isnull=False, reviewed_on=None)
    for row in waiting.exclude(settled_by=request.user)[:SHOWN]:
        yield _item(row, _("Answer an appeal"), "supervision:measure")
    changes = open_rows(request, TermChange, "change.review").filter(
        appealed_on__isnull=False, reviewed_on=None
    )
    for row in changes.select_related("placement__person")[:SHOWN]:
        yield _item(row, _("Answer an appeal"), "supervision:change")

"""Pages of the committee's decision."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from dunmiao.stages.charter.models import Programme
from dunmiao.stages.charter.rules import rules_of
from dunmiao.stages.selection.decisions import record_decision
from dunmiao.stages.selection.models import Decision
from dunmiao.stages.selection.results import round_of_kind
from dunmiao.web.doors import FORM, door, may, open_row, open_rows
from dunmiao.web.refusing import save
from dunmiao.web.selection.forms_rounds import DecisionForm
from dunmiao.web.selection.words import offer_choices

LEFT = ("withdrawn",)


@door("decision.record", methods=FORM)
def decision_record(request: Any, programme: int) -> HttpResponse:
    """Record what the committee decided; what the plan proposed is filled in."""
    row = open_row(request, Programme, "decision.record", programme)
    offers = row.offers.filter(is_confirmed=True).select_related("post__organisation")
    people = _people(row, shows_all=request.GET.get("all") == "1" or _is_open(row))
    form = DecisionForm(
        request.POST or None,
        people=people,
        offers=offer_choices(offers),
        initial={
            "body": row.approving_body or rules_of(row).basis.approving_body,
            "met_on": request.today,
        },
    )
    return save(
        request, form,
        lambda _data: _record(request, row, form.values()),
        template="selection/decision_record.html",
        context={
            "row": row, "is_all": request.GET.get("all") == "1",
            "cancel": reverse("selection:selection", args=[row.pk]),
        },
        then=lambda made: reverse("selection:decision", args=[made.pk]),
        done=_("The decision is recorded."),
    )  # fmt: skip


def _record(request: Any, row: Programme, values: dict[str, Any]) -> Decision:
    lines = values.pop("lines")
    return record_decision(row.pk, lines, by=request.user, today=request.today, **values)


def _is_open(row: Programme) -> bool:
    matching = round_of_kind(row, "matching")
    return matching is not None and matching.state == "open"


def _people(row: Programme, *, shows_all: bool) -> list[dict[str, Any]]:
    """Give those before the committee: proposed and in reserve, or all of the matching."""
    matching = round_of_kind(row, "matching")
    if matching is None:
        return []
    proposed = {int(pk): offer for pk, offer in matching.result.get("proposed", {}).items()}
    entries = matching.entries.exclude(application__state__in=LEFT).select_related(
        "application__person", "application__sending_unit"
    ).defer("application__person__photo", "application__person__resume")  # fmt: skip
    if not shows_all:
        entries = entries.exclude(outcome="out")
    found = [
        {
            "pk": entry.application_id, "name": entry.application.person.name,
            "unit": str(entry.application.sending_unit),
            "proposed": proposed.get(entry.application_id), "outcome": entry.outcome,
        }
        for entry in entries.order_by("place", "application__person__stroke_key", "pk")
    ]  # fmt: skip
    return sorted(found, key=lambda one: one["proposed"] is None)


@door("decision.read")
def decision(request: Any, pk: int) -> HttpResponse:
    """Show a decision: who goes where, where it differs from the plan and why."""
    rows = open_rows(request, Decision).select_related("programme__charter", "programme__owner")
    row = open_row(request, Decision, "decision.read", pk, rows=rows)
    lines = row.lines.select_related(
        "application__person", "application__sending_unit", "offer__post__organisation",
        "instead_of__person", "publicity",
    ).defer("application__person__photo", "application__person__resume")  # fmt: skip
    context = {
        "row": row,
        "lines": lines,
        "may_post": lines.filter(publicity=None, application__state="selected").exists()
        and may(request, "publicity.post", row),
        "notices": row.publicities.all() if may(request, "publicity.read", row) else (),
        "may_read_people": may(request, "score.read", row),
        "may_issue": may(request, "notice.issue", row.programme),
    }
    return render(request, "selection/decision.html", context)

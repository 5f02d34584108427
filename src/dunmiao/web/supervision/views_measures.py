"""The steps of the ladder: proposed, the person heard, taken or dropped, appealed against."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dunmiao.engine.charter import LadderStep
from dunmiao.stages.charter.rules import rules_of
from dunmiao.stages.supervision.actions import (
    appeal_measure,
    explain_measure,
    propose_measure,
    review_measure,
    settle_measure,
)
from dunmiao.stages.supervision.models import Measure
from dunmiao.web.development.about import About, about, about_row
from dunmiao.web.doors import FORM, POST, door
from dunmiao.web.listing import Column, export, listing, wants_export
from dunmiao.web.refusing import save
from dunmiao.web.supervision.forms import ExplanationForm, local
from dunmiao.web.supervision.forms_discipline import AppealForm, MeasureForm, ReviewForm, TakeForm
from dunmiao.web.supervision.sight import incidents_of, measures_of, opened
from dunmiao.web.supervision.trying import tried
from dunmiao.web.supervision.views_incidents import class_name
from dunmiao.web.templatetags.dunmiao import state_label

COLUMNS = (
    Column("person", gettext_lazy("Person"), "placement__person__stroke_key",
           lambda row: row.placement.person.name),
    Column("step", gettext_lazy("Step"), "step", lambda row: step_name(row)),
    Column("on", gettext_lazy("Proposed on"), "on", lambda row: row.on, kind="date"),
    Column("state", gettext_lazy("State"), "state",
           lambda row: str(state_label(row.state, "measure"))),
)


@door("incident.report", "measure.receive")
def measures(request: Any) -> HttpResponse:
    """List the measures in sight."""
    rows = measures_of(request)
    if wants_export(request):
        return export(request, _("Measures"), rows, COLUMNS, default="-on")
    page = listing(request, rows, COLUMNS, default="-on")
    shown = [{"measure": row, "name": step_name(row)} for row in page.rows]
    return render(request, "supervision/measures.html", {"listing": page, "rows": shown})


def _rule(row: Measure) -> LadderStep | None:
    return next((step for step in rules_of(row.placement).ladder if step.key == row.step), None)


def step_name(row: Measure) -> str:
    """Give the charter's name of the step, in the active language."""
    rule = _rule(row)
    return local(rule) if rule else row.step


def _steps(page: About) -> list[LadderStep]:
    """Give the steps the reader's party may take by the charter."""
    mine = page.parties("measure.propose")
    return [step for step in page.rules.ladder
            if step.kind == "measure" and set(step.taken_by) & mine]


@door("measure.propose", methods=FORM)
def measure_propose(request: Any, pk: int) -> HttpResponse:
    """Propose a step; reminders and recalls are linked to their own pages."""
    page = about(request, pk, "measure.propose")
    seen = incidents_of(request).filter(placement=page.placement, state="confirmed")
    form = MeasureForm(
        request.POST or None, initial={"incident": request.GET.get("incident", "")},
        steps=[(step.key, f"{local(step)}（{step.clause}）") for step in _steps(page)],
        incidents=[(str(row.pk), f"{class_name(row)} {row.happened_on}") for row in seen],
    )
    return save(
        request, form,
        lambda data: propose_measure(
            pk, data["step"], by=request.user, today=request.today,
            reason=data["reason"], incident_id=data["incident"],
        ),
        template="supervision/measure_propose.html",
        then=lambda row: reverse("supervision:measure", args=[row.pk]),
        context=page.context(
            _("Take a step"), submit=_("Put it to the person"), has_steps=bool(_steps(page)),
            back=page.url("supervision:conduct"), elsewhere=_elsewhere(page),
            note=_("The lightest step that helps is the right one. The person is heard before "
                   "anything is concluded."),
        ),
        done=_("Told; the person is heard first."),
    )


def _elsewhere(page: About) -> list[tuple[str, str, str]]:
    """Give the steps with pages of their own: the reminder below, the recall above."""
    ways = {"reminder": ("reminder.give", "supervision:reminder_give"),
            "recall": ("change.ask", "supervision:change_ask")}
    return [(local(step), step.clause, page.url(ways[step.kind][1])) for step in page.rules.ladder
            if step.kind in ways and page.may(ways[step.kind][0])]


@door("measure.read", "measure.receive")
def measure(request: Any, pk: int) -> HttpResponse:
    """Show one step, with what the reader may do about it."""
    return _show(request, opened(request, measures_of(request), pk))


def _show(request: Any, row: Measure, *, status: int = 200, **more: Any) -> HttpResponse:
    page = about_row(request, row)
    rule = _rule(row)
    is_heard = row.state == "explained" or (
        row.state == "proposed" and request.today > row.explain_by
    )
    mine = bool(rule and set(rule.taken_by) & page.parties("measure.settle"))
    context = {
        "measure": row, "rule": rule,
        "may_explain": row.state == "proposed" and page.may("measure.explain"),
        "may_settle": is_heard and mine,
        "may_appeal": (row.state == "taken" and not row.appealed_on
                       and page.may("measure.appeal")),
        "may_review": (row.appealed_on and not row.reviewed_on
                       and row.settled_by_id != request.user.pk and page.may("measure.review")),
        "explanation_form": ExplanationForm(), "take_form": TakeForm(),
        "appeal_form": AppealForm(), "review_form": ReviewForm(),
    }
    return render(request, "supervision/measure.html",
                  page.context(step_name(row), **{**context, **more}), status=status)


def _post(request: Any, pk: int, act: str, form: Any, do: Any, name: str) -> HttpResponse:
    row = opened(request, measures_of(request), pk, act)
    status = tried(form, lambda data: do(pk, by=request.user, today=request.today, **data))
    if status:
        return _show(request, row, status=status, **{name: form})
    return redirect("supervision:measure", pk=pk)


@door("measure.explain", methods=POST)
def measure_explain(request: Any, pk: int) -> HttpResponse:
    """The person's own words."""
    form = ExplanationForm(request.POST)
    return _post(request, pk, "measure.explain", form, explain_measure, "explanation_form")


@door("measure.settle", methods=POST)
def measure_settle(request: Any, pk: int) -> HttpResponse:
    """Take the step, or drop it."""
    form = TakeForm(request.POST)
    return _post(request, pk, "measure.settle", form, settle_measure, "take_form")


@door("measure.appeal", methods=POST)
def measure_appeal(request: Any, pk: int) -> HttpResponse:
    """Appeal against it."""
    form = AppealForm(request.POST)
    return _post(request, pk, "measure.appeal", form, appeal_measure, "appeal_form")


@door("measure.review", methods=POST)
def measure_review(request: Any, pk: int) -> HttpResponse:
    """Answer the appeal."""
    form = ReviewForm(request.POST)
    return _post(request, pk, "measure.review", form, review_measure, "review_form")

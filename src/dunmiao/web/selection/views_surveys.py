"""Pages of the survey of young cadres: asking, reporting, confirming (003-06)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dunmiao.engine.calendar import age_on
from dunmiao.stages.charter.models import Programme
from dunmiao.stages.charter.rules import rules_of
from dunmiao.stages.people.models import Person
from dunmiao.stages.selection.models import SurveyReport
from dunmiao.stages.selection.surveys import (
    ask_survey,
    confirm_survey,
    coverage_of,
    members_of,
    release_survey,
    report_people,
    return_survey,
    young_of,
)
from dunmiao.web.doors import FORM, POST, door, may, open_row, open_rows
from dunmiao.web.listing import Column, export, listing, wants_export
from dunmiao.web.refusing import save
from dunmiao.web.selection.forms_nominations import AskForm, WhyForm
from dunmiao.web.selection.forms_pool import ConfirmForm
from dunmiao.web.selection.views_nominations import askable
from dunmiao.web.templatetags.dunmiao import state_label

COLUMNS = (
    Column("unit", gettext_lazy("Unit"), "unit__sequence", lambda row: str(row.unit)),
    Column("state", gettext_lazy("State"), "state", lambda row: state_label(row.state, "survey")),
    Column("due", gettext_lazy("Answer by"), "due_on", lambda row: row.due_on, kind="date"),
    Column("number", gettext_lazy("Confirmed"), "number", lambda row: row.number,
           is_number=True, kind="integer"),
    Column("pool", gettext_lazy("In the pool now")),
)  # fmt: skip
PEOPLE = (
    Column("pick", ""),
    Column("name", gettext_lazy("Name"), "stroke_key"),
    Column("post", gettext_lazy("Post held")),
    Column("age", gettext_lazy("Age"), "-born_on", is_number=True),
)
OPEN = ("asked", "returned")
HEAVY = ("photo", "resume", "rewards", "form_extra", "id_number", "phone", "health")


@door("survey.read")
def surveys(request: Any) -> HttpResponse:
    """List the units surveyed: who has confirmed, who not, who is late."""
    rows = open_rows(request, SurveyReport).select_related("unit", "programme__owner")
    if request.GET.get("state") == "late":
        rows = rows.filter(state__in=OPEN, due_on__lt=request.today)
    elif request.GET.get("state") in {*OPEN, "confirmed"}:
        rows = rows.filter(state=request.GET["state"])
    if wants_export(request):
        return export(request, _("Survey of young cadres"), rows, COLUMNS[:4])
    shown = listing(request, rows, COLUMNS)
    _count(request, shown.rows)
    asks = open_rows(request, Programme, "survey.ask").filter(state__in=("draft", "open"))
    asks = [row for row in asks.select_related("charter")[:20]
            if rules_of(row, request.today).selection.pool]  # fmt: skip
    return render(request, "selection/surveys.html", {"listing": shown, "programmes": asks})


def _count(request: Any, rows: list[Any]) -> None:
    """Put on each row how many young cadres the unit has and how many stand in the pool."""
    by_programme: dict[int, list[Any]] = {}
    for row in rows:
        by_programme.setdefault(row.programme_id, []).append(row)
        row.is_late = row.state in OPEN and row.due_on < request.today
    for same in by_programme.values():
        units = [row.unit for row in same]
        found = coverage_of(units, same[0].programme, request.today)
        for row in same:
            row.coverage = found[row.unit_id]


@door("survey.ask", methods=FORM)
def survey_ask(request: Any, programme: int) -> HttpResponse:
    """Ask units for their young cadres."""
    row = open_row(request, Programme, "survey.ask", programme)
    units, kinds = askable(request, row, "surveys")
    due = request.today + timedelta(days=30)
    form = AskForm(request.POST or None, units=units, kinds=kinds, initial={"due_on": due})
    age = rules_of(row, request.today).selection.pool_age
    return save(
        request, form,
        lambda data: ask_survey(
            row.pk, form.ids(), by=request.user, today=request.today, due_on=data["due_on"]
        ),
        template="selection/form.html",
        context={
            "title": _("Survey the units' young cadres"), "subtitle": str(row),
            "submit": _("Send to the units"), "cancel": reverse("selection:surveys"),
            "note": _("Each unit reports its cadres up to %(age)d years and confirms its list "
                      "once.") % {"age": age},
        },
        then=reverse("selection:surveys"),
        done=_("The units are asked; it stands in their list of things to do."),
    )  # fmt: skip


def _open(request: Any, act: str, pk: int) -> SurveyReport:
    rows = open_rows(request, SurveyReport).select_related(
        "unit", "programme__owner", "programme__charter"
    )
    row: SurveyReport = open_row(request, SurveyReport, act, pk, rows=rows)
    return row


@door("survey.read")
def survey(request: Any, pk: int) -> HttpResponse:
    """Show one unit's list: who stands in it, which young cadres do not yet."""
    row = _open(request, "survey.read", pk)
    young = young_of(row.unit, row.programme, request.today).values("pk")
    missing = open_rows(request, Person, "survey.read").filter(pk__in=young).defer(*HEAVY)
    shown = listing(request, missing, PEOPLE, default="name")
    for one in shown.rows:
        one.age = age_on(one.born_on, request.today)
    return render(request, "selection/survey.html", {
        "row": row, "listing": shown, "number": members_of(row).count(),
        "age": rules_of(row.programme, request.today).selection.pool_age,
        "is_late": row.state in OPEN and row.due_on < request.today,
        "may_report": may(request, "survey.report", row),
        "may_confirm": row.state in OPEN and may(request, "survey.confirm", row),
        "may_release": row.state in OPEN and may(request, "survey.release", row),
        "may_return": row.state == "confirmed" and may(request, "survey.return", row),
    })  # fmt: skip


@door("survey.report", methods=POST)
def survey_report(request: Any, pk: int) -> HttpResponse:
    """Put the persons ticked, or all the unit's young cadres, into the pool."""
    row = _open(request, "survey.report", pk)
    ids = [int(one) for one in request.POST.getlist("person") if one.isdecimal()]
    everybody = request.POST.get("who") == "all"
    reason = request.POST.get("reason", "")[:300] if row.state == "confirmed" else ""
    n = report_people(
        row.pk, None if everybody else ids, by=request.user, today=request.today, reason=reason
    )
    messages.success(request, _("%(n)d persons are on the unit's list.") % {"n": n})
    return redirect("selection:survey", row.pk)


@door("survey.confirm", methods=FORM)
def survey_confirm(request: Any, pk: int) -> HttpResponse:
    """Confirm the unit's list."""
    row = _open(request, "survey.confirm", pk)
    n = members_of(row).count()
    return save(
        request, ConfirmForm(request.POST or None),
        lambda data: confirm_survey(row.pk, by=request.user, today=request.today, **data),
        template="selection/form.html",
        context={
            "title": _("Confirm the unit's list"), "subtitle": f"{row.programme} · {row.unit}",
            "submit": _("Confirm"), "cancel": reverse("selection:survey", args=[row.pk]),
            "facts": [(_("Persons on the list"), n)],
            "note": _("It is confirmed once; later only differences are recorded."),
        },
        then=reverse("selection:survey", args=[row.pk]), done=_("The list is confirmed."),
    )  # fmt: skip


@door("survey.return", methods=FORM)
def survey_return(request: Any, pk: int) -> HttpResponse:
    """Send a confirmed list back."""
    row = _open(request, "survey.return", pk)
    return save(
        request, WhyForm(request.POST or None),
        lambda data: return_survey(row.pk, by=request.user, today=request.today, **data),
        template="selection/form.html",
        context={
            "title": _("Send back to the unit"), "subtitle": f"{row.programme} · {row.unit}",
            "submit": _("Send back"), "cancel": reverse("selection:survey", args=[row.pk]),
            "note": _("The unit reads the reason and answers again."),
        },
        then=reverse("selection:survey", args=[row.pk]), done=_("It is sent back."),
    )  # fmt: skip


@door("survey.release", methods=FORM)
def survey_release(request: Any, pk: int) -> HttpResponse:
    """Ask a unit no longer."""
    row = _open(request, "survey.release", pk)
    return save(
        request, WhyForm(request.POST or None),
        lambda data: release_survey(row.pk, by=request.user, today=request.today, **data),
        template="selection/form.html",
        context={
            "title": _("Ask this unit no longer"), "subtitle": f"{row.programme} · {row.unit}",
            "submit": _("Ask no longer"), "cancel": reverse("selection:survey", args=[row.pk]),
        },
        then=reverse("selection:surveys"), done=_("The unit is asked no longer."),
    )  # fmt: skip

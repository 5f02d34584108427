"""Incidents under their class of discipline, and the rules of conduct shown to everybody."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dunmiao.files.papers import official
from dunmiao.stages.organisations.models import Contact
from dunmiao.stages.supervision.actions import (
    acknowledge_conduct,
    explain_incident,
    note_incident,
    report_incident,
    settle_incident,
)
from dunmiao.stages.supervision.commitments import commitment_of
from dunmiao.stages.supervision.disciplining import DISCIPLINES
from dunmiao.stages.supervision.models import Conduct, Incident
from dunmiao.web.development.about import About, about, about_row
from dunmiao.web.doors import FORM, POST, door, open_rows
from dunmiao.web.listing import Column, export, file_response, listing, wants_export
from dunmiao.web.refusing import save
from dunmiao.web.supervision.forms import ExplanationForm, choices, local
from dunmiao.web.supervision.forms_discipline import IncidentForm, OwnRulesForm, TruthForm
from dunmiao.web.supervision.sight import incidents_of, measures_of, opened
from dunmiao.web.supervision.trying import tried
from dunmiao.web.templatetags.dunmiao import state_label, state_tone

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
COLUMNS = (
    Column("person", gettext_lazy("Person"), "placement__person__stroke_key",
           lambda row: row.placement.person.name),
    Column("class", gettext_lazy("Class of discipline"), "discipline",
           lambda row: str(class_name(row))),
    Column("on", gettext_lazy("Happened on"), "happened_on", lambda row: row.happened_on,
           kind="date"),
    Column("state", gettext_lazy("State"), "state",
           lambda row: str(state_label(row.state, "incident"))),
)


def classes_of(page: About) -> list[tuple[str, Any]]:
    """Give the charter's classes of discipline, the six of the party where it lists none."""
    return choices(page.rules.catalogue("incident_classes")) or list(DISCIPLINES.items())


def class_name(row: Incident) -> Any:
    """Give the words of an incident's class."""
    return DISCIPLINES.get(row.discipline, row.discipline)


@door("incident.report", "incident.receive")
def incidents(request: Any) -> HttpResponse:
    """List the incidents in sight."""
    rows = incidents_of(request)
    if wants_export(request):
        return export(request, _("Incidents"), rows, COLUMNS, default="-on")
    page = listing(request, rows, COLUMNS, default="-on")
    shown = [{"incident": row, "kind": class_name(row)} for row in page.rows]
    return render(request, "supervision/incidents.html", {"listing": page, "rows": shown})


@door("conduct.read")
def conduct(request: Any, pk: int) -> HttpResponse:
    """Show the rules of conduct, and what of this person's incidents and measures is in sight."""
    page = about(request, pk, "conduct.read")
    read = page.rows(Conduct).first()
    rules = [(local(rule), rule.text, rule.clause) for rule in page.rules.notices
             if rule.when == "conduct"]
    links = [{"name": name, "href": page.url(f"supervision:{where}"), "icon": "plus"}
             for act, where, name in (("incident.report", "incident_report", _("Tell an incident")),
                                      ("measure.propose", "measure_propose", _("Take a step")))
             if page.may(act)]
    return render(request, "supervision/conduct.html", page.context(
        _("Conduct"), rules=rules, read=read, rules_form=OwnRulesForm(),
        has_paper=bool(rules) and page.may("conduct.acknowledge"),
        links=links, events=_events(request, page),
        may_acknowledge=bool(rules) and read is None and page.may("conduct.acknowledge"),
        steps=[(local(step), step.clause) for step in page.rules.ladder],
    ))


def _events(request: Any, page: About) -> list[dict[str, Any]]:
    names = {step.key: local(step) for step in page.rules.ladder}
    found = [
        {"on": row.happened_on, "title": class_name(row), "text": row.matter,
         "by": state_label(row.state, "incident"), "tone": state_tone(row.state, "incident"),
         "href": reverse("supervision:incident", args=[row.pk])}
        for row in incidents_of(request).filter(placement=page.placement)
    ] + [
        {"on": row.on, "title": names.get(row.step, row.step), "text": row.reason,
         "by": state_label(row.state, "measure"), "tone": state_tone(row.state, "measure"),
         "href": reverse("supervision:measure", args=[row.pk])}
        for row in measures_of(request).filter(placement=page.placement)
    ]
    return sorted(found, key=lambda event: event["on"], reverse=True)


@door("conduct.acknowledge", methods=POST)
def conduct_acknowledge(request: Any, pk: int) -> HttpResponse:
    """The person has read them, and may add a few rules of their own."""
    about(request, pk, "conduct.acknowledge")
    form = OwnRulesForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("At most 500 characters."))
        return redirect("supervision:conduct", pk=pk)
    acknowledge_conduct(pk, by=request.user, today=request.today, **form.cleaned_data)
    messages.success(request, _("Noted, once and for all."))
    return redirect("supervision:conduct", pk=pk)


@door("conduct.acknowledge")
def conduct_paper(request: Any, pk: int) -> HttpResponse:
    """Give the person a commitment of one page to sign: the charter's rules, then their own."""
    page = about(request, pk, "conduct.acknowledge")
    return file_response(
        official.document(commitment_of(page.placement)).content,
        f"{page.placement.person}-承诺书.docx", DOCX,
    )


@door("incident.report", methods=FORM)
def incident_report(request: Any, pk: int) -> HttpResponse:
    """Tell an incident; the person reads it at once."""
    page = about(request, pk, "incident.report")
    back = page.url("supervision:conduct")
    return save(
        request, IncidentForm(request.POST or None, classes=classes_of(page)),
        lambda data: report_incident(pk, by=request.user, today=request.today, **data),
        template="development/form.html",
        then=lambda row: reverse("supervision:incident", args=[row.pk]),
        context=page.context(
            _("Tell an incident"), submit=_("Tell"), back=back,
            note=_("The person reads this at once and is heard first. The sending unit is told "
                   "only of what is found true; no other unit ever sees it."),
        ),
        done=_("Told; the person is heard first."),
    )


@door("incident.read", "incident.receive")
def incident(request: Any, pk: int) -> HttpResponse:
    """Show one incident, with what the reader may do about it."""
    return _show(request, opened(request, incidents_of(request), pk))


def _show(request: Any, row: Incident, *, status: int = 200, **more: Any) -> HttpResponse:
    page = about_row(request, row)
    is_heard = row.state == "explained" or (
        row.state == "reported" and request.today > row.explain_by
    )
    parties = page.parties("incident.note")
    host_waits = "receiver" in parties and row.host_noted_on is None
    sender_waits = "sender" in parties and row.sender_told_on and row.sender_noted_on is None
    context = {
        "incident": row, "kind": class_name(row), "first": _first_responsible(request, row),
        "measures": measures_of(request).filter(incident=row),
        "may_explain": row.state == "reported" and page.may("incident.explain"),
        "may_settle": is_heard and page.may("incident.settle"),
        "may_note": host_waits or sender_waits,
        "may_step": row.state == "confirmed" and page.may("measure.propose"),
        "explanation_form": ExplanationForm(), "truth_form": TruthForm(),
    }
    return render(request, "supervision/incident.html",
                  page.context(_("Incident"), **{**context, **more}), status=status)


def _first_responsible(request: Any, row: Incident) -> Contact | None:
    """Give the first responsible person of the receiving unit (004-05)."""
    found: Contact | None = open_rows(request, Contact).filter(
        organisation=row.placement.receiving_unit_id, kind=Contact.FIRST, ends_on=None
    ).first()
    return found


def _post(request: Any, pk: int, act: str, form: Any, do: Any, name: str) -> HttpResponse:
    row = opened(request, incidents_of(request), pk, act)
    status = tried(form, lambda data: do(pk, by=request.user, today=request.today, **data))
    if status:
        return _show(request, row, status=status, **{name: form})
    return redirect("supervision:incident", pk=pk)


@door("incident.explain", methods=POST)
def incident_explain(request: Any, pk: int) -> HttpResponse:
    """The person's own words."""
    form = ExplanationForm(request.POST)
    return _post(request, pk, "incident.explain", form, explain_incident, "explanation_form")


@door("incident.settle", methods=POST)
def incident_settle(request: Any, pk: int) -> HttpResponse:
    """Found true or not."""
    form = TruthForm(request.POST)
    return _post(request, pk, "incident.settle", form, settle_incident, "truth_form")


@door("incident.note", methods=POST)
def incident_note(request: Any, pk: int) -> HttpResponse:
    """A unit takes note."""
    opened(request, incidents_of(request), pk, "incident.note")
    note_incident(pk, by=request.user, today=request.today)
    messages.success(request, _("Noted."))
    return redirect("supervision:incident", pk=pk)

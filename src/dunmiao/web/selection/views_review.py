"""Pages of the review: judge all, decide against a finding, invite by name."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dunmiao.stages.charter.models import Programme
from dunmiao.stages.charter.rules import rules_of
from dunmiao.stages.people.models import Person
from dunmiao.stages.selection.eligibility import override_eligibility, review_eligibility
from dunmiao.stages.selection.facts import findings_of, overridable
from dunmiao.stages.selection.invitations import answer_invitation, send_invitation
from dunmiao.stages.selection.models import Application, Invitation
from dunmiao.web.doors import FORM, POST, door, open_row, open_rows
from dunmiao.web.listing import Column, export, listing, wants_export
from dunmiao.web.refusing import save
from dunmiao.web.selection.forms_applications import AnswerForm, OverrideForm, ReasonForm
from dunmiao.web.selection.words import person_facts_shown
from dunmiao.web.templatetags.dunmiao import state_label

COLUMNS = (
    Column("name", gettext_lazy("Name"), "person__stroke_key", lambda row: row.person.name),
    Column("unit", gettext_lazy("Sending unit"), "sending_unit__sequence",
           lambda row: str(row.sending_unit)),
    Column("sent_on", gettext_lazy("Asked on"), "sent_on", lambda row: row.sent_on, kind="date"),
    Column("state", gettext_lazy("State"), "state",
           lambda row: state_label(row.state, "invitation")),
    Column("answer", gettext_lazy("The unit's answer"), (), lambda row: row.answer),
)  # fmt: skip


@door("eligibility.review", methods=POST)
def review(request: Any, programme: int) -> HttpResponse:
    """Judge every application that can still be reviewed."""
    row = open_row(request, Programme, "eligibility.review", programme)
    found = review_eligibility(row.pk, by=request.user, today=request.today)
    text = _("Reviewed: %(yes)d may enter, %(no)d may not, %(unknown)d wait for a fact.")
    messages.success(
        request, text % {"yes": found.yes, "no": found.no, "unknown": found.unknown}
    )
    return redirect("selection:selection", row.pk)


@door("eligibility.override", methods=FORM)
def override(request: Any, pk: int, rule: str) -> HttpResponse:
    """Decide against or beside one finding."""
    row = open_row(request, Application, "eligibility.override", pk)
    if rule not in overridable(rules_of(row.programme)):
        raise Http404
    finding = next((one for one in findings_of(row, request.today) if one["rule"] == rule), None)
    form = OverrideForm(request.POST or None)
    return save(
        request, form,
        lambda data: override_eligibility(
            row.pk, rule, by=request.user, today=request.today,
            is_passed=data["verdict"] == "passed", reason=data["reason"],
        ),
        template="selection/override.html",
        context={
            "title": _("Decide on a finding"), "row": row, "finding": finding,
            "cancel": reverse("selection:application", args=[row.pk]),
        },
        then=reverse("selection:application", args=[row.pk]), done=_("The decision is recorded."),
    )  # fmt: skip


@door("invitation.read")
def invitations(request: Any) -> HttpResponse:
    """List who was asked for by name, and what their units said."""
    rows = open_rows(request, Invitation).select_related("person", "sending_unit", "programme")
    rows = rows.defer("person__photo", "person__resume")
    if wants_export(request):
        return export(request, _("Asked for by name"), rows, COLUMNS)
    answerable = set(
        open_rows(request, Invitation, "invitation.answer").values_list("pk", flat=True)[:1000]
    )
    context = {
        "listing": listing(request, rows, COLUMNS),
        "answerable": answerable,
        "calls": open_rows(request, Programme, "invitation.send").filter(state="open"),
    }
    return render(request, "selection/invitations.html", context)


@door("invitation.send", methods=FORM)
def invite(request: Any, programme: int, person: int) -> HttpResponse:
    """Ask a unit for one of its people."""
    call = open_row(request, Programme, "invitation.send", programme)
    who = open_row(request, Person, "invitation.send", person)
    form = ReasonForm(request.POST or None)
    return save(
        request, form,
        lambda data: send_invitation(
            call.pk, who.pk, by=request.user, today=request.today, reason=data["reason"]
        ),
        template="selection/form.html",
        context={
            "title": _("Ask for %(name)s") % {"name": who.name}, "subtitle": str(call),
            "submit": _("Send to the unit"), "cancel": reverse("selection:invitations"),
            "facts": person_facts_shown(who, request.today),
            "note": _("The unit answers yes, or no with its reason."),
        },
        then=reverse("selection:invitations"), done=_("The unit is asked."),
    )  # fmt: skip


@door("invitation.answer", methods=FORM)
def invitation_answer(request: Any, pk: int) -> HttpResponse:
    """Answer for the unit."""
    row = open_row(request, Invitation, "invitation.answer", pk)
    form = AnswerForm(request.POST or None)
    return save(
        request, form,
        lambda data: answer_invitation(
            row.pk, by=request.user, today=request.today,
            is_agreed=data["is_agreed"] == "yes", answer=data["opinion"],
        ),
        template="selection/form.html",
        context={
            "title": _("The department asks for %(name)s") % {"name": row.person.name},
            "subtitle": str(row.programme), "note": row.reason, "submit": _("Answer"),
            "cancel": reverse("selection:invitations"),
        },
        then=reverse("selection:invitations"), done=_("The answer is recorded."),
    )  # fmt: skip

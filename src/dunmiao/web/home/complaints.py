"""Complaints and suggestions: send from any page, read one's own, answer those to handle."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dunmiao.stages.organisations.actions.complaints import (
    answer_complaint,
    route_complaint,
    say_about_complaint,
    send_complaint,
)
from dunmiao.stages.organisations.models import Complaint, Routed
from dunmiao.stages.organisations.reach import may_any
from dunmiao.stages.organisations.reading import sent_by
from dunmiao.web.doors import FORM, door, may, open_row, open_rows
from dunmiao.web.home.unit_field import UnitField
from dunmiao.web.listing import Column, export, listing, wants_export
from dunmiao.web.refusing import Day, Words, save

COLUMNS = (
    Column("received_on", gettext_lazy("Received on"), "received_on", lambda row: row.received_on,
           kind="date"),
    Column("about", gettext_lazy("Unit concerned"), "about__sequence",
           lambda row: str(row.about or "")),
    Column("handled_by", gettext_lazy("Handled by"), "handled_by__sequence",
           lambda row: str(row.handled_by)),
    Column("state", gettext_lazy("State"), "state", lambda row: row.state),
    Column("answered_on", gettext_lazy("Answered on"), "answered_on", lambda row: row.answered_on,
           kind="date"),
)


class ComplaintForm(forms.Form):
    """What happened, and about whom."""

    text = Words(label=gettext_lazy("What happened, or what could be better"), max_length=2000)
    about = UnitField(
        label=gettext_lazy("Unit concerned"), required=False,
        help_text=gettext_lazy("Its full or short name. That unit will not handle it; leave this "
                               "empty for a suggestion to the department."),
    )
    is_named = forms.BooleanField(label=gettext_lazy("Show my name to the handler"), required=False,
                                  initial=True)
    page = forms.CharField(required=False, max_length=200, widget=forms.HiddenInput)


class AnswerForm(forms.Form):
    """The answer, read by the writer."""

    answer = Words(label=gettext_lazy("Answer"), max_length=2000)


class RouteForm(forms.Form):
    """Which unit is asked, what, and by when it answers."""

    unit = UnitField(label=gettext_lazy("Unit asked"),
                     help_text=gettext_lazy("Never the unit complained of."))
    question = Words(label=gettext_lazy("Question"), max_length=500, help_text=gettext_lazy(
        "In your own words: the unit reads this alone, not what was written, nor by whom."))
    due_on = Day(label=gettext_lazy("Answer by"))


class WordsForm(forms.Form):
    """What the unit knows, or did."""

    words = Words(label=gettext_lazy("Answer"), max_length=1000)


@door(methods=FORM)
def send(request: Any) -> HttpResponse:
    """Send a complaint or suggestion; the page it came from is filled in."""
    form = ComplaintForm(request.POST or None, initial={"page": request.GET.get("page", "")})
    return save(
        request, form,
        lambda data: send_complaint(data.pop("text"), by=request.user, today=request.today, **data),
        template="home/complaint_send.html", context={"crumbs": _crumbs(_("Send"))},
        then=reverse("home:complaints"), done=_("Sent. The answer will stand on this page."),
    )


@door()
def complaints(request: Any) -> HttpResponse:
    """List one's own, and for the department those it handles."""
    handles = may_any(request.user, "complaint.answer", request.today)
    rows = _rows(request, handles=handles)
    if wants_export(request):
        return export(request, _("Complaints and suggestions"), rows, COLUMNS)
    context = {"listing": listing(request, rows, COLUMNS, default="-received_on"),
               "handles": handles}
    return render(request, "home/complaints.html", context)


def _rows(request: Any, *, handles: bool) -> Any:
    own = sent_by(request.user)
    if not handles:
        return own
    handled = open_rows(request, Complaint, "complaint.answer").select_related(
        "about", "handled_by"
    )
    return handled if request.GET.get("whose") != "own" else own


@door(methods=FORM)
def complaint(request: Any, pk: int) -> HttpResponse:
    """Show one with its answer; whoever handles it answers here."""
    row = sent_by(request.user).filter(pk=pk).first() or _handled(request, pk)
    may_answer = may(request, "complaint.answer", row) and row.by_id != request.user.pk
    if request.method == "POST" and not may_answer:
        open_row(request, Complaint, "complaint.answer", pk)
    context = {"row": row, "may_answer": may_answer and row.state in {"received", "assigned"},
               "crumbs": _crumbs(str(row)), "is_own": row.by_id == request.user.pk,
               "routed": open_rows(request, Routed).filter(complaint=row).select_related("unit")}
    return save(
        request, AnswerForm(request.POST or None),
        lambda data: answer_complaint(pk, by=request.user, today=request.today, **data),
        template="home/complaint.html", context=context,
        then=reverse("home:complaint", args=[pk]), done=_("Answered."),
    )


@door("complaint.route", methods=FORM)
def complaint_route(request: Any, pk: int) -> HttpResponse:
    """Ask a unit about it; the department still answers the writer."""
    row = open_row(request, Complaint, "complaint.route", pk)
    there = reverse("home:complaint", args=[pk])
    return save(
        request, RouteForm(request.POST or None),
        lambda data: route_complaint(
            pk, data.pop("unit").pk, by=request.user, today=request.today, **data
        ),
        template="home/complaint_route.html", then=there,
        context={"row": row, "back": there, "crumbs": _crumbs(str(row))},
        done=_("The unit sees it among its things to do."),
    )


@door("complaint.routed", methods=FORM)
def routed(request: Any, pk: int) -> HttpResponse:
    """Show what a unit was asked; the unit answers here."""
    act = "complaint.say" if request.method == "POST" else "complaint.routed"
    row = open_row(request, Routed, act, pk)
    may_say = row.said_on is None and may(request, "complaint.say", row)
    return save(
        request, WordsForm(request.POST or None),
        lambda data: say_about_complaint(pk, by=request.user, today=request.today, **data),
        template="home/routed.html", then=reverse("home:routed", args=[pk]),
        context={"row": row, "may_say": may_say, "crumbs": [(_("A question to your unit"), "")]},
        done=_("Sent to the department."),
    )


def _handled(request: Any, pk: int) -> Complaint:
    if not may_any(request.user, "complaint.answer", request.today):
        raise Http404
    found: Complaint = open_row(request, Complaint, "complaint.answer", pk)
    return found


def _crumbs(here: str) -> list[tuple[str, str]]:
    return [(_("Complaints and suggestions"), reverse("home:complaints")), (here, "")]

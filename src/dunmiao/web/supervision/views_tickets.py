"""督办: matters the department supervises, with the unit's answers and the 催办单."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dunmiao.engine.prompts import UNIT_OF
from dunmiao.stages.charter.models import Programme
from dunmiao.stages.organisations.reach import may_any
from dunmiao.stages.placement.models import Placement
from dunmiao.stages.supervision.actions import (
    close_ticket,
    issue_ticket,
    note_ticket,
    return_ticket,
    withdraw_ticket,
)
from dunmiao.stages.supervision.actions.tickets import LIVE
from dunmiao.stages.supervision.ledger import Line, ledger
from dunmiao.stages.supervision.models import Ticket
from dunmiao.stages.supervision.papers import urge_paper
from dunmiao.web.doors import FORM, POST, door, may, open_row, open_rows
from dunmiao.web.home.unit_field import UnitField
from dunmiao.web.listing import Column, export, file_response, listing, wants_export
from dunmiao.web.refusing import Day, Words, save
from dunmiao.web.supervision.settling import duty_name
from dunmiao.web.supervision.trying import tried
from dunmiao.web.templatetags.dunmiao import state_label, state_tone

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
WITHIN = 7  # days to settle a matter, unless the issuer says otherwise
COLUMNS = (
    Column("issue", gettext_lazy("Matter"), (), lambda row: row.issue),
    Column("unit", gettext_lazy("Responsible unit"), "unit__sequence",
           lambda row: row.unit.name),
    Column("on", gettext_lazy("Issued on"), "on", lambda row: row.on, kind="date"),
    Column("due", gettext_lazy("Settle by"), "due_on", lambda row: row.due_on, kind="date"),
    Column("state", gettext_lazy("State"), "state", lambda row: state_label(row.state, "ticket")),
)  # fmt: skip


class TicketFilter(forms.Form):
    """Narrows the list: what still runs, or all."""

    state = forms.ChoiceField(
        label=gettext_lazy("State"), required=False,
        choices=[("", gettext_lazy("All")), ("live", gettext_lazy("Not closed")),
                 ("late", gettext_lazy("Past its day"))],
    )  # fmt: skip


@door("ticket.read")
def tickets(request: Any) -> HttpResponse:
    """List the supervised matters in sight."""
    form = TicketFilter(request.GET)
    rows = open_rows(request, Ticket).select_related("unit", "owner")
    asked = request.GET.get("state")
    if asked in {"live", "late"}:
        rows = rows.filter(state__in=LIVE)
    if asked == "late":
        rows = rows.filter(due_on__lt=request.today)
    if wants_export(request):
        return export(request, _("Supervised matters"), rows, COLUMNS, default="-on")
    return render(request, "supervision/tickets.html", {
        "listing": listing(request, rows, COLUMNS, default="-on"), "filter_form": form,
        "live": LIVE, "may_issue": may_any(request.user, "ticket.issue", request.today),
    })  # fmt: skip


class TicketForm(forms.Form):
    """What, who is responsible, by when."""

    unit = UnitField(label=gettext_lazy("Responsible unit"),
                     help_text=gettext_lazy("Full or short name."))  # fmt: skip
    issue = Words(label=gettext_lazy("Matter"), max_length=300)
    due_on = Day(label=gettext_lazy("Settle by"))


class FreeTicketForm(TicketForm):
    """A matter that no duty of the ledger gave rise to."""

    programme = forms.ChoiceField(label=gettext_lazy("Programme"))
    field_order = ("programme", "unit", "issue", "due_on")

    def __init__(self, *args: Any, programmes: list[Programme], **options: Any) -> None:
        """Offer the programmes the reader answers for."""
        super().__init__(*args, **options)
        self.programmes = {str(row.pk): row for row in programmes}
        self.fields["programme"].choices = [  # type: ignore[attr-defined]
            (key, str(row)) for key, row in self.programmes.items()
        ]

    def clean_unit(self) -> Any:
        """Refuse the department itself, which the action would refuse too."""
        unit = self.cleaned_data["unit"]
        if unit is not None and unit.pk in {row.owner_id for row in self.programmes.values()}:
            raise ValidationError(_("The department does not supervise itself."))
        return unit


@door("ticket.issue", methods=FORM)
def ticket_new(request: Any) -> HttpResponse:
    """Have a matter supervised that somebody names."""
    rows = open_rows(request, Programme, "ticket.issue").exclude(state__in=("draft", "cancelled"))
    form = FreeTicketForm(
        request.POST or None, programmes=list(rows[:100]),
        initial={"due_on": request.today + timedelta(days=WITHIN)},
    )  # fmt: skip

    def issue(data: dict[str, Any]) -> Ticket:
        owner = form.programmes[data.pop("programme")].owner_id
        return issue_ticket(
            owner, data.pop("unit").pk, by=request.user, today=request.today, **data
        )

    return save(
        request, form, issue, template="supervision/ticket_form.html", then=_ticket_url,
        context={"back": reverse("supervision:tickets")}, done=_("The unit is told."),
    )  # fmt: skip


def _ticket_url(row: Ticket) -> str:
    return reverse("supervision:ticket", args=[row.pk])


@door("ticket.issue", methods=FORM)
def ticket_issue(request: Any, pk: int, duty: str, number: int) -> HttpResponse:
    """Have an open duty of a placement supervised."""
    placement = open_row(request, Placement, "ticket.issue", pk)
    line = _line(placement, duty, number, request.today)
    name = duty_name(line.duty)
    start = {
        "unit": _unit_of(placement, line.duty.owed_by), "due_on": request.today + timedelta(WITHIN),
        "issue": _("%(duty)s of %(person)s was due on %(day)s and is not done.") % {
            "duty": name, "person": placement.person, "day": line.due_on},
    }  # fmt: skip

    def issue(data: dict[str, Any]) -> Ticket:
        return issue_ticket(
            placement.programme.owner_id, data.pop("unit").pk, by=request.user,
            today=request.today, placement_id=pk, duty=duty, duty_due_on=line.due_on, **data,
        )  # fmt: skip

    return save(
        request, TicketForm(request.POST or None, initial=start), issue,
        template="supervision/ticket_form.html", then=_ticket_url, done=_("The unit is told."),
        context={
            "back": reverse("supervision:ledger", args=[pk]),
            "facts": [(_("Duty"), name), (_("Person"), placement.person),
                      (_("Due"), line.due_on), (_("Clause"), line.duty.clause)],
        },
    )  # fmt: skip


def _line(placement: Placement, duty: str, number: int, today: date) -> Line:
    for line in ledger(placement, today).open_lines:
        if line.duty.duty == duty and line.duty.number == number:
            return line
    raise Http404


def _unit_of(placement: Placement, owed_by: str) -> Any:
    units = {"sender": placement.sending_unit, "receiver": placement.receiving_unit}
    return units.get(UNIT_OF[owed_by], "")


class NoteForm(forms.Form):
    """How far it is."""

    text = Words(label=gettext_lazy("In a sentence"), max_length=300)
    is_settled = forms.BooleanField(label=gettext_lazy("The matter is settled"), required=False)


class SayForm(forms.Form):
    """A sentence that goes with a decision."""

    text = Words(label=gettext_lazy("In a sentence"), max_length=300)


@door("ticket.read")
def ticket(request: Any, pk: int) -> HttpResponse:
    """Show one supervised matter, with what the reader may do about it."""
    return _show(request, open_row(request, Ticket, "ticket.read", pk))


def _show(request: Any, row: Ticket, *, status: int = 200, **forms_tried: Any) -> HttpResponse:
    is_live = row.state in LIVE
    may_read = row.placement is not None and may(request, "ledger.read", row.placement)
    return render(request, "supervision/ticket.html", {
        "ticket": row, "events": [_event(note) for note in row.notes.select_related("by")],
        "is_late": is_live and row.due_on < request.today, "may_read": may_read,
        "may_note": is_live and may(request, "ticket.note", row),
        "may_close": is_live and may(request, "ticket.close", row),
        "may_return": row.state == "reported" and may(request, "ticket.return", row),
        "note_form": NoteForm(), "close_form": SayForm(auto_id="close_%s"),
        "return_form": SayForm(auto_id="return_%s"), "withdraw_form": SayForm(auto_id="away_%s"),
        **forms_tried,
    }, status=status)  # fmt: skip


def _event(note: Any) -> dict[str, Any]:
    return {"on": note.on, "title": state_label(note.state, "ticket"), "text": note.text,
            "by": str(note.by), "tone": state_tone(note.state, "ticket")}  # fmt: skip


def _said(
    request: Any, pk: int, act: str, form: forms.Form, name: str, do: Callable[..., Ticket]
) -> HttpResponse:
    """Hand one sentence to its action; a refused one stands on the page again."""
    row = open_row(request, Ticket, act, pk)
    status = tried(form, lambda data: do(pk, by=request.user, today=request.today, **data))
    if status:
        return _show(request, row, status=status, **{name: form})
    messages.success(request, _("Recorded."))
    return redirect("supervision:ticket", pk=pk)


@door("ticket.note", methods=POST)
def ticket_note(request: Any, pk: int) -> HttpResponse:
    """The unit's answer."""
    return _said(request, pk, "ticket.note", NoteForm(request.POST), "note_form", note_ticket)


@door("ticket.close", methods=POST)
def ticket_close(request: Any, pk: int) -> HttpResponse:
    """The matter is settled."""
    form = SayForm(request.POST, auto_id="close_%s")
    return _said(request, pk, "ticket.close", form, "close_form", close_ticket)


@door("ticket.return", methods=POST)
def ticket_return(request: Any, pk: int) -> HttpResponse:
    """The matter is not settled yet."""
    form = SayForm(request.POST, auto_id="return_%s")
    return _said(request, pk, "ticket.return", form, "return_form", return_ticket)


@door("ticket.withdraw", methods=POST)
def ticket_withdraw(request: Any, pk: int) -> HttpResponse:
    """The ticket was not needed."""
    form = SayForm(request.POST, auto_id="away_%s")
    return _said(request, pk, "ticket.withdraw", form, "withdraw_form", withdraw_ticket)


@door("ticket.issue")
def ticket_paper(request: Any, pk: int) -> HttpResponse:
    """Give the 催办单 as a Word file."""
    row = open_row(request, Ticket, "ticket.issue", pk)
    paper = urge_paper(row, request.today)
    return file_response(paper.content, f"催办单-{row.unit}.docx", WORD)

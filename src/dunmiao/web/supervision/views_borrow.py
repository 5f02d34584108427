"""借回: the sender asks, the receiving unit opines, the department decides; days are counted."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dunmiao.stages.common.holidays import working_days
from dunmiao.stages.supervision.actions import (
    ask_borrow,
    decide_borrow,
    end_borrow,
    opine_borrow,
    withdraw_borrow,
)
from dunmiao.stages.supervision.models import Borrow
from dunmiao.web.development.about import About, about, about_row
from dunmiao.web.doors import FORM, POST, door, open_row, open_rows
from dunmiao.web.listing import Column, export, listing, wants_export
from dunmiao.web.refusing import save
from dunmiao.web.supervision.filters import RowFilter
from dunmiao.web.supervision.forms import BorrowForm, DecisionForm, OpinionForm
from dunmiao.web.supervision.trying import tried
from dunmiao.web.templatetags.dunmiao import state_label, state_tone

COLUMNS = (
    Column("person", gettext_lazy("Person"), "placement__person__stroke_key",
           lambda row: row.placement.person.name),
    Column("first", gettext_lazy("First day"), "first_on", lambda row: row.first_on, kind="date"),
    Column("last", gettext_lazy("Last day"), "last_on", lambda row: row.last_on, kind="date"),
    Column("matter", gettext_lazy("What for"), (), lambda row: row.matter),
    Column("state", gettext_lazy("State"), "state", lambda row: row.state),
)
COUNTED = ("approved", "ended")


@door("borrow.read")
def borrows(request: Any) -> HttpResponse:
    """List the requests in sight."""
    rows = open_rows(request, Borrow).select_related(
        "placement__person", "placement__sending_unit", "placement__receiving_unit"
    )
    form = RowFilter(request.GET, noun="borrow")
    rows = form.narrow(rows)
    if wants_export(request):
        return export(request, _("Borrowing"), rows, COLUMNS, default="-first")
    page = listing(request, rows, COLUMNS, default="-first")
    return render(request, "supervision/borrows.html", {"listing": page, "filter_form": form})


def days_of(row: Borrow) -> int:
    """Give the working days of a request."""
    return working_days().count(row.first_on, row.last_on)


def totals(rows: Any) -> tuple[int, int]:
    """Give the days and the hours (eight a day where none are named) of what was approved."""
    kept = [row for row in rows if row.state in COUNTED]
    days = sum(days_of(row) for row in kept)
    hours = sum(row.hours or 8 * days_of(row) for row in kept)
    return days, hours


@door("borrow.read")
def placement_borrows(request: Any, pk: int) -> HttpResponse:
    """Show how much of the term the home unit took back (两头兼顾)."""
    page = about(request, pk, "borrow.read")
    rows = list(page.rows(Borrow))
    days, hours = totals(rows)
    links = []
    if page.may("borrow.ask") and page.rules.release.home_work != "forbidden":
        links.append({"name": _("Ask to borrow back"), "icon": "plus",
                      "href": page.url("supervision:borrow_ask")})
    term = working_days().count(page.placement.starts_on, page.placement.ends_on)
    facts = [(_("Working days lent back"), _("%(days)s of %(term)s") % {
        "days": days, "term": term}), (_("Hours"), hours), (_("Home work"), _rule(page))]
    return render(request, "development/records.html", page.context(
        _("Borrowing"), links=links, facts=facts, events=[_event(row) for row in rows],
        empty_title=_("Never borrowed back"),
        empty_text=_("The home unit gives no work during the term; it may ask in special cases."),
    ))


def _rule(page: About) -> str:
    return {
        "forbidden": _("not allowed"), "by_request": _("only on request"), "allowed": _("allowed"),
    }[page.rules.release.home_work]


def _event(row: Borrow) -> dict[str, Any]:
    return {
        "on": row.first_on, "title": f"{row.first_on} – {row.last_on}", "text": row.matter,
        "href": reverse("supervision:borrow", args=[row.pk]),
        "by": state_label(row.state, "borrow"), "tone": state_tone(row.state, "borrow"),
    }


@door("borrow.ask", methods=FORM)
def borrow_ask(request: Any, pk: int) -> HttpResponse:
    """Ask for the person back for some days."""
    page = about(request, pk, "borrow.ask")
    return save(
        request, BorrowForm(request.POST or None),
        lambda data: ask_borrow(pk, by=request.user, today=request.today, **data),
        template="development/form.html",
        then=lambda row: reverse("supervision:borrow", args=[row.pk]),
        context=page.context(
            _("Ask to borrow back"), back=page.url("supervision:placement_borrows"),
            submit=_("Send the request"), facts=[(_("Home work"), _rule(page))],
            note=_("The receiving unit is heard first, then the department decides."),
        ),
        done=_("Sent to the receiving unit."),
    )


@door("borrow.read")
def borrow(request: Any, pk: int) -> HttpResponse:
    """Show one request, with what the reader may do about it."""
    return _show(request, open_row(request, Borrow, "borrow.read", pk))


def _show(request: Any, row: Borrow, *, status: int = 200, **more: Any) -> HttpResponse:
    page = about_row(request, row)
    days, hours = totals(page.rows(Borrow))
    context = {
        "borrow": row, "days": days_of(row), "sum_days": days, "sum_hours": hours,
        "may_opine": row.state == "asked" and page.may("borrow.opine"),
        "may_decide": row.state == "opined" and page.may("borrow.decide"),
        "may_end": row.state == "approved" and page.may("borrow.end"),
        "may_withdraw": row.state in {"asked", "opined", "approved"}
        and page.may("borrow.withdraw"),
        "opinion_form": OpinionForm(), "decision_form": DecisionForm(),
    }
    return render(request, "supervision/borrow.html",
                  page.context(_("Request to borrow back"), **{**context, **more}), status=status)


@door("borrow.opine", methods=POST)
def borrow_opine(request: Any, pk: int) -> HttpResponse:
    """The receiving unit's opinion."""
    row = open_row(request, Borrow, "borrow.opine", pk)
    form = OpinionForm(request.POST)
    status = tried(
        form, lambda data: opine_borrow(pk, by=request.user, today=request.today, **data)
    )
    if status:
        return _show(request, row, status=status, opinion_form=form)
    messages.success(request, _("Sent to the department."))
    return redirect("supervision:borrow", pk=pk)


@door("borrow.decide", methods=POST)
def borrow_decide(request: Any, pk: int) -> HttpResponse:
    """The department's decision."""
    row = open_row(request, Borrow, "borrow.decide", pk)
    form = DecisionForm(request.POST)
    status = tried(
        form, lambda data: decide_borrow(pk, by=request.user, today=request.today, **data)
    )
    if status:
        return _show(request, row, status=status, decision_form=form)
    messages.success(request, _("Decided."))
    return redirect("supervision:borrow", pk=pk)


@door("borrow.end", methods=POST)
def borrow_end(request: Any, pk: int) -> HttpResponse:
    """The person is back at the receiving unit."""
    open_row(request, Borrow, "borrow.end", pk)
    end_borrow(pk, by=request.user, today=request.today)
    messages.success(request, _("The return is confirmed."))
    return redirect("supervision:borrow", pk=pk)


@door("borrow.withdraw", methods=POST)
def borrow_withdraw(request: Any, pk: int) -> HttpResponse:
    """The sending unit takes its request back."""
    open_row(request, Borrow, "borrow.withdraw", pk)
    withdraw_borrow(pk, by=request.user, today=request.today)
    messages.success(request, _("Taken back."))
    return redirect("supervision:borrow", pk=pk)

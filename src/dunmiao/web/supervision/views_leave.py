"""Leave: asked for, decided at the charter's level, ended by a confirmed return."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dunmiao.stages.charter.rules import rules_of
from dunmiao.stages.supervision.actions import (
    ask_leave,
    cancel_leave,
    confirm_return,
    decide_leave,
    note_leave,
    reveal_reason,
)
from dunmiao.stages.supervision.checks import days_of, informed
from dunmiao.stages.supervision.models import Leave
from dunmiao.web.development.about import About, about, about_row
from dunmiao.web.doors import FORM, POST, door, open_row, open_rows
from dunmiao.web.listing import Column, export, listing, wants_export
from dunmiao.web.refusing import save
from dunmiao.web.supervision.filters import RowFilter
from dunmiao.web.supervision.forms import (
    DecisionForm,
    LeaveForm,
    PurposeForm,
    ReturnForm,
    local,
)
from dunmiao.web.supervision.settling import role_name
from dunmiao.web.supervision.trying import tried

COLUMNS = (
    Column("person", gettext_lazy("Person"), "placement__person__stroke_key",
           lambda row: row.placement.person.name),
    Column("kind", gettext_lazy("Kind"), "kind", lambda row: kind_of(row)),
    Column("first", gettext_lazy("First day"), "first_on", lambda row: row.first_on, kind="date"),
    Column("last", gettext_lazy("Last day"), "last_on", lambda row: row.last_on, kind="date"),
    Column("level", gettext_lazy("Level"), "level", lambda row: str(role_name(row.level))),
    Column("state", gettext_lazy("State"), "state", lambda row: row.state),
)


def kind_of(row: Leave) -> str:
    """Give the charter's words for the kind of a leave."""
    kinds = {item.key: local(item) for item in rules_of(row.placement).catalogue("leave_kinds")}
    return kinds.get(row.kind, row.kind)


@door("leave.read")
def leaves(request: Any) -> HttpResponse:
    """List the leaves in sight."""
    rows = open_rows(request, Leave).select_related(
        "placement__person", "placement__sending_unit", "placement__receiving_unit",
        "placement__charter", "placement__programme",
    )
    form = RowFilter(request.GET, noun="leave")
    rows = form.narrow(rows)
    if request.GET.get("late") == "1":
        rows = rows.filter(state="approved", last_on__lt=request.today)
    if wants_export(request):
        return export(request, _("Leave"), rows, COLUMNS, default="-first")
    page = listing(request, rows, COLUMNS, default="-first")
    return render(request, "supervision/leaves.html", {
        "listing": page, "filter_form": form,
        "rows": [{"leave": row, "kind": kind_of(row), "level": role_name(row.level),
                  "is_late": is_late(row, request.today)} for row in page.rows],
    })


def is_late(row: Leave, today: Any) -> bool:
    """Say whether the last day is past and nobody confirmed the return."""
    return row.state == "approved" and row.last_on < today


@door("leave.read")
def placement_leaves(request: Any, pk: int) -> HttpResponse:
    """Show the leaves of one placement."""
    page = about(request, pk, "leave.read")
    rows = list(page.rows(Leave))
    links = []
    if page.may("leave.ask"):
        links.append({"name": _("Ask for leave"), "href": page.url("supervision:leave_ask"),
                      "icon": "plus"})
    taken = [row for row in rows if row.state in {"approved", "returned"}]
    days = sum(days_of(page.placement, row.first_on, row.last_on) for row in taken)
    facts = [(_("Days of leave in this term"), days)]
    if page.rules.leave.days_a_year:
        facts.append((_("Days the charter allows a year"), page.rules.leave.days_a_year))
    return render(request, "development/records.html", page.context(
        _("Leave"), links=links, events=[_event(row, request.today) for row in rows],
        facts=facts if rows else [], empty_title=_("No leave yet"),
        empty_text=_("Absence is recorded, presence is not: nothing to do without leave."),
    ))


def _event(row: Leave, today: Any) -> dict[str, Any]:
    state = _state(row.state)
    late = is_late(row, today)
    return {
        "on": row.first_on, "title": f"{kind_of(row)} {row.first_on} – {row.last_on}",
        "text": _("The return is not confirmed.") if late else state,
        "tone": "late" if late else {"asked": "waiting", "approved": "active",
                                     "returned": "good"}.get(row.state, "quiet"),
        "href": reverse("supervision:leave", args=[row.pk]),
    }


def _state(state: str) -> str:
    from dunmiao.web.templatetags.dunmiao import state_label

    return state_label(state, "leave")


@door("leave.ask", methods=FORM)
def leave_ask(request: Any, pk: int) -> HttpResponse:
    """Ask for leave."""
    page = about(request, pk, "leave.ask")
    form = LeaveForm(request.POST or None, kinds=page.rules.catalogue("leave_kinds"))
    return save(
        request, form, lambda data: ask_leave(pk, by=request.user, today=request.today, **data),
        template="development/form.html",
        then=lambda row: reverse("supervision:leave", args=[row.pk]),
        context=page.context(_("Ask for leave"), back=page.url("supervision:placement_leaves"),
                             submit=_("Send"), facts=_levels(page)),
        done=_("Asked for."),
    )


def _levels(page: About) -> list[tuple[str, Any]]:
    """Give who approves a leave of which length, with the clause."""
    return [
        (local(level), _told(level.approved_by, level.informs)) for level in page.rules.leave_levels
    ]


def _told(approved_by: str, informs: tuple[str, ...]) -> str:
    words = _("%(role)s decides") % {"role": role_name(approved_by)}
    if informs:
        names = "、".join(str(role_name(role)) for role in informs)
        words += _("; told: %(names)s") % {"names": names}
    return words


@door("leave.read")
def leave(request: Any, pk: int) -> HttpResponse:
    """Show one leave, with what the reader may do about it."""
    row = open_row(request, Leave, "leave.read", pk)
    return _show(request, row)


def _show(request: Any, row: Leave, *, status: int = 200, **more: Any) -> HttpResponse:
    page = about_row(request, row)
    informs = informed(row)
    is_decided = row.state in {"approved", "returned"}
    unseen = [party for party in informs if party not in row.seen]
    context = {
        "leave": row, "kind": kind_of(row), "told": _told(row.level, informs),
        "days": days_of(page.placement, row.first_on, row.last_on),
        "is_late": is_late(row, request.today),
        "may_decide": row.state == "asked" and row.level in page.parties("leave.decide"),
        "informed": [{"party": role_name(one), "seen": row.seen.get(one, "")} for one in informs]
        if is_decided else [],
        "may_note": is_decided and bool(page.parties("leave.note") & set(unseen)),
        "may_cancel": row.state in {"asked", "approved"} and page.may("leave.cancel"),
        "may_return": row.state == "approved" and row.first_on <= request.today
        and page.may("leave.return"),
        "may_reveal": bool(row.reason) and page.may("leave.reveal"),  # type: ignore[truthy-bool]
        "decision_form": DecisionForm(), "purpose_form": PurposeForm(),
        "return_form": ReturnForm(initial={"returned_on": min(request.today, row.last_on)}),
    }
    return render(request, "supervision/leave.html",
                  page.context(_("Leave"), **{**context, **more}), status=status)


@door("leave.decide", methods=POST)
def leave_decide(request: Any, pk: int) -> HttpResponse:
    """Approve or refuse a leave at its level."""
    row = open_row(request, Leave, "leave.decide", pk)
    form = DecisionForm(request.POST)
    status = tried(form, lambda data: decide_leave(
        pk, by=request.user, today=request.today, role=row.level, **data
    ))
    if status:
        return _show(request, row, status=status, decision_form=form)
    messages.success(request, _("Decided."))
    return redirect("supervision:leave", pk=pk)


@door("leave.cancel", methods=POST)
def leave_cancel(request: Any, pk: int) -> HttpResponse:
    """Take a leave back."""
    open_row(request, Leave, "leave.cancel", pk)
    cancel_leave(pk, by=request.user, today=request.today)
    messages.success(request, _("Taken back."))
    return redirect("supervision:leave", pk=pk)


@door("leave.note", methods=POST)
def leave_note(request: Any, pk: int) -> HttpResponse:
    """Take note of an approved leave."""
    open_row(request, Leave, "leave.note", pk)
    note_leave(pk, by=request.user, today=request.today)
    messages.success(request, _("Noted."))
    return redirect("supervision:leave", pk=pk)


@door("leave.return", methods=POST)
def leave_return(request: Any, pk: int) -> HttpResponse:
    """Confirm that the person is back."""
    row = open_row(request, Leave, "leave.return", pk)
    form = ReturnForm(request.POST)
    status = tried(
        form, lambda data: confirm_return(pk, by=request.user, today=request.today, **data)
    )
    if status:
        return _show(request, row, status=status, return_form=form)
    messages.success(request, _("The return is confirmed."))
    return redirect("supervision:leave", pk=pk)


@door("leave.reveal", methods=POST)
def leave_reveal(request: Any, pk: int) -> HttpResponse:
    """Show the sealed reason once, on record."""
    row = open_row(request, Leave, "leave.reveal", pk)
    form = PurposeForm(request.POST)
    if not form.is_valid():
        return _show(request, row, status=422, purpose_form=form)
    reason = reveal_reason(pk, by=request.user, today=request.today, **form.cleaned_data)
    return _show(request, row, revealed=reason or "—")

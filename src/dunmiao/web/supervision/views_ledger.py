"""The ledger: of one placement, of mine, of a programme."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dunmiao.engine.charter import pick
from dunmiao.engine.standing import State
from dunmiao.stages.organisations.reach import may_any
from dunmiao.stages.supervision.actions import confirm_step, waive_duty
from dunmiao.stages.supervision.checks import RECORDED, not_returned
from dunmiao.stages.supervision.ledger import OPEN, Line, ledger
from dunmiao.stages.supervision.models import Leave
from dunmiao.stages.supervision.signs import signs_of
from dunmiao.web.development.about import About, about
from dunmiao.web.doors import FORM, door
from dunmiao.web.home.todo import TodoItem
from dunmiao.web.listing import export, listing, wants_export
from dunmiao.web.pictures import asked_month, month_of
from dunmiao.web.refusing import Day, Words, save
from dunmiao.web.supervision.lines import LineFilter, columns, my_lines, shown
from dunmiao.web.supervision.settling import STATES, duty_name, role_name

ORDER = (State.OVERDUE, State.DUE, State.UPCOMING, State.MET, State.EXCUSED, State.WAIVED)


@door("ledger.read")
def ledger_page(request: Any, pk: int) -> HttpResponse:
    """Show every duty of one placement: whose, by when, under which clause, where it stands."""
    page = about(request, pk, "ledger.read")
    lines = ledger(page.placement, request.today).lines
    if wants_export(request):
        return export(request, str(page.placement.person), lines, columns(request.today))  # type: ignore[arg-type]
    groups = _groups(request, lines)
    closed = next((group["state"] for group in groups if group["state"] not in OPEN), "")
    first = asked_month(request.GET.get("month", ""), request.today)
    dues = [_due(line) for line in lines if line.due_on.replace(day=1) == first]
    month = month_of(first, request.today, dues)
    return render(request, "supervision/ledger.html", page.context(
        _("Ledger"), groups=groups, month=month, first_closed=closed, counts=_counts(lines),
        late_leaves=_late_leaves(page), may_waive=page.may("ledger.waive"),
        may_supervise=page.may("ticket.issue"), signs=_signs(page),
    ))


def _due(line: Line) -> TodoItem:
    return TodoItem(title=duty_name(line.duty), due_on=line.due_on, tone=STATES[line.state][1])


def _groups(request: Any, lines: list[Line]) -> list[dict[str, Any]]:
    rows = shown(request, lines)
    groups = [
        {"name": STATES[state][0], "tone": STATES[state][1], "state": state.value,
         "rows": [row for row in rows if row.line.state == state]}
        for state in ORDER
    ]
    return [group for group in groups if group["rows"]]


def _counts(lines: list[Line]) -> list[dict[str, Any]]:
    return [
        {"name": STATES[state][0], "tone": STATES[state][1],
         "number": sum(line.state == state for line in lines)}
        for state in (State.OVERDUE, State.DUE, State.MET, State.UPCOMING)
    ]


def _signs(page: About) -> list[dict[str, Any]]:
    """Give what is missing for too long, in the same words for everybody concerned (000-16)."""
    return [
        {"text": one.shown.reason, "by": role_name(one.shown.sign.mended_by),
         "clause": one.shown.sign.clause}
        for one in signs_of([page.placement], page.request.today)
    ]  # fmt: skip


def _late_leaves(page: About) -> list[Leave]:
    if not page.may("leave.read"):
        return []
    return list(not_returned(page.rows(Leave), page.request.today))


class WaiveForm(forms.Form):
    """Why a duty need not be done."""

    reason = Words(label=gettext_lazy("Reason"), max_length=300)


@door("ledger.waive", methods=FORM)
def waive(request: Any, pk: int, duty: str, due_on: str) -> HttpResponse:
    """Let one duty go, with the reason."""
    page = about(request, pk, "ledger.waive")
    try:
        rule, day = pick(page.rules.duties, duty), date.fromisoformat(due_on)
    except (KeyError, ValueError) as fault:
        raise Http404 from fault
    name = rule.name_en if request.LANGUAGE_CODE == "en" and rule.name_en else rule.name
    facts = [(_("Duty"), name), (_("Due"), day.isoformat()), (_("Clause"), rule.clause),
             (_("Owed by"), role_name(rule.owed_by))]
    return save(
        request, WaiveForm(request.POST or None),
        lambda data: waive_duty(pk, duty, day, by=request.user, today=request.today, **data),
        template="development/form.html", then=page.url("supervision:ledger"),
        context=page.context(_("Let a duty go"), facts=facts, submit=_("Let it go"),
                             back=page.url("supervision:ledger"),
                             note=_("It stays in the ledger with your name and reason.")),
        done=_("The duty was let go."),
    )


class StepForm(forms.Form):
    """When a step was done, and a word on it."""

    on = Day(label=gettext_lazy("Day"))
    note = forms.CharField(label=gettext_lazy("Note"), max_length=300, required=False)


@door("step.confirm", methods=FORM)
def step(request: Any, pk: int, kind: str) -> HttpResponse:
    """Confirm a plain step of the charter as done."""
    page = about(request, pk, "step.confirm")
    asked = [rule for rule in page.rules.duties if kind in rule.evidence and kind not in RECORDED]
    if not asked:
        raise Http404
    rule = asked[0]
    name = rule.name_en if request.LANGUAGE_CODE == "en" and rule.name_en else rule.name
    return save(
        request, StepForm(request.POST or None, initial={"on": request.today}),
        lambda data: confirm_step(pk, kind, by=request.user, today=request.today, **data),
        template="development/form.html", then=page.url("supervision:ledger"),
        context=page.context(name, back=page.url("supervision:ledger"), submit=_("It is done"),
                             facts=[(_("Owed by"), role_name(rule.owed_by)),
                                    (_("Clause"), rule.clause), *_orientation(page, kind)],
                             facts_wide=True),
        done=_("Recorded."),
    )


def _orientation(page: About, kind: str) -> list[tuple[str, str]]:
    """Give the charter's texts to talk through, where the step is the orientation (004-59)."""
    if kind != "orientation.given":
        return []
    return [(item.name, item.text) for item in page.rules.orientation]


@door("ledger.read")
def my_duties(request: Any) -> HttpResponse:
    """List what is due or overdue: mine, or of everybody in my sight."""
    of_all = request.GET.get("of") == "all" or not _owes(request)
    lines = my_lines(request, of_all=of_all)
    form = LineFilter(request.GET, lines)
    kept = form.narrow(lines)
    if wants_export(request):
        return export(request, _("Duties"), kept, columns(request.today))  # type: ignore[arg-type]
    page = listing(request, kept, columns(request.today))  # type: ignore[arg-type]
    return render(request, "supervision/duties.html", {
        "listing": page, "rows": shown(request, page.rows), "filter_form": form,
        "of_all": of_all, "may_owe": _owes(request),
        "may_list": may_any(request.user, "contact.read", request.today),
        "late": sum(line.state == State.OVERDUE for line in kept),
    })


def _owes(request: Any) -> bool:
    """Say whether the reader can owe anything, or only looks on."""
    return may_any(request.user, "step.confirm", request.today)

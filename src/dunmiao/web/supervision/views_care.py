"""Care: entitlements, requests for help, and the month confirmed in one click."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dunmiao.stages.charter.rules import rules_of
from dunmiao.stages.organisations.models import Organisation
from dunmiao.stages.placement.models import Placement
from dunmiao.stages.supervision.actions import (
    answer_support,
    ask_support,
    assign_support,
    close_support,
    confirm_entitlements,
    confirm_presence,
    decline_support,
    reopen_support,
)
from dunmiao.stages.supervision.models import (
    Absence,
    Entitlement,
    Leave,
    Presence,
    SupportRequest,
)
from dunmiao.web.development.about import About, about
from dunmiao.web.doors import FORM, POST, door, open_row, open_rows
from dunmiao.web.listing import Column, export, listing, wants_export
from dunmiao.web.pictures import asked_month
from dunmiao.web.refusing import Day, save
from dunmiao.web.supervision.forms import AnswerForm, StillOpenForm, SupportForm, local
from dunmiao.web.supervision.trying import tried


@door("entitlement.read")
def care(request: Any, pk: int) -> HttpResponse:
    """Show what the sending unit confirmed, and the person's requests for help."""
    page = about(request, pk, "entitlement.read")
    links = []
    if page.may("entitlement.confirm"):
        links.append({"name": _("Confirm entitlements"), "icon": "check",
                      "href": page.url("supervision:entitlement_confirm")})
    if page.may("support.ask"):
        links.append({"name": _("Ask for help"), "icon": "heart-handshake",
                      "href": page.url("supervision:support_ask")})
    kinds = _entitlements(page)
    rows = [
        {"row": row, "items": [(kinds.get(key, key), _("in order") if value is True else value)
                               for key, value in row.items.items()],
         "is_fine": all(value is True for value in row.items.values())}
        for row in page.rows(Entitlement).select_related("by")
    ]
    helped = page.rows(SupportRequest) if page.may("support.read") else []
    return render(request, "supervision/care.html", page.context(
        _("Care"), links=links, rows=rows, supports=helped,
    ))


def _entitlements(page: About) -> dict[str, str]:
    return {item.key: local(item) for item in page.rules.catalogue("entitlement_kinds")}


class EntitlementForm(forms.Form):
    """A box to tick for each entitlement, a remark where something is open."""

    def __init__(self, data: Any, kinds: dict[str, str]) -> None:
        """Make two fields for each kind."""
        super().__init__(data)
        self.kinds = kinds
        for key, name in kinds.items():
            self.fields[f"ok_{key}"] = forms.BooleanField(
                label=_("%(name)s in order") % {"name": name}, required=False
            )
            self.fields[f"open_{key}"] = forms.CharField(
                label=_("%(name)s: what is open") % {"name": name}, max_length=120, required=False
            )

    def clean(self) -> dict[str, Any]:
        """Ask for a remark wherever nothing is ticked."""
        data = super().clean() or {}
        for key in self.kinds:
            if not data.get(f"ok_{key}") and not data.get(f"open_{key}"):
                self.add_error(f"open_{key}", _("Tick it, or say what is open."))
        return data

    def items(self) -> dict[str, Any]:
        """Give what the action takes: True, or the remark."""
        data = self.cleaned_data
        return {key: data[f"open_{key}"] or True for key in self.kinds}


@door("entitlement.confirm", methods=FORM)
def entitlement_confirm(request: Any, pk: int) -> HttpResponse:
    """Confirm pay, welfare, subsidy and insurance, one by one."""
    page = about(request, pk, "entitlement.confirm")
    form = EntitlementForm(request.POST or None, _entitlements(page))
    return save(
        request, form,
        lambda data: confirm_entitlements(pk, form.items(), by=request.user, today=request.today),
        template="development/form.html", then=page.url("supervision:care"),
        context=page.context(_("Confirm entitlements"), back=page.url("supervision:care"),
                             submit=_("Confirm")),
        done=_("Confirmed."),
    )


SUPPORT_COLUMNS = (
    Column("matter", gettext_lazy("The difficulty"), (), lambda row: row.matter),
    Column("person", gettext_lazy("Person"), "placement__person__stroke_key",
           lambda row: row.placement.person.name),
    Column("on", gettext_lazy("Asked for on"), "on", lambda row: row.on, kind="date"),
    Column("handler", gettext_lazy("Handled by"), (), lambda row: str(row.handler or "")),
    Column("answer_by", gettext_lazy("Answer by"), "answer_by", lambda row: row.answer_by,
           kind="date"),
    Column("state", gettext_lazy("State"), "state", lambda row: row.state),
)


@door("support.read")
def supports(request: Any) -> HttpResponse:
    """List the requests for help in sight."""
    rows = open_rows(request, SupportRequest).select_related(
        "placement__person", "placement__receiving_unit", "handler"
    )
    if wants_export(request):
        return export(request, _("Requests for help"), rows, SUPPORT_COLUMNS, default="-on")
    page = listing(request, rows, SUPPORT_COLUMNS, default="-on")
    return render(request, "supervision/supports.html", {"listing": page})


@door("support.ask", methods=FORM)
def support_ask(request: Any, pk: int) -> HttpResponse:
    """Tell a difficulty in confidence."""
    page = about(request, pk, "support.ask")
    form = SupportForm(request.POST or None, kinds=page.rules.catalogue("support_kinds"))
    return save(
        request, form, lambda data: ask_support(pk, by=request.user, today=request.today, **data),
        template="development/form.html",
        then=lambda row: reverse("supervision:support", args=[row.pk]),
        context=page.context(_("Ask for help"), back=page.url("supervision:care"),
                             submit=_("Send")),
        done=_("Sent in confidence."),
    )


class AssignForm(forms.Form):
    """Who is asked to help, and by when."""

    handler = forms.ModelChoiceField(label=gettext_lazy("Handled by"), queryset=None)
    answer_by = Day(label=gettext_lazy("Answer by"))

    def __init__(self, data: Any, *, units: Any, **options: Any) -> None:
        """Offer the units in sight."""
        super().__init__(data, **options)
        self.fields["handler"].queryset = units  # type: ignore[attr-defined]


@door("support.read")
def support(request: Any, pk: int) -> HttpResponse:
    """Show one request, with what the reader may do about it."""
    return _show(request, open_row(request, SupportRequest, "support.read", pk))


def _may(request: Any, act: str, row: SupportRequest) -> bool:
    return bool(open_rows(request, SupportRequest, act).filter(pk=row.pk).exists())


def _units(request: Any) -> Any:
    return open_rows(request, Organisation, "organisation.read").filter(is_active=True)


def _show(
    request: Any, row: SupportRequest, *, status: int = 200, **more: Any
) -> HttpResponse:
    kinds = {item.key: local(item)
             for item in rules_of(row.placement).catalogue("support_kinds")}
    is_open = row.state in {"asked", "assigned"}
    due = request.today + timedelta(days=14)
    may_assign = row.state in {"asked", "answered"} and _may(request, "support.assign", row)
    context = {
        "support": row, "kind": kinds.get(row.kind) or _("Something else"),
        "is_late": bool(row.state == "assigned" and row.answer_by
                        and row.answer_by < request.today),
        "may_assign": may_assign,
        "may_answer": row.state == "assigned" and _may(request, "support.answer", row),
        "may_decline": is_open and _may(request, "support.decline", row),
        "may_close": row.state in {"answered", "declined"} and _may(request, "support.close", row),
        "assign_form": AssignForm(None, units=_units(request), initial={"answer_by": due})
        if may_assign else None,
        "answer_form": AnswerForm(), "reopen_form": StillOpenForm(),
    }
    return render(request, "supervision/support.html", {**context, **more}, status=status)


@door("support.assign", methods=POST)
def support_assign(request: Any, pk: int) -> HttpResponse:
    """Route it to who can help."""
    row = open_row(request, SupportRequest, "support.assign", pk)
    form = AssignForm(request.POST, units=_units(request))
    status = tried(form, lambda data: assign_support(
        pk, data["handler"].pk, by=request.user, today=request.today, answer_by=data["answer_by"]
    ))
    if status:
        return _show(request, row, status=status, assign_form=form)
    messages.success(request, _("Sent on."))
    return redirect("supervision:support", pk=pk)


@door("support.answer", methods=POST)
def support_answer(request: Any, pk: int) -> HttpResponse:
    """Answer."""
    return _answer(request, pk, "support.answer", answer_support)


@door("support.decline", methods=POST)
def support_decline(request: Any, pk: int) -> HttpResponse:
    """Say why it cannot be done."""
    return _answer(request, pk, "support.decline", decline_support)


def _answer(request: Any, pk: int, act: str, perform: Any) -> HttpResponse:
    row = open_row(request, SupportRequest, act, pk)
    form = AnswerForm(request.POST)
    status = tried(form, lambda data: perform(pk, by=request.user, today=request.today, **data))
    if status:
        return _show(request, row, status=status, answer_form=form)
    messages.success(request, _("Answered."))
    return redirect("supervision:support", pk=pk)


@door("support.reopen", methods=POST)
def support_reopen(request: Any, pk: int) -> HttpResponse:
    """The person who asked says what the answer left open."""
    row = open_row(request, SupportRequest, "support.reopen", pk)
    form = StillOpenForm(request.POST)
    status = tried(
        form, lambda data: reopen_support(pk, by=request.user, today=request.today, **data)
    )
    if status:
        return _show(request, row, status=status, reopen_form=form)
    messages.success(request, _("Asked again."))
    return redirect("supervision:support", pk=pk)


@door("support.close", methods=POST)
def support_close(request: Any, pk: int) -> HttpResponse:
    """The person who asked says that it is settled."""
    open_row(request, SupportRequest, "support.close", pk)
    close_support(pk, by=request.user, today=request.today)
    messages.success(request, _("Closed."))
    return redirect("supervision:support", pk=pk)


PRESENCE_COLUMNS = (
    Column("person", gettext_lazy("Person"), "person__stroke_key", lambda row: row.person.name),
    Column("unit", gettext_lazy("Receiving unit"), "receiving_unit__sequence",
           lambda row: row.receiving_unit.name),
    Column("away", gettext_lazy("Leave in the month")),
    Column("on", gettext_lazy("Confirmed")),
)


@door("presence.read")
def presence(request: Any) -> HttpResponse:
    """Show a month: everybody is there but for these leaves; one click confirms it."""
    first = asked_month(request.GET.get("month", ""), _last_month(request.today))
    last = (first + timedelta(days=32)).replace(day=1) - timedelta(days=1)
    page = listing(request, _people(request, first, last), PRESENCE_COLUMNS)
    waiting = _people(request, first, last, "presence.confirm").exclude(
        pk__in=open_rows(request, Presence).filter(month=first).values("placement_id")
    )
    return render(request, "supervision/presence.html", {
        "listing": page, "rows": _month_rows(request, page.rows, first, last), "month": first,
        "previous": (first - timedelta(days=1)).strftime("%Y-%m"),
        "next": (last + timedelta(days=1)).strftime("%Y-%m"),
        "to_confirm": waiting.count() if first <= request.today else 0,
    })


def _month_rows(
    request: Any, people: list[Placement], first: date, last: date
) -> list[dict[str, Any]]:
    ids = [row.pk for row in people]
    done = dict(open_rows(request, Presence).filter(month=first, placement__in=ids)
                .values_list("placement_id", "on"))
    away: dict[int, list[Leave]] = {}
    absent = open_rows(request, Leave, "presence.read").filter(
        placement__in=ids, state__in=("approved", "returned"), first_on__lte=last,
        last_on__gte=first)
    for row in absent:
        away.setdefault(row.placement_id, []).append(row)
    missed: dict[int, list[Absence]] = {}
    for one in open_rows(request, Absence).filter(
        placement__in=ids, first_on__lte=last, last_on__gte=first
    ):
        missed.setdefault(one.placement_id, []).append(one)
    mine = set(open_rows(request, Placement, "absence.report").filter(pk__in=ids)
               .values_list("pk", flat=True))
    return [
        {"placement": row, "confirmed_on": done.get(row.pk), "leaves": away.get(row.pk, []),
         "absences": missed.get(row.pk, []), "may_tell": row.pk in mine}
        for row in people
    ]


def _last_month(today: date) -> date:
    """Give the month that is usually confirmed: the last one, in its last week this one."""
    return today if (today + timedelta(days=7)).month != today.month else (
        today.replace(day=1) - timedelta(days=1))


def _people(request: Any, first: date, last: date, act: str = "presence.read") -> Any:
    rows = open_rows(request, Placement, act).filter(
        state__in=("arrived", "ended", "recalled"), starts_on__lte=last, ends_on__gte=first
    ).exclude(ended_on__lt=first)
    return rows.select_related("person", "sending_unit", "receiving_unit")


@door("presence.confirm", methods=POST)
def presence_confirm(request: Any) -> HttpResponse:
    """Confirm the month for everybody of the unit."""
    first = asked_month(request.POST.get("month", ""), _last_month(request.today))
    last = (first + timedelta(days=32)).replace(day=1) - timedelta(days=1)
    people = _people(request, first, last, "presence.confirm")
    confirm_presence(tuple(row.pk for row in people), first, by=request.user, today=request.today)
    messages.success(request, _("The month is confirmed."))
    return redirect(f"{reverse('supervision:presence')}?month={first:%Y-%m}")

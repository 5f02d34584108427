"""Conditions of work and life, support given, care shown."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dunmiao.stages.charter.rules import rules_of
from dunmiao.stages.placement.models import Team
from dunmiao.stages.supervision.actions import (
    confirm_arrangement,
    end_provision,
    give_provision,
    promise_provision,
    write_care,
)
from dunmiao.stages.supervision.models import Arrangement, CareNote, Provision
from dunmiao.web.development.about import About, about
from dunmiao.web.doors import FORM, POST, door, open_row, open_rows
from dunmiao.web.home.unit_field import UnitField
from dunmiao.web.listing import Column, export, listing, wants_export
from dunmiao.web.refusing import Day, save
from dunmiao.web.supervision.forms import choices, local
from dunmiao.web.supervision.trying import tried
from dunmiao.web.templatetags.dunmiao import state_label


def _names(rules: Any, catalogue: str) -> dict[str, str]:
    return {item.key: local(item) for item in rules.catalogue(catalogue)}


# ------------------------------------------------------------------------------ one placement


@door("arrangement.read")
def conditions(request: Any, pk: int) -> HttpResponse:
    """Show how work and life are arranged, what support there is, which care was shown."""
    page = about(request, pk, "arrangement.read")
    kinds = _names(page.rules, "condition_kinds")
    row = page.rows(Arrangement).select_related("by").first()
    support = page.rows(Provision).select_related("provider") if page.may("provision.read") else []
    care = page.rows(CareNote).select_related("by") if page.may("care.read") else []
    supports, cares = _names(page.rules, "support_kinds"), _names(page.rules, "care_kinds")
    return render(request, "supervision/conditions.html", page.context(
        _("Conditions and support"), links=_links(page), row=row,
        facts=[(kinds.get(key, key), text) for key, text in row.items.items()] if row else [],
        support=[(supports.get(one.kind, one.kind), one) for one in support],
        care=[(cares.get(one.kind, one.kind), one) for one in care],
    ))  # fmt: skip


def _links(page: About) -> list[dict[str, Any]]:
    asked = (
        ("arrangement.confirm", "condition_kinds", _("Write down the arrangements"), "check",
         "supervision:arrangement_confirm"),
        ("provision.promise", "support_kinds", _("Promise support"), "plus",
         "supervision:provision_promise"),
        ("care.write", "care_kinds", _("Note care"), "heart-handshake", "supervision:care_write"),
    )  # fmt: skip
    return [
        {"name": name, "icon": icon, "href": page.url(address)}
        for act, catalogue, name, icon, address in asked
        if page.may(act) and page.rules.catalogue(catalogue)
    ]


class ArrangementForm(forms.Form):
    """One line for each thing the charter names."""

    def __init__(self, data: Any, kinds: dict[str, str], was: dict[str, str]) -> None:
        """Make a field for each kind, with what stood there before."""
        super().__init__(data, initial=was)
        for key, name in kinds.items():
            self.fields[key] = forms.CharField(
                label=name, max_length=80,
                help_text=_("How it was arranged, or that nothing is needed."),
            )


@door("arrangement.confirm", methods=FORM)
def arrangement_confirm(request: Any, pk: int) -> HttpResponse:
    """Write down once how work and life were arranged."""
    page = about(request, pk, "arrangement.confirm")
    was = page.rows(Arrangement, "arrangement.read").first()
    kinds = _names(page.rules, "condition_kinds")
    return save(
        request, ArrangementForm(request.POST or None, kinds, was.items if was else {}),
        lambda data: confirm_arrangement(pk, data, by=request.user, today=request.today),
        template="development/form.html", then=page.url("supervision:conditions"),
        context=page.context(_("Write down the arrangements"), submit=_("Keep"),
                             back=page.url("supervision:conditions")),
        done=_("Kept."),
    )  # fmt: skip


class CareForm(forms.Form):
    """Which care, when."""

    kind = forms.ChoiceField(label=gettext_lazy("Kind"), widget=forms.RadioSelect)
    on = Day(label=gettext_lazy("Day"))
    text = forms.CharField(
        label=gettext_lazy("In a line"), max_length=80, required=False,
        help_text=gettext_lazy("Nothing about illness or family stands here; the kind is enough."),
    )

    def __init__(self, *args: Any, kinds: Any, **options: Any) -> None:
        """Offer the charter's kinds."""
        super().__init__(*args, **options)
        self.fields["kind"].choices = choices(kinds)  # type: ignore[attr-defined]


@door("care.write", methods=FORM)
def care_write(request: Any, pk: int) -> HttpResponse:
    """Note a visit or a help."""
    page = about(request, pk, "care.write")
    form = CareForm(request.POST or None, kinds=page.rules.catalogue("care_kinds"),
                    initial={"on": request.today})
    return save(
        request, form, lambda data: write_care(pk, by=request.user, today=request.today, **data),
        template="development/form.html", then=page.url("supervision:conditions"),
        context=page.context(_("Note care"), submit=_("Keep"),
                             back=page.url("supervision:conditions")),
        done=_("Kept."),
    )  # fmt: skip


# ------------------------------------------------------------------------------ support


class ProvisionForm(forms.Form):
    """What is given, by whom, by when."""

    kind = forms.ChoiceField(label=gettext_lazy("Kind"))
    what = forms.CharField(label=gettext_lazy("What is given"), max_length=120)
    purpose = forms.CharField(label=gettext_lazy("For what"), max_length=120, required=False)
    amount = forms.DecimalField(
        label=gettext_lazy("Amount (yuan)"), required=False, min_value=0, max_digits=14,
        decimal_places=2, help_text=gettext_lazy("Only where it is money."),
    )
    provider = UnitField(label=gettext_lazy("Given by"))
    due_on = Day(label=gettext_lazy("Promised by"), required=False)

    def __init__(self, *args: Any, kinds: Any, **options: Any) -> None:
        """Offer the charter's kinds."""
        super().__init__(*args, **options)
        self.fields["kind"].choices = choices(kinds)  # type: ignore[attr-defined]

    def values(self) -> dict[str, Any]:
        """Give what the action takes."""
        given = dict(self.cleaned_data)
        provider = given.pop("provider")
        return {**given, "provider_id": provider.pk}


@door("provision.promise", methods=FORM)
def provision_promise(request: Any, pk: int) -> HttpResponse:
    """Promise support to one person's work."""
    page = about(request, pk, "provision.promise")
    form = ProvisionForm(request.POST or None, kinds=page.rules.catalogue("support_kinds"))
    return save(
        request, form,
        lambda _data: promise_provision(
            by=request.user, today=request.today, placement_id=pk, **form.values()
        ),
        template="development/form.html", then=_at_row,
        context=page.context(_("Promise support"), submit=_("Promise"),
                             back=page.url("supervision:conditions")),
        done=_("Promised."),
    )  # fmt: skip


@door("provision.promise", methods=FORM)
def provision_team(request: Any, pk: int) -> HttpResponse:
    """Promise support to a group: an office, funds, a vehicle."""
    team = open_row(request, Team, "provision.promise", pk)
    kinds = rules_of(team.programme, request.today).catalogue("support_kinds")
    form = ProvisionForm(request.POST or None, kinds=kinds)
    back = reverse("placement:team", args=[pk])
    return save(
        request, form,
        lambda _data: promise_provision(
            by=request.user, today=request.today, team_id=pk, **form.values()
        ),
        template="placement/form.html", then=_at_row,
        context={"title": _("Promise support"), "subtitle": str(team), "submit": _("Promise"),
                 "cancel": back},
        done=_("Promised."),
    )  # fmt: skip


def _at_row(row: Provision) -> str:
    return reverse("supervision:provision", args=[row.pk])


def _for_whom(row: Provision) -> str:
    return str(row.team or row.placement.person)  # type: ignore[union-attr]


COLUMNS = (
    Column("what", gettext_lazy("What is given"), (), lambda row: row.what),
    Column("whom", gettext_lazy("For"), (), _for_whom),
    Column("provider", gettext_lazy("Given by"), "provider__sequence",
           lambda row: row.provider.name),
    Column("amount", gettext_lazy("Amount (yuan)"), "amount", lambda row: row.amount),
    Column("due_on", gettext_lazy("Promised by"), "due_on", lambda row: row.due_on, kind="date"),
    Column("provided_on", gettext_lazy("There since"), "provided_on",
           lambda row: row.provided_on, kind="date"),
    Column("state", gettext_lazy("State"), "state",
           lambda row: state_label(row.state, "provision")),
)  # fmt: skip


@door("provision.read")
def provisions(request: Any) -> HttpResponse:
    """List the support in sight: promised, there, ended."""
    rows = open_rows(request, Provision).select_related("placement__person", "team", "provider")
    state = request.GET.get("state", "")
    if state in {"promised", "provided", "ended", "dropped"}:
        rows = rows.filter(state=state)
    if wants_export(request):
        return export(request, _("Support given"), rows, COLUMNS, default="-due_on")
    page = listing(request, rows, COLUMNS, default="-due_on")
    return render(request, "supervision/provisions.html", {
        "listing": page, "state": state, "rows": [(row, _for_whom(row)) for row in page.rows],
        "states": [(key, state_label(key, "provision"))
                   for key in ("promised", "provided", "ended", "dropped")],
    })  # fmt: skip


class GivenForm(forms.Form):
    """Since when it is there."""

    on = Day(label=gettext_lazy("There since"))


class EndedForm(forms.Form):
    """Why it ends."""

    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=120)


@door("provision.read")
def provision(request: Any, pk: int) -> HttpResponse:
    """Show one piece of support, with what the reader may do about it."""
    return _show(request, open_row(request, Provision, "provision.read", pk))


def _show(request: Any, row: Provision, *, status: int = 200, **more: Any) -> HttpResponse:
    kinds = _names(rules_of(row.placement or row.programme, request.today), "support_kinds")

    def may(act: str) -> bool:
        return bool(open_rows(request, Provision, act).filter(pk=row.pk).exists())

    context = {
        "row": row, "kind": kinds.get(row.kind, row.kind), "whom": _for_whom(row),
        "is_late": row.state == "promised" and bool(row.due_on and row.due_on < request.today),
        "may_give": row.state == "promised" and may("provision.provide"),
        "may_end": row.state in {"promised", "provided"} and may("provision.end"),
        "give_form": GivenForm(initial={"on": request.today}), "end_form": EndedForm(),
    }  # fmt: skip
    return render(request, "supervision/provision.html", {**context, **more}, status=status)


@door("provision.provide", methods=POST)
def provision_give(request: Any, pk: int) -> HttpResponse:
    """Say that it is there."""
    row = open_row(request, Provision, "provision.provide", pk)
    form = GivenForm(request.POST)
    status = tried(
        form, lambda data: give_provision(pk, by=request.user, today=request.today, **data)
    )
    if status:
        return _show(request, row, status=status, give_form=form)
    return redirect("supervision:provision", pk=pk)


@door("provision.end", methods=POST)
def provision_end(request: Any, pk: int) -> HttpResponse:
    """End it, or drop what was promised, with the reason."""
    row = open_row(request, Provision, "provision.end", pk)
    form = EndedForm(request.POST)
    status = tried(
        form, lambda data: end_provision(pk, by=request.user, today=request.today, **data)
    )
    if status:
        return _show(request, row, status=status, end_form=form)
    return redirect("supervision:provision", pk=pk)

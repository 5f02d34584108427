"""Roles given over the tree: the security administrator's page."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from dunmiao.engine.codes import PERSONNEL
from dunmiao.stages.organisations.actions import end_grant, give_grant
from dunmiao.stages.organisations.models import Organisation
from dunmiao.stages.organisations.reading import grants_for, user_signed
from dunmiao.stages.organisations.roles import GRANTED, ROLES
from dunmiao.web.doors import FORM, POST, door, may
from dunmiao.web.home.unit_field import UnitField
from dunmiao.web.listing import Column, export, listing, wants_export
from dunmiao.web.refusing import Day, save

COLUMNS = (
    Column("user", gettext_lazy("User"), "user__name", lambda row: str(row.user)),
    Column("role", gettext_lazy("Role"), "role", lambda row: str(ROLES[row.role].name)),
    Column("unit", gettext_lazy("Over which unit"), "organisation__path",
           lambda row: str(row.organisation)),
    Column("from", gettext_lazy("From"), "starts_on", lambda row: row.starts_on, kind="date"),
    Column("to", gettext_lazy("To"), "ends_on", lambda row: row.ends_on, kind="date"),
    Column("basis", gettext_lazy("Basis"), (), lambda row: row.basis),
    Column("end", ""),
)


def roles() -> list[tuple[str, Any]]:
    """Give the roles that are given, with their names."""
    return [(key, ROLES[key].name) for key in GRANTED]


class GrantForm(forms.Form):
    """Whom, which role, over what, when, on which basis."""

    user = forms.CharField(label=gettext_lazy("Sign-in name"), max_length=40)
    role = forms.ChoiceField(label=gettext_lazy("Role"))
    unit = UnitField(label=gettext_lazy("Over this unit and all below it"),
                     help_text=gettext_lazy("Its full or short name."))
    kind = forms.ChoiceField(
        label=gettext_lazy("Only this kind of personnel"), required=False,
        help_text=gettext_lazy("For a second authority; leave empty for all."),
    )
    starts_on = Day(label=gettext_lazy("From"))
    ends_on = Day(label=gettext_lazy("To"), required=False,
                  help_text=gettext_lazy("Empty: until it is ended."))
    basis = forms.CharField(label=gettext_lazy("Basis"), max_length=120,
                            help_text=gettext_lazy("The paper or decision behind it."))

    def __init__(self, *args: Any, **options: Any) -> None:
        """Offer roles and personnel kinds in the active language."""
        super().__init__(*args, **options)
        language = get_language() or "zh"
        self.fields["role"].choices = roles()  # type: ignore[attr-defined]
        self.fields["kind"].choices = [  # type: ignore[attr-defined]
            ("", "—"), *[(row.code, row.label(language)) for row in PERSONNEL]
        ]

    def clean_user(self) -> Any:
        """Give the account. Raises ValidationError where nobody signs in so."""
        found = user_signed(self.cleaned_data["user"])
        if found is None:
            raise ValidationError(_("Nobody signs in by this name."))
        return found


@door("grant.read")
def grants(request: Any) -> HttpResponse:
    """List the roles in force, or all that ever were."""
    rows = grants_for(request.user, "grant.read", request.today).select_related(
        "user", "organisation"
    )
    if request.GET.get("all") != "1":
        rows = rows.live(request.today)
    if request.GET.get("role"):
        rows = rows.filter(role=request.GET["role"])
    name = request.GET.get("user", "").strip()
    if name:
        rows = rows.filter(user__name__contains=name) | rows.filter(user__username__contains=name)
    if wants_export(request):
        return export(request, _("Roles"), rows, COLUMNS, default="user")
    shown = listing(request, rows, COLUMNS, default="user")
    for row in shown.rows:
        row.role_name = ROLES[row.role].name
        row.is_live = row.ends_on is None or row.ends_on >= request.today
    return render(request, "organisations/grants.html", {"listing": shown, "roles": roles()})


@door("grant.give", methods=FORM)
def give(request: Any) -> HttpResponse:
    """Give a role."""
    form = GrantForm(request.POST or None, initial={
        "starts_on": request.today, "user": request.GET.get("user", ""),
    })
    return save(request, form, lambda data: _give(request, data),
                template="organisations/unit_form.html",
                context={"title": _("Give a role"), "back": reverse("organisations:grants"),
                         "note": _("The user is signed out everywhere and signs in again.")},
                then=reverse("organisations:grants"), done=_("Given."))


def _give(request: Any, data: dict[str, Any]) -> Any:
    unit: Organisation = data.pop("unit")
    if not may(request, "organisation.read", unit):
        raise Http404
    return give_grant(data.pop("user").pk, unit.pk, data.pop("role"), by=request.user,
                      today=request.today, **data)


@door("grant.end", methods=POST)
def end(request: Any, pk: int) -> HttpResponse:
    """End a role at once."""
    if not grants_for(request.user, "grant.end", request.today).filter(pk=pk).exists():
        raise Http404
    end_grant(pk, by=request.user, today=request.today)
    messages.success(request, _("Ended. The user is signed out everywhere."))
    return redirect("organisations:grants")

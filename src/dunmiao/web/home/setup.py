"""The page of the first run: whoever holds the one-use token names the unit and three persons."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from dunmiao.engine.codes import ORGANISATION
from dunmiao.stages.common.clock import now
from dunmiao.stages.organisations.actions.setup import Administrator, finish_setup
from dunmiao.stages.organisations.first_run import token_stands
from dunmiao.stages.organisations.models import Organisation
from dunmiao.stages.organisations.roles import ADMINS, ROLES
from dunmiao.web.doors import FORM, public
from dunmiao.web.refusing import save

DOES = {
    "system_admin": gettext_lazy("Makes accounts and keeps the system running."),
    "security_admin": gettext_lazy("Gives and ends roles."),
    "audit_admin": gettext_lazy("Reads who did what and when."),
}
UNIT = ("name", "short_name", "kind")


def _password(label: Any, **options: Any) -> forms.CharField:
    return forms.CharField(
        label=label, max_length=128, strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}), **options,
    )  # fmt: skip


class SetupForm(forms.Form):
    """The unit at the top, and for each of the three roles a person with a password."""

    name = forms.CharField(
        label=gettext_lazy("Full name of the unit"), max_length=80,
        help_text=gettext_lazy("The county, city or department whose organisation department "
                               "runs the programmes."),
    )  # fmt: skip
    short_name = forms.CharField(label=gettext_lazy("Short name"), max_length=30, required=False)
    kind = forms.ChoiceField(label=gettext_lazy("Kind of the unit"))

    def __init__(self, *args: Any, **options: Any) -> None:
        """Add the fields of the three persons."""
        super().__init__(*args, **options)
        fields: dict[str, Any] = self.fields
        words = get_language() or "zh"
        fields["kind"].choices = [("", "—"), *((row.code, row.label(words))
                                               for row in ORGANISATION)]
        for role in ADMINS:
            fields[f"{role}_name"] = forms.CharField(label=_("Name"), max_length=60)
            fields[f"{role}_username"] = forms.CharField(
                label=_("Sign-in name"), max_length=40,
                widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
            )  # fmt: skip
            fields[f"{role}_password"] = _password(
                _("Password"), help_text=_("At least 12 characters, typed by this person.")
            )
            fields[f"{role}_again"] = _password(_("The same again"))

    def clean(self) -> dict[str, Any]:
        """Compare each password with its repetition."""
        data: dict[str, Any] = super().clean() or {}
        for role in ADMINS:
            if data.get(f"{role}_password") != data.get(f"{role}_again"):
                self.add_error(f"{role}_again", _("The two differ; type both again."))
        return data

    def unit_fields(self) -> list[Any]:
        """Give the fields of the unit, for the page."""
        return [self[key] for key in UNIT]

    def person_fields(self) -> list[tuple[Any, Any, list[Any]]]:
        """Give each role's name, what it does and its fields, for the page."""
        parts = ("name", "username", "password", "again")
        return [
            (ROLES[role].name, DOES[role], [self[f"{role}_{part}"] for part in parts])
            for role in ADMINS
        ]

    def persons(self) -> dict[str, Administrator]:
        """Give the three persons typed."""
        data = self.cleaned_data
        return {
            role: Administrator(
                data[f"{role}_username"], data[f"{role}_name"], data[f"{role}_password"]
            )
            for role in ADMINS
        }


@public(*FORM)
def setup(request: Any, token: str) -> HttpResponse:
    """Let the holder of the token found the tree and name the administrators, once."""
    if not token_stands(token, now()):
        return render(request, "home/setup_spent.html", status=404)
    form = SetupForm(request.POST or None)

    def act(data: dict[str, Any]) -> Organisation:
        unit = {key: data[key] for key in UNIT}
        return finish_setup(token, by=None, today=request.today, at=now(),
                            administrators=form.persons(), **unit)

    return save(
        request, form, act, template="home/setup.html", context={},
        then=reverse("home:sign_in"),
        done=_("Done. Each of the three signs in with their own name and password."),
    )  # fmt: skip

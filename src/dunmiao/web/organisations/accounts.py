"""Accounts: the system administrator's pages, and the one-use link by which people begin."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dunmiao.stages.accounts.actions import (
    activate as activate_account,
)
from dunmiao.stages.accounts.actions import (
    choose_password,
    create_account,
    reset_account,
)
from dunmiao.stages.accounts.actions import (
    deactivate as deactivate_account,
)
from dunmiao.stages.accounts.models import User
from dunmiao.stages.accounts.tickets import ticket_of, user_of_ticket
from dunmiao.stages.organisations.reach import may_any
from dunmiao.stages.organisations.reading import accounts_for
from dunmiao.web.doors import FORM, POST, door, public
from dunmiao.web.listing import Column, export, listing, wants_export
from dunmiao.web.refusing import save

COLUMNS = (
    Column("username", gettext_lazy("Sign-in name"), "username", lambda row: row.username),
    Column("name", gettext_lazy("Name"), "name", lambda row: row.name),
    Column("title", gettext_lazy("Title"), "title", lambda row: row.title),
    Column("state", gettext_lazy("State"), "is_active", lambda row: row.is_active),
)


class AccountForm(forms.Form):
    """Who gets an account."""

    username = forms.CharField(label=gettext_lazy("Sign-in name"), max_length=40)
    name = forms.CharField(label=gettext_lazy("Name"), max_length=60)
    title = forms.CharField(label=gettext_lazy("Title"), max_length=80, required=False)


class PasswordForm(forms.Form):
    """A password, twice."""

    password = forms.CharField(
        label=gettext_lazy("New password"), max_length=128, strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=gettext_lazy("At least 12 characters; four unrelated words are easier to "
                               "remember than one with odd signs."),
    )
    again = forms.CharField(
        label=gettext_lazy("The same again"), max_length=128, strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def clean(self) -> dict[str, Any]:
        """Compare the two."""
        data: dict[str, Any] = super().clean() or {}
        if data.get("password") != data.get("again"):
            self.add_error("again", _("The two differ; type both again."))
        return data


def _one(request: Any, act: str, pk: int) -> User:
    found = accounts_for(request.user, act, request.today).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


@door("user.read")
def accounts(request: Any) -> HttpResponse:
    """List the accounts, by name; no personnel content."""
    rows = accounts_for(request.user, "user.read", request.today)
    name = request.GET.get("name", "").strip()
    if name:
        rows = rows.filter(name__contains=name) | rows.filter(username__contains=name)
    if request.GET.get("state") in {"on", "off"}:
        rows = rows.filter(is_active=request.GET["state"] == "on")
    if wants_export(request):
        return export(request, _("Accounts"), rows, COLUMNS, default="name")
    return render(request, "organisations/accounts.html", {
        "listing": listing(request, rows, COLUMNS, default="name"),
        "may_create": may_any(request.user, "user.create", request.today),
    })


@door("user.create", methods=FORM)
def add(request: Any) -> HttpResponse:
    """Make an account; its page then gives the one-use link."""
    return save(
        request, AccountForm(request.POST or None),
        lambda data: create_account(data.pop("username"), by=request.user, today=request.today,
                                    **data),
        template="organisations/unit_form.html",
        context={"title": _("Make an account"), "back": reverse("organisations:accounts"),
                 "note": _("It has no powers until the security administrator gives a role.")},
        then=lambda made: reverse("organisations:account", args=[made.pk]), done=_("Made."),
    )


@door("user.read")
def account(request: Any, pk: int) -> HttpResponse:
    """Show one account: switch it off or on, and the link while no password is chosen."""
    row = _one(request, "user.read", pk)
    others = row.pk != request.user.pk
    may = {
        name: others and may_any(request.user, f"user.{name}", request.today)
        for name in ("reset", "deactivate", "activate")
    }
    crumbs = [(_("Accounts"), reverse("organisations:accounts")), (row.username, "")]
    link = _link(request, row) if may["reset"] else ""
    return render(request, "organisations/account.html",
                  {"row": row, "may": may, "link": link, "crumbs": crumbs})


def _link(request: Any, row: User) -> str:
    """Give the one-use link, while the account is on and its user has chosen no password."""
    if not row.is_active or row.has_usable_password():
        return ""
    address: str = reverse("organisations:welcome", args=ticket_of(row))
    return str(request.build_absolute_uri(address))


@door("user.deactivate", methods=POST)
def deactivate(request: Any, pk: int) -> HttpResponse:
    """Switch an account off."""
    _one(request, "user.deactivate", pk)
    deactivate_account(pk, by=request.user, today=request.today)
    messages.success(request, _("Switched off. Every open session has ended."))
    return redirect("organisations:account", pk)


@door("user.activate", methods=POST)
def activate(request: Any, pk: int) -> HttpResponse:
    """Switch an account on again."""
    _one(request, "user.activate", pk)
    activate_account(pk, by=request.user, today=request.today)
    messages.success(request, _("Switched on."))
    return redirect("organisations:account", pk)


@door("user.reset", methods=POST)
def reset(request: Any, pk: int) -> HttpResponse:
    """Take the password away; the account's page then gives the one-use link."""
    _one(request, "user.reset", pk)
    reset_account(pk, by=request.user, today=request.today)
    messages.success(request, _("The password is gone. Hand over the link below in person."))
    return redirect("organisations:account", pk)


@public(*FORM)
def welcome(request: Any, part: str, token: str) -> HttpResponse:
    """Let the holder of a one-use link choose their own password."""
    user = user_of_ticket(part, token)
    if user is None:
        return render(request, "organisations/welcome_spent.html", {}, status=404)
    return save(
        request, PasswordForm(request.POST or None),
        lambda data: choose_password(user.pk, data["password"], by=user, today=request.today),
        template="organisations/welcome.html", context={"person": user},
        then=reverse("home:sign_in"), done=_("The password is set. Sign in with it."),
    )

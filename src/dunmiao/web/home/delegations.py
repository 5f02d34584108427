"""Lending named acts to a colleague for some days, and taking them back."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dunmiao.stages.organisations.actions.delegations import end_delegation, give_delegation
from dunmiao.stages.organisations.reach import may_any
from dunmiao.stages.organisations.reading import (
    colleagues_of,
    delegations_of,
    lendable,
    user_signed,
)
from dunmiao.web.act_words import by_noun
from dunmiao.web.doors import FORM, POST, door
from dunmiao.web.refusing import Day, save

LISTED = 50


class DelegationForm(forms.Form):
    """Who, which acts, when, why."""

    delegate = forms.CharField(
        label=gettext_lazy("Sign-in name of the colleague"), max_length=40,
        widget=forms.TextInput(attrs={"list": "colleagues", "autocomplete": "off"}),
    )
    starts_on = Day(label=gettext_lazy("From"))
    ends_on = Day(label=gettext_lazy("To, this day included"))
    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=200)
    acts = forms.MultipleChoiceField(
        label=gettext_lazy("Acts to lend"), widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Reading what belongs to an act is lent with it."),
    )

    def __init__(self, *args: Any, lendable: list[str], **options: Any) -> None:
        """Offer the acts the lender holds, grouped by what they are about."""
        super().__init__(*args, **options)
        self.lendable = lendable
        self.fields["acts"].choices = by_noun(lendable)  # type: ignore[attr-defined]

    def clean_acts(self) -> list[str]:
        """Add the reading acts, without which nobody can open what they shall act on."""
        chosen = set(self.cleaned_data["acts"])
        reads = {f"{code.partition('.')[0]}.read" for code in chosen} | {"placement.read"}
        return sorted(chosen | (reads & set(self.lendable)))


@door()
def delegations(request: Any) -> HttpResponse:
    """List what I lent and borrowed."""
    rows = list(delegations_of(request.user))
    for row in rows:
        row.is_live = row.ended_on is None and row.ends_on >= request.today
        row.words = by_noun(row.acts)
    context = {"lent": [row for row in rows if row.grantor_id == request.user.pk],
               "borrowed": [row for row in rows if row.delegate_id == request.user.pk],
               "may_lend": may_any(request.user, "delegation.give", request.today)}
    return render(request, "home/delegations.html", context)


@door("delegation.give", methods=FORM)
def give(request: Any) -> HttpResponse:
    """Lend acts to a colleague."""
    form = DelegationForm(
        request.POST or None, lendable=lendable(request.user, request.today),
        initial={"starts_on": request.today},
    )
    context = {
        "colleagues": colleagues_of(request.user, request.today)[:LISTED],
        "crumbs": [(_("Delegations"), reverse("home:delegations")), (_("Lend acts"), "")],
    }
    return save(request, form, lambda data: _give(request, data),
                template="home/delegation_give.html", context=context,
                then=reverse("home:delegations"), done=_("Lent."))


def _give(request: Any, data: dict[str, Any]) -> Any:
    delegate = user_signed(data["delegate"])
    return give_delegation(
        delegate.pk if delegate else 0, data["acts"], by=request.user, today=request.today,
        reason=data["reason"], starts_on=data["starts_on"], ends_on=data["ends_on"],
    )


@door("delegation.end", methods=POST)
def end(request: Any, pk: int) -> HttpResponse:
    """Take lent acts back, or give borrowed ones back."""
    if not delegations_of(request.user).filter(pk=pk).exists():
        raise Http404
    end_delegation(pk, by=request.user, today=request.today)
    messages.success(request, _("Ended."))
    return redirect("home:delegations")

"""Reflections: the person's own pages, and what a party reads once it was let in."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dunmiao.stages.development.models import SHARES, Reflection
from dunmiao.stages.development.reflections import (
    edit_reflection,
    let_read,
    own_text,
    readings,
    reveal_reflection,
    write_reflection,
)
from dunmiao.web.development.about import about, about_row
from dunmiao.web.doors import FORM, POST, door, open_row
from dunmiao.web.refusing import Day, Words, save

PARTIES = {
    "mentor": gettext_lazy("My mentor"), "receiver": gettext_lazy("Receiving unit"),
    "sender": gettext_lazy("Sending unit"), "organiser": gettext_lazy("Organising department"),
}  # fmt: skip
SHOWN = 100


class ReflectionForm(forms.Form):
    """A title, the words, the day."""

    title = forms.CharField(label=gettext_lazy("What it is about"), max_length=60)
    text = Words(
        label=gettext_lazy("Reflection"), max_length=4000,
        help_text=gettext_lazy("What went well, what failed and why, what to do otherwise."),
    )
    on = Day(label=gettext_lazy("Day"))


class ShareForm(forms.Form):
    """Who may read it; nobody is an answer."""

    shared_with = forms.MultipleChoiceField(
        label=gettext_lazy("May read it"), required=False, widget=forms.CheckboxSelectMultiple,
        choices=[(party, PARTIES[party]) for party in SHARES],
    )


@door("reflection.read")
def reflections(request: Any, pk: int) -> HttpResponse:
    """List one's own reflections, or those one was let read."""
    page = about(request, pk, "reflection.read")
    is_own, links = page.may("reflection.write"), []
    if is_own:
        links.append({"name": _("Write a reflection"), "icon": "plus",
                      "href": page.url("development:reflection_write")})
    rows = page.rows(Reflection)[:SHOWN]
    return render(request, "development/records.html", page.context(
        _("Reflections"), links=links, events=[_event(row, is_own=is_own) for row in rows],
        intro=_("Only you know of them, unless you share one. They are never counted, and stand "
                "in no appraisal and no dossier.") if is_own else "",
        empty_title=_("No reflection yet") if is_own else _("Nothing is shared with you"),
        empty_text=_("Write down what you learnt, failures too: it helps you alone.") if is_own
        else _("What the person shares of their reflections stands here."),
    ))


def _event(row: Reflection, *, is_own: bool) -> dict[str, Any]:
    return {
        "on": row.on, "title": row.title, "href": reverse("development:reflection", args=[row.pk]),
        "text": _told(row) if is_own else "", "tone": "active" if row.shared_with else "quiet",
    }


def _told(row: Reflection) -> str:
    names = "、".join(str(PARTIES[party]) for party in row.shared_with)
    return _("Shared with: %(names)s") % {"names": names} if names else _("Only you")


@door("reflection.write", methods=FORM)
def reflection_write(request: Any, pk: int) -> HttpResponse:
    """Write a reflection."""
    page = about(request, pk, "reflection.write")
    return save(
        request, ReflectionForm(request.POST or None, initial={"on": request.today}),
        lambda data: write_reflection(pk, by=request.user, today=request.today, **data),
        template="development/form.html",
        then=lambda row: reverse("development:reflection", args=[row.pk]),
        context=page.context(_("Write a reflection"), submit=_("Save"),
                             back=page.url("development:reflections"),
                             note=_("It rests encrypted. Nobody else knows of it until you share "
                                    "it.")),
        done=_("Saved. Only you can read it."),
    )


@door("reflection.edit", methods=FORM)
def reflection_edit(request: Any, pk: int) -> HttpResponse:
    """Change one's own reflection."""
    row = open_row(request, Reflection, "reflection.edit", pk)
    page, back = about_row(request, row), reverse("development:reflection", args=[pk])
    held = {"title": row.title, "text": own_text(row, request.user), "on": row.on}
    return save(
        request, ReflectionForm(request.POST or None, initial=held),
        lambda data: edit_reflection(pk, by=request.user, today=request.today, **data),
        template="development/form.html", then=back,
        context=page.context(_("Edit the reflection"), back=back, submit=_("Save")),
        done=_("Saved."),
    )


@door("reflection.read")
def reflection(request: Any, pk: int) -> HttpResponse:
    """Show one reflection: to the person with its words, to others with the way to read it."""
    row = open_row(request, Reflection, "reflection.read", pk)
    return _show(request, row)


def _show(request: Any, row: Reflection, text: str = "") -> HttpResponse:
    page = about_row(request, row)
    is_own = row.placement.person.user_id == request.user.pk
    links = [{"name": _("Edit"), "icon": "pencil",
              "href": reverse("development:reflection_edit", args=[row.pk])}] if is_own else []
    return render(request, "development/reflection.html", page.context(
        row.title, reflection=row, is_own=is_own, links=links, told=_told(row),
        text=own_text(row, request.user) if is_own else text,
        share_form=ShareForm(initial={"shared_with": row.shared_with}),
        readings=readings(row)[:SHOWN] if is_own else [],
        may_reveal=page.may("reflection.reveal") and not is_own,
    ))


@door("reflection.let_read", methods=POST)
def reflection_let_read(request: Any, pk: int) -> HttpResponse:
    """Share it with the parties ticked, and take it back from the others."""
    open_row(request, Reflection, "reflection.let_read", pk)
    form = ShareForm(request.POST)
    if form.is_valid():
        row = let_read(pk, form.cleaned_data["shared_with"], by=request.user, today=request.today)
        messages.success(request, _told(row))
    return redirect("development:reflection", pk=pk)


@door("reflection.reveal", methods=POST)
def reflection_reveal(request: Any, pk: int) -> HttpResponse:
    """Show a shared reflection, on record."""
    row = open_row(request, Reflection, "reflection.reveal", pk)
    return _show(request, row, reveal_reflection(pk, by=request.user, today=request.today))

"""What is said on arrival: the charter's texts and the receiving unit's own pack (000-26)."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dunmiao.files.papers import official
from dunmiao.stages.organisations.reach import may_any
from dunmiao.stages.placement.models import Placement, WelcomePack
from dunmiao.stages.placement.papers import arrival_texts
from dunmiao.stages.placement.rosters import with_people
from dunmiao.stages.placement.welcomes import (
    orientation_of,
    pack_of,
    without_pack,
    write_pack,
)
from dunmiao.web.doors import FORM, door, may, open_row, open_rows
from dunmiao.web.home.todo import TodoItem
from dunmiao.web.listing import file_response
from dunmiao.web.refusing import Words, save

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
UNITS = 5  # lines on the first page; the rest follows when these are written


class WelcomeForm(forms.Form):
    """The four texts of a pack; one of them is enough."""

    facts = Words(
        label=gettext_lazy("The place in brief"), required=False, max_length=2000,
        help_text=gettext_lazy("Villages, households, trades, what is being built, what is hard."),
    )
    terms = Words(
        label=gettext_lazy("Local terms and dialect"), required=False, max_length=2000,
        help_text=gettext_lazy("One per line: the word as people say it, and what it means."),
    )
    contacts = Words(
        label=gettext_lazy("Whom to ask"), required=False, max_length=1000,
        help_text=gettext_lazy("Office, name, office telephone. No private numbers."),
    )
    notes = Words(
        label=gettext_lazy("Practical notes"), required=False, max_length=2000,
        help_text=gettext_lazy("The way there, lodging, meals, market days, weather, a doctor."),
    )  # fmt: skip


@door("placement.read")
def orientation(request: Any, pk: int) -> HttpResponse:
    """Show what the charter wants said on arrival and what the unit wrote of itself."""
    row = _open(request, "placement.read", pk)
    may_read = may(request, "welcome.read", row)
    pack = pack_of(row) if may_read else None
    context = {
        "row": row, "texts": arrival_texts(row), "pack": pack, "sections": _sections(pack),
        "may_read": may_read,
        "may_write": may(request, "welcome.write", row),
    }  # fmt: skip
    return render(request, "placement/orientation.html", context)


@door("placement.read")
def orientation_paper(request: Any, pk: int) -> HttpResponse:
    """Give the same to print."""
    row = _open(request, "placement.read", pk)
    pack = pack_of(row) if may(request, "welcome.read", row) else None
    paper = official.document(orientation_of(row, pack, request.today))
    return file_response(paper.content, f"{row.receiving_unit}-到岗须知.docx", DOCX)


def _open(request: Any, act: str, pk: int) -> Placement:
    rows = with_people(open_rows(request, Placement))
    row: Placement = open_row(request, Placement, act, pk, rows=rows)
    return row


def _sections(pack: WelcomePack | None) -> list[tuple[str, str]]:
    """Give the name and text of each part that says something."""
    found = [(WelcomePack._meta.get_field(name), getattr(pack, name, "")) for name in
             WelcomePack.TEXTS]  # fmt: skip
    return [(str(capfirst(field.verbose_name)), text) for field, text in found if text]


@door("welcome.write", methods=FORM)
def write(request: Any, pk: int) -> HttpResponse:
    """The receiving unit writes or renews its pack."""
    row = _open(request, "welcome.write", pk)
    pack, back = pack_of(row), reverse("placement:orientation", args=[pk])
    initial = {name: getattr(pack, name, "") for name in WelcomePack.TEXTS}
    return save(
        request, WelcomeForm(request.POST or None, initial=initial),
        lambda data: write_pack(row.pk, by=request.user, today=request.today, **data),
        template="placement/form.html",
        context={
            "title": _("Welcome pack"), "subtitle": str(row.receiving_unit),
            "submit": _("Save"), "cancel": back,
            "note": _("Written once for the unit; everybody who comes to it reads it before "
                      "they arrive."),
        },
        then=back, done=_("The welcome pack is written down."),
    )  # fmt: skip


def welcome_todo(request: Any) -> list[TodoItem]:
    """Give a receiving unit a line where somebody is announced and the unit keeps no pack."""
    if not may_any(request.user, "welcome.write", request.today):
        return []
    rows = without_pack(open_rows(request, Placement, "welcome.write"))
    rows = rows.select_related("receiving_unit").only("receiving_unit__name", "starts_on")
    units: dict[int, Placement] = {}
    for row in rows.order_by("starts_on", "pk")[:50]:
        units.setdefault(row.receiving_unit_id, row)
    return [
        TodoItem(title=_("Write the welcome pack of %(unit)s") % {"unit": row.receiving_unit},
                 detail=_("Who comes reads it before they arrive"), due_on=row.starts_on,
                 url=reverse("placement:welcome", args=[row.pk]), action=_("Open"))
        for row in list(units.values())[:UNITS]
    ]  # fmt: skip

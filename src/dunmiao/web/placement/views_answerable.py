"""Naming who answers for a placement; what the leading person requires, for all its parties."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from dunmiao.stages.placement.answerable import name_answerable, tiers_of
from dunmiao.stages.placement.models import Placement
from dunmiao.web.doors import FORM, door, open_row, open_rows
from dunmiao.web.placement.panels import PANELS, Panel
from dunmiao.web.refusing import save
from dunmiao.web.templatetags.dunmiao import local_name


@door("placement.name_answerable", methods=FORM)
def answerable(request: Any, pk: int) -> HttpResponse:
    """Write down by name who carries main, direct and guiding responsibility (002-22)."""
    rows = open_rows(request, Placement).select_related("person", "charter", "programme")
    row = open_row(request, Placement, "placement.name_answerable", pk, rows=rows)
    form = forms.Form(request.POST or None)
    for rule in tiers_of(row):
        form.fields[rule.key] = forms.CharField(
            label=local_name(rule), max_length=80, required=False,
            initial=row.answerable.get(rule.key, ""),
            help_text=_("Empty: %(office)s (%(clause)s)")
            % {"office": rule.held_by or "—", "clause": rule.clause},
        )  # fmt: skip
    home = reverse("placement:placement", args=[row.pk])
    return save(
        request, form,
        lambda data: name_answerable(row.pk, data, by=request.user, today=request.today),
        template="placement/form.html",
        context={
            "title": _("Name who answers"), "subtitle": str(row), "cancel": home,
            "crumbs": [(str(row.person), home), (_("Name who answers"), "")],
        },
        then=home, done=_("It is on record who answers."),
    )  # fmt: skip


def _requirements(_request: Any, placement: Any) -> dict[str, Any] | None:
    row = placement.programme
    return {"row": row} if row.requirements or row.leading_person else None


PANELS.append(
    Panel("placement.read", "placement/_requirements.html", _requirements, order=5, is_side=True)
)

"""The years before the system: their figures with where they come from (004-02)."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dunmiao.stages.charter.models import PastCohort, Programme
from dunmiao.stages.organisations.reach import may_any
from dunmiao.stages.outcomes.actions import save_past_cohort
from dunmiao.web.doors import FORM, door, open_row, open_rows
from dunmiao.web.listing import Column, export, listing, wants_export
from dunmiao.web.refusing import save

COLUMNS = (
    Column(
        "year", gettext_lazy("Year"), "year", lambda row: row.year, is_number=True, kind="integer"
    ),
    Column("owner", gettext_lazy("Organising unit"), "owner__sequence", lambda row: str(row.owner)),
    Column(
        "placed",
        gettext_lazy("Number placed"),
        "placed",
        lambda row: row.placed,
        is_number=True,
        kind="integer",
    ),
    Column(
        "women",
        gettext_lazy("Women"),
        "women",
        lambda row: row.women,
        is_number=True,
        kind="integer",
    ),
    Column(
        "promoted",
        gettext_lazy("Later promoted"),
        "promoted",
        lambda row: row.promoted,
        is_number=True,
        kind="integer",
    ),
    Column("source", gettext_lazy("Source"), "source", lambda row: row.source),
)


@door("statistics.read")
def history(request: Any) -> HttpResponse:
    """List the years before the system."""
    rows = open_rows(request, PastCohort, "statistics.read").select_related("owner")
    if wants_export(request):
        return export(request, _("Years before"), rows, COLUMNS, default="-year")
    return render(
        request,
        "outcomes/history.html",
        {
            "listing": listing(request, rows, COLUMNS, default="-year"),
            "may_edit": may_any(request.user, "history.edit", request.today),
            "crumbs": _crumbs(_("Years before")),
        },
    )


def _crumbs(here: str) -> list[tuple[str, str]]:
    return [(_("Figures"), reverse("outcomes:statistics")), (here, "")]


class CohortForm(forms.Form):
    """The figures of one year before the system."""

    programme = forms.ChoiceField(label=gettext_lazy("Of the same programme as"))
    year = forms.IntegerField(label=gettext_lazy("Year"), min_value=1990, max_value=2100)
    placed = forms.IntegerField(label=gettext_lazy("Number placed"), min_value=0, max_value=100000)
    women = forms.IntegerField(
        label=gettext_lazy("Women"), min_value=0, max_value=100000, initial=0
    )
    promoted = forms.IntegerField(
        label=gettext_lazy("Later promoted"), min_value=0, max_value=100000, initial=0
    )
    source = forms.CharField(
        label=gettext_lazy("Source"),
        max_length=120,
        help_text=gettext_lazy("Where the figures come from."),
    )

    def __init__(self, data: Any, programmes: list[Programme], initial: Any = None) -> None:
        """Offer the programmes the reader runs."""
        super().__init__(data, initial=initial)
        named = [(str(row.pk), row.name) for row in programmes]
        self.fields["programme"].choices = named  # type: ignore[attr-defined]


@door("history.edit", methods=FORM)
def history_edit(request: Any) -> HttpResponse:
    """Enter or correct the figures of one year."""
    rows = open_rows(request, Programme, "history.edit").select_related("charter")
    by_pk = {str(row.pk): row for row in rows}
    start = _earlier(request)

    def act(data: dict[str, Any]) -> PastCohort:
        row = by_pk[data.pop("programme")]
        return save_past_cohort(
            row.owner_id,
            row.charter.key,
            data.pop("year"),
            by=request.user,
            today=request.today,
            **data,
        )

    there = reverse("outcomes:history")
    return save(
        request,
        CohortForm(request.POST or None, list(by_pk.values()), start),
        act,
        template="outcomes/history_edit.html",
        then=there,
        done=_("Kept."),
        context={"back": there, "crumbs": _crumbs(_("Enter a year"))},
    )


def _earlier(request: Any) -> dict[str, Any]:
    """Give the figures of the year an address names, to be corrected."""
    asked = request.GET.get("row", "")
    if not (asked.isdecimal() and asked.isascii() and len(asked) < 10):
        return {}
    row = open_row(request, PastCohort, "history.edit", int(asked))
    return {name: getattr(row, name) for name in ("year", "placed", "women", "promoted", "source")}

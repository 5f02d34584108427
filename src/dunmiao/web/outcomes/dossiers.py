"""Dossiers: which are to be filed, what is in each, the files, and handing one to the archive."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Exists, OuterRef, Q
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dunmiao import flow
from dunmiao.engine.states import NOUNS
from dunmiao.stages.outcomes.dossier import Dossier, dossier_file, dossier_of
from dunmiao.stages.outcomes.models import Filing
from dunmiao.stages.placement.models import Placement
from dunmiao.stages.placement.rosters import with_people
from dunmiao.web.appraisal.words import party_name
from dunmiao.web.development.about import About, about
from dunmiao.web.doors import FORM, door, open_rows
from dunmiao.web.listing import Column, export, file_response, listing, wants_export
from dunmiao.web.refusing import save
from dunmiao.web.templatetags.dunmiao import state_label

FORMS = {"pdf": "application/pdf", "zip": "application/zip"}
OVER = ("ended", "recalled", "closed")
COLUMNS = (
    Column("person", gettext_lazy("Person"), "person__stroke_key", lambda row: row.person.name),
    Column("from", gettext_lazy("Sending unit"), "sending_unit__sequence",
           lambda row: str(row.sending_unit)),
    Column("host", gettext_lazy("Receiving unit"), "receiving_unit__sequence",
           lambda row: str(row.receiving_unit)),
    Column("ends", gettext_lazy("Last day"), "ends_on", lambda row: row.ended_on or row.ends_on,
           kind="date"),
    Column("state", gettext_lazy("State"), "state",
           lambda row: state_label(row.state, "placement")),
    Column("filed", gettext_lazy("Filed on"), "filings__made_on",
           lambda row: next((one.made_on for one in row.filings.all()), None), kind="date"),
)  # fmt: skip


class Filter(forms.Form):
    """Person or unit, and whether it is filed."""

    q = forms.CharField(label=gettext_lazy("Person or unit"), required=False)
    filed = forms.ChoiceField(
        label=gettext_lazy("Dossier"), required=False,
        choices=[("", gettext_lazy("All")), ("no", gettext_lazy("To be filed")),
                 ("yes", gettext_lazy("Filed")), ("term", gettext_lazy("Term not over"))],
    )  # fmt: skip

    def narrow(self, rows: Any) -> Any:
        """Keep the rows that fit."""
        self.full_clean()
        filed = self.cleaned_data.get("filed")
        if filed in {"yes", "no"}:
            is_filed = Exists(Filing.of(OuterRef("pk")))
            rows = rows.filter(is_filed if filed == "yes" else ~is_filed, state__in=OVER)
        elif filed == "term":
            rows = rows.filter(state="arrived")
        text = self.cleaned_data.get("q", "").strip()
        if text:
            rows = rows.filter(
                Q(person__name__contains=text)
                | Q(person__initials__startswith=text.lower())
                | Q(sending_unit__name__contains=text)
                | Q(receiving_unit__name__contains=text)
            )
        return rows


@door("dossier.read")
def dossiers(request: Any) -> HttpResponse:
    """List the placements whose dossier the reader may open, those to be filed first."""
    rows = open_rows(request, Placement, "dossier.read").filter(state__in=("arrived", *OVER))
    form = Filter(request.GET)
    rows = with_people(form.narrow(rows)).prefetch_related("filings")
    if wants_export(request):
        return export(request, _("Dossiers"), rows, COLUMNS, default="-ends")
    page = listing(request, rows, COLUMNS, default="-ends")
    return render(request, "outcomes/dossiers.html", {
        "listing": page, "filter_form": form, "tones": NOUNS["placement"].states,
    })  # fmt: skip


def _readers(page: About) -> frozenset[str] | None:
    """Give whose parts the reader gets: None, the whole, for the department."""
    mine = page.parties("dossier.read")
    return None if "organiser" in mine else mine


class FileForm(forms.Form):
    """Why something is missing, where something is."""

    reason = forms.CharField(
        label=gettext_lazy("Why parts are missing"), max_length=300, required=False,
        help_text=gettext_lazy("Needed where the catalogue names a missing part."),
    )  # fmt: skip


@door("dossier.read", "dossier.file", methods=FORM)
def dossier(request: Any, pk: int) -> HttpResponse:
    """Show the catalogue with what is missing; the department files it here."""
    act = "dossier.file" if request.method == "POST" else "dossier.read"
    page = about(request, pk, act)
    found = dossier_of(page.placement, request.today, _readers(page))
    filings = list(page.rows(Filing, "dossier.read"))
    may_file = page.may("dossier.file") and page.placement.state in {"ended", "recalled"}
    return save(
        request,
        FileForm(request.POST or None),
        lambda data: flow.file_dossier(pk, by=request.user, today=request.today, **data),
        template="outcomes/dossier.html",
        then=page.url("outcomes:dossier"),
        done=_("Filed. Catalogue and digest are kept; the placement is closed."),
        context=page.context(
            _("Dossier"),
            dossier=found,
            parts=_parts(found),
            filings=filings,
            may_file=may_file and not filings,
            is_whole=_readers(page) is None,
            is_over=page.placement.state in OVER,
        ),
    )


def _parts(found: Dossier) -> list[dict[str, Any]]:
    return [
        {
            "number": number, "item": part.item, "drawn": part.drawn,
            "readers": "、".join(party_name(reader) for reader in part.item.readers),
        }
        for number, part in enumerate(found.parts, 1)
    ]  # fmt: skip


@door("dossier.read")
def paper(request: Any, pk: int, form: str) -> HttpResponse:
    """Give the dossier, as far as the reader may read it, as one PDF or a zip of its parts."""
    page = about(request, pk, "dossier.read")
    if form not in FORMS:
        raise Http404
    found = dossier_of(page.placement, request.today, _readers(page))
    name = f"{page.placement.person.name}干部锻炼档案材料.{form}"
    return file_response(dossier_file(found, form), name, FORMS[form])

"""The board of appraisals: which wait for whom, warnings for the department, opening."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.db.models import Case, Q, QuerySet, When
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from dunmiao.engine.states import NOUNS
from dunmiao.stages.appraisal.abilities import leniency
from dunmiao.stages.appraisal.actions import open_appraisals
from dunmiao.stages.appraisal.models import Appraisal
from dunmiao.stages.appraisal.quotas import quota_warnings
from dunmiao.stages.appraisal.reading import may_be_opened
from dunmiao.stages.appraisal.waiting import awaiting, waits, with_all
from dunmiao.stages.charter.models import Programme
from dunmiao.stages.charter.rules import rules_of
from dunmiao.stages.organisations.reach import may_any
from dunmiao.web.appraisal.forms import OpenForm
from dunmiao.web.appraisal.words import kind_name, party_name, wait_words
from dunmiao.web.doors import FORM, door, open_row, open_rows
from dunmiao.web.listing import Column, export, listing, wants_export
from dunmiao.web.refusing import save
from dunmiao.web.templatetags.dunmiao import local_name, state_label

WAITING_FIRST = (Case(When(state="approved", then=1), default=0), "-due_on", "pk")
PARTIES = ("receiver", "sender", "mentor", "cadre", "organiser", "organiser_lead")
COLUMNS = (
    Column("person", gettext_lazy("Person"), "placement__person__stroke_key",
           lambda row: row.placement.person.name),
    Column("unit", gettext_lazy("Receiving unit"), "placement__receiving_unit__sequence",
           lambda row: str(row.placement.receiving_unit)),
    Column("kind", gettext_lazy("Appraisal"), "kind", lambda row: kind_name(row)),
    Column("due", gettext_lazy("Due"), "due_on", lambda row: row.due_on, kind="date"),
    Column("state", gettext_lazy("State"), "state",
           lambda row: state_label(row.state, "appraisal")),
    Column("waits", gettext_lazy("Waits for")),
)  # fmt: skip


class Filter(forms.Form):
    """Person or unit, programme, state, and for whom it waits."""

    q = forms.CharField(label=gettext_lazy("Person or unit"), required=False)
    programme = forms.ChoiceField(label=gettext_lazy("Programme"), required=False)
    state = forms.ChoiceField(label=gettext_lazy("State"), required=False)
    waits = forms.ChoiceField(label=gettext_lazy("Waits for"), required=False)

    def __init__(self, data: Any, programmes: list[tuple[int, str]]) -> None:
        """Offer the programmes in sight, the states and the parties."""
        super().__init__(data)
        states = [(str(s), state_label(str(s), "appraisal")) for s in NOUNS["appraisal"].states]
        choices = {
            "programme": [(str(pk), name) for pk, name in programmes],
            "state": states,
            "waits": [(party, party_name(party)) for party in PARTIES],
        }
        for name, given in choices.items():
            self.fields[name].choices = [("", _("All")), *given]  # type: ignore[attr-defined]

    def narrow(self, rows: QuerySet[Any], today: Any) -> QuerySet[Any]:
        """Keep the rows that fit; what cannot be read narrows nothing."""
        self.full_clean()
        given = self.cleaned_data
        if given.get("programme"):
            rows = rows.filter(placement__programme=int(given["programme"]))
        if given.get("state"):
            rows = rows.filter(state=given["state"])
        if given.get("waits"):
            rows = awaiting(rows, given["waits"], today)
        text = given.get("q", "").strip()
        if text:
            rows = rows.filter(
                Q(placement__person__name__contains=text)
                | Q(placement__person__initials__startswith=text.lower())
                | Q(placement__sending_unit__name__contains=text)
                | Q(placement__receiving_unit__name__contains=text)
            )
        return rows


@door("appraisal.read")
def appraisals(request: Any) -> HttpResponse:
    """List the appraisals in sight with whom each waits for."""
    rows = open_rows(request, Appraisal)
    named = rows.order_by().values_list("placement__programme", "placement__programme__name")
    form = Filter(request.GET, list(named.distinct()))
    rows = form.narrow(with_all(rows), request.today).order_by(*WAITING_FIRST)
    if wants_export(request):
        return export(request, _("Appraisals"), rows, COLUMNS, default="")
    page = listing(request, rows, COLUMNS, default="")
    return render(request, "appraisal/appraisals.html", {
        "listing": page, "filter_form": form,
        "rows": [_shown(row, request.today) for row in page.rows],
        "may_open": may_any(request.user, "appraisal.open", request.today),
        "programme": form.cleaned_data.get("programme") or "",
    })  # fmt: skip


def _shown(row: Appraisal, today: Any) -> dict[str, Any]:
    is_late = row.state != "approved" and row.due_on < today
    words = wait_words(waits(row, today))
    return {"row": row, "kind": kind_name(row), "waits": words, "is_late": is_late}


@door("appraisal.open")
def warnings(request: Any, pk: int) -> HttpResponse:
    """Show the department what to look at before it approves: quota, raters who rate all alike."""
    programme = open_row(request, Programme, "programme.read", pk)
    rows = open_rows(request, Appraisal, "appraisal.open").filter(placement__programme=programme)
    graded = rows.exclude(grade="").select_related(
        "placement__receiving_unit", "placement__sending_unit"
    )
    rules = rules_of(programme)
    return render(request, "appraisal/warnings.html", {
        "programme": programme, "settings": rules.appraisal,
        "quota": quota_warnings(programme, graded),
        "lenient": leniency(programme.placements.select_related("charter")),
        "counts": _counts(rules.grades, graded), "clause": rules.cited("appraisal.quota_percent"),
    })  # fmt: skip


def _counts(grades: Any, rows: Any) -> list[list[Any]]:
    given = [row.grade for row in rows]
    return [[local_name(grade), given.count(grade.key)] for grade in grades]


def _targets(request: Any) -> list[tuple[str, str]]:
    """Give the kinds of appraisal that are due for somebody, by programme."""
    found = []
    programmes = open_rows(request, Programme, "appraisal.open").filter(state="running")
    for programme in programmes.select_related("charter", "owner"):
        for kind in rules_of(programme).appraisals:
            due = may_be_opened(programme, kind.key, request.today)
            if due:
                n, day = len(due), min(day for _row, day in due)
                words = ngettext("%(n)s person, due %(day)s", "%(n)s persons, due %(day)s", n)
                told = words % {"n": n, "day": day}
                name = f"{programme}：{local_name(kind)}（{told}）"
                found.append((f"{programme.pk}:{kind.key}", name))
    return found


@door("appraisal.open", methods=FORM)
def open_kind(request: Any) -> HttpResponse:
    """Open one kind of appraisal for everybody of a programme it is due for."""
    targets = _targets(request)
    here = reverse("appraisal:appraisals")
    context = {"targets": targets, "back": here,
               "crumbs": [(_("Appraisals"), here), (_("Open appraisals"), "")]}  # fmt: skip

    def act(data: dict[str, Any]) -> list[Appraisal]:
        programme, _colon, kind = data["target"].partition(":")
        row = open_row(request, Programme, "programme.read", int(programme))
        if not open_rows(request, Programme, "appraisal.open").filter(pk=row.pk).exists():
            raise PermissionDenied
        return open_appraisals(row.pk, kind, by=request.user, today=request.today)

    return save(
        request, OpenForm(request.POST or None, targets=targets), act,
        template="appraisal/open.html", context=context, then=here,
        done=_("Opened. Units and persons find it on their first page."),
    )  # fmt: skip

"""The page that shows every part, for those who build pages and those who judge them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from dunmiao.stages.organisations.models import Organisation
from dunmiao.stages.organisations.reach import roles_of
from dunmiao.web.doors import door, open_rows
from dunmiao.web.home.todo import TodoItem
from dunmiao.web.listing import Column, listing
from dunmiao.web.pictures import Mark, Span, asked_month, month_of, two_units


class SampleForm(forms.Form):
    """One field of each kind."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=60,
                           help_text=gettext_lazy("As in the personnel file."))
    on = forms.DateField(label=gettext_lazy("Day"),
                         widget=forms.DateInput(attrs={"type": "date"}))
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), required=False)
    text = forms.CharField(label=gettext_lazy("What happened"), max_length=500,
                           widget=forms.Textarea, required=False)
    agreed = forms.BooleanField(label=gettext_lazy("Both sides agree"), required=False)
    file = forms.FileField(label=gettext_lazy("File"), required=False)


@door()
def parts(request: Any) -> HttpResponse:
    """Show every part with made-up inputs."""
    if not settings.DEMO and "system_admin" not in roles_of(request.user, request.today):
        raise PermissionDenied
    return render(request, "home/parts.html", {**_words(request), **_pictures(request.today)})


def _words(request: Any) -> dict[str, Any]:
    bad = SampleForm({"name": "", "on": "2026-02-30", "text": _("A sentence.")})
    columns = [
        Column("name", gettext_lazy("Name"), sort="name"),
        Column("headcount", gettext_lazy("staff"), sort="headcount", is_number=True),
    ]
    return {
        "crumbs": [(_("To do now"), "/"), (_("Parts"), "")],
        "tones": ["waiting", "active", "good", "bad", "quiet", "late"],
        "form": SampleForm(), "bad": bad, "upload": SampleForm()["file"],
        "facts": [(_("Name"), "—"), (_("Day"), request.today), (_("Kind"), None)],
        "units": listing(request, open_rows(request, Organisation), columns),
        "steps": [
            {"name": pgettext("menu", "Select"), "state": "done"},
            {"name": pgettext("menu", "Place"), "state": "done"},
            {"name": pgettext("menu", "Develop and manage"), "state": "now",
             "note": _("in its fourth month")},
            {"name": pgettext("menu", "Appraise and use"), "state": "next"},
        ],
        "reasons": [
            {"verdict": "passed", "text": _("Five years of service or more."), "clause": "3.1",
             "facts": [(_("years"), 7)]},
            {"verdict": "failed", "text": _("Not under discipline."), "clause": "3.4", "facts": []},
            {"verdict": "unknown", "text": _("Fit for the work."), "clause": "", "facts": []},
        ],
        "lines": [{"name": _("Name"), "left": "A", "right": "A"},
                  {"name": _("Kind"), "left": "B", "right": "C"}],
    }


def _pictures(today: date) -> dict[str, Any]:
    start = today.replace(day=1) - timedelta(days=120)
    end = start + timedelta(days=364)
    dues = [
        TodoItem(_("Agree the individual plan"), _("Receiving unit"), "/", today, "waiting", "5"),
        TodoItem(_("Half-year appraisal"), _("Organisation department"), "/",
                 today - timedelta(days=3), "late", "14"),
        TodoItem(_("Confirm the month"), "", "/", today + timedelta(days=9), "active", ""),
    ]
    sending, receiving = _("Sending unit"), _("Receiving unit")
    return {
        "dues": dues, "month": month_of(asked_month("", today), today, dues),
        "events": [{"on": due.due_on, "title": due.title, "text": due.detail, "tone": due.tone}
                   for due in dues],
        "timeline": two_units(_("A term of twelve months"), [
            Span(sending, "sending", start, end),
            Span(receiving, "receiving", start, start + timedelta(days=180)),
            Span(receiving, "receiving", start + timedelta(days=184), end),
        ], [
            Mark(start, _("Arrival"), "done"),
            Mark(start + timedelta(days=181), _("Half-year appraisal")),
            Mark(end, _("Final appraisal")),
        ], today),
        "charts": _charts(),
    }


def _chart(kind: str, title: str, labels: list[str], *lines: tuple[str, list[float]]) -> Any:
    series = [{"name": name, "data": data} for name, data in lines]
    return {"id": f"chart-{kind}", "kind": kind, "title": title, "labels": labels,
            "series": series}


def _charts() -> list[dict[str, Any]]:
    stages = [_("Applied"), _("Found eligible"), _("Written"), _("Interview"), _("Inspection")]
    times = [_("At the start"), _("In the middle"), _("At the end")]
    persons = _("persons")
    return [
        _chart("funnel", _("From call to choice"), stages, (persons, [120, 98, 60, 40, 18])),
        _chart("bars", _("By age"), ["≤ 30", "31–35", "36–40"], (persons, [6, 11, 3])),
        {**_chart("lines", _("Change of ability"), times, (_("Work with people"), [2, 3, 4.2]),
                  (_("Handling trouble"), [2.5, 2.8, 3.6])), "minimum": 0, "maximum": 5},
        _chart("targets", _("Reached against target"), ["A", "B"], (_("reached"), [7, 3]),
               (_("target"), [10, 8])),
    ]

"""Figures: make-up of those sent as text, table and chart; years together; talent used across."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from dunmiao.engine.facts import Term
from dunmiao.engine.statistics import (
    Composition,
    chinese_paragraph,
    composition_paragraph,
    cumulative_sentence,
    in_chinese,
)
from dunmiao.files.papers import pdf, sheets
from dunmiao.stages.charter.models import PastCohort, Programme
from dunmiao.stages.charter.rules import rules_of
from dunmiao.stages.common.moves import say
from dunmiao.stages.outcomes.figures import (
    SPHERES,
    CrossUse,
    composition_of,
    cross_use,
    fronts_of,
    years_of,
)
from dunmiao.stages.placement.models import Placement
from dunmiao.web.doors import door, open_rows
from dunmiao.web.listing import XLSX, file_response

TABLES: dict[str, Any] = {
    "age_bands": gettext_lazy("Age"),
    "women": gettext_lazy("Sex"),
    "minorities": gettext_lazy("Ethnic group"),
    "non_party": gettext_lazy("Party"),
    "education": gettext_lazy("Level of education"),
    "degree": gettext_lazy("Degree"),
    "fronts": gettext_lazy("Fronts"),
    "directions": gettext_lazy("Directions"),
    "personnel_kinds": gettext_lazy("Personnel kind"),
    "ranks": gettext_lazy("Rank"),
}
PICTURED = ("age_bands", "fronts", "education", "directions")


class Choice(forms.Form):
    """Which programme, and where the bands of age are cut."""

    programme = forms.ChoiceField(label=gettext_lazy("Programme"), required=False)
    cuts = forms.CharField(
        label=gettext_lazy("Limits of age"),
        required=False,
        max_length=60,
        widget=forms.TextInput(attrs={"placeholder": "30 35 40", "inputmode": "numeric"}),
    )

    def __init__(self, data: Any, programmes: list[Programme]) -> None:
        """Offer the programmes in sight, and all of them together."""
        super().__init__(data)
        named = [(str(row.pk), row.name) for row in programmes]
        self.fields["programme"].choices = [  # type: ignore[attr-defined]
            ("", _("The newest")),
            ("all", _("All together")),
            *named,
        ]


def cuts_of(text: str, default: tuple[int, ...]) -> tuple[int, ...]:
    """Read limits of age such as "30 35 40", rising; the charter's where nothing can be read."""
    numbers = "".join(sign if sign.isdecimal() and sign.isascii() else " " for sign in text).split()
    read = sorted({int(one) for one in numbers if len(one) <= 2 and 16 <= int(one) <= 80})
    return tuple(read[:8]) or default


class Chosen:
    """What the address asks for: which placements, cut where."""

    def __init__(self, request: Any) -> None:
        """Read programme and limits; what cannot be read gives the newest and the charter's."""
        everything = open_rows(request, Placement, "statistics.read")
        ids = everything.order_by().values("programme")
        programmes = open_rows(request, Programme, "programme.read").filter(pk__in=ids)
        self.programmes = list(programmes.select_related("charter", "owner"))
        self.form = Choice(request.GET, self.programmes)
        self.form.full_clean()
        asked = self.form.cleaned_data.get("programme", "")
        by_pk = {str(row.pk): row for row in self.programmes}
        newest = self.programmes[0] if self.programmes else None
        self.programme = None if asked == "all" else by_pk.get(asked, newest)
        chosen = [self.programme] if self.programme else self.programmes
        self.rows = everything.filter(programme__in=[row.pk for row in chosen])
        default = rules_of(chosen[0]).composition.age_cuts if chosen else (30, 35, 40)
        self.cuts = cuts_of(self.form.cleaned_data.get("cuts", ""), tuple(default))
        self.fronts = fronts_of(chosen)
        self.everything = everything
        self.past = open_rows(request, PastCohort, "statistics.read")

    @property
    def name(self) -> str:
        """Give the words for what is counted."""
        return self.programme.name if self.programme else _("All programmes together")


@door("statistics.read")
def statistics(request: Any) -> HttpResponse:
    """Show the figures a speech needs, with the rows behind them (004-09 … 004-14)."""
    chosen = Chosen(request)
    counts = composition_of(chosen.rows, request.today, chosen.cuts, chosen.fronts)
    years = years_of(chosen.everything, chosen.past)
    crossed = cross_use(chosen.rows)
    asked = request.GET.get("export", "")
    if asked == "xlsx":
        return _workbook(chosen, counts, years, crossed)
    if asked == "pdf":
        return _pdf(chosen, counts, request.today)
    since = cumulative_sentence([one.row for one in years])
    return render(
        request,
        "outcomes/statistics.html",
        {
            "chosen": chosen,
            "counts": counts,
            "filter_form": chosen.form,
            "speech": paragraph(counts),
            "since": _since(since),
            "cuts": " ".join(map(str, chosen.cuts)),
            "tables": [
                (name, _rows(counts, key)) for key, name in TABLES.items() if key not in PICTURED
            ],
            "charts": [_chart(key, TABLES[key], counts) for key in PICTURED],
            "years": years,
            "year_chart": _year_chart(years),
            "crossed": _crossed(crossed),
            "cross": crossed,
        },
    )


def paragraph(counts: Composition) -> str:
    """Give the sentence of a speech in the active language."""
    if get_language() != "en":
        return chinese_paragraph(counts)
    return " ".join(say(piece) for group in composition_paragraph(counts) for piece in group)


def _since(reason: Any) -> str:
    if reason is None:
        return ""
    return say(reason) if get_language() == "en" else f"{in_chinese(reason)}。"


def _words(label: Term) -> str:
    return label.label(get_language() or "zh")


def _rows(counts: Composition, key: str) -> list[tuple[str, int]]:
    return [(_words(row.label), row.number) for row in counts.tables[key]]


def _chart(key: str, name: Any, counts: Composition) -> dict[str, Any]:
    rows = _rows(counts, key)
    return {
        "id": f"chart-{key}",
        "kind": "bars",
        "title": str(name),
        "labels": [label for label, _n in rows],
        "series": [{"name": _("Number of persons"), "data": [number for _label, number in rows]}],
    }


def _year_chart(years: list[Any]) -> dict[str, Any]:
    return {
        "id": "chart-years",
        "kind": "stacked",
        "title": _("Sent each year"),
        "labels": [str(one.row.year) for one in years],
        "series": [
            {"name": _("Women"), "data": [one.women for one in years]},
            {"name": _("Men"), "data": [one.row.sent - one.women for one in years]},
        ],
    }


def _crossed(crossed: CrossUse) -> list[list[Any]]:
    """Give the table from sphere to sphere."""
    table: Mapping[tuple[str, str], int] = crossed.table
    return [
        [_words(words), *(table.get((home, host), 0) for host in SPHERES)]
        for home, words in SPHERES.items()
    ]


def _workbook(chosen: Chosen, counts: Composition, years: Any, crossed: CrossUse) -> HttpResponse:
    columns = [
        {"key": "label", "label": _("Item"), "kind": "text"},
        {"key": "number", "label": _("Number of persons"), "kind": "integer"},
    ]
    made = [
        {
            "name": str(name)[:31],
            "title": f"{chosen.name} · {name}",
            "columns": columns,
            "rows": [{"label": label, "number": n} for label, n in _rows(counts, key)],
        }
        for key, name in TABLES.items()
    ]
    made.append(
        {
            "name": _("Years"),
            "title": _("Sent each year"),
            "columns": [
                {"key": "year", "label": _("Year"), "kind": "integer"},
                {"key": "sent", "label": _("Sent out"), "kind": "integer"},
                {"key": "women", "label": _("Women"), "kind": "integer"},
                {"key": "total", "label": _("Running total"), "kind": "integer"},
                {"key": "source", "label": _("Source"), "kind": "text"},
            ],
            "rows": [
                {
                    "year": one.row.year,
                    "sent": one.row.sent,
                    "women": one.women,
                    "total": one.row.total,
                    "source": one.source,
                }
                for one in years
            ],
        }
    )
    made.append(
        {
            "name": _("Across"),
            "title": _("From where to where"),
            "columns": [
                {"key": "from", "label": _("From a unit of kind"), "kind": "text"},
                {"key": "to", "label": _("To a unit of kind"), "kind": "text"},
                {"key": "number", "label": _("Number of persons"), "kind": "integer"},
            ],
            "rows": [
                {"from": _words(a), "to": _words(b), "number": n} for a, b, n in crossed.kinds
            ],
        }
    )
    return file_response(sheets.workbook(made), f"{chosen.name}.xlsx", XLSX)


def _pdf(chosen: Chosen, counts: Composition, today: Any) -> HttpResponse:
    """Give the same figures as PDF, in the official language."""
    tables = [
        {
            "title": str(TABLES[key]),
            "columns": [_("Item"), _("Number of persons")],
            "rows": [[label, number] for label, number in _rows(counts, key)],
        }
        for key in TABLES
    ]
    charts = [
        {
            "title": str(TABLES[key]),
            "items": [{"label": label, "value": number} for label, number in _rows(counts, key)],
        }
        for key in PICTURED
    ]
    owner = chosen.programme.owner.name if chosen.programme else ""
    title = _("%(name)s: make-up of those sent") % {"name": chosen.name}
    data = {
        "title": title,
        "text": paragraph(counts),
        "tables": tables,
        "charts": charts,
        "organ": owner,
        "made_on": today,
    }
    return file_response(pdf.composition(data), f"{chosen.name}.pdf", "application/pdf")

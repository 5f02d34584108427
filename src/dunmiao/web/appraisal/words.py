"""Words and pictures the pages of appraisals share."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from dunmiao.engine.charter import Rules
from dunmiao.stages.appraisal.abilities import changes_of
from dunmiao.stages.appraisal.checks import PARTIES
from dunmiao.stages.appraisal.models import Appraisal
from dunmiao.stages.appraisal.waiting import Wait
from dunmiao.stages.charter.rules import rules_of
from dunmiao.stages.organisations.roles import ROLES
from dunmiao.stages.placement.models import Placement
from dunmiao.web.templatetags.dunmiao import local_name

MOMENTS: dict[str, str | Promise] = {
    "start": gettext_lazy("Soon after arrival"),
    "middle": gettext_lazy("At half-time"),
    "end": gettext_lazy("At the end"),
}
WHAT: dict[str, str | Promise] = {
    "summary": gettext_lazy("own summary"),
    "opinion": gettext_lazy("opinion to write"),
    "ballots": gettext_lazy("ballots to enter"),
    "difference": gettext_lazy("ballots that differ"),
    "rating": gettext_lazy("rating of abilities"),
    "tell": gettext_lazy("result to be told"),
    "acknowledge": gettext_lazy("acknowledgement"),
    "objection": gettext_lazy("objection to decide"),
    "approve": gettext_lazy("approval"),
}


def kind_name(row: Appraisal) -> str:
    """Give the charter's name of an appraisal."""
    return name_in(rules_of(row.placement).appraisals, row.kind)


def name_in(items: Iterable[Any], key: str) -> str:
    """Give the name of a charter's item in the active language, the key where it is unknown."""
    return next((local_name(item) for item in items if item.key == key), key)


def grade_name(row: Appraisal, grade: str | None = None) -> str:
    """Give the name of the grade proposed or given; nothing where there is none."""
    key = row.grade if grade is None else grade
    return name_in(rules_of(row.placement).grades, key) if key else ""


def party_name(party: str) -> str:
    """Give the words of a party, as a heading."""
    return str(ROLES[party].name) if party in ROLES else party


def wait_words(waiting: Iterable[Wait]) -> list[str]:
    """Give lines such as "Sending unit: opinion", one per party."""
    by_party: dict[str, list[str]] = {}
    for one in waiting:
        by_party.setdefault(one.party, []).append(str(WHAT[one.what]))
    joint = ", " if get_language() == "en" else "、"
    return [f"{party_name(party)}：{joint.join(words)}" for party, words in by_party.items()]


def ability_charts(placement: Placement) -> list[dict[str, Any]]:
    """Give one picture per kind of rater: each ability at start, middle and end (004-36)."""
    rules = rules_of(placement)
    changes = changes_of(placement)
    moments = [str(words) for words in MOMENTS.values()]
    charts = []
    for rater in rules.ability.raters:
        seen = {
            name_in(rules.abilities, change.ability): row
            for change in changes
            for row in change.rows
            if row.rater_kind == rater
        }
        lines = {name: (row.start, row.middle, row.end) for name, row in seen.items()}
        if not lines:
            continue
        charts.append(
            {
                "id": f"ability-{rater}",
                "kind": "lines",
                "title": _("Rated by %(rater)s") % {"rater": rater_name(rater)},
                "labels": moments,
                "series": [
                    {"name": name, "data": [None if one is None else float(one) for one in values]}
                    for name, values in lines.items()
                ],
                "table": {
                    "headings": [_("Ability"), *moments],
                    "rows": [[name, *map(short, values)] for name, values in lines.items()],
                },
            }
        )
    return charts


def short(number: Any) -> str:
    """Write a mean without a decimal that says nothing: 3, 3.5, or a dash where none is."""
    return "—" if number is None else f"{number:f}".removesuffix(".0")


def rater_name(rater: str) -> str:
    """Give a kind of rater inside a sentence."""
    term = PARTIES.get(rater)
    return term.label(get_language() or "zh") if term else rater


def changes_in_words(placement: Placement) -> list[dict[str, Any]]:
    """Give each ability's change per kind of rater, and what cannot be compared."""
    rules = rules_of(placement)
    return [
        {
            "ability": name_in(rules.abilities, change.ability),
            "rater": rater_name(row.rater_kind),
            "start": short(row.start),
            "latest": short(row.middle if row.end is None else row.end),
            "change": ("+" if row.change and row.change > 0 else "") + short(row.change),
        }
        for change in changes_of(placement)
        for row in change.rows
    ]


def input_title(rules: Rules, method: str, fallback: str) -> tuple[str, str]:
    """Give the charter's name of an input by its method (实绩, 德才, 公认), and its clause."""
    for item in rules.appraisal_inputs:
        if item.method == method:
            return local_name(item), item.clause
    return fallback, ""


def ballot_rows(row: Appraisal, shares: Mapping[str, Any], counts: Mapping[str, int]) -> list[Any]:
    """Give grade, papers and percent, the charter's order."""
    return [
        [local_name(grade), counts.get(grade.key, 0), f"{shares.get(grade.key, 0)}%"]
        for grade in rules_of(row.placement).grades
    ]

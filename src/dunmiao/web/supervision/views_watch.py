"""What is missing in a programme before it becomes a failing: gaps, early signs, silent units."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dunmiao.engine.signs import Care
from dunmiao.stages.charter.models import Programme
from dunmiao.stages.charter.rules import rules_of
from dunmiao.stages.common.moves import say
from dunmiao.stages.placement.models import Placement
from dunmiao.stages.placement.responsibilities import gaps_of
from dunmiao.stages.supervision.signs import Signed, at_work, cares, found_in
from dunmiao.web.doors import door, open_row, open_rows
from dunmiao.web.listing import Column, export, listing, wants_export
from dunmiao.web.supervision.settling import role_name
from dunmiao.web.templatetags.dunmiao import local_name


@dataclass(frozen=True)
class Watched:
    """One thing that is missing: of whom, what, since when, and which side mends it."""

    placement: Placement
    words: str
    mended_by: str
    unit: Any
    clause: str
    since: date | None = None
    is_blocking: bool = False

    @property
    def side(self) -> Any:
        """The words of the side."""
        return role_name(self.mended_by)

    @property
    def href(self) -> str:
        """Where it is mended: the placement's ledger."""
        return reverse("supervision:ledger", args=[self.placement.pk])


KEYS: dict[str, Callable[[Watched], Any]] = {
    "what": lambda row: row.words,
    "person": lambda row: (row.placement.person.stroke_key, row.placement.person.name),
    "unit": lambda row: (row.unit.sequence, row.unit.pk),
    "since": lambda row: row.since or date.min,
}


class WatchedRows(list[Watched]):
    """Rows that `listing` can sort by the keys above."""

    def order_by(self, *names: str) -> WatchedRows:
        """Give the rows sorted by these keys, "-" before one for descending."""
        found = WatchedRows(self)
        for name in reversed(names):
            if name.lstrip("-") in KEYS:
                found.sort(key=KEYS[name.lstrip("-")], reverse=name.startswith("-"))
        return found


COLUMNS = (
    Column("what", gettext_lazy("What is missing"), "what", lambda row: row.words),
    Column("unit", gettext_lazy("To be mended by"), "unit", lambda row: row.unit.name),
    Column("person", gettext_lazy("Person"), "person", lambda row: row.placement.person.name),
    Column("since", gettext_lazy("Since"), "since", lambda row: row.since, kind="date"),
    Column("clause", gettext_lazy("Clause"), (), lambda row: row.clause),
)


@door("board.read")
def watch(request: Any, pk: int) -> HttpResponse:
    """Show what is missing in a programme: before the start, in time, and at which units."""
    programme = open_row(request, Programme, "programme.read", pk)
    rows = at_work(open_rows(request, Placement, "board.read").filter(programme=programme))
    care = cares(rows)
    signed = found_in(rows, care, request.today)
    views = {
        "gaps": _gaps(request, rows, care),
        "signs": _signs(signed),
        "silent": _silent(rows, signed),
    }
    asked = request.GET.get("show", "")
    if asked not in views:
        asked = next((name for name, found in views.items() if found), "gaps")
    kept = views[asked]
    if wants_export(request):
        return export(request, str(programme), kept, COLUMNS)  # type: ignore[arg-type]
    return render(request, "supervision/watch.html", {
        "programme": programme, "asked": asked,
        "tabs": [(name, TABS[name], len(found)) for name, found in views.items()],
        "blocking": sum(row.is_blocking for row in views["gaps"]), "words": WORDS[asked],
        "listing": listing(request, kept, COLUMNS),  # type: ignore[arg-type]
    })  # fmt: skip


TABS = {
    "gaps": gettext_lazy("Gaps"),
    "signs": gettext_lazy("Early signs"),
    "silent": gettext_lazy("Units that recorded nothing"),
}
WORDS = {
    "gaps": gettext_lazy(
        "Who must be named, and the plan and the work that each person needs from the start."
    ),
    "signs": gettext_lazy(
        "Something is missing for too long by the charter: the host or the sender mends it. "
        "The person sees the same sentence; it is no note about anybody."
    ),
    "silent": gettext_lazy(
        "Receiving units that recorded nothing about any of their people for the weeks the "
        "charter names, in the official order."
    ),
}


def _gaps(request: Any, rows: list[Placement], care: dict[int, Care]) -> WatchedRows:
    found = WatchedRows(
        Watched(held.placement, _("No one is named: %(name)s") % {"name": local_name(held.rule)},
                held.rule.at, held.unit, held.rule.clause, held.placement.starts_on,
                held.is_blocking)
        for held in gaps_of(rows, request.today)
    )  # fmt: skip
    for row in rows:
        asked = {word: duty for duty in rules_of(row).duties for word in duty.evidence}
        if care[row.pk].plan_on is None and "plan.agreed" in asked:
            found.append(_missing(row, _("No individual plan"), asked["plan.agreed"].clause))
        if row.division_on is None and "task.assigned" in asked:
            found.append(_missing(row, _("No division of work"), asked["task.assigned"].clause))
    return found


def _missing(row: Placement, words: str, clause: str) -> Watched:
    return Watched(row, words, "receiver", row.receiving_unit, clause, row.starts_on)


def _signs(signed: Iterable[Signed]) -> WatchedRows:
    return WatchedRows(
        Watched(one.placement, say(one.shown.reason), one.shown.sign.mended_by, _unit(one),
                one.shown.sign.clause, one.shown.since)
        for one in signed
    )  # fmt: skip


def _unit(one: Signed) -> Any:
    row = one.placement
    units = {"receiver": row.receiving_unit, "sender": row.sending_unit}
    return units.get(one.shown.sign.mended_by, row.programme.owner)


def _silent(rows: list[Placement], signed: Iterable[Signed]) -> WatchedRows:
    """Give the receiving units that are silent about each of their people, one row a unit."""
    silent = {
        one.placement.pk: one for one in signed if one.shown.sign.key == "host_silent"
    }  # fmt: skip
    heard = {row.receiving_unit_id for row in rows if row.pk not in silent}
    units: dict[int, Signed] = {}
    for one in silent.values():
        unit = one.placement.receiving_unit_id
        if unit not in heard:
            units.setdefault(unit, one)
    return _signs(units.values())

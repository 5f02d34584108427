"""A unit's checklist under the charter's own headings, and its contact with the other side."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from dunmiao.engine.standing import State
from dunmiao.stages.common.holidays import working_days
from dunmiao.stages.organisations.reach import holds
from dunmiao.stages.placement.models import Placement
from dunmiao.stages.supervision.checklists import FIELDS, headings_of, rest_of, units_of
from dunmiao.stages.supervision.ledger import RUNNING, Line, ledgers
from dunmiao.stages.supervision.models import Borrow, Contact
from dunmiao.web.doors import door, open_rows
from dunmiao.web.supervision.lines import shown
from dunmiao.web.supervision.settling import role_name
from dunmiao.web.templatetags.dunmiao import local_name

UNITS_SHOWN, LINES_SHOWN, CONTACTS_SHOWN = 200, 30, 8


@door("contact.read")
def checklist(request: Any) -> HttpResponse:
    """Show a unit what it owes under each heading; who sees many units chooses one first."""
    units = _units(request)
    chosen = _chosen(request, units)
    context: dict[str, Any] = {"sides": _sides(units, chosen), "chosen": chosen}
    if chosen is not None:
        context |= _of_unit(request, *chosen)
    return render(request, "supervision/checklist.html", context)


def _sides(units: list[tuple[str, Any]], chosen: Any) -> list[tuple[Any, str, list[Any]]]:
    """Give the units to choose from by side; none where there is nothing to choose."""
    if len(units) == 1 and chosen is not None:
        return []
    return [
        (role_name(side), side, [unit for of, unit in units if of == side][:UNITS_SHOWN])
        for side in FIELDS
        if any(of == side for of, _unit in units)
    ]


def _units(request: Any) -> list[tuple[str, Any]]:
    """Give (side, unit) for the units of the placements in sight."""
    return units_of(open_rows(request, Placement, "contact.read").filter(state__in=RUNNING))


def _chosen(request: Any, units: list[tuple[str, Any]]) -> tuple[str, Any] | None:
    """Give the unit asked for, else the only one the reader speaks for."""
    asked = (request.GET.get("side"), request.GET.get("unit"))
    for side, unit in units:
        if (side, str(unit.pk)) == asked:
            return side, unit
    own = [(side, unit) for side, unit in units if _speaks_for(request, side, unit)]
    return own[0] if own else (units[0] if len(units) == 1 else None)


def _speaks_for(request: Any, side: str, unit: Any) -> bool:
    held = holds(request.user, "contact.write", request.today)
    return any(hold.role == side and unit.path.startswith(hold.path) for hold in held)


def _of_unit(request: Any, side: str, unit: Any) -> dict[str, Any]:
    rows = open_rows(request, Placement, "contact.read").filter(
        state__in=RUNNING, **{FIELDS[side]: unit}
    )
    lines = [line for one in ledgers(rows, request.today) for line in one.lines]
    contacts = open_rows(request, Contact).filter(placement__in=rows).select_related(
        "placement__person", "by"
    )  # fmt: skip
    last = {row.side: row for row in contacts.order_by("on", "pk")}
    other = next(one for one in FIELDS if one != side)
    return {
        "headings": _headings(request, side, lines), "contacts": contacts[:CONTACTS_SHOWN],
        "ours": last.get(side), "theirs": last.get(other),
        "borrowed": _borrowed(request, rows) if side == "sender" else None,
        "people": [
            (row.person.name, reverse("supervision:contacts", args=[row.pk]))
            for row in rows.select_related("person")[:LINES_SHOWN]
        ],
    }  # fmt: skip


def _headings(request: Any, side: str, lines: list[Line]) -> list[dict[str, Any]]:
    """Give each heading with its open lines as a page shows them; no percentage of anything."""
    found = [
        _heading(request, local_name(one.item), one.item.clause, one.open, one.done)
        for one in headings_of(side, lines)
    ]
    left, done = rest_of(side, lines)
    if left or done:
        found.append(_heading(request, _("Other duties of this unit"), "", left, done))
    return found


def _heading(
    request: Any, name: str, clause: str, lines: list[Line], done: int
) -> dict[str, Any]:
    return {
        "name": name, "clause": clause, "done": done, "tone": _tone(lines), "count": len(lines),
        "rows": shown(request, sorted(lines, key=_day)[:LINES_SHOWN]),
    }  # fmt: skip


def _tone(lines: list[Line]) -> str:
    if any(line.state == State.OVERDUE for line in lines):
        return "late"
    return "waiting" if lines else "good"


def _day(line: Line) -> date:
    return line.due_on


def _borrowed(request: Any, rows: Any) -> str:
    """Say how many working days the home unit had its people back: the time it kept free or not."""
    days = working_days()
    lent = open_rows(request, Borrow).filter(placement__in=rows, state__in=("approved", "ended"))
    count = sum(days.count(row.first_on, row.last_on) for row in lent)
    if not count:
        return _("none: the time is kept free")
    return _("%(n)s working days, each agreed by the department") % {"n": count}

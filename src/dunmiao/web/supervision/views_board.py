"""The board of a programme: which duties are overdue, at whom; nobody's turn is nobody's fault."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from dunmiao.engine.standing import State
from dunmiao.stages.charter.models import Programme
from dunmiao.stages.placement.models import Placement
from dunmiao.stages.supervision.ledger import Line, holders, ledgers
from dunmiao.web.doors import door, open_row, open_rows
from dunmiao.web.listing import export, listing, wants_export
from dunmiao.web.supervision.lines import LineFilter, Lines, columns, shown
from dunmiao.web.supervision.settling import duty_name, owner_name, role_name

PERSONAL = {"mentor", "team_leader", "branch_secretary", "liaison"}
RUNNING = ("running", "decided", "closed")
GROUPS_SHOWN = 120
ORDER = ("organiser", "receiver", "sender", "mentor", "team_leader", "branch_secretary",
         "liaison", "cadre")


@dataclass
class Owner:
    """What one unit, or all persons of one role together, have to do; no person is listed alone."""

    role: str
    role_name: Any
    unit: str
    order: int
    unit_id: int | None
    overdue: int = 0
    due: int = 0
    oldest: date | None = None


@door("board.read")
def boards(request: Any) -> HttpResponse:
    """Choose a programme's board; the only one is opened at once."""
    rows = list(open_rows(request, Programme, "programme.read").filter(state__in=RUNNING))
    if len(rows) == 1:
        return redirect("supervision:board", pk=rows[0].pk)
    return render(request, "supervision/boards.html", {"rows": rows})


@door("board.read")
def board(request: Any, pk: int) -> HttpResponse:
    """Show what is due and overdue in a programme, by who owes it."""
    programme = open_row(request, Programme, "programme.read", pk)
    placements = open_rows(request, Placement, "board.read").filter(programme=programme)
    lines, running = Lines(), 0
    for one in ledgers(placements, request.today, is_open_only=True):
        running += 1
        lines += one.lines
    lines.sort(key=lambda line: line.due_on)
    form = LineFilter(request.GET, lines)
    kept = _signs(request, _of_unit(request, form.narrow(lines)))
    if wants_export(request):
        return export(request, str(programme), kept, columns(request.today))  # type: ignore[arg-type]
    page = listing(request, kept, columns(request.today))  # type: ignore[arg-type]
    return render(request, "supervision/board.html", {
        "programme": programme, "listing": page, "rows": shown(request, page.rows),
        "filter_form": form, "owners": _owners(lines), "chart": _chart(lines),
        "figures": _figures(lines, running, request.today),
    })


def _of_unit(request: Any, lines: Lines) -> Lines:
    unit = request.GET.get("unit", "")
    if not unit.isdigit():
        return lines
    return Lines(line for line in lines if _unit_id(line) == int(unit))


def _is_sign(line: Line) -> bool:
    """Say whether nobody talked or made contact for too long: for host and sender to mend."""
    words = ("talk.", "contact.", "mentor.note")
    return line.state == State.OVERDUE and line.duty.evidence[0].startswith(words)


def _signs(request: Any, lines: Lines) -> Lines:
    if request.GET.get("signs") != "1":
        return lines
    return Lines(filter(_is_sign, lines))


def _unit_id(line: Line) -> int | None:
    """Give the unit that owes a line, None where a person does."""
    placement = line.placement
    if line.duty.owed_by == "receiver":
        return placement.receiving_unit_id
    if line.duty.owed_by == "sender":
        return placement.sending_unit_id
    return placement.programme.owner_id if line.duty.owed_by == "organiser" else None


def _owners(lines: Iterable[Line]) -> list[Owner]:
    """Add up by who owes it, in the official order of units and never by number."""
    found: dict[tuple[str, int | None], Owner] = {}
    for line in lines:
        key = (line.duty.owed_by, _unit_id(line))
        row = found.get(key) or found.setdefault(key, _owner(line, key[1]))
        if line.state == State.OVERDUE:
            row.overdue += 1
            row.oldest = min(row.oldest or line.due_on, line.due_on)
        else:
            row.due += 1
    place = {role: number for number, role in enumerate(ORDER)}
    kept = sorted(found.values(), key=lambda row: (place[row.role], row.order, row.unit_id or 0))
    return kept[:GROUPS_SHOWN]


def _owner(line: Line, unit_id: int | None) -> Owner:
    role = line.duty.owed_by
    if unit_id is None:
        return Owner(role, _("each for themselves"), str(role_name(role)), 0, None)
    unit = owner_name(line.placement, role, {})
    return Owner(role, role_name(role), str(unit), unit.sequence, unit_id)


def _chart(lines: Iterable[Line]) -> dict[str, Any]:
    counted: dict[tuple[str, State], int] = {}
    duties = {}
    for line in lines:
        duties[line.duty.duty] = line.duty
        counted[line.duty.duty, line.state] = counted.get((line.duty.duty, line.state), 0) + 1
    keys = sorted(duties, key=lambda key: duty_name(duties[key]))
    return {
        "id": "board-duties", "kind": "stacked", "title": _("What is open, by duty"),
        "labels": [duty_name(duties[key]) for key in keys],
        "series": [
            {"name": name, "data": [counted.get((key, state), 0) for key in keys]}
            for name, state in ((pgettext("duty", "Overdue"), State.OVERDUE),
                                (_("Due"), State.DUE))
        ],
    }


def _figures(lines: Lines, running: int, today: date) -> dict[str, int]:
    named = holders(lines, today)
    return {
        "placements": running,
        "open": len(lines),
        "overdue": sum(line.state == State.OVERDUE for line in lines),
        "signs": sum(map(_is_sign, lines)),
        "orphans": sum(
            (line.placement.pk, line.duty.owed_by) not in named
            for line in lines if line.duty.owed_by in PERSONAL
        ),
    }


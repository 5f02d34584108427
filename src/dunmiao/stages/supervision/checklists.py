"""The units of placements, and their duties under the headings of the charter's checklists."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import QuerySet

from dunmiao.engine.charter.oversight import Checklist
from dunmiao.engine.standing import State
from dunmiao.stages.charter.rules import rules_of
from dunmiao.stages.organisations.models import Organisation
from dunmiao.stages.placement.models import Placement
from dunmiao.stages.supervision.ledger import OPEN, Line

FIELDS = {"receiver": "receiving_unit", "sender": "sending_unit"}


@dataclass
class Heading:
    """One heading of a unit's list: the lines open under it, and how many are done."""

    item: Checklist
    open: list[Line] = field(default_factory=list)
    done: int = 0


def units_of(rows: QuerySet[Placement]) -> list[tuple[str, Organisation]]:
    """Give (side, unit) for the units of these placements, in the official order; two queries."""
    found = []
    for side, name in FIELDS.items():
        ids = rows.order_by().values(name)
        units = Organisation.objects.filter(pk__in=ids).order_by("sequence", "pk")
        found += [(side, unit) for unit in units]
    return found


def headings_of(side: str, lines: Iterable[Line]) -> list[Heading]:
    """Sort the lines of one side under the headings of their placement's charter (000-35, 36)."""
    found: dict[str, Heading] = {}
    for line in lines:
        for item in rules_of(line.placement).checklists:
            if item.at == side:
                heading = found.setdefault(item.name, Heading(item))
                if line.duty.duty in item.duties:
                    heading.done += line.state == State.MET
                    heading.open += [line] if line.state in OPEN else []
    return list(found.values())


def rest_of(side: str, lines: Iterable[Line]) -> tuple[list[Line], int]:
    """Give what this side owes under no heading, open lines and how many are done (001c-30).

    With the headings it makes the unit's list of duties whole.
    """
    rest = [line for line in lines if line.duty.owed_by == side and not _has_heading(side, line)]
    done = sum(line.state == State.MET for line in rest)
    return [line for line in rest if line.state in OPEN], done


def _has_heading(side: str, line: Line) -> bool:
    lists = rules_of(line.placement).checklists
    return any(item.at == side and line.duty.duty in item.duties for item in lists)

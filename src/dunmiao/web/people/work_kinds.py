"""The kinds of concrete work a person has done, and those not touched yet (001b-46)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.translation import gettext as _

from dunmiao.engine.experience import work_kinds
from dunmiao.stages.charter.rules import entries_of, rules_of
from dunmiao.stages.people.experience import experience_of
from dunmiao.stages.people.models import Person
from dunmiao.stages.placement.models import Placement
from dunmiao.stages.supervision.models import LogEntry
from dunmiao.web.people.records import hanging, local, placements

SHOWN = 3


def work_of(request: Any, row: Person) -> dict[str, list[Any]]:
    """Give the kinds of work done, each with records that name it, and the others by name.

    The kinds are those of the latest placement's charter, without one those of every charter held.
    """
    placed = placements(request, row)
    kinds = _kinds(placed)
    told = work_kinds(
        {key: kind.name for key, kind in kinds.items()},
        frozenset(row.skills), _texts(request, row, placed), noted=_("Noted among the experience"),
    )  # fmt: skip
    return {
        "done": [(local(kinds[one.key]), one.told[:SHOWN]) for one in told if one.told],
        "open": [local(kinds[one.key]) for one in told if not one.told],
    }


def _kinds(placed: Sequence[Placement]) -> dict[str, Any]:
    if placed:
        return {item.key: item for item in rules_of(placed[0]).catalogue("task_classes")}
    named = {item.name: (key, item) for key, item in entries_of("task_classes").items()}
    return dict(named.values())


def _texts(request: Any, row: Person, placed: Sequence[Placement]) -> Iterable[str]:
    yield from (entry.text for entry in experience_of(row, request.today).entries)
    for one in (row for row in placed if row.arrived_on):
        yield from (held.post.title for held in one.holdings.all())
        yield one.division_of_work
        yield from (division.text for division in one.divisions.all())
    for log in hanging(request, LogEntry, row).order_by("-on", "-pk")[:200]:
        yield from (log.task, log.result)

"""What was recorded of many placements, as the early signs ask for it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Max, QuerySet, Value

from dunmiao.engine.signs import Care, Shown, signs
from dunmiao.stages.charter.models import CharterVersion
from dunmiao.stages.charter.rules import rules_of
from dunmiao.stages.development.models import MentorNote, Plan
from dunmiao.stages.placement.models import Placement
from dunmiao.stages.supervision.models import Borrow, Contact, Presence, Step, Talk


@dataclass(frozen=True)
class Signed:
    """One sign of one placement."""

    placement: Placement
    shown: Shown


MANY = 500
_UNIT = ("name", "short_name", "sequence", "path")
_LIGHT = (
    *("person__name", "person__stroke_key", "person__kind", "charter", "state", "starts_on"),
    *("ends_on", "ended_on", "arrived_on", "division_on", "answerable", "programme__name"),
    *(f"sending_unit__{name}" for name in _UNIT),
    *(f"receiving_unit__{name}" for name in _UNIT),
    *(f"programme__owner__{name}" for name in _UNIT),
)


def at_work(rows: QuerySet[Placement]) -> list[Placement]:
    """Give the placements before their end by receiving unit, each charter's text read once."""
    rows = rows.filter(state__in=("proposed", "noticed", "arrived")).select_related(
        "person", "sending_unit", "receiving_unit", "programme__owner"
    )
    found = list(rows.only(*_LIGHT).order_by("receiving_unit__sequence", "pk"))
    versions = CharterVersion.objects.in_bulk({row.charter_id for row in found})
    for row in found:
        row.charter = versions[row.charter_id]
    return found


def signs_of(placements: Iterable[Placement], today: date) -> list[Signed]:
    """Give the early signs of placements at post, in their order; one query for all."""
    rows = list(placements)
    return found_in(rows, cares(rows), today)


def found_in(rows: Iterable[Placement], care: Mapping[int, Care], today: date) -> list[Signed]:
    """Give the early signs of placements at post whose records were read already."""
    return [
        Signed(row, shown)
        for row in rows
        if row.state == "arrived"
        for shown in signs(rules_of(row).signs, care[row.pk], today)
    ]


def cares(rows: Sequence[Placement]) -> dict[int, Care]:
    """Give what the signs ask for, by placement id."""
    days: dict[int, dict[str, list[date]]] = defaultdict(lambda: defaultdict(list))
    if rows:
        first, *others = _records(_where(rows))
        for placement, word, on in first.union(*others, all=True):
            days[placement][word].append(on)
    return {row.pk: _care(row, days[row.pk]) for row in rows}


def _care(row: Placement, days: Mapping[str, list[date]]) -> Care:
    host = [*days.get("host", ()), *([row.division_on] if row.division_on else [])]
    return Care(
        starts_on=row.arrived_on or row.starts_on,
        task_on=row.division_on,
        plan_on=max(days.get("plan", ()), default=None),
        talked_on=max(days.get("talk", ()), default=None),
        contact_on=max(days.get("contact", ()), default=None),
        host_wrote_on=max(host, default=None),
        asked_back=tuple(sorted(days.get("asked", ()))),
    )


def _where(rows: Sequence[Placement]) -> dict[str, Any]:
    """Ask by ids where they are few, else by programme."""
    if len(rows) < MANY:
        return {"placement__in": [row.pk for row in rows]}
    return {"placement__programme__in": {row.programme_id for row in rows}}


def _records(where: dict[str, Any]) -> list[QuerySet[Any]]:
    """Give the query sets whose union tells the last day of each kind of record."""
    lent = Borrow.objects.filter(**where).exclude(state="withdrawn").order_by()
    return [
        _last(Plan, "plan", "agreed_on", where),
        _last(Plan, "host", "proposed_on", where),
        _last(Talk, "talk", "on", where),
        _last(MentorNote, "talk", "on", where),
        _last(Contact, "contact", "on", {**where, "side": "sender"}),
        _last(Contact, "host", "on", {**where, "side": "receiver"}),
        _last(Presence, "host", "on", where),
        _last(Step, "host", "on", where),
        lent.values_list("placement_id", Value("asked"), "first_on"),
    ]


def _last(model: Any, word: str, day: str, where: dict[str, Any]) -> QuerySet[Any]:
    rows = model.objects.filter(**where, **{f"{day}__isnull": False}).order_by()
    return (
        rows.values("placement_id")
        .annotate(last=Max(day))
        .values_list("placement_id", Value(word), "last")
    )

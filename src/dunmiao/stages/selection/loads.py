"""How much of its staff a unit has away, and would have with those it puts forward (003-13)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.apps import apps
from django.db.models import Q, QuerySet

from dunmiao.engine.load import Load
from dunmiao.stages.organisations.models import Organisation
from dunmiao.stages.selection.models import Application, Nominee

GOING = ("submitted", "eligible", "in_selection", "reserve", "proposed", "selected")
OPEN = ("open", "selecting", "decided")
NAMING = ("asked", "named", "returned")


def loads_of(units: Iterable[Organisation], today: date) -> dict[int, Load]:
    """Give each unit's load on a day, its parts included, by unit id; three queries for all.

    Away are those placed elsewhere that day; going are those named or in a selection, each person
    once. Staff is the number entered for the unit.
    """
    rows = list(units)
    within = Q(pk__in=[])
    for unit in rows:
        within |= Q(path__startswith=unit.path)
    below = Organisation.objects.filter(within) if rows else Organisation.objects.none()
    away = set(_away(below, today))
    going = {pair for pair in _going(below) if pair[0] not in {person for person, _ in away}}
    return {unit.pk: Load(unit.headcount, _below(unit, away), _below(unit, going)) for unit in rows}


def _below(unit: Organisation, pairs: set[tuple[int, str]]) -> int:
    return len({person for person, path in pairs if path.startswith(unit.path)})


def _away(below: QuerySet[Any], today: date) -> QuerySet[Any]:
    """Give (person, unit path) of those placed elsewhere: from a stage above, so by its name."""
    rows = apps.get_model("placement", "Placement").objects.filter(
        sending_unit__in=below.values("pk"), state__in=("noticed", "arrived"),
        starts_on__lte=today, ends_on__gte=today,
    )  # fmt: skip
    found: QuerySet[Any] = rows.values_list("person_id", "sending_unit__path")
    return found


def _going(below: QuerySet[Any]) -> set[tuple[int, str]]:
    asked = Application.objects.filter(
        sending_unit__in=below.values("pk"), state__in=GOING, programme__state__in=OPEN
    )
    named = Nominee.objects.filter(
        nomination__unit__in=below.values("pk"), nomination__state__in=NAMING
    )
    return {
        *asked.values_list("person_id", "sending_unit__path"),
        *named.values_list("person_id", "nomination__unit__path"),
    }

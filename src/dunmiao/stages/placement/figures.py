"""The figures of one programme, from the same rows as every other page, so that they agree."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q, Sum

from dunmiao.engine.states import NOUNS
from dunmiao.stages.charter.models import Programme
from dunmiao.stages.placement.models import Placement
from dunmiao.stages.selection.models import Application, Offer, StageRound


@dataclass(frozen=True)
class Figures:
    """What a programme's home shows; `applications` and `placements` count by state and add up."""

    offers: int
    offers_confirmed: int
    places: int
    directions: dict[str, int]
    applications: dict[str, int]
    units: int
    placements: dict[str, int]
    rounds: dict[str, tuple[str, date | None]]

    @property
    def applied(self) -> int:
        """Give all who applied, whatever became of them."""
        return sum(self.applications.values())

    @property
    def selected(self) -> int:
        """Give those the committee selected."""
        return self.applications.get("selected", 0)

    @property
    def placed(self) -> int:
        """Give all placements but the withdrawn ones."""
        return sum(n for state, n in self.placements.items() if state != "withdrawn")


def figures_of(programme: Programme, kind: str = "") -> Figures:
    """Give the figures of a programme, of one personnel kind only where `kind` names it.

    Those of the county programmes below it are counted with it. Five queries, whatever the number
    of persons.
    """
    family = Q(programme=programme) | Q(programme__parent=programme)
    offers = Offer.objects.filter(family)
    confirmed = offers.filter(is_confirmed=True)
    of_kind = {"person__kind": kind} if kind else {}
    applied = Application.objects.filter(family, **of_kind)
    placed = Placement.objects.filter(family, **of_kind)
    by_direction = confirmed.order_by().values_list("direction").annotate(n=Sum("places"))
    directions = dict(by_direction)
    rounds = StageRound.objects.filter(programme=programme)
    return Figures(
        offers=offers.count(),
        offers_confirmed=confirmed.count(),
        places=sum(directions.values()),
        directions=directions,
        applications=_by_state(applied, "application"),
        units=applied.order_by().values("sending_unit").distinct().count(),
        placements=_by_state(placed, "placement"),
        rounds={row.stage: (row.state, row.closed_on or row.opened_on) for row in rounds},
    )


def _by_state(rows: Any, noun: str) -> dict[str, int]:
    counted = dict(rows.order_by().values_list("state").annotate(n=Count("pk")))
    return {str(state): counted.get(str(state), 0) for state in NOUNS[noun].states}

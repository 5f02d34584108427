"""An incident found true and a measure taken, for each relation."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from dunmiao.stages.placement.models import Placement
from dunmiao.stages.supervision.models import Incident, Measure
from tests.world import World, token


def _of(w: World, key: str, at: Placement) -> dict[str, Any]:
    day = w.today - timedelta(days=20)
    given: dict[str, Any] = {
        "placement": at, "by": w.users["organiser"], "on": day,
        "explain_by": day + timedelta(days=3), "explanation": token("Heard", key, "explanation"),
        "explained_on": day, "settled_by": w.users["organiser"], "settled_on": day,
        "answer": "属实",
    }
    incident = Incident.objects.create(
        **given, discipline="work", happened_on=day, matter=token("Incident", key, "matter"),
        state="confirmed", sender_told_on=day,
    )
    return {
        "supervision.Incident": incident,
        "supervision.Measure": Measure.objects.create(
            **given, step="criticise", incident=incident, state="taken",
            reason=token("Measure", key, "reason"),
        ),
    }


def rows(world: World) -> dict[str, dict[str, Any]]:
    """Give {model: {relation: row}}."""
    found: dict[str, dict[str, Any]] = {}
    for key, placement in world.placements.items():
        for model, row in _of(world, key, placement).items():
            found.setdefault(model, {})[key] = row
    return found

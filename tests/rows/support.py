"""Conditions arranged, care shown, support promised, for each relation."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from dunmiao.stages.placement.models import Placement
from dunmiao.stages.supervision.models import Arrangement, CareNote, Provision
from tests.world import World, token


def _of(w: World, key: str, at: Placement) -> dict[str, Any]:
    base: dict[str, Any] = {"placement": at, "by": w.users["organiser"], "on": w.today}
    return {
        "supervision.Arrangement": Arrangement.objects.create(
            **base, items={"office": token("Arrangement", key, "items"), "lodging": "周转房"}
        ),
        "supervision.CareNote": CareNote.objects.create(
            **base, kind="festival", text=token("CareNote", key, "text")
        ),
        "supervision.Provision": Provision.objects.create(
            **base, programme=at.programme, place=at.receiving_unit, kind="money",
            provider=w.units["handler"] if key == "own" else at.sending_unit,
            what=token("Provision", key, "what"), due_on=w.today + timedelta(days=9),
        ),
    }  # fmt: skip


def rows(world: World) -> dict[str, dict[str, Any]]:
    """Give {model: {relation: row}}."""
    found: dict[str, dict[str, Any]] = {}
    for key, placement in world.placements.items():
        for model, row in _of(world, key, placement).items():
            found.setdefault(model, {})[key] = row
    return found

"""An inspection, a visit to make, a finding and an absence, for each relation."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from dunmiao.engine.draw import digest
from dunmiao.stages.common.clock import now
from dunmiao.stages.placement.models import Placement
from dunmiao.stages.supervision.models import Absence, Check, Finding, Inspection
from tests.world import World, token

SEED = "5e" * 32


def _of(w: World, key: str, at: Placement) -> dict[str, Any]:
    """An inspection under way with one visit to make, a finding, an absence to explain."""
    by = w.users["organiser_b" if key == "foreign" else "organiser"]
    inspection = Inspection.objects.create(
        programme=at.programme, unit=at.programme.owner, party="organiser", by=by, method="random",
        title="查看在岗情况", planned_on=w.today, first_on=w.today,
        last_on=w.today + timedelta(days=5), state="drawn", size=1, seed=SEED,
        commitment=f"{at.pk:064x}", digest=digest([f"P{at.pk:06d}"]), committed_at=now(),
        frozen_at=now(), drawn_at=now(),
    )
    inspection.inspectors.set([by])
    if key != "foreign":
        inspection.inspectors.add(w.users["organiser_lead"], w.users["inspector"])
    return {
        "supervision.Inspection": inspection,
        "supervision.Check": Check.objects.create(
            inspection=inspection, placement=at, code=f"P{at.pk:06d}", is_drawn=True
        ),
        "supervision.Finding": Finding.objects.create(
            inspection=inspection, unit=at.receiving_unit, by=by, on=w.today,
            text=token("Finding", key, "text"), due_on=w.today + timedelta(days=9),
        ),
        "supervision.Absence": Absence.objects.create(
            placement=at, by=by, on=w.today, first_on=w.today, last_on=w.today,
            matter=token("Absence", key, "matter"), explain_by=w.today + timedelta(days=3),
        ),
    }


def rows(world: World) -> dict[str, dict[str, Any]]:
    """Give {model: {relation: row}}."""
    found: dict[str, dict[str, Any]] = {}
    for key, placement in world.placements.items():
        for model, row in _of(world, key, placement).items():
            found.setdefault(model, {})[key] = row
    return found

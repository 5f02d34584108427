"""Units asked whether they would have people."""

from __future__ import annotations

from typing import Any

from dunmiao.stages.selection.models import Willingness
from tests.world import World


def rows(world: World) -> dict[str, dict[str, Any]]:
    """Ask one unit of each relation."""
    asked = {"own": ("a", "town1"), "other": ("a", "town2"), "foreign": ("b", "town_b")}
    return {
        "selection.Willingness": {
            key: Willingness.objects.create(
                programme=world.programmes[county], organisation=world.units[unit],
                asked_on=world.today,
            )
            for key, (county, unit) in asked.items()
        }
    }  # fmt: skip

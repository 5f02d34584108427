"""The packs of the receiving units, for each relation."""

from __future__ import annotations

from typing import Any

from dunmiao.stages.placement.models import WelcomePack
from tests.world import World, token


def rows(world: World) -> dict[str, dict[str, Any]]:
    """Give {model: {relation: row}}."""
    made = {
        key: WelcomePack.objects.get_or_create(
            organisation=at.receiving_unit,
            defaults={
                "contacts": token("WelcomePack", key, "contacts"), "by": world.users["organiser"],
                "updated_on": world.today,
            },
        )[0]
        for key, at in world.placements.items()
    }  # fmt: skip
    return {"placement.WelcomePack": made}

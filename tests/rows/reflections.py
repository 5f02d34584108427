"""Reflections for each relation, shared with every party."""

from __future__ import annotations

from typing import Any

from dunmiao.stages.development.models import Reflection
from tests.world import World, token


def rows(world: World) -> dict[str, dict[str, Any]]:
    """Give {model: {relation: row}}."""
    made = {
        key: Reflection.objects.create(
            placement=at, on=world.today, title=token("Reflection", key, "title"),
            text=token("Reflection", key, "text"), to_mentor=at, to_owner=at.programme.owner,
            to_sender=at.sending_unit, to_receiver=at.receiving_unit,
        )
        for key, at in world.placements.items()
    }
    return {"development.Reflection": made}

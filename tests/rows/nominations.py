"""Units asked for candidates in both counties, each with one person on its list."""

from __future__ import annotations

from typing import Any

from tests.stages.nomination_world import asked, named, nominating
from tests.world import World


def rows(world: World) -> dict[str, dict[str, Any]]:
    """Make one row of each relation."""
    programmes = {county: nominating(world, county) for county in ("a", "b")}
    units = {"own": "send1", "other": "send2", "foreign": "send_b"}
    made = {
        relation: asked(world, programmes["b" if relation == "foreign" else "a"], unit)
        for relation, unit in units.items()
    }
    return {
        "selection.Nomination": made,
        "selection.Nominee": {
            relation: named(world, row, world.people[relation]) for relation, row in made.items()
        },
    }

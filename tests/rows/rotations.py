"""A schedule of rotation in each programme, and a move of each relation."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from dunmiao.stages.common.clock import now
from dunmiao.stages.development.models import PostMove, Rotation
from dunmiao.stages.placement.models import Placement
from tests.world import World

PROGRAMME = {"own": "a", "other": "a", "foreign": "b"}


def rows(world: World) -> dict[str, dict[str, Any]]:
    """Make a decided schedule with one move each, and a drafted one beside it."""
    decided = {c: _schedule(world, c, 1, "decided") for c in ("a", "b")}
    drafted = {key: _schedule(world, PROGRAMME[key], 2, "drafted") for key in ("own", "foreign")}
    moves = {
        key: PostMove.objects.create(
            rotation=decided[PROGRAMME[key]], placement=at, post_class="economy",
            starts_on=world.today + timedelta(days=5), ends_on=at.ends_on,
        )
        for key, at in world.placements.items()
    }  # fmt: skip
    return {"development.Rotation": drafted, "development.PostMove": moves}


def _schedule(w: World, c: str, number: int, state: str) -> Rotation:
    people = Placement.objects.filter(programme=w.programmes[c]).values_list("pk", flat=True)
    lines = [{"person": str(pk), "classes": ["economy"]} for pk in sorted(people)]
    return Rotation.objects.create(
        programme=w.programmes[c], number=number, first_on=w.today + timedelta(days=5), months=8,
        state=state, decided_on=w.today if state == "decided" else None,
        basis="部务会议" if state == "decided" else "",
        instance={
            "periods": 1, "limit": 2, "people": [{"id": line["person"]} for line in lines],
            "classes": [{"id": "economy", "weight": 1, "least": 0, "most": len(lines)}],
        },
        result={"status": "optimal", "assignments": lines, "gain": 0, "unplaced": 0, "short": 0,
                "gap_points": 0, "seconds": 0},
        by=w.users["organiser"], made_at=now(),
    )  # fmt: skip

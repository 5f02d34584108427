"""Units surveyed, and persons of both counties' pools."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from dunmiao.stages.selection.models import PoolMember, SurveyReport
from tests.stages.nomination_world import nominating
from tests.world import World


def rows(world: World) -> dict[str, dict[str, Any]]:
    """Make one row of each relation."""
    programmes = {county: nominating(world, county) for county in ("a", "b")}
    units = {"own": "send1", "other": "send2", "foreign": "send_b"}
    owners = {key: "b" if key == "foreign" else "a" for key in units}
    return {
        "selection.SurveyReport": {
            key: SurveyReport.objects.create(
                programme=programmes[owners[key]], unit=world.units[unit],
                asked_on=world.today, due_on=world.today + timedelta(days=20),
            )
            for key, unit in units.items()
        },
        "selection.PoolMember": {
            key: PoolMember.objects.create(
                owner=world.units[owners[key]], person=world.people[key],
                entered_on=world.today, state_on=world.today, grassroots_months=12,
            )
            for key in units
        },
    }  # fmt: skip

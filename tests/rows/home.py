"""A delegation and complaints of the world."""

from __future__ import annotations

from typing import Any

from dunmiao.stages.organisations.models import Complaint
from tests.world import World, token


def rows(world: World) -> dict[str, dict[str, Any]]:
    """Make one row of each relation."""
    complaints = {}
    for relation, sender, county in (
        ("own", "cadre", "a"),
        ("other", "cadre_other", "a"),
        ("foreign", "sender_b", "b"),
    ):
        complaints[relation] = Complaint.objects.create(
            by=world.users[sender],
            handled_by=world.units[county],
            text=token("Complaint", relation, "text"),
            received_on=world.today,
        )
    return {
        "organisations.Delegation": {"own": world.extra["delegation"]},
        "organisations.Complaint": complaints,
    }

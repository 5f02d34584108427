"""What a unit is asked about a complaint, for each relation."""

from __future__ import annotations

from typing import Any

from dunmiao.stages.organisations.models import Complaint, Routed
from tests.world import World, token


def rows(world: World) -> dict[str, dict[str, Any]]:
    """Give {model: {relation: row}}."""
    made = {}
    for relation, county in (("own", "a"), ("other", "a"), ("foreign", "b")):
        placement = world.placements[relation]
        complaint = Complaint.objects.create(
            handled_by=world.units[county], text="建议调整会期", received_on=world.today,
            state="assigned",
        )  # fmt: skip
        made[relation] = Routed.objects.create(
            complaint=complaint, unit=placement.receiving_unit, by=world.users["organiser"],
            question=token("Routed", relation, "question"), asked_on=world.today,
            due_on=world.today,
        )  # fmt: skip
    return {"organisations.Routed": made}

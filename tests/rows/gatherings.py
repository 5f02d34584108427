"""A meeting to come and one held in each programme, with its people and the hand-over."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from dunmiao.stages.development.models import Gathering, Handover, Invitee
from tests.world import World, token


def rows(world: World) -> dict[str, dict[str, Any]]:
    """Make one meeting each, to which only the placement of that relation is invited."""
    found: dict[str, dict[str, Any]] = {
        "development.Gathering": {}, "development.Invitee": {}, "development.Handover": {},
    }  # fmt: skip
    for key, at in world.placements.items():
        row = Gathering.objects.create(
            programme=at.programme, sort="meeting", kind="sending_off", topic=f"推进会{key}",
            held_on=world.today - timedelta(days=1), agenda=["新一批代表表态"],
            is_sending_off=True, by=world.users["organiser"], need="ability:emergencies",
        )  # fmt: skip
        one = Invitee.objects.create(
            gathering=row, placement=at, is_speaker=True,
            speech=token("Invitee", key, "speech"), speech_on=world.today,
        )  # fmt: skip
        over = Handover.objects.create(gathering=row, unit=at.receiving_unit)
        for model, made in zip(found, (row, one, over), strict=True):
            found[model][key] = made
    return found

"""Rows of the models that the world itself makes."""

from __future__ import annotations

from typing import Any

from tests.world import World


def rows(world: World) -> dict[str, dict[str, Any]]:
    """Give {model: {relation: row}} for what tests/world.py makes."""
    relations = ("own", "other", "foreign")

    def of(kept: dict[str, Any]) -> dict[str, Any]:
        return {relation: kept[relation] for relation in relations if relation in kept}

    programmes = {"own": world.programmes["a"], "foreign": world.programmes["b"]}
    return {
        "placement.Placement": of(world.placements),
        "people.Person": of(world.people),
        "selection.Application": of(world.applications),
        "selection.Offer": of(world.offers),
        "selection.Post": {key: offer.post for key, offer in of(world.offers).items()},
        "development.Mentorship": of(world.mentorships),
        "placement.Team": of(world.teams),
        "charter.Programme": programmes,
        "charter.CharterVersion": {key: row.charter for key, row in programmes.items()},
        "selection.Decision": {"own": world.decisions["a"], "foreign": world.decisions["b"]},
        "organisations.Organisation": {
            "own": world.units["town1"],
            "other": world.units["town2"],
            "foreign": world.units["town_b"],
        },
    }

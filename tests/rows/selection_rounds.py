"""Stages, invitations and public notices of the world's two programmes."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from dunmiao.stages.selection.models import (
    Invitation,
    Publicity,
    PublicityObjection,
    StageEntry,
    StageRound,
)
from tests.world import World, token


def rows(world: World) -> dict[str, dict[str, Any]]:
    """Make one row of each relation."""
    notices = _notices(world)
    return {
        "selection.StageRound": _rounds(world),
        "selection.Invitation": _invitations(world),
        "selection.Publicity": notices,
        "selection.PublicityObjection": _objections(world, notices),
    }


def _rounds(world: World) -> dict[str, StageRound]:
    made = {}
    for relation, county, stage, sequence, state in (
        ("own", "a", "exam", 3, "closed"),
        ("other", "a", "interview", 4, "open"),
        ("foreign", "b", "exam", 3, "open"),
    ):
        row = StageRound.objects.create(
            programme=world.programmes[county], stage=stage, sequence=sequence, state=state,
            opened_on=world.today, closed_on=world.today if state == "closed" else None,
        )  # fmt: skip
        here = {"a": ("own", "other"), "b": ("foreign",)}[county]
        for key in here:
            is_closed = state == "closed"
            StageEntry.objects.create(
                round=row,
                application=world.applications[key],
                score="88.88" if is_closed else None,
                outcome="passed" if is_closed else "",
                note=token("StageEntry", relation, key, "note"),
            )
        made[relation] = row
    return made


def _invitations(world: World) -> dict[str, Invitation]:
    return {
        key: Invitation.objects.create(
            programme=world.programmes["b" if key == "foreign" else "a"],
            person=world.people[key],
            sending_unit=world.people[key].unit,
            reason="熟悉项目建设",
            sent_on=world.today,
            by=world.users["organiser"],
        )
        for key in ("own", "other", "foreign")
    }


def _notices(world: World) -> dict[str, Publicity]:
    made = {}
    for relation, county in (("own", "a"), ("foreign", "b")):
        decision = world.decisions[county]
        made[relation] = Publicity.objects.create(
            programme=world.programmes[county],
            decision=decision,
            starts_on=world.today - timedelta(days=2),
            ends_on=world.today + timedelta(days=4),
            working_days=5,
            contact="组织部 12380",
        )
        decision.lines.update(publicity=made[relation])
    return made


def _objections(
    world: World, notices: dict[str, Publicity]
) -> dict[str, PublicityObjection]:
    return {
        key: PublicityObjection.objects.create(
            publicity=notices["foreign" if key == "foreign" else "own"],
            application=world.applications[key],
            received_on=world.today,
            source="来信",
            text=token("PublicityObjection", key, "text"),
        )
        for key in ("own", "other", "foreign")
    }

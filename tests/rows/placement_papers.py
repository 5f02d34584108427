"""A letter of introduction for each relation of the world."""

from __future__ import annotations

from typing import Any

from dunmiao.stages.placement.models import Notice
from tests.world import World


def rows(world: World) -> dict[str, dict[str, Any]]:
    """Make one row of each relation."""
    return {"placement.Notice": {key: _letter(world, key) for key in ("own", "other", "foreign")}}


def _letter(world: World, key: str) -> Notice:
    placement = world.placements[key]
    serial = {"own": 1, "other": 2, "foreign": 1}[key]
    return Notice.objects.create(
        programme=placement.programme,
        placement=placement,
        kind="letter_party",
        number=f"云组介〔{world.today.year}〕{serial}号",
        issued_on=world.today,
        data={
            "kind": "party",
            "number": {"code": "云组介", "year": world.today.year, "serial": serial},
            "organ": placement.programme.owner.name,
            "to": placement.receiving_unit.name,
            "person": {"name": placement.person.name, "sex": "女", "is_full_member": True},
            "activity": "挂职锻炼",
            "post": "镇长助理",
            "starts_on": placement.starts_on.isoformat(),
            "ends_on": placement.ends_on.isoformat(),
            "signed_on": world.today.isoformat(),
            "valid_days": 30,
        },
        by=world.users["organiser"],
    )

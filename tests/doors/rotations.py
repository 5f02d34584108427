"""Doors of rotation."""

from __future__ import annotations

from tests.doors import DEPARTMENT, Door

PROGRAMME, SCHEDULE = "charter.Programme", "development.Rotation"
AT, MOVE = "placement.Placement", "development.PostMove"
READERS = f"{DEPARTMENT} sender receiver cadre mentor"

DOORS = {
    "development:rotations": Door(get=DEPARTMENT),
    "development:rotation_matrix": Door(PROGRAMME, get=DEPARTMENT),
    "development:rotation_propose": Door(PROGRAMME, get=DEPARTMENT, post=DEPARTMENT),
    "development:rotation": Door(SCHEDULE, get=DEPARTMENT, post=DEPARTMENT),
    "development:moves": Door(AT, get=READERS),
    "development:move_opine": Door(MOVE, get="cadre", post="cadre"),
    "development:move_carry_out": Door(
        MOVE, get=f"{DEPARTMENT} receiver", post=f"{DEPARTMENT} receiver"
    ),
}

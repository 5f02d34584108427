"""Rotation: one case of each act."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from dunmiao.stages.development import rotations
from tests.stages.rotation_world import CLASSES, rotating
from tests.world import World


def _by(w: World, role: str) -> dict[str, Any]:
    return {"by": w.user(role), "today": w.today}


def _propose(w: World, rows: Any) -> Any:
    programme = rotating(w)
    sizes = dict.fromkeys(CLASSES, (0, 2))
    first_on = w.today + timedelta(days=1)
    return rotations.propose_rotation, (programme.pk, first_on, sizes), _by(w, "organiser")


CASES = {
    "rotation.propose": _propose,
    "rotation.decide": lambda w, rows: (
        rotations.decide_rotation, (rows["development.Rotation"]["own"].pk,),
        {**_by(w, "organiser"), "basis": "部务会议"},
    ),
    "move.opine": lambda w, rows: (
        rotations.opine_move, (rows["development.PostMove"]["own"].pk,),
        {**_by(w, "cadre"), "text": "愿意去"},
    ),
    "move.carry_out": lambda w, rows: (
        rotations.carry_out_move,
        (rows["development.PostMove"]["own"].pk, w.offers["own"].post_id), _by(w, "receiver"),
    ),
}  # fmt: skip

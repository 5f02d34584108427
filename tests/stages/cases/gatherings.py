"""Training and meetings: one case of each act."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from dunmiao.stages.development import gatherings
from tests.world import World


def _by(w: World, role: str) -> dict[str, Any]:
    return {"by": w.user(role), "today": w.today}


def _call(w: World, rows: Any) -> Any:
    more = {"topic": "应急处突培训班", "held_on": w.today + timedelta(days=9), "host": "市委党校"}
    return gatherings.call_gathering, (w.programmes["a"].pk, "training:course"), {
        **_by(w, "organiser"), **more,
    }  # fmt: skip


CASES = {
    "gathering.call": _call,
    "gathering.attend": lambda w, rows: (
        gatherings.note_absences, (rows["development.Gathering"]["own"].pk,),
        {**_by(w, "organiser"), "absent": "单雨桐"},
    ),
    "gathering.cancel": lambda w, rows: (
        gatherings.cancel_gathering, (rows["development.Gathering"]["own"].pk, "防汛"),
        _by(w, "organiser"),
    ),
    "gathering.speak": lambda w, rows: (
        gatherings.write_words, (rows["development.Invitee"]["own"].pk, "收获很多"),
        _by(w, "cadre"),
    ),
    "handover.take_over": lambda w, rows: (
        gatherings.take_over, (rows["development.Handover"]["own"].pk,), _by(w, "receiver"),
    ),
}  # fmt: skip

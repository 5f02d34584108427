"""Mentors, plans, seats, feedback: one case of each act."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from pathlib import Path
from typing import Any

import dunmiao
from dunmiao.stages.charter.models import CharterVersion
from dunmiao.stages.development import actions, plans
from dunmiao.stages.placement.models import Placement
from tests.world import World

FIELDS = {
    "aims": "熟悉乡镇工作", "responsibilities": "协助抓项目", "tasks": "联系两个村",
    "results": "独立处理信访事项", "standards": "半年和期满考核",
}


def _by(w: World, role: str) -> dict[str, Any]:
    return {"by": w.user(role), "today": w.today}


def _own(w: World) -> int:
    return w.placements["own"].pk


def _proposed(w: World, rows: Any) -> Any:
    rows["development.Plan"]["own"].delete()
    return plans.write_plan(_own(w), dict(FIELDS), **_by(w, "receiver"))


def _propose(w: World, rows: Any) -> Any:
    return plans.propose_plan, (_proposed(w, rows).pk,), _by(w, "receiver")


def _write(w: World, rows: Any) -> Any:
    rows["development.Plan"]["own"].delete()
    return plans.write_plan, (_own(w), dict(FIELDS)), _by(w, "receiver")


def of_recruits(w: World, **more: Any) -> None:
    """Put the programme's placements under the charter with stages and plans of a group."""
    path = Path(dunmiao.__file__).parent / "charters" / "new-recruits.toml"
    text = path.read_text(encoding="utf-8")
    version = CharterVersion.objects.create(
        owner=w.units["a"], key="recruits", version="test", name="办法", text=text,
        digest=hashlib.sha256(text.encode()).hexdigest(), adopted_on=w.today,
    )
    Placement.objects.filter(programme=w.programmes["a"]).update(charter=version, **more)


def _check(w: World, rows: Any) -> Any:
    of_recruits(w)
    more = {"is_ready": True, "evidence": "独立答复了三件诉求"}
    return plans.check_stage, (_own(w), "learn"), {**_by(w, "mentor"), **more}


def _share(w: World, rows: Any) -> Any:
    of_recruits(w, receiving_unit=w.units["town1"])
    rows["development.Plan"]["other"].delete()
    return plans.share_plan, (rows["development.Plan"]["own"].pk,), _by(w, "receiver")


def _seat(w: World, rows: Any) -> Any:
    more = {"meeting": "镇党委会", "held_on": w.today - timedelta(days=2)}
    return actions.add_seat, (_own(w),), {**_by(w, "receiver"), **more}


def _feedback(w: World, rows: Any) -> Any:
    more = {"source": "gap", "text": "缺少征迁经历", "direction": "跟班学习", "to_unit": "both"}
    return actions.give_feedback, (_own(w),), {**_by(w, "organiser"), **more}


CASES = {
    "plan.write": _write,
    "plan.propose": _propose,
    "plan.agree": lambda w, rows: (
        plans.agree_plan, (rows["development.Plan"]["own"].pk, "cadre"), _by(w, "cadre")
    ),
    "plan.return": lambda w, rows: (
        plans.return_plan, (rows["development.Plan"]["own"].pk, "目标再具体些"), _by(w, "cadre")
    ),
    "plan.check": _check,
    "plan.share": _share,
    "seat.add": _seat,
    "feedback.give": _feedback,
    "feedback.acknowledge": lambda w, rows: (
        actions.acknowledge_feedback,
        (rows["development.Feedback"]["own"].pk, "cadre"),
        _by(w, "cadre"),
    ),
}  # fmt: skip

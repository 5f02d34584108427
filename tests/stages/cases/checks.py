"""Inspections, findings, absences: one case of each act."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from dunmiao.stages.supervision import actions
from tests.stages.cases.supervision import _by, _own, _row
from tests.world import World


def _inspection(w: World, state: str = "committed") -> int:
    days = {"first_on": w.today, "last_on": w.today + timedelta(days=3)}
    method = {"planned": "visit"}.get(state, "random")
    more = {"method": method, "title": "查看在岗", "size": 1, **days}
    pk = actions.plan_inspection(w.programmes["a"].pk, **_by(w, "organiser", **more)).pk
    if state in {"frozen", "drawn"}:
        actions.freeze_list(pk, **_by(w, "organiser"))
    if state == "drawn":
        actions.draw_lots(pk, **_by(w, "organiser"))
    return pk


def _plan(w: World, rows: Any) -> Any:
    more = {"method": "random", "title": "查看在岗", "size": 1, "first_on": w.today,
            "last_on": w.today}
    return actions.plan_inspection, (w.programmes["a"].pk,), _by(w, "organiser", **more)


def _visit(w: World, rows: Any) -> Any:
    more = {"result": "absent", "note": "办公室无人，电话未接"}
    return actions.write_check, (_row(rows, "Check"),), _by(w, "organiser", **more)


def _absence(w: World, rows: Any) -> Any:
    day = w.today - timedelta(days=9)
    more = {"first_on": day, "last_on": day, "matter": "未到岗，未请假"}
    return actions.report_absence, (_own(w),), _by(w, "receiver", **more)


def _heard(w: World, rows: Any) -> int:
    pk = _row(rows, "Absence")
    actions.explain_absence(pk, **_by(w, "cadre", explanation="送老人就医"))
    return pk


def _mended(w: World, rows: Any) -> int:
    pk = _row(rows, "Finding")
    actions.answer_finding(pk, **_by(w, "receiver", answer="已安排食宿"))
    return pk


def _finding(w: World, rows: Any) -> Any:
    more = {"text": "食宿未落实", "due_on": w.today + timedelta(days=10)}
    return (
        actions.write_finding,
        (_row(rows, "Inspection"), w.units["town1"].pk),
        _by(w, "organiser", **more),
    )


CASES = {
    "inspection.plan": _plan,
    "inspection.choose": lambda w, rows: (
        actions.choose_checked,
        (_inspection(w, "planned"), (w.placements["own"].pk,)),
        _by(w, "organiser"),
    ),
    "inspection.freeze": lambda w, rows: (
        actions.freeze_list, (_inspection(w),), _by(w, "organiser")
    ),
    "inspection.draw": lambda w, rows: (
        actions.draw_lots, (_inspection(w, "frozen"),), _by(w, "organiser")
    ),
    "inspection.report": lambda w, rows: (
        actions.report_inspection, (_inspection(w, "drawn"),), _by(w, "organiser", report="在岗")
    ),
    "inspection.cancel": lambda w, rows: (
        actions.cancel_inspection, (_inspection(w),), _by(w, "organiser", reason="与他项合并")
    ),
    "check.write": _visit,
    "finding.write": _finding,
    "finding.answer": lambda w, rows: (
        actions.answer_finding, (_row(rows, "Finding"),), _by(w, "receiver", answer="已安排食宿")
    ),
    "finding.close": lambda w, rows: (
        actions.close_finding, (_mended(w, rows),), _by(w, "organiser", is_mended=True)
    ),
    "absence.report": _absence,
    "absence.explain": lambda w, rows: (
        actions.explain_absence,
        (_row(rows, "Absence"),),
        _by(w, "cadre", explanation="送老人就医"),
    ),
    "absence.settle": lambda w, rows: (
        actions.settle_absence,
        (_heard(w, rows),),
        _by(w, "organiser", is_excused=True, answer="情况属实"),
    ),
}  # fmt: skip

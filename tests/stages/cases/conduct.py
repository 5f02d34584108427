"""Incidents, steps of the ladder, rules of conduct: one case of each act."""

from __future__ import annotations

from typing import Any

from dunmiao.stages.supervision import actions
from dunmiao.stages.supervision.models import Incident, Measure, TermChange
from tests.stages.cases.supervision import _by, _own, _row
from tests.world import World


def _told(w: World) -> Incident:
    more = {"discipline": "work", "happened_on": w.today, "matter": "会议迟到未说明"}
    row: Incident = actions.report_incident(_own(w), **_by(w, "receiver", **more))
    return row


def _heard(w: World) -> int:
    pk = _told(w).pk
    actions.explain_incident(pk, **_by(w, "cadre", explanation="送文件途中堵车"))
    return pk


def _proposed(w: World) -> Measure:
    more = {"reason": "多次迟到"}
    row: Measure = actions.propose_measure(_own(w), "criticise", **_by(w, "receiver", **more))
    return row


def _explained(w: World) -> int:
    pk = _proposed(w).pk
    actions.explain_measure(pk, **_by(w, "cadre", explanation="今后提前出发"))
    return pk


def _appealed(w: World, rows: Any) -> int:
    pk = _row(rows, "Measure")
    actions.appeal_measure(pk, **_by(w, "cadre", appeal="与事实不符"))
    return pk


def _recalled(w: World, rows: Any, *, is_appealed: bool = False) -> int:
    pk = _row(rows, "TermChange")
    TermChange.objects.filter(pk=pk).update(state="approved", decided_on=w.today)
    if is_appealed:
        actions.appeal_change(pk, **_by(w, "cadre", appeal="与事实不符"))
    return pk


CASES = {
    "incident.report": lambda w, rows: (
        actions.report_incident,
        (_own(w),),
        _by(w, "receiver", discipline="work", happened_on=w.today, matter="会议迟到未说明"),
    ),
    "incident.explain": lambda w, rows: (
        actions.explain_incident, (_told(w).pk,), _by(w, "cadre", explanation="途中堵车")
    ),
    "incident.settle": lambda w, rows: (
        actions.settle_incident, (_heard(w),), _by(w, "organiser", is_true=True, answer="属实")
    ),
    "incident.note": lambda w, rows: (
        actions.note_incident, (_row(rows, "Incident"),), _by(w, "receiver")
    ),
    "measure.propose": lambda w, rows: (
        actions.propose_measure,
        (_own(w), "criticise"),
        _by(w, "organiser", reason="多次迟到", incident_id=_row(rows, "Incident")),
    ),
    "measure.explain": lambda w, rows: (
        actions.explain_measure, (_proposed(w).pk,), _by(w, "cadre", explanation="今后提前出发")
    ),
    "measure.settle": lambda w, rows: (
        actions.settle_measure,
        (_explained(w),),
        _by(w, "receiver", is_taken=True, answer="当面批评，限期改正"),
    ),
    "measure.appeal": lambda w, rows: (
        actions.appeal_measure, (_row(rows, "Measure"),), _by(w, "cadre", appeal="与事实不符")
    ),
    "measure.review": lambda w, rows: (
        actions.review_measure,
        (_appealed(w, rows),),
        _by(w, "organiser_lead", is_lifted=True, review="予以撤销"),
    ),
    "change.appeal": lambda w, rows: (
        actions.appeal_change, (_recalled(w, rows),), _by(w, "cadre", appeal="与事实不符")
    ),
    "change.review": lambda w, rows: (
        actions.review_change,
        (_recalled(w, rows, is_appealed=True),),
        _by(w, "organiser_lead", review="维持原决定（区委组织部）"),
    ),
    "conduct.acknowledge": lambda w, rows: (
        actions.acknowledge_conduct, (_own(w),), _by(w, "cadre")
    ),
}  # fmt: skip

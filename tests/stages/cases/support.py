"""Conditions, care, support: one case of each act."""

from __future__ import annotations

from dunmiao.stages.supervision import actions
from tests.stages.cases.supervision import _by, _own, _row
from tests.world import World


def _given(w: World, pk: int) -> int:
    actions.give_provision(pk, **_by(w, "handler", on=w.today))
    return pk


CASES = {
    "arrangement.confirm": lambda w, rows: (
        actions.confirm_arrangement, (_own(w), {"office": "政府办", "lodging": "周转房"}),
        _by(w, "receiver"),
    ),
    "care.write": lambda w, rows: (
        actions.write_care, (_own(w),), _by(w, "sender", kind="festival", on=w.today)
    ),
    "provision.promise": lambda w, rows: (
        actions.promise_provision, (),
        _by(w, "sender", kind="money", what="帮扶资金", provider_id=w.units["handler"].pk,
            placement_id=_own(w)),
    ),
    "provision.provide": lambda w, rows: (
        actions.give_provision, (_row(rows, "Provision"),), _by(w, "handler", on=w.today)
    ),
    "provision.end": lambda w, rows: (
        actions.end_provision, (_given(w, _row(rows, "Provision")),),
        _by(w, "organiser", reason="任务完成"),
    ),
}  # fmt: skip

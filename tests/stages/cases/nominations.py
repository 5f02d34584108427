"""Cases of nominations."""

from __future__ import annotations

from typing import Any

from dunmiao.stages.selection import nominations, nominees
from tests.stages.nomination_world import asked, named, nominating
from tests.stages.selection_world import person

Case = tuple[Any, tuple[Any, ...], dict[str, Any]]


def _by(w: Any, role: str = "organiser", **more: Any) -> dict[str, Any]:
    return {"by": w.user(role), "today": w.today, **more}


def _row(w: Any, *, is_sent: bool = False) -> Any:
    row = asked(w, nominating(w))
    named(w, row, person(w, 1))
    if is_sent:
        given = _by(w, "sender", met_on=w.today, resolution_no="〔2026〕3号")
        nominees.send_nomination(row.pk, **given)
    return row


def _ask(w: Any, _rows: Any) -> Case:
    return nominations.ask_units, (nominating(w).pk, [w.units["send1"].pk]), _by(w)


def _limit(w: Any, _rows: Any) -> Case:
    given = _by(w, least=1, most=3, reason="人员较多")
    return nominations.set_limits, (_row(w).pk,), given


def _return(w: Any, _rows: Any) -> Case:
    given = _by(w, reason="请补充理由")
    return nominations.return_nomination, (_row(w, is_sent=True).pk,), given


def _release(w: Any, _rows: Any) -> Case:
    return nominations.release_unit, (_row(w).pk,), _by(w, reason="机构撤并")


def _accept(w: Any, _rows: Any) -> Case:
    return nominations.accept_nomination, (_row(w, is_sent=True).pk,), _by(w)


def _name(w: Any, _rows: Any) -> Case:
    given = _by(w, "sender", reason="经历单一")
    return nominees.name_person, (_row(w).pk, person(w, 3).pk), given


def _drop(w: Any, _rows: Any) -> Case:
    return nominees.drop_person, (_row(w).nominees.get().pk,), _by(w, "sender")


def _send(w: Any, _rows: Any) -> Case:
    given = _by(w, "sender", met_on=w.today, resolution_no="〔2026〕3号")
    return nominees.send_nomination, (_row(w).pk,), given


def _decline(w: Any, _rows: Any) -> Case:
    given = _by(w, "sender", reason="人手紧缺")
    return nominees.decline_nomination, (_row(w).pk,), given


CASES = {
    "nomination.ask": _ask,
    "nomination.limit": _limit,
    "nomination.return": _return,
    "nomination.release": _release,
    "nomination.accept": _accept,
    "nomination.name": _name,
    "nomination.drop": _drop,
    "nomination.send": _send,
    "nomination.decline": _decline,
}

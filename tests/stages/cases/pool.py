"""Cases of the survey and the pool."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from dunmiao.stages.selection import balance, designations, pool, surveys
from dunmiao.stages.selection.models import PoolMember, SurveyReport
from tests.stages.nomination_world import nominating, under
from tests.stages.selection_world import person

Case = tuple[Any, tuple[Any, ...], dict[str, Any]]


def _by(w: Any, role: str = "organiser", **more: Any) -> dict[str, Any]:
    return {"by": w.user(role), "today": w.today, **more}


def _member(w: Any) -> PoolMember:
    return PoolMember.objects.create(
        owner=w.units["a"], person=person(w, 1), entered_on=w.today, state_on=w.today
    )


def _report(w: Any, state: str = "asked") -> SurveyReport:
    person(w, 3)
    return SurveyReport.objects.create(
        programme=nominating(w), unit=w.units["send1"], state=state, asked_on=w.today,
        due_on=w.today + timedelta(days=9),
    )  # fmt: skip


def _enter(w: Any, _rows: Any) -> Case:
    return pool.enter_pool, (w.units["a"].pk, [person(w, 1).pk]), _by(w)


def _reckon(w: Any, _rows: Any) -> Case:
    _member(w)
    return pool.reckon_pool, (w.units["a"].pk,), _by(w)


def _move(w: Any, _rows: Any) -> Case:
    return pool.move_member, (_member(w).pk, "deferred"), _by(w, reason="正在攻读学位")


def _drop(w: Any, _rows: Any) -> Case:
    return pool.drop_member, (_member(w).pk,), _by(w, "sender", reason="已调出")


def _wish(w: Any, _rows: Any) -> Case:
    return pool.set_pool_wish, (_member(w).pk,), _by(w, "sender", willing="yes")


def _ask(w: Any, _rows: Any) -> Case:
    given = _by(w, due_on=w.today + timedelta(days=9))
    return surveys.ask_survey, (nominating(w).pk, [w.units["send1"].pk]), given


def _tell(w: Any, _rows: Any) -> Case:
    return surveys.report_people, (_report(w).pk,), _by(w, "sender")


def _confirm(w: Any, _rows: Any) -> Case:
    return surveys.confirm_survey, (_report(w).pk,), _by(w, "sender", note="核对无误")


def _return(w: Any, _rows: Any) -> Case:
    given = _by(w, reason="请核对新录用人员")
    return surveys.return_survey, (_report(w, "confirmed").pk,), given


def _release(w: Any, _rows: Any) -> Case:
    return surveys.release_survey, (_report(w).pk,), _by(w, reason="机构撤并")


def _designate(w: Any, _rows: Any) -> Case:
    programme = under(w, "new-recruits")
    who = person(w, 1, recruited_on=w.today - timedelta(days=200))
    return designations.designate_people, (programme.pk, [who.pk]), _by(w, basis="分配方案")


def _quota(w: Any, _rows: Any) -> Case:
    return balance.set_quota, (w.programmes["a"].pk,), _by(w, system="党群系统", number=5)


CASES = {
    "quota.set": _quota,
    "application.designate": _designate,
    "survey.release": _release,
    "pool.enter": _enter,
    "pool.reckon": _reckon,
    "pool.move": _move,
    "pool.drop": _drop,
    "pool.wish": _wish,
    "survey.ask": _ask,
    "survey.report": _tell,
    "survey.confirm": _confirm,
    "survey.return": _return,
}

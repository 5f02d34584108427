"""What the forms of nominations, the survey and the pool need to be sent whole."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from dunmiao.stages.charter.models import Programme
from dunmiao.stages.selection.models import Nomination, PoolMember, SurveyReport
from tests.web.filled import UNFILLED, before, whole
from tests.world import World

UNFILLED["selection:designate"] = "everybody of the world has applied already"


@before("selection:nominations_ask", "selection:survey_ask")
def _nominating(w: World, rows: Any) -> None:
    near = timedelta(days=9)
    Programme.objects.update(
        state="open", opens_on=w.today - near, closes_on=w.today + near,
        charter=rows["selection.Nomination"]["own"].programme.charter,
    )  # fmt: skip


@whole("selection:nominations_ask", "selection:survey_ask")
def _units_asked(w: World, rows: Any) -> dict[str, Any]:
    return {"also": "", "but": "", "due_on": (w.today + timedelta(days=5)).isoformat()}


@before("selection:nomination_return", "selection:nomination_accept")
def _sent(w: World, rows: Any) -> None:
    Nomination.objects.update(state="named", answered_on=w.today)


@before("selection:balance")
def _drafted(w: World, rows: Any) -> None:
    Programme.objects.update(state="draft")


@whole("selection:balance")
def _number(w: World, rows: Any) -> dict[str, Any]:
    return {"system": "党群系统", "unit": "", "number": "5"}


@whole("selection:nomination_send")
def _meeting(w: World, rows: Any) -> dict[str, Any]:
    return {"met_on": w.today.isoformat(), "resolution_no": "〔2026〕3号"}


@before("selection:survey_return")
def _confirmed(w: World, rows: Any) -> None:
    SurveyReport.objects.update(state="confirmed")


@before("selection:survey_report")
def _surveyed(w: World, rows: Any) -> None:
    PoolMember.objects.all().delete()

"""What the forms of incidents and measures need before they can be sent whole."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from dunmiao.stages.supervision.models import Incident, Measure, TermChange
from tests.web.filled import before, whole
from tests.world import World

UNHEARD: dict[str, Any] = {
    "explanation": "", "explained_on": None, "settled_on": None, "settled_by": None,
}  # fmt: skip


@before("supervision:incident_explain")
def _told(w: World, rows: Any) -> None:
    Incident.objects.update(state="reported", sender_told_on=None, **UNHEARD)


@before("supervision:incident_settle")
def _heard(w: World, rows: Any) -> None:
    Incident.objects.update(state="explained", sender_told_on=None)


@before("supervision:measure_explain")
def _proposed(w: World, rows: Any) -> None:
    Measure.objects.update(state="proposed", **UNHEARD)


@before("supervision:measure_settle")
def _explained(w: World, rows: Any) -> None:
    Measure.objects.update(state="explained")


@before("supervision:measure_review")
def _appealed(w: World, rows: Any) -> None:
    Measure.objects.update(appeal="与事实不符", appealed_on=w.today)


@before("supervision:change_appeal")
def _recalled(w: World, rows: Any) -> None:
    TermChange.objects.update(state="approved", decided_on=w.today)


@before("supervision:change_review")
def _recall_appealed(w: World, rows: Any) -> None:
    TermChange.objects.update(state="approved", appeal="与事实不符", appealed_on=w.today)


@whole("supervision:incident_report")
def _happened(w: World, rows: Any) -> dict[str, Any]:
    return {"happened_on": (w.today - timedelta(days=2)).isoformat()}


@whole("supervision:conduct_acknowledge")
def _own_rules(w: World, rows: Any) -> dict[str, Any]:
    return {"own_rules": "每月住村十天"}

"""What the forms of inspections and absences need before they can be sent whole."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from dunmiao.engine.draw import digest
from dunmiao.stages.supervision.models import Absence, Check, Finding, Inspection
from tests.web.filled import before, whole
from tests.world import World


@before("supervision:absence_report")
def _at_post(w: World, rows: Any) -> None:
    Absence.objects.all().delete()


@whole("supervision:absence_report")
def _told(w: World, rows: Any) -> dict[str, Any]:
    day = w.today - timedelta(days=9)
    return {"first_on": day.isoformat(), "last_on": day.isoformat()}


@before("supervision:absence_settle")
def _heard(w: World, rows: Any) -> None:
    Absence.objects.update(state="explained", explained_on=w.today, explanation="送老人就医")


@before("supervision:finding_close")
def _mended(w: World, rows: Any) -> None:
    Finding.objects.update(state="answered", answered_on=w.today, answer="已落实")


@whole("supervision:finding_close")
def _closed(w: World, rows: Any) -> dict[str, Any]:
    return {"is_mended": "yes"}


@before("supervision:inspection_choose")
def _planned(w: World, rows: Any) -> None:
    Check.objects.all().delete()
    Inspection.objects.update(state="planned", method="visit", commitment="", size=None)


@whole("supervision:inspection_choose")
def _chosen(w: World, rows: Any) -> dict[str, Any]:
    return {"placements": str(w.placements["own"].pk)}


@before("supervision:inspection_freeze")
def _committed(w: World, rows: Any) -> None:
    Check.objects.all().delete()
    Inspection.objects.update(state="committed", digest="")


@before("supervision:inspection_draw")
def _frozen(w: World, rows: Any) -> None:
    Check.objects.update(is_drawn=False)
    for row in Inspection.objects.all():
        row.state, row.digest = "frozen", digest(row.checks.values_list("code", flat=True))
        row.save()

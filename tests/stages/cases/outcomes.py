"""Cases of what follows the term, the dossier and the years before."""

from __future__ import annotations

from typing import Any

from dunmiao.stages.outcomes import actions
from dunmiao.stages.outcomes.models import Disposition
from dunmiao.stages.placement.actions import end_placement
from tests.stages.appraisal_world import by
from tests.world import World

Case = tuple[Any, tuple[Any, ...], dict[str, Any]]


def proposed(w: World, rows: Any) -> Disposition:
    Disposition.objects.filter(
        pk__in=[row.pk for row in rows["outcomes.Disposition"].values()]
    ).delete()
    given = (w.placements["own"].pk, "return", "期满考核结果")
    return actions.propose_disposition(*given, **by(w, "organiser"))


def _propose(w: World, rows: Any) -> Case:
    proposed(w, rows).delete()
    given = (w.placements["own"].pk, "return", "期满考核结果")
    return actions.propose_disposition, given, by(w, "organiser")


def _decide(w: World, rows: Any) -> Case:
    row = proposed(w, rows)
    given = by(w, "organiser_lead", deciding_body="中共云溪区委组织部", document_no="3号")
    return actions.decide_disposition, (row.pk,), given


def _withdraw(w: World, rows: Any) -> Case:
    return actions.withdraw_disposition, (proposed(w, rows).pk,), by(w, "organiser")


def _carry_out(w: World, rows: Any) -> Case:
    function, args, kwargs = _decide(w, rows)
    function(*args, **kwargs)
    return actions.carry_out_disposition, args, by(w, "organiser")


def _file(w: World, rows: Any) -> Case:
    proposed(w, rows).delete()
    pk = w.placements["own"].pk
    end_placement(pk, **by(w, "organiser", reason="工作需要"))
    catalogue = [{"key": "notice", "title": "选派通知", "on": "", "missing": False}]
    given = by(w, "organiser", catalogue=catalogue, digest="0" * 64)
    return actions.file_dossier, (pk,), given


def _history(w: World, rows: Any) -> Case:
    given = (w.units["a"].pk, "two-way-secondment", 2014)
    return actions.save_past_cohort, given, by(w, "organiser", placed=20, women=6, source="台账")


CASES = {
    "disposition.propose": _propose,
    "disposition.decide": _decide,
    "disposition.withdraw": _withdraw,
    "disposition.carry_out": _carry_out,
    "dossier.file": _file,
    "history.edit": _history,
}

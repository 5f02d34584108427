"""Cases of appraisals, ballots, abilities and objections."""

from __future__ import annotations

from typing import Any

from dunmiao.stages.appraisal import abilities, actions, tallies
from dunmiao.stages.appraisal.models import Appraisal
from tests.stages.appraisal_world import (
    COUNTS,
    KEYS,
    PAPER,
    SENTENCES,
    at_the_end,
    by,
    heard,
    opened,
    told,
)
from tests.world import World

Case = tuple[Any, tuple[Any, ...], dict[str, Any]]


def _fresh(w: World, rows: Any) -> Any:
    """Take away the appraisals of the rows, which the case makes itself."""
    ids = [row.pk for row in rows["appraisal.Appraisal"].values()]
    Appraisal.objects.filter(pk__in=ids).delete()
    return w


def _open(w: World, rows: Any) -> Case:
    _fresh(w, rows)
    programme = w.placements["own"].programme_id
    return actions.open_appraisals, (programme, "half"), by(w, "organiser")


def _summarise(w: World, rows: Any) -> Case:
    row = opened(_fresh(w, rows))
    return actions.write_summary, (row.pk, "学会了先听后说。"), by(w, "cadre")


def _opine(w: World, rows: Any) -> Case:
    row = opened(_fresh(w, rows))
    return actions.write_opinion, (row.pk, "receiver"), by(w, "receiver", **SENTENCES)


def _rate(w: World, rows: Any) -> Case:
    facts = dict.fromkeys(KEYS, "见工作记录")
    given = (w.placements["own"].pk, "start", "receiver", dict.fromkeys(KEYS, 3))
    return abilities.rate_abilities, given, by(w, "receiver", facts=facts)


def _ballot(w: World, rows: Any) -> Case:
    at_the_end(_fresh(w, rows))
    row = opened(w, "final")
    return tallies.enter_tally, (row.pk,), by(w, "receiver", **PAPER)


def _clear(w: World, rows: Any) -> Case:
    function, args, kwargs = _ballot(w, rows)
    function(*args, **kwargs)
    other = {**PAPER, "counts": {**COUNTS, "excellent": 11, "competent": 7}}
    function(*args, **by(w, "organiser", **other))
    return tallies.clear_tally, args, by(w, "organiser")


def _tell(w: World, rows: Any) -> Case:
    return actions.tell_result, (heard(_fresh(w, rows)).pk,), by(w, "organiser")


def _acknowledge(w: World, rows: Any) -> Case:
    return actions.acknowledge_result, (told(_fresh(w, rows)).pk,), by(w, "cadre")


def _object(w: World, rows: Any) -> Case:
    row = told(_fresh(w, rows))
    return actions.object_to_result, (row.pk, "征地是两人共同完成。"), by(w, "cadre")


def _decide(w: World, rows: Any) -> Case:
    function, args, kwargs = _object(w, rows)
    objection = function(*args, **kwargs)
    given = by(w, "organiser_lead", is_upheld=False, finding="已注明共同完成。")
    return actions.decide_objection, (objection.pk,), given


def _approve(w: World, rows: Any) -> Case:
    row = told(_fresh(w, rows))
    actions.acknowledge_result(row.pk, **by(w, "cadre"))
    return actions.approve_appraisal, (row.pk,), by(w, "organiser_lead")


CASES = {
    "appraisal.open": _open,
    "appraisal.summarise": _summarise,
    "appraisal.opine": _opine,
    "ability.rate": _rate,
    "tally.enter": _ballot,
    "tally.clear": _clear,
    "appraisal.tell": _tell,
    "appraisal.acknowledge": _acknowledge,
    "appraisal.object": _object,
    "appraisal_objection.decide": _decide,
    "appraisal.approve": _approve,
}

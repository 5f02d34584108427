"""How a person went through the selections: their own results of closed stages, nobody else's."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from dunmiao.engine.reasons import Reason
from dunmiao.stages.charter.models import Programme
from dunmiao.stages.charter.rules import rules_of
from dunmiao.stages.common.moves import unkept
from dunmiao.stages.people.models import Person
from dunmiao.stages.selection.models import StageEntry


@dataclass(frozen=True)
class OwnResult:
    """One closed stage: its name in both languages, the score, the outcome and the reason."""

    programme: Programme
    name: str
    name_en: str
    score: Decimal | None
    outcome: str
    reason: Reason | None
    closed_on: date | None


def own_results(person: Person) -> list[OwnResult]:
    """Give a person's results in order; findings of an inspection in words are left out."""
    rows = StageEntry.objects.filter(application__person=person, round__state="closed")
    rows = rows.exclude(outcome="").select_related("round__programme__charter")
    return [_result(row) for row in rows.order_by("round__programme", "round__sequence")]


def _result(row: StageEntry) -> OwnResult:
    programme = row.round.programme
    stages = {stage.key: stage for stage in rules_of(programme).stages}
    stage = stages.get(row.round.stage)
    return OwnResult(
        programme=programme,
        name=stage.name if stage else row.round.stage,
        name_en=stage.name_en if stage else "",
        score=row.score,
        outcome=row.outcome,
        reason=unkept(row.reason) if row.reason else None,
        closed_on=row.round.closed_on,
    )

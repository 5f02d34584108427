"""The facts a proposal rests on, drawn from the records (004-27): term, appraisals, grade."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Max

from dunmiao.stages.charter.rules import rules_of
from dunmiao.stages.outcomes.timeline import names_of
from dunmiao.stages.placement.models import Placement


def basis_of(placement: Placement, today: date) -> str:
    """Give a first sentence for the basis, in Chinese as it is filed; a person completes it."""
    rules = rules_of(placement)
    last = placement.ended_on or placement.ends_on
    term = f"{placement.starts_on.isoformat()}至{last.isoformat()}"
    said = [f"挂职期{term}" + ("，已期满" if last <= today else "")]
    kinds, grades = names_of(rules.appraisals), names_of(rules.grades)
    for row in placement.appraisals.filter(state="approved"):
        grade = f"，等次{grades.get(row.grade, row.grade)}" if row.grade else ""
        said.append(f"{kinds.get(row.kind, row.kind)}已审定{grade}")
    if placement.end_reason:
        said.append(f"提前结束原因：{placement.end_reason}")
    return "；".join(said) + "。"


def one_of_each(charter_ids: Any) -> list[Placement]:
    """Give one placement of each of some charter versions, to read their rules by."""
    rows = Placement.objects.filter(charter__in=charter_ids)
    newest = rows.order_by().values("charter").annotate(newest=Max("pk")).values("newest")
    return list(Placement.objects.filter(pk__in=newest).select_related("charter"))

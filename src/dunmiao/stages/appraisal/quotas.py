"""Warnings for the department before it approves: the quota of the best grade, raters too mild."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from dunmiao.engine.appraisal import quota_warning
from dunmiao.engine.reasons import Reason
from dunmiao.stages.appraisal.models import Appraisal
from dunmiao.stages.charter.models import Programme
from dunmiao.stages.charter.rules import rules_of


def quota_warnings(programme: Programme, rows: Iterable[Appraisal]) -> tuple[Reason, ...]:
    """Warn where the best grade is given more often than the charter's quota allows (001c-45).

    Counted over the programme, and in each unit that is large enough to be allowed one.
    """
    rules = rules_of(programme)
    percent = rules.appraisal.quota_percent
    if not percent:
        return ()
    counted = {grade.key for grade in rules.grades if grade.counts_in_quota}
    by_unit: dict[str, list[bool]] = defaultdict(list)
    whole: list[bool] = []
    for row in rows:
        if not row.grade:
            continue
        placement = row.placement
        is_here = rules.appraisal.rated_at == "receiver"
        unit = placement.receiving_unit if is_here else placement.sending_unit
        is_best = row.grade in counted
        by_unit[str(unit)].append(is_best)
        whole.append(is_best)
    found = [quota_warning(str(programme), len(whole), sum(whole), percent)]
    found += [
        quota_warning(unit, len(grades), sum(grades), percent)
        for unit, grades in sorted(by_unit.items())
        if len(grades) * percent // 100
    ]
    return tuple(warning for warning in found if warning is not None)

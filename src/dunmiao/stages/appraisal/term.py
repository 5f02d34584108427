"""What the term itself says for an appraisal (实绩): drawn from the records, typed once (004-26).

Results of work, the agreed plan, reports and days away; talks and notes are never counted.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from dunmiao.engine.appraisal import Record, results_on_record
from dunmiao.stages.placement.models import Placement


@dataclass(frozen=True)
class Term:
    """The facts of a term up to a day; days are calendar days, both ends counted."""

    results: tuple[Record, ...]
    reports: tuple[Any, ...]
    leave_days: int
    borrowed_days: int
    plan: Any
    division: str


def term_facts(placement: Placement, until: date) -> Term:
    """Gather what is on record of a placement up to a day; five queries."""
    notes = placement.logentry_set.filter(on__lte=until).exclude(result="")
    records = [
        Record("task", note.on, f"{note.task}：{note.result}" if note.task else note.result)
        for note in notes
    ]
    leaves = placement.leave_set.filter(state__in=("approved", "returned"), first_on__lte=until)
    borrowed = placement.borrow_set.filter(state__in=("approved", "ended"), first_on__lte=until)
    return Term(
        results=results_on_record(records),
        reports=tuple(placement.report_set.filter(submitted_on__lte=until)),
        leave_days=sum(_days(row.first_on, row.returned_on or row.last_on) for row in leaves),
        borrowed_days=sum(_days(row.first_on, row.ended_on or row.last_on) for row in borrowed),
        plan=placement.plans.filter(agreed_on__lte=until).first(),
        division=placement.division_of_work,
    )


def _days(first: date, last: date) -> int:
    return max((last - first).days + 1, 0)


def summary_draft(facts: Term) -> str:
    """Give a first draft of the person's own summary: results by day, then what was reported."""
    lines = [f"{record.text}。".replace("。。", "。") for record in facts.results]
    for report in facts.reports[:1]:
        lines += [f"{head}：{text}" for head, text in report.fields.items() if str(text).strip()]
    return "\n".join(dict.fromkeys(lines))[:2000]

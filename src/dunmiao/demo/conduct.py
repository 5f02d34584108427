"""One incident of the term, told, explained, found true, and the lightest step that helped."""

from __future__ import annotations

from datetime import timedelta

from dunmiao.demo.ground import Ground
from dunmiao.demo.term import Term
from dunmiao.stages.supervision import actions as supervision


def go_wrong(ground: Ground, term: Term, next_one: Term) -> None:
    """Let one person go wrong and be criticised, and another be heard about something."""
    clerk, placed = ground.users["organiser"], term.placement.pk
    day = ground.today - timedelta(days=30)
    row = supervision.report_incident(
        placed, by=term.host, today=day, discipline="masses", happened_on=day - timedelta(days=1),
        matter="入户时与群众争执，语气生硬，村干部在场",
    )  # fmt: skip
    supervision.note_incident(row.pk, by=term.host, today=day)
    supervision.explain_incident(
        row.pk, by=term.person, today=day + timedelta(days=1),
        explanation="当时急于完成登记，方式不当，已登门道歉",
    )  # fmt: skip
    supervision.settle_incident(
        row.pk, by=clerk, today=day + timedelta(days=3), is_true=True,
        answer="村干部和群众说法一致，本人认识到位",
    )  # fmt: skip
    supervision.note_incident(row.pk, by=term.home, today=day + timedelta(days=4))
    step = supervision.propose_measure(
        placed, "criticise", by=term.host, today=day + timedelta(days=5), incident_id=row.pk,
        reason="对群众态度生硬，须当面指出并限期改正",
    )  # fmt: skip
    supervision.explain_measure(
        step.pk, by=term.person, today=day + timedelta(days=6), explanation="接受批评，今后注意"
    )
    supervision.settle_measure(
        step.pk, by=term.host, today=day + timedelta(days=7), is_taken=True,
        answer="书记当面批评教育，一个月后回访",
    )  # fmt: skip
    supervision.report_incident(
        next_one.placement.pk, by=clerk, today=ground.today - timedelta(days=1),
        discipline="work", happened_on=ground.today - timedelta(days=3),
        matter="防汛值班表上有名，当晚未接电话",
    )  # fmt: skip

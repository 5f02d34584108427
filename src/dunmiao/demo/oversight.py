"""Prompts of the last working days, and two matters the department supervises."""

from __future__ import annotations

from datetime import date, timedelta

from dunmiao.demo.ground import Ground
from dunmiao.demo.term import Term
from dunmiao.stages.common.holidays import working_days
from dunmiao.stages.common.refusal import Refusal
from dunmiao.stages.supervision import actions as supervision
from dunmiao.stages.supervision.ledger import Line, ledger

DAYS = 3  # so that an owner, its unit and the department have been told in turn


def oversee(ground: Ground, terms: list[Term]) -> None:
    """Send the prompts of the last working days; supervise what stays late, and a free matter."""
    for day in _working_days(ground.today):
        for owner in sorted({term.placement.programme.owner_id for term in terms}):
            try:
                supervision.send_prompts(owner, by=None, today=day)
            except Refusal:  # nothing was to be sent that day
                continue
    _supervise(ground, terms)


def _working_days(today: date) -> list[date]:
    calendar = working_days()
    days = (today - timedelta(days=count) for count in range(21))
    return sorted([day for day in days if calendar.is_working(day)][:DAYS])


def _supervise(ground: Ground, terms: list[Term]) -> None:
    clerk, today = ground.users["organiser"], ground.today
    late = next((line for term in terms for line in _late(term, today)), None)
    if late is not None:
        row = late.placement
        supervision.issue_ticket(
            row.programme.owner_id,
            row.receiving_unit_id,
            by=clerk,
            today=today,
            issue=f"{late.duty.name}应于{late.due_on}前办结，经提醒尚未办结，请抓紧办理并反馈。",
            due_on=today + timedelta(days=5),
            placement_id=row.pk,
            duty=late.duty.duty,
            duty_due_on=late.due_on,
        )
    first = terms[0]
    ticket = supervision.issue_ticket(
        first.placement.programme.owner_id,
        first.placement.receiving_unit_id,
        by=clerk,
        today=today - timedelta(days=6),
        issue="挂职干部周转住房热水、供暖未保障到位，请协调解决。",
        due_on=today + timedelta(days=4),
        placement_id=first.placement.pk,
    )
    supervision.note_ticket(
        ticket.pk,
        by=first.host,
        today=today - timedelta(days=2),
        text="热水器已更换，供暖管道本周内接通。",
    )


def _late(term: Term, today: date) -> list[Line]:
    return [
        line
        for line in ledger(term.placement, today).open_lines
        if line.duty.owed_by == "receiver" and line.due_on < today
    ]

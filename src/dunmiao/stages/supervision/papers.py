"""Papers of supervision: the 催办单 of a ticket, as Word in the form of GB/T 9704."""

from __future__ import annotations

from datetime import date

from dunmiao.files.papers.official import Paper, urge_note
from dunmiao.stages.charter.rules import rules_of
from dunmiao.stages.supervision.models import Ticket


def urge_paper(ticket: Ticket, today: date) -> Paper:
    """Write the 催办单 of a ticket to its unit; number and contact are left to be filled in."""
    item = {
        "number": 1,
        "duty": ticket.issue,
        "person": ticket.placement.person.name if ticket.placement else "",
        "due_on": ticket.duty_due_on or ticket.due_on,
        "days_late": _days_late(ticket, today),
        "clause": _clause(ticket),
    }
    return urge_note(
        {
            "organ": ticket.owner.name,
            "to_unit": ticket.unit.name,
            "items": [item],
            "reply_by": ticket.due_on,
            "signed_on": today,
        }
    )


def _days_late(ticket: Ticket, today: date) -> str:
    late = (today - (ticket.duty_due_on or ticket.due_on)).days
    return str(late) if late > 0 else ""


def _clause(ticket: Ticket) -> str:
    if ticket.placement is None or not ticket.duty:
        return ""
    rules = {rule.key: rule for rule in rules_of(ticket.placement).duties}
    return rules[ticket.duty].clause if ticket.duty in rules else ""

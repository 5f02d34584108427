"""督办: a matter is issued to a unit, told of, reported, sent back or closed by the issuer."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from dunmiao.stages.accounts.models import User
from dunmiao.stages.common.acts import act, record
from dunmiao.stages.common.moves import move
from dunmiao.stages.common.refusal import Refusal
from dunmiao.stages.organisations.conflicts import refuse_own_case
from dunmiao.stages.organisations.models import Organisation
from dunmiao.stages.placement.models import Placement
from dunmiao.stages.supervision.checks import needed
from dunmiao.stages.supervision.models import Ticket, TicketNote

LIVE = ("issued", "under_way", "reported")


@act("ticket.issue")
def issue_ticket(
    owner_id: int,
    unit_id: int,
    *,
    by: User,
    today: date,
    issue: str,
    due_on: date,
    placement_id: int | None = None,
    duty: str = "",
    duty_due_on: date | None = None,
) -> Ticket:
    """Have a matter supervised: what, which unit is responsible, by when (001b-40).

    It may come from an overdue duty of a placement; of one duty there is one live ticket.
    """
    if due_on < today:
        raise Refusal(_("This day has passed; give one to come."), field="due_on")
    owner, unit = Organisation.objects.get(pk=owner_id), Organisation.objects.get(pk=unit_id)
    if unit.pk == owner.pk:
        raise Refusal(_("The department does not supervise itself."), field="unit")
    if placement_id is not None:
        placement = Placement.objects.lock(placement_id)
        refuse_own_case(by, placement.person_id)
        live = placement.tickets.filter(duty=duty, duty_due_on=duty_due_on, state__in=LIVE)
        if duty and live.exists():
            raise Refusal(_("This duty is supervised already."))
    row = Ticket.objects.create(
        owner=owner,
        unit=unit,
        placement_id=placement_id,
        duty=duty,
        duty_due_on=duty_due_on,
        issue=needed(issue, "issue"),
        by=by,
        on=today,
        due_on=due_on,
    )
    record("ticket.issue", row, by=by, changes={"unit": unit, "due_on": due_on})
    return row


def _noted(row: Ticket, code: str, state: str, *, by: User, today: date, text: str) -> Ticket:
    """Move a ticket, keep the sentence that says why, and record both."""
    said = needed(text, "text")
    if state != row.state or state not in LIVE:
        move(row, "ticket", state)
    row.closed_on = today if state in {"closed", "withdrawn"} else None
    row.save(update_fields=["state", "closed_on"])
    TicketNote.objects.create(ticket=row, by=by, on=today, text=said, state=state)
    record(code, row, by=by, changes={"state": state}, note=said)
    return row


@act("ticket.note")
def note_ticket(
    ticket_id: int, *, by: User, today: date, text: str, is_settled: bool = False
) -> Ticket:
    """The responsible unit says how far it is, or that the matter is settled."""
    row: Ticket = Ticket.objects.lock(ticket_id)
    if row.state not in LIVE:
        raise Refusal(_("This matter is no longer supervised."))
    state = "reported" if is_settled or row.state == "reported" else "under_way"
    return _noted(row, "ticket.note", state, by=by, today=today, text=text)


@act("ticket.return")
def return_ticket(ticket_id: int, *, by: User, today: date, text: str) -> Ticket:
    """The department finds that the matter is not settled yet, and says what is missing."""
    row: Ticket = Ticket.objects.lock(ticket_id)
    if row.state != "reported":
        raise Refusal(_("The unit has not reported it as settled."))
    return _noted(row, "ticket.return", "under_way", by=by, today=today, text=text)


@act("ticket.close")
def close_ticket(ticket_id: int, *, by: User, today: date, text: str) -> Ticket:
    """The department closes the matter, and says by what it is settled."""
    row: Ticket = Ticket.objects.lock(ticket_id)
    if row.placement_id is not None:
        refuse_own_case(by, row.placement.person_id)
    return _noted(row, "ticket.close", "closed", by=by, today=today, text=text)


@act("ticket.withdraw")
def withdraw_ticket(ticket_id: int, *, by: User, today: date, text: str) -> Ticket:
    """The department takes the ticket back, and says why."""
    row: Ticket = Ticket.objects.lock(ticket_id)
    return _noted(row, "ticket.withdraw", "withdrawn", by=by, today=today, text=text)

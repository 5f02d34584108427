"""Leave at the charter's levels, and the return from it."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from dunmiao.engine.charter import LeaveLevel
from dunmiao.stages.accounts.models import User
from dunmiao.stages.charter.rules import rules_of
from dunmiao.stages.common.acts import act, record
from dunmiao.stages.common.holidays import working_days
from dunmiao.stages.common.moves import move
from dunmiao.stages.common.refusal import Refusal
from dunmiao.stages.development.actions import running
from dunmiao.stages.organisations.conflicts import refuse_own_case
from dunmiao.stages.placement.models import Placement
from dunmiao.stages.supervision.models import Leave


def days_of(placement: Placement, first_on: date, last_on: date) -> int:
    """Give the days of a leave as the charter counts them, both ends included."""
    if rules_of(placement).leave.counts == "working":
        return working_days().count(first_on, last_on)
    return (last_on - first_on).days + 1


def level_of(placement: Placement, first_on: date, last_on: date) -> LeaveLevel:
    """Give the charter's level for a leave of these days: who approves, who is told."""
    days = days_of(placement, first_on, last_on)
    for level in rules_of(placement).leave_levels:
        if level.up_to_days is None or days <= level.up_to_days:
            return level
    raise Refusal(_("The charter allows no leave of %(days)s days.") % {"days": days})


@act("leave.ask")
def ask_leave(
    placement_id: int,
    *,
    by: User,
    today: date,
    kind: str,
    first_on: date,
    last_on: date,
    reason: str = "",
) -> Leave:
    """Ask for leave; the level follows from its length, the reason rests sealed (004-42)."""
    placement = running(placement_id)
    if last_on < first_on:
        raise Refusal(_("The last day lies before the first."), field="last_on")
    if first_on < placement.starts_on or last_on > placement.ends_on:
        raise Refusal(_("These days lie outside the term."), field="first_on")
    taken = placement.leave_set.filter(
        state__in=("asked", "approved", "returned"), first_on__lte=last_on, last_on__gte=first_on
    )
    if taken.exists():
        raise Refusal(_("Another leave covers these days already."), field="first_on")
    level = level_of(placement, first_on, last_on)
    row = Leave.objects.create(
        placement=placement,
        by=by,
        on=today,
        kind=kind,
        first_on=first_on,
        last_on=last_on,
        reason=reason,
        level=level.approved_by,
    )
    record("leave.ask", row, by=by, changes={"first_on": first_on, "last_on": last_on})
    return row


@act("leave.decide")
def decide_leave(
    leave_id: int, *, by: User, today: date, is_approved: bool, role: str, answer: str = ""
) -> Leave:
    """Approve or refuse a leave at its level; `role` is the party the user decides for."""
    row: Leave = Leave.objects.lock(leave_id)
    refuse_own_case(by, row.placement.person_id)
    if role != row.level:
        raise Refusal(_("A leave of this length is decided at another level."))
    if not is_approved and not answer.strip():
        raise Refusal(_("Say why it is refused."), field="answer")
    move(row, "leave", "approved" if is_approved else "refused")
    row.decided_by, row.decided_on, row.answer = by, today, answer.strip()
    row.save(update_fields=["state", "decided_by", "decided_on", "answer"])
    record("leave.decide", row, by=by, changes={"state": row.state})
    return row


@act("leave.cancel")
def cancel_leave(leave_id: int, *, by: User, today: date) -> Leave:
    """Take a leave back before it is over."""
    row: Leave = Leave.objects.lock(leave_id)
    move(row, "leave", "cancelled")
    row.save(update_fields=["state"])
    record("leave.cancel", row, by=by, changes={"state": "cancelled"})
    return row


@act("leave.return")
def confirm_return(
    leave_id: int, *, by: User, today: date, returned_on: date | None = None
) -> Leave:
    """Confirm that the person is back (销假)."""
    row: Leave = Leave.objects.lock(leave_id)
    day = returned_on or today
    if day > today or day < row.first_on:
        raise Refusal(_("This cannot be the day of return."), field="returned_on")
    move(row, "leave", "returned")
    row.returned_on = day
    row.save(update_fields=["state", "returned_on"])
    record("leave.return", row, by=by, changes={"returned_on": day})
    return row


def not_returned(rows: Any, today: date) -> Any:
    """Keep the approved leaves whose last day is past and whose return nobody confirmed."""
    return rows.filter(state="approved", last_on__lt=today)

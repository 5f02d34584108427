"""Leave at the charter's levels, and the return from it."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from dunmiao.stages.accounts.models import User
from dunmiao.stages.charter.rules import rules_of
from dunmiao.stages.common.acts import act, record
from dunmiao.stages.common.moves import move
from dunmiao.stages.common.refusal import Refusal
from dunmiao.stages.development.checks import running
from dunmiao.stages.development.parties import Ties, refuse_other_party
from dunmiao.stages.organisations.conflicts import refuse_own_case
from dunmiao.stages.supervision.checks import days_of, informed, level_of
from dunmiao.stages.supervision.models import Leave


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
    kinds = {item.key for item in rules_of(placement).catalogue("leave_kinds")}
    if kinds and kind not in kinds:
        raise Refusal(_("The charter knows no such kind of leave."), field="kind")
    most, days = rules_of(placement).leave.days_in_a_row, days_of(placement, first_on, last_on)
    if most and days > most:
        raise Refusal(
            _("The charter allows at most %(most)s days in a row.") % {"most": most},
            field="last_on",
        )
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
    refuse_other_party(by, "leave.decide", row.placement, role, today)
    if not is_approved and not answer.strip():
        raise Refusal(_("Say why it is refused."), field="answer")
    move(row, "leave", "approved" if is_approved else "refused")
    row.decided_by, row.decided_on, row.answer = by, today, answer.strip()
    row.save(update_fields=["state", "decided_by", "decided_on", "answer"])
    record("leave.decide", row, by=by, changes={"state": row.state})
    return row


@act("leave.note")
def note_leave(leave_id: int, *, by: User, today: date) -> Leave:
    """A party that the charter wants told takes note of an approved leave."""
    row: Leave = Leave.objects.lock(leave_id)
    mine = Ties(by, today).parties("leave.note", row.placement)
    new = [party for party in informed(row) if party in mine and party not in row.seen]
    if row.state not in {"approved", "returned"} or not new:
        raise Refusal(_("There is nothing to take note of here."))
    row.seen = {**row.seen, **dict.fromkeys(new, today.isoformat())}
    row.save(update_fields=["seen"])
    record("leave.note", row, by=by, changes={"seen": new})
    return row


@act("leave.reveal")
def reveal_reason(leave_id: int, *, by: User, today: date, purpose: str) -> str:
    """Give the sealed reason of a leave to who decides on it; that they looked is recorded."""
    row: Leave = Leave.objects.lock(leave_id)
    if not purpose.strip():
        raise Refusal(_("Say what you need it for."), field="purpose")
    record("leave.reveal", row, by=by, changes={"reason": "•"}, note=purpose.strip())
    sealed: Any = row.reason
    return str(sealed.reveal())


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

"""Seats at meetings and feedback; mentors and plans stand in modules of their own."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from dunmiao.stages.accounts.models import User
from dunmiao.stages.common.acts import act, record
from dunmiao.stages.common.refusal import Refusal
from dunmiao.stages.development.checks import running
from dunmiao.stages.development.models import Feedback, Seat
from dunmiao.stages.development.parties import refuse_other_party
from dunmiao.stages.organisations.conflicts import refuse_own_case


@act("seat.add")
def add_seat(
    placement_id: int, *, by: User, today: date, meeting: str, held_on: date | None = None
) -> Seat:
    """Record that the person sat in on a meeting; what was said is not stored (004-31)."""
    placement = running(placement_id)
    day = held_on or today
    if day > today:
        raise Refusal(_("The meeting is still to come."), field="held_on")
    row = Seat.objects.create(placement=placement, meeting=meeting, held_on=day, by=by)
    record("seat.add", row, by=by, changes={"meeting": meeting, "held_on": day})
    return row


@act("feedback.give")
def give_feedback(
    placement_id: int,
    *,
    by: User,
    today: date,
    source: str,
    text: str,
    direction: str = "",
    to_unit: str = "receiver",
) -> Feedback:
    """Tell the person and a unit what was found and what to work on (004-38, 004-51)."""
    placement = running(placement_id)
    if not text.strip():
        raise Refusal(_("Say what was found."), field="text")
    if to_unit not in {"sender", "receiver", "both"}:
        raise TypeError(f"feedback goes to no unit named {to_unit}")
    refuse_own_case(by, placement.person_id)
    row = Feedback.objects.create(
        placement=placement,
        source=source,
        text=text.strip(),
        direction=direction.strip(),
        given_on=today,
        by=by,
        to_unit=to_unit,
    )
    record("feedback.give", row, by=by, changes={"source": source, "to_unit": to_unit})
    return row


@act("feedback.acknowledge")
def acknowledge_feedback(feedback_id: int, role: str, *, by: User, today: date) -> Feedback:
    """Confirm having read it, as the person or for a unit it was told to."""
    row: Feedback = Feedback.objects.lock(feedback_id)
    told = {"cadre", *(("sender", "receiver") if row.to_unit == "both" else (row.to_unit,))}
    if role not in told:
        raise Refusal(_("This was not addressed to your unit."))
    if role in row.seen:
        raise Refusal(_("It was acknowledged already."))
    refuse_other_party(by, "feedback.acknowledge", row.placement, role, today)
    seen: dict[str, Any] = {**row.seen, role: {"by": str(by), "on": today.isoformat()}}
    row.seen = seen
    row.save(update_fields=["seen"])
    record("feedback.acknowledge", row, by=by, changes={"seen": role})
    return row

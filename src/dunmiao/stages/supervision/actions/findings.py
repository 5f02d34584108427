"""Findings of an inspection: a unit mends them by a day, the department closes them (001b-39)."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from dunmiao.stages.accounts.models import User
from dunmiao.stages.common.acts import act, record
from dunmiao.stages.common.moves import move
from dunmiao.stages.common.refusal import Refusal
from dunmiao.stages.supervision.checks import needed
from dunmiao.stages.supervision.inspecting import units_of
from dunmiao.stages.supervision.models import Finding, Inspection


@act("finding.write")
def write_finding(
    inspection_id: int, unit_id: int, *, by: User, today: date, text: str, due_on: date
) -> Finding:
    """Write down a matter, never a person, with the unit that mends it and the day."""
    inspection: Inspection = Inspection.objects.lock(inspection_id)
    if inspection.state not in {"drawn", "reported"}:
        raise Refusal(_("Findings belong to an inspection under way or reported."))
    if due_on < today:
        raise Refusal(_("The day to mend it has passed."), field="due_on")
    if unit_id not in {unit.pk for unit in units_of(inspection)}:
        raise Refusal(_("Choose a unit that sends or receives in this programme."), field="unit")
    row = Finding.objects.create(
        inspection=inspection, unit_id=unit_id, text=needed(text, "text"), due_on=due_on,
        by=by, on=today,
    )  # fmt: skip
    record("finding.write", row, by=by, changes={"unit": unit_id, "due_on": due_on})
    return row


@act("finding.answer")
def answer_finding(finding_id: int, *, by: User, today: date, answer: str) -> Finding:
    """The responsible unit says what it did."""
    row: Finding = Finding.objects.lock(finding_id)
    move(row, "finding", "answered")
    row.answer, row.answered_by, row.answered_on = needed(answer, "answer"), by, today
    row.save(update_fields=["state", "answer", "answered_by", "answered_on"])
    record("finding.answer", row, by=by, changes={"state": row.state})
    return row


@act("finding.close")
def close_finding(
    finding_id: int, *, by: User, today: date, is_mended: bool, remark: str = "",
    due_on: date | None = None,
) -> Finding:
    """Close what is mended, or send it back with a remark and a new day."""
    row: Finding = Finding.objects.lock(finding_id)
    move(row, "finding", "closed" if is_mended else "open")
    if is_mended:
        row.closed_by, row.closed_on, row.remark = by, today, remark.strip()
    else:
        row.remark = needed(remark, "remark")
        row.due_on = _new_day(due_on, today)
    row.save(update_fields=["state", "closed_by", "closed_on", "remark", "due_on"])
    record("finding.close", row, by=by, changes={"state": row.state, "due_on": row.due_on})
    return row


def _new_day(due_on: date | None, today: date) -> date:
    if due_on is None or due_on < today:
        raise Refusal(_("Give a new day, today or later."), field="due_on")
    return due_on

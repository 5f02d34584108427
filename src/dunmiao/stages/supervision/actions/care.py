"""Care and early words: entitlements, requests for help, reminders."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _

from dunmiao.stages.accounts.models import User
from dunmiao.stages.charter.rules import rules_of
from dunmiao.stages.common.acts import act, record
from dunmiao.stages.common.moves import move
from dunmiao.stages.common.refusal import Refusal
from dunmiao.stages.development.checks import running
from dunmiao.stages.organisations.conflicts import refuse_own_case
from dunmiao.stages.supervision.checks import needed
from dunmiao.stages.supervision.models import Entitlement, Reminder, SupportRequest


@act("entitlement.confirm")
def confirm_entitlements(
    placement_id: int, items: dict[str, Any], *, by: User, today: date
) -> Entitlement:
    """The sending unit confirms that pay, welfare and the rest are in order (004-41).

    `items` maps each key of the charter's catalogue to True or to a remark on what is open.
    """
    placement = running(placement_id)
    known = {item.key for item in rules_of(placement).catalogue("entitlement_kinds")}
    if set(items) != known:
        raise Refusal(_("Answer for every entitlement the charter names."), field="items")
    row = Entitlement.objects.create(placement=placement, by=by, on=today, items=items)
    record("entitlement.confirm", row, by=by, changes={"items": items})
    return row


@act("reminder.give")
def give_reminder(
    placement_id: int, *, by: User, today: date, matter: str, advice: str = ""
) -> Reminder:
    """Remind early, told to the person; it enters no appraisal by default (004-08)."""
    placement = running(placement_id)
    refuse_own_case(by, placement.person_id)
    row = Reminder.objects.create(
        placement=placement, by=by, on=today, matter=needed(matter, "matter"), advice=advice
    )
    record("reminder.give", row, by=by, changes={"on": today})
    return row


@act("reminder.explain")
def explain_reminder(reminder_id: int, *, by: User, today: date, explanation: str) -> Reminder:
    """The person's own words on a reminder."""
    row: Reminder = Reminder.objects.lock(reminder_id)
    if row.explained_on:
        raise Refusal(_("It was explained already."))
    row.explanation, row.explained_on = needed(explanation, "explanation"), today
    row.save(update_fields=["explanation", "explained_on"])
    record("reminder.explain", row, by=by, changes={"explained_on": today})
    return row


@act("support.ask")
def ask_support(
    placement_id: int, *, by: User, today: date, matter: str, kind: str
) -> SupportRequest:
    """Tell a difficulty in confidence; the sending unit and the department see it."""
    placement = running(placement_id)
    row = SupportRequest.objects.create(
        placement=placement, by=by, on=today, matter=needed(matter, "matter"), kind=kind
    )
    record("support.ask", row, by=by, changes={"kind": kind})
    return row


@act("support.assign")
def assign_support(
    request_id: int,
    handler_id: int,
    *,
    by: User,
    today: date,
    answer_by: date | None = None,
) -> SupportRequest:
    """Route a difficulty to who can help, with a day to answer (a fortnight where none is set)."""
    row: SupportRequest = SupportRequest.objects.lock(request_id)
    due = answer_by or today + timedelta(days=14)
    if due < today:
        raise Refusal(_("The day to answer has passed."), field="answer_by")
    move(row, "support_request", "assigned")
    row.handler_id, row.answer_by = handler_id, due
    row.save(update_fields=["state", "handler", "answer_by"])
    record("support.assign", row, by=by, changes={"handler": handler_id, "answer_by": due})
    return row


@act("support.answer")
def answer_support(request_id: int, *, by: User, today: date, answer: str) -> SupportRequest:
    """Answer what was asked."""
    row: SupportRequest = SupportRequest.objects.lock(request_id)
    move(row, "support_request", "answered")
    row.answer, row.answered_on = needed(answer, "answer"), today
    row.save(update_fields=["state", "answer", "answered_on"])
    record("support.answer", row, by=by, changes={"state": row.state})
    return row


@act("support.decline")
def decline_support(request_id: int, *, by: User, today: date, answer: str) -> SupportRequest:
    """Say with a reason that this cannot be done."""
    row: SupportRequest = SupportRequest.objects.lock(request_id)
    move(row, "support_request", "declined")
    row.answer, row.answered_on = needed(answer, "answer"), today
    row.save(update_fields=["state", "answer", "answered_on"])
    record("support.decline", row, by=by, changes={"state": row.state})
    return row


@act("support.reopen")
def reopen_support(request_id: int, *, by: User, today: date, still_open: str) -> SupportRequest:
    """The person who asked says that the answer did not help; who handled it answers again."""
    row: SupportRequest = SupportRequest.objects.lock(request_id)
    move(row, "support_request", "assigned" if row.handler_id else "asked")
    row.still_open = needed(still_open, "still_open")
    row.answer_by = today + timedelta(days=14) if row.handler_id else None
    row.save(update_fields=["state", "still_open", "answer_by"])
    record("support.reopen", row, by=by, changes={"state": row.state})
    return row


@act("support.close")
def close_support(request_id: int, *, by: User, today: date) -> SupportRequest:
    """The person who asked says that it is settled."""
    row: SupportRequest = SupportRequest.objects.lock(request_id)
    move(row, "support_request", "closed")
    row.save(update_fields=["state"])
    record("support.close", row, by=by, changes={"state": "closed"})
    return row

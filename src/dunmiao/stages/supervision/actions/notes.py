"""Short notes written once: logs, contacts, visits, months, steps, waivers."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from dunmiao.engine.charter import pick
from dunmiao.stages.accounts.models import User
from dunmiao.stages.charter.rules import rules_of
from dunmiao.stages.common.acts import act, record
from dunmiao.stages.common.refusal import Refusal
from dunmiao.stages.development.checks import running
from dunmiao.stages.development.parties import Ties, refuse_other_party
from dunmiao.stages.organisations.conflicts import refuse_own_case
from dunmiao.stages.placement.models import Placement
from dunmiao.stages.supervision.checks import RECORDED, day_of, needed
from dunmiao.stages.supervision.models import (
    Contact,
    LogEntry,
    OpinionVisit,
    Presence,
    Step,
    Waiver,
)


@act("log.write")
def write_log(
    placement_id: int,
    *,
    by: User,
    today: date,
    text: str,
    task: str = "",
    result: str = "",
    on: date | None = None,
) -> LogEntry:
    """Write a short note of a day; optional, never counted (DESIGN, what we refuse)."""
    placement = running(placement_id)
    rules = rules_of(placement).log
    if rules.cadence == "off":
        raise Refusal(_("The charter of this programme keeps no log."))
    if len(text) > rules.max_chars:
        raise Refusal(
            _("Keep it short: at most %(limit)s characters.") % {"limit": rules.max_chars},
            field="text",
        )
    row = LogEntry.objects.create(
        placement=placement,
        by=by,
        on=day_of(on, placement, today),
        text=needed(text, "text"),
        task=task,
        result=result,
    )
    record("log.write", row, by=by, changes={"on": row.on})
    return row


@act("contact.write")
def write_contact(
    placement_id: int,
    *,
    by: User,
    today: date,
    side: str,
    with_whom: str,
    text: str,
    how: str = "phone",
    on: date | None = None,
) -> Contact:
    """Record a contact about the person in one sentence (001c-37, 004-17, 004-34).

    `side` is the party that made contact: a unit, the department, mentor, liaison or the person.
    """
    placement = running(placement_id)
    refuse_other_party(by, "contact.write", placement, side, today)
    row = Contact.objects.create(
        placement=placement,
        by=by,
        on=day_of(on, placement, today),
        side=side,
        how=how,
        with_whom=needed(with_whom, "with_whom"),
        text=needed(text, "text"),
    )
    record("contact.write", row, by=by, changes={"side": side, "on": row.on})
    return row


@act("presence.confirm")
def confirm_presence(
    placement_ids: tuple[int, ...], month: date, *, by: User, today: date
) -> list[Presence]:
    """Confirm one month for several persons in one click; a month still to begin is refused.

    Exceptions are leaves, recorded when they happen; confirming twice changes nothing.
    """
    first = month.replace(day=1)
    if first > today.replace(day=1):
        raise Refusal(_("This month is still to come."))
    rows = []
    for placement_id in sorted(placement_ids):
        placement = running(placement_id)
        row, is_new = Presence.objects.get_or_create(
            placement=placement, month=first, defaults={"by": by, "on": today}
        )
        if is_new:
            rows.append(row)
            record("presence.confirm", row, by=by, changes={"month": first})
    if not rows:
        raise Refusal(_("This month is confirmed already; nothing was changed."))
    return rows


@act("opinion_visit.write")
def write_opinion_visit(
    placement_id: int,
    *,
    by: User,
    today: date,
    heard_from: str,
    text: str,
    on: date | None = None,
    is_told: bool = False,
    kind: str = "opinion",
    fact: str = "",
) -> OpinionVisit:
    """Record what the receiving unit's people say of the person (004-50), or what was seen.

    An observation (001b-47, 002-29) names the fact it rests on; it stays with the department.
    `is_told` where sender and person are told in the same step (flow.visit_unit).
    """
    placement = running(placement_id)
    refuse_own_case(by, placement.person_id)
    row = OpinionVisit.objects.create(
        placement=placement,
        by=by,
        on=day_of(on, placement, today),
        heard_from=needed(heard_from, "heard_from"),
        text=needed(text, "text"),
        told_on=today if is_told else None,
        kind=kind,
        fact=needed(fact, "fact") if kind == "observation" else fact.strip(),
    )
    record("opinion_visit.write", row, by=by, changes={"on": row.on})
    return row


@act("step.confirm")
def confirm_step(
    placement_id: int,
    kind: str,
    *,
    by: User,
    today: date,
    note: str = "",
    on: date | None = None,
) -> Step:
    """Confirm a plain step of the charter as done: orientation, conditions, handover, meeting."""
    placement = running(placement_id)
    owners = {duty.owed_by for duty in rules_of(placement).duties if kind in duty.evidence}
    if not owners or kind in RECORDED:
        raise Refusal(_("The charter of this placement asks no such step."))
    if not Ties(by, today).speaks_for("step.confirm", placement, owners):
        raise Refusal(_("This is for another party of the placement to do."))
    row = Step.objects.create(
        placement=placement, by=by, on=day_of(on, placement, today), kind=kind, note=note
    )
    record("step.confirm", row, by=by, changes={"kind": kind, "on": row.on})
    return row


@act("ledger.waive")
def waive_duty(
    placement_id: int, duty: str, due_on: date, *, by: User, today: date, reason: str
) -> Waiver:
    """Let one duty go, with the reason; it stays let go however the ledger is recomputed."""
    placement = Placement.objects.lock(placement_id)
    pick(rules_of(placement).duties, duty)
    row, is_new = Waiver.objects.get_or_create(
        placement=placement,
        duty=duty,
        due_on=due_on,
        defaults={"reason": needed(reason, "reason"), "by": by, "on": today},
    )
    if not is_new:
        raise Refusal(_("This duty was let go already."))
    record("ledger.waive", row, by=by, changes={"duty": duty, "due_on": due_on}, note=reason)
    return row

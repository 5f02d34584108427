"""Short notes written once: logs, talks, contacts, reports, visits, months, steps, waivers."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from dunmiao.engine.charter import pick
from dunmiao.stages.accounts.models import User
from dunmiao.stages.charter.rules import rules_of
from dunmiao.stages.common.acts import act, record
from dunmiao.stages.common.moves import move
from dunmiao.stages.common.refusal import Refusal
from dunmiao.stages.development.actions import running
from dunmiao.stages.placement.models import Placement
from dunmiao.stages.supervision.models import (
    Contact,
    LogEntry,
    OpinionVisit,
    Presence,
    Report,
    Step,
    Talk,
    Waiver,
)


def day_of(on: date | None, placement: Placement, today: date) -> date:
    """Give the day a note is about: today unless said, never to come, never before the term."""
    day = on or today
    if day > today:
        raise Refusal(_("This day is still to come."), field="on")
    if day < placement.starts_on:
        raise Refusal(_("This day lies before the term began."), field="on")
    return day


def needed(text: str, field: str) -> str:
    """Give the text without outer blanks, or refuse an empty one."""
    if not text.strip():
        raise Refusal(_("Write a sentence here."), field=field)
    return text.strip()


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


@act("talk.write")
def write_talk(
    placement_id: int,
    *,
    by: User,
    today: date,
    kind: str,
    notes: dict[str, str],
    given_by: str = "",
    on: date | None = None,
    follow_up: str = "",
    follow_up_on: date | None = None,
) -> Talk:
    """Record a talk under the charter's headings for its kind (004-33, 004-43)."""
    placement = running(placement_id)
    talk = pick(rules_of(placement).talks, kind)
    unknown = set(notes) - set(talk.headings)
    if unknown:
        raise TypeError(f"this talk has no headings {unknown}")
    kept = {heading: text.strip() for heading, text in notes.items() if text.strip()}
    if not kept:
        raise Refusal(_("Write at least one sentence under a heading."), field="notes")
    row = Talk.objects.create(
        placement=placement,
        by=by,
        on=day_of(on, placement, today),
        kind=kind,
        given_by=given_by or str(by),
        notes=kept,
        follow_up=follow_up,
        follow_up_on=follow_up_on,
    )
    record("talk.write", row, by=by, changes={"kind": kind, "on": row.on})
    return row


@act("talk.follow")
def follow_talk(talk_id: int, *, by: User, today: date) -> Talk:
    """Mark what was to be followed up after a talk as done (004-44)."""
    row: Talk = Talk.objects.lock(talk_id)
    if not row.follow_up:
        raise Refusal(_("Nothing was left to follow up."))
    if row.followed_on:
        raise Refusal(_("It was followed up already."))
    row.followed_on = today
    row.save(update_fields=["followed_on"])
    record("talk.follow", row, by=by, changes={"followed_on": today})
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
    on: date | None = None,
) -> Contact:
    """Record a unit's contact about the person in one sentence (004-17, 004-34)."""
    placement = running(placement_id)
    row = Contact.objects.create(
        placement=placement,
        by=by,
        on=day_of(on, placement, today),
        side=side,
        with_whom=needed(with_whom, "with_whom"),
        text=needed(text, "text"),
    )
    record("contact.write", row, by=by, changes={"side": side, "on": row.on})
    return row


@act("report.write")
def write_report(
    placement_id: int, *, by: User, today: date, fields: dict[str, str], kind: str = ""
) -> Report:
    """Write or change the draft of the regular report, once for three readers (004-49)."""
    placement = running(placement_id)
    rules = rules_of(placement)
    form = pick(rules.reports, kind or rules.reports[0].key)
    if set(fields) - set(form.headings):
        raise TypeError("a heading the charter does not name")
    if sum(map(len, fields.values())) > form.max_chars:
        raise Refusal(
            _("Keep it short: at most %(limit)s characters.") % {"limit": form.max_chars},
            field="fields",
        )
    row = placement.report_set.filter(state="draft", kind=form.key).first()
    row = row or Report(placement=placement, by=by, kind=form.key)
    row.on = today
    row.fields = {**row.fields, **{key: text.strip() for key, text in fields.items()}}
    row.save()
    record("report.write", row, by=by, changes={"headings": sorted(fields)})
    return row


@act("report.submit")
def submit_report(report_id: int, *, by: User, today: date) -> Report:
    """Hand the report in to its three readers."""
    row: Report = Report.objects.lock(report_id)
    if not any(text for text in row.fields.values()):
        raise Refusal(_("Write at least one sentence under a heading."), field="fields")
    move(row, "report", "submitted")
    row.submitted_on = row.on = today
    row.save(update_fields=["state", "submitted_on", "on"])
    record("report.submit", row, by=by, changes={"state": "submitted"})
    return row


@act("report.acknowledge")
def acknowledge_report(
    report_id: int, role: str, *, by: User, today: date, remark: str = ""
) -> Report:
    """Confirm having read the report for one of its readers, perhaps with a remark."""
    row: Report = Report.objects.lock(report_id)
    readers = pick(rules_of(row.placement).reports, row.kind).readers
    if row.state != "submitted":
        raise Refusal(_("This report waits for no reader."))
    if role not in readers or role in row.seen:
        raise Refusal(_("It was acknowledged already, or was not addressed to your unit."))
    seen: dict[str, Any] = {"by": str(by), "on": today.isoformat(), "remark": remark.strip()}
    row.seen = {**row.seen, role: seen}
    if set(row.seen) >= set(readers):
        move(row, "report", "acknowledged")
    row.save(update_fields=["seen", "state"])
    record("report.acknowledge", row, by=by, changes={"seen": role})
    return row


@act("presence.confirm")
def confirm_presence(
    placement_ids: tuple[int, ...], month: date, *, by: User, today: date
) -> list[Presence]:
    """Confirm one month for several persons in one click; a month still to end is refused.

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
) -> OpinionVisit:
    """Record what the receiving unit's people say of the person (004-50)."""
    placement = running(placement_id)
    row = OpinionVisit.objects.create(
        placement=placement,
        by=by,
        on=day_of(on, placement, today),
        heard_from=needed(heard_from, "heard_from"),
        text=needed(text, "text"),
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
    asked = {word for duty in rules_of(placement).duties for word in duty.evidence}
    if kind not in asked:
        raise Refusal(_("The charter of this placement asks no such step."))
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

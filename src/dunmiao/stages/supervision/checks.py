"""What several actions ask first: days, sentences, levels of leave, who may write what."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from dunmiao.engine.charter import LeaveLevel, TalkKind
from dunmiao.stages.charter.rules import rules_of
from dunmiao.stages.common.holidays import working_days
from dunmiao.stages.common.refusal import Refusal
from dunmiao.stages.placement.models import Placement
from dunmiao.stages.supervision.models import Leave


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


def givers_of(talk: TalkKind, placement: Placement, on: date) -> set[str]:
    """Give the parties that may record a talk of this kind.

    For a mentor without an account the receiving unit writes it down.
    """
    if talk.given_by != "mentor":
        return {talk.given_by}
    serving = placement.mentorships.filter(starts_on__lte=on, ends_on__gte=on, user__isnull=False)
    return {"mentor"} if serving.exists() else {"mentor", "receiver"}


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


def informed(leave: Leave) -> tuple[str, ...]:
    """Give the parties the charter wants told of a leave of this length."""
    return level_of(leave.placement, leave.first_on, leave.last_on).informs


def not_returned(rows: QuerySet[Any], today: date) -> QuerySet[Any]:
    """Keep the approved leaves whose last day is past and whose return nobody confirmed."""
    return rows.filter(state="approved", last_on__lt=today)


# evidence that has a record of its own, and so is never confirmed as a plain step
RECORDED = frozenset(
    {
        "ability.end",
        "ability.middle",
        "ability.start",
        "appraisal.final",
        "appraisal.half",
        "appraisal.self",
        "arrival.confirmed",
        "check.done",
        "contact.liaison",
        "contact.sender",
        "disposition.decided",
        "entitlement.confirmed",
        "feedback.given",
        "gap.fed_back",
        "inspection.done",
        "log.entry",
        "mentor.appointed",
        "mentor.note",
        "opinion.organiser",
        "opinion.receiver",
        "opinion.sender",
        "plan.agreed",
        "plan.drafted",
        "plan.stage_checked",
        "presence.confirmed",
        "relations.party_back",
        "relations.party_moved",
        "report.summary",
        "report.team",
        "report.three_party",
        "responsibility.receiver",
        "responsibility.sender",
        "rotation.done",
        "rotation.planned",
        "talk.adaptation",
        "talk.arrival",
        "talk.integrity",
        "talk.mentor",
        "talk.organiser",
        "talk.receiver",
        "task.assigned",
    }
)

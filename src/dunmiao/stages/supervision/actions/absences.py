"""Presence by exception: an absence without leave is told, explained, and settled in this order."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from dunmiao.stages.accounts.models import User
from dunmiao.stages.common.acts import act, record
from dunmiao.stages.common.moves import move
from dunmiao.stages.common.refusal import Refusal
from dunmiao.stages.development.checks import running
from dunmiao.stages.development.parties import Ties
from dunmiao.stages.organisations.conflicts import refuse_own_case
from dunmiao.stages.supervision.checks import needed
from dunmiao.stages.supervision.inspecting import absence_of
from dunmiao.stages.supervision.models import Absence
from dunmiao.stages.supervision.whereabouts import away


@act("absence.report")
def report_absence(
    placement_id: int,
    *,
    by: User,
    today: date,
    first_on: date,
    last_on: date,
    matter: str,
) -> Absence:
    """The receiving unit tells that somebody was not at post and no leave says why (001c-14)."""
    placement = running(placement_id)
    refuse_own_case(by, placement.person_id)
    if last_on < first_on:
        raise Refusal(_("The last day lies before the first."), field="last_on")
    if first_on < placement.starts_on or last_on > today:
        raise Refusal(_("Only days of the term that have come can be told."), field="first_on")
    if away([placement_id], first_on, last_on):
        raise Refusal(
            _("An approved leave or borrowing covers one of these days."), field="first_on"
        )
    taken = placement.absence_set.filter(first_on__lte=last_on, last_on__gte=first_on)
    if taken.exists():
        raise Refusal(_("One of these days was told already."), field="first_on")
    row = absence_of(placement, by, today, (first_on, last_on), matter)
    row.save()
    record("absence.report", row, by=by, changes={"first_on": first_on, "last_on": last_on})
    return row


@act("absence.explain")
def explain_absence(absence_id: int, *, by: User, today: date, explanation: str) -> Absence:
    """The person says in their own words why they were not there."""
    row: Absence = Absence.objects.lock(absence_id)
    move(row, "absence", "explained")
    row.explanation, row.explained_on = needed(explanation, "explanation"), today
    row.save(update_fields=["state", "explanation", "explained_on"])
    record("absence.explain", row, by=by, changes={"state": row.state})
    return row


@act("absence.settle")
def settle_absence(
    absence_id: int, *, by: User, today: date, is_excused: bool, answer: str
) -> Absence:
    """Conclude: with good reason or without leave. The person is heard first, or let time pass.

    What a check found is settled by the department; what the host told, by the host or the
    department.
    """
    row: Absence = Absence.objects.lock(absence_id)
    refuse_own_case(by, row.placement.person_id)
    is_department = "organiser" in Ties(by, today).parties("absence.settle", row.placement)
    if row.check_row_id and not is_department:
        raise Refusal(_("What a check found is settled by the organisation department."))
    if row.state == "reported" and today <= row.explain_by:
        raise Refusal(
            _("First hear the person, who may explain until %(day)s.") % {"day": row.explain_by}
        )
    move(row, "absence", "excused" if is_excused else "unexcused")
    row.answer, row.settled_by, row.settled_on = needed(answer, "answer"), by, today
    row.save(update_fields=["state", "answer", "settled_by", "settled_on"])
    record("absence.settle", row, by=by, changes={"state": row.state})
    return row

"""The ladder: a step is proposed with its reason, the person heard, then taken or dropped."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from dunmiao.stages.accounts.models import User
from dunmiao.stages.common.acts import act, record
from dunmiao.stages.common.moves import move
from dunmiao.stages.common.refusal import Refusal
from dunmiao.stages.development.checks import running
from dunmiao.stages.organisations.conflicts import deciders, refuse_own_case
from dunmiao.stages.supervision.checks import needed
from dunmiao.stages.supervision.disciplining import (
    explain_by,
    refuse_other_taker,
    refuse_unheard,
    step_of,
)
from dunmiao.stages.supervision.models import Measure, TermChange


@act("measure.propose")
def propose_measure(
    placement_id: int, step: str, *, by: User, today: date, reason: str,
    incident_id: int | None = None,
) -> Measure:
    """Propose a step of the charter's ladder, with the reason; the person reads it at once.

    Reminders and recalls have ways of their own (004-08, 004-28).
    """
    placement = running(placement_id)
    refuse_own_case(by, placement.person_id)
    rule = step_of(placement, step)
    if rule.kind != "measure":
        raise Refusal(_("This step has a page of its own."), field="step")
    refuse_other_taker(by, "measure.propose", placement, rule, today)
    if incident_id and not placement.incident_set.filter(pk=incident_id).exists():
        raise Refusal(_("This incident belongs to another placement."), field="incident")
    if placement.measure_set.filter(step=step, state__in=("proposed", "explained")).exists():
        raise Refusal(_("The same step waits for its conclusion already."), field="step")
    row = Measure.objects.create(
        placement=placement, by=by, on=today, step=step, incident_id=incident_id,
        reason=needed(reason, "reason"), explain_by=explain_by(placement, today),
    )  # fmt: skip
    record("measure.propose", row, by=by, changes={"step": step})
    return row


@act("measure.explain")
def explain_measure(measure_id: int, *, by: User, today: date, explanation: str) -> Measure:
    """The person's own words, before anything is concluded."""
    row: Measure = Measure.objects.lock(measure_id)
    move(row, "measure", "explained")
    row.explanation, row.explained_on = needed(explanation, "explanation"), today
    row.save(update_fields=["state", "explanation", "explained_on"])
    record("measure.explain", row, by=by, changes={"state": row.state})
    return row


@act("measure.settle")
def settle_measure(
    measure_id: int, *, by: User, today: date, is_taken: bool, answer: str, document_no: str = ""
) -> Measure:
    """Take the step or drop it, by whom the charter names, after the person was heard."""
    row: Measure = Measure.objects.lock(measure_id)
    refuse_own_case(by, row.placement.person_id)
    rule = step_of(row.placement, row.step)
    refuse_other_taker(by, "measure.settle", row.placement, rule, today)
    refuse_unheard(row, today)
    if is_taken and rule.document_required and not document_no.strip():
        raise Refusal(_("Give the document of the body that decided."), field="document_no")
    if is_taken and row.state == "proposed":
        move(row, "measure", "explained")  # the day to explain has passed without a word
    move(row, "measure", "taken" if is_taken else "dropped")
    row.answer, row.settled_by, row.settled_on = needed(answer, "answer"), by, today
    row.document_no = document_no.strip()
    row.save(update_fields=["state", "answer", "settled_by", "settled_on", "document_no"])
    record("measure.settle", row, by=by, changes={"state": row.state})
    return row


@act("measure.appeal")
def appeal_measure(measure_id: int, *, by: User, today: date, appeal: str) -> Measure:
    """The person appeals against a step that was taken."""
    row: Measure = Measure.objects.lock(measure_id)
    if row.state != "taken" or row.appealed_on:
        raise Refusal(_("There is nothing to appeal against, or it was appealed against already."))
    row.appeal, row.appealed_on = needed(appeal, "appeal"), today
    row.save(update_fields=["appeal", "appealed_on"])
    record("measure.appeal", row, by=by, changes={"appealed_on": today})
    return row


@act("measure.review")
def review_measure(
    measure_id: int, *, by: User, today: date, is_lifted: bool, review: str
) -> Measure:
    """Answer an appeal: the step stands, or is lifted. Never by whoever took it."""
    row: Measure = Measure.objects.lock(measure_id)
    refuse_own_case(by, row.placement.person_id)
    if row.appealed_on is None or row.reviewed_on:
        raise Refusal(_("No appeal waits for an answer."))
    if row.settled_by_id in deciders(by):
        raise Refusal(_("You took this step; somebody else answers the appeal."))
    if is_lifted:
        move(row, "measure", "lifted")
    row.review, row.reviewed_by, row.reviewed_on = needed(review, "review"), by, today
    row.save(update_fields=["state", "review", "reviewed_by", "reviewed_on"])
    record("measure.review", row, by=by, changes={"state": row.state})
    return row


@act("change.appeal")
def appeal_change(change_id: int, *, by: User, today: date, appeal: str) -> TermChange:
    """The person appeals against a recall or an early return that was decided (004-28)."""
    row: TermChange = TermChange.objects.lock(change_id)
    if row.state != "approved" or row.appealed_on:
        raise Refusal(_("There is nothing to appeal against, or it was appealed against already."))
    row.appeal, row.appealed_on = needed(appeal, "appeal"), today
    row.save(update_fields=["appeal", "appealed_on"])
    record("change.appeal", row, by=by, changes={"appealed_on": today})
    return row


@act("change.review")
def review_change(change_id: int, *, by: User, today: date, review: str) -> TermChange:
    """Record the answer to an appeal, with the body that gave it."""
    row: TermChange = TermChange.objects.lock(change_id)
    refuse_own_case(by, row.placement.person_id)
    if row.appealed_on is None or row.reviewed_on:
        raise Refusal(_("No appeal waits for an answer."))
    row.review, row.reviewed_on = needed(review, "review"), today
    row.save(update_fields=["review", "reviewed_on"])
    record("change.review", row, by=by, changes={"reviewed_on": today})
    return row

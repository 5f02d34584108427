"""What one party asks and the department decides: borrowing back, and changes of the term."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from dunmiao.engine.charter.names import ROLES
from dunmiao.stages.accounts.models import User
from dunmiao.stages.charter.rules import rules_of
from dunmiao.stages.common.acts import act, record
from dunmiao.stages.common.moves import move
from dunmiao.stages.common.refusal import Refusal
from dunmiao.stages.development.checks import running
from dunmiao.stages.development.parties import Ties
from dunmiao.stages.organisations.conflicts import refuse_own_case
from dunmiao.stages.placement.models import Placement
from dunmiao.stages.supervision.checks import needed
from dunmiao.stages.supervision.heard import CHANGES, refuse_unheard, rule_for
from dunmiao.stages.supervision.models import Borrow, TermChange


@act("borrow.ask")
def ask_borrow(
    placement_id: int,
    *,
    by: User,
    today: date,
    first_on: date,
    last_on: date,
    matter: str,
    hours: int | None = None,
) -> Borrow:
    """The sending unit asks to have its person back for some days (004-47, 004-48).

    `hours` in all, where it is less than whole days.
    """
    placement = running(placement_id)
    if rules_of(placement).release.home_work == "forbidden":
        raise Refusal(_("The charter lets no home work be given during the term."))
    if last_on < first_on:
        raise Refusal(_("The last day lies before the first."), field="last_on")
    if first_on < placement.starts_on or last_on > placement.ends_on:
        raise Refusal(_("These days lie outside the term."), field="first_on")
    if last_on < today:
        raise Refusal(_("These days have passed: nobody is borrowed afterwards."), field="last_on")
    row = Borrow.objects.create(
        hours=hours,
        placement=placement,
        by=by,
        on=today,
        first_on=first_on,
        last_on=last_on,
        matter=needed(matter, "matter"),
    )
    record("borrow.ask", row, by=by, changes={"first_on": first_on, "last_on": last_on})
    return row


@act("borrow.opine")
def opine_borrow(borrow_id: int, *, by: User, today: date, agrees: bool, opinion: str) -> Borrow:
    """The receiving unit says whether it can spare the person."""
    row: Borrow = Borrow.objects.lock(borrow_id)
    move(row, "borrow", "opined")
    row.agrees, row.opinion = agrees, needed(opinion, "opinion")
    row.opined_by, row.opined_on = by, today
    row.save(update_fields=["state", "agrees", "opinion", "opined_by", "opined_on"])
    record("borrow.opine", row, by=by, changes={"agrees": agrees})
    return row


@act("borrow.decide")
def decide_borrow(
    borrow_id: int, *, by: User, today: date, is_approved: bool, answer: str = ""
) -> Borrow:
    """The department decides, after the receiving unit was heard."""
    row: Borrow = Borrow.objects.lock(borrow_id)
    refuse_own_case(by, row.placement.person_id)
    if not is_approved:
        needed(answer, "answer")
    move(row, "borrow", "approved" if is_approved else "refused")
    row.answer, row.decided_by, row.decided_on = answer.strip(), by, today
    row.save(update_fields=["state", "answer", "decided_by", "decided_on"])
    record("borrow.decide", row, by=by, changes={"state": row.state})
    return row


@act("borrow.withdraw")
def withdraw_borrow(borrow_id: int, *, by: User, today: date) -> Borrow:
    """The sending unit no longer needs its person back."""
    row: Borrow = Borrow.objects.lock(borrow_id)
    move(row, "borrow", "withdrawn")
    row.save(update_fields=["state"])
    record("borrow.withdraw", row, by=by, changes={"state": "withdrawn"})
    return row


@act("borrow.end")
def end_borrow(borrow_id: int, *, by: User, today: date) -> Borrow:
    """The receiving unit confirms that its guest worker is back."""
    row: Borrow = Borrow.objects.lock(borrow_id)
    move(row, "borrow", "ended")
    row.ended_on = today
    row.save(update_fields=["state", "ended_on"])
    record("borrow.end", row, by=by, changes={"ended_on": today})
    return row


@act("change.ask")
def ask_change(
    placement_id: int, kind: str, *, by: User, today: date, reason: str, takes_effect_on: date
) -> TermChange:
    """Ask for a recall, an early return or an extension, with the reason (004-28)."""
    placement = running(placement_id)
    if kind not in CHANGES:
        raise TypeError(f"no change of a term is called {kind}")
    rules = {rule.key for rule in rules_of(placement).approvals}
    if CHANGES[kind] not in rules:
        raise Refusal(_("The charter knows no such change of the term."))
    if placement.changes.filter(state__in=("asked", "explained")).exists():
        raise Refusal(_("Another change of this term waits for its decision."))
    row = TermChange.objects.create(
        asked_as=_asking(by, placement, CHANGES[kind], today),
        placement=placement,
        kind=kind,
        reason=needed(reason, "reason"),
        asked_by=by,
        asked_on=today,
        takes_effect_on=takes_effect_on,
    )
    record("change.ask", row, by=by, changes={"kind": kind}, note=reason)
    return row


def _asking(by: User, placement: Placement, key: str, today: date) -> str:
    """Give the party that asks: the one the charter lets ask, where the user speaks for it."""
    mine = Ties(by, today).parties("change.ask", placement)
    wanted = {rule.key: rule.asked_by for rule in rules_of(placement).approvals}[key]
    return wanted if wanted in mine else min(mine, default="")


@act("change.explain")
def explain_change(change_id: int, *, by: User, today: date, explanation: str) -> TermChange:
    """The person is heard before the decision."""
    row: TermChange = TermChange.objects.lock(change_id)
    if row.state != "asked":
        raise Refusal(_("This change is decided, or was explained already."))
    row.state, row.explanation, row.explained_on = (
        "explained",
        needed(explanation, "explanation"),
        today,
    )
    row.save(update_fields=["state", "explanation", "explained_on"])
    record("change.explain", row, by=by, changes={"state": "explained"})
    return row


@act("change.decide")
def decide_change(
    change_id: int,
    *,
    by: User,
    today: date,
    is_approved: bool,
    answer: str,
    document_no: str = "",
) -> TermChange:
    """Decide; refused before the parties the charter names, and the person, were heard."""
    row: TermChange = TermChange.objects.lock(change_id)
    refuse_own_case(by, row.placement.person_id)
    rule = rule_for(row)
    if row.state not in {"asked", "explained"}:
        raise Refusal(_("This change is decided already."))
    is_ours = rule.decided_by in ROLES
    if is_approved and not is_ours and not document_no.strip():
        raise Refusal(_("Give the document of the body that decided."), field="document_no")
    refuse_unheard(row)
    row.state = "approved" if is_approved else "refused"
    row.answer, row.document_no = needed(answer, "answer"), document_no
    row.decided_by, row.decided_on = by, today
    row.save(update_fields=["state", "answer", "document_no", "decided_by", "decided_on"])
    record("change.decide", row, by=by, changes={"state": row.state}, note=answer)
    return row

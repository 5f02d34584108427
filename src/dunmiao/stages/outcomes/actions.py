"""What follows the term: proposed, decided by the body the charter names, carried out, filed."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from dunmiao.engine.charter import pick
from dunmiao.stages.accounts.models import User
from dunmiao.stages.charter.models import PastCohort
from dunmiao.stages.charter.rules import rules_of
from dunmiao.stages.common.acts import act, record
from dunmiao.stages.common.moves import move
from dunmiao.stages.common.refusal import Refusal
from dunmiao.stages.organisations.conflicts import refuse_own_case
from dunmiao.stages.outcomes.models import Disposition, Filing
from dunmiao.stages.placement.models import Placement


@act("disposition.propose")
def propose_disposition(
    placement_id: int,
    kind: str,
    basis: str,
    *,
    by: User,
    today: date,
    to_unit_id: int | None = None,
    to_post: str = "",
    until_on: date | None = None,
) -> Disposition:
    """Propose what follows the term, with its basis (004-27); one open proposal at a time."""
    placement = Placement.objects.lock(placement_id)
    refuse_own_case(by, placement.person_id)
    rule = pick(rules_of(placement).dispositions, kind)
    if rule.basis_required and not basis.strip():
        raise Refusal(_("Say on what this rests."), field="basis")
    if placement.state not in {"arrived", "ended", "recalled"}:
        raise Refusal(_("The term of this placement is not under way or over."))
    if placement.dispositions.filter(state="proposed").exists():
        raise Refusal(_("Another proposal waits for its decision."))
    row = Disposition.objects.create(
        placement=placement,
        kind=kind,
        basis=basis.strip(),
        proposed_on=today,
        by=by,
        to_unit_id=to_unit_id,
        to_post=to_post,
        until_on=until_on,
    )
    record("disposition.propose", row, by=by, changes={"kind": kind})
    return row


@act("disposition.decide")
def decide_disposition(
    disposition_id: int,
    *,
    by: User,
    today: date,
    deciding_body: str,
    decided_on: date | None = None,
    document_no: str = "",
) -> Disposition:
    """Record the decision: body, day and document; it gives no automatic priority (004-23)."""
    row: Disposition = Disposition.objects.lock(disposition_id)
    refuse_own_case(by, row.placement.person_id)
    if not deciding_body.strip():
        raise Refusal(_("Name the body that decided."), field="deciding_body")
    day = decided_on or today
    if day > today:
        raise Refusal(_("This day is still to come."), field="decided_on")
    move(row, "disposition", "decided")
    row.deciding_body, row.decided_on, row.document_no = deciding_body.strip(), day, document_no
    row.save(update_fields=["state", "deciding_body", "decided_on", "document_no"])
    record("disposition.decide", row, by=by, changes={"deciding_body": deciding_body})
    return row


@act("disposition.withdraw")
def withdraw_disposition(disposition_id: int, *, by: User, today: date) -> Disposition:
    """Take a proposal back before it is decided."""
    row: Disposition = Disposition.objects.lock(disposition_id)
    move(row, "disposition", "withdrawn")
    row.save(update_fields=["state"])
    record("disposition.withdraw", row, by=by, changes={"state": "withdrawn"})
    return row


@act("disposition.carry_out")
def carry_out_disposition(disposition_id: int, *, by: User, today: date) -> Disposition:
    """Mark a decided disposition as carried out; what it does to the placement is in `flow`."""
    row: Disposition = Disposition.objects.lock(disposition_id)
    move(row, "disposition", "carried_out")
    row.carried_out_on = today
    row.save(update_fields=["state", "carried_out_on"])
    record("disposition.carry_out", row, by=by, changes={"carried_out_on": today})
    return row


@act("dossier.file")
def file_dossier(
    placement_id: int,
    *,
    by: User,
    today: date,
    catalogue: list[dict[str, object]],
    digest: str,
) -> Filing:
    """Hand the dossier to the archive: its catalogue and digest stay as they were that day."""
    placement = Placement.objects.lock(placement_id)
    if placement.state not in {"ended", "recalled", "closed"}:
        raise Refusal(_("A dossier is filed once the term is over."))
    row = Filing.objects.create(
        placement=placement, made_on=today, by=by, catalogue=catalogue, digest=digest
    )
    record("dossier.file", row, by=by, changes={"digest": digest, "parts": len(catalogue)})
    return row


@act("history.edit")
def save_past_cohort(
    owner_id: int,
    key: str,
    year: int,
    *,
    by: User,
    today: date,
    placed: int,
    women: int = 0,
    promoted: int = 0,
    source: str,
) -> PastCohort:
    """Enter the figures of a year before the system, with where they come from (004-02)."""
    if women > placed or promoted > placed:
        raise Refusal(_("A part cannot be greater than the number placed."), field="placed")
    if not source.strip():
        raise Refusal(_("Say where the figures come from."), field="source")
    row, _is_new = PastCohort.objects.update_or_create(
        owner_id=owner_id,
        key=key,
        year=year,
        defaults={"placed": placed, "women": women, "promoted": promoted, "source": source},
    )
    record("history.edit", row, by=by, changes={"year": year, "placed": placed})
    return row

"""What follows the term: proposed, decided by the body the charter names, carried out, filed."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from dunmiao.engine.charter import pick
from dunmiao.stages.accounts.models import User
from dunmiao.stages.charter.models import PastCohort
from dunmiao.stages.charter.rules import rules_of
from dunmiao.stages.common.acts import act, record
from dunmiao.stages.common.moves import move
from dunmiao.stages.common.refusal import Refusal
from dunmiao.stages.organisations.conflicts import refuse_own_case
from dunmiao.stages.outcomes.bodies import decider_words, is_named
from dunmiao.stages.outcomes.models import Disposition, Filing
from dunmiao.stages.placement.extensions import extension_limit
from dunmiao.stages.placement.models import Placement

# words of the charter with a meaning of their own: the term goes on, the person takes a post there
EXTEND, TO_A_UNIT = "extend", ("stay", "transfer")


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
    """Propose what follows the term, with its basis (004-27); one open proposal at a time.

    `kind` is a key of the charter's dispositions. An extension needs `until_on`, inside the
    charter's limits; staying or being transferred needs `to_unit_id` and takes `to_post`.
    """
    placement = Placement.objects.lock(placement_id)
    refuse_own_case(by, placement.person_id)
    rule = pick(rules_of(placement).dispositions, kind)
    if rule.basis_required and not basis.strip():
        raise Refusal(_("Say on what this rests."), field="basis")
    _refuse_untimely(placement)
    if kind == EXTEND:
        _check_extension(placement, until_on)
    elif kind in TO_A_UNIT and to_unit_id is None:
        raise Refusal(_("Name the unit the person goes to."), field="to_unit")
    row = Disposition.objects.create(
        placement=placement,
        kind=kind,
        basis=basis.strip(),
        proposed_on=today,
        by=by,
        to_unit_id=None if rule.is_default or kind == EXTEND else to_unit_id,
        to_post="" if rule.is_default or kind == EXTEND else to_post.strip(),
        until_on=until_on if kind == EXTEND else None,
    )
    record("disposition.propose", row, by=by, changes={"kind": kind, "until_on": row.until_on})
    return row


def _refuse_untimely(placement: Placement) -> None:
    if placement.state not in {"arrived", "ended", "recalled"}:
        raise Refusal(_("The term of this placement is not under way or over."))
    if placement.dispositions.filter(state="proposed").exists():
        raise Refusal(_("Another proposal waits for its decision."))
    if placement.dispositions.filter(state="decided").exists():
        raise Refusal(_("Another decision waits to be carried out."))
    if placement.dispositions.filter(state="carried_out").exclude(kind=EXTEND).exists():
        raise Refusal(_("What follows this term has been carried out already."))


def _check_extension(placement: Placement, until_on: date | None) -> None:
    limit = extension_limit(placement)
    if until_on is None:
        raise Refusal(_("Say to which day the term is extended."), field="until_on")
    if placement.state == "recalled":
        raise Refusal(_("A term that ended early by recall is not extended."), field="until_on")
    if limit is None:
        raise Refusal(_("The charter allows no further extension."), field="kind")
    if not placement.ends_on < until_on <= limit:
        raise Refusal(
            _("An extension ends after %(last)s and at the latest on %(limit)s.")
            % {"last": placement.ends_on, "limit": limit},
            field="until_on",
        )


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
    """Record the decision: body, day and document; it gives no automatic priority (004-23).

    `deciding_body` is the name as it stands in the document; refused where the charter leaves
    this disposition to another body.
    """
    row: Disposition = Disposition.objects.lock(disposition_id)
    placement = row.placement
    refuse_own_case(by, placement.person_id)
    if not deciding_body.strip():
        raise Refusal(_("Name the body that decided."), field="deciding_body")
    rule = pick(rules_of(placement).dispositions, row.kind)
    if not is_named(deciding_body, rule, placement):
        raise Refusal(
            _("The charter leaves this to %(decider)s (%(clause)s).")
            % {"decider": decider_words(rule), "clause": rule.clause},
            field="deciding_body",
        )
    day = decided_on or today
    if day > today:
        raise Refusal(_("This day is still to come."), field="decided_on")
    if day < row.proposed_on:
        raise Refusal(_("It cannot be decided before it was proposed."), field="decided_on")
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
    catalogue: list[dict[str, Any]],
    digest: str,
    reason: str = "",
) -> Filing:
    """Hand the dossier to the archive: its catalogue and digest stay as they were that day.

    Refused before the term is over, while what follows it is not carried out, for a second time,
    and where a part is missing without a `reason`.
    """
    placement = Placement.objects.lock(placement_id)
    if placement.state not in {"ended", "recalled"}:
        raise Refusal(_("A dossier is filed once, when the term is over."))
    if placement.dispositions.filter(state__in=("proposed", "decided")).exists():
        raise Refusal(_("First decide what follows the term, and carry it out."))
    if placement.filings.exists():
        raise Refusal(_("This dossier is filed already."))
    absent = [str(part["title"]) for part in catalogue if part.get("missing")]
    if absent and not reason.strip():
        raise Refusal(
            _("These parts are missing: %(parts)s. Complete them, or say why they are missing.")
            % {"parts": "、".join(absent)},
            field="reason",
        )
    row = Filing.objects.create(
        placement=placement,
        made_on=today,
        by=by,
        catalogue=catalogue,
        digest=digest,
        reason=reason.strip(),
    )
    changes = {"digest": digest, "parts": len(catalogue) - len(absent), "missing": absent}
    record("dossier.file", row, by=by, changes=changes)
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
    """Enter the figures of a year before the system, with where they come from (004-02).

    `key` is the charter's; refused for a year to come and where the system has the year itself.
    """
    if year > today.year:
        raise Refusal(_("This year is still to come."), field="year")
    if women > placed or promoted > placed:
        raise Refusal(_("A part cannot be greater than the number placed."), field="placed")
    if not source.strip():
        raise Refusal(_("Say where the figures come from."), field="source")
    own = Placement.objects.filter(
        programme__owner=owner_id, charter__key=key, programme__year=year
    ).exclude(state="withdrawn")
    if own.exists():
        raise Refusal(
            _("The placements of %(year)s are in the system and are counted from there.")
            % {"year": year},
            field="year",
        )
    row, _is_new = PastCohort.objects.update_or_create(
        owner_id=owner_id,
        key=key,
        year=year,
        defaults={
            "placed": placed,
            "women": women,
            "promoted": promoted,
            "source": source.strip(),
        },
    )
    record("history.edit", row, by=by, changes={"year": year, "placed": placed})
    return row

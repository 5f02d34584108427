"""The story on one page: every step that crosses stages, in the order it happens.

选 selection → placement → 育 development → 管 supervision → 用 appraisal → outcomes.
Steps inside one stage are that stage's actions; what stands here touches two or more.
"""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from dunmiao.stages.accounts.models import User
from dunmiao.stages.appraisal.models import Appraisal
from dunmiao.stages.charter.actions import move_programme
from dunmiao.stages.charter.models import Programme
from dunmiao.stages.charter.rules import rules_of
from dunmiao.stages.common.refusal import Refusal
from dunmiao.stages.development.actions import give_feedback
from dunmiao.stages.development.models import Feedback
from dunmiao.stages.outcomes import actions as outcomes
from dunmiao.stages.outcomes.dossier import digest_of, dossier_file, dossier_of
from dunmiao.stages.outcomes.models import Disposition, Filing
from dunmiao.stages.placement.actions import (
    close_placement,
    end_placement,
    extend_term,
    make_placement,
    move_relation,
    recall_placement,
)
from dunmiao.stages.placement.matching import adopt_plan
from dunmiao.stages.placement.models import MatchPlan, Placement
from dunmiao.stages.placement.responsibilities import gaps_of
from dunmiao.stages.placement.rosters import roster_rows
from dunmiao.stages.selection.models import Decision, DecisionLine
from dunmiao.stages.selection.results import round_of_kind
from dunmiao.stages.selection.rounds import close_round
from dunmiao.stages.supervision.actions import decide_change, write_opinion_visit
from dunmiao.stages.supervision.models import OpinionVisit, TermChange

# ------------------------------------------------------------------------------ placement


@transaction.atomic
def propose_plan(plan_id: int, *, by: User, today: date) -> MatchPlan:
    """Put a match plan before the committee: it is adopted and closes the matching stage with it.

    Without an open matching stage the plan is only adopted; the committee may decide otherwise.
    """
    plan = adopt_plan(plan_id, by=by, today=today)
    stage = round_of_kind(plan.programme, "matching")
    if stage is not None and stage.state == "open":
        people = plan.facts["people"]
        proposed = {
            int(people[pair["person"]]["application"]): int(pair["post"])
            for pair in plan.result["assignments"]
        }
        close_round(stage.pk, by=by, today=today, proposed=proposed)
    return plan


@transaction.atomic
def make_placements(
    decision_id: int, *, by: User, today: date, starts_on: date | None = None
) -> list[Placement]:
    """Turn the decision into placements: each line whose public notice passed, once.

    A later call makes those of replacements. Refused where nothing is ready.
    """
    decision = Decision.objects.select_related("programme").get(pk=decision_id)
    lines = DecisionLine.objects.filter(
        decision=decision, application__state="selected", application__placement=None
    )
    if rules_of(decision.programme).publicity.working_days:
        lines = lines.filter(publicity__state="passed")
    made = [
        make_placement(line.pk, by=by, today=today, starts_on=starts_on)
        for line in lines.order_by("offer__post__organisation__sequence", "pk")
    ]
    if not made:
        raise Refusal(_("No placement to make: the public notice has to pass first."))
    return made


@transaction.atomic
def start_programme(programme_id: int, *, by: User, today: date) -> Programme:
    """Begin the term; refused while a responsibility that blocks it has no holder (004-05)."""
    programme = Programme.objects.get(pk=programme_id)
    rows = roster_rows(programme)
    if not rows:
        raise Refusal(_("There are no placements yet."))
    blocking = [held for held in gaps_of(rows, today) if held.is_blocking]
    if blocking:
        names = sorted({f"{held.unit}（{held.rule.name}）" for held in blocking})
        raise Refusal(_("These must be named first: %(names)s") % {"names": "、".join(names[:5])})
    return move_programme(programme_id, "running", by=by, today=today)


# ---------------------------------------------------------------------------- supervision


@transaction.atomic
def visit_unit(
    placement_id: int,
    *,
    by: User,
    today: date,
    heard_from: str,
    text: str,
    findings: str = "",
    direction: str = "",
    on: date | None = None,
    kind: str = "opinion",
    fact: str = "",
) -> OpinionVisit:
    """Hear the receiving unit, and tell both units and the person what was found (004-50, 004-51).

    `text` stays with the department; `findings` and `direction` are what is told, nobody is told
    where findings are empty.
    """
    is_told = bool(findings.strip())
    visit = write_opinion_visit(
        placement_id, by=by, today=today, heard_from=heard_from, text=text, on=on,
        is_told=is_told, kind=kind, fact=fact,
    )  # fmt: skip
    if is_told:
        give_feedback(
            placement_id,
            by=by,
            today=today,
            source="opinion_visit",
            text=findings,
            direction=direction,
            to_unit="both",
        )
    return visit


@transaction.atomic
def settle_change(
    change_id: int,
    *,
    by: User,
    today: date,
    is_approved: bool,
    answer: str,
    document_no: str = "",
) -> TermChange:
    """Decide a change of a term, and carry an approved one out at once (004-28)."""
    change = decide_change(
        change_id,
        by=by,
        today=today,
        is_approved=is_approved,
        answer=answer,
        document_no=document_no,
    )
    if not is_approved:
        return change
    last = change.takes_effect_on
    if change.kind == "extend":
        extend_term(change.placement_id, last, by=by, today=today, reason=change.reason)
    elif change.kind == "recall":
        recall_placement(
            change.placement_id, by=by, today=today, ended_on=last, reason=change.reason
        )
    else:
        end_placement(change.placement_id, by=by, today=today, ended_on=last, reason=change.reason)
    return change


# ------------------------------------------------------------------------------ appraisal


def feed_back(
    appraisal_id: int, *, by: User, today: date, text: str, direction: str, to_unit: str = "both"
) -> Feedback:
    """Tell the person and the units what an appraisal found and what to work on (004-38, 004-51).

    `to_unit` is sender, receiver or both. Refused before the result is told to the person.
    """
    row = Appraisal.objects.get(pk=appraisal_id)
    if row.told_on is None:
        raise Refusal(_("First tell the person the result."))
    return give_feedback(
        row.placement_id,
        by=by,
        today=today,
        source="appraisal",
        text=text,
        direction=direction,
        to_unit=to_unit,
    )


# ------------------------------------------------------------------------------- outcomes


@transaction.atomic
def carry_out(disposition_id: int, *, by: User, today: date) -> Disposition:
    """Carry a decided disposition out: extend the term, or end it and bring the relation back.

    Everything but an extension ends a running term, refused before its last day; where the person
    goes home (no unit named), relations that had moved are recorded as moved back today.
    """
    row = outcomes.carry_out_disposition(disposition_id, by=by, today=today)
    placement = row.placement
    if row.until_on is not None:
        extend_term(placement.pk, row.until_on, by=by, today=today, reason=row.basis[:300])
        return row
    if placement.state == "arrived":
        if today < placement.ends_on:
            raise Refusal(
                _("The term runs until %(last)s; carry it out then, or recall the person first.")
                % {"last": placement.ends_on}
            )
        end_placement(placement.pk, by=by, today=today, ended_on=placement.ends_on)
    if row.to_unit_id in {None, placement.sending_unit_id}:
        for relation in placement.relations.filter(moved_on__isnull=False, returned_on=None):
            move_relation(relation.pk, by=by, today=today, returned_on=today)
    return row


@transaction.atomic
def file_dossier(placement_id: int, *, by: User, today: date, reason: str = "") -> Filing:
    """Make the whole dossier, keep its catalogue and digest, and close the placement.

    `reason` says why a part is missing, where one is.
    """
    dossier = dossier_of(Placement.objects.get(pk=placement_id), today)
    digest = digest_of(dossier_file(dossier))
    filing = outcomes.file_dossier(
        placement_id, by=by, today=today, catalogue=dossier.catalogue, digest=digest, reason=reason
    )
    close_placement(placement_id, by=by, today=today)
    return filing

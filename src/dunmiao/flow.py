"""The story on one page: every step that crosses stages, in the order it happens.

选 selection → placement → 育 development → 管 supervision → 用 appraisal → outcomes.
Steps inside one stage are that stage's actions; what stands here touches two or more.
"""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from dunmiao.stages.accounts.models import User
from dunmiao.stages.charter.actions import move_programme
from dunmiao.stages.charter.models import Programme
from dunmiao.stages.charter.rules import rules_of
from dunmiao.stages.common.refusal import Refusal
from dunmiao.stages.placement.actions import make_placement
from dunmiao.stages.placement.matching import adopt_plan
from dunmiao.stages.placement.models import MatchPlan, Placement
from dunmiao.stages.placement.responsibilities import gaps_of
from dunmiao.stages.placement.rosters import roster_rows
from dunmiao.stages.selection.models import Decision, DecisionLine
from dunmiao.stages.selection.results import round_of_kind
from dunmiao.stages.selection.rounds import close_round

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

"""Individual plans: written, agreed, shared by a group; their stages checked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from django.utils.translation import gettext as _

from dunmiao.engine.charter import Rules
from dunmiao.engine.growth import TASK_PLACES, Check, Stretch, current, growth
from dunmiao.stages.accounts.models import User
from dunmiao.stages.charter.rules import rules_of
from dunmiao.stages.common.acts import act, record
from dunmiao.stages.common.moves import move
from dunmiao.stages.common.refusal import Refusal
from dunmiao.stages.development.checks import colleagues, note_writers, running
from dunmiao.stages.development.models import Plan, StageCheck
from dunmiao.stages.development.parties import Ties, refuse_other_party
from dunmiao.stages.organisations.conflicts import refuse_own_case
from dunmiao.stages.placement.models import Placement


@act("plan.write")
def write_plan(
    placement_id: int,
    fields: dict[str, str],
    *,
    by: User,
    today: date,
    tasks: Sequence[Mapping[str, str]] | None = None,
) -> Plan:
    """Write the individual plan as a draft (002-14); an agreed one gets a new revision.

    `tasks` are {"text", "place", "role"} in the charter's task roles; None leaves them as they are.
    """
    placement = running(placement_id)
    rules = rules_of(placement)
    known = {field.key for field in rules.plan_fields}
    if set(fields) - known:
        raise TypeError(f"the charter has no plan fields {set(fields) - known}")
    plan = placement.plans.select_for_update(of=("self",)).first()
    if plan is not None and plan.state == "proposed":
        raise Refusal(_("The plan waits for agreement: it can be changed once it is sent back."))
    if plan is None or plan.state in {"agreed", "superseded"}:
        number = plan.revision + 1 if plan else 1
        before = plan.tasks if plan else []
        plan = Plan(placement=placement, revision=number, written_by=by, tasks=before)
    plan.fields = {**plan.fields, **{key: text.strip() for key, text in fields.items()}}
    if tasks is not None:
        plan.tasks = [_task(task, rules) for task in tasks if task["text"].strip()]
    plan.save()
    record("plan.write", plan, by=by, changes={"fields": sorted(fields)})
    return plan


def _task(task: Mapping[str, str], rules: Rules) -> dict[str, str]:
    roles = {item.key for item in rules.catalogue("task_roles")}
    if task["place"] not in TASK_PLACES or (task.get("role") and task["role"] not in roles):
        raise TypeError(f"the charter knows no such task: {task}")
    return {"text": task["text"].strip(), "place": task["place"], "role": task.get("role", "")}


@act("plan.propose")
def propose_plan(plan_id: int, *, by: User, today: date) -> Plan:
    """Put the plan forward; refused while a field the charter requires is empty."""
    plan: Plan = Plan.objects.lock(plan_id)
    for field in rules_of(plan.placement).plan_fields:
        if field.required and not plan.fields.get(field.key, "").strip():
            raise Refusal(_("Fill in “%(field)s” first.") % {"field": field.name}, field=field.key)
    move(plan, "plan", "proposed")
    plan.agreed, plan.remark, plan.proposed_on = {}, "", today
    plan.save(update_fields=["state", "agreed", "remark", "proposed_on"])
    record("plan.propose", plan, by=by, changes={"state": "proposed"})
    return plan


@act("plan.agree")
def agree_plan(plan_id: int, role: str, *, by: User, today: date) -> Plan:
    """Agree for one of the charter's parties; agreed by all, the plan stands (002-13)."""
    plan: Plan = Plan.objects.lock(plan_id)
    asked = rules_of(plan.placement).plan.agreed_by
    if plan.state != "proposed":
        raise Refusal(_("This plan does not wait for agreement."))
    if role not in asked:
        raise Refusal(_("The charter does not ask this party to agree."))
    if role in plan.agreed:
        raise Refusal(_("This party has agreed already."))
    refuse_other_party(by, "plan.agree", plan.placement, role, today)
    plan.agreed = {**plan.agreed, role: {"by": str(by), "on": today.isoformat()}}
    if set(plan.agreed) >= set(asked):
        _replace_agreed(plan, today)
    plan.save(update_fields=["agreed", "state", "agreed_on"])
    record("plan.agree", plan, by=by, changes={"agreed": role, "state": plan.state})
    return plan


def _replace_agreed(plan: Plan, today: date) -> None:
    for earlier in plan.placement.plans.filter(state="agreed").exclude(pk=plan.pk):
        move(earlier, "plan", "superseded")
        earlier.save(update_fields=["state"])
    move(plan, "plan", "agreed")
    plan.agreed_on = today


@act("plan.return")
def return_plan(plan_id: int, remark: str, *, by: User, today: date) -> Plan:
    """Send the plan back with a remark; nothing of it is lost."""
    plan: Plan = Plan.objects.lock(plan_id)
    if not remark.strip():
        raise Refusal(_("Say what should be changed."), field="remark")
    move(plan, "plan", "returned")
    plan.remark = remark.strip()
    plan.save(update_fields=["state", "remark"])
    record("plan.return", plan, by=by, changes={"remark": remark})
    return plan


@act("plan.share")
def share_plan(plan_id: int, *, by: User, today: date) -> list[Plan]:
    """Put the same plan forward for the others of the group who have none (000-39).

    Refused where the charter asks for a plan of each person's own.
    """
    plan: Plan = Plan.objects.lock(plan_id)
    if rules_of(plan.placement).plan.per_person:
        raise Refusal(_("The charter asks for a plan of each person's own."))
    if plan.state not in {"proposed", "agreed"}:
        raise Refusal(_("Put this plan forward first."))
    made = []
    for other in without_plan(plan.placement):
        row = Plan(placement=running(other.pk), written_by=by, proposed_on=today,
                   fields=plan.fields, tasks=plan.tasks)
        move(row, "plan", "proposed")
        row.save()
        record("plan.share", row, by=by, changes={"state": "proposed", "from": str(plan.placement)})
        made.append(row)
    if not made:
        raise Refusal(_("Everybody of the group has a plan already."))
    return made


def without_plan(placement: Placement) -> Sequence[Placement]:
    """Give the others of the programme in the same unit who have no plan yet."""
    rows = colleagues(placement).exclude(pk=placement.pk).filter(plans=None)
    return list(rows.select_related("person"))


def stretches_of(placement: Placement, today: date) -> tuple[Stretch, ...]:
    """Give the stages of growth of a placement as they stand (000-23)."""
    rows = placement.stage_checks.values_list("stage", "on", "is_ready")
    last = placement.ended_on or placement.ends_on
    stages = rules_of(placement).plan_stages
    return growth(stages, placement.starts_on, last, (Check(*row) for row in rows), today)


def stage_checkers(placement: Placement, stretch: Stretch, on: date) -> set[str]:
    """Give the parties that may check a stage; for a mentor without account the unit does."""
    role = stretch.stage.checked_by
    return note_writers(placement, on) if role == "mentor" else {role}


@act("plan.check")
def check_stage(
    placement_id: int, stage: str, *, by: User, today: date, is_ready: bool, evidence: str
) -> StageCheck:
    """Check the stage the person is in, with a sentence of evidence; ready begins the next.

    Refused for another stage than the present one, and to whom the charter does not ask.
    """
    placement = running(placement_id)
    stretch = current(stretches_of(placement, today))
    if stretch is None or stretch.stage.key != stage:
        raise Refusal(_("The person is not in this stage. Load the page again."))
    if not stage_checkers(placement, stretch, today) & Ties(by, today).parties(
        "plan.check", placement
    ):
        raise Refusal(_("This is for another party of the placement to do."))
    refuse_own_case(by, placement.person_id)
    if not evidence.strip():
        raise Refusal(_("Say in a sentence what shows it."), field="evidence")
    if placement.stage_checks.filter(stage=stage, on=today).exists():
        raise Refusal(_("This stage was checked today already."))
    row = StageCheck.objects.create(
        placement=placement, stage=stage, on=today, by=by, is_ready=is_ready,
        evidence=evidence.strip(),
    )
    record("plan.check", row, by=by, changes={"stage": stage, "is_ready": is_ready})
    return row

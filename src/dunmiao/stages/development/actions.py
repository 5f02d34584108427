"""Individual plans, seats at meetings, feedback; mentors stand in their own module."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from dunmiao.stages.accounts.models import User
from dunmiao.stages.charter.rules import rules_of
from dunmiao.stages.common.acts import act, record
from dunmiao.stages.common.moves import move
from dunmiao.stages.common.refusal import Refusal
from dunmiao.stages.development.checks import running
from dunmiao.stages.development.models import Feedback, Plan, Seat
from dunmiao.stages.development.parties import refuse_other_party
from dunmiao.stages.organisations.conflicts import refuse_own_case


@act("plan.write")
def write_plan(placement_id: int, fields: dict[str, str], *, by: User, today: date) -> Plan:
    """Write the individual plan as a draft (002-14); an agreed one gets a new revision."""
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
        plan = Plan(placement=placement, revision=number, written_by=by)
    plan.fields = {**plan.fields, **{key: text.strip() for key, text in fields.items()}}
    plan.save()
    record("plan.write", plan, by=by, changes={"fields": sorted(fields)})
    return plan


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


@act("seat.add")
def add_seat(
    placement_id: int, *, by: User, today: date, meeting: str, held_on: date | None = None
) -> Seat:
    """Record that the person sat in on a meeting; what was said is not stored (004-31)."""
    placement = running(placement_id)
    day = held_on or today
    if day > today:
        raise Refusal(_("The meeting is still to come."), field="held_on")
    row = Seat.objects.create(placement=placement, meeting=meeting, held_on=day, by=by)
    record("seat.add", row, by=by, changes={"meeting": meeting, "held_on": day})
    return row


@act("feedback.give")
def give_feedback(
    placement_id: int,
    *,
    by: User,
    today: date,
    source: str,
    text: str,
    direction: str = "",
    to_unit: str = "receiver",
) -> Feedback:
    """Tell the person and a unit what was found and what to work on (004-38, 004-51)."""
    placement = running(placement_id)
    if not text.strip():
        raise Refusal(_("Say what was found."), field="text")
    if to_unit not in {"sender", "receiver", "both"}:
        raise TypeError(f"feedback goes to no unit named {to_unit}")
    refuse_own_case(by, placement.person_id)
    row = Feedback.objects.create(
        placement=placement,
        source=source,
        text=text.strip(),
        direction=direction.strip(),
        given_on=today,
        by=by,
        to_unit=to_unit,
    )
    record("feedback.give", row, by=by, changes={"source": source, "to_unit": to_unit})
    return row


@act("feedback.acknowledge")
def acknowledge_feedback(feedback_id: int, role: str, *, by: User, today: date) -> Feedback:
    """Confirm having read it, as the person or for a unit it was told to."""
    row: Feedback = Feedback.objects.lock(feedback_id)
    told = {"cadre", *(("sender", "receiver") if row.to_unit == "both" else (row.to_unit,))}
    if role not in told:
        raise Refusal(_("This was not addressed to your unit."))
    if role in row.seen:
        raise Refusal(_("It was acknowledged already."))
    refuse_other_party(by, "feedback.acknowledge", row.placement, role, today)
    seen: dict[str, Any] = {**row.seen, role: {"by": str(by), "on": today.isoformat()}}
    row.seen = seen
    row.save(update_fields=["seen"])
    record("feedback.acknowledge", row, by=by, changes={"seen": role})
    return row

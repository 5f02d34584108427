"""Plans of a person and of a group, their tasks, the checks of stages, the long plan."""

from __future__ import annotations

from typing import Any

import pytest

from dunmiao.engine.calendar import add_months
from dunmiao.stages.charter.rules import rules_of
from dunmiao.stages.common.refusal import Refusal
from dunmiao.stages.development import plans
from dunmiao.stages.development.models import Mentorship, Plan
from dunmiao.stages.placement.models import Placement
from dunmiao.stages.supervision.ledger import ledger
from tests.stages.test_mentors import as_, under
from tests.world import World

FIELDS = dict.fromkeys(("aims", "responsibilities", "tasks", "results", "standards"), "写明")
TASKS = [
    {"text": "跟班接访", "place": "field", "role": "assist"},
    {"text": "整理台账", "place": "desk", "role": ""},
    {"text": "  ", "place": "field", "role": ""},
]


def recruit(w: World) -> Placement:
    """Put the own placement under the charter with stages, its mentor back."""
    row = under(w, "new-recruits")
    Mentorship.objects.create(
        placement=row, user=w.users["mentor"], name="马建国", title="镇党委副书记",
        kind="professional", starts_on=row.starts_on, ends_on=row.ends_on,
    )
    return row


def check(w: World, row: Placement, stage: str, role: str = "mentor", **more: Any) -> Any:
    data = {"is_ready": True, "evidence": "独立答复了三件诉求", **more}
    return plans.check_stage(row.pk, stage, **data, **as_(w, role))


def test_a_stage_is_left_by_the_mentors_check(world: World) -> None:
    """000-23: with a sentence of evidence; the next stage begins; the duty is settled."""
    row = recruit(world)
    due = [line for line in ledger(row, world.today).open_lines if line.duty.duty == "stage_check"]
    assert due
    with pytest.raises(Refusal) as empty:
        check(world, row, "learn", evidence=" ")
    assert empty.value.field == "evidence"
    with pytest.raises(Refusal):
        check(world, row, "help")
    with pytest.raises(Refusal):
        check(world, row, "learn", "receiver")
    check(world, row, "learn")
    assert plans.stretches_of(row, world.today)[0].state == "done"
    left = [line for line in ledger(row, world.today).open_lines if line.duty.duty == "stage_check"]
    assert len(left) < len(due)
    with pytest.raises(Refusal):
        check(world, row, "learn")
    check(world, row, "help", is_ready=False)
    assert plans.current(plans.stretches_of(row, world.today)).stage.key == "help"
    with pytest.raises(Refusal):
        check(world, row, "help")


def test_tasks_go_with_the_plan_and_its_revisions(world: World) -> None:
    """000-19, 000-24: where each task is and in which role; empty lines are dropped."""
    row = recruit(world)
    plan = plans.write_plan(row.pk, FIELDS, tasks=TASKS, **as_(world, "receiver"))
    assert [task["text"] for task in plan.tasks] == ["跟班接访", "整理台账"]
    plans.propose_plan(plan.pk, **as_(world, "receiver"))
    for role in ("receiver", "cadre"):
        plans.agree_plan(plan.pk, role, **as_(world, role))
    again = plans.write_plan(row.pk, {"aims": "更高"}, **as_(world, "receiver"))
    assert (again.revision, again.tasks) == (2, plan.tasks)
    odd = [{"text": "甲", "place": "moon", "role": ""}]
    with pytest.raises(TypeError):
        plans.write_plan(row.pk, {}, tasks=odd, **as_(world, "receiver"))


def test_one_plan_for_a_group(world: World) -> None:
    """000-39: the receiving unit's plan for several persons; each agrees for themselves."""
    row = recruit(world)
    other = world.placements["other"]
    Placement.objects.filter(pk=other.pk).update(
        receiving_unit=row.receiving_unit, charter=row.charter
    )
    plan = plans.write_plan(row.pk, FIELDS, tasks=TASKS, **as_(world, "receiver"))
    with pytest.raises(Refusal):
        plans.share_plan(plan.pk, **as_(world, "receiver"))
    plans.propose_plan(plan.pk, **as_(world, "receiver"))
    made = plans.share_plan(plan.pk, **as_(world, "receiver"))
    assert [one.placement_id for one in made] == [other.pk]
    assert (made[0].state, made[0].fields, made[0].tasks) == ("proposed", FIELDS, plan.tasks)
    with pytest.raises(Refusal):
        plans.share_plan(plan.pk, **as_(world, "receiver"))
    due = [line.due_on for line in ledger(row, world.today).lines if line.duty.duty == "plan"]
    assert due == [row.starts_on.replace(day=31) if row.starts_on.month in {1, 3, 5, 7, 8, 10, 12}
                   else add_months(row.starts_on, 1)]


def test_a_plan_of_ones_own_is_not_shared(world: World) -> None:
    plan = Plan.objects.create(
        placement=world.placements["own"], written_by=world.users["receiver"], state="agreed"
    )
    with pytest.raises(Refusal):
        plans.share_plan(plan.pk, **as_(world, "receiver"))


def test_what_is_learnt_and_what_comes_of_it_for_the_own_profession(world: World) -> None:
    """001c-19, 001c-24: the plan has both fields, beside the five."""
    row = under(world, "system-cadres")
    names = {field.name for field in rules_of(row).plan_fields}
    assert {"重点学习内容", "业务成果"} <= names
    plan = plans.write_plan(
        row.pk, {**FIELDS, "study": "基层理论宣讲", "output": "三篇乡村报道"},
        **as_(world, "receiver"),
    )
    assert (plan.fields["study"], plan.fields["output"]) == ("基层理论宣讲", "三篇乡村报道")

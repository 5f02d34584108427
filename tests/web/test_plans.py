"""The plan's page: stages as a picture, tasks with the share of the field, checks by the mentor."""

from __future__ import annotations

from django.urls import reverse

from dunmiao.stages.charter.models import LongTermPlan, Programme
from dunmiao.stages.development.models import Plan, StageCheck
from dunmiao.stages.placement.models import Placement
from tests.stages.test_plans import FIELDS, recruit
from tests.web.test_mentoring import at, enter, post, text
from tests.world import World


def test_the_share_of_the_field_is_shown(world: World) -> None:
    """000-19: tasks are written as lines in the plan's form, and no other paper asks for them."""
    client = enter(world, "receiver")
    url = at(world, "development:plan_edit")
    lines = {
        "task0_text": "入户走访", "task0_place": "field", "task0_role": "assist",
        "task1_text": "牵头环境整治", "task1_place": "field", "task1_role": "lead",
        "task2_text": "写简报", "task2_place": "desk", "task2_role": "",
    }
    assert post(client, url, **FIELDS, **lines).status_code == 302
    page = text(client.get(at(world, "development:plan")))
    assert "3项任务中2项在一线" in page and "牵头环境整治" in page
    plan = Plan.objects.get(placement=world.placements["own"])
    paper = client.get(reverse("development:plan_paper", args=[plan.pk]))
    assert paper.status_code == 200
    again = text(client.get(url))
    assert 'value="入户走访"' in again
    assert post(client, url, **FIELDS, task0_text="甲", task0_place="moon").status_code == 422


def test_stages_are_a_picture_and_the_mentor_checks(world: World) -> None:
    """000-23, 000-25: what the stage expects stands beside the check, and the mentor decides."""
    row = recruit(world)
    url = at(world, "development:plan")
    page = text(enter(world, "cadre").get(url))
    for words in ("成长阶段", "学着干", "帮着干", "创新干", "岗位适应期"):
        assert words in page, words
    check = at(world, "development:stage_check")
    assert check not in page
    client = enter(world, "mentor")
    assert check in text(client.get(url))
    form = text(client.get(check))
    assert "本阶段要求有这样角色的任务：协助。" in form and "不符合" in form
    assert post(client, check, is_ready="yes", evidence="").status_code == 422
    assert post(client, check, is_ready="yes", evidence="独立办结三件").status_code == 302
    page = text(enter(world, "cadre").get(url))
    assert "独立办结三件" in page
    assert StageCheck.objects.get(placement=row).stage == "learn"
    form = text(client.get(check))
    assert "协助、承办" in form


def test_without_stages_there_is_nothing_to_check(world: World) -> None:
    page = text(enter(world, "mentor").get(at(world, "development:stage_check")))
    assert "目前没有要检查的阶段" in page


def test_one_plan_for_the_group_is_put_forward_on_the_page(world: World) -> None:
    """000-39."""
    row = recruit(world)
    other = world.placements["other"]
    Placement.objects.filter(pk=other.pk).update(
        receiving_unit=row.receiving_unit, charter=row.charter
    )
    plan = Plan.objects.create(
        placement=row, fields=FIELDS, state="proposed", written_by=world.users["receiver"]
    )
    client = enter(world, "receiver")
    assert "曾志远" in text(client.get(at(world, "development:plan")))
    url = reverse("development:plan_share", args=[plan.pk])
    assert post(client, url).status_code == 302
    assert Plan.objects.filter(placement=other, state="proposed").exists()


def test_the_long_plan_stands_above(world: World) -> None:
    """001c-26: two levels, the programmes' over years and the person's."""
    plan = LongTermPlan.objects.create(
        owner=world.units["a"], title="年轻干部五年规划", from_year=2026, to_year=2030,
        aims="五年轮训一遍",
    )
    Programme.objects.filter(pk=world.programmes["a"].pk).update(long_term_plan=plan)
    page = text(enter(world, "cadre").get(at(world, "development:plan")))
    assert "年轻干部五年规划" in page and "五年轮训一遍" in page

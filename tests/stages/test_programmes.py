"""Programmes repeated, below one another, their groups, terms, and who answers."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from dunmiao.engine.calendar import term_end
from dunmiao.engine.charter.edit import set_value
from dunmiao.stages.charter.actions import adopt_charter, create_programme, edit_programme
from dunmiao.stages.charter.cohorts import clone_programme, subdivide_programme
from dunmiao.stages.charter.leadership import (
    dissolve_group,
    save_group,
    save_long_plan,
    set_co_organisers,
)
from dunmiao.stages.charter.models import CharterVersion, LongTermPlan, Programme
from dunmiao.stages.common.refusal import Refusal
from dunmiao.stages.placement.answerable import name_answerable
from dunmiao.stages.placement.figures import figures_of
from dunmiao.stages.placement.responsibilities import responsibilities_of
from dunmiao.stages.placement.versions import move_to_version

pytestmark = pytest.mark.django_db


def by(world: Any, role: str = "organiser") -> dict[str, Any]:
    return {"by": world.user(role), "today": world.today}


def adopted(world: Any, unit: str, *values: tuple[str, object]) -> CharterVersion:
    """Adopt the world's charter with some values changed."""
    text = world.programmes["a"].charter.text
    for path, value in (("charter.version", f"v{CharterVersion.objects.count()}"), *values):
        text = set_value(text, path, value)
    return adopt_charter(world.units[unit].pk, text, **by(world, "organiser_lead"))


def test_next_years_cohort_carries_its_settings(world: Any) -> None:
    row = world.programmes["a"]
    Programme.objects.filter(pk=row.pk).update(
        requirements="真蹲实驻", requirements_on=world.today, starts_on=date(2024, 2, 29)
    )
    group = save_group(
        row.pk, kind="leading", name="领导小组", office_id=world.units["a"].pk,
        document_title="通知", founded_on=world.today,
        members=[("head", "周立新", "部长"), ("deputy", "钱一鸣", "副部长")], **by(world),
    )  # fmt: skip
    set_co_organisers(row.pk, [(world.units["handler"].pk, "institution", "事业人员")], **by(world))
    made = clone_programme(row.pk, name="下一年", year=2025, **by(world))
    assert (made.previous_id, made.state, made.owner_id) == (row.pk, "draft", row.owner_id)
    assert (made.leading_person, made.requirements, made.quota) == ("周部长", "真蹲实驻", row.quota)
    assert made.starts_on == date(2025, 2, 28)
    assert made.opens_on.year == row.opens_on.year + 1
    assert (made.approved_on, made.basis_no) == (None, "")  # each year is approved anew
    copied = made.groups.get()
    assert copied.pk != group.pk
    assert [str(one) for one in copied.members.all()] == [str(one) for one in group.members.all()]
    assert [str(one) for one in made.co_organisers.all()] == ["区财政局"]
    assert group.programme_id == row.pk
    with pytest.raises(Refusal):
        clone_programme(row.pk, name="又一个", year=2025, **by(world))


def test_a_county_keeps_to_the_citys_values_or_stricter(world: Any) -> None:
    row, town = world.programmes["a"], world.units["town1"]
    loose = adopted(world, "a", ("mentoring.load_limit", 9), ("leave_level.short.up_to_days", 5))
    with pytest.raises(Refusal) as refused:
        subdivide_programme(row.pk, town.pk, loose.pk, name="镇", **by(world))
    said = str(refused.value)
    assert "mentoring.load_limit" in said
    assert "leave_level.short.up_to_days" in said
    assert "第十四条" in said  # which clause it breaks
    assert "9" in said
    strict = adopted(world, "a", ("mentoring.load_limit", 2), ("publicity.working_days", 7))
    made = subdivide_programme(row.pk, town.pk, strict.pk, name="镇", **by(world))
    assert (made.parent_id, made.owner_id, made.starts_on) == (row.pk, town.pk, row.starts_on)
    for owner in (world.units["b"], world.units["a"]):
        with pytest.raises(Refusal):
            subdivide_programme(row.pk, owner.pk, strict.pk, name="外", **by(world))
    with pytest.raises(Refusal):
        subdivide_programme(made.pk, world.units["village1"].pk, strict.pk, name="村", **by(world))
    own = world.placements["own"]
    own.programme = made
    own.save()
    assert figures_of(row).placed == 2  # the county's is counted with the city's
    assert figures_of(made).placed == 1
    with pytest.raises(Refusal) as refused:
        move_to_version(made.pk, loose.pk, reason="试", **by(world, "organiser_lead"))
    assert "mentoring.load_limit" in str(refused.value)


def test_a_group_has_one_head_and_one_of_a_kind(world: Any) -> None:
    row = world.programmes["a"]
    values = {
        "kind": "guidance", "name": "指导小组", "office_id": world.units["a"].pk,
        "document_title": "通知", "founded_on": world.today,
    }  # fmt: skip
    with pytest.raises(Refusal):
        save_group(row.pk, members=[("member", "钱一鸣", "副部长")], **values, **by(world))
    head = [("head", "周立新", "部长")]
    group = save_group(row.pk, members=head, **values, **by(world))
    with pytest.raises(Refusal):
        save_group(row.pk, members=head, **values, **by(world))
    dissolve_group(group.pk, **by(world))
    with pytest.raises(Refusal):
        dissolve_group(group.pk, **by(world))
    assert save_group(row.pk, members=head, **values, **by(world)).pk != group.pk


def test_a_term_lies_within_the_charters_bounds(world: Any) -> None:
    version = world.programmes["a"].charter
    row = create_programme(
        version.pk, name="两年期", starts_on=date(2027, 8, 31), months=18, **by(world)
    )
    assert row.ends_on == term_end(date(2027, 8, 31), 18)
    with pytest.raises(Refusal) as refused:
        edit_programme(row.pk, months=24, **by(world))
    assert "18" in str(refused.value)


def test_an_office_organises_once_and_not_beside_itself(world: Any) -> None:
    row, office = world.programmes["a"], world.units["handler"].pk
    for pairs in ([(row.owner_id, "", "")], [(office, "", ""), (office, "", "")]):
        with pytest.raises(Refusal):
            set_co_organisers(row.pk, pairs, **by(world))
    set_co_organisers(row.pk, [(office, "institution", "")], **by(world))
    assert row.co_organisers.get().kind == "institution"


def test_programmes_carry_out_a_plan_of_several_years(world: Any) -> None:
    owner = world.units["a"].pk
    values = {"title": "规划", "from_year": 2026, "to_year": 2030, "aims": "一百名"}
    plan = save_long_plan(owner, **values, **by(world))
    with pytest.raises(Refusal):
        save_long_plan(owner, plan.pk, to_year=2020, **by(world))
    plan = LongTermPlan.objects.get()
    version = world.programmes["a"].charter
    row = create_programme(version.pk, name="首年", long_term_plan_id=plan.pk, **by(world))
    assert list(plan.programmes.all()) == [row]
    assert clone_programme(row.pk, name="次年", year=2028, **by(world)).long_term_plan == plan


def test_the_three_tiers_name_who_answers(world: Any) -> None:
    own = world.placements["own"]

    def held() -> dict[str, str]:
        own.refresh_from_db()
        return {one.rule.key: one.holder for one in responsibilities_of([own], world.today)[own.pk]}

    before = held()
    assert {"principal", "direct", "guidance"} <= set(before)
    name_answerable(own.pk, {"direct": "党政办主任李明"}, **by(world))
    assert held() == {**before, "direct": "党政办主任李明"}
    name_answerable(own.pk, {"direct": ""}, **by(world))
    assert held() == before
    with pytest.raises(Refusal):
        name_answerable(own.pk, {"unit_head": "某人"}, **by(world))

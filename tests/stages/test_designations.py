"""Designation by the department, and the balance of both sides."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from dunmiao.stages.charter.rules import rules_of
from dunmiao.stages.common.refusal import Refusal
from dunmiao.stages.organisations.models import Organisation
from dunmiao.stages.selection.balance import balance_of, set_quota
from dunmiao.stages.selection.designations import authority_of, designate_people
from dunmiao.stages.selection.eligibility import review_eligibility
from dunmiao.stages.selection.models import Application
from tests.stages.nomination_world import nominating, under
from tests.stages.selection_world import call, person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


def by(w: Any, role: str = "organiser") -> dict[str, Any]:
    return {"by": w.user(role), "today": w.today}


def recruit(w: Any, n: int, **more: Any) -> Any:
    return person(w, n, recruited_on=w.today - timedelta(days=200), **more)


def test_recruits_of_both_kinds_are_designated_and_reviewed(world: Any) -> None:
    programme = under(world, "new-recruits")
    pair = [recruit(world, 1), recruit(world, 2, kind="institution")]
    made = designate_people(programme.pk, [one.pk for one in pair], basis="分配方案", **by(world))
    assert {(row.route, row.came_by, row.basis) for row in made} == {
        ("designation", "department", "分配方案")
    }
    rules = rules_of(programme)
    offices = {authority_of(rules, one.kind).office for one in pair}
    assert len(offices) == 2, "two kinds, two authorities"
    review_eligibility(programme.pk, **by(world))
    assert set(Application.objects.filter(programme=programme).values_list("state", flat=True)) == {
        "eligible"
    }


def test_designation_is_all_or_nothing_and_rests_on_a_paper(world: Any) -> None:
    programme = under(world, "new-recruits")
    good, wrong = recruit(world, 1), recruit(world, 3, kind="enterprise")
    with pytest.raises(Refusal, match="paper"):
        designate_people(programme.pk, [good.pk], basis=" ", **by(world))
    with pytest.raises(Refusal, match="cannot be designated"):
        designate_people(programme.pk, [good.pk, wrong.pk], basis="分配方案", **by(world))
    assert not Application.objects.filter(programme=programme).exists()
    with pytest.raises(Refusal, match="at least one"):
        designate_people(programme.pk, [world.people["foreign"].pk], basis="方案", **by(world))
    own = recruit(world, 5, user=world.users["organiser"])
    with pytest.raises(Refusal, match="yourself"):
        designate_people(programme.pk, [own.pk], basis="分配方案", **by(world))


def test_only_a_charter_that_designates(world: Any) -> None:
    for programme in (call(world), nominating(world)):
        with pytest.raises(Refusal, match="nobody is designated"):
            designate_people(programme.pk, [person(world, programme.pk).pk], basis="方案",
                             **by(world))  # fmt: skip


def test_both_sides_are_held_against_their_numbers(world: Any) -> None:
    programme = world.programmes["a"]
    Organisation.objects.filter(pk=world.units["send1"].pk).update(system="政府系统")
    Organisation.objects.filter(pk=world.units["town1"].pk).update(system="乡镇")
    set_quota(programme.pk, system="政府系统", number=3, **by(world))
    set_quota(programme.pk, unit_id=world.units["town1"].pk, number=2, **by(world))
    found = balance_of(programme)
    sending = {line.name: line for line in found.sending}
    home = sending["政府系统"]
    assert (home.wanted, home.there, home.open) == (3, 1, 2)
    assert sending[""].wanted is None, "a unit without a system is said, not hidden"
    receiving = {line.name: line for line in found.receiving}
    town = receiving["柳河镇"]
    assert (town.kind, town.wanted, town.there, town.placed) == ("township", 2, 1, 1)
    assert receiving["石桥镇"].wanted == 1, "the places it offers, where no number is set"
    assert (found.placed, found.crossed_system) == (2, 1)
    assert sum(line.there for line in found.sending) == 2
    set_quota(programme.pk, system="政府系统", number=0, **by(world))
    assert not programme.quotas.filter(system="政府系统").exists()


def test_a_number_is_of_one_side(world: Any) -> None:
    programme = world.programmes["a"]
    with pytest.raises(Refusal, match="either"):
        set_quota(programme.pk, number=3, **by(world))
    with pytest.raises(Refusal, match="outside"):
        set_quota(programme.pk, unit_id=world.units["town_b"].pk, number=3, **by(world))

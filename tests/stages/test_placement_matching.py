"""Matching: who reached it, what bars, pins and forbids, plans explained and compared."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from dunmiao import flow
from dunmiao.stages.charter.models import Programme
from dunmiao.stages.common.models import AuditEntry
from dunmiao.stages.common.refusal import Refusal
from dunmiao.stages.people.models import Kinship, Person
from dunmiao.stages.placement import boards, matchfacts
from dunmiao.stages.placement.matching import adopt_plan, mark_pair, solve_plan
from dunmiao.stages.placement.models import MatchPlan
from dunmiao.stages.selection.models import Application, Offer, Post, StageEntry, StageRound, Wish
from tests.world import World


def call(w: World, people: int = 4, posts: int = 3) -> Programme:
    """Make a programme of county A in its matching stage."""
    old = w.programmes["a"]
    programme = Programme.objects.create(
        owner=old.owner,
        charter=old.charter,
        name="下一批",
        year=old.year + 1,
        state="selecting",
        quota=posts,
        opens_on=w.today - timedelta(days=60),
        closes_on=w.today - timedelta(days=40),
        starts_on=old.ends_on + timedelta(days=30),
        ends_on=old.ends_on + timedelta(days=390),
    )
    inspection = StageRound.objects.create(
        programme=programme, stage="inspection", sequence=5, state="closed"
    )
    for n in range(people):
        person = Person.objects.create(
            unit=w.units["send1" if n % 2 else "send2"],
            name=f"候选{n}",
            sex="1",
            political="01",
            kind="civil_servant",
            major="经济学" if n == 0 else "法学",
            id_blind=f"m{n}",
            resume="2017.07--         区发展和改革局科员",
        )
        application = Application.objects.create(
            programme=programme,
            person=person,
            sending_unit=person.unit,
            state="in_selection",
            applied_on=programme.opens_on,
        )
        StageEntry.objects.create(round=inspection, application=application, outcome="passed")
    for n in range(posts):
        post = Post.objects.create(
            organisation=w.units["town1" if n % 2 else "town2"],
            title=f"岗位{n}",
            post_class="economy",
            need_majors=["经济学"] if n == 0 else [],
            difficulty=["hard"] if n == 1 else [],
            is_difficulty_confirmed=True,
        )
        Offer.objects.create(
            programme=programme, post=post, direction="down", front="grassroots", is_confirmed=True
        )
    return programme


def rows(programme: Programme) -> tuple[list[Application], list[Offer]]:
    return list(programme.applications.order_by("pk")), list(programme.offers.order_by("pk"))


def solve(w: World, programme: Programme, **more: Any) -> MatchPlan:
    return solve_plan(programme.pk, by=w.user("organiser"), today=w.today, **more)


def place_of(plan: MatchPlan, application: Application) -> str:
    found = {row["person"]: row["post"] for row in plan.result["assignments"]}
    return found.get(str(application.person_id), "")


def test_a_plan_fills_every_post_and_keeps_the_fact_of_each_part(world: World) -> None:
    programme = call(world)
    people, offers = rows(programme)
    plan = solve(world, programme, note="初排")
    board = boards.shown(plan)
    assert (plan.number, board.placed, len(board.left), board.is_best) == (1, 3, 1, True)
    assert place_of(plan, people[0]) == str(offers[0].pk)
    seat = next(seat for row in board.rows for seat in row.seats if seat.name == "候选0")
    major = next(part for part in seat.parts if part.name == "专业对口")
    assert (major.points, major.weight) == (1000, 20)
    assert major.reason.facts["major"] == "经济学"
    assert AuditEntry.objects.filter(act="match.solve", object_id=str(plan.pk)).exists()


def test_only_those_who_passed_the_last_stage_are_matched(world: World) -> None:
    programme = call(world)
    people, _offers = rows(programme)
    StageEntry.objects.filter(application=people[3]).update(outcome="out")
    StageEntry.objects.filter(application=people[2]).update(outcome="reserve")
    found = matchfacts.gather(programme, world.today)
    assert set(found.people) == {str(people[0].person_id), str(people[1].person_id)}


def test_kin_are_barred_from_a_unit_and_from_each_other(world: World) -> None:
    programme = call(world)
    people, _offers = rows(programme)
    Kinship.objects.create(
        person=people[0].person, organisation=world.units["town2"], relation="father"
    )
    Kinship.objects.create(person=people[1].person, other=people[2].person, relation="spouse")
    found = matchfacts.gather(programme, world.today)
    who = str(people[0].person_id)
    barred = {where: reasons for (person, where), reasons in found.barred.items() if person == who}
    assert {found.posts[where].unit for where in barred} == {str(world.units["town2"].pk)}
    pair = {str(people[1].person_id), str(people[2].person_id)}
    assert [set(row.persons) for row in found.apart] == [pair]
    plan = solve(world, programme)
    at_town2 = {place_of(plan, one) for one in people[1:3]}
    town2 = {where for where, post in found.posts.items() if post.unit == str(
        world.units["town2"].pk)}  # fmt: skip
    assert len(at_town2 & town2) <= 1


def test_kin_placed_in_a_unit_bar_it_whichever_side_recorded_them(world: World) -> None:
    programme = call(world)
    people, _offers = rows(programme)
    Kinship.objects.create(person=world.people["own"], other=people[0].person, relation="father")
    found = matchfacts.gather(programme, world.today)
    who = str(people[0].person_id)
    barred = {found.posts[where].unit for person, where in found.barred if person == who}
    assert str(world.units["town1"].pk) in barred


def test_native_township_and_own_unit_are_barred(world: World) -> None:
    programme = call(world)
    people, offers = rows(programme)
    world.units["town1"].area_code = "440101103000"
    world.units["town1"].save()
    Person.objects.filter(pk=people[0].person_id).update(native_code="440101103201")
    Person.objects.filter(pk=people[1].person_id).update(unit=world.units["town2"])
    found = matchfacts.gather(programme, world.today)
    why = {
        (person, found.offers[where].post.organisation_id): [row.rule for row in reasons]
        for (person, where), reasons in found.barred.items()
    }
    assert why[str(people[0].person_id), world.units["town1"].pk] == ["native_township"]
    assert why[str(people[1].person_id), world.units["town2"].pk] == ["own_unit"]
    assert len(offers) == 3


def test_somebody_who_accepts_only_their_wishes_goes_nowhere_else(world: World) -> None:
    programme = call(world)
    people, offers = rows(programme)
    Application.objects.filter(pk=people[0].pk).update(accepts_other=False)
    Wish.objects.create(application=people[0], offer=offers[2], side="person", rank=1)
    found = matchfacts.gather(programme, world.today)
    who = str(people[0].person_id)
    open_to = [where for where in found.posts if (who, where) not in found.barred]
    assert open_to == [str(offers[2].pk)]


def test_an_exchange_post_is_for_the_partner_unit(world: World) -> None:
    programme = call(world)
    people, offers = rows(programme)
    Offer.objects.filter(pk=offers[0].pk).update(exchange_unit=world.units["send1"])
    found = matchfacts.gather(programme, world.today)
    barred = {person for person, where in found.barred if where == str(offers[0].pk)}
    assert barred == {str(row.person_id) for row in people if row.sending_unit != world.units[
        "send1"]}  # fmt: skip


def test_a_post_held_in_these_days_takes_nobody(world: World) -> None:
    programme = call(world)
    _people, offers = rows(programme)
    held = world.placements["own"].holdings.get()
    Offer.objects.filter(pk=offers[0].pk).update(post=held.post)
    Programme.objects.filter(pk=programme.pk).update(starts_on=held.ends_on)
    programme.refresh_from_db()
    found = matchfacts.gather(programme, world.today)
    assert found.posts[str(offers[0].pk)].capacity == 0


def test_pins_and_forbids_hold_and_name_who_set_them(world: World) -> None:
    programme = call(world)
    people, offers = rows(programme)
    by, today = world.user("organiser"), world.today
    mark_pair(people[3].pk, offers[0].pk, by=by, today=today, kind="pin", reason="连续项目")
    mark_pair(people[0].pk, offers[1].pk, by=by, today=today, kind="forbid", reason="本人回避")
    plan = solve(world, programme)
    assert place_of(plan, people[3]) == str(offers[0].pk)
    told = boards.explained(plan, str(people[0].person_id))
    why = {row.post: str(row.reasons[0]) for row in told.elsewhere}
    assert "本人回避" in why[str(offers[1].pk)]
    mark_pair(people[3].pk, offers[0].pk, by=by, today=today, kind="none")
    second = solve(world, programme)
    assert place_of(second, people[0]) == str(offers[0].pk)
    both = boards.compared(plan, second)
    assert both is not None
    assert both.value[1] >= both.value[0]
    assert "候选0" in {step.name for step in both.moved}


def test_a_pin_needs_a_reason_and_cannot_break_a_bar(world: World) -> None:
    programme = call(world)
    people, offers = rows(programme)
    by, today = world.user("organiser"), world.today
    with pytest.raises(Refusal):
        mark_pair(people[0].pk, offers[0].pk, by=by, today=today, kind="pin")
    Kinship.objects.create(
        person=people[0].person, organisation=offers[0].post.organisation, relation="mother"
    )
    with pytest.raises(Refusal):
        mark_pair(people[0].pk, offers[0].pk, by=by, today=today, kind="pin", reason="需要")
    mark_pair(people[0].pk, offers[1].pk, by=by, today=today, kind="pin", reason="需要")
    with pytest.raises(Refusal):
        mark_pair(people[0].pk, offers[2].pk, by=by, today=today, kind="pin", reason="需要")


def test_pins_that_cannot_hold_together_are_named(world: World) -> None:
    programme = call(world)
    people, offers = rows(programme)
    for one in people[:2]:
        mark_pair(
            one.pk, offers[0].pk, by=world.user("organiser"), today=world.today,
            kind="pin", reason="需要",
        )  # fmt: skip
    with pytest.raises(Refusal) as refused:
        solve(world, programme)
    assert "候选0" in str(refused.value)
    assert "候选1" in str(refused.value)


def test_nothing_is_matched_where_nobody_got_so_far_or_all_is_settled(world: World) -> None:
    programme = call(world, people=0)
    with pytest.raises(Refusal):
        solve(world, programme)
    with pytest.raises(Refusal):
        solve(world, world.programmes["a"])


def test_one_plan_goes_before_the_committee(world: World) -> None:
    programme = call(world)
    first, second = solve(world, programme), solve(world, programme)
    adopt_plan(first.pk, by=world.user("organiser"), today=world.today)
    adopt_plan(second.pk, by=world.user("organiser"), today=world.today)
    states = dict(MatchPlan.objects.values_list("number", "state"))
    assert states == {1: "superseded", 2: "adopted"}


def test_the_plan_proposed_closes_the_matching_stage(world: World) -> None:
    programme = call(world)
    people, _offers = rows(programme)
    stage = StageRound.objects.create(
        programme=programme, stage="matching", sequence=6, state="open"
    )
    for one in people:
        StageEntry.objects.create(round=stage, application=one)
    plan = solve(world, programme)
    flow.propose_plan(plan.pk, by=world.user("organiser"), today=world.today)
    stage.refresh_from_db()
    assert stage.state == "closed"
    assert programme.applications.filter(state="proposed").count() == 3


def test_forty_people_and_twenty_posts_are_solved_at_once(world: World) -> None:
    programme = call(world, people=40, posts=20)
    plan = solve(world, programme)
    assert boards.shown(plan).placed == 20
    assert plan.result["seconds"] < 2
    told = boards.explained(plan, str(rows(programme)[0][5].person_id))
    assert len(told.elsewhere) >= 19

"""What the source of the two-way secondment asks before the term begins, row by row."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from dunmiao import flow
from dunmiao.engine.statistics import cumulative, cumulative_sentence
from dunmiao.stages.charter.models import PastCohort
from dunmiao.stages.charter.rules import rules_of
from dunmiao.stages.common.refusal import Refusal
from dunmiao.stages.development.mentors import appoint_mentor
from dunmiao.stages.organisations.models import Contact
from dunmiao.stages.outcomes.actions import save_past_cohort
from dunmiao.stages.people.models import Kinship
from dunmiao.stages.placement.actions import move_relation
from dunmiao.stages.placement.models import Placement
from dunmiao.stages.placement.papers import arrival_texts
from dunmiao.stages.placement.responsibilities import gaps_of
from dunmiao.stages.selection.applications import opine_application, submit_application
from dunmiao.stages.selection.invitations import answer_invitation, send_invitation
from dunmiao.stages.selection.models import Application, Post
from dunmiao.stages.selection.posts import confirm_offer, make_offer, save_post
from tests.stages.selection_world import call, person
from tests.world import World, unit


def as_(w: World, role: str) -> dict[str, Any]:
    """Give who does it and on which day."""
    return {"by": w.user(role), "today": w.today}


def a_post(w: World, key: str, **more: Any) -> Post:
    """Give a new post at a unit."""
    return save_post(
        w.units[key].pk, title="助理", post_class="economy", **as_(w, "organiser"), **more
    )


def test_every_direction_is_computed_from_the_units(world: World) -> None:
    """004-01: down, up, level and mutual, from where the post lies."""
    programme = call(world)
    unit(world, "city_office", "city", "市发展和改革委员会", "city")
    made = {}
    for key, more in (
        ("town1", {}),
        ("city_office", {"filing_no": "组备〔2026〕1号"}),
        ("handler", {}),
        ("send_b", {"exchange_unit_id": world.units["send1"].pk}),
    ):
        post = a_post(world, key)
        made[key] = make_offer(programme.pk, post.pk, **more, **as_(world, "organiser")).direction
    assert made == {
        "town1": "down",
        "city_office": "up",
        "handler": "level",
        "send_b": "mutual",
    }


def test_going_up_needs_its_filing_reference(world: World) -> None:
    programme = call(world)
    unit(world, "city_office", "city", "市财政局", "city")
    with pytest.raises(Refusal) as no:
        make_offer(programme.pk, a_post(world, "city_office").pk, **as_(world, "organiser"))
    assert no.value.field == "filing_no"


def test_years_before_the_system_are_counted_on(world: World) -> None:
    """004-02: what was sent since the first year, entered once with its source."""
    owner = world.units["a"].pk
    for year, placed in ((2013, 12), (2014, 15)):
        save_past_cohort(
            owner,
            "two-way-secondment",
            year,
            placed=placed,
            source="工作总结",
            **as_(world, "organiser"),
        )
    years = {row.year: row.placed for row in PastCohort.objects.filter(owner=owner)}
    rows = cumulative(years)
    assert rows[-1].total == 27
    assert "27" in str(cumulative_sentence(rows))


def test_the_meeting_has_its_agenda(world: World) -> None:
    """004-03: last year's cohort speaks, the new one pledges; the charter says so."""
    rules = rules_of(world.programmes["a"])
    kinds = {item.key: item for item in rules.catalogues["meeting_kinds"]}
    agenda = kinds["sending_off"].text
    assert "去年挂职代表交流" in agenda
    assert "新挂职代表表态" in agenda


def test_the_term_waits_for_its_first_responsible_person(world: World) -> None:
    """004-05: whoever answers first is named, or the term does not begin."""
    programme, row = world.programmes["a"], world.placements["own"]
    type(programme).objects.filter(pk=programme.pk).update(state="decided")
    Contact.objects.filter(organisation=row.receiving_unit, kind=Contact.FIRST).delete()
    gaps = gaps_of([Placement.objects.get(pk=row.pk)], world.today)
    assert [held.rule.key for held in gaps if held.is_blocking] == ["first_responsible"]
    with pytest.raises(Refusal, match="第一责任人"):
        flow.start_programme(programme.pk, **as_(world, "organiser_lead"))


def test_a_unit_that_says_no_says_why(world: World) -> None:
    """004-16, 004-20: no application and no invitation is declined without a reason."""
    programme = call(world)
    who = world.people["own"]
    Placement.objects.filter(person=who).update(state="withdrawn")
    row = submit_application(programme.pk, who.pk, **as_(world, "cadre"))
    with pytest.raises(Refusal):
        opine_application(row.pk, is_agreed=False, **as_(world, "sender"))
    opine_application(row.pk, is_agreed=False, opinion="本单位人手紧缺", **as_(world, "sender"))
    assert Application.objects.get(pk=row.pk).unit_opinion == "本单位人手紧缺"


def test_a_named_person_is_asked_for_and_the_unit_answers(world: World) -> None:
    """004-20: the organiser invites by name; a refusal carries its reason."""
    programme = call(world)
    asked = send_invitation(
        programme.pk, person(world, 1).pk, reason="岗位急需经济专业", **as_(world, "organiser")
    )
    with pytest.raises(Refusal):
        answer_invitation(asked.pk, is_agreed=False, **as_(world, "sender"))
    row = answer_invitation(
        asked.pk, is_agreed=False, answer="正在牵头审计", **as_(world, "sender")
    )
    assert row.answer == "正在牵头审计"


def test_people_apply_themselves_or_through_their_unit(world: World) -> None:
    """004-58: an open call; who applies alone waits for the unit's word."""
    programme = call(world)
    through = submit_application(programme.pk, person(world, 1).pk, **as_(world, "sender"))
    alone = person(world, 3, user=world.users["stranger"])
    alone_row = submit_application(programme.pk, alone.pk, **as_(world, "stranger"))
    assert through.is_unit_agreed is True
    assert alone_row.is_unit_agreed is None
    assert through.route == alone_row.route == "open"


def test_relations_stay_but_the_party_membership(world: World) -> None:
    """004-18: what stays cannot be moved; what moves is moved with its letter."""
    rows = {row.kind: row for row in world.placements["own"].relations.all()}
    with pytest.raises(Refusal):
        move_relation(rows["pay"].pk, letter_no="1", moved_on=world.today, **as_(world, "receiver"))
    moved = move_relation(
        rows["party"].pk,
        letter_no="云组介〔2026〕1号",
        moved_on=world.today,
        **as_(world, "receiver"),
    )
    assert moved.moved_on == world.today


def test_the_table_of_relations_is_the_charters(world: World) -> None:
    at = {row.key: row.place for row in rules_of(world.programmes["a"]).relations}
    stays = {"personnel", "administrative", "pay", "identity", "welfare"}
    assert at == {**dict.fromkeys(stays, "stays"), "party": "moves"}


def test_a_secondment_post_takes_no_headcount(world: World) -> None:
    """004-21: apart from 职数 unless the unit says otherwise."""
    assert a_post(world, "town1").counts_headcount is False


def test_difficulty_is_stated_by_the_unit_and_confirmed(world: World) -> None:
    """004-30: urgent, hard, dangerous, heavy; a changed one is confirmed again."""
    programme = call(world)
    post = a_post(world, "town1", difficulty=["urgent", "heavy"])
    offer = make_offer(programme.pk, post.pk, **as_(world, "receiver"))
    confirm_offer(offer.pk, **as_(world, "organiser"))
    assert Post.objects.get(pk=post.pk).is_difficulty_confirmed
    save_post(post.organisation_id, post.pk, difficulty=["hard"], **as_(world, "receiver"))
    assert not Post.objects.get(pk=post.pk).is_difficulty_confirmed


def test_titles_come_from_the_charters_catalogue(world: World) -> None:
    """004-57: assistant to the township head and the like."""
    titles = rules_of(world.programmes["a"]).catalogues["post_titles"]
    assert "乡镇长助理" in {item.name for item in titles}


def test_who_arrives_reads_the_differences_and_what_is_not_promised(world: World) -> None:
    """004-25, 004-59: four differences, and that the end of the term is no promotion."""
    texts = {row.key: row.text for row in arrival_texts(world.placements["own"])}
    assert {"environment", "people", "nature", "means"} <= set(texts)
    assert "不等于提拔" in texts["no_promise"]


def test_one_leader_is_the_contact_and_kin_is_not(world: World) -> None:
    """004-32: a mentor contact serves inside the term; a lack is a gap, kin may not be one."""
    row = world.placements["own"]
    row.mentorships.all().delete()
    assert "mentor_contact" in lacking(row, world)
    aunt = world.people["other"]
    who = {"name": "马建国", "title": "镇党委副书记", "kind": "contact"}
    days = {"starts_on": row.starts_on, "ends_on": row.ends_on}
    kin = Kinship.objects.create(person=row.person, other=aunt, relation="collateral")
    with pytest.raises(Refusal):
        appoint_mentor(row.pk, user_id=aunt.user_id, **who, **days, **as_(world, "receiver"))
    kin.delete()
    appoint_mentor(row.pk, user_id=aunt.user_id, **who, **days, **as_(world, "receiver"))
    assert "mentor_contact" not in lacking(row, world)


def lacking(row: Placement, world: World) -> set[str]:
    """Give the responsibilities of a placement that nobody holds."""
    return {held.rule.key for held in gaps_of([Placement.objects.get(pk=row.pk)], world.today)}


def test_a_mentor_serves_inside_the_term_only(world: World) -> None:
    row = world.placements["own"]
    with pytest.raises(Refusal):
        appoint_mentor(
            row.pk,
            name="李四",
            title="镇长",
            kind="contact",
            starts_on=row.starts_on,
            ends_on=row.ends_on + timedelta(days=1),
            **as_(world, "receiver"),
        )

"""From the decision to the end of a term: placements, notices, letters, relations, moves."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ObjectDoesNotExist

from dunmiao import flow
from dunmiao.engine.calendar import add_months, term_end
from dunmiao.stages.common.models import AuditEntry
from dunmiao.stages.common.refusal import Refusal
from dunmiao.stages.organisations.models import Contact
from dunmiao.stages.people.models import Person
from dunmiao.stages.placement import actions, papers
from dunmiao.stages.placement.models import Holding, Notice, Placement
from dunmiao.stages.placement.notices import issue_letters, issue_notice, print_letter
from dunmiao.stages.placement.responsibilities import gaps_of, responsibilities_of
from dunmiao.stages.placement.rosters import person_row, roster_rows
from dunmiao.stages.selection.models import DecisionLine, Offer, Post, Publicity
from tests.world import World, token


def by(w: World, role: str = "organiser") -> dict[str, Any]:
    return {"by": w.user(role), "today": w.today}


def test_a_new_division_of_work_keeps_the_old_one(world: World) -> None:
    """000-43: each with its day and document; the placement holds the present one."""
    own, day = world.placements["own"], world.today
    before = day - timedelta(days=30)
    host = by(world, "receiver")
    first = {"text": "联系东柳片区", "on": before, "document_no": "柳党发〔2026〕3号"}
    actions.divide_work(own.pk, **host, **first)
    actions.divide_work(own.pk, **host, text="分管项目建设", document_no="柳党发〔2026〕8号")
    kept = [(one.text, one.document_no, one.on) for one in own.divisions.all()]
    assert kept == [
        ("分管项目建设", "柳党发〔2026〕8号", day), ("联系东柳片区", "柳党发〔2026〕3号", before),
    ]  # fmt: skip
    own.refresh_from_db()
    assert (own.division_of_work, own.division_on) == ("分管项目建设", day)
    for wrong in ({"on": day + timedelta(days=1)}, {"on": before}, {"text": " "}):
        with pytest.raises(Refusal):
            actions.divide_work(own.pk, **{**host, "text": "分管农业", **wrong})
    assert own.divisions.count() == 2


def unplaced(w: World, state: str = "passed") -> int:
    """Take the world's first placement back to its decision, its public notice in a state."""
    row = w.placements["own"]
    row.relations.all().delete()
    row.holdings.all().delete()
    row.mentorships.all().delete()
    row.teams.clear()
    row.delete()
    decision = w.decisions["a"]
    shown = Publicity.objects.create(
        programme=decision.programme, decision=decision, starts_on=decision.met_on,
        ends_on=decision.met_on + timedelta(days=7), working_days=5, contact="组织部", state=state,
    )  # fmt: skip
    DecisionLine.objects.filter(decision=decision).update(publicity=shown)
    return int(decision.pk)


def in_state(w: World, state: str, key: str = "own") -> Placement:
    Placement.objects.filter(pk=w.placements[key].pk).update(state=state)
    row: Placement = Placement.objects.get(pk=w.placements[key].pk)
    return row


def test_a_decision_becomes_placements_once_its_public_notice_passed(world: World) -> None:
    decision = unplaced(world, "posted")
    with pytest.raises(Refusal):
        flow.make_placements(decision, **by(world))
    Publicity.objects.update(state="passed")
    (made,) = flow.make_placements(decision, **by(world))
    assert made.state == "proposed"
    assert made.ends_on == term_end(made.starts_on, 12)
    assert made.sending_post == "科员"
    assert made.holdings.get().post == world.offers["own"].post
    places = dict(made.relations.values_list("kind", "at"))
    assert {key for key, at in places.items() if at == "moves"} == {"party"}
    assert {"personnel", "pay", "identity", "welfare"} <= set(places)
    with pytest.raises(Refusal):
        flow.make_placements(decision, **by(world))


def test_nobody_is_in_two_places_and_no_post_has_two_holders(world: World) -> None:
    decision = unplaced(world)
    DecisionLine.objects.filter(application=world.applications["own"]).update(
        offer=world.offers["other"]
    )
    with pytest.raises(Refusal):
        flow.make_placements(decision, **by(world))
    assert not Placement.objects.filter(application=world.applications["own"]).exists()


def test_the_notice_names_all_keeps_what_it_was_made_from_and_tells_changes(world: World) -> None:
    in_state(world, "proposed")
    programme = world.programmes["a"]
    first = issue_notice(programme.pk, **by(world), code="云组通", serial=12)
    row = Placement.objects.get(pk=world.placements["own"].pk)
    assert (row.state, first.number) == ("noticed", f"云组通〔{world.today.year}〕12号")
    assert [one["name"] for one in first.data["people"]] == ["单雨桐", "曾志远"]
    arrival = Notice.objects.get(kind="arrival", placement=row)
    assert any("期满不等于提拔" in text["text"] for text in arrival.data["texts"])
    assert papers.changes_since(first) == []
    Post.objects.filter(holdings__placement=row).update(title="副镇长")
    (change,) = papers.changes_since(first)
    assert (change.field, change.before, change.after) == ("post", "镇长助理", "副镇长")
    again = issue_notice(programme.pk, **by(world), code="云组通", serial=13)
    assert again.version == 2
    assert papers.changes_since(again) == []
    assert first.data["people"][0]["post"] == "镇长助理"


def test_a_notice_needs_people_a_free_number_and_the_filing_reference(world: World) -> None:
    programme = world.programmes["a"]
    with pytest.raises(Refusal):
        issue_notice(programme.pk, **by(world), code=" ", serial=1)
    with pytest.raises(Refusal):
        issue_notice(programme.pk, **by(world), code="云组通", serial=1, placement_ids=[])
    Placement.objects.filter(pk=world.placements["own"].pk).update(direction="up")
    with pytest.raises(Refusal):
        issue_notice(programme.pk, **by(world), code="云组通", serial=1)
    Offer.objects.filter(pk=world.offers["own"].pk).update(filing_no="临组备〔2026〕3号")
    issue_notice(programme.pk, **by(world), code="云组通", serial=1)
    assert Notice.objects.filter(kind="notice").count() == 1


def test_the_roster_stands_in_official_order_then_rank(world: World) -> None:
    Person.objects.filter(pk=world.people["own"].pk).update(rank="R12")
    Person.objects.filter(pk=world.people["other"].pk).update(rank="132")
    rows = roster_rows(world.programmes["a"])
    assert [row.person.name for row in rows] == ["单雨桐", "曾志远"]
    Placement.objects.filter(pk=world.placements["other"].pk).update(
        sending_unit=world.units["send1"]
    )
    rows = roster_rows(world.programmes["a"])
    assert [row.person.name for row in rows] == ["曾志远", "单雨桐"]
    assert token("Person", "own", "id_number") not in str(person_row(rows[1]))


def test_letters_run_on_and_the_party_letter_reaches_the_relations_table(world: World) -> None:
    ids = [world.placements[key].pk for key in ("own", "other")]
    made = issue_letters(ids, "party", **by(world), code="云组介", serial=7)
    assert [row.data["number"]["serial"] for row in made] == [7, 8]
    assert world.placements["own"].relations.get(kind="party").letter_no == made[0].number
    secret = token("Person", "own", "id_number")
    assert secret not in str(made[0].data)
    body = print_letter(made[0].pk, **by(world))
    assert body.startswith(b"PK")
    entry = AuditEntry.objects.get(act="letter.print")
    assert secret not in str(entry.changes)


def test_no_party_letter_for_somebody_outside_the_party(world: World) -> None:
    Person.objects.filter(pk=world.people["own"].pk).update(political="13")
    with pytest.raises(Refusal):
        issue_letters([world.placements["own"].pk], "party", **by(world), code="介", serial=1)
    in_state(world, "proposed", "other")
    with pytest.raises(Refusal):
        issue_letters(
            [world.placements["other"].pk], "administrative", **by(world), code="介", serial=1
        )


def test_missing_persons_are_gaps_and_block_the_beginning(world: World) -> None:
    programme = world.programmes["a"]
    type(programme).objects.filter(pk=programme.pk).update(state="decided")
    assert gaps_of(roster_rows(programme), world.today) == []
    Contact.objects.filter(organisation=world.units["town1"], kind="first_responsible").delete()
    world.mentorships["own"].delete()
    found = gaps_of(roster_rows(programme), world.today)
    assert [held.rule.key for held in found] == ["first_responsible", "mentor_contact"]
    assert [held.is_blocking for held in found] == [True, False]
    with pytest.raises(Refusal) as refused:
        flow.start_programme(programme.pk, **by(world))
    assert "柳河镇" in str(refused.value)
    Contact.objects.create(
        organisation=world.units["town1"], kind="first_responsible", name="钱进",
        title="镇党委书记", starts_on=world.today,
    )  # fmt: skip
    flow.start_programme(programme.pk, **by(world))
    programme.refresh_from_db()
    assert programme.state == "running"


def test_the_arrival_is_confirmed_once_and_not_before_its_day(world: World) -> None:
    row = in_state(world, "noticed")
    tomorrow = world.today + timedelta(days=1)
    with pytest.raises(Refusal):
        actions.confirm_arrival(row.pk, **by(world, "receiver"), arrived_on=tomorrow)
    actions.confirm_arrival(row.pk, **by(world, "receiver"))
    with pytest.raises(Refusal):
        actions.confirm_arrival(row.pk, **by(world, "receiver"))


def test_what_stays_cannot_move_and_what_moved_comes_back_later(world: World) -> None:
    row = world.placements["own"]
    with pytest.raises(Refusal):
        actions.move_relation(row.relations.get(kind="pay").pk, **by(world), moved_on=world.today)
    party = row.relations.get(kind="party")
    with pytest.raises(Refusal):
        actions.move_relation(party.pk, **by(world), returned_on=world.today)
    actions.move_relation(party.pk, **by(world), letter_no="介1号", moved_on=world.today)
    yesterday = world.today - timedelta(days=1)
    with pytest.raises(Refusal):
        actions.move_relation(party.pk, **by(world), returned_on=yesterday)


def test_a_term_is_extended_once_within_the_charter(world: World) -> None:
    row = world.placements["own"]
    lead = by(world, "organiser_lead")
    with pytest.raises(Refusal):
        actions.extend_term(row.pk, add_months(row.ends_on, 9), **lead, reason="项目未完")
    until = add_months(row.ends_on, 3)
    actions.extend_term(row.pk, until, **lead, reason="项目未完")
    assert row.holdings.get().ends_on == until
    with pytest.raises(Refusal):
        actions.extend_term(row.pk, add_months(row.ends_on, 5), **lead, reason="再延")


def test_a_rotation_keeps_the_history_of_the_post(world: World) -> None:
    row = world.placements["own"]
    new = Post.objects.create(organisation=world.units["town1"], title="村第一书记")
    actions.rotate_post(row.pk, new.pk, **by(world))
    held = list(row.holdings.order_by("starts_on"))
    assert [one.post.title for one in held] == ["镇长助理", "村第一书记"]
    assert held[0].ends_on == world.today - timedelta(days=1)
    with pytest.raises(Refusal):
        actions.rotate_post(
            world.placements["other"].pk, new.pk, **by(world)
        )  # the post has its holder


def test_ending_early_needs_the_reason_and_frees_the_post(world: World) -> None:
    row = world.placements["own"]
    lead = by(world, "organiser_lead")
    with pytest.raises(Refusal):
        actions.recall_placement(row.pk, **lead, reason="")
    actions.recall_placement(row.pk, **lead, reason="不适宜继续挂职")
    row.refresh_from_db()
    assert (row.state, row.ended_on, row.holdings.get().ends_on) == (
        "recalled", world.today, world.today,
    )  # fmt: skip
    actions.close_placement(row.pk, **by(world))


def test_a_placement_taken_back_before_arrival_leaves_no_holder(world: World) -> None:
    row = in_state(world, "proposed")
    actions.withdraw_placement(row.pk, **by(world, "organiser_lead"), reason="本人调离")
    assert not Holding.objects.filter(placement=row).exists()
    arrived = world.placements["other"]
    with pytest.raises(Refusal):
        actions.withdraw_placement(arrived.pk, **by(world, "organiser_lead"), reason="本人调离")


def test_nobody_decides_on_their_own_placement(world: World) -> None:
    user = world.user("organiser_lead")
    Person.objects.filter(pk=world.people["own"].pk).update(user=user)
    row = world.placements["own"]
    with pytest.raises(Refusal):
        actions.extend_term(
            row.pk, add_months(row.ends_on, 1), by=user, today=world.today, reason="本人愿意"
        )


def test_a_group_changes_hands_and_remembers_who_led_it(world: World) -> None:
    team = world.teams["own"]
    members = (world.placements["own"].pk, world.placements["other"].pk)
    later = world.today + timedelta(days=1)
    actions.save_team(
        team.programme_id, team.pk, by=world.user("organiser"), today=later, name="第一组",
        member_ids=members, roles=(("team_leader", world.users["mentor"].pk),),
    )  # fmt: skip
    live = dict(team.roles.filter(ends_on=None).values_list("kind", "user_id"))
    assert live == {"team_leader": world.users["mentor"].pk}
    assert team.roles.filter(kind="team_leader", user=world.users["team_leader"]).exists()
    assert team.members.count() == 2
    with pytest.raises(ObjectDoesNotExist):
        actions.save_team(team.programme_id, 10**6, **by(world), name="没有")


def test_a_term_that_is_over_is_judged_by_its_last_day(world: World) -> None:
    row = world.placements["own"]
    row.mentorships.update(ends_on=world.today - timedelta(days=10))
    missing = gaps_of(roster_rows(row.programme), world.today)
    assert [held.rule.key for held in missing] == ["mentor_contact"]
    Placement.objects.filter(pk=row.pk).update(
        state="closed", ended_on=world.today - timedelta(days=10)
    )
    assert gaps_of(roster_rows(row.programme), world.today) == []
    (ended,) = [one for one in roster_rows(row.programme) if one.pk == row.pk]
    held = responsibilities_of([ended], world.today)[row.pk]
    assert not [one for one in held if one.is_gap]

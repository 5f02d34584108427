"""Appraisals: opened when due, heard, told, objected to, approved and then frozen."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from dunmiao import flow
from dunmiao.stages.appraisal import abilities, actions, reading, tallies
from dunmiao.stages.appraisal.models import Appraisal, Opinion
from dunmiao.stages.common.refusal import Refusal
from dunmiao.stages.placement.models import Placement
from dunmiao.stages.supervision.ledger import ledger
from tests.stages.appraisal_world import (
    COUNTS,
    KEYS,
    PAPER,
    SENTENCES,
    approved,
    at_the_end,
    ballots,
    by,
    heard,
    opened,
    opine,
    rate,
    told,
)
from tests.world import World

pytestmark = pytest.mark.django_db


def again(row: Any) -> Any:
    return type(row).objects.get(pk=row.pk)


def met(w: World, duty: str) -> list[str]:
    row = Placement.objects.get(pk=w.placements["own"].pk)
    return [str(line.state) for line in ledger(row, w.today).lines if line.duty.duty == duty]


def test_only_what_is_due_is_opened(world: World) -> None:
    """004-52: the half-year appraisal at six months, 004-53: the final one at the end."""
    row = opened(world, "half")
    assert row.due_on == world.placements["own"].starts_on.replace(day=1) or row.due_on
    with pytest.raises(Refusal):  # everybody has it
        opened(world, "half")
    with pytest.raises(Refusal):  # five months before the end
        opened(world, "final")
    at_the_end(world)
    final = opened(world, "final")
    assert final.due_on == world.placements["own"].ends_on


def test_each_party_writes_its_own_opinion(world: World) -> None:
    row = opened(world)
    with pytest.raises(Refusal):
        actions.write_opinion(row.pk, "sender", **by(world, "receiver", **SENTENCES))
    with pytest.raises(Refusal) as refused:
        actions.write_opinion(
            row.pk, "receiver", **by(world, "receiver", **{**SENTENCES, "deficiencies": " "})
        )
    assert refused.value.field == "deficiencies"
    actions.write_opinion(row.pk, "mentor", **by(world, "mentor", **SENTENCES))
    opine(world, row)
    assert set(row.opinions.values_list("role", flat=True)) == {"mentor", "receiver", "sender"}


def test_a_graded_opinion_needs_a_grade_of_the_charter(world: World) -> None:
    at_the_end(world)
    row = opened(world, "final")
    with pytest.raises(Refusal) as refused:
        actions.write_opinion(
            row.pk, "receiver", **by(world, "receiver", grade="best", **SENTENCES)
        )
    assert refused.value.field == "grade"


def test_ballots_are_entered_by_two_who_must_agree(world: World) -> None:
    at_the_end(world)
    row = opened(world, "final")
    tallies.enter_tally(row.pk, **by(world, "receiver", **PAPER))
    assert tallies.agreed_tally(row) is None
    with pytest.raises(Refusal):  # the same person again
        tallies.enter_tally(row.pk, **by(world, "receiver", **PAPER))
    with pytest.raises(Refusal):  # 19 returned, 20 graded
        tallies.enter_tally(row.pk, **by(world, "organiser", **{**PAPER, "invalid": 2}))
    other = {**COUNTS, "excellent": 11, "competent": 7}
    tallies.enter_tally(row.pk, **by(world, "organiser", **{**PAPER, "counts": other}))
    assert len(tallies.tally_differences(again(row))) == 2
    assert tallies.agreed_tally(again(row)) is None
    tallies.clear_tally(row.pk, **by(world, "organiser"))
    ballots(world, row)
    agreed = tallies.agreed_tally(again(row))
    assert agreed is not None and agreed.counts == COUNTS and agreed.given_out == 20


def test_few_ballots_are_not_shown_outside_the_department(world: World) -> None:
    at_the_end(world)
    row = opened(world, "final")
    few = {**PAPER, "given_out": 4, "returned": 4, "invalid": 0}
    few["counts"] = {**dict.fromkeys(COUNTS, 0), "excellent": 4}
    for role in ("receiver", "organiser"):
        tallies.enter_tally(row.pk, **by(world, role, **few))
    shares, hidden = tallies.shares_for(again(row))
    assert hidden is not None and shares


def test_abilities_are_compared_between_the_same_raters(world: World) -> None:
    """004-36: start, middle and end by the same kinds of raters; change, never a rank."""
    rate(world, "start", 2)
    rate(world, "middle", 4)
    changes = abilities.changes_of(again(world.placements["own"]))
    assert {change.ability for change in changes} == set(KEYS)
    for change in changes:
        assert {row.rater_kind for row in change.rows} == {"receiver", "mentor"}
        assert {row.change for row in change.rows} == {2}


def test_a_rating_needs_a_fact_its_rater_and_its_time(world: World) -> None:
    pk = world.placements["own"].pk
    levels, facts = dict.fromkeys(KEYS, 3), dict.fromkeys(KEYS, "见记录")
    rate_ = abilities.rate_abilities
    with pytest.raises(Refusal) as refused:
        rate_(pk, "start", "receiver", levels, **by(world, "receiver"))
    assert refused.value.field.startswith("fact_")
    with pytest.raises(Refusal):
        rate_(pk, "start", "mentor", levels, **by(world, "receiver", facts=facts))
    with pytest.raises(Refusal):  # five months too early
        rate_(pk, "end", "receiver", levels, **by(world, "receiver", facts=facts))
    with pytest.raises(Refusal):
        rate_(
            pk, "start", "receiver", {**levels, "theory": 9}, **by(world, "receiver", facts=facts)
        )


def test_what_is_missing_stands_in_the_way(world: World) -> None:
    row = opened(world)
    with pytest.raises(Refusal):
        actions.tell_result(row.pk, **by(world, "organiser"))
    opine(world, row)
    actions.tell_result(row.pk, **by(world, "organiser"))
    gaps = [gap.rule for gap in reading.missing(again(row), world.today)]
    assert gaps == ["ability", "ability", "objection_days"]
    with pytest.raises(Refusal):
        actions.approve_appraisal(row.pk, **by(world, "organiser_lead"))


def test_approval_freezes_everything(world: World) -> None:
    """001c-45: after the approval no act and no statement changes a word."""
    row = approved(world, "final")
    assert row.frozen["grade"] == "competent" and row.frozen["tally"]["counts"] == COUNTS
    pk, sentence = row.pk, r"."
    later: list[Any] = [
        lambda: actions.write_summary(pk, "改", **by(world, "cadre")),
        lambda: actions.write_opinion(pk, "receiver", **by(world, "receiver", **SENTENCES)),
        lambda: actions.tell_result(pk, **by(world, "organiser", grade="excellent")),
        lambda: actions.object_to_result(pk, "改", **by(world, "cadre")),
        lambda: actions.approve_appraisal(pk, **by(world, "organiser_lead")),
        lambda: tallies.clear_tally(pk, **by(world, "organiser")),
        lambda: tallies.enter_tally(pk, **by(world, "organiser_lead", **PAPER)),
        lambda: rate(world, "end", 5),
        lambda: rate(world, "start", 1),
    ]
    for act in later:
        with pytest.raises(Refusal, match=sentence):
            act()
    for change in (
        lambda: Appraisal.objects.filter(pk=pk).update(grade="excellent"),
        lambda: Opinion.objects.filter(appraisal=pk).update(results="改"),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()
    assert reading.content_of(again(row)) == row.frozen


def test_an_objection_is_decided_by_somebody_else(world: World) -> None:
    row = told(world)
    objection = actions.object_to_result(row.pk, "征地是两人完成。", **by(world, "cadre"))
    with pytest.raises(Refusal):
        actions.approve_appraisal(row.pk, **by(world, "organiser_lead"))
    with pytest.raises(Refusal):  # wrote an opinion
        actions.decide_objection(
            objection.pk, **by(world, "receiver", is_upheld=False, finding="不变")
        )
    with pytest.raises(Refusal) as refused:
        actions.decide_objection(
            objection.pk, **by(world, "organiser_lead", is_upheld=True, finding="")
        )
    assert refused.value.field == "finding"
    actions.decide_objection(
        objection.pk, **by(world, "organiser_lead", is_upheld=True, finding="应注明")
    )
    assert again(row).state == "open" and again(row).told_on is None
    opine(world, row)
    actions.tell_result(row.pk, **by(world, "organiser"))
    second = actions.object_to_result(row.pk, "仍不同意。", **by(world, "cadre"))
    actions.decide_objection(
        second.pk, **by(world, "organiser_lead", is_upheld=False, finding="已注明")
    )
    with pytest.raises(Refusal):  # decided once
        actions.object_to_result(row.pk, "再提。", **by(world, "cadre"))
    assert actions.approve_appraisal(row.pk, **by(world, "organiser_lead")).state == "approved"


def test_the_days_for_objecting_end(world: World) -> None:
    row = told(world)
    late = world.today + timedelta(days=31)
    with pytest.raises(Refusal):
        actions.object_to_result(row.pk, "晚了", by=world.user("cadre"), today=late)
    lead = world.user("organiser_lead")
    assert actions.approve_appraisal(row.pk, by=lead, today=late).approved_on == late


def test_nobody_judges_their_own_case(world: World) -> None:
    row = heard(world)
    world.people["own"].user = world.users["organiser"]
    world.people["own"].save(update_fields=["user"])
    with pytest.raises(Refusal):
        actions.tell_result(row.pk, **by(world, "organiser"))


def test_records_settle_their_duties(world: World) -> None:
    row = told(world)
    assert "met" in met(world, "receiver_opinion") and "met" in met(world, "sender_opinion")
    assert met(world, "ability_start") == ["met"] and met(world, "ability_middle") == ["met"]
    assert "met" not in met(world, "half_year_appraisal")
    assert "met" not in met(world, "self_summary")
    actions.acknowledge_result(row.pk, **by(world, "cadre"))
    actions.approve_appraisal(row.pk, **by(world, "organiser_lead"))
    assert met(world, "half_year_appraisal") == ["met"]


def test_feedback_reaches_unit_and_person(world: World) -> None:
    """004-38, 004-51: what was found goes to the units and the person."""
    row = heard(world)
    with pytest.raises(Refusal):
        flow.feed_back(row.pk, **by(world, "organiser", text="统筹不够", direction="多牵头"))
    actions.tell_result(row.pk, **by(world, "organiser"))
    told_ = flow.feed_back(row.pk, **by(world, "organiser", text="统筹不够", direction="多牵头"))
    assert told_.source == "appraisal" and told_.to_unit == "both"

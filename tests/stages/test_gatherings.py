"""Training from gaps, meetings and the sending-off: called, held, remembered."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

import dunmiao
from dunmiao.engine.standing import State
from dunmiao.stages.appraisal.models import AbilityRating
from dunmiao.stages.charter.models import CharterVersion, Programme
from dunmiao.stages.charter.rules import rules_of
from dunmiao.stages.common.refusal import Refusal
from dunmiao.stages.development.gaps import gaps, lacks
from dunmiao.stages.development.gatherings import (
    agenda_of,
    call_gathering,
    cancel_gathering,
    kinds_of,
    note_absences,
    seats_of,
    take_over,
    write_words,
)
from dunmiao.stages.development.models import Gathering, Handover, Invitee, NeedMet
from dunmiao.stages.outcomes.timeline import growth
from dunmiao.stages.people.models import Person
from dunmiao.stages.placement.models import Placement
from dunmiao.stages.selection.models import Post
from dunmiao.stages.supervision.ledger import ledger
from tests.world import World

NEED = "ability:emergencies"


def as_(w: World, role: str, **more: Any) -> dict[str, Any]:
    return {"by": w.user(role), "today": w.today, **more}


def call(w: World, kind: str = "training:course", days: int = 0, **more: Any) -> Gathering:
    held_on = w.today + timedelta(days=days)
    return call_gathering(
        w.programmes["a"].pk, kind, topic=more.pop("topic", "应急处突培训班"), held_on=held_on,
        **as_(w, "organiser", **more),
    )  # fmt: skip


def _with_gap(w: World, *keys: str) -> None:
    """Let posts ask for the ability and rate their holders below it."""
    ability = rules_of(w.placements["own"]).abilities
    assert NEED.partition(":")[2] in {one.key for one in ability}
    for key in keys:
        Post.objects.filter(pk=w.offers[key].post_id).update(need_abilities={"emergencies": 4})
        AbilityRating.objects.create(
            placement=w.placements[key], ability="emergencies", moment="start", level=2,
            rater="receiver", by=w.users["receiver"], on=w.today,
        )  # fmt: skip


def _running(w: World) -> Any:
    rows = Placement.objects.filter(programme=w.programmes["a"], state="arrived")
    return rows.select_related("person", "charter", "programme__owner")


def _verdict(w: World, key: str) -> str:
    row = Placement.objects.get(pk=w.placements[key].pk)
    return next(need.verdict for need in gaps(row, rules_of(row)) if need.key == NEED)


def test_gaps_are_added_up_and_a_class_invites_who_has_them(world: World) -> None:
    """004-39: what is missing is what is trained, and the class closes it where it did."""
    _with_gap(world, "own", "other")
    (lack,) = lacks(_running(world), rules_of)
    assert (lack.key, len(lack.people)) == (NEED, 2)
    row = call(world, need=NEED, invite="need", host="市委党校")
    assert row.invitees.count() == 2
    note_absences(row.pk, absent="曾志远", closes_need=True, **as_(world, "organiser"))
    assert (_verdict(world, "own"), _verdict(world, "other")) == ("passed", "failed")
    note_absences(row.pk, absent="", closes_need=False, **as_(world, "organiser"))
    assert not NeedMet.objects.exists()
    assert _verdict(world, "own") == "failed"


def test_only_who_has_the_gap_is_invited(world: World) -> None:
    _with_gap(world, "own")
    row = call(world, need=NEED, invite="need")
    assert [one.placement for one in row.invitees.all()] == [world.placements["own"]]
    with pytest.raises(Refusal):
        call(world, need="ability:nothing", invite="need")
    team = call(world, invite=f"team:{world.teams['own'].pk}")
    assert team.invitees.count() == 1


def test_what_was_attended_stays_with_the_person(world: World) -> None:
    """001c-34, 003-28, 003-29: on the timeline and in the ledger, absence is the exception."""
    row = call(world)
    note_absences(row.pk, absent="曾志远", summary="学了三项", **as_(world, "organiser"))
    told = {
        key: [event.title for event in growth(world.placements[key])] for key in ("own", "other")
    }
    assert "参加应急处突培训班" in told["own"]
    assert "参加应急处突培训班" not in told["other"]
    assert Gathering.objects.get(pk=row.pk).state == "held"


def test_a_meeting_held_meets_its_duty_for_all_invited(world: World) -> None:
    """003-22, 004-40: the charter's cadence is settled by the meeting itself."""
    own = Placement.objects.get(pk=world.placements["own"].pk)
    before = [line.state for line in ledger(own, world.today).lines
              if line.duty.duty == "exchange"]  # fmt: skip
    row = call(world, "meeting:exchange", topic="挂职体会交流会")
    note_absences(row.pk, minutes_no="〔2026〕3号", **as_(world, "organiser"))
    after = [line.state for line in ledger(own, world.today).lines if line.duty.duty == "exchange"]
    assert State.MET not in before
    assert State.MET in after


def test_the_sending_off_is_taken_over_by_each_unit(world: World) -> None:
    """000-06: a list per receiving unit, and the unit says that it took its people over."""
    row = call(world, "meeting:sending_off", days=3, is_sending_off=True, topic="推进会")
    over = Handover.objects.get(gathering=row, unit=world.units["town1"])
    assert row.handovers.count() == 2
    with pytest.raises(Refusal):  # the day has not come
        take_over(over.pk, **as_(world, "receiver"))
    Gathering.objects.filter(pk=row.pk).update(held_on=world.today)
    take_over(over.pk, remark="全部到位", **as_(world, "receiver"))
    with pytest.raises(Refusal):
        take_over(over.pk, **as_(world, "receiver"))


def test_speakers_and_their_words(world: World) -> None:
    """001c-15: who speaks is named; their words are kept, nobody else's are asked."""
    row = call(world, "meeting:exchange", days=2, speakers="单雨桐、曾志远")
    assert row.invitees.filter(is_speaker=True).count() == 2
    mine = Invitee.objects.get(gathering=row, placement=world.placements["own"])
    with pytest.raises(Refusal):
        write_words(mine.pk, " ", **as_(world, "cadre"))
    assert write_words(mine.pk, "收获很多", **as_(world, "cadre")).speech_on == world.today
    with pytest.raises(Refusal):
        call(world, speakers="张三")
    Person.objects.filter(pk=world.people["other"].pk).update(name="单雨桐")
    with pytest.raises(Refusal):
        call(world, speakers="单雨桐")
    both = call(world, speakers="单雨桐（石桥镇）")
    assert both.invitees.get(is_speaker=True).placement == world.placements["other"]


def test_the_agenda_begins_from_the_charter(world: World) -> None:
    """004-03: last cohort speaks, the new one pledges, units pledge; seats are no kind of these."""
    kinds = kinds_of(rules_of(world.programmes["a"], world.today))
    assert agenda_of(kinds["meeting:sending_off"][1]) == [
        "去年挂职代表交流", "新挂职代表表态", "接收和派员单位表态"
    ]  # fmt: skip
    assert "meeting:party_committee" not in kinds
    seats = seats_of(rules_of(world.programmes["a"], world.today))
    assert {item.key for item in seats} == {"party_committee", "office"}


def test_what_cannot_be(world: World) -> None:
    with pytest.raises(Refusal):
        call(world, "training:nothing")
    with pytest.raises(Refusal):
        call(world, days=5, until=world.today)
    row = call(world, days=5)
    with pytest.raises(Refusal):  # still to come
        note_absences(row.pk, **as_(world, "organiser"))
    with pytest.raises(Refusal):
        cancel_gathering(row.pk, " ", **as_(world, "organiser"))
    cancel_gathering(row.pk, "防汛", **as_(world, "organiser"))
    mine = row.invitees.first()
    for again in (
        lambda: write_words(mine.pk, "好", **as_(world, "cadre")),
        lambda: cancel_gathering(row.pk, "防汛", **as_(world, "organiser")),
        lambda: call_gathering(
            world.programmes["a"].pk, "training:course", row.pk, topic="改", held_on=world.today,
            **as_(world, "organiser"),
        ),
    ):
        with pytest.raises(Refusal):
            again()


KINDS = {
    "system-cadres": {"training:study_tour", "meeting:experience"},
    "selected-graduates": {"training:mission"},
    "key-work-draft": {"training:policy", "training:business", "training:observation",
                       "meeting:exchange", "meeting:seminar"},
    "work-teams": {"training:departure"},
    "new-recruits": {"meeting:sending_off"},
}  # fmt: skip


@pytest.mark.parametrize("charter", KINDS)
def test_each_charters_kinds_can_be_called(world: World, charter: str) -> None:
    """001b-34, 001c-34, 002-37, 003-28, 003-29: the kinds come from the charter's catalogues."""
    under(world, charter)
    kinds = kinds_of(rules_of(world.programmes["a"], world.today))
    assert set(kinds) >= KINDS[charter]
    for kind in sorted(KINDS[charter]):
        row = call(world, kind, topic=kinds[kind][1].name)
        done = note_absences(row.pk, summary="看了三处", **as_(world, "organiser"))
        assert (done.sort, done.kind) == tuple(kind.split(":"))


def under(w: World, key: str) -> None:
    """Put county A's programme under another charter."""
    path = Path(dunmiao.__file__).parent / "charters" / f"{key}.toml"
    words = path.read_text(encoding="utf-8")
    version = CharterVersion.objects.create(
        owner=w.units["a"], key=key, version="test", name=key, text=words,
        digest=hashlib.sha256(words.encode()).hexdigest(), adopted_on=w.today,
    )  # fmt: skip
    Programme.objects.filter(pk=w.programmes["a"].pk).update(charter=version)
    Placement.objects.filter(programme=w.programmes["a"]).update(charter=version)
    w.programmes["a"] = Programme.objects.get(pk=w.programmes["a"].pk)


def test_the_three_headings_are_asked_at_the_talk(world: World) -> None:
    """001c-47: three headings of the department's talk."""
    under(world, "system-cadres")
    talks = rules_of(world.programmes["a"], world.today).talks
    assert any(set(talk.headings) >= {"下得去", "蹲得住", "干得好"} for talk in talks)

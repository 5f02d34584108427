"""Mentors within the charter's model: numbers, conditions, change with history, short notes."""

from __future__ import annotations

import hashlib
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

import dunmiao
from dunmiao.stages.charter.models import CharterVersion
from dunmiao.stages.common.refusal import Refusal
from dunmiao.stages.development import mentors
from dunmiao.stages.development.checks import mentor_load
from dunmiao.stages.development.models import MentorNote, Mentorship
from dunmiao.stages.people.models import Kinship, Person
from dunmiao.stages.placement.models import Placement
from dunmiao.stages.placement.responsibilities import gaps_of
from dunmiao.stages.supervision.ledger import ledger
from tests.world import World

CHARTERS = Path(dunmiao.__file__).parent / "charters"


def as_(w: World, role: str, **more: Any) -> dict[str, Any]:
    return {"by": w.user(role), "today": w.today, **more}


def under(w: World, key: str) -> Placement:
    """Put the own placement under another charter, without any mentor."""
    text = (CHARTERS / f"{key}.toml").read_text(encoding="utf-8")
    version = CharterVersion.objects.create(
        owner=w.units["a"], key=key, version="test", name=key, text=text,
        digest=hashlib.sha256(text.encode()).hexdigest(), adopted_on=w.today,
    )
    Mentorship.objects.all().delete()
    row = w.placements["own"]
    Placement.objects.filter(pk=row.pk).update(charter=version)
    return Placement.objects.get(pk=row.pk)


def appoint(w: World, row: Placement, name: str, **more: Any) -> Mentorship:
    who = {"name": name, "title": "科长", **more}
    return mentors.appoint_mentor(row.pk, **who, **as_(w, "receiver"))


def lacking(row: Placement, on: date) -> set[str]:
    rows = [Placement.objects.get(pk=row.pk)]
    return {held.rule.key for held in gaps_of(rows, on) if held.rule.key.startswith("mentor:")}


def test_two_and_one(world: World) -> None:
    """000-45, 000-46: the model's numbers per kind; a gap until each kind is full, and no more."""
    row = under(world, "new-recruits")
    assert lacking(row, world.today) == {"mentor:professional", "mentor:life"}
    appoint(world, row, "甲", kind="professional", standing="backbone")
    appoint(world, row, "乙", kind="life", standing="leader")
    assert lacking(row, world.today) == {"mentor:professional"}
    appoint(world, row, "丙", kind="professional", standing="leader")
    assert lacking(row, world.today) == set()
    with pytest.raises(Refusal) as refused:
        appoint(world, row, "丁", kind="professional", standing="leader")
    assert "业务导师" in str(refused.value)


def test_one_to_one_and_the_conditions(world: World) -> None:
    """002-24, 002-25: not met needs an exception with its reason; kin never."""
    row = under(world, "selected-graduates")
    new = Person.objects.create(
        unit=world.units["town1"], name="新手", sex="1", user=world.users["stranger"],
        work_started_on=date(world.today.year - 2, 1, 1),
    )
    who = {"user_id": new.user_id, "standing": "backbone"}
    with pytest.raises(Refusal) as refused:
        appoint(world, row, "新手", is_vouched=True, **who)
    assert refused.value.field == "exception"
    assert "第十条" in str(refused.value)
    made = appoint(world, row, "新手", is_vouched=True, exception="本镇只有他做过征迁", **who)
    assert made.exception == "本镇只有他做过征迁"
    with pytest.raises(Refusal):
        appoint(world, row, "第二人", standing="leader", is_vouched=True)
    made.delete()
    Kinship.objects.create(person=row.person, other=new, relation="collateral")
    with pytest.raises(Refusal) as barred:
        appoint(world, row, "新手", is_vouched=True, exception="没有别人", **who)
    assert barred.value.field == "user_id"


def test_who_mentors_two_is_warned_of_where_the_model_is_one_to_one(world: World) -> None:
    row = under(world, "selected-graduates")
    user = world.users["mentor"]
    Mentorship.objects.create(
        placement=world.placements["other"], user=user, name="马建国", title="书记", kind="contact",
        starts_on=world.placements["other"].starts_on, ends_on=world.placements["other"].ends_on,
    )
    made = appoint(world, row, "马建国", user_id=user.pk, standing="leader", is_vouched=True)
    kind = mentors.rules_of(row).mentor_kinds[0]
    who = mentors.Who("马建国", "书记", user.pk, "leader", is_vouched=True)
    load = [one for one in mentors.examined(row, kind, who, world.today)
            if one.text.rule == "load"]
    assert [one.verdict for one in load] == ["failed"]
    assert mentor_load(user.pk, world.today) == 2
    assert made.user_id == user.pk


def test_a_change_keeps_both_with_its_reason(world: World) -> None:
    old = world.mentorships["own"]
    with pytest.raises(Refusal):
        mentors.change_mentor(old.pk, " ", name="孙立", title="委员", **as_(world, "receiver"))
    new = mentors.change_mentor(
        old.pk, "马建国调任", name="孙立", title="委员", **as_(world, "receiver")
    )
    old.refresh_from_db()
    assert old.ends_on == world.today - timedelta(days=1)
    assert (old.end_reason, old.replaced_by) == ("马建国调任", new)
    assert (new.starts_on, new.ends_on) == (world.today, world.placements["own"].ends_on)
    with pytest.raises(Refusal):
        mentors.change_mentor(old.pk, "再换", name="李四", title="委员", **as_(world, "receiver"))


def test_who_ends_may_be_followed_on_the_same_day(world: World) -> None:
    row = world.placements["own"]
    with pytest.raises(Refusal):
        appoint(world, row, "孙立")
    with pytest.raises(Refusal):
        mentors.end_mentorship(world.mentorships["own"].pk, **as_(world, "receiver"))
    mentors.end_mentorship(world.mentorships["own"].pk, "调任", **as_(world, "receiver"))
    assert appoint(world, row, "孙立").starts_on == world.today


def test_one_leader_for_the_whole_unit(world: World) -> None:
    """004-32: everybody of the programme in the unit who lacks one, and only those."""
    Mentorship.objects.all().delete()
    own, other = world.placements["own"], world.placements["other"]
    Placement.objects.filter(pk=other.pk).update(receiving_unit=own.receiving_unit)
    appoint(world, own, "马建国")
    rows = mentors.appoint_for_unit(own.pk, name="孙立", title="镇长", **as_(world, "receiver"))
    assert [row.placement_id for row in rows] == [other.pk]
    with pytest.raises(Refusal):
        mentors.appoint_for_unit(own.pk, name="孙立", title="镇长", **as_(world, "receiver"))
    row = under(world, "selected-graduates")
    with pytest.raises(Refusal):
        mentors.appoint_for_unit(row.pk, name="孙立", title="镇长", **as_(world, "receiver"))


def test_a_note_settles_the_mentors_duty(world: World) -> None:
    """002-26, 003-31: one of the charter's kinds, one sentence."""
    row = world.placements["own"]
    due = [line for line in ledger(row, world.today).open_lines if line.duty.duty == "mentor_talk"]
    assert due
    with pytest.raises(Refusal):
        mentors.write_note(row.pk, text="想法稳定", kind="weather", **as_(world, "mentor"))
    with pytest.raises(Refusal):
        mentors.write_note(row.pk, text="想法稳定", kind="thinking", **as_(world, "receiver"))
    mentors.write_note(row.pk, text="想法稳定", kind="thinking", **as_(world, "mentor"))
    left = [line for line in ledger(row, world.today).open_lines if line.duty.duty == "mentor_talk"]
    assert len(left) < len(due)
    row.mentorships.update(user=None)
    mentors.write_note(row.pk, text="代记一笔", kind="advice", **as_(world, "receiver"))
    assert MentorNote.objects.count() == 2


def test_a_local_teacher_teaches_hands_on(world: World) -> None:
    """003-30, 003-31: a township or village cadre, ten persons at most, two kinds of notes."""
    row = under(world, "key-work-draft")
    rules = mentors.rules_of(row)
    with pytest.raises(Refusal):
        appoint(world, row, "外来", standing="backbone")
    appoint(world, row, "村支书", standing="local_cadre")
    mentors.write_note(row.pk, text="带着入户核对地块", kind="hands", **as_(world, "receiver"))
    assert {item.key for item in rules.catalogue("mentor_notes")} == {"experience", "hands"}

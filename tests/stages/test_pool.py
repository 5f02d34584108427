"""The survey of young cadres and the pool it fills."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from dunmiao.files.intake import Upload
from dunmiao.stages.charter.rules import rules_of
from dunmiao.stages.common.refusal import Refusal
from dunmiao.stages.people.models import Person
from dunmiao.stages.selection.imports import check_import, import_people, undo_import
from dunmiao.stages.selection.models import Application, PoolMember
from dunmiao.stages.selection.pool import (
    drop_member,
    enter_pool,
    history_of,
    mark_chosen,
    move_member,
    pool_programme,
    reckon_pool,
    set_pool_wish,
    structure_of,
)
from dunmiao.stages.selection.surveys import (
    ask_survey,
    confirm_survey,
    coverage_of,
    members_of,
    release_survey,
    report_people,
    return_survey,
    young_of,
)
from tests.stages.nomination_world import nominating
from tests.stages.selection_world import call, person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


def by(w: Any, role: str = "organiser") -> dict[str, Any]:
    return {"by": w.user(role), "today": w.today}


def surveyed(w: Any) -> Any:
    due = w.today + timedelta(days=20)
    return ask_survey(nominating(w).pk, [w.units["send1"].pk], due_on=due, **by(w))[0]


def test_a_unit_reports_its_young_cadres_and_confirms_once(world: Any) -> None:
    row = surveyed(world)
    young, old = person(world, 1), person(world, 3, born_on=date(world.today.year - 41, 1, 1))
    person(world, 5, is_active=False)
    person(world, 2)  # of another unit
    assert set(young_of(row.unit, row.programme, world.today)) == {young, world.people["own"]}
    assert report_people(row.pk, **by(world, "sender")) == 2
    assert old.pk not in members_of(row).values_list("person", flat=True)
    done = confirm_survey(row.pk, **by(world, "sender"))
    assert (done.state, done.number) == ("confirmed", 2)
    with pytest.raises(Refusal, match="already"):
        confirm_survey(row.pk, **by(world, "sender"))


def test_after_confirming_only_differences_with_a_reason(world: Any) -> None:
    row = surveyed(world)
    report_people(row.pk, **by(world, "sender"))
    confirm_survey(row.pk, **by(world, "sender"))
    late = person(world, 7)
    with pytest.raises(Refusal, match="why somebody is added"):
        report_people(row.pk, [late.pk], **by(world, "sender"))
    assert report_people(row.pk, [late.pk], reason="新调入", **by(world, "sender")) == 1
    member = PoolMember.objects.get(person=late)
    with pytest.raises(Refusal, match="Say why"):
        drop_member(member.pk, reason=" ", **by(world, "sender"))
    assert drop_member(member.pk, reason="已调出", **by(world, "sender")).state == "left"


def test_who_comes_back_begins_anew(world: Any) -> None:
    owner, who = world.units["a"], person(world, 1)
    member = enter_pool(owner.pk, [who.pk], **by(world))[0]
    drop_member(member.pk, reason="已调出", **by(world, "sender"))
    later = {"by": world.user("organiser"), "today": world.today + timedelta(days=9)}
    enter_pool(owner.pk, [who.pk], **later)
    member.refresh_from_db()
    assert (member.state, member.entered_on) == ("candidate", later["today"])


def test_a_unit_is_no_longer_asked(world: Any) -> None:
    row = surveyed(world)
    with pytest.raises(Refusal, match="no longer"):
        release_survey(row.pk, reason="", **by(world))
    assert release_survey(row.pk, reason="机构撤并", **by(world)).state == "withdrawn"


def test_an_empty_list_says_why_and_may_come_back(world: Any) -> None:
    Person.objects.update(is_active=False)
    row = surveyed(world)
    with pytest.raises(Refusal, match="Nobody is on the list"):
        confirm_survey(row.pk, **by(world, "sender"))
    confirm_survey(row.pk, note="无四十周岁以下人员", **by(world, "sender"))
    with pytest.raises(Refusal):
        return_survey(row.pk, reason="", **by(world))
    assert return_survey(row.pk, reason="请核对新录用人员", **by(world)).state == "returned"


def test_only_a_charter_with_a_pool_surveys(world: Any) -> None:
    due = world.today + timedelta(days=5)
    with pytest.raises(Refusal, match="no pool"):
        ask_survey(call(world).pk, [world.units["send1"].pk], due_on=due, **by(world))
    assert pool_programme(world.units["a"], world.today) is None
    programme = nominating(world)
    assert pool_programme(world.units["a"], world.today) == programme
    assert pool_programme(world.units["b"], world.today) is None


def test_the_pool_keeps_what_the_resume_shows(world: Any) -> None:
    owner = world.units["a"]
    field = person(world, 1)  # in a township for eight years
    office = person(world, 3, resume=f"{world.today.year - 3}.07--         区发展和改革局科员")
    made = enter_pool(owner.pk, [field.pk, office.pk], **by(world))
    rows = {row.person_id: row for row in made}
    assert rows[field.pk].grassroots_months > 80
    assert (rows[field.pk].is_three_gates, rows[office.pk].is_three_gates) == (False, True)
    with pytest.raises(Refusal, match="already"):
        enter_pool(owner.pk, [field.pk], **by(world))
    later = {"by": world.user("organiser"), "today": world.today + timedelta(days=90)}
    assert reckon_pool(owner.pk, **later) == 2
    assert PoolMember.objects.get(person=field).grassroots_months > (
        rows[field.pk].grassroots_months
    )


def test_where_somebody_stands_has_a_reason_and_a_history(world: Any) -> None:
    member = enter_pool(world.units["a"].pk, [person(world, 1).pk], **by(world))[0]
    with pytest.raises(Refusal, match="Say why"):
        move_member(member.pk, "deferred", reason="", **by(world))
    move_member(member.pk, "deferred", reason="正在攻读学位", **by(world))
    move_member(member.pk, "candidate", reason="已毕业", **by(world))
    assert [step.changes["state"] for step in history_of(member)] == [
        ["deferred", "candidate"], ["candidate", "deferred"],
    ]  # fmt: skip
    mark_chosen([member.person_id], "区委常委会〔2026〕5号", world.today)
    member.refresh_from_db()
    assert member.state == "chosen"
    with pytest.raises(Refusal):
        move_member(member.pk, "unfit", reason="不符合", **by(world))


def test_nobody_decides_their_own_standing(world: Any) -> None:
    own = person(world, 1, user=world.users["organiser"])
    member = enter_pool(world.units["a"].pk, [own.pk], **by(world))[0]
    with pytest.raises(Refusal, match="yourself"):
        move_member(member.pk, "deferred", reason="想等一等", **by(world))


def test_wishes_are_kept(world: Any) -> None:
    member = enter_pool(world.units["a"].pk, [world.people["own"].pk], **by(world))[0]
    with pytest.raises(Refusal, match="would go"):
        set_pool_wish(member.pk, willing="perhaps", **by(world, "cadre"))
    given = {"wish_place": "柳河镇", "wish_post": "项目建设", "difficulty": "孩子尚小"}
    row = set_pool_wish(member.pk, willing="maybe", **given, **by(world, "cadre"))
    assert (row.willing, row.wish_place, row.wished_on) == ("maybe", "柳河镇", world.today)


def test_structure_and_coverage(world: Any) -> None:
    programme = nominating(world)
    ids = [person(world, n).pk for n in (1, 2, 3)] + [world.people["own"].pk]
    enter_pool(world.units["a"].pk, ids[:2] + ids[3:], **by(world))
    counts = structure_of(PoolMember.objects.all(), rules_of(programme), world.today)
    assert counts.total == 3
    assert counts.up_to == ((30, 2), (35, 3), (40, 3))
    units = [world.units["send1"], world.units["a"]]
    found = coverage_of(units, programme, world.today)
    assert found[units[0].pk] == {"young": 3, "pool": 2, "ever": 1, "now": 1}
    assert found[units[1].pk]["young"] == 5, "its parts included"


def test_a_list_fills_the_pool_and_can_be_taken_back(world: Any) -> None:
    programme = nominating(world, state="draft")
    lines = ["姓名,性别,出生年月,工作单位", "程浩,男,1995.03,区发展和改革局",
             "叶青,女,1996.08,区发展和改革局", ""]  # fmt: skip
    sheet = "\n".join(lines)
    upload = Upload("名册.csv", sheet.encode("utf-8"))
    batch = check_import(programme.pk, upload, into="pool", **by(world))
    assert (batch.accepted, PoolMember.objects.count()) == (2, 0)
    done = import_people(programme.pk, checked_id=batch.pk, **by(world))
    assert set(PoolMember.objects.values_list("person__name", flat=True)) == {"程浩", "叶青"}
    assert not Application.objects.filter(programme=programme).exists()
    undo_import(done.pk, **by(world))
    assert not PoolMember.objects.exists()
    assert not Person.objects.filter(name__in=["程浩", "叶青"]).exists()
    with pytest.raises(Refusal, match="no pool"):
        check_import(call(world).pk, upload, into="pool", **by(world))

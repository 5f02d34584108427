"""Imports as acts: tried without a trace, taken in as if one by one, taken back whole."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from dunmiao.demo.sheets import applicants_workbook
from dunmiao.engine.identity import fake_number
from dunmiao.files.intake import Upload
from dunmiao.files.lrmx import read_lrmx
from dunmiao.stages.common.models import AuditEntry
from dunmiao.stages.common.refusal import Refusal
from dunmiao.stages.organisations.models import Organisation
from dunmiao.stages.people.actions import update_person
from dunmiao.stages.people.forms import export_form, import_form
from dunmiao.stages.people.models import FamilyMember, Person
from dunmiao.stages.selection.imports import (
    RowsRefused,
    check_import,
    discard_import,
    import_people,
    intake_of,
    try_people,
    undo_import,
)
from dunmiao.stages.selection.models import Application, Wish
from tests.files.making import lrmx as make_lrmx


def applicants(count: int = 6, unit: str = "区财政局") -> list[dict[str, Any]]:
    return [
        {
            "name": f"陈一{mark}",
            "sex": "男",
            "birth": date(1990, 7, 1),
            "id_number": fake_number(at, born_on=date(1990, 7, at + 1), sex="1"),
            "unit": unit,
            "post": "科员",
            "political": "中共党员",
            "education": "大学",
            "ethnic": "汉",
            "kind": "公务员",
            "phone": "13800000000",
        }
        for at, mark in enumerate("甲乙丙丁戊己庚辛壬癸"[:count])
    ]


def upload(people: list[dict[str, Any]], name: str = "报名.xlsx") -> Upload:
    return Upload(name, applicants_workbook(people))


@pytest.fixture
def call(world: Any) -> Any:
    """A programme that takes applications, its organiser, and what was there before."""
    programme = world.programmes["a"]
    programme.state, programme.opens_on, programme.closes_on = "open", None, None
    programme.save()
    world.extra["by"] = world.user("organiser")
    return world


def take(world: Any, source: Upload, **more: Any) -> Any:
    programme = world.programmes["a"]
    return import_people(programme.pk, source, by=world.extra["by"], today=world.today, **more)


def counts() -> tuple[int, ...]:
    models = (Person, Application, Organisation, Wish, FamilyMember)
    return tuple(model.objects.count() for model in models)


def test_a_trial_says_what_the_import_would_say_and_leaves_nothing(call: Any) -> None:
    before, audited = counts(), AuditEntry.objects.count()
    people = applicants()
    people[2]["id_number"] = "110101199007030000"
    intake = try_people(call.programmes["a"].pk, upload(people), by=None, today=call.today)
    assert (len(intake.rows), len(intake.accepted)) == (6, 5)
    assert [(bad.row, bad.column, bad.name) for bad in intake.errors] == [
        (8, "身份证号码", "陈一丙")
    ]
    assert (counts(), AuditEntry.objects.count()) == (before, audited)
    with pytest.raises(RowsRefused) as refused:
        take(call, upload(people))
    assert [bad.row for bad in refused.value.intake.errors] == [8]
    assert counts() == before
    assert len(take(call, upload(people), accept_good=True).intake.accepted) == 5


def test_rows_become_applications_exactly_as_submitted(call: Any) -> None:
    people = applicants()
    people[0] |= {"wish": "柳河镇镇长助理", "wish_2": "石桥镇镇长助理", "accepts_other": "否"}
    people[1]["wish"] = "火星"
    batch = take(call, upload(people))
    rows = Application.objects.filter(batch=batch)
    assert {row.state for row in rows} == {"submitted"}
    assert {str(row.sending_unit) for row in rows} == {"区财政局"}
    first = rows.get(person__name="陈一甲")
    assert first.offer == call.offers["own"]
    assert not first.accepts_other
    assert [wish.offer for wish in first.wishes.all()] == [call.offers["own"], call.offers["other"]]
    assert "wish_unknown" in {found.reason.rule for found in batch.intake.warnings}
    person = first.person
    assert (person.initials, person.pinyin, person.sex) == ("cyj", "chenyijia", "1")
    assert (person.political, person.education, person.kind) == ("01", "21", "civil_servant")
    assert str(person.phone) == "••••"
    submitted = AuditEntry.objects.filter(act="application.submit", object_id=str(first.pk))
    assert submitted.count() == 1


def test_unknown_units_are_entered_only_where_somebody_says_so(call: Any) -> None:
    people = [*applicants(2), *applicants(4, "区水利服务中心")[2:]]
    with pytest.raises(RowsRefused) as refused:
        take(call, upload(people))
    assert {bad.reason.rule for bad in refused.value.intake.errors} == {"unit_open"}
    batch = take(call, upload(people), create_units=["区水利服务中心"])
    unit = Organisation.objects.get(name="区水利服务中心")
    assert unit.parent == call.units["a"]
    assert unit.kind == "institution"
    assert batch.accepted == 4
    undo_import(batch.pk, by=call.extra["by"], today=call.today)
    assert not Organisation.objects.filter(pk=unit.pk).exists()
    meant = {"区水利服务中心": call.units["send1"].pk}
    batch = take(call, upload(people), unit_for=meant)
    assert Application.objects.filter(batch=batch, sending_unit=call.units["send1"]).count() == 2


def test_the_same_file_twice_is_refused_until_it_is_undone(call: Any) -> None:
    before = counts()
    source = upload(applicants())
    batch = take(call, source)
    with pytest.raises(Refusal, match=str(batch.pk)):
        take(call, source)
    with pytest.raises(Refusal):
        check_import(call.programmes["a"].pk, source, by=call.extra["by"], today=call.today)
    undo_import(batch.pk, by=call.extra["by"], today=call.today)
    assert counts() == before
    with pytest.raises(Refusal):
        undo_import(batch.pk, by=call.extra["by"], today=call.today)
    assert take(call, source).accepted == 6


def test_what_hangs_on_an_import_keeps_it(call: Any) -> None:
    batch = take(call, upload(applicants()))
    row = Application.objects.filter(batch=batch)[0]
    update_person(row.person_id, {"major": "法学"}, by=call.extra["by"], today=call.today)
    with pytest.raises(Refusal, match=row.person.name):
        undo_import(batch.pk, by=call.extra["by"], today=call.today)
    other = Application.objects.filter(batch=batch)[1]
    other.state = "eligible"
    other.save()
    with pytest.raises(Refusal, match=other.person.name):
        undo_import(batch.pk, by=call.extra["by"], today=call.today)


def test_a_change_made_by_hand_is_not_written_over(call: Any) -> None:
    take(call, upload(applicants()))
    hand = Person.objects.get(name="陈一甲")
    update_person(hand.pk, {"post_title": "股长"}, by=call.extra["by"], today=call.today)
    people = applicants()
    people[0]["post"] = people[1]["post"] = "主任科员"
    second = take(call, upload(people))
    found = {(w.row, w.reason.rule) for w in second.intake.warnings if "differs" in w.reason.rule}
    assert found == {(6, "differs_kept"), (7, "differs_replaced")}
    hand.refresh_from_db()
    assert hand.post_title == "股长"
    assert Person.objects.get(name="陈一乙").post_title == "主任科员"
    assert Application.objects.filter(person__name__startswith="陈一").count() == 6
    undo_import(second.pk, by=call.extra["by"], today=call.today)
    assert Person.objects.get(name="陈一乙").post_title == "科员"
    assert Person.objects.filter(name__startswith="陈一").count() == 6


def test_a_person_of_another_department_stays_out_of_reach(call: Any) -> None:
    number = fake_number(77, born_on=date(1990, 7, 9), sex="1")
    update_person(
        call.people["foreign"].pk, {"id_number": number}, by=call.extra["by"], today=call.today
    )
    people = applicants(2)
    people[1] |= {"id_number": number, "birth": date(1990, 7, 1)}
    intake = try_people(call.programmes["a"].pk, upload(people), by=None, today=call.today)
    assert [bad.reason.rule for bad in intake.errors] == ["person_elsewhere"]


def test_a_closed_call_takes_nobody(call: Any) -> None:
    programme = call.programmes["a"]
    programme.state = "running"
    programme.save()
    with pytest.raises(Refusal):
        take(call, upload(applicants()))
    intake = try_people(
        programme.pk, upload(applicants()), by=None, today=call.today, even_closed=True
    )
    assert "call_closed" in {found.reason.rule for found in intake.warnings}


def test_a_checked_file_waits_sealed_and_is_taken_or_discarded(call: Any) -> None:
    programme, by = call.programmes["a"], call.extra["by"]
    people = applicants()
    people[3]["ethnic"] = "火星"
    batch = check_import(programme.pk, upload(people), by=by, today=call.today)
    assert (batch.state, batch.rows, batch.accepted) == ("checked", 6, 5)
    assert len(batch.report["errors"]) == 1
    batch.refresh_from_db()
    assert people[0]["id_number"] not in str(batch.content.token)
    assert len(intake_of(batch, call.today).rows) == 6
    done = import_people(
        programme.pk, by=by, today=call.today, checked_id=batch.pk, accept_good=True
    )
    assert (done.pk, done.state, done.accepted) == (batch.pk, "done", 5)
    with pytest.raises(Refusal):
        discard_import(batch.pk, by=by, today=call.today)
    other = check_import(programme.pk, upload(applicants(3)), by=by, today=call.today)
    discard_import(other.pk, by=by, today=call.today)
    other.refresh_from_db()
    assert not other.content


def test_a_cadre_form_is_taken_in_and_comes_out_again(call: Any) -> None:
    number = fake_number(5, born_on=date(1990, 7, 5), sex="1")
    inner = (
        "<JiaTingChengYuan><Item><ChengWei>父亲</ChengWei><XingMing>陈大</XingMing></Item>"
        "</JiaTingChengYuan><XinYuanSu>某省自加</XinYuanSu>"
    )
    form = make_lrmx(
        inner, XingMing="陈一甲", ShenFenZheng=number, XianRenZhiWu="区财政局预算股股长"
    )
    batch = take(call, Upload("陈一甲.lrmx", form))
    person = Application.objects.get(batch=batch).person
    assert (person.unit.name, person.post_title) == ("区财政局", "预算股股长")
    written = read_lrmx(export_form(person.pk, by=call.extra["by"], today=call.today))
    assert written.texts["XingMing"] == "陈一甲"
    assert written.texts["ShenFenZheng"] == number
    assert written.unknown["XinYuanSu"].strip() == read_lrmx(form).unknown["XinYuanSu"].strip()
    assert [row.name for row in written.family] == [row.name for row in read_lrmx(form).family]
    import_form(person.pk, Upload("x.lrmx", form), by=call.extra["by"], today=call.today)
    with pytest.raises(Refusal):
        import_form(
            call.people["own"].pk, Upload("x.lrmx", form), by=call.extra["by"], today=call.today
        )

"""Gaps, early signs, silent units and checklists: what is missing, at whom, in time."""

from __future__ import annotations

import hashlib
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from dunmiao.engine.calendar import WorkingDays
from dunmiao.engine.charter import SHIPPED
from dunmiao.stages.appraisal.models import Appraisal
from dunmiao.stages.charter.models import CharterVersion
from dunmiao.stages.charter.rules import rules_of
from dunmiao.stages.common.models import Holiday
from dunmiao.stages.development.models import Mentorship, Plan
from dunmiao.stages.organisations.models import Contact as UnitContact
from dunmiao.stages.placement.models import Placement
from dunmiao.stages.supervision import actions
from dunmiao.stages.supervision.checklists import rest_of
from dunmiao.stages.supervision.ledger import ledgers
from dunmiao.stages.supervision.models import Borrow, Contact, Prompt, Talk
from dunmiao.stages.supervision.prompting import prompt_everybody
from dunmiao.stages.supervision.signs import at_work, signs_of
from tests.world import World


def client_of(w: World, role: str) -> Client:
    client = Client()
    client.force_login(w.users[role])
    return client


def page(w: World, role: str, name: str, *args: Any, **query: str) -> str:
    answer = client_of(w, role).get(reverse(name, args=args), query)
    assert answer.status_code == 200
    return answer.content.decode()


def watched(w: World, show: str, role: str = "organiser") -> str:
    return page(w, role, "supervision:watch", w.programmes["a"].pk, show=show)


def keys(w: World, at: Placement, on: date | None = None) -> set[str]:
    rows = at_work(Placement.objects.filter(pk=at.pk))
    return {one.shown.sign.key for one in signs_of(rows, on or w.today)}


def test_gaps_that_block_a_launch_stand_at_their_unit(world: World) -> None:
    """002-04: units without plan or mentor; what keeps the term from beginning is marked."""
    Mentorship.objects.filter(placement=world.placements["own"]).delete()
    UnitContact.objects.filter(organisation=world.units["send1"]).delete()
    text = watched(world, "gaps")
    for words in ("没有个人锻炼计划", "没有明确分工", "没有明确：", "不补齐不能开始", "柳河镇"):
        assert words in text
    Plan.objects.create(
        placement=world.placements["own"], state="agreed", agreed_on=world.today, fields={},
        written_by=world.users["receiver"],
    )  # fmt: skip
    Placement.objects.update(division_on=world.today)
    after = watched(world, "gaps")
    assert after.count("没有个人锻炼计划") == 1  # the other person's
    assert "没有明确分工" not in after


def test_signs_show_and_go_away_with_the_record(world: World) -> None:
    """000-16: no task, no plan, no talk for weeks; the record that was missing ends it."""
    at = world.placements["own"]
    assert keys(world, at) >= {"no_task", "no_plan", "no_talk", "no_contact", "host_silent"}
    by = {"placement": at, "by": world.users["organiser"], "on": world.today}
    Talk.objects.create(**by, kind="mentor", given_by="马建国", notes={})
    Contact.objects.create(**by, side="sender", with_whom="本人", text="了解近况")
    Placement.objects.filter(pk=at.pk).update(division_on=world.today)
    assert keys(world, at) == {"no_plan"}
    assert keys(world, at, world.today + timedelta(weeks=10)) >= {"no_talk", "no_plan"}


def test_home_work_asked_often_is_a_sign_for_the_sender(world: World) -> None:
    at = world.placements["own"]
    for weeks in (2, 4, 6):
        on = world.today - timedelta(weeks=weeks)
        Borrow.objects.create(
            placement=at, by=world.users["sender"], on=on, first_on=on, last_on=on,
            matter="年终决算", state="approved",
        )  # fmt: skip
    assert "borrowed_often" in keys(world, at)
    assert "借回3次" in watched(world, "signs")
    Borrow.objects.filter(placement=at).first().delete()
    assert "borrowed_often" not in keys(world, at)


def test_the_person_sees_the_same_sentence(world: World) -> None:
    """A sign is a duty of host or sender, visible to the person, and never a score."""
    at = world.placements["own"]
    for role in ("cadre", "receiver", "sender", "organiser"):
        text = page(world, role, "supervision:ledger", at.pk)
        assert "没有谈心谈话。" in text
        assert "不作为对本人的记录" in text
    assert "没有谈心谈话。" in watched(world, "signs")
    told = watched(world, "signs").partition("<main")[2].partition("</main")[0]
    assert told
    for word in ("得分", "排名", "%"):
        assert word not in told


def test_silent_units_are_listed_once_in_the_official_order(world: World) -> None:
    """000-51: the organiser sees receiving units that recorded nothing, as something to do."""
    text = watched(world, "silent").split("<tbody")[1]
    assert text.index("柳河镇") < text.index("石桥镇")
    assert text.count("接收单位没有任何记录") == 2
    actions.confirm_presence(
        (world.placements["own"].pk,), world.today, by=world.user("receiver"), today=world.today
    )
    after = watched(world, "silent").split("<tbody")[1]
    assert "柳河镇" not in after
    assert "石桥镇" in after


@pytest.mark.parametrize("role", ["inspector", "leader"])
def test_who_looks_on_may_look(world: World, role: str) -> None:
    assert watched(world, "signs", role)


def test_a_unit_has_its_checklist_under_the_charters_headings(world: World) -> None:
    """000-35 in form: each heading with what is open, no percentage, no other unit."""
    text = page(world, "receiver", "supervision:checklist")
    for words in ("到岗安排", "压担子", "关心和管理", "介绍四个差别", "单雨桐"):
        assert words in text
    assert "曾志远" not in text
    assert reverse(
        "supervision:step", args=[world.placements["own"].pk, "orientation.given"]
    ) in text  # fmt: skip
    sender = page(world, "sender", "supervision:checklist")
    for words in ("领导义务", "管理义务", "教育义务", "没有借回，时间有保证", "没有记录"):
        assert words in sender
    assert "压担子" not in sender


def test_the_receiving_unit_has_its_whole_list_of_duties(world: World) -> None:
    """001c-30: daily management is the receiver's; what no heading names stands in its list too."""
    own = world.placements["own"]
    rules = rules_of(own)
    owed = {duty.key for duty in rules.duties if duty.owed_by == "receiver"}
    named = {key for one in rules.checklists if one.at == "receiver" for key in one.duties}
    rows = Placement.objects.filter(pk=own.pk)
    lines = [line for ledger in ledgers(rows, own.ends_on) for line in ledger.lines]
    rest, _done = rest_of("receiver", lines)
    left = {line.duty.duty for line in rest}
    assert left and left <= owed - named
    assert not {line.duty.duty for line in rest_of("sender", lines)[0]} & owed
    text = page(world, "receiver", "supervision:checklist")
    due, _done = rest_of("receiver", [
        line for ledger in ledgers(rows, world.today) for line in ledger.lines
    ])  # fmt: skip
    assert due and "本单位其他职责" in text
    assert due[0].duty.name in text.partition("本单位其他职责")[2]
    assert reverse("supervision:checklist") in page(world, "receiver", "placement:hosted")


def follow(w: World, key: str) -> None:
    """Let the first programme follow another shipped charter."""
    text = (SHIPPED / f"{key}.toml").read_text("utf-8")
    version = CharterVersion.objects.create(
        owner=w.units["a"], key=key, version="test", name=key, text=text,
        digest=hashlib.sha256(text.encode()).hexdigest(), adopted_on=w.programmes["a"].starts_on,
    )  # fmt: skip
    Placement.objects.filter(programme=w.programmes["a"]).update(charter=version)


def test_the_four_strict_duties_and_the_three_of_the_sender(world: World) -> None:
    """000-35, 000-36: 四个严格, and 时间上保证 工作上支持 生活上关心, each with its duties."""
    follow(world, "new-recruits")
    host = page(world, "receiver", "supervision:checklist")
    for words in ("严格要求", "严格教育", "严格管理", "严格监督", "五关提醒谈话", "第十三条"):
        assert words in host
    sender = page(world, "sender", "supervision:checklist")
    for words in ("时间上保证", "工作上支持", "生活上关心", "派出与接收单位沟通", "第十四条"):
        assert words in sender


def test_no_liaison_between_units_is_prompted(world: World) -> None:
    """000-38: nothing said between the units for the charter's time, and the sender is told."""
    follow(world, "new-recruits")
    Holiday.objects.all().delete()
    prompt_everybody(WorkingDays().next(world.today))
    told = Prompt.objects.filter(placement=world.placements["own"], duty="liaison")
    assert {row.to for row in told} == {"sender"}
    assert world.users["sender"] in told[0].readers.all()


def test_the_last_contact_stands_on_the_senders_list(world: World) -> None:
    """000-36, 000-38: the last contact and the log of both sides."""
    actions.write_contact(
        world.placements["own"].pk, by=world.user("sender"), today=world.today, side="sender",
        with_whom="镇党委", text="了解分工和住宿",
    )  # fmt: skip
    for role in ("sender", "receiver"):
        text = page(world, role, "supervision:checklist")
        assert "了解分工和住宿" in text
        assert text.count("没有记录") == 1  # the other side's own contact
    own = page(world, "sender", "supervision:checklist").partition("本单位最近联系")[2]
    assert own.index(world.today.isoformat()) < own.index("没有记录")


def test_a_guest_stands_in_the_hosts_own_lists(world: World) -> None:
    """002-27: managed like the host's own people: attendance, leave and appraisal lists."""
    follow(world, "selected-graduates")
    Appraisal.objects.create(
        placement=world.placements["own"], kind="half", due_on=world.today, state="open"
    )
    for name in ("supervision:presence", "supervision:my_duties", "appraisal:appraisals"):
        assert "单雨桐" in page(world, "receiver", name)


def test_the_department_chooses_a_unit(world: World) -> None:
    text = page(world, "organiser", "supervision:checklist")
    assert "柳河镇" in text
    assert "介绍四个差别" not in text
    town = str(world.units["town2"].pk)
    chosen = page(world, "organiser", "supervision:checklist", side="receiver", unit=town)
    assert "曾志远" in chosen
    assert "单雨桐" not in chosen
    foreign = str(world.units["town_b"].pk)
    elsewhere = page(world, "organiser", "supervision:checklist", side="receiver", unit=foreign)
    assert "欧阳静" not in elsewhere

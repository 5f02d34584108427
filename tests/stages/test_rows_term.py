"""What the source of the two-way secondment asks during the term and after it, row by row."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from dunmiao.engine.charter import pick
from dunmiao.stages.appraisal.actions import (
    open_appraisals,
    tell_result,
    write_opinion,
    write_summary,
)
from dunmiao.stages.charter.rules import rules_of
from dunmiao.stages.common.refusal import Refusal
from dunmiao.stages.development import plans
from dunmiao.stages.development.actions import acknowledge_feedback, add_seat, give_feedback
from dunmiao.stages.outcomes.actions import decide_disposition, propose_disposition
from dunmiao.stages.placement.actions import confirm_arrival, extend_term
from dunmiao.stages.placement.models import Placement
from dunmiao.stages.supervision.actions import care, leaves, notes, reports, requests, talks
from dunmiao.stages.supervision.ledger import Line, ledger
from dunmiao.stages.supervision.models import Leave, Reminder, Report, SupportRequest, Talk
from tests.stages.cases.supervision import heard
from tests.world import World


def as_(w: World, role: str) -> dict[str, Any]:
    """Give who does it and on which day."""
    return {"by": w.user(role), "today": w.today}


def lines(w: World, duty: str) -> list[Line]:
    """Give the ledger's lines of one duty of the own placement, freshly computed."""
    row = Placement.objects.get(pk=w.placements["own"].pk)
    found = [line for line in ledger(row, w.today).lines if line.duty.duty == duty]
    assert found, duty
    return found


def settled(w: World, duty: str) -> int:
    """Give how many times a duty is met."""
    return sum(line.state == "met" for line in lines(w, duty))


def test_the_receiving_unit_manages_and_the_sending_unit_sees(world: World) -> None:
    """004-04, 004-29: three parties stand round one placement, each with its part."""
    row = world.placements["own"]

    def may(role: str, act: str) -> bool:
        rows = Placement.objects.allowed_to(world.user(role), act, on=world.today)
        return bool(rows.filter(pk=row.pk).exists())

    assert [may(role, "placement.read") for role in ("organiser", "sender", "receiver")] == [
        True
    ] * 3
    assert may("receiver", "presence.confirm")
    assert not may("sender", "presence.confirm")
    assert not may("receiver_other", "placement.read")
    assert not may("sender_b", "placement.read")


def test_talks_fall_due_every_month_and_a_talk_settles_one(world: World) -> None:
    """004-07, 004-33: four headings; the ledger asks each month and counts what was written."""
    row = world.placements["own"]
    months = {line.due_on for line in lines(world, "mentor_talk")}
    assert len(months) >= 11
    headings = pick(rules_of(row).talks, "mentor").headings
    assert headings == ("传授经验", "交流思想", "指出差距", "提出建议")
    before = settled(world, "mentor_talk")
    talks.write_talk(
        row.pk, kind="mentor", notes={"指出差距": "项目流程不熟"}, **as_(world, "mentor")
    )
    assert settled(world, "mentor_talk") == before + 1


def test_the_department_talks_of_four_sides_and_follows_up(world: World) -> None:
    """004-43, 004-44: work, study, thought, life; what was promised is followed up."""
    row = world.placements["own"]
    talk = talks.write_talk(
        row.pk,
        kind="organiser",
        notes={"生活": "担心孩子入学"},
        follow_up="联系教育局",
        follow_up_on=world.today + timedelta(days=14),
        **as_(world, "organiser"),
    )
    assert pick(rules_of(row).talks, "organiser").headings == ("工作", "学习", "思想", "生活")
    talks.follow_talk(talk.pk, **as_(world, "organiser"))
    assert Talk.objects.get(pk=talk.pk).followed_on == world.today


def test_an_early_reminder_is_told_and_enters_no_appraisal(world: World) -> None:
    """004-08: the lowest step; the person answers in their own words."""
    row = world.placements["own"]
    reminder = care.give_reminder(row.pk, matter="两次会议迟到", **as_(world, "receiver"))
    care.explain_reminder(reminder.pk, explanation="接送孩子", **as_(world, "cadre"))
    assert Reminder.objects.get(pk=reminder.pk).explanation == "接送孩子"
    (appraisal,) = [
        one
        for one in open_appraisals(world.programmes["a"].pk, "half", **as_(world, "organiser"))
        if one.placement_id == row.pk
    ]
    write_summary(appraisal.pk, "完成三个项目前期", **as_(world, "cadre"))
    appraisal.refresh_from_db()
    assert "迟到" not in str(vars(appraisal))


def test_the_term_is_a_year_and_is_extended_within_the_charter(world: World) -> None:
    """004-15: twelve months; once, and no longer than the charter lets."""
    row = world.placements["own"]
    assert rules_of(row).term.months == 12
    with pytest.raises(Refusal):
        extend_term(
            row.pk,
            row.ends_on + timedelta(days=400),
            reason="项目未完",
            **as_(world, "organiser_lead"),
        )
    until = row.ends_on + timedelta(days=60)
    longer = extend_term(row.pk, until, reason="项目未完", **as_(world, "organiser_lead"))
    assert longer.ends_on == until


def test_the_sending_unit_keeps_in_touch_or_is_overdue(world: World) -> None:
    """004-17, 004-34: with the person and with the unit, every two months."""
    row = world.placements["own"]
    assert any(line.state == "overdue" for line in lines(world, "sender_contact"))
    before = settled(world, "sender_contact")
    notes.write_contact(
        row.pk, side="sender", with_whom="本人和镇组织委员", text="工作顺利", **as_(world, "sender")
    )
    assert settled(world, "sender_contact") == before + 1


def test_the_sending_unit_owes_its_own_duties(world: World) -> None:
    """004-19: to lead, manage and educate: each is a line with its clause."""
    owed = {
        line.duty.duty
        for line in ledger(world.placements["own"], world.today).lines
        if line.duty.owed_by == "sender"
    }
    assert {"sender_contact", "entitlements", "sender_opinion", "persons_sender"} <= owed


def test_every_duty_has_one_owner_and_its_clause(world: World) -> None:
    """004-45, 004-46: nothing falls between the two units, and discipline has an owner too."""
    found = ledger(world.placements["own"], world.today).lines
    assert all(isinstance(line.duty.owed_by, str) and line.duty.owed_by for line in found)
    assert all(line.duty.clause for line in found)
    assert {"receiver", "sender", "organiser", "mentor", "cadre"} <= {
        line.duty.owed_by for line in found
    }


def test_a_recall_hears_the_person_and_is_decided(world: World) -> None:
    """004-28: reason, explanation, decision."""
    row = world.placements["own"]
    change = requests.ask_change(
        row.pk,
        "recall",
        reason="长期不在岗",
        takes_effect_on=world.today + timedelta(days=7),
        **as_(world, "receiver"),
    )
    with pytest.raises(Refusal):
        requests.decide_change(
            change.pk, is_approved=True, answer="同意召回", **as_(world, "organiser_lead")
        )
    requests.explain_change(change.pk, explanation="家中有病人", **as_(world, "cadre"))
    with pytest.raises(Refusal, match=r"派出单位|[Ss]ending"):
        requests.decide_change(
            change.pk, is_approved=True, answer="同意召回", document_no="〔2026〕7号",
            **as_(world, "organiser_lead"),
        )
    heard(world, change.pk)
    done = requests.decide_change(
        change.pk,
        is_approved=True,
        answer="同意召回",
        document_no="〔2026〕7号",
        **as_(world, "organiser_lead"),
    )
    assert done.state == "approved"


def test_a_seat_at_a_meeting_is_kept_without_what_was_said(world: World) -> None:
    """004-31: the meeting and the day only."""
    seat = add_seat(world.placements["own"].pk, meeting="镇党委会", **as_(world, "receiver"))
    assert {field.name for field in seat._meta.fields} == {
        "id",
        "placement",
        "meeting",
        "held_on",
        "by",
    }


def test_a_finding_is_told_to_person_and_unit_and_both_confirm(world: World) -> None:
    """004-38, 004-51: told, with the direction of effort; both say they read it."""
    row = world.placements["own"]
    told = give_feedback(
        row.pk,
        source="gap",
        text="群众工作经验少",
        direction="包村一年",
        to_unit="receiver",
        **as_(world, "organiser"),
    )
    acknowledge_feedback(told.pk, "cadre", **as_(world, "cadre"))
    acknowledge_feedback(told.pk, "receiver", **as_(world, "receiver"))
    told.refresh_from_db()
    assert set(told.seen) == {"cadre", "receiver"}


def test_entitlements_are_confirmed_by_the_sending_unit(world: World) -> None:
    """004-41: pay, welfare, subsidy, insurance."""
    row = world.placements["own"]
    items = {item.key: True for item in rules_of(row).catalogues["entitlement_kinds"]}
    before = settled(world, "entitlements")
    care.confirm_entitlements(row.pk, items, **as_(world, "sender"))
    assert set(items) == {"pay", "welfare", "subsidy", "insurance"}
    assert settled(world, "entitlements") == before + 1


def test_leave_to_go_home_keeps_its_reason_sealed(world: World) -> None:
    """004-42, 004-06: home visits are a kind of leave; the level is the charter's for everybody."""
    row = world.placements["own"]
    leave = leaves.ask_leave(
        row.pk,
        kind="home",
        first_on=world.today,
        last_on=world.today,
        reason="ZQX-home",
        **as_(world, "cadre"),
    )
    assert "ZQX-home" not in str(leave)
    leaves.decide_leave(leave.pk, is_approved=True, role="receiver", **as_(world, "receiver"))
    assert Leave.objects.get(pk=leave.pk).state == "approved"


def test_home_work_goes_by_request_only(world: World) -> None:
    """004-47, 004-48: the sender asks, the host opines, the department decides."""
    row = world.placements["own"]
    assert rules_of(row).release.home_work == "by_request"
    ask = requests.ask_borrow(
        row.pk,
        first_on=world.today,
        last_on=world.today + timedelta(days=2),
        matter="年终决算",
        **as_(world, "sender"),
    )
    with pytest.raises(Refusal):
        requests.decide_borrow(ask.pk, is_approved=True, **as_(world, "organiser_lead"))
    requests.opine_borrow(ask.pk, agrees=True, opinion="可以安排", **as_(world, "receiver"))
    done = requests.decide_borrow(ask.pk, is_approved=True, **as_(world, "organiser_lead"))
    assert done.state == "approved"


def test_one_report_is_read_by_three(world: World) -> None:
    """004-49: written once, every three months; each reader confirms."""
    row = world.placements["own"]
    report = reports.write_report(row.pk, fields={"工作": "完成两项"}, **as_(world, "cadre"))
    reports.submit_report(report.pk, **as_(world, "cadre"))
    for role in ("organiser", "sender", "receiver"):
        reports.acknowledge_report(report.pk, role, **as_(world, role))
    assert set(Report.objects.get(pk=report.pk).seen) == {"organiser", "sender", "receiver"}


def test_the_department_hears_the_receiving_unit(world: World) -> None:
    """004-50: a visit of opinions settles what falls due every three months."""
    before = settled(world, "opinions")
    notes.write_opinion_visit(
        world.placements["own"].pk,
        heard_from="镇长和三名干部",
        text="肯干",
        **as_(world, "organiser"),
    )
    assert settled(world, "opinions") == before + 1


def test_half_year_and_final_appraisals_fall_due_by_the_start(world: World) -> None:
    """004-52, 004-53: six months after the start, and at the end."""
    row = world.placements["own"]
    half, final = lines(world, "half_year_appraisal")[0], lines(world, "final_appraisal")[0]
    assert half.duty.due_on > row.starts_on + timedelta(days=150)
    assert half.duty.due_on < row.starts_on + timedelta(days=215)
    assert final.duty.due_on >= row.ends_on - timedelta(days=31)


def test_an_opinion_says_results_character_and_what_is_lacking(world: World) -> None:
    """004-26: results, conduct and recognition; deficiencies are never left out."""
    row = world.placements["own"]
    assert [item.key for item in rules_of(row).appraisal_inputs][:3] == [
        "deeds",
        "conduct",
        "recognition",
    ]
    (appraisal,) = [
        one
        for one in open_appraisals(world.programmes["a"].pk, "half", **as_(world, "organiser"))
        if one.placement_id == row.pk
    ]
    words = {"results": "建成大棚", "character": "踏实", "signed_by": "镇党委"}
    with pytest.raises(Refusal):
        write_opinion(appraisal.pk, "receiver", deficiencies="", **words, **as_(world, "receiver"))
    write_opinion(
        appraisal.pk, "receiver", deficiencies="群众语言不够", **words, **as_(world, "receiver")
    )
    write_opinion(
        appraisal.pk, "sender", deficiencies="无重大不足，需多下村", **words, **as_(world, "sender")
    )
    assert tell_result(appraisal.pk, **as_(world, "organiser")).state != "open"


def test_what_follows_is_decided_with_its_basis_and_return_is_the_rule(world: World) -> None:
    """004-22, 004-27: five kinds, return first; a body decides and its document is kept."""
    row = world.placements["own"]
    kinds = [rule.key for rule in rules_of(row).dispositions]
    assert kinds == ["return", "extend", "stay", "transfer", "promote"]
    with pytest.raises(Refusal):
        propose_disposition(row.pk, "stay", "", **as_(world, "organiser"))
    proposal = propose_disposition(row.pk, "return", "期满", **as_(world, "organiser"))
    done = decide_disposition(
        proposal.pk,
        deciding_body="市委组织部",
        document_no="〔2026〕9号",
        **as_(world, "organiser_lead"),
    )
    assert (done.state, done.deciding_body) == ("decided", "市委组织部")


def test_promotion_gives_no_priority_and_needs_its_own_selection(world: World) -> None:
    """004-23: a proposal to promote names the selection that has to follow."""
    assert pick(rules_of(world.placements["own"]).dispositions, "promote").needs_selection


def test_arrival_is_confirmed_once_by_the_receiving_unit(world: World) -> None:
    row = world.placements["own"]
    Placement.objects.filter(pk=row.pk).update(state="noticed", arrived_on=None)
    confirm_arrival(row.pk, arrived_on=row.starts_on, **as_(world, "receiver"))
    with pytest.raises(Refusal):
        confirm_arrival(row.pk, arrived_on=row.starts_on, **as_(world, "receiver"))
    assert isinstance(Placement.objects.get(pk=row.pk).arrived_on, date)


def test_a_difficulty_is_told_in_confidence_and_answered(world: World) -> None:
    """000-37: routed to who can help, with a day to answer; the asker closes it."""
    row = world.placements["own"]
    ask = care.ask_support(row.pk, matter="宿舍无暖气", kind="goods", **as_(world, "cadre"))
    care.assign_support(ask.pk, world.units["handler"].pk, **as_(world, "organiser"))
    care.answer_support(ask.pk, answer="已安装", **as_(world, "handler"))
    assert care.close_support(ask.pk, **as_(world, "cadre")).state == "closed"
    readers = SupportRequest.objects.allowed_to(
        world.user("receiver"), "support.read", on=world.today
    )
    assert not readers.filter(pk=ask.pk).exists()


def test_a_month_is_confirmed_in_one_click_and_only_absence_is_written(world: World) -> None:
    """001b-35: presence by exception: the unit confirms a month, leaves are the exceptions."""
    row = world.placements["own"]
    month = row.starts_on.replace(day=1)
    notes.confirm_presence((row.pk,), month, **as_(world, "receiver"))
    assert [item.month for item in row.presence_set.all()] == [month]


def test_a_plan_has_its_five_fields_and_stands_when_both_agree(world: World) -> None:
    """002-13, 002-14: five fields; proposed whole, agreed by the charter's parties."""
    row = world.placements["own"]
    fields = {item.key: f"{item.name}：一句话" for item in rules_of(row).plan_fields}
    assert list(fields) == ["aims", "responsibilities", "tasks", "results", "standards"]
    plan = plans.write_plan(row.pk, fields | {"results": ""}, **as_(world, "receiver"))
    with pytest.raises(Refusal):
        plans.propose_plan(plan.pk, **as_(world, "receiver"))
    plan = plans.write_plan(row.pk, fields, **as_(world, "receiver"))
    plans.propose_plan(plan.pk, **as_(world, "receiver"))
    for role in ("receiver", "cadre"):
        plan.refresh_from_db()
        if plan.state == "proposed" and role not in plan.agreed:
            plans.agree_plan(plan.pk, role, **as_(world, role))
    plan.refresh_from_db()
    assert plan.state == "agreed"

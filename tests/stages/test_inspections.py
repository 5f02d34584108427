"""Checks by whom the charter names, a draw anybody recomputes, absences heard before concluded."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from dunmiao.engine import draw as lots
from dunmiao.engine.standing import State
from dunmiao.stages.charter.models import CharterVersion
from dunmiao.stages.common.holidays import working_days
from dunmiao.stages.common.models import AuditEntry
from dunmiao.stages.common.refusal import Refusal
from dunmiao.stages.people.models import Kinship, Person
from dunmiao.stages.placement.models import Placement
from dunmiao.stages.supervision import actions
from dunmiao.stages.supervision.inspecting import unexcused_days
from dunmiao.stages.supervision.ledger import ledger
from dunmiao.stages.supervision.models import Absence, Check, Finding, Inspection
from tests.world import World


def as_(w: World, role: str, **more: Any) -> dict[str, Any]:
    return {"by": w.user(role), "today": w.today, **more}


def plan(w: World, role: str = "organiser", **more: Any) -> Inspection:
    given = {"method": "random", "title": "查看在岗情况", "size": 1, "first_on": w.today,
             "last_on": w.today + timedelta(days=4), **more}  # fmt: skip
    row: Inspection = actions.plan_inspection(w.programmes["a"].pk, **as_(w, role, **given))
    return row


def drawn(w: World, **more: Any) -> Inspection:
    pk = plan(w, **more).pk
    actions.freeze_list(pk, **as_(w, "organiser"))
    row: Inspection = actions.draw_lots(pk, **as_(w, "organiser"))
    return row


def visited(w: World, result: str, **more: Any) -> Check:
    row = drawn(w, size=2)
    check = row.checks.get(placement=w.placements["own"])
    given = as_(w, "organiser", result=result, **more)
    done: Check = actions.write_check(check.pk, **given)
    return done


def rewritten(w: World, *changes: tuple[str, str]) -> None:
    """Let the programme and its placements follow another text of the charter."""
    version = w.programmes["a"].charter
    text = version.text
    for before, after in changes:
        assert before in text
        text = text.replace(before, after)
    CharterVersion.objects.filter(pk=version.pk).update(
        text=text, digest=hashlib.sha256(text.encode()).hexdigest()
    )


def test_the_seed_is_committed_to_before_the_list_and_known_after(world: World) -> None:
    """001c-36, 001b-39: commitment, frozen list, draw, and the seed that proves it."""
    row = plan(world, size=1)
    assert row.state == "committed"
    assert len(row.commitment) == 64
    assert not row.checks.exists()
    row = actions.freeze_list(row.pk, **as_(world, "organiser"))
    codes = list(row.checks.values_list("code", flat=True))
    assert row.digest == lots.digest(codes)
    assert len(codes) == 2
    row = actions.draw_lots(row.pk, **as_(world, "organiser"))
    assert row.revealed == ""
    row = actions.report_inspection(row.pk, **as_(world, "organiser", report="均在岗"))
    assert lots.commitment(row.revealed) == row.commitment
    kept = set(row.checks.filter(is_drawn=True).values_list("code", flat=True))
    assert kept == set(lots.draw(row.revealed, codes, 1))
    assert row.revealed not in str(AuditEntry.objects.values_list("changes", flat=True))


def test_a_draw_waits_for_the_public_value_it_named(world: World) -> None:
    on = world.today + timedelta(days=2)
    with pytest.raises(Refusal, match=r"日子|day"):
        plan(world, beacon_name="福彩双色球当期开奖号码", beacon_on=world.today)
    pk = plan(world, beacon_name="福彩双色球当期开奖号码", beacon_on=on).pk
    actions.freeze_list(pk, **as_(world, "organiser"))
    with pytest.raises(Refusal):
        actions.draw_lots(pk, **as_(world, "organiser", beacon="1 2 3"))
    late = {**as_(world, "organiser"), "today": on}
    with pytest.raises(Refusal) as no:
        actions.draw_lots(pk, **late)
    assert no.value.field == "beacon"
    row = actions.draw_lots(pk, **late, beacon="03 11 17 20 25 31 + 09")
    assert row.checks.filter(is_drawn=True).count() == 1


def test_a_list_altered_after_its_freezing_is_not_drawn_from(world: World) -> None:
    pk = plan(world).pk
    actions.freeze_list(pk, **as_(world, "organiser"))
    Check.objects.filter(inspection=pk, placement=world.placements["own"]).delete()
    with pytest.raises(Refusal):
        actions.draw_lots(pk, **as_(world, "organiser"))


def test_a_draw_called_off_is_shown_with_its_reason(world: World) -> None:
    row = drawn(world)
    row = actions.cancel_inspection(row.pk, **as_(world, "organiser", reason="与专项检查合并"))
    assert row.state == "cancelled"
    assert lots.commitment(row.revealed) == row.commitment, "nobody draws until it pleases"


def test_an_inspector_never_meets_kin_or_oneself(world: World) -> None:
    """公务员法 §76: out of the list before it is frozen, whoever of the inspectors it is."""
    mine = Person.objects.create(
        unit=world.units["a"], name="督查员", user=world.users["organiser_lead"],
        initials="dcy", pinyin="duchayuan", stroke_key="01", sex="1", kind="civil_servant",
    )  # fmt: skip
    Kinship.objects.create(person=mine, other=world.people["own"], relation="表兄妹")
    both = (world.users["organiser"].pk, world.users["organiser_lead"].pk)
    row = plan(world, inspectors=both)
    row = actions.freeze_list(row.pk, **as_(world, "organiser"))
    listed = set(row.checks.values_list("placement__person", flat=True))
    assert listed == {world.people["other"].pk}
    assert row.left_out == 1
    chosen = plan(world, method="visit", inspectors=both)
    with pytest.raises(Refusal):
        actions.choose_checked(
            chosen.pk, (world.placements["own"].pk,), **as_(world, "organiser")
        )


def test_only_whom_the_charter_names_checks(world: World) -> None:
    """001c-36: here the department alone; with another charter the sender and the inspector."""
    for role in ("sender", "inspector"):
        with pytest.raises(Refusal):
            plan(world, role)
    rewritten(world, ('checks_by = ["organiser"]', 'checks_by = ["sender", "inspector"]'))
    world.programmes["a"].charter.refresh_from_db()
    assert plan(world, "inspector").party == "inspector"
    mine = plan(world, "sender")
    assert mine.party == "sender"
    row = actions.freeze_list(mine.pk, **as_(world, "sender"))
    assert [one.placement for one in row.checks.all()] == [world.placements["own"]], "its own only"
    with pytest.raises(Refusal):
        plan(world, "organiser")


def test_a_visit_has_one_of_three_results_and_a_named_inspector(world: World) -> None:
    """001c-14, 001c-36: 在岗、请假、不在岗; whoever is away with leave is not absent."""
    row = drawn(world, size=2)
    check = row.checks.get(placement=world.placements["own"])
    with pytest.raises(Refusal):
        actions.write_check(check.pk, **as_(world, "inspector", result="present"))
    with pytest.raises(Refusal):
        actions.write_check(check.pk, **as_(world, "organiser", result="leave"))
    done = actions.write_check(check.pk, **as_(world, "organiser", result="present"))
    assert (done.by, done.on) == (world.users["organiser"], world.today)
    with pytest.raises(Refusal):
        actions.write_check(check.pk, **as_(world, "organiser", result="present"))
    other = row.checks.get(placement=world.placements["other"])
    leave = actions.ask_leave(
        other.placement_id, by=world.user("cadre_other"), today=world.today, kind="annual",
        first_on=world.today, last_on=world.today,
    )  # fmt: skip
    actions.decide_leave(
        leave.pk, by=world.user("receiver_other"), today=world.today, is_approved=True,
        role="receiver",
    )  # fmt: skip
    with pytest.raises(Refusal):
        actions.write_check(other.pk, **as_(world, "organiser", result="absent", note="不在"))
    actions.write_check(other.pk, **as_(world, "organiser", result="leave"))
    assert not Absence.objects.exists()


def test_whoever_was_not_there_is_heard_before_it_is_concluded(world: World) -> None:
    """001c-14: found by a check, explained by the person, settled by the department alone."""
    check = visited(world, "absent", note="办公室无人")
    row = check.absence
    assert row.explain_by == world.today + timedelta(days=3)
    given = {"is_excused": False, "answer": "未经请假外出"}
    with pytest.raises(Refusal):
        actions.settle_absence(row.pk, **as_(world, "organiser", **given))
    actions.explain_absence(row.pk, **as_(world, "cadre", explanation="下村处理塌方"))
    with pytest.raises(Refusal):
        actions.settle_absence(row.pk, **as_(world, "receiver", **given))
    done = actions.settle_absence(
        row.pk, **as_(world, "organiser", is_excused=True, answer="镇里证明在村抢险")
    )
    assert done.state == "excused"
    assert unexcused_days(world.placements["own"]) == 0


def test_silence_does_not_stop_the_conclusion_for_ever(world: World) -> None:
    row = visited(world, "absent", note="办公室无人").absence
    late = world.today + timedelta(days=4)
    done = actions.settle_absence(
        row.pk, by=world.user("organiser"), today=late, is_excused=False, answer="逾期未说明"
    )
    assert done.state == "unexcused"


def test_the_host_tells_an_absence_that_no_leave_covers(world: World) -> None:
    """001c-14: presence by exception; days to come, days away with leave and twice are refused."""
    placement = world.placements["own"]
    days = (placement.starts_on + timedelta(days=n) for n in range(10, 40))
    day = next(one for one in days if working_days().count(one, one))
    tell: Callable[..., Absence] = lambda **more: actions.report_absence(  # noqa: E731
        placement.pk, **as_(world, "receiver", **{
            "first_on": day, "last_on": day, "matter": "未到岗", **more}))
    with pytest.raises(Refusal):
        tell(last_on=world.today + timedelta(days=1))
    row = tell()
    with pytest.raises(Refusal):
        tell()
    actions.explain_absence(row.pk, **as_(world, "cadre", explanation="忘记请假"))
    actions.settle_absence(
        row.pk, **as_(world, "receiver", is_excused=False, answer="提醒补办手续")
    )
    assert unexcused_days(placement) == 1


def test_a_finding_is_mended_by_a_day_and_closed_by_the_department(world: World) -> None:
    """001b-39: responsible unit, deadline, what was done, closed or sent back with a new day."""
    row = drawn(world)
    unit = world.units["town1"]
    given = {"text": "食宿条件未落实", "due_on": world.today + timedelta(days=7)}
    with pytest.raises(Refusal):
        actions.write_finding(row.pk, world.units["town_b"].pk, **as_(world, "organiser", **given))
    finding: Finding = actions.write_finding(row.pk, unit.pk, **as_(world, "organiser", **given))
    actions.answer_finding(finding.pk, **as_(world, "receiver", answer="已腾出一间宿舍"))
    with pytest.raises(Refusal):
        actions.close_finding(
            finding.pk, **as_(world, "organiser", is_mended=False, remark="热水未通")
        )
    back = actions.close_finding(
        finding.pk,
        **as_(world, "organiser", is_mended=False, remark="热水未通",
              due_on=world.today + timedelta(days=9)),
    )  # fmt: skip
    assert back.state == "open"
    actions.answer_finding(finding.pk, **as_(world, "receiver", answer="热水已通"))
    done = actions.close_finding(finding.pk, **as_(world, "organiser", is_mended=True))
    assert (done.state, done.closed_by) == ("closed", world.users["organiser"])


DUTY = """[[duty]]
key = "look_in"
name = "督促检查"
name_en = "Inspection"
owed_by = "organiser"
owed_to = "receiver"
every = "2 months"
evidence = "inspection.done"
clause = "第十九条"

[[duty]]
key = "arrival"
"""


def test_a_reported_inspection_settles_the_duty_of_everybody_on_its_list(world: World) -> None:
    """001c-11, 001b-39: due on the department's ledger until one is reported; a sender's is not."""
    rewritten(world, ('[[duty]]\nkey = "arrival"\n', DUTY))

    def open_of(key: str) -> int:
        placement = Placement.objects.get(pk=world.placements[key].pk)
        lines = ledger(placement, world.today).lines
        return sum(
            line.duty.duty == "look_in" and line.state in {State.OVERDUE, State.DUE}
            for line in lines
        )

    before = {key: open_of(key) for key in ("own", "other")}
    assert min(before.values()) > 0
    row = drawn(world)
    assert open_of("own") == before["own"], "planned is not done"
    actions.report_inspection(row.pk, **as_(world, "organiser", report="总体在岗"))
    assert {key: open_of(key) for key in before} == {key: n - 1 for key, n in before.items()}
    Inspection.objects.update(party="sender")
    assert open_of("own") == before["own"]


def test_a_follow_up_visit_rests_on_a_fact_and_settles_its_duty(world: World) -> None:
    """001b-47, 002-29: what was seen of the person, signed, with the fact; for this one alone."""
    rewritten(world, ('[[duty]]\nkey = "arrival"\n', DUTY))

    def met_of(key: str) -> int:
        placement = Placement.objects.get(pk=world.placements[key].pk)
        lines = ledger(placement, world.today).lines
        return sum(
            line.duty.duty == "look_in" and line.state == State.MET for line in lines
        )

    given = {"heard_from": "现场察看", "text": "遇事先问群众，处置果断", "kind": "observation"}
    with pytest.raises(Refusal) as no:
        actions.write_opinion_visit(world.placements["own"].pk, **as_(world, "organiser", **given))
    assert no.value.field == "fact"
    given["fact"] = "七月塌方当夜带人转移八户"
    actions.write_opinion_visit(world.placements["own"].pk, **as_(world, "organiser", **given))
    assert (met_of("own"), met_of("other")) == (1, 0)

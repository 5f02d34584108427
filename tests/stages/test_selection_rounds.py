"""From 报名 to 公示: everybody gets one outcome with its reason, and nobody is lost."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from dunmiao.stages.charter.models import Programme
from dunmiao.stages.common.models import AuditEntry
from dunmiao.stages.common.moves import say, unkept
from dunmiao.stages.common.refusal import Refusal
from dunmiao.stages.people.models import Kinship, Person
from dunmiao.stages.selection.applications import withdraw_application
from dunmiao.stages.selection.decisions import record_decision
from dunmiao.stages.selection.models import Application, DecisionLine, Offer, StageRound
from dunmiao.stages.selection.publicities import (
    close_publicity,
    decide_objection,
    post_publicity,
    receive_objection,
    shown_lines,
)
from dunmiao.stages.selection.reserve import replace_from_reserve
from dunmiao.stages.selection.results import funnel_of, lost_of, next_stage
from dunmiao.stages.selection.rounds import close_round, open_round, reopen_round
from dunmiao.stages.selection.scores import enter_scores
from tests.stages.selection_world import applied, at_matching, call, reviewed, scored


def holds(programme: Programme) -> None:
    assert lost_of(programme) == ()
    for row in funnel_of(programme):
        assert row.entered == row.passed + row.reserve + sum(row.left.values())


def offers(programme: Programme) -> list[Offer]:
    return list(Offer.objects.filter(programme=programme).order_by("pk"))


def decided(w: Any) -> tuple[Programme, Any, list[Application]]:
    programme, row = at_matching(w)
    big, small = offers(programme)
    ids = list(row.entries.order_by("application__pk").values_list("application_id", flat=True))
    proposed = {ids[0]: big.pk, ids[1]: big.pk, ids[2]: small.pk}
    close_round(row.pk, by=w.user("organiser"), today=w.today, proposed=proposed)
    open_round(programme.pk, "committee", by=w.user("organiser"), today=w.today)
    decision = record_decision(
        programme.pk,
        [(pk, offer, "") for pk, offer in proposed.items()],
        by=w.user("organiser_lead"),
        today=w.today,
        body="区委常委会",
        met_on=w.today,
        document_no="常〔2026〕3号",
    )
    return programme, decision, list(Application.objects.filter(pk__in=ids).order_by("pk"))


def test_absent_pass_mark_ties_and_line(world: Any) -> None:
    programme = call(world)  # three places, five per place go on from the written examination
    rows = applied(world, programme, 20)
    reviewed(world, programme)
    scores = [None, 59.99, 60, *([70] * 3), *[80 + n for n in range(14)]]
    row = scored(world, programme, "exam", scores)
    outcome = {e.application_id: e for e in row.entries.all()}
    assert outcome[rows[0].pk].why == "absent"
    assert outcome[rows[1].pk].why == "below_mark"
    assert outcome[rows[2].pk].why == "below_line"
    assert [outcome[rows[n].pk].outcome for n in (3, 4, 5)] == ["passed"] * 3  # tied at the line
    assert row.entries.filter(outcome="passed").count() == 17
    rows[1].refresh_from_db()
    assert (rows[1].state, rows[1].left_stage) == ("out", "exam")
    assert "59.99" in say(unkept(rows[1].left_reason))
    holds(programme)


def test_a_stage_waits_for_every_score(world: Any) -> None:
    programme = call(world)
    rows = applied(world, programme, 3)
    reviewed(world, programme)
    row = open_round(programme.pk, "exam", by=world.user("organiser"), today=world.today)
    by = world.user("organiser")
    with pytest.raises(Refusal, match="考生001"):
        close_round(row.pk, by=by, today=world.today)
    for bad in ("101", "-1", "80.125", "abc", "NaN"):
        with pytest.raises(Refusal, match="考生001"):
            enter_scores(row.pk, {rows[0].pk: {"score": bad}}, by=by, today=world.today)
    with pytest.raises(Refusal):
        mark = {"score": "80", "is_absent": True}
        enter_scores(row.pk, {rows[0].pk: mark}, by=by, today=world.today)
    with pytest.raises(Refusal):
        open_round(programme.pk, "interview", by=by, today=world.today)
    with pytest.raises(Refusal):
        open_round(programme.pk, "nonsense", by=by, today=world.today)
    assert next_stage(programme) is None


def test_nobody_scores_their_kin(world: Any) -> None:
    programme = call(world)
    rows = applied(world, programme, 2)
    reviewed(world, programme)
    row = open_round(programme.pk, "exam", by=world.user("organiser"), today=world.today)
    me = Person.objects.create(
        unit=world.units["a"], name="经办", sex="1", user=world.users["organiser"]
    )
    Kinship.objects.create(person=rows[0].person, other=me, relation="spouse")
    with pytest.raises(Refusal):
        marks = {rows[0].pk: {"score": 90}, rows[1].pk: {"score": 80}}
        enter_scores(row.pk, marks, by=world.user("organiser"), today=world.today)
    assert enter_scores(
        row.pk, {rows[1].pk: {"score": 80}}, by=world.user("organiser"), today=world.today
    )


def test_reopening_undoes_until_the_next_stage_has_scores(world: Any) -> None:
    programme = call(world)
    rows = applied(world, programme, 18)
    reviewed(world, programme)
    exam = scored(world, programme, "exam", [60 + n for n in range(18)])
    assert Application.objects.filter(programme=programme, state="out").count() == 3
    lead, by = world.user("organiser_lead"), world.user("organiser")
    interview = open_round(programme.pk, "interview", by=by, today=world.today)
    with pytest.raises(Refusal):
        reopen_round(exam.pk, by=lead, today=world.today, reason=" ")
    reopen_round(exam.pk, by=lead, today=world.today, reason="卷面复核")
    assert not StageRound.objects.filter(pk=interview.pk).exists()
    assert set(
        Application.objects.filter(programme=programme).values_list("state", flat=True)
    ) == {"eligible"}
    enter_scores(exam.pk, {rows[0].pk: {"score": "99.5"}}, by=by, today=world.today)
    close_round(exam.pk, by=by, today=world.today)
    rows[0].refresh_from_db()
    assert rows[0].state == "in_selection"
    interview = open_round(programme.pk, "interview", by=by, today=world.today)
    enter_scores(interview.pk, {rows[0].pk: {"score": 70}}, by=by, today=world.today)
    with pytest.raises(Refusal):
        reopen_round(exam.pk, by=lead, today=world.today, reason="再复核")
    holds(programme)


def test_withdrawing_between_stages_is_an_outcome(world: Any) -> None:
    programme = call(world)
    rows = applied(world, programme, 4)
    reviewed(world, programme)
    scored(world, programme, "exam", [90, 80, 70, 65])
    withdraw_application(rows[1].pk, by=world.user("organiser"), today=world.today, reason="家庭")
    row = scored(world, programme, "interview", [90, 0, 80, 70])
    entry = row.entries.get(application=rows[1])
    assert (entry.outcome, entry.why) == ("out", "withdrawn")
    holds(programme)


def test_inspection_that_weighs_needs_score_and_verdict(world: Any) -> None:
    programme = call(world)
    rows = applied(world, programme, 2)
    reviewed(world, programme)
    for stage in ("exam", "interview"):
        scored(world, programme, stage, [90, 80])
    by = world.user("organiser")
    row = open_round(programme.pk, "inspection", by=by, today=world.today)
    enter_scores(row.pk, {rows[0].pk: {"is_passed": True}}, by=by, today=world.today)
    mark = {"is_passed": False, "note": "群众反映较多"}
    enter_scores(row.pk, {rows[1].pk: mark}, by=by, today=world.today)
    with pytest.raises(Refusal, match="考生001"):
        close_round(row.pk, by=by, today=world.today)
    enter_scores(row.pk, {rows[0].pk: {"score": 88}}, by=by, today=world.today)
    close_round(row.pk, by=by, today=world.today)
    assert row.entries.get(application=rows[1]).why == "not_passed"
    assert str(row.entries.get(application=rows[0]).total) == "89.600"


def test_the_way_to_the_end(world: Any) -> None:
    programme, decision, rows = decided(world)
    programme.refresh_from_db()
    assert programme.state == "decided"
    assert [row.state for row in rows[:3]] == ["selected"] * 3
    assert {row.state for row in rows[3:5]} == {"reserve"}
    assert {row.state for row in rows[5:]} == {"out"}
    holds(programme)
    lead = world.user("organiser_lead")
    notice = post_publicity(decision.pk, by=lead, today=world.today, contact="区委组织部 12380")
    assert notice.working_days == 5
    assert [line.application_id for line in shown_lines(notice)]
    with pytest.raises(Refusal):
        close_publicity(notice.pk, by=lead, today=notice.ends_on)
    with pytest.raises(Refusal):
        post_publicity(decision.pk, by=lead, today=world.today, contact="区委组织部 12380")
    close_publicity(notice.pk, by=lead, today=notice.ends_on + timedelta(days=1))
    notice.refresh_from_db()
    assert notice.state == "passed"
    last = StageRound.objects.get(programme=programme, stage="publicity")
    assert (last.state, last.entries.filter(outcome="passed").count()) == ("closed", 3)
    assert [row.entered for row in funnel_of(programme)] == [8, 8, 8, 8, 8, 8, 3, 3]
    holds(programme)


def test_the_decision_may_differ_with_a_reason(world: Any) -> None:
    programme, row = at_matching(world)
    big, small = offers(programme)
    ids = list(row.entries.order_by("application__pk").values_list("application_id", flat=True))
    by, lead = world.user("organiser"), world.user("organiser_lead")
    with pytest.raises(Refusal):
        close_round(row.pk, by=by, today=world.today)
    with pytest.raises(Refusal):
        over = dict.fromkeys(ids[:3], big.pk)
        close_round(row.pk, by=by, today=world.today, proposed=over)
    close_round(row.pk, by=by, today=world.today, proposed={ids[0]: big.pk, ids[1]: small.pk})
    given: dict[str, Any] = {
        "by": lead,
        "today": world.today,
        "body": "区委常委会",
        "met_on": world.today,
        "document_no": "常〔2026〕3号",
    }
    with pytest.raises(Refusal, match="考生008"):
        lines = [(ids[0], big.pk, ""), (ids[1], None, "另有任用"), (ids[7], small.pk, "")]
        record_decision(programme.pk, lines, **given)
    with pytest.raises(Refusal, match="考生002"):
        record_decision(programme.pk, [(ids[0], big.pk, "")], **given)
    with pytest.raises(Refusal):
        record_decision(programme.pk, [], **given)
    with pytest.raises(Refusal):
        late = given | {"met_on": world.today + timedelta(days=1)}
        record_decision(programme.pk, [(ids[0], big.pk, "")], **late)
    lines = [(ids[0], big.pk, ""), (ids[1], None, "另有任用"), (ids[7], small.pk, "专业更合")]
    decision = record_decision(programme.pk, lines, **given, reserve_ids=[ids[1]])
    states = dict(Application.objects.filter(pk__in=ids).values_list("pk", "state"))
    assert (states[ids[0]], states[ids[1]], states[ids[7]]) == ("selected", "reserve", "selected")
    assert decision.lines.get(application=ids[7]).differs == "专业更合"
    holds(programme)
    with pytest.raises(Refusal):
        record_decision(programme.pk, lines, **given)
    committee = StageRound.objects.get(programme=programme, stage="committee")
    reopen_round(committee.pk, by=lead, today=world.today, reason="记录有误")
    assert not DecisionLine.objects.filter(decision__programme=programme).exists()
    record_decision(programme.pk, lines, **given)
    holds(programme)


def test_an_upheld_objection_frees_a_place_for_the_reserve(world: Any) -> None:
    programme, decision, rows = decided(world)
    lead, by = world.user("organiser_lead"), world.user("organiser")
    notice = post_publicity(decision.pk, by=by, today=world.today, contact="12380")
    day = notice.starts_on
    with pytest.raises(Refusal):
        receive_objection(notice.pk, rows[7].pk, by=by, today=day, source="", text="不实")
    objection = receive_objection(
        notice.pk, rows[0].pk, by=by, today=day, source="来信", text="年限不符"
    )
    after = notice.ends_on + timedelta(days=1)
    with pytest.raises(Refusal):
        close_publicity(notice.pk, by=lead, today=after)
    with pytest.raises(Refusal):
        decide_objection(objection.pk, by=lead, today=day, is_upheld=True, finding="")
    decide_objection(objection.pk, by=lead, today=day, is_upheld=True, finding="属实")
    reserve = Application.objects.filter(programme=programme, state="reserve").first()
    assert reserve is not None
    with pytest.raises(Refusal):
        replace_from_reserve(rows[0].pk, by=by, today=day)
    replace_from_reserve(
        rows[0].pk, by=by, today=day, replacement_id=reserve.pk, reason="常委会6月2日研究递补"
    )
    with pytest.raises(Refusal):
        replace_from_reserve(
            rows[0].pk, by=by, today=day, replacement_id=reserve.pk, reason="再递补"
        )
    close_publicity(notice.pk, by=lead, today=after)
    row = StageRound.objects.get(programme=programme, stage="publicity")
    assert row.state == "open"  # the replacement has not been shown yet
    second = post_publicity(decision.pk, by=by, today=after, contact="12380")
    assert [line.application_id for line in shown_lines(second)] == [reserve.pk]
    close_publicity(second.pk, by=lead, today=second.ends_on + timedelta(days=1))
    row.refresh_from_db()
    assert row.state == "closed"
    assert row.entries.filter(outcome="passed").count() == 3
    assert row.entries.get(application=rows[0]).why == "objection"
    holds(programme)


def test_whoever_leaves_before_the_decision_is_replaced(world: Any) -> None:
    programme, row = at_matching(world)
    big, _small = offers(programme)
    ids = list(row.entries.order_by("application__pk").values_list("application_id", flat=True))
    by = world.user("organiser")
    close_round(row.pk, by=by, today=world.today, proposed={ids[0]: big.pk, ids[1]: big.pk})
    open_round(programme.pk, "committee", by=by, today=world.today)
    with pytest.raises(Refusal):
        replace_from_reserve(ids[0], by=by, today=world.today)
    withdraw_application(ids[0], by=by, today=world.today, reason="出国")
    moved = replace_from_reserve(ids[0], by=by, today=world.today)
    assert [one.pk for one in moved] == [ids[2]]
    row.refresh_from_db()
    assert row.result["proposed"] == {str(ids[1]): big.pk, str(ids[2]): big.pk}
    record_decision(
        programme.pk,
        [(ids[1], big.pk, ""), (ids[2], big.pk, "")],
        by=world.user("organiser_lead"),
        today=world.today,
        body="区委常委会",
        met_on=world.today,
        document_no="常3",
    )
    holds(programme)


def test_a_selected_person_who_leaves_after_the_notice_is_replaced(world: Any) -> None:
    programme, decision, rows = decided(world)
    lead, by = world.user("organiser_lead"), world.user("organiser")
    notice = post_publicity(decision.pk, by=by, today=world.today, contact="12380")
    day = notice.ends_on + timedelta(days=1)
    close_publicity(notice.pk, by=lead, today=day)
    withdraw_application(rows[2].pk, by=by, today=day, reason="病")
    reserve = Application.objects.filter(programme=programme, state="reserve").first()
    assert reserve is not None
    replace_from_reserve(
        rows[2].pk, by=by, today=day, replacement_id=reserve.pk, reason="部务会研究"
    )
    second = post_publicity(decision.pk, by=by, today=day, contact="12380")
    close_publicity(second.pk, by=lead, today=second.ends_on + timedelta(days=1))
    row = StageRound.objects.get(programme=programme, stage="publicity")
    assert (row.state, row.entries.filter(outcome="passed").count()) == ("closed", 3)
    holds(programme)


def test_every_step_has_its_audit_row(world: Any) -> None:
    _programme, decision, _rows = decided(world)
    post_publicity(decision.pk, by=world.user("organiser"), today=world.today, contact="12380")
    acts = set(AuditEntry.objects.values_list("act", flat=True))
    assert acts >= {
        "application.submit", "eligibility.review", "round.open", "round.close", "score.enter",
        "decision.record", "programme.move", "publicity.post",
    }  # fmt: skip

"""Incidents and the ladder: the person heard first, the sender told of what is true, appeals."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from dunmiao.engine.charter import CharterErrors, parse_charter
from dunmiao.stages.common.models import AuditEntry
from dunmiao.stages.common.refusal import Refusal
from dunmiao.stages.people.models import Kinship, Person
from dunmiao.stages.placement.models import Placement
from dunmiao.stages.supervision import actions
from dunmiao.stages.supervision.disciplining import in_appraisals
from dunmiao.stages.supervision.models import Incident, Measure
from tests.stages.cases.supervision import heard
from tests.stages.test_inspections import rewritten
from tests.world import CHARTER, World


def as_(w: World, user: str, **more: Any) -> dict[str, Any]:
    return {"by": w.user(user), "today": w.today, **more}


def own(w: World) -> int:
    return w.placements["own"].pk


def told(w: World, discipline: str = "work") -> Incident:
    given = {"discipline": discipline, "happened_on": w.today, "matter": "例会迟到一小时，未说明"}
    row: Incident = actions.report_incident(own(w), **as_(w, "receiver", **given))
    return row


def proposed(w: World, user: str = "receiver", step: str = "criticise") -> Measure:
    row: Measure = actions.propose_measure(own(w), step, **as_(w, user, reason="多次无故迟到"))
    return row


def test_an_incident_has_a_class_of_discipline_of_the_charter(world: World) -> None:
    """000-31: 政治/组织/廉洁/群众/工作/生活纪律, a day that has come, one sentence."""
    assert told(world).discipline == "work"
    with pytest.raises(Refusal):
        told(world, "traffic")
    with pytest.raises(Refusal):
        actions.report_incident(
            own(world), **as_(world, "receiver", discipline="life", matter="酒后失态",
                              happened_on=world.today + timedelta(days=1)),
        )  # fmt: skip


def test_the_sender_is_told_only_of_what_was_found_true(world: World) -> None:
    """001c-33: the person heard, the department concludes, the sending unit told at once."""
    row = told(world)
    conclude = as_(world, "organiser", is_true=True, answer="会议签到和本人说明一致")
    with pytest.raises(Refusal):
        actions.settle_incident(row.pk, **conclude)
    actions.explain_incident(row.pk, **as_(world, "cadre", explanation="送文件途中堵车"))
    with pytest.raises(Refusal):
        actions.note_incident(row.pk, **as_(world, "sender"))
    row = actions.settle_incident(row.pk, **conclude)
    assert (row.state, row.sender_told_on) == ("confirmed", world.today)
    assert actions.note_incident(row.pk, **as_(world, "sender")).sender_noted_on == world.today
    assert actions.note_incident(row.pk, **as_(world, "receiver")).host_noted_on == world.today
    other = told(world)
    late = {**as_(world, "organiser", is_true=False, answer="系他人"),
            "today": world.today + timedelta(days=9)}  # fmt: skip
    other = actions.settle_incident(other.pk, **late)
    assert (other.state, other.sender_told_on) == ("unfounded", None)
    with pytest.raises(IntegrityError), transaction.atomic():
        Incident.objects.filter(pk=other.pk).update(sender_told_on=world.today)


def test_nobody_tells_or_concludes_of_kin(world: World) -> None:
    """公务员法 §76."""
    row = told(world)
    mine = Person.objects.create(
        unit=world.units["a"], name="经办人", user=world.users["organiser"], initials="jbr",
        pinyin="jingbanren", stroke_key="01", sex="1", kind="civil_servant",
    )  # fmt: skip
    Kinship.objects.create(person=mine, other=world.people["own"], relation="表兄妹")
    actions.explain_incident(row.pk, **as_(world, "cadre", explanation="堵车"))
    with pytest.raises(Refusal):
        actions.settle_incident(row.pk, **as_(world, "organiser", is_true=True, answer="属实"))
    with pytest.raises(Refusal):
        proposed(world, "organiser")


def test_a_step_is_taken_by_whom_the_charter_names_after_hearing(world: World) -> None:
    """004-08, 004-28: criticism by host or department, the person heard, never by the sender."""
    with pytest.raises(Refusal):
        proposed(world, "sender")
    for step in ("remind", "recall", "unheard-of"):
        with pytest.raises(Refusal):
            proposed(world, step=step)
    row = proposed(world)
    with pytest.raises(Refusal):
        proposed(world)
    take = as_(world, "receiver", is_taken=True, answer="当面批评，限期改正")
    with pytest.raises(Refusal):
        actions.settle_measure(row.pk, **take)
    actions.explain_measure(row.pk, **as_(world, "cadre", explanation="今后提前出发"))
    assert actions.settle_measure(row.pk, **take).state == "taken"
    assert not in_appraisals(world.placements["own"]).exists(), "提醒谈话、批评教育不记入考核"
    written = str(list(AuditEntry.objects.values_list("object_name", "changes", "note")))
    assert "无故迟到" not in written, "the trail names the row, never what is held"


def test_a_step_enters_an_appraisal_only_where_the_charter_says_so(world: World) -> None:
    row = proposed(world)
    actions.explain_measure(row.pk, **as_(world, "cadre", explanation="今后改正"))
    actions.settle_measure(row.pk, **as_(world, "receiver", is_taken=True, answer="批评"))
    step = 'key = "criticise"\nname = "批评教育"\n'
    rewritten(world, (step, f"{step}in_appraisal = true\n"))
    assert list(in_appraisals(Placement.objects.get(pk=own(world)))) == [row]


def test_an_appeal_is_answered_by_somebody_else(world: World) -> None:
    row = proposed(world, "organiser_lead")
    actions.explain_measure(row.pk, **as_(world, "cadre", explanation="情况不符"))
    actions.settle_measure(row.pk, **as_(world, "organiser_lead", is_taken=True, answer="批评"))
    actions.appeal_measure(row.pk, **as_(world, "cadre", appeal="当日在村值班，有记录"))
    answer = {"is_lifted": True, "review": "查证属实，予以撤销"}
    with pytest.raises(Refusal):
        actions.review_measure(row.pk, **as_(world, "organiser_lead", **answer))
    row = actions.review_measure(row.pk, **as_(world, "organiser", **answer))
    assert (row.state, row.reviewed_by) == ("lifted", world.users["organiser"])


def test_an_appeal_against_a_recall_is_noted_with_its_answer(world: World) -> None:
    """004-28: reasons, the person heard, the deciding body, and the appeal."""
    row = actions.ask_change(
        own(world), "recall", **as_(world, "organiser", reason="不适宜继续挂职",
                                    takes_effect_on=world.today + timedelta(days=3)),
    )  # fmt: skip
    with pytest.raises(Refusal):
        actions.appeal_change(row.pk, **as_(world, "cadre", appeal="有异议"))
    actions.explain_change(row.pk, **as_(world, "cadre", explanation="希望继续"))
    decide = as_(world, "organiser_lead", is_approved=True, answer="常委会研究同意")
    with pytest.raises(Refusal):
        actions.decide_change(row.pk, **decide)
    heard(world, row.pk)
    actions.decide_change(row.pk, **decide, document_no="云委〔2026〕9号")
    actions.appeal_change(row.pk, **as_(world, "cadre", appeal="处理过重"))
    row = actions.review_change(
        row.pk, **as_(world, "organiser_lead", review="区委组织部复核，维持原决定")
    )
    assert row.reviewed_on == world.today


def test_a_ladder_that_recalls_needs_somebody_who_decides() -> None:
    text = CHARTER.read_text()
    bad = text.replace('key = "placement.recall"', 'key = "placement.rotate"')
    with pytest.raises(CharterErrors) as found:
        parse_charter(bad, "bad.toml")
    assert any(fault.key_path == "ladder.recall.kind" for fault in found.value.errors)
    nobody = text.replace('kind = "recall"\ntaken_by = ["organiser"]',
                          'kind = "recall"\ntaken_by = []')  # fmt: skip
    with pytest.raises(CharterErrors):
        parse_charter(nobody, "bad.toml")


def test_the_rules_of_conduct_are_read_once(world: World) -> None:
    """001b-36, 001c-22."""
    actions.acknowledge_conduct(own(world), **as_(world, "cadre"))
    with pytest.raises(Refusal):
        actions.acknowledge_conduct(own(world), **as_(world, "cadre"))

"""Training, meetings and a rotation: what brings a cohort together and moves it on."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from dunmiao.demo.ground import Ground
from dunmiao.demo.term import Term
from dunmiao.engine.calendar import add_months
from dunmiao.stages.charter.rules import rules_of
from dunmiao.stages.development.gaps import lacks
from dunmiao.stages.development.gatherings import (
    call_gathering,
    note_absences,
    take_over,
    write_words,
)
from dunmiao.stages.development.models import PostMove
from dunmiao.stages.development.rotations import decide_rotation, opine_move, propose_rotation
from dunmiao.stages.placement.models import Placement

_TAKES = (3, 8)  # of thirty graduates, in each of six classes at a time


def come_together(ground: Ground, terms: Sequence[Term]) -> None:
    """Send the cohort off, train what it lacks, and call it to exchange what it has learnt."""
    _send_off(ground, terms)
    _train(ground, terms)
    clerk, today = ground.users["organiser"], ground.today
    meeting = call_gathering(
        terms[0].placement.programme_id, "meeting:exchange", by=clerk,
        today=today - timedelta(days=2), topic="挂职体会交流会",
        held_on=today + timedelta(days=6), place="区委党校二号楼", host="区委组织部",
        agenda=("挂职干部代表交流体会", "导师代表发言", "组织部门点评"),
        speakers="、".join(term.person.name for term in terms[:2]),
    )  # fmt: skip
    second = meeting.invitees.get(placement=terms[1].placement)
    write_words(
        second.pk, "到镇里头一个月，跟着老书记走了十一个村，才知道办公室里写的方案差在哪里。",
        by=terms[1].person, today=today - timedelta(days=1),
    )  # fmt: skip


def _send_off(ground: Ground, terms: Sequence[Term]) -> None:
    first = terms[0].placement
    clerk, day = ground.users["organiser"], first.starts_on
    row = call_gathering(
        first.programme_id, "meeting:sending_off", by=clerk, today=day - timedelta(days=8),
        topic="双向挂职动员部署暨集体送岗会", held_on=day, place="区委礼堂", host="区委组织部部长",
        agenda=("去年挂职代表交流", "新挂职代表表态", "接收和派员单位表态"),
        speakers=terms[0].person.name, is_sending_off=True,
    )  # fmt: skip
    note_absences(row.pk, by=clerk, today=day, absent=terms[-1].person.name,
                  minutes_no=f"云组纪〔{day.year}〕7号")  # fmt: skip
    for over in row.handovers.select_related("unit"):
        take_over(over.pk, by=ground.clerk(over.unit, "receiver"), today=day, remark="人员到位")


def _train(ground: Ground, terms: Sequence[Term]) -> None:
    """Hold a class for the gap most have; who was there has it closed."""
    people = [term.placement for term in terms]
    found = lacks(people, rules_of)
    if not found:
        return
    clerk, day = ground.users["organiser"], ground.today - timedelta(days=20)
    row = call_gathering(
        people[0].programme_id, "training:course", by=clerk, today=day - timedelta(days=9),
        topic=f"补短板短训班：{found[0].name.label()}", held_on=day, until=day + timedelta(days=1),
        place="区委党校", host="区委党校教研室", need=found[0].key, invite="need",
    )  # fmt: skip
    note_absences(
        row.pk, by=clerk, today=day + timedelta(days=2), closes_need=True,
        summary="案例讲解两次、桌面推演一次，结业时各写一张风险清单。",
    )  # fmt: skip


def move_on(ground: Ground, graduates: Sequence[Placement]) -> None:
    """Decide on a rotation of the graduates, and compute another to compare it with."""
    programme = graduates[0].programme
    clerk, today = ground.users["organiser"], ground.today
    keys = [item.key for item in rules_of(programme, today).catalogue("post_classes")]
    first_on = add_months(today.replace(day=1), 1)
    sizes = dict.fromkeys(keys, _TAKES)
    row = propose_rotation(programme.pk, first_on, sizes, by=clerk, today=today)
    decide_rotation(row.pk, by=clerk, today=today, basis="市委组织部部务会议")
    move = PostMove.objects.filter(done_on=None).select_related("placement__person__user").first()
    if move is not None and move.placement.person.user is not None:
        opine_move(move.pk, by=move.placement.person.user, today=today,
                   text="愿意到新岗位，手头的项目希望月底前交接完。")  # fmt: skip
    wider = dict.fromkeys(keys, (0, 12))
    propose_rotation(programme.pk, first_on, wider, by=clerk, today=today)
    study = call_gathering(
        programme.pk, "training:mission", by=clerk, today=today - timedelta(days=40),
        topic="初心使命教育专题班", held_on=today - timedelta(days=30), place="市委党校",
        host="市委党校教授",
    )  # fmt: skip
    note_absences(study.pk, by=clerk, today=today - timedelta(days=29))

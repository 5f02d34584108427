"""Work left open on the last day, so that every role finds something of its own to do."""

from __future__ import annotations

from datetime import timedelta

from dunmiao.demo.ground import Ground
from dunmiao.demo.term import Term
from dunmiao.stages.charter.models import Programme
from dunmiao.stages.organisations.actions import send_complaint
from dunmiao.stages.people.models import Person
from dunmiao.stages.selection.invitations import send_invitation
from dunmiao.stages.supervision import actions as supervision


def leave_work_open(ground: Ground, terms: list[Term], call: Programme) -> None:
    """Ask for leave, for a person back, for help; give an early reminder; ask for an extension."""
    today = ground.today
    clerk, lead = ground.users["organiser"], ground.users["organiser_lead"]
    first, second, third = terms[0], terms[1], terms[2]
    _leaves(ground, terms)
    _invite(ground, first, call)
    send_complaint(
        "建议把挂职体会交流会改到农闲时节，方便各镇安排。",
        by=second.person,
        today=today - timedelta(days=3),
        is_named=True,
    )
    supervision.ask_borrow(
        first.placement.pk,
        by=first.home,
        today=today - timedelta(days=1),
        first_on=today + timedelta(days=6),
        last_on=today + timedelta(days=8),
        matter="年度决算需其完成在办项目的移交说明",
    )
    asked = supervision.ask_borrow(
        second.placement.pk,
        by=second.home,
        today=today - timedelta(days=9),
        first_on=today - timedelta(days=3),
        last_on=today - timedelta(days=2),
        matter="省级检查需其说明上年材料",
    )
    supervision.opine_borrow(
        asked.pk,
        by=second.host,
        today=today - timedelta(days=8),
        agrees=True,
        opinion="可以安排两天",
    )
    supervision.decide_borrow(
        asked.pk,
        by=lead,
        today=today - timedelta(days=7),
        is_approved=True,
        answer="同意，期满即返",
    )
    supervision.end_borrow(asked.pk, by=second.host, today=today - timedelta(days=1))
    waiting = supervision.ask_borrow(
        third.placement.pk,
        by=third.home,
        today=today - timedelta(days=4),
        first_on=today + timedelta(days=10),
        last_on=today + timedelta(days=11),
        matter="参加原单位项目验收",
    )
    supervision.opine_borrow(
        waiting.pk,
        by=third.host,
        today=today - timedelta(days=2),
        agrees=False,
        opinion="该时段正值征地签约，建议改期",
    )
    helped = supervision.ask_support(
        first.placement.pk,
        by=first.person,
        today=today - timedelta(days=6),
        matter="所联系村冷链设施缺口8万元，请帮助协调资金渠道",
        kind="funding",
    )
    supervision.assign_support(
        helped.pk,
        ground.units["区财政局"].pk,
        by=clerk,
        today=today - timedelta(days=5),
        answer_by=today + timedelta(days=5),
    )
    reminder = supervision.give_reminder(
        terms[9].placement.pk,
        by=clerk,
        today=today - timedelta(days=12),
        matter="近两个月没有谈心谈话记录",
        advice="与帮带联系人约定时间，补上谈话",
    )
    supervision.explain_reminder(
        reminder.pk,
        by=terms[9].person,
        today=today - timedelta(days=10),
        explanation="帮带联系人外出学习，已约定下周谈",
    )
    supervision.ask_change(
        terms[5].placement.pk,
        "extend",
        by=terms[5].host,
        today=today - timedelta(days=3),
        reason="三期地块交付需其继续牵头三个月",
        takes_effect_on=terms[5].placement.ends_on + timedelta(days=90),
    )


def _invite(ground: Ground, first: Term, call: Programme) -> None:
    """Ask the first cadre's own unit for another of its people by name, two days ago."""
    applied = call.applications.values("person")
    wanted = (
        Person.objects.filter(unit=first.placement.sending_unit, placements__isnull=True)
        .exclude(pk__in=applied)
        .order_by("pk")
        .first()
    )
    if wanted is not None:
        send_invitation(
            call.pk,
            wanted.pk,
            by=ground.users["organiser"],
            today=ground.today - timedelta(days=2),
            reason="有涉农项目经历，石桥镇岗位急需",
        )


def _leaves(ground: Ground, terms: list[Term]) -> None:
    today = ground.today
    for index, (offset, length) in enumerate(((-95, 2), (-60, 1), (-40, 5), (-20, 3), (-9, 2))):
        term = terms[index * 3]
        first_on = today + timedelta(days=offset)
        leave = supervision.ask_leave(
            term.placement.pk,
            by=term.person,
            today=first_on - timedelta(days=3),
            kind="home" if index % 2 else "annual",
            first_on=first_on,
            last_on=first_on + timedelta(days=length - 1),
            reason="回家探望父母",
        )
        supervision.decide_leave(
            leave.pk,
            by=term.host if leave.level == "receiver" else ground.users["organiser"],
            today=first_on - timedelta(days=2),
            is_approved=True,
            role=leave.level,
        )
        if index != 4:  # one is back, but nobody has confirmed it
            supervision.confirm_return(
                leave.pk, by=term.host, today=first_on + timedelta(days=length)
            )
    for term, ahead, length in ((terms[0], 5, 2), (terms[8], 12, 9)):
        supervision.ask_leave(
            term.placement.pk,
            by=term.person,
            today=today,
            kind="personal",
            first_on=today + timedelta(days=ahead),
            last_on=today + timedelta(days=ahead + length - 1),
            reason="家中有事",
        )

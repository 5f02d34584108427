"""Parts of the term: plan, reports, leaves without reasons, mentors, posts held."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from dunmiao.stages.outcomes.parts.base import (
    Case,
    Drawn,
    Item,
    heading,
    paragraph,
    part,
    party,
    table,
)
from dunmiao.stages.outcomes.timeline import names_of


@part("plan")
def _plan(case: Case) -> Drawn | None:
    agreed = [one for one in case.placement.plans.all() if one.agreed_on]
    if not agreed:
        return None
    plan = agreed[0]
    content: list[Item] = []
    for item in case.rules.plan_fields:
        content += [heading(item.name), paragraph(plan.fields.get(item.key, ""))]
    rows = [[party(role), given["by"], given["on"]] for role, given in sorted(plan.agreed.items())]
    content.append(table(["同意方", "经办", "日期"], rows, [4, 4, 3]))
    return Drawn(plan.agreed_on, content)


@part("reports")
def _reports(case: Case) -> Drawn | None:
    sent = sorted(
        (one for one in case.placement.report_set.all() if one.submitted_on),
        key=lambda one: (one.submitted_on, one.pk),
    )
    if not sent:
        return None
    kinds = {kind.key: kind for kind in case.rules.reports}
    content: list[Item] = []
    for one in sent:
        kind = kinds.get(one.kind)
        name = kind.name if kind else "汇报"
        content.append(heading(f"{name}（{one.submitted_on.isoformat()}）"))
        content += [paragraph(f"{head}：{text}") for head, text in one.fields.items() if text]
    return Drawn(sent[-1].submitted_on, content)


@part("logs")
def _logs(case: Case) -> Drawn | None:
    notes = sorted(case.placement.logentry_set.all(), key=lambda one: (one.on, one.pk))
    if not notes:
        return None
    items = [{"on": one.on, "title": one.task, "text": one.text} for one in notes]
    return Drawn(notes[-1].on, [{"type": "timeline", "items": items}])


@part("talks")
def _talks(case: Case) -> Drawn | None:
    talks = sorted(case.placement.talk_set.all(), key=lambda one: (one.on, one.pk))
    if not talks:
        return None
    names = names_of(case.rules.talks)
    content: list[Item] = []
    for one in talks:
        who = names.get(one.kind, "谈话")
        content.append(heading(f"{who}（{one.on.isoformat()}，{one.given_by}）"))
        content += [paragraph(f"{head}：{text}") for head, text in one.notes.items() if text]
    return Drawn(talks[-1].on, content)


def taken(case: Case) -> list[Any]:
    """Give the leaves that were taken or granted, by day."""
    rows = [one for one in case.placement.leave_set.all() if one.state in {"approved", "returned"}]
    return sorted(rows, key=lambda one: (one.first_on, one.pk))


@part("leaves")
def _leaves(case: Case) -> Drawn | None:
    if not taken(case):
        return Drawn(None, [paragraph("无请假。")])
    return Drawn(case.today, leave_totals(case))


def leave_totals(case: Case) -> list[Item]:
    """Give the days of leave by kind, without reasons."""
    names = names_of(case.rules.catalogue("leave_kinds"))
    days: dict[str, int] = defaultdict(int)
    for one in taken(case):
        last = min(one.last_on, one.returned_on) if one.returned_on else one.last_on
        days[names.get(one.kind, one.kind)] += max((last - one.first_on).days + 1, 1)
    return [table(["请假种类", "天数"], [[name, n] for name, n in days.items()], [6, 4])]


@part("leave_reasons")
def _leave_reasons(case: Case) -> Drawn | None:
    leaves = taken(case)
    if not leaves:
        return None
    rows = [[f"{one.first_on}—{one.last_on}", one.reason.reveal()] for one in leaves]
    return Drawn(leaves[-1].last_on, [table(["日期", "事由"], rows, [4, 8])])


@part("borrows")
def _borrows(case: Case) -> Drawn | None:
    rows = [
        [f"{one.first_on}—{one.last_on}", one.matter, one.answer]
        for one in case.placement.borrow_set.all()
        if one.state in {"approved", "ended"}
    ]
    content = [table(["日期", "事项", "决定"], rows, [4, 6, 4])] if rows else [paragraph("无。")]
    return Drawn(None, content)


@part("mentoring")
def _mentoring(case: Case) -> Drawn | None:
    rows = [
        [one.name, one.title, f"{one.starts_on}—{one.ends_on}"]
        for one in case.placement.mentorships.all()
    ]
    if not rows:
        return None
    content = [table(["姓名", "职务", "任期"], rows, [3, 5, 5])]
    return Drawn(case.placement.starts_on, content)


@part("rotations")
def _rotations(case: Case) -> Drawn | None:
    rows = [
        [str(one.post), one.starts_on.isoformat(), one.ends_on.isoformat()]
        for one in case.placement.holdings.all()
    ]
    if not rows:
        return None
    return Drawn(case.placement.starts_on, [table(["岗位", "起", "止"], rows, [6, 3, 3])])


@part("training")
def _training(case: Case) -> Drawn | None:
    rows = [
        [one.gathering.held_on.isoformat(), one.gathering.topic, one.gathering.host]
        for one in case.placement.invited.all()
        if one.gathering.state == "held" and one.gathering.sort == "training" and not one.is_absent
    ]
    if not rows:
        return None
    return Drawn(None, [table(["日期", "内容", "授课人"], sorted(rows), [3, 7, 4])])

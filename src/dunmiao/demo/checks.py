"""Two random checks of the cohort: one reported and proved, one whose visits are to be made."""

from __future__ import annotations

from datetime import date, timedelta

from dunmiao.demo.ground import Ground
from dunmiao.demo.term import Term
from dunmiao.stages.common.clock import now
from dunmiao.stages.supervision import actions as supervision
from dunmiao.stages.supervision.models import Check, Inspection
from dunmiao.stages.supervision.whereabouts import away


def look_in(ground: Ground, terms: list[Term]) -> None:
    """Draw, visit, find a matter at a unit, and hear whom nobody met."""
    clerk, today = ground.users["organiser"], ground.today
    first = terms[0].placement
    past = today - timedelta(days=40)
    row = _drawn(ground, first.programme_id, "随机查岗和食宿条件查看", past, 5)
    for check in row.checks.filter(is_drawn=True):
        _visit(ground, check, past + timedelta(days=2))
    finding = supervision.write_finding(
        row.pk, first.receiving_unit_id, by=clerk, today=past + timedelta(days=3),
        text="干部宿舍热水未通，办公室与会议室合用", due_on=past + timedelta(days=20),
    )  # fmt: skip
    supervision.answer_finding(
        finding.pk, by=terms[0].host, today=past + timedelta(days=15),
        answer="热水已通，另腾出一间办公室",
    )  # fmt: skip
    supervision.report_inspection(
        row.pk, by=clerk, today=past + timedelta(days=5),
        report="抽查5人，均在岗或者已按规定请假；一处食宿条件须整改。",
    )  # fmt: skip
    supervision.close_finding(
        finding.pk, by=clerk, today=past + timedelta(days=22), is_mended=True, remark="实地看过"
    )
    now = _drawn(ground, first.programme_id, "汛期在岗抽查", today - timedelta(days=2), 4)
    second = terms[4].placement
    supervision.write_finding(
        now.pk, second.receiving_unit_id, by=clerk, today=today - timedelta(days=1),
        text="值班表未列入挂职干部", due_on=today + timedelta(days=9),
    )  # fmt: skip
    _absence(ground, terms[7])


def _drawn(ground: Ground, programme_id: int, title: str, day: date, size: int) -> Inspection:
    clerk = ground.users["organiser"]
    row = supervision.plan_inspection(
        programme_id, by=clerk, today=day, method="random", title=title, size=size,
        first_on=day, last_on=day + timedelta(days=6),
        inspectors=(clerk.pk, ground.users["organiser_lead"].pk),
    )  # fmt: skip
    supervision.freeze_list(row.pk, by=clerk, today=day)
    drawn: Inspection = supervision.draw_lots(row.pk, by=clerk, today=day)
    # acts record the true instant; the story tells of another day
    at = [now().replace(year=day.year, month=day.month, day=day.day, hour=1 + n) for n in range(3)]
    names = ("committed_at", "frozen_at", "drawn_at")
    Inspection.objects.filter(pk=row.pk).update(**dict(zip(names, at, strict=True)))
    return drawn


def _visit(ground: Ground, check: Check, day: date) -> None:
    is_away = bool(away([check.placement_id], day, day))
    supervision.write_check(
        check.pk, by=ground.users["organiser"], today=day, on=day,
        result="leave" if is_away else "present",
        note="" if is_away else "在便民服务中心接待群众",
    )  # fmt: skip


def _absence(ground: Ground, term: Term) -> None:
    """Let the host tell one absence, and the person explain it; the host concludes next."""
    day = ground.today - timedelta(days=6)
    while away([term.placement.pk], day, day):
        day -= timedelta(days=1)
    row = supervision.report_absence(
        term.placement.pk, by=term.host, today=day, first_on=day, last_on=day,
        matter="上午未到岗，未请假",
    )  # fmt: skip
    supervision.explain_absence(
        row.pk, by=term.person, today=day + timedelta(days=1),
        explanation="凌晨送村民就医，手机没电，未及时报告",
    )  # fmt: skip

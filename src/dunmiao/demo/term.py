"""What happens during a term: each duty is met by the act that settles it, some late, a few not."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from dunmiao.demo.ground import Ground
from dunmiao.engine.duties import Duty, Facts, duties
from dunmiao.stages.accounts.models import User
from dunmiao.stages.charter.rules import charter_of, rules_of
from dunmiao.stages.development import actions as development
from dunmiao.stages.development import mentors, plans
from dunmiao.stages.placement import actions as placing
from dunmiao.stages.placement.models import Placement
from dunmiao.stages.supervision import actions as supervision

WORK = (
    ("项目征地协调", "协助完成三期地块的现场核对和群众说明", "12户全部签订意向书"),
    ("防汛值守", "参加镇防汛夜间值守，转移低洼处住户", "转移6户17人，无险情"),
    ("环境整治", "牵头东片区垃圾分类点位调整", "新增点位8处，撤并3处"),
    ("矛盾调解", "陪同综治办调解一起邻里排水纠纷", "双方签了协议"),
    ("招商对接", "联系原单位资源，邀请两家企业实地看地块", "一家签订考察备忘录"),
    ("产业帮扶", "帮助合作社对接电商平台", "首批蜜桃销售4200斤"),
    ("政策宣讲", "到村组讲解医保参保和养老待遇", "解答咨询30余人次"),
)
_FORGETS = 10  # whose last talk nobody has followed up
_TALK = {
    "mentor": (
        "结合自己抓项目的经历讲了怎样先摸底、再开会",
        "愿意沉下来，牵挂家里老人",
        "与群众打交道时语言偏机关化",
        "多跟村干部入户，先学会听",
    ),
    "organiser": (
        "已独立牵头一项工作",
        "坚持自学土地管理政策",
        "思想稳定",
        "住宿条件改善，周末返家方便",
    ),
    "arrival": ("分管项目建设和环境整治", "先调研后表态", "严守请销假规定", "希望尽快熟悉情况"),
    "adaptation": ("已熟悉各站所分工", "对征地政策还不熟", "跟班学习一个月", "安排列席党委会"),
}
_REPORT = (
    "牵头和参与的重点工作按计划推进",
    "学习基层治理和涉农政策",
    "安心基层、干劲足",
    "食宿安排妥当",
)
_PLAN = {
    "aims": "一年内熟悉乡镇综合工作，能独立牵头一项重点任务",
    "responsibilities": "协助分管项目建设、环境整治，联系两个村",
    "tasks": "牵头征地协调专班日常工作；每月至少到所联系村两次；参加防汛值守",
    "results": "三期地块按期交付；形成一份可推广的入户工作做法",
    "standards": "任务完成情况、群众反映、帮带联系人和接收单位评价",
}


@dataclass
class Term:
    """One placement being lived through; `serial` varies what differs between persons."""

    ground: Ground
    placement: Placement
    serial: int
    mentor: User
    until: date
    left_undone: frozenset[str] = frozenset()
    months: set[date] = field(default_factory=set)

    @property
    def department(self) -> User:
        """Give the department's clerk."""
        return self.ground.users["organiser"]

    @property
    def lead(self) -> User:
        """Give the head of the department."""
        return self.ground.users["organiser_lead"]

    @property
    def host(self) -> User:
        """Give the receiving unit's clerk."""
        return self.ground.clerk(self.placement.receiving_unit, "receiver")

    @property
    def home(self) -> User:
        """Give the sending unit's clerk."""
        return self.ground.clerk(self.placement.sending_unit, "sender")

    @property
    def person(self) -> User:
        """Give the cadre's account."""
        user = self.placement.person.user
        assert user is not None  # noqa: S101  (made before the term)
        return user


Act = Callable[[Term, Duty, date], object]


def _step(kind: str, note: str) -> Act:
    def perform(term: Term, _duty: Duty, on: date) -> object:
        by = term.person if kind == "handover.done" else term.host
        by = term.department if kind == "meeting.held" else by
        return supervision.confirm_step(term.placement.pk, kind, by=by, today=on, note=note)

    return perform


def _talk(kind: str) -> Act:
    def perform(term: Term, _duty: Duty, on: date) -> object:
        by = {"mentor": term.mentor, "organiser": term.department}.get(kind, term.host)
        headings = next(
            talk.headings for talk in rules_of(term.placement).talks if talk.key == kind
        )
        notes = dict(zip(headings, _TALK[kind], strict=True))
        wants = kind == "organiser" and term.serial % 5 == 0
        talk = supervision.write_talk(
            term.placement.pk,
            by=by,
            today=on,
            kind=kind,
            notes=notes,
            follow_up="协调解决周转房热水器" if wants else "",
            follow_up_on=on + timedelta(days=20) if wants else None,
        )
        done = on + timedelta(days=16)
        if wants and done <= term.until and term.serial != _FORGETS:
            supervision.follow_talk(talk.pk, by=term.department, today=done)
        return talk

    return perform


def _plan(term: Term, _duty: Duty, on: date) -> object:
    plan = plans.write_plan(term.placement.pk, dict(_PLAN), by=term.host, today=on)
    plans.propose_plan(plan.pk, by=term.host, today=on)
    for role in rules_of(term.placement).plan.agreed_by:
        by = {"receiver": term.host, "cadre": term.person, "sender": term.home}[role]
        plans.agree_plan(plan.pk, role, by=by, today=on)
    return plan


def _report(term: Term, _duty: Duty, on: date) -> object:
    form = rules_of(term.placement).reports[0]
    fields = dict(zip(form.headings, _REPORT, strict=True))
    report = supervision.write_report(
        term.placement.pk, by=term.person, today=on, fields=fields, kind=form.key
    )
    supervision.submit_report(report.pk, by=term.person, today=on)
    read = min(on + timedelta(days=2), term.until)
    readers = {"organiser": term.department, "sender": term.home, "receiver": term.host}
    for role in form.readers[: 3 if term.serial % 4 else 2]:
        supervision.acknowledge_report(report.pk, role, by=readers[role], today=read)
    return report


def _presence(term: Term, _duty: Duty, on: date) -> object:
    month = (on - timedelta(days=6)).replace(day=1)
    if month in term.months:
        month = on.replace(day=1)
    term.months.add(month)
    return supervision.confirm_presence((term.placement.pk,), month, by=term.host, today=on)


def _contact(term: Term, duty: Duty, on: date) -> object:
    side = "receiver" if duty.number % 2 == 0 else "cadre"
    return supervision.write_contact(
        term.placement.pk,
        by=term.home,
        today=on,
        side="sender",
        with_whom="本人" if side == "cadre" else "接收单位组织委员",
        text="了解工作生活情况，转达单位近况，询问有无困难",
    )


def _opinion(term: Term, _duty: Duty, on: date) -> object:
    return supervision.write_opinion_visit(
        term.placement.pk,
        by=term.department,
        today=on,
        heard_from="镇党委书记、帮带联系人和两名村干部",
        text="工作主动、肯下村，群众认可；统筹几件事的能力还要再练。",
    )


def _feedback(source: str, to_unit: str) -> Act:
    def perform(term: Term, _duty: Duty, on: date) -> object:
        row = development.give_feedback(
            term.placement.pk,
            by=term.department,
            today=on,
            source=source,
            text="与岗位需要相比，缺少征地拆迁政策和现场处置经历。",
            direction="参加区自然资源局政策培训，跟班参与一次现场处置。",
            to_unit=to_unit,
        )
        if term.serial % 3:
            development.acknowledge_feedback(row.pk, "cadre", by=term.person, today=on)
        return row

    return perform


def _entitlements(term: Term, _duty: Duty, on: date) -> object:
    items: dict[str, object] = {
        item.key: True for item in rules_of(term.placement).catalogue("entitlement_kinds")
    }
    return supervision.confirm_entitlements(term.placement.pk, items, by=term.home, today=on)


def _divide(term: Term, _duty: Duty, on: date) -> object:
    text = "协助镇长抓项目建设、环境整治，联系东柳片区"
    return placing.divide_work(term.placement.pk, by=term.host, today=on, text=text)


def _mentor(term: Term, _duty: Duty, on: date) -> object:
    return mentors.appoint_mentor(
        term.placement.pk,
        by=term.host,
        today=on,
        name=str(term.mentor),
        title=term.mentor.title,
        user_id=term.mentor.pk,
        document_no=f"党发〔{on.year}〕{12 + term.serial}号",
    )


def _party(back: bool) -> Act:
    def perform(term: Term, _duty: Duty, on: date) -> object:
        row = term.placement.relations.get(kind="party")
        if back:
            return placing.move_relation(row.pk, by=term.host, today=on, returned_on=on)
        return placing.move_relation(row.pk, by=term.department, today=on, moved_on=on)

    return perform


PERFORM: dict[str, Act] = {
    "support.arranged": _step("support.arranged", "办公室、宿舍和伙食卡已安排"),
    "orientation.given": _step("orientation.given", "由镇长介绍"),
    "handover.done": _step("handover.done", "在办事项已移交党政办"),
    "meeting.held": _step("meeting.held", "挂职体会交流会"),
    "talk.arrival": _talk("arrival"),
    "talk.adaptation": _talk("adaptation"),
    "talk.mentor": _talk("mentor"),
    "talk.organiser": _talk("organiser"),
    "mentor.appointed": _mentor,
    "task.assigned": _divide,
    "plan.agreed": _plan,
    "relations.party_moved": _party(back=False),
    "relations.party_back": _party(back=True),
    "gap.fed_back": _feedback("gap", "receiver"),
    "feedback.given": _feedback("opinion_visit", "both"),
    "presence.confirmed": _presence,
    "contact.sender": _contact,
    "report.three_party": _report,
    "opinion.organiser": _opinion,
    "entitlement.confirmed": _entitlements,
}


def _days(term: Term) -> Iterator[tuple[date, Duty]]:
    placement = term.placement
    facts = Facts(direction=placement.direction, political=placement.person.political)
    owed = duties(charter_of(placement.charter), placement.starts_on, placement.ends_on, facts)
    for duty in owed:
        early = 1 + (term.serial + duty.number * 3) % 4
        on = max(duty.due_on - timedelta(days=early), duty.opens_on, placement.starts_on)
        yield on, duty


def live(term: Term) -> None:
    """Live through a term to its last day or `until`, in the order of days.

    The duties named in `left_undone` stay open from two months before `until` on: these are what
    the boards show as overdue.
    """
    recent = term.until - timedelta(days=62)
    order = {"mentor.appointed": 0, "task.assigned": 1}
    agenda = sorted(_days(term), key=lambda pair: (pair[0], order.get(pair[1].evidence[0], 2)))
    for on, duty in agenda:
        if on > term.until or (duty.duty in term.left_undone and on >= recent):
            continue
        perform = PERFORM.get(duty.evidence[0])
        if perform is not None:
            perform(term, duty, on)


def keep_log(term: Term) -> None:
    """Write a handful of short log entries, and sit in on two meetings."""
    for index in range(2 + term.serial % 3):
        task, text, result = WORK[(term.serial + index) % len(WORK)]
        on = term.placement.starts_on + timedelta(days=30 + 41 * index + term.serial)
        if on <= term.until:
            supervision.write_log(
                term.placement.pk, by=term.person, today=on, text=text, task=task, result=result
            )
    for index, meeting in enumerate(("镇党委会", "镇长办公会")):
        on = term.placement.starts_on + timedelta(days=25 + 60 * index + term.serial)
        if on <= term.until:
            development.add_seat(term.placement.pk, by=term.host, today=on, meeting=meeting)

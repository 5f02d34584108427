"""A cohort from the call to the placements, through the same acts as a user's clicks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from dunmiao.demo.cast import Player, resume_of
from dunmiao.demo.ground import Ground, area_of
from dunmiao.demo.sheets import applicants_workbook
from dunmiao.demo.units import AREA, SENDING, TOWNS
from dunmiao.engine import codes
from dunmiao.files.intake import Upload
from dunmiao.stages.charter.actions import create_programme, open_programme
from dunmiao.stages.charter.models import CharterVersion, Programme
from dunmiao.stages.charter.rules import rules_of
from dunmiao.stages.people.actions import update_person
from dunmiao.stages.people.models import Person
from dunmiao.stages.placement.matching import solve_plan
from dunmiao.stages.selection.applications import set_unit_wishes, withdraw_application
from dunmiao.stages.selection.decisions import record_decision
from dunmiao.stages.selection.eligibility import override_eligibility, review_eligibility
from dunmiao.stages.selection.imports import import_people
from dunmiao.stages.selection.models import Application, Offer, StageEntry, StageRound
from dunmiao.stages.selection.posts import confirm_offer, make_offer, save_post
from dunmiao.stages.selection.publicities import (
    close_publicity,
    decide_objection,
    post_publicity,
    receive_objection,
)
from dunmiao.stages.selection.rounds import close_round, open_round
from dunmiao.stages.selection.scores import enter_scores

_DUTIES = {
    "economy": "协助镇长抓项目建设、招商引资和征地协调",
    "rural": "协助抓乡村振兴、产业发展和环境整治，联系两个村",
    "order": "协助抓综合治理、矛盾化解和应急处置",
    "social": "协助抓民生保障、政务服务和社会事务",
    "party": "协助抓基层党建、群团和宣传思想工作",
    "general": "协助抓综合协调、督查督办和信息工作",
}
_NEEDS = {
    "economy": (["经济学", "土木工程", "城乡规划"], ["project", "investment"]),
    "rural": (["农学", "旅游管理", "水利水电工程"], ["rural"]),
    "order": (["法学", "社会学"], ["emergency", "service"]),
    "social": (["公共管理", "社会学", "会计学"], ["service"]),
    "party": (["汉语言文学", "新闻学"], ["research"]),
    "general": (["公共管理", "计算机科学与技术"], ["project"]),
}
_HARD = (["urgent", "heavy"], ["hard"], ["heavy"], ["urgent", "dangerous"], [])


@dataclass(frozen=True)
class Seat:
    """A post to be offered: unit's short name, title, class of work, front, how it is sent."""

    unit: str
    title: str
    work: str
    front: str
    filing_no: str = ""
    exchange: str = ""


def begin(
    ground: Ground, charter: CharterVersion, *, name: str, starts_on: date, quota: int, opens: int
) -> Programme:
    """Create a programme whose call opens `opens` days before its first day."""
    opens_on = starts_on - timedelta(days=opens)
    return create_programme(
        charter.pk,
        by=ground.users["organiser"],
        today=opens_on - timedelta(days=15),
        year=starts_on.year,
        name=name,
        approving_body="中共云溪区委常委会",
        approved_on=opens_on - timedelta(days=12),
        basis_title="关于开展优秀年轻干部双向挂职锻炼的实施方案",
        basis_no=f"云组发〔{opens_on.year}〕3号",
        leading_person="何建华",
        leading_post="区委常委、组织部部长",
        requirements="统筹兼顾、人岗相适，把政治素质好、有培养潜力的干部派到急难险重岗位。",
        quota=quota,
        opens_on=opens_on,
        closes_on=opens_on + timedelta(days=18),
        starts_on=starts_on,
    )


def offer_seats(ground: Ground, programme: Programme, seats: Sequence[Seat]) -> list[Offer]:
    """Let the receiving units enter and offer their posts, and the department list them."""
    assert programme.opens_on is not None  # noqa: S101  (set by begin)
    day = programme.opens_on - timedelta(days=8)
    offers = []
    for index, seat in enumerate(seats):
        unit = ground.units[seat.unit]
        majors, experience = _NEEDS[seat.work]
        host = ground.clerk(unit, "receiver")
        post = unit.posts.filter(title=seat.title).first() or save_post(
            unit.pk,
            by=host,
            today=day,
            title=seat.title,
            post_class=seat.work,
            duties=_DUTIES[seat.work],
            need_majors=majors,
            need_experience=experience,
            need_abilities={"coordination": 4, "emergencies": 3 + index % 2},
            difficulty=list(_HARD[index % len(_HARD)]),
        )
        offer = make_offer(
            programme.pk,
            post.pk,
            by=host,
            today=day,
            must_fill=1,
            front=seat.front,
            filing_no=seat.filing_no,
            exchange_unit_id=ground.units[seat.exchange].pk if seat.exchange else None,
        )
        offers.append(confirm_offer(offer.pk, by=ground.users["organiser"], today=day))
    return offers


def _wishes(player: Player, offers: Sequence[Offer]) -> tuple[Offer, Offer]:
    """Give two wishes: people of an exchanging unit wish the exchange, nobody else does."""
    unit = SENDING[player.unit][1]
    exchange = [o for o in offers if o.exchange_unit and o.exchange_unit.short_name == unit]
    open_to_all = [o for o in offers if not o.exchange_unit] or list(offers)
    second = open_to_all[(player.serial * 7 + 3) % len(open_to_all)]
    return (exchange or [open_to_all[player.serial % len(open_to_all)]])[0], second


def row_of(player: Player, offers: Sequence[Offer]) -> dict[str, object]:
    """Give one applicant as the units' sheet holds them."""
    first, second = _wishes(player, offers)
    political = codes.POLITICAL[player.political].name
    joined = date(player.work_started_on.year - 1, 6, 1) if player.political == "01" else None
    return {
        "name": player.name,
        "sex": codes.SEX[player.sex].name,
        "birth": player.born_on,
        "ethnic": codes.ETHNIC[player.ethnic].name,
        "native_place": "云州临江",
        "political": political,
        "joined_party": joined,
        "started_work": player.work_started_on,
        "id_number": player.id_number,
        "unit": SENDING[player.unit][0],
        "post": player.post_title,
        "rank": codes.RANK[player.rank].name,
        "rank_since": player.rank_since,
        "education": codes.EDUCATION[player.education].name,
        "degree": codes.DEGREE[player.degree].name if player.degree else "",
        "school": player.school,
        "major": player.major,
        "kind": codes.PERSONNEL[player.kind].name,
        "phone": f"1990000{player.serial:04}",
        "wish": f"{first.post.organisation.short_name}{first.post.title}",
        "wish_2": f"{second.post.organisation.short_name}{second.post.title}"
        if second != first
        else "",
        "accepts_other": "是" if player.serial % 9 else "否",
        "appraisals": "；".join(f"{y}年{g}" for y, g in sorted(player.appraisals.items())),
    }


def gather(
    ground: Ground, programme: Programme, players: Sequence[Player], offers: Sequence[Offer]
) -> list[Application]:
    """Open the call and take in the units' one untidy sheet; complete what sheets never hold."""
    assert programme.opens_on is not None and programme.closes_on is not None  # noqa: S101
    open_programme(programme.pk, by=ground.users["organiser_lead"], today=programme.opens_on)
    content = applicants_workbook([row_of(player, offers) for player in players])
    day = min(programme.closes_on - timedelta(days=3), ground.today - timedelta(days=2))
    import_people(
        programme.pk,
        Upload(f"{programme.name}报名汇总.xlsx", content),
        by=ground.users["organiser"],
        today=day,
    )
    found = list(programme.applications.select_related("person", "offer").order_by("number"))
    by_name = {player.name: player for player in players}
    for application in found:
        _complete(ground, application.person, by_name[application.person.name], day)
    return found


def _home_of(player: Player) -> str:
    """Give the division code of the native place: every third comes from a township here."""
    if player.serial % 3:
        return f"{AREA[:4]}03101"
    return area_of(TOWNS[player.serial % len(TOWNS)][0])


def _complete(ground: Ground, person: Person, player: Player, day: date) -> None:
    update_person(
        person.pk,
        {
            "resume": resume_of(player),
            "skills": list(player.skills),
            "is_health_fit": True,
            "recruited_on": player.work_started_on,
            "probation_until": player.probation_until,
            "discipline_until": player.discipline_until,
            "health": "健康",
            "native_code": _home_of(player),
        },
        by=ground.users["organiser"],
        today=day,
        note="按干部任免审批表补录",
    )


@dataclass(frozen=True)
class Calendar:
    """The days of a selection, counted back from the first day of the term."""

    first_day: date

    def before(self, days: int) -> date:
        """Give the day so many days before the term."""
        return self.first_day - timedelta(days=days)


def _mark(entry: StageEntry, weight: int) -> Decimal:
    """Give a made-up score: spread out, a few alike, the same every time."""
    seed = (entry.application.person_id * 37 + weight * 101) % 97
    return Decimal(6000 + seed * 38) / 100


def _score(ground: Ground, row: StageRound, day: date, absent: int) -> None:
    department = ground.users["organiser"]
    entries = list(row.entries.select_related("application__person").order_by("pk"))
    weight = row.sequence
    marks: dict[int, dict[str, object]] = {}
    for index, entry in enumerate(entries):
        if index % 23 == 5 and absent > 0:
            absent -= 1
            marks[entry.application_id] = {"is_absent": True}
            continue
        marks[entry.application_id] = {"score": _mark(entry, weight)}
    enter_scores(row.pk, marks, by=department, today=day)


def _inspect(ground: Ground, row: StageRound, day: date) -> None:
    marks: dict[int, dict[str, object]] = {
        entry.application_id: {
            "score": _mark(entry, 9),
            "is_passed": True,
            "note": "政治坚定，作风扎实，群众公认；基层经历偏少。",
        }
        for entry in row.entries.select_related("application__person")
    }
    enter_scores(row.pk, marks, by=ground.users["organiser"], today=day)


def choose(ground: Ground, programme: Programme, *, faults: bool) -> None:
    """Run the stages from the review to the committee's decision and the public notice."""
    assert programme.starts_on is not None  # noqa: S101  (set by begin)
    days = Calendar(programme.starts_on)
    clerk, lead = ground.users["organiser"], ground.users["organiser_lead"]
    stages = {stage.kind: stage.key for stage in rules_of(programme).stages}
    first = programme.rounds.get(stage=stages["registration"])
    close_round(first.pk, by=clerk, today=days.before(90))
    review_eligibility(programme.pk, by=clerk, today=days.before(89))
    if faults:
        _override(programme, lead, days.before(88))
    _pass(programme, stages["review"], clerk, days.before(88))
    exam = open_round(programme.pk, stages["exam"], by=clerk, today=days.before(80))
    _score(ground, exam, days.before(79), absent=4 if faults else 1)
    close_round(exam.pk, by=clerk, today=days.before(78))
    interview = open_round(programme.pk, stages["interview"], by=clerk, today=days.before(70))
    if faults:
        leaver = interview.entries.order_by("pk").first()
        if leaver is not None:
            withdraw_application(
                leaver.application_id, by=clerk, today=days.before(69), reason="家庭原因"
            )
    _score(ground, interview, days.before(68), absent=0)
    close_round(interview.pk, by=clerk, today=days.before(67))
    inspection = open_round(programme.pk, stages["inspection"], by=clerk, today=days.before(60))
    _inspect(ground, inspection, days.before(52))
    close_round(inspection.pk, by=clerk, today=days.before(50))
    _match_and_decide(ground, programme, stages, days)


def _pass(programme: Programme, stage: str, clerk: object, day: date) -> None:
    row = open_round(programme.pk, stage, by=clerk, today=day)  # type: ignore[arg-type]
    close_round(row.pk, by=clerk, today=day)  # type: ignore[arg-type]


def _override(programme: Programme, lead: object, day: date) -> None:
    """The head of the department lets one person through against a finding, with a reason."""
    barred = programme.applications.filter(state="ineligible").order_by("pk")
    for application in barred:
        failed = [row["rule"] for row in application.findings if row["result"] == "failed"]
        if failed == ["age"]:
            override_eligibility(
                application.pk,
                "age",
                by=lead,  # type: ignore[arg-type]
                today=day,
                is_passed=True,
                reason="距规定年龄仅差一个月，业务骨干，经部务会研究同意",
            )
            return


def _match_and_decide(
    ground: Ground, programme: Programme, stages: dict[str, str], days: Calendar
) -> None:
    clerk, lead = ground.users["organiser"], ground.users["organiser_lead"]
    from dunmiao import flow

    open_round(programme.pk, stages["matching"], by=clerk, today=days.before(48))
    _state_unit_wishes(ground, programme, days.before(47))
    solve_plan(programme.pk, by=clerk, today=days.before(46), note="首次求解")
    plan = solve_plan(programme.pk, by=clerk, today=days.before(45), note="报常委会方案")
    flow.propose_plan(plan.pk, by=clerk, today=days.before(44))
    open_round(programme.pk, stages["committee"], by=clerk, today=days.before(40))
    people = plan.facts["people"]
    lines = [
        (int(people[pair["person"]]["application"]), int(pair["post"]), "")
        for pair in plan.result["assignments"]
    ]
    decision = record_decision(
        programme.pk,
        sorted(lines),
        by=lead,
        today=days.before(38),
        body="中共云溪区委常委会",
        met_on=days.before(39),
        document_no=f"〔{days.first_day.year}〕第9次",
        plan_id=plan.pk,
    )
    _publish(ground, decision.pk, days)


def _state_unit_wishes(ground: Ground, programme: Programme, day: date) -> None:
    from dunmiao.stages.selection.applications import wishers

    for offer in programme.offers.filter(is_confirmed=True).select_related("post__organisation"):
        wanted = list(wishers(offer)[:2])
        if wanted:
            host = ground.clerk(offer.post.organisation, "receiver")
            set_unit_wishes(offer.pk, [one.pk for one in wanted], by=host, today=day)


def _publish(ground: Ground, decision_id: int, days: Calendar) -> None:
    clerk, lead = ground.users["organiser"], ground.users["organiser_lead"]
    notice = post_publicity(
        decision_id,
        by=clerk,
        today=days.before(35),
        contact="中共云溪区委组织部干部科 0551-60000012",
    )
    line = notice.lines.order_by("pk").first()
    if line is not None:
        objection = receive_objection(
            notice.pk,
            line.application_id,
            by=clerk,
            today=notice.starts_on,
            source="来电",
            text="反映其在原单位承担的项目尚未结项。",
        )
        decide_objection(
            objection.pk,
            by=lead,
            today=notice.ends_on,
            is_upheld=False,
            finding="经核实，项目已移交，不影响选派。",
        )
    close_publicity(notice.pk, by=lead, today=notice.ends_on + timedelta(days=1))

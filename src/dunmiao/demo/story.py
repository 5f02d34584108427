"""The whole demonstration: a cohort gone home, one in mid-term, one being called."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import dunmiao
from dunmiao.demo.cast import Player, players
from dunmiao.demo.choosing import Seat, begin, choose, gather, offer_seats
from dunmiao.demo.ground import Ground, account, lay, lend
from dunmiao.demo.term import Term, keep_log, live
from dunmiao.demo.welcome import welcome
from dunmiao.engine.calendar import add_months
from dunmiao.engine.identity import fake_number
from dunmiao.stages.charter.actions import adopt_charter
from dunmiao.stages.charter.models import CharterVersion, Programme
from dunmiao.stages.placement.actions import confirm_arrival, rotate_post
from dunmiao.stages.placement.models import Placement
from dunmiao.stages.placement.notices import issue_letters, issue_notice
from dunmiao.stages.selection.posts import save_post
from dunmiao.stages.selection.rounds import close_round, open_round

CHARTER = Path(dunmiao.__file__).parent / "charters" / "two-way-secondment.toml"
VILLAGE = "桥头村"  # of 石桥镇, where the fourth of the cohort is
FIRST_YEAR = 2013  # 「这项工作从 2013 年开展以来」 (004-02)
APPLICANTS, SELECTED = 114, 20  # 「42 单位 114 名」 → 「20 位同志」 (004-54, 004-55)

_WORKS = ("economy", "rural", "order", "social", "party", "general")
_TOWNS = "柳河镇 石桥镇 青云镇 南山镇 东湖镇 白塔镇 双溪镇 桃源镇 龙泉乡 高岭乡"


def _town_seats() -> list[Seat]:
    """Give two posts in each of ten townships: 任乡镇长助理职务 (004-57)."""
    seats = []
    for index, town in enumerate(_TOWNS.split()):
        head = "乡长助理" if town.endswith("乡") else "镇长助理"
        for second in (0, 1):
            work = _WORKS[(index * 2 + second) % len(_WORKS)]
            title = f"{head}（{'项目建设' if second == 0 else '乡村振兴'}）"
            seats.append(Seat(town, title, work, "grassroots"))
    return seats


def _mixed_seats(year: int) -> list[Seat]:
    """Give posts of every direction: townships, city departments, enterprises, exchanges."""
    filed = f"临组备〔{year}〕"
    return [
        Seat("云溪街道", "街道办事处主任助理", "social", "grassroots"),
        Seat("新城街道", "街道办事处主任助理", "order", "grassroots"),
        Seat("云溪经济开发区", "管委会主任助理", "economy", "industry"),
        Seat("云溪水务集团", "总经理助理", "economy", "industry"),
        Seat("云溪城投集团", "总经理助理", "economy", "projects"),
        Seat("柳河镇", "党委副书记（挂职）", "party", "grassroots"),
        Seat("石桥镇", "副镇长（挂职）", "rural", "grassroots"),
        Seat("市发改委", "项目科副科长（挂职）", "economy", "projects", f"{filed}11号"),
        Seat("市住建局", "城建科副科长（挂职）", "economy", "projects", f"{filed}12号"),
        Seat("区财政局", "预算科副科长（挂职）", "economy", "projects"),
        Seat("区农业农村局", "产业科副科长（互派）", "rural", "grassroots", "", "区水利局"),
        Seat("区水利局", "河湖科副科长（互派）", "rural", "grassroots", "", "区农业农村局"),
    ]


def _place(ground: Ground, programme: Programme, until: date) -> list[Placement]:
    """Turn the decision into placements, send the notice out and let everybody arrive."""
    from dunmiao import flow

    clerk = ground.users["organiser"]
    assert programme.starts_on is not None  # noqa: S101  (set by begin)
    decision = programme.decisions.get()
    first = programme.starts_on
    flow.make_placements(decision.pk, by=clerk, today=first - timedelta(days=20))
    issue_notice(
        programme.pk,
        by=clerk,
        today=first - timedelta(days=12),
        code="云组通",
        serial=18,
        report_on=first,
        report_to="接收单位组织人事部门",
        contact_name="陈思源",
        contact_phone="0551-60000012",
    )
    last = open_round(programme.pk, "notice", by=clerk, today=first - timedelta(days=12))
    close_round(last.pk, by=clerk, today=first - timedelta(days=12))
    placed = list(programme.placements.select_related("person"))
    _letters(ground, placed, first - timedelta(days=10))
    flow.start_programme(programme.pk, by=clerk, today=first)
    for index, placement in enumerate(placed):
        host = ground.clerk(placement.receiving_unit, "receiver")
        confirm_arrival(placement.pk, by=host, today=first + timedelta(days=index % 3))
    return list(
        Placement.objects.filter(programme=programme)
        .select_related("person__user", "receiving_unit", "sending_unit", "charter", "programme")
        .order_by("pk")
    )


def _letters(ground: Ground, placed: list[Placement], day: date) -> None:
    """Write everybody's letter of introduction, and the party's for its members."""
    clerk = ground.users["organiser"]
    members = [row.pk for row in placed if row.person.political in {"01", "02"}]
    issue_letters(
        [row.pk for row in placed], "administrative", by=clerk, today=day, code="云组介", serial=1
    )
    issue_letters(members, "party", by=clerk, today=day, code="云组党介", serial=1)


def _accounts(ground: Ground, placed: list[Placement], prefix: str) -> dict[int, str]:
    """Give every cadre an account, and every receiving unit a mentor; the keys of the mentors."""
    mentors: dict[int, str] = {}
    for index, placement in enumerate(placed):
        person = placement.person
        if person.user is None:
            person.user = account(ground, f"{prefix}cadre:{person.pk}", person.name, "挂职干部")
            person.save(update_fields=["user"])
        unit = placement.receiving_unit
        key = f"mentor:{unit.pk}"
        mentors[placement.pk] = key
        if key not in ground.users:
            name = ("马建国", "丁志强", "苏红梅", "吕国庆", "任秀英", "姚大勇")[index % 6]
            account(ground, key, f"{name}", f"{unit.short_name}党委副书记")
    return mentors


# what some units have let slip in the last two months: this is what the boards show
_SLIPS = {
    3: frozenset({"sender_contact"}),
    6: frozenset({"mentor_talk"}),
    9: frozenset({"presence", "mentor_talk"}),
    13: frozenset({"report"}),
    17: frozenset({"sender_contact", "organiser_talk"}),
}


def _run_terms(ground: Ground, placed: list[Placement], until: date, *, slips: bool) -> list[Term]:
    mentors = _accounts(ground, placed, "")
    terms = []
    for index, placement in enumerate(placed):
        last = min(until, placement.ends_on)
        term = Term(
            ground,
            placement,
            index,
            ground.users[mentors[placement.pk]],
            last,
            _SLIPS.get(index, frozenset()) if slips else frozenset(),
        )
        live(term)
        keep_log(term)
        terms.append(term)
    return terms


def _adopt(ground: Ground) -> CharterVersion:
    return adopt_charter(
        ground.units["云溪区"].pk,
        CHARTER.read_text(encoding="utf-8"),
        by=ground.users["organiser_lead"],
        today=ground.since,
        document_no="云办发〔2026〕6号",
    )


def tell(*, today: date, scale: int = 0) -> None:
    """Tell the story up to `today`, in one transaction."""
    from django.db import transaction

    from dunmiao.demo.checks import look_in
    from dunmiao.demo.conduct import go_wrong
    from dunmiao.demo.ending import appraise_half, end_cohort, remember_the_years
    from dunmiao.demo.leading import lead
    from dunmiao.demo.oversight import oversee
    from dunmiao.demo.scale import fill
    from dunmiao.demo.todo import leave_work_open
    from dunmiao.demo.together import come_together

    now = add_months(today.replace(day=1), -7)
    last, coming = add_months(now, -12), add_months(now, 12)
    with transaction.atomic():
        ground = lay(today, add_months(last, -6))
        charter = _adopt(ground)
        remember_the_years(ground, FIRST_YEAR, last.year)
        before = _last_cohort(ground, charter, last)
        end_cohort(ground, before, until=today)
        terms = _this_cohort(ground, charter, now, today)
        appraise_half(ground, terms, today)
        call = _next_call(ground, charter, coming, today)
        leave_work_open(ground, terms, call)
        look_in(ground, terms)
        go_wrong(ground, terms[5], terms[0])
        come_together(ground, terms)
        _move_to_a_village(ground, terms[3])
        _others(ground)
        lead(ground)
        oversee(ground, terms)
        if scale:
            fill(ground, scale)


def _others(ground: Ground) -> None:
    """Build the six other programmes, and let a group at the key works have its buttons."""
    from dunmiao.demo import citywide, drafting, together, young

    first = ground.today.replace(day=1)
    drafted = drafting.draft(ground, first)
    citywide.send_one_system(ground, first)
    citywide.send_teams(ground)
    young.receive_recruits(ground)
    together.move_on(ground, young.rotate_graduates(ground, first))
    citywide.link(ground)
    stationed = [row for row in drafted if row.receiving_unit == drafted[1].receiving_unit]
    for role, row in zip(("team_leader", "branch_secretary"), stationed, strict=False):
        user = row.person.user
        assert user is not None  # noqa: S101  (everybody sent signs up)
        user.demo_role = role
        user.save(update_fields=["demo_role"])


def _last_cohort(ground: Ground, charter: CharterVersion, first: date) -> list[Term]:
    name = f"{first.year}年度优秀年轻干部双向挂职"
    programme = begin(ground, charter, name=name, starts_on=first, quota=12, opens=120)
    offers = offer_seats(ground, programme, _mixed_seats(first.year))
    cast = list(players(60, on=_called(programme), seed=7, first_serial=2001))
    gather(ground, programme, cast, offers)
    choose(ground, programme, faults=False)
    placed = _place(ground, programme, ground.today)
    return _run_terms(ground, placed, ground.today, slips=False)


def _this_cohort(ground: Ground, charter: CharterVersion, first: date, today: date) -> list[Term]:
    name = f"{first.year}年度优秀年轻干部双向挂职"
    programme = begin(ground, charter, name=name, starts_on=first, quota=SELECTED, opens=120)
    offers = offer_seats(ground, programme, _town_seats())
    cast = _with_faults(list(players(APPLICANTS, on=_called(programme))), _called(programme))
    gather(ground, programme, cast, offers)
    choose(ground, programme, faults=True)
    placed = _place(ground, programme, today)
    terms = _run_terms(ground, placed, today, slips=True)
    _give_buttons(ground, terms)
    return terms


def _called(programme: Programme) -> date:
    assert programme.opens_on is not None  # noqa: S101  (set by begin)
    return programme.opens_on


def _with_faults(cast: list[Player], day: date) -> list[Player]:
    """Let a few applicants fail the charter's conditions: age, probation, discipline, service."""
    old = {"born_on": date(day.year - 41, 3, 8), "work_started_on": date(day.year - 17, 7, 1)}
    faults: dict[int, dict[str, Any]] = {
        10: {"probation_until": day + timedelta(days=60)},
        22: {**old, "id_number": fake_number(9001, born_on=old["born_on"], sex=cast[22].sex)},
        33: {"discipline_until": day + timedelta(days=90)},
        45: {**old, "id_number": fake_number(9002, born_on=old["born_on"], sex=cast[45].sex)},
        57: {"appraisals": {day.year - 1: "基本称职", day.year - 2: "称职"}},
        81: {"work_started_on": date(day.year - 2, 7, 1)},
        97: {"education": "31", "degree": ""},
    }
    return [replace(player, **faults.get(index, {})) for index, player in enumerate(cast)]


def _give_buttons(ground: Ground, terms: list[Term]) -> None:
    """Let the roles that hang on placements sign in too: cadre, mentor, units, group, village."""
    first = terms[0]
    roles = {
        "cadre": first.person,
        "mentor": first.mentor,
        "sender": first.home,
        "receiver": first.host,
    }
    for key, user in roles.items():
        user.demo_role = key
        user.save(update_fields=["demo_role"])
        ground.users[key] = user
    clerk = ground.users[f"village:{ground.units[VILLAGE].pk}"]
    clerk.demo_role = "village"
    clerk.save(update_fields=["demo_role"])
    ground.users["village"] = clerk
    lend(ground, first.host)
    _form_group(ground, terms)
    welcome(terms)


def _move_to_a_village(ground: Ground, term: Term) -> None:
    """Let one assistant go on as First Secretary in a village of the same township."""
    village = ground.units[VILLAGE]
    clerk, day = ground.users["organiser"], ground.today - timedelta(days=20)
    post = save_post(
        village.pk,
        by=clerk,
        today=day,
        title="驻村第一书记",
        post_class="rural",
        duties="抓党建促振兴，推动东片产业路和环境整治",
        need_experience=["rural"],
        difficulty=["hard"],
    )
    rotate_post(term.placement.pk, post.pk, by=clerk, today=day)


def _form_group(ground: Ground, terms: list[Term]) -> None:
    from dunmiao.stages.placement.actions import save_team

    leader = terms[1].person
    secretary = account(ground, "branch_secretary", "田承志", "柳河镇党委副书记")
    liaison = account(ground, "liaison", "石晓雯", "区委组织部干部科科员", "liaison")
    members = tuple(term.placement.pk for term in terms[:7])
    save_team(
        terms[0].placement.programme_id,
        by=ground.users["organiser"],
        today=terms[0].placement.starts_on + timedelta(days=5),
        name="北片联络组",
        member_ids=members,
        roles=(
            ("team_leader", leader.pk),
            ("branch_secretary", secretary.pk),
            ("liaison", liaison.pk),
        ),
    )


def _next_call(ground: Ground, charter: CharterVersion, first: date, today: date) -> Programme:
    """Open next year's call a fortnight ago: posts in every direction, the first applicants."""
    name = f"{first.year}年度优秀年轻干部双向挂职"
    opens = (first - today).days + 12
    programme = begin(ground, charter, name=name, starts_on=first, quota=12, opens=opens)
    offers = offer_seats(ground, programme, _mixed_seats(first.year))
    cast = list(players(26, on=_called(programme), seed=99, first_serial=4001))
    gather(ground, programme, cast, offers)
    return programme

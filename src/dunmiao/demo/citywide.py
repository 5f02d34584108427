"""The city's programmes: one system's cadres, work teams to two areas, links with villages."""

from __future__ import annotations

from datetime import date, timedelta

from dunmiao.demo.crowd import enlist
from dunmiao.demo.diary import keep, slips
from dunmiao.demo.ground import Ground
from dunmiao.demo.groups import Office, form
from dunmiao.demo.over import finish, opine
from dunmiao.demo.sending import Course, adopt, send
from dunmiao.demo.units import (
    AREA_XUANZHOU,
    AREA_ZONE,
    AREAS,
    CITY,
    CULTURE,
    HAMLETS,
    LINKED,
    ORGANS,
    TOWNS,
)
from dunmiao.engine.calendar import add_months
from dunmiao.stages.charter.models import CharterVersion
from dunmiao.stages.placement.models import Placement

COHORT, COHORT_BEFORE = 52, 50  # 「选派的52名同志」「首批选派的50名同志」 (001c-02, 001c-04)
TO_AREAS = {
    AREA_XUANZHOU: 120,
    AREA_ZONE: 80,
}  # 「200名干部，全部安排在宣州区和市开发区」 (001b-06)
LINKING = 60  # a true small part of ten thousand (001a-01); `--scale` shows a city
_TEAM = 10
_LEADER = ("顾承远", "市委常委、组织部部长")

_MEDIA = (
    ("文化站站长助理", "social", "抓文化站阵地和群众文体活动，写一篇调研报告"),
    ("宣传委员助理", "party", "协助宣传委员抓新时代文明实践和信息报送"),
    ("党政办副主任（挂职）", "general", "协助党政办统筹重点任务宣传和督查"),
)
_TEAMS = (
    ("工作队队员", "rural", "送政策、解难题，联系两个村民组，登记并跟踪反映的问题"),
    ("工作队队员（产业）", "economy", "对接项目和产业，办好承诺的实事"),
    ("工作队队员（综治）", "order", "参加大排查和矛盾调处，指导村规民约"),
)
_LINKS = (
    ("联系帮扶干部", "rural", "联系一个村和两户，每季度至少走访一次，梳理困难需求"),
    ("联系帮扶干部（治污）", "rural", "联系一个村，参加治污染主题行动"),
)


def send_one_system(ground: Ground, first: date) -> list[Placement]:
    """Send this year's cohort of one system, and last year's home; give this year's."""
    charter = adopt(ground, CITY, "system-cadres", "临宣发〔2025〕8号")
    _system(ground, charter, add_months(first, -16), COHORT_BEFORE, 31_001)
    return _system(ground, charter, add_months(first, -4), COHORT, 32_001)


def _system(
    ground: Ground, charter: CharterVersion, first: date, size: int, serial: int
) -> list[Placement]:
    homes = [ground.units[name] for name in CULTURE]
    towns = [name for name, _kind, _needs in TOWNS]
    hosts = [ground.units[name] for name in (*towns, *AREAS[AREA_XUANZHOU])]
    people = enlist(ground, size, homes, serial=serial, ages=(28, 42))
    course = Course(
        charter=charter,
        name=f"{first.year}年宣传系统中青年干部下基层锻炼",
        starts_on=first,
        body="中共临江市委常委会",
        basis="宣传系统中青年干部下基层锻炼实施意见",
        basis_no=f"临宣发〔{first.year}〕8号",
        leader=("贺明哲", "市委常委、宣传部部长"),
        requirements="下得去、蹲得住、干得好；每人一个调研题目，两个月报一次总结。",
        code="临宣通",
        serial=11,
        works=_MEDIA,
    )
    pairs = [(person, hosts[index % len(hosts)]) for index, person in enumerate(people)]
    placed = send(ground, course, pairs)
    is_over = placed[0].ends_on < ground.today
    keep(ground, placed, slips() if is_over else slips(presence=23, summary=17, sender_contact=19))
    if is_over:
        finish(ground, placed)
    return placed


def send_teams(ground: Ground) -> list[Placement]:
    """Send work teams from the city's organs to the two areas; their term ends in some weeks."""
    today = ground.today
    starts_on = add_months(today, -6) + timedelta(days=25)
    starts_on = starts_on.replace(day=min(starts_on.day, 26))  # every month has such a day
    homes = [ground.units[name] for name in ORGANS]
    people = enlist(ground, sum(TO_AREAS.values()), homes, serial=33_001, ages=(28, 46))
    course = Course(
        charter=adopt(ground, CITY, "work-teams", "临办发〔2025〕14号"),
        name=f"{starts_on.year}年千名干部下基层（市直机关工作队）",
        starts_on=starts_on,
        body="中共临江市委常委会",
        basis="关于开展千名干部下基层活动的实施方案",
        basis_no=f"临办发〔{starts_on.year}〕14号",
        leader=_LEADER,
        requirements="送政策、解难题、办实事、促发展；不增加基层负担，食宿自理。",
        code="临下基办",
        serial=3,
        works=_TEAMS,
    )
    hosts = [
        ground.units[AREAS[area][index % len(AREAS[area])]]
        for area, number in TO_AREAS.items()
        for index in range(number)
    ]
    placed = send(ground, course, list(zip(people, hosts, strict=True)))
    teams = form(ground, placed[0].programme, _team_offices(placed))
    keep(ground, placed, slips(presence=31, sender_contact=29), teams=teams)
    heard = placed[: len(placed) // 3]  # the units have begun with their opinions
    opine(ground, heard, "final", today - timedelta(days=4))
    return placed


def _team_offices(placed: list[Placement]) -> list[Office]:
    offices = []
    for town in (name for towns in AREAS.values() for name in towns):
        members = [row for row in placed if row.receiving_unit.short_name == town]
        for number, start in enumerate(range(0, len(members), _TEAM), 1):
            offices.append(Office(f"驻{town}第{number}工作队", members[start : start + _TEAM]))
    return offices


def link(ground: Ground) -> list[Placement]:
    """Link cadres who stay at their desks with villages: half-way through the yearly cycle."""
    starts_on = add_months(ground.today, -6) - timedelta(days=10)
    homes = [ground.units[name] for name in ORGANS]
    hosts = [ground.units[f"{town}{name}"] for town in LINKED for name in HAMLETS]
    people = enlist(ground, LINKING, homes, serial=34_001, ages=(30, 50))
    course = Course(
        charter=adopt(ground, CITY, "link-and-help", "临组发〔2025〕5号"),
        name=f"{starts_on.year}年万名干部下基层联系帮扶（市直机关示范部分）",
        starts_on=starts_on,
        body="中共临江市委",
        basis="关于组织万名干部下基层开展联系帮扶的通知",
        basis_no=f"临组发〔{starts_on.year}〕5号",
        leader=_LEADER,
        requirements="全市万名干部参加，此处为市直机关六十人；不脱离本职，不计次数，不强制留痕。",
        code="临联办",
        serial=2,
        works=_LINKS,
    )
    pairs = [(person, hosts[index % len(hosts)]) for index, person in enumerate(people)]
    placed = send(ground, course, pairs)
    keep(ground, placed, slips(visit=13, summary=9, sender_contact=17))
    return placed

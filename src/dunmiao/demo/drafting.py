"""Key works: a pool from the survey, three batches drafted from it, work groups in three modes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from dunmiao.demo.crowd import enlist
from dunmiao.demo.diary import keep, slips
from dunmiao.demo.ground import Ground
from dunmiao.demo.groups import Office, form
from dunmiao.demo.over import finish
from dunmiao.demo.pool import resolve, survey
from dunmiao.demo.sending import Course, adopt, send
from dunmiao.demo.units import DISTRICT, SENDING, SITES
from dunmiao.engine.calendar import add_months
from dunmiao.stages.charter.models import CharterVersion
from dunmiao.stages.people.models import Person
from dunmiao.stages.placement.models import Placement

POOL = 512  # 「500多名符合选派条件的干部名单」 (003-07)
BATCHES = (63, 25, 39)  # 「先后三次抽调了127名」 (003-25, 003-42)
_BEGAN = (-15, -6, -3)  # months before this one
_SECOND_LASTED = 41  # days: 「仅用一个多月时间」 (003-41)

_WORKS = (
    ("园区建设工作组组员", "economy", "承担园区企业搬迁协调，联系两户企业"),
    ("拆迁安置工作组组员", "order", "承担两个村民小组的政策解释和安置选房"),
    ("道路改线工作组组员", "economy", "承担改线段管线迁改协调和现场值守"),
    ("河道南移工作组组员", "rural", "承担沿线企业和农户的补偿核对"),
)
_GROUPS = (
    ("园区建设工作组（项目管理）", SITES[0]),
    ("拆迁安置工作组（蹲点管理）", SITES[1]),
    ("道路改线工作组（条块结合）", SITES[2]),
)


def draft(ground: Ground, first: date) -> list[Placement]:
    """Fill the pool, draft three batches from it; give those at post now."""
    charter = adopt(ground, DISTRICT, "key-work-draft", "云办发〔2025〕11号")
    homes = [ground.units[row[1]] for row in SENDING if row[2] != "enterprise"]
    pool = enlist(ground, POOL, homes, serial=20_001)
    sent: list[Placement] = []
    placed: list[Placement] = []
    for number, size in enumerate(BATCHES):
        people = pool[len(sent) : len(sent) + size]
        placed = _batch(ground, charter, number, people, add_months(first, _BEGAN[number]))
        resolve(ground, placed)
        sent += placed
    survey(ground, charter, pool, sent)
    return placed


def _batch(
    ground: Ground, charter: CharterVersion, number: int, people: Sequence[Person], first: date
) -> list[Placement]:
    name = f"{first.year}年年轻干部重点工作抽调（第{'一二三'[number]}批）"
    ends_on = first + timedelta(days=_SECOND_LASTED - 1) if number == 1 else None
    course = Course(
        charter=charter,
        name=name,
        starts_on=first,
        ends_on=ends_on,
        body="中共云溪区委常委会",
        basis="关于选派年轻干部到重点工作一线实践锻炼的意见",
        basis_no=f"云办发〔{first.year}〕{21 + number}号",
        leader=("何建华", "区委常委、组织部部长"),
        requirements="结合重点工作需要、干部经历和个人意愿编组，到征地拆迁、园区建设一线。",
        code="云组抽",
        serial=31 + number,
        works=_WORKS,
    )
    hosts = [ground.units[name] for name in SITES]
    pairs = [(person, hosts[index % len(hosts)]) for index, person in enumerate(people)]
    placed = send(ground, course, pairs)
    is_over = placed[0].ends_on < ground.today
    last = placed[0].ends_on if is_over else None
    offices = [
        Office(
            f"{site}{title}",
            [row for row in placed if row.receiving_unit.short_name == site],
            secretary=True,
            liaison=ground.users["liaison"],
        )
        for title, site in _GROUPS
    ]
    teams = form(ground, placed[0].programme, offices, until=last)
    let_slip = slips(sender_contact=13, mentor_note=11, presence=19)
    keep(ground, placed, slips() if is_over else let_slip, teams=teams)
    if is_over:
        finish(ground, placed)
    return placed

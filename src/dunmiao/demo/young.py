"""The young: recruits in their first days, and selected graduates going round the posts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta

from dunmiao.demo.crowd import enlist, note
from dunmiao.demo.diary import keep, slips
from dunmiao.demo.ground import Ground
from dunmiao.demo.over import approve, opine
from dunmiao.demo.sending import WHY, Course, adopt, send
from dunmiao.demo.units import AREA_XUANZHOU, AREAS, CITY, DISTRICT, ORGANS, SENDING, TOWNS
from dunmiao.engine.calendar import add_months
from dunmiao.stages.placement.models import Holding, Placement
from dunmiao.stages.selection.models import Post

CIVIL, STAFF = 28, 18  # recruits of the two kinds of personnel (000-02)
GRADUATES = 30
_TURN = 8  # months in one post
_NOT_YET = 7  # every seventh has not changed posts yet

_FRONT = (
    ("镇党政办工作人员", "general", "在党政办跟班，学着写信息、接待来访"),
    ("综治中心工作人员", "order", "跟随网格员走访排查，参加一般纠纷调处"),
    ("农业农村办工作人员", "rural", "参加田间服务和防汛值守，联系一个合作社"),
)
_ROUND = (
    ("党政综合岗", "general", "办文办会、督查督办"),
    ("党建群团岗", "party", "抓支部规范化和党员教育"),
    ("经济发展岗", "economy", "跟项目、跑企业，统计经济运行"),
    ("社会事务岗", "social", "办理民政、医保和便民服务"),
    ("综合治理岗", "order", "参加矛盾化解和应急处置"),
    ("乡村振兴岗", "rural", "包村驻点，抓产业和环境整治"),
)


def receive_recruits(ground: Ground) -> list[Placement]:
    """Let the recruits of this year come down the day before yesterday; a few are on their way."""
    starts_on = ground.today - timedelta(days=2)
    joined = (starts_on - timedelta(days=90)).replace(day=1)
    offices = [ground.units[row[1]] for row in SENDING if row[2] == "county"]
    institutions = [ground.units[row[1]] for row in SENDING if row[2] == "institution"]
    civil = enlist(ground, CIVIL, offices, serial=35_001, ages=(22, 27), recruited_on=joined)
    staff = enlist(ground, STAFF, institutions, serial=36_001, ages=(22, 27), recruited_on=joined)
    course = Course(
        charter=adopt(ground, DISTRICT, "new-recruits", "云组发〔2025〕9号"),
        name=f"{starts_on.year}年新录用人员下沉基层一线实践锻炼",
        starts_on=starts_on,
        body="中共云溪区委常委会",
        basis="关于新录用公务员、事业单位工作人员下沉基层一线实践锻炼的通知",
        basis_no=f"云组发〔{starts_on.year}〕9号",
        leader=("何建华", "区委常委、组织部部长"),
        requirements="学着干、帮着干、创新干；每人两名业务导师、一名思想生活导师。",
        code="云组沉",
        serial=6,
        works=_FRONT,
        not_arrived=frozenset({5, 13, 22, 30, 38, 44}),
    )
    hosts = [ground.units[name] for name, _kind, _needs in TOWNS]
    people = [*civil, *staff]
    pairs = [(person, hosts[index % len(hosts)]) for index, person in enumerate(people)]
    placed = send(ground, course, pairs)
    keep(ground, placed, slips())
    return placed


def rotate_graduates(ground: Ground, first: date) -> list[Placement]:
    """Let selected graduates be ten months under way: appraised once, most in a second post."""
    starts_on = add_months(first, -10)
    homes = [ground.units[name] for name in ORGANS]
    people = enlist(
        ground, GRADUATES, homes, serial=37_001, ages=(24, 28), tags=["selected"], political="01"
    )
    course = Course(
        charter=adopt(ground, CITY, "selected-graduates", "临组发〔2025〕12号"),
        name=f"{starts_on.year}届选调生基层锻炼",
        starts_on=starts_on,
        body="中共临江市委常委会",
        basis="选调生基层锻炼管理办法",
        basis_no=f"临组发〔{starts_on.year}〕12号",
        leader=("顾承远", "市委常委、组织部部长"),
        requirements="一人一方案、一人一导师，六类岗位轮岗，包村驻点。",
        code="临组选",
        serial=4,
        works=_ROUND,
    )
    towns = [*(name for name, _kind, _needs in TOWNS), *AREAS[AREA_XUANZHOU]]
    hosts = [ground.units[name] for name in towns]
    pairs = [(person, hosts[index % len(hosts)]) for index, person in enumerate(people)]
    placed = send(ground, course, pairs)
    _turn(ground, placed, add_months(starts_on, _TURN))
    keep(ground, placed, slips(rotation=_NOT_YET, mentor_note=9, presence=13))
    rows = opine(ground, placed, "half", starts_on + timedelta(days=160), graded=False)
    approve(ground, rows, starts_on + timedelta(days=168))
    return placed


def _turn(ground: Ground, placed: Sequence[Placement], day: date) -> None:
    """Let most go on to the next class of posts in the same place."""
    moving = [(n, row) for n, row in enumerate(placed) if n % _NOT_YET]
    wanted = Counter((row.receiving_unit_id, (n + 1) % len(_ROUND)) for n, row in moving)
    units = {row.receiving_unit_id: row.receiving_unit for row in placed}
    posts = {
        (unit, work): Post(
            organisation=units[unit],
            title=f"{_ROUND[work][0]}（轮岗）",
            post_class=_ROUND[work][1],
            duties=_ROUND[work][2],
            capacity=number,
        )
        for (unit, work), number in wanted.items()
    }
    Post.objects.bulk_create(posts.values())
    Holding.objects.filter(placement__in=[row.pk for _n, row in moving]).update(
        ends_on=day - timedelta(days=1)
    )
    Holding.objects.bulk_create(
        Holding(
            placement=row,
            post=posts[row.receiving_unit_id, (n + 1) % len(_ROUND)],
            starts_on=day,
            ends_on=row.ends_on,
        )
        for n, row in moving
    )
    note(ground, "placement.rotate", placed[0].programme, WHY, moved=len(moving))

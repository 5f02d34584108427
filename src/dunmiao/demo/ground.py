"""What must stand before the story begins: units, accounts, grants, holidays, contacts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from dunmiao.demo.units import (
    AREA,
    AREA_XUANZHOU,
    AREA_ZONE,
    CITY,
    CITY_UNITS,
    DISTRICT,
    FURTHER,
    SENDING,
    TOWNS,
    VILLAGES,
    ZONE,
)
from dunmiao.engine.holidays import holiday_rows
from dunmiao.stages.accounts.models import User
from dunmiao.stages.common.models import Holiday
from dunmiao.stages.organisations.models import Contact, Delegation, Grant, Organisation

DEPARTMENT = "中共云溪区委组织部"
# demonstration role, name, title, unit's short name, granted role, personnel kind
OFFICERS = (
    ("organiser", "陈思源", "区委组织部干部科科长", DISTRICT, "organiser", ""),
    ("organiser_lead", "周立新", "区委组织部副部长", DISTRICT, "organiser_lead", ""),
    ("authority", "吴晓雯", "区人社局事业单位人事科科长", DISTRICT, "authority", "institution"),
    ("inspector", "郑承志", "区委督查室主任", DISTRICT, "inspector", ""),
    ("leader", "何建华", "区委常委、组织部部长", DISTRICT, "leader", ""),
    ("handler", "许静怡", "区财政局行财科科长", "区财政局", "handler", ""),
    ("system_admin", "沈启航", "市大数据中心系统管理员", CITY, "system_admin", ""),
    ("security_admin", "韩明哲", "市大数据中心安全管理员", CITY, "security_admin", ""),
    ("audit_admin", "冯慧敏", "市大数据中心审计管理员", CITY, "audit_admin", ""),
)
# The same persons serve the city's programmes, which are run with people drafted from the district.
ALSO = {
    "organiser": "抽调到市委组织部干部下基层工作专班",
    "organiser_lead": "兼任市干部下基层工作专班副主任",
    "inspector": "抽调到市委督查组",
    "leader": "市干部下基层工作领导小组成员",
}


@dataclass
class Ground:
    """The units by short name and the accounts by demonstration role or unit."""

    today: date
    since: date
    units: dict[str, Organisation] = field(default_factory=dict)
    users: dict[str, User] = field(default_factory=dict)

    def clerk(self, unit: Organisation, role: str) -> User:
        """Give the clerk of a unit who acts as its sender or receiver, or for a village."""
        key = f"{role}:{unit.pk}"
        return self.users[key] if key in self.users else self.users[f"village:{unit.pk}"]


def _unit(ground: Ground, name: str, short: str, kind: str, parent: str, system: str) -> None:
    above = ground.units.get(parent)
    row = Organisation.objects.create(
        parent=above,
        path=f"new-{len(ground.units)}",
        name=name,
        short_name=short,
        kind=kind,
        system=system,
        sequence=len(ground.units) + 1,
        headcount={"county": 46, "township": 72, "street": 80, "city": 120}.get(kind, 60),
        area_code=area_of(short),
    )
    row.path = f"{above.path if above else ''}{row.pk}/"
    row.save(update_fields=["path"])
    ground.units[short] = row


def area_of(short: str) -> str:
    """Give a unit's division code, made up beside the real ones; "" where it lies in another's."""
    if short == CITY:
        return f"{AREA[:4]}00"
    if short in {DISTRICT, AREA_XUANZHOU, AREA_ZONE}:
        return AREA[:4] + {DISTRICT: AREA[4:], AREA_XUANZHOU: "03", AREA_ZONE: "04"}[short]
    towns = [name for name, kind, _features in TOWNS if kind in {"township", "street"}]
    return f"{AREA}{101 + towns.index(short)}" if short in towns else ""


def _tree(ground: Ground) -> None:
    _unit(ground, CITY, CITY, "city", "", "")
    for name, short, kind, system in CITY_UNITS:
        _unit(ground, name, short, kind, CITY, system)
    _unit(ground, DISTRICT, DISTRICT, "county", CITY, "")
    _unit(ground, DEPARTMENT, "区委组织部", "county", DISTRICT, "党群")
    for name, short, kind, system in SENDING:
        _unit(ground, name, short, kind, DISTRICT, system)
    for name, kind, features in TOWNS:
        _unit(ground, f"{DISTRICT}{name}", name, kind, DISTRICT, "乡镇")
        ground.units[name].features = list(features)
        ground.units[name].save(update_fields=["features"])
    _unit(ground, ZONE[0], ZONE[0], ZONE[1], DISTRICT, "经济")
    for town, name in VILLAGES:
        _unit(ground, f"{town}{name}", name, "village", town, "")
    for name, short, kind, above, system in FURTHER:
        _unit(ground, name, short, kind, above, system)


def account(ground: Ground, key: str, name: str, title: str, demo_role: str = "") -> User:
    """Make one account without a password; `demo_role` gives it a button."""
    user = User(username=f"demo-{len(ground.users) + 1:03}", name=name, title=title)
    user.demo_role = demo_role
    user.set_unusable_password()
    user.save()
    ground.users[key] = user
    return user


def _grant(
    ground: Ground, user: User, role: str, unit: Organisation, kind: str = "", basis: str = ""
) -> Grant:
    return Grant(
        user=user,
        role=role,
        organisation=unit,
        kind=kind,
        starts_on=ground.since,
        basis=basis or "岗位职责分工",
    )


_WITHOUT_DESK = {CITY, DISTRICT, AREA_XUANZHOU}  # the areas themselves; their offices are units
_CLERKS = (
    *("赵一帆", "钱海燕", "孙文博", "李若兰", "王永强"),
    *("郭晓晴", "罗振宇", "宋佳宁", "唐嘉树", "邓诗涵"),
)
_CHIEFS = [
    "高建华",
    "林国栋",
    "马丽娟",
    "胡志远",
    "朱宏伟",
    "黄玉洁",
    "徐俊杰",
    "杨海涛",
    "谢雪梅",
    "曹浩然",
    "彭静怡",
    "董明哲",
]


def _accounts(ground: Ground) -> None:
    grants = []
    for role, name, title, unit, granted, kind in OFFICERS:
        user = account(ground, role, name, title, role)
        grants.append(_grant(ground, user, granted, ground.units[unit], kind))
        if role in ALSO:
            grants.append(_grant(ground, user, granted, ground.units[CITY], kind, ALSO[role]))
    clerks = [(unit, role, title) for unit in ground.units.values() for role, title in _desks(unit)]
    users = accounts(
        ground,
        [
            (f"{role}:{unit.pk}", _CLERKS[unit.sequence % len(_CLERKS)], title)
            for unit, role, title in clerks
        ],
    )
    grants += [
        _grant(ground, user, role, unit)
        for user, (unit, role, _title) in zip(users, clerks, strict=True)
    ]
    Grant.objects.bulk_create(grants)


def _desks(unit: Organisation) -> tuple[tuple[str, str], ...]:
    """Give the desks of a unit: the role each has, and the title of who sits there."""
    if unit.short_name in _WITHOUT_DESK:
        return ()
    short = unit.short_name
    if unit.kind == "village":
        return (("village", f"{short}文书"),)
    if unit.kind in {"township", "street"}:
        return (("sender", f"{short}人事干部"), ("receiver", f"{short}组织委员"))
    return (("sender", f"{short}人事科干部"), ("receiver", f"{short}人事科干部"))


def accounts(ground: Ground, wanted: Sequence[tuple[str, str, str]]) -> list[User]:
    """Make many accounts without a password at once: key, name, title of each."""
    first = len(ground.users) + 1
    rows = []
    for number, (_key, name, title) in enumerate(wanted, first):
        user = User(username=f"demo-{number:03}", name=name, title=title)
        user.set_unusable_password()
        rows.append(user)
    User.objects.bulk_create(rows, batch_size=500)
    ground.users.update(zip((key for key, _name, _title in wanted), rows, strict=True))
    return rows


def _contacts(ground: Ground) -> None:
    rows = []
    for index, unit in enumerate(ground.units.values()):
        if unit.short_name in _WITHOUT_DESK:
            continue
        for step, (kind, title) in enumerate(
            (
                (Contact.FIRST, _head(unit)),
                (Contact.IN_CHARGE, "分管领导"),
                (Contact.CLERK, "联络员"),
            )
        ):
            rows.append(
                Contact(
                    organisation=unit,
                    kind=kind,
                    name=_CHIEFS[(index + step * 5) % len(_CHIEFS)],
                    title=f"{unit.short_name}{title}",
                    phone=f"0551-6{index:03}{step}00",
                    starts_on=ground.since,
                )
            )
    Contact.objects.bulk_create(rows, batch_size=500)


def _head(unit: Organisation) -> str:
    if unit.kind == "village":
        return "党组织书记"
    return "党委书记" if unit.kind in {"township", "street"} else "党组书记"


def lend(ground: Ground, grantor: User) -> None:
    """Let a receiving unit's clerk lend some acts to a colleague for the weeks around today."""
    delegate = account(ground, "delegate", "邵欣然", "柳河镇党建办干事", "delegate")
    Delegation.objects.create(
        grantor=grantor,
        delegate=delegate,
        acts=[
            "placement.read",
            "ledger.read",
            "presence.read",
            "presence.confirm",
            "leave.read",
            "leave.return",
            "seat.read",
            "seat.add",
        ],
        reason="镇组织委员参加党校培训，期间委托办理",
        starts_on=ground.today - timedelta(days=5),
        ends_on=ground.today + timedelta(days=25),
    )


def lay(today: date, since: date) -> Ground:
    """Lay the ground on which the story stands; `since` is the first day of grants."""
    ground = Ground(today=today, since=since)
    Holiday.objects.bulk_create(
        Holiday(day=row.day, is_workday=row.is_workday, name=row.name)
        for row in holiday_rows(since.year, today.year + 1)
    )
    _tree(ground)
    _accounts(ground)
    _contacts(ground)
    return ground

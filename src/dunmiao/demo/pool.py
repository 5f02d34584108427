"""The pool of young cadres: surveyed unit by unit, resolved on by party groups, called anew."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from dunmiao.demo.crowd import note
from dunmiao.demo.ground import Ground
from dunmiao.demo.sending import WHY
from dunmiao.demo.units import DISTRICT, SENDING
from dunmiao.engine.calendar import add_months
from dunmiao.stages.charter.actions import create_programme, open_programme
from dunmiao.stages.charter.models import CharterVersion, Programme
from dunmiao.stages.charter.rules import rules_of
from dunmiao.stages.people.models import Person
from dunmiao.stages.placement.models import Placement
from dunmiao.stages.selection.models import Nomination, Nominee, PoolMember, SurveyReport
from dunmiao.stages.selection.nominations import accept_nomination, ask_units, return_nomination
from dunmiao.stages.selection.nominees import decline_nomination, name_person, send_nomination
from dunmiao.stages.selection.pool import enter_pool, mark_chosen, move_member
from dunmiao.stages.selection.surveys import ask_survey, confirm_survey, return_survey

_GROUNDS = ("业务骨干，作风扎实，缺少一线经历", "熟悉项目建设，愿意到征地拆迁一线")
_PLACES = ("高新区", "湖塘镇", "牛塘镇", "")
_ANSWERING = 9  # units that have named somebody already


def resolve(ground: Ground, placed: Sequence[Placement]) -> None:
    """Keep the units' resolutions that a batch goes back to: one or two each, by 31 December."""
    programme, route = placed[0].programme, rules_of(placed[0]).routes[0]
    last = date(placed[0].starts_on.year - 1, 12, 31)
    by_unit: dict[int, list[Placement]] = {}
    for row in placed:
        by_unit.setdefault(row.sending_unit_id, []).append(row)
    named = {
        unit: Nomination(
            programme=programme,
            unit_id=unit,
            route=route.key,
            state="accepted",
            asked_on=last - timedelta(days=35),
            due_on=last,
            least=route.quota_min,
            most=route.quota_max,
            body="党组会议",
            met_on=last - timedelta(days=5 + unit % 17),
            resolution_no=f"〔{last.year}〕{11 + unit % 14}号",
            answered_on=last - timedelta(days=3 + unit % 2),
            decided_on=programme.opens_on,
            decided_by=ground.users["organiser"],
        )
        for unit in by_unit
    }
    Nomination.objects.bulk_create(named.values())
    Nominee.objects.bulk_create(
        Nominee(
            nomination=named[unit],
            person=row.person,
            reason=_GROUNDS[row.pk % 2],
            application=row.application,
        )
        for unit, rows in by_unit.items()
        for row in rows
    )
    note(ground, "nomination.accept", programme, WHY, units=len(named), persons=len(placed))


def survey(
    ground: Ground, charter: CharterVersion, pool: Sequence[Person], sent: Sequence[Placement]
) -> Programme:
    """Survey the units for the coming year: most have confirmed, two are late, one mends."""
    today, clerk = ground.today, ground.users["organiser"]
    programme = _call(ground, charter)
    asked = today - timedelta(days=20)
    units = [ground.units[row[1]] for row in SENDING if row[2] != "enterprise"]
    ids = [unit.pk for unit in units]
    reports = ask_survey(programme.pk, ids, by=clerk, today=asked, due_on=today - timedelta(days=3))
    enter_pool(
        ground.units[DISTRICT].pk,
        [person.pk for person in pool],
        by=clerk,
        today=asked + timedelta(days=5),
        note="摸底调查，各单位上报",
    )
    mark_chosen([row.person_id for row in sent], "已抽调到重点工作一线", today)
    _confirm(ground, reports[:-2], asked + timedelta(days=9))
    _wish(ground, today)
    _name(ground, programme, ids, pool[len(sent) :])
    return programme


def _call(ground: Ground, charter: CharterVersion) -> Programme:
    today = ground.today
    starts_on = add_months(today.replace(day=1), 4)
    programme = create_programme(
        charter.pk,
        by=ground.users["organiser"],
        today=today - timedelta(days=25),
        year=starts_on.year,
        name=f"{starts_on.year}年年轻干部重点工作抽调（推荐摸底）",
        approving_body="中共云溪区委常委会",
        approved_on=today - timedelta(days=24),
        basis_title="关于选派年轻干部到重点工作一线实践锻炼的意见",
        basis_no=f"云办发〔{today.year}〕31号",
        leading_person="何建华",
        leading_post="区委常委、组织部部长",
        requirements="各单位党组会议专题研究，一般推荐一至二名，不同意的说明理由。",
        quota=40,
        opens_on=today - timedelta(days=22),
        closes_on=add_months(today, 2),
        starts_on=starts_on,
    )
    lead = ground.users["organiser_lead"]
    return open_programme(programme.pk, by=lead, today=today - timedelta(days=22))


def _confirm(ground: Ground, reports: Sequence[SurveyReport], day: date) -> None:
    for index, row in enumerate(reports):
        home = ground.clerk(row.unit, "sender")
        confirm_survey(row.pk, by=home, today=day + timedelta(days=index % 5))
    clerk = ground.users["organiser"]
    return_survey(
        reports[-1].pk, by=clerk, today=day + timedelta(days=6), reason="少报两名去年转正的同志"
    )


def _wish(ground: Ground, today: date) -> None:
    """Let a part of the pool have said where they would go, and defer a few."""
    rows = list(PoolMember.objects.filter(state="candidate").order_by("pk"))
    heard = rows[::4]
    for index, row in enumerate(heard):
        row.willing = ("yes", "yes", "maybe", "yes", "no")[index % 5]
        row.wish_place = _PLACES[index % len(_PLACES)]
        row.wished_on = today - timedelta(days=1 + index % 9)
    PoolMember.objects.bulk_update(heard, ["willing", "wish_place", "wished_on"], batch_size=200)
    note(ground, "pool.wish", ground.units[DISTRICT], WHY, persons=len(heard))
    reasons = ("产假", "在读脱产研修班", "承担本单位在建重点项目")
    for row, reason in zip(rows[1::90], reasons, strict=False):
        move_member(row.pk, "deferred", by=ground.users["organiser"], today=today, reason=reason)


def _name(ground: Ground, programme: Programme, ids: Sequence[int], free: Sequence[Person]) -> None:
    """Let some units have named their candidates, one nobody, and one think again."""
    clerk, today = ground.users["organiser"], ground.today
    asked = ask_units(programme.pk, ids, by=clerk, today=today - timedelta(days=18))
    for index, row in enumerate(asked[:_ANSWERING]):
        home, day = ground.clerk(row.unit, "sender"), today - timedelta(days=9 - index % 4)
        own = [person for person in free if person.unit_id == row.unit_id]
        for person in own[: 1 + index % 2]:
            name_person(row.pk, person.pk, by=home, today=day, reason=_GROUNDS[index % 2])
        send_nomination(
            row.pk,
            by=home,
            today=day,
            met_on=day - timedelta(days=2),
            body="党组会议",
            resolution_no=f"〔{day.year}〕{20 + index}号",
        )
    for row in asked[:4]:
        accept_nomination(row.pk, by=clerk, today=today - timedelta(days=3))
    return_nomination(
        asked[4].pk, by=clerk, today=today - timedelta(days=2), reason="会议纪要文号请补全"
    )
    short = asked[_ANSWERING]
    decline_nomination(
        short.pk,
        by=ground.clerk(short.unit, "sender"),
        today=today - timedelta(days=4),
        reason="编制十一名，在岗七名，今年难以抽出",
    )

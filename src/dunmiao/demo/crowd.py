"""Many persons at once: staff of the units, with everything a survey would hold of them.

The acts that enter one person take some milliseconds each; several hundred are inserted in bulk
instead, in rows as the acts make them, and one line of the trail says how many and why.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from dunmiao.demo.cast import Player, players, resume_of
from dunmiao.demo.ground import Ground, accounts
from dunmiao.demo.units import DISTRICT
from dunmiao.engine.names import initials
from dunmiao.engine.strokes import stroke_key
from dunmiao.stages.common.acts import record
from dunmiao.stages.common.sealed import blind
from dunmiao.stages.organisations.models import Organisation
from dunmiao.stages.people.models import Person
from dunmiao.stages.people.values import spelled

WHY = "演示数据：按摸底调查结果成批录入"
_KINDS = {"institution": "institution", "enterprise": "enterprise"}


def enlist(
    ground: Ground,
    count: int,
    units: Sequence[Organisation],
    *,
    serial: int,
    ages: tuple[int, int] = (28, 38),
    recruited_on: date | None = None,
    **more: Any,
) -> list[Person]:
    """Enter `count` persons, dealt to `units` in turn; ID numbers count on from `serial`.

    `recruited_on` makes them newcomers of that day; `more` are fields that all of them share.
    """
    cast = players(count, on=ground.today, seed=serial, first_serial=serial, ages=ages)
    if recruited_on:
        cast = (_newcomer(player, recruited_on) for player in cast)
    rows = [row_of(player, units[index % len(units)], **more) for index, player in enumerate(cast)]
    Person.objects.bulk_create(rows, batch_size=500)
    note(ground, "person.register", ground.units[DISTRICT], WHY, persons=len(rows))
    return rows


def _newcomer(player: Player, day: date) -> Player:
    """Give somebody who came straight from school (三门干部): probation, no year's appraisal."""
    return replace(
        player,
        work_started_on=day,
        rank="142",
        rank_since=day,
        post_title="试用期人员",
        grassroots_years=0,
        appraisals={},
        probation_until=day.replace(year=day.year + 1, day=1),
    )


def row_of(player: Player, unit: Organisation, **more: Any) -> Person:
    """Give a person as the acts keep one, not yet saved."""
    fields: dict[str, Any] = {
        "unit": unit,
        "name": player.name,
        "initials": initials(player.name)[:30],
        "pinyin": spelled(player.name)[:120],
        "stroke_key": stroke_key(player.name),
        "sex": player.sex,
        "born_on": player.born_on,
        "ethnic": player.ethnic,
        "native_place": "云州临江",
        "political": player.political,
        "education": player.education,
        "degree": player.degree,
        "major": player.major,
        "school": player.school,
        "post_title": player.post_title,
        "rank": player.rank,
        "rank_since": player.rank_since,
        "kind": _KINDS.get(unit.kind, "civil_servant"),
        "work_started_on": player.work_started_on,
        "recruited_on": player.work_started_on,
        "probation_until": player.probation_until,
        "resume": resume_of(player, unit.short_name),
        "skills": list(player.skills),
        "appraisals": {str(year): grade for year, grade in player.appraisals.items()},
        "is_health_fit": True,
        "health": "健康",
        "phone": f"199{player.serial:08}",
        "id_number": player.id_number,
        "id_blind": blind(player.id_number),
    }
    return Person(**fields | more)


def sign_up(ground: Ground, people: Iterable[Person], title: str) -> None:
    """Give everybody an account, so that what they write bears their name."""
    rows = list(people)
    users = accounts(ground, [(f"cadre:{row.pk}", row.name, title) for row in rows])
    for row, user in zip(rows, users, strict=True):
        row.user = user
    Person.objects.bulk_update(rows, ["user"], batch_size=200)


def note(ground: Ground, act: str, row: Any, why: str, **figures: Any) -> None:
    """Write the one line of the trail that stands for a whole batch."""
    record(act, row, by=ground.users["organiser"], changes=figures, note=why)

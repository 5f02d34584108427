"""Placements as rows of papers: the roster in official order, and what a letter says of one."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from dunmiao.engine.calendar import age_on
from dunmiao.engine.codes import DEGREE, EDUCATION, ETHNIC, POLITICAL, RANK, SEX, Table
from dunmiao.stages.charter.models import Programme
from dunmiao.stages.charter.rules import charter_of
from dunmiao.stages.people.models import Person
from dunmiao.stages.placement.models import Placement, RelationRow

GONE = ("withdrawn",)
MEMBERS = frozenset({"01", "02"})  # party members, full and on probation
MOVING = ("moves", "temporary_branch")  # relations that leave the sending unit


def not_moved() -> Exists:
    """Give the condition that a relation of a placement has yet to move.

    Only party members have a party relation.
    """
    rows = RelationRow.objects.filter(placement=OuterRef("pk"), at__in=MOVING, moved_on=None)
    return Exists(rows.filter(~Q(kind="party") | Q(placement__person__political__in=MEMBERS)))


def roster_rows(programme: Programme) -> list[Placement]:
    """Give a programme's placements by 建制顺序 of the sending unit, then rank, then strokes."""
    rows = with_people(programme.placements.exclude(state__in=GONE))
    return sorted(rows, key=_order)


def with_people(rows: QuerySet[Any]) -> QuerySet[Any]:
    """Bring what a row of a paper needs, photos left out."""
    return (
        rows.select_related(
            "person__unit",
            "sending_unit",
            "receiving_unit",
            "programme__owner",
            "charter",
            "application__offer",
        )
        .defer("person__photo", "person__resume")
        .prefetch_related("holdings__post")
    )


def _order(row: Placement) -> tuple[Any, ...]:
    known = row.person.rank in RANK
    seat = (-RANK[row.person.rank].level, RANK[row.person.rank].order) if known else (1, 0)
    return (row.sending_unit.sequence, *seat, row.person.stroke_key, row.pk)


def post_of(row: Placement, on: date | None = None) -> str:
    """Give the title of the post held on a day, by default the first one of the term."""
    held = list(row.holdings.all())
    if on is not None:
        held = [one for one in held if one.starts_on <= on] or held
        return str(held[-1].post.title) if held else ""
    return str(held[0].post.title) if held else ""


def _name(table: Table, code: str) -> str:
    return table[code].name if code in table else code


def person_row(row: Placement) -> dict[str, Any]:
    """Give one placement as a row of the roster; nothing sealed is in it."""
    person = row.person
    return {
        "placement": row.pk,
        **_about(person),
        "sending_unit": row.sending_unit.name,
        "sending_post": row.sending_post,
        "receiving_unit": row.receiving_unit.name,
        "post": post_of(row),
        "remark": "",
    }


def _about(person: Person) -> dict[str, Any]:
    return {
        "name": person.name,
        "sex": _name(SEX, person.sex),
        "ethnic": _name(ETHNIC, person.ethnic),
        "birth": f"{person.born_on:%Y.%m}" if person.born_on else "",
        "politics": _name(POLITICAL, person.political),
        "education": _name(EDUCATION, person.education),
        "degree": _name(DEGREE, person.degree),
    }


def letter_person(row: Placement, on: date) -> dict[str, Any]:
    """Give the person of a letter of introduction; the ID number is filled in when printed."""
    person = row.person
    about = person_row(row)
    about["age"] = age_on(person.born_on, on) if person.born_on else None
    about["is_full_member"] = {"01": True, "02": False}.get(person.political)
    return about


def activity_of(programme: Programme) -> str:
    """Give the words for what people are sent to do, as the charter calls it."""
    return charter_of(programme.charter).form or "挂职锻炼"


def order_of(rows: Iterable[Placement]) -> list[Placement]:
    """Give placements in the order of the roster."""
    return sorted(rows, key=_order)

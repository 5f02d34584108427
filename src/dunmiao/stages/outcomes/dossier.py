"""The dossier: what the charter's 归档范围 names, in its order, for readers who may read each part.

`dossier_of` gathers it, `dossier_file` gives it as one PDF or a zip of its parts (issue point 9).
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Prefetch, Q

from dunmiao.engine.charter.entities import ArchiveItem
from dunmiao.files.papers import pdf
from dunmiao.stages.charter.rules import charter_of, rules_of
from dunmiao.stages.outcomes.parts import PARTS, Case, Drawn
from dunmiao.stages.placement.models import Notice, Placement
from dunmiao.stages.placement.rosters import person_row
from dunmiao.stages.selection.models import DecisionLine

WHOLE = None
_KINDS = ("letter_administrative", "letter_party", "notice")


@dataclass(frozen=True)
class Part:
    """One line of the catalogue: the charter's item, and its content, None where it is missing."""

    item: ArchiveItem
    drawn: Drawn | None

    @property
    def is_missing(self) -> bool:
        """Say that the charter wants it and nothing is on record."""
        return self.drawn is None


@dataclass(frozen=True)
class Dossier:
    """The parts of one placement as they stand, for one kind of reader."""

    placement: Placement
    parts: tuple[Part, ...]
    data: dict[str, Any]

    @property
    def missing(self) -> tuple[Part, ...]:
        """The parts that the charter wants and that are not there."""
        return tuple(part for part in self.parts if part.is_missing)

    @property
    def catalogue(self) -> list[dict[str, Any]]:
        """The catalogue as kept with a filing."""
        return [
            {
                "key": part.item.key,
                "title": part.item.name,
                "on": part.drawn.on.isoformat() if part.drawn and part.drawn.on else "",
                "missing": part.is_missing,
            }
            for part in self.parts
        ]


def dossier_of(
    placement: Placement, today: date, readers: Collection[str] | None = WHOLE
) -> Dossier:
    """Gather the dossier of a placement; `readers` (the charter's roles) narrows it to their parts.

    None is the whole dossier, as the archive gets it.
    """
    row = _whole(placement.pk)
    rules = rules_of(row)
    case = Case(row, rules, today, _notices(row))
    items = [item for item in rules.archive if item.included]
    if readers is not None:
        items = [item for item in items if set(readers) & set(item.readers)]
    parts = tuple(
        Part(item, PARTS[item.key](case) if item.key in PARTS else None)
        for item in sorted(items, key=lambda one: one.order)
    )
    return Dossier(row, parts, _data(case, parts))


def _whole(pk: int) -> Placement:
    """Read a placement with all that its dossier is drawn from; a fixed number of queries."""
    row: Placement = (
        Placement.objects.select_related(
            "person__unit", "sending_unit", "receiving_unit", "programme__owner", "charter",
            "application", "decision",
        )
        .prefetch_related(
            Prefetch("decision__lines", DecisionLine.objects.select_related("offer__post")),
            "holdings__post", "relations", "mentorships", "plans", "seats", "ratings",
            "talk_set", "report_set", "logentry_set", "leave_set", "borrow_set",
            "appraisals__opinions", "appraisals__tallies", "appraisals__objections",
            "dispositions__to_unit",
        )
        .get(pk=pk)
    )  # fmt: skip
    for one in row.appraisals.all():
        one.placement = row
    return row


def _notices(row: Placement) -> list[Notice]:
    """Give the papers issued for a placement, newest first; the common notice where it names it."""
    found = Notice.objects.filter(
        Q(placement=row) | Q(placement=None, programme=row.programme), kind__in=_KINDS
    )
    return [
        one
        for one in found
        if one.placement_id or any(p["placement"] == row.pk for p in one.data.get("people", ()))
    ]


def _data(case: Case, parts: tuple[Part, ...]) -> dict[str, Any]:
    row, person = case.placement, person_row(case.placement)
    clauses = [part.item.clause for part in parts if part.item.clause]
    charter = charter_of(row.charter)
    last = row.ended_on or row.ends_on
    return {
        "title": "干部锻炼档案材料",
        "subtitle": row.programme.name,
        "person": {"name": person["name"]},
        "cover": [
            ["姓名", person["name"]],
            ["派出单位及职务", f"{person['sending_unit']}{person['sending_post']}"],
            ["接收单位及岗位", f"{person['receiving_unit']}{person['post']}"],
            ["起止时间", f"{row.starts_on.isoformat()} 至 {last.isoformat()}"],
        ],
        "organ": row.programme.owner.name,
        "made_on": case.today,
        "basis": f"《{charter.name}》{clauses[0]}" if clauses else f"《{charter.name}》",
        "parts": [
            {
                "title": part.item.name,
                "kind": part.item.name,
                "on": part.drawn.on,
                "content": part.drawn.content,
            }
            for part in parts
            if part.drawn is not None
        ],
    }


def dossier_file(dossier: Dossier, form: str = "pdf") -> bytes:
    """Give the dossier as one PDF with catalogue ("pdf"), or its parts in a zip ("zip")."""
    return pdf.dossier_zip(dossier.data) if form == "zip" else pdf.dossier(dossier.data)


def digest_of(content: bytes) -> str:
    """Give the SHA-256 of a file, by which a filed dossier can be recognised."""
    return hashlib.sha256(content).hexdigest()

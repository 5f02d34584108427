"""Appraisals in bulk, and the end of a cohort: graded, disposed of, closed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from dunmiao.demo.crowd import note
from dunmiao.demo.ground import Ground
from dunmiao.demo.sending import WHY
from dunmiao.engine.charter import pick
from dunmiao.stages.appraisal.checks import due_of
from dunmiao.stages.appraisal.models import Appraisal, Opinion, Tally
from dunmiao.stages.charter.actions import move_programme
from dunmiao.stages.charter.rules import rules_of
from dunmiao.stages.outcomes.models import Disposition
from dunmiao.stages.placement.models import Placement

_RESULTS = (
    "牵头的专项任务按期完成，入户动员和协调到位。",
    "参与重点任务全过程，整理的办法已在全镇使用。",
    "值班值守和应急处置中表现突出，群众认可。",
)
_DEFICIENCIES = (
    "统筹几项工作的能力还要再练。",
    "同群众说话有时偏机关化。",
    "对产业政策的研究还不够深入。",
)
_AFTER = ("return", "return", "return", "stay", "return", "transfer", "return", "promote")


def opine(
    ground: Ground, placed: Iterable[Placement], kind: str, on: date, *, graded: bool = True
) -> list[Appraisal]:
    """Open an appraisal of each and write in what the units and the person say of the term."""
    rows = [
        Appraisal(
            placement=row,
            kind=kind,
            due_on=_due_on(row, kind, on),
            summarised_on=on,
            self_summary="完成了锻炼计划的主要任务，学会了在一线解决问题；政策研究还要加强。",
            grade=_grade(serial, row) if graded else "",
        )
        for serial, row in enumerate(placed)
    ]
    Appraisal.objects.bulk_create(rows, batch_size=400)
    asked = pick(rules_of(rows[0].placement).appraisals, kind)
    Opinion.objects.bulk_create(
        [
            _opinion(ground, row, role, serial, on + timedelta(days=2))
            for serial, row in enumerate(rows)
            for role in asked.opinions_of
        ],
        batch_size=400,
    )
    if asked.tally:
        _count(ground, rows, on + timedelta(days=1))
    note(ground, "appraisal.opine", rows[0].placement.programme, WHY, appraisals=len(rows))
    return rows


def _due_on(row: Placement, kind: str, on: date) -> date:
    due = due_of(row, kind)
    return due.due_on if due and kind == "final" else on


def _grade(serial: int, row: Placement) -> str:
    """Keep those excellent to a fifth, as the charters do."""
    keys = [grade.key for grade in rules_of(row).grades]
    return ("excellent" if serial % 6 == 2 else "competent") if keys else ""


def _opinion(ground: Ground, row: Appraisal, role: str, serial: int, on: date) -> Opinion:
    unit = row.placement.receiving_unit if role == "receiver" else row.placement.sending_unit
    return Opinion(
        appraisal=row,
        role=role,
        results=_RESULTS[serial % len(_RESULTS)],
        character="政治坚定，作风踏实，能吃苦，团结同志。",
        deficiencies=_DEFICIENCIES[serial % len(_DEFICIENCIES)],
        grade=row.grade,
        signed_by=f"{unit.short_name}党组织",
        by=ground.clerk(unit, "receiver" if role == "receiver" else "sender"),
        on=on,
    )


def _count(ground: Ground, rows: Sequence[Appraisal], on: date) -> None:
    tallies = []
    for serial, row in enumerate(rows):
        keys = [grade.key for grade in rules_of(row.placement).grades]
        papers = dict(zip(keys, (14 + serial % 5, 9, 1, 0), strict=False))
        people = (ground.clerk(row.placement.receiving_unit, "receiver"), ground.users["organiser"])
        tallies += [
            Tally(
                appraisal=row,
                entry=entry,
                voters=32,
                given_out=30,
                returned=sum(papers.values()) + 1,
                invalid=1,
                counts=papers,
                by=by,
                on=on,
            )
            for entry, by in enumerate(people, 1)
        ]
    Tally.objects.bulk_create(tallies, batch_size=400)


def approve(ground: Ground, rows: Sequence[Appraisal], on: date) -> None:
    """Tell everybody, wait out nothing, approve: an approved row is frozen by its trigger."""
    Appraisal.objects.filter(pk__in=[row.pk for row in rows]).update(
        state="approved",
        told_on=on,
        acknowledged_on=on + timedelta(days=1),
        approved_by=ground.users["organiser_lead"],
        approved_on=on + timedelta(days=3),
    )
    programme = rows[0].placement.programme
    note(ground, "appraisal.approve", programme, WHY, appraisals=len(rows))


def finish(ground: Ground, placed: Sequence[Placement]) -> None:
    """Bring a cohort whose days are over to its close: appraised, disposed of, filed."""
    programme, last = placed[0].programme, placed[0].ends_on
    rows = opine(ground, placed, "final", last - timedelta(days=9))
    approve(ground, rows, last - timedelta(days=4))
    kinds = {item.key for item in rules_of(placed[0]).dispositions}
    Disposition.objects.bulk_create(
        [_disposed(ground, row, serial, kinds, last) for serial, row in enumerate(placed)],
        batch_size=400,
    )
    programme.placements.update(state="closed", ended_on=last)
    note(ground, "placement.close", programme, WHY, placements=len(placed))
    move_programme(
        programme.pk, "closed", by=ground.users["organiser"], today=last + timedelta(days=30)
    )


def _disposed(
    ground: Ground, row: Placement, serial: int, kinds: set[str], last: date
) -> Disposition:
    kind = _AFTER[serial % len(_AFTER)]
    kind = kind if kind in kinds else "return"
    returns = kind == "return"
    body = "中共云溪区委组织部" if returns else row.programme.approving_body
    return Disposition(
        placement=row,
        kind=kind,
        basis="期满考核结果和组织需要",
        state="carried_out",
        proposed_on=last + timedelta(days=3),
        by=ground.users["organiser"],
        deciding_body=body,
        decided_on=last + timedelta(days=8),
        document_no=f"云组干〔{last.year}〕{100 + row.pk}号",
        to_unit=None if returns else row.receiving_unit,
        to_post="" if returns else "拟任人选（另按程序办理）",
        carried_out_on=last + timedelta(days=14),
    )

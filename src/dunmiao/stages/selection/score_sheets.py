"""Score sheets of a stage: whose row is whose, before anything is entered."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from dunmiao.engine.names import clean_name
from dunmiao.engine.reasons import Reason, gettext_noop
from dunmiao.files.intake import Problem, ScoreRow, Upload, read_scores
from dunmiao.stages.common.sealed import blind
from dunmiao.stages.selection.models import StageEntry, StageRound
from dunmiao.stages.selection.rounds import entries_of

_NOBODY = gettext_noop("%(name)s does not stand in this stage; delete the row or check the name.")
_SEVERAL = gettext_noop(
    "%(name)s is the name of %(n)d persons in this stage; add the ID number or application number."
)
_OTHER_NAME = gettext_noop("The number belongs to %(other)s, not to %(name)s; correct one of them.")
_DECIMALS = gettext_noop("The score %(score)s has more than two decimals; round it.")
_MISSING = gettext_noop("%(name)s stands in this stage and is not on the sheet.")


@dataclass
class ScoreSheet:
    """What a sheet says: `marks` for `enter_scores`, and every problem where the clerk sees it."""

    rows: int = 0
    marks: dict[int, dict[str, Any]] = field(default_factory=dict)
    errors: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)


def read_score_sheet(row: StageRound, source: Path | Upload, today: date) -> ScoreSheet:
    """Read a score sheet and find its people among those who stand in the stage.

    A person is found by ID number, application number (准考证号), else by name and unit. Nothing
    is written. Raises FileRefused when the file cannot be read.
    """
    intake = read_scores(source, today=today)
    entries = entries_of(row)
    sheet = ScoreSheet(len(intake.rows), {}, list(intake.errors), list(intake.warnings))
    for scored in intake.rows:
        found = _find(scored, entries)
        if isinstance(found, Reason):
            sheet.errors.append(_problem(scored, found))
        else:
            mark = {"score": scored.score, "is_absent": scored.is_absent, "note": scored.remarks}
            sheet.marks[found.application_id] = mark
    sheet.rows += len({(p.sheet, p.row) for p in intake.errors})
    sheet.warnings += [
        Problem(0, "", Reason(_MISSING, {"name": e.application.person.name}))
        for e in entries
        if e.application_id not in sheet.marks and e.application.state != "withdrawn"
    ]
    return sheet


def _problem(scored: ScoreRow, reason: Reason) -> Problem:
    return Problem(scored.row, "", reason, sheet=scored.sheet, name=scored.name)


def _find(scored: ScoreRow, entries: list[StageEntry]) -> StageEntry | Reason:
    facts: dict[str, object] = {"name": scored.name}
    if scored.score is not None and scored.score != round(scored.score, 2):
        return Reason(_DECIMALS, {"score": scored.score})
    found = _named(scored, entries)
    if not found:
        return Reason(_NOBODY, facts)
    if len(found) > 1:
        return Reason(_SEVERAL, facts | {"n": len(found)})
    person = found[0].application.person
    if clean_name(person.name) != clean_name(scored.name):
        return Reason(_OTHER_NAME, facts | {"other": person.name})
    return found[0]


def _named(scored: ScoreRow, entries: list[StageEntry]) -> list[StageEntry]:
    if scored.id_number:
        digest = blind(scored.id_number)
        return [one for one in entries if one.application.person.id_blind == digest]
    if scored.ticket:
        return [one for one in entries if one.application.number == scored.ticket]
    name = clean_name(scored.name)
    found = [one for one in entries if clean_name(one.application.person.name) == name]
    if len(found) > 1 and scored.unit:
        found = [one for one in found if _is_of(one, scored.unit)] or found
    return found


def _is_of(entry: StageEntry, unit: str) -> bool:
    sender = entry.application.sending_unit
    return unit in {sender.name, sender.short_name}

"""Score sheets of a stage: who scored what, and who was absent."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Final

from dunmiao.engine.identity import read_identity
from dunmiao.engine.reasons import Reason, gettext_noop
from dunmiao.files.intake.headings import score_words
from dunmiao.files.intake.kinds import Upload
from dunmiao.files.intake.results import Problem
from dunmiao.files.intake.tables import TableRow, read_table
from dunmiao.files.intake.values import NOTHING, read_yes, tidy_name

_ABSENT: Final = ("缺考", "缺席", "未到", "未参加", "弃考", "absent")
_NO_NAME: Final = gettext_noop("The name is missing; write it, or delete the row.")
_NO_SCORE: Final = gettext_noop(
    "%(name)s has neither a score nor a mark of absence; write one of the two."
)
_NO_NUMBER: Final = gettext_noop("“%(value)s” is no score; write a number such as 86.5, or 缺考.")
_OUT_OF_RANGE: Final = gettext_noop(
    "The score %(value)s is not between 0 and %(most)s; correct it."
)
_BOTH: Final = gettext_noop("%(name)s is marked absent and has a score; delete one of the two.")
_TWICE: Final = gettext_noop("%(name)s stands in row %(row)s already; delete one of the two rows.")


@dataclass(frozen=True)
class ScoreRow:
    """One person's score in points, or None with `is_absent`; what names the person as written."""

    row: int
    sheet: str
    name: str
    id_number: str
    ticket: str
    unit: str
    score: Decimal | None
    is_absent: bool
    remarks: str = ""


@dataclass
class ScoreIntake:
    """The good rows of a score sheet, and the problems of the others."""

    rows: list[ScoreRow] = field(default_factory=list)
    errors: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)


def read_scores(source: Path | Upload, *, today: date, most: Decimal = Decimal(100)) -> ScoreIntake:
    """Give the scores of a sheet with 姓名, 成绩 and perhaps 准考证号, 身份证号, 缺考.

    A score lies between 0 and `most`; absence is said in its own column or in place of the score.
    Raises FileRefused when the sheet has no such columns.
    """
    table = read_table(source, score_words(), required=("score",))
    intake = ScoreIntake(warnings=table.warnings)
    seen: dict[str, int] = {}
    for row in table.rows:
        _take(intake, row, _Check(row, today, most), seen)
    return intake


def _take(intake: ScoreIntake, row: TableRow, check: _Check, seen: dict[str, int]) -> None:
    scored = check.read()
    identity = scored.id_number or scored.ticket
    if identity and identity in seen:
        key = "id_number" if scored.id_number else "ticket"
        facts = {"name": scored.name, "row": seen[identity]}
        check.complain(key, Reason(_TWICE, facts, rule="score_twice"))
    elif identity:
        seen[identity] = row.row
    intake.errors.extend(check.errors)
    if not check.errors:
        intake.rows.append(scored)


class _Check:
    def __init__(self, row: TableRow, today: date, most: Decimal) -> None:
        self._row = row
        self._today = today
        self._most = most
        self._name = tidy_name(row.text("name"))
        self.errors: list[Problem] = []

    def complain(self, key: str, reason: Reason) -> None:
        self.errors.append(self._row.problem(key, reason, self._name))

    def read(self) -> ScoreRow:
        row = self._row
        if not self._name:
            self.complain("name", Reason(_NO_NAME, rule="name_missing"))
        score, is_absent = self._score()
        return ScoreRow(
            row.row, row.sheet, self._name, self._id_number(), row.text("ticket"),
            row.text("unit"), score, is_absent, row.text("remarks"),
        )  # fmt: skip

    def _id_number(self) -> str:
        text = self._row.text("id_number")
        if text in NOTHING:
            return ""
        cell = self._row.cells["id_number"]
        is_number = cell.number is not None and abs(cell.number) >= 1e14
        found = read_identity("1E+17" if is_number else text, today=self._today)
        if isinstance(found, Reason):
            self.complain("id_number", found)
            return ""
        return found.number

    def _score(self) -> tuple[Decimal | None, bool]:
        text, mark = self._row.text("score"), self._row.text("absent")
        is_absent = _says_absent(text) or _says_absent(mark) or read_yes(mark) is True
        facts = {"name": self._name, "value": text[:40], "most": self._most}
        if _says_absent(text) or text in NOTHING:
            if not is_absent:
                self.complain("score", Reason(_NO_SCORE, facts, rule="score_missing"))
            return None, is_absent
        score = self._number(text, facts)
        if is_absent and score:
            self.complain("score", Reason(_BOTH, facts, rule="score_of_absent"))
        return (None if is_absent else score), is_absent

    def _number(self, text: str, facts: dict[str, object]) -> Decimal | None:
        try:
            score = Decimal(text.removesuffix("分").strip())
        except InvalidOperation:
            self.complain("score", Reason(_NO_NUMBER, facts, rule="score_unreadable"))
            return None
        if not score.is_finite() or not 0 <= score <= self._most:
            self.complain("score", Reason(_OUT_OF_RANGE, facts, rule="score_range"))
            return None
        return score


def _says_absent(text: str) -> bool:
    return text.casefold().startswith(_ABSENT)

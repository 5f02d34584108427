"""What a reading gives: people, and every problem with its row, column and person."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from dunmiao.engine.reasons import Reason
from dunmiao.files.intake.values import unit_key
from dunmiao.files.people import PersonFacts

Say = Callable[[Reason], str]


@dataclass(frozen=True)
class Known:
    """What the caller knows: today (no birth lies after it) and the units on record.

    `units` holds full names and short names; None means that units are not checked.
    """

    today: date
    units: frozenset[str] | None = None

    @cached_property
    def unit_keys(self) -> frozenset[str]:
        """Give the units' names as they are compared."""
        return frozenset(map(unit_key, self.units or ()))


@dataclass(frozen=True)
class Problem:
    """An error or warning where the clerk sees it.

    `row` counts as in the sheet (0: the sheet or file as a whole), `column` is the heading as
    written, `sheet` and `file` are "" where there is none, `name` is the person's.
    """

    row: int
    column: str
    reason: Reason
    sheet: str = ""
    file: str = ""
    name: str = ""

    def as_json(self, say: Say) -> dict[str, object]:
        """Give the problem as the command line prints it, its sentence said by `say`."""
        found: dict[str, object] = {
            "row": self.row,
            "column": self.column,
            "message": say(self.reason),
            "sheet": self.sheet,
        }
        if self.file:
            found["file"] = self.file
        if self.name:
            found["name"] = self.name
        return found


@dataclass(frozen=True)
class PersonRow:
    """One person as read: where, the tidied facts, and each column's text as written.

    `fields` maps a field name ("unit", "birth") to the heading as written, for later messages.
    `unknown_unit` is the unit's name where it is not on record, else "".
    """

    row: int
    sheet: str
    file: str
    facts: PersonFacts
    raw: Mapping[str, str] = field(default_factory=dict)
    fields: Mapping[str, str] = field(default_factory=dict)
    unknown_unit: str = ""

    @property
    def place(self) -> tuple[str, str, int]:
        """Give file, sheet and row, which name the row uniquely."""
        return self.file, self.sheet, self.row

    def as_json(self) -> dict[str, object]:
        """Give row, sheet, file, name and birth (YYYY-MM or "") as the command line prints them."""
        birth = self.facts.birth
        return {
            "row": self.row,
            "sheet": self.sheet,
            "file": self.file,
            "name": self.facts.name,
            "birth": birth.month_text if birth else "",
        }


@dataclass
class Intake:
    """Everything read from one file, folder or archive, in the order of the clerk's rows."""

    rows: list[PersonRow] = field(default_factory=list)
    errors: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)
    unread: int = 0  # forms of a folder that could not be read at all; each has its error

    @property
    def accepted(self) -> list[PersonRow]:
        """Give the rows without an error."""
        bad = {(problem.file, problem.sheet, problem.row) for problem in self.errors}
        return [row for row in self.rows if row.place not in bad]

    @property
    def unknown_units(self) -> dict[str, int]:
        """Give the units not on record, offered for creation, with how many rows name each."""
        units: dict[str, int] = {}
        for row in self.accepted:
            if row.unknown_unit:
                units[row.unknown_unit] = units.get(row.unknown_unit, 0) + 1
        return units

    def problems_of(self, row: PersonRow) -> tuple[list[Problem], list[Problem]]:
        """Give the errors and the warnings of one row."""

        def of(problems: list[Problem]) -> list[Problem]:
            return [p for p in problems if (p.file, p.sheet, p.row) == row.place]

        return of(self.errors), of(self.warnings)

    def as_json(self, say: Say, *, with_people: bool = False) -> dict[str, object]:
        """Give the document of the command line (without "undo"); `people` for a dry run."""
        document: dict[str, object] = {
            "rows": len(self.rows) + self.unread,
            "accepted": len(self.accepted),
            "errors": [problem.as_json(say) for problem in self.errors],
            "warnings": [problem.as_json(say) for problem in self.warnings],
        }
        if with_people:
            document["people"] = [row.as_json() for row in self.rows]
        return document

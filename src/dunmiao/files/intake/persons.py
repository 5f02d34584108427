"""Turns one row, or one cadre form, into a person, with every error and warning of the contract."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from dunmiao.engine.codes import (
    DEGREE,
    EDUCATION,
    ETHNIC,
    PERSONNEL,
    POLITICAL,
    RANK,
    SEX,
    Table,
)
from dunmiao.engine.identity import Identity, contradictions, read_identity, tidy_number
from dunmiao.engine.reasons import Reason, gettext_noop
from dunmiao.files.dates import PartialDate, read_date
from dunmiao.files.intake.cells import Cell
from dunmiao.files.intake.results import Known, PersonRow, Problem
from dunmiao.files.intake.values import (
    NOTHING,
    read_years,
    read_yes,
    split_school,
    split_schooling,
    split_unit,
    split_wishes,
    tidy_lines,
    tidy_name,
    tidy_text,
    unit_key,
)
from dunmiao.files.people import PersonFacts

_NO_NAME: Final = gettext_noop("The name is missing; write it, or delete the row.")
_BIRTH_DIFFERS: Final = gettext_noop(
    "The birth date “%(written)s” contradicts the ID number, which says %(held)s; correct one of "
    "the two."
)
_LOST_ZERO: Final = gettext_noop(
    "The birth date shows as “%(written)s”, but the ID number says %(held)s; Excel drops the last "
    "zero of 1990.10, so format the cell as text and write the month again."
)
_FUTURE: Final = gettext_noop("The birth date “%(written)s” lies in the future; correct it.")
_ROUNDED: Final = gettext_noop(
    "The ID number is stored as a number, so that its last digits are lost; format the column as "
    "text and write the number again."
)
_UNKNOWN_UNIT: Final = gettext_noop(
    "The unit “%(unit)s” is not on record; choose the unit that is meant, or have it created."
)
_NO_ID: Final = gettext_noop(
    "The form of %(name)s has no ID number, so that the same person cannot be recognised; add it."
)
_LONG: Final = gettext_noop(
    "The text has %(length)s characters and at most %(limit)s fit; shorten it."
)

# Longest texts that are kept; the rest is refused with the row rather than cut in silence.
_LIMITS: Final[Mapping[str, int]] = {
    "name": 60, "unit": 100, "unit_and_post": 180, "post": 80, "rank": 60, "school": 80,
    "school_and_major": 140, "major": 60, "native_place": 60, "birthplace": 60, "phone": 40,
    "kind": 30, "education": 60, "degree": 60, "political": 60, "title": 80, "ticket": 40,
    "resume": 10_000, "rewards": 4000, "remarks": 2000,
}  # fmt: skip
_LIMIT: Final = 1000
_IN_FULL: Final = frozenset(("resume", "rewards", "remarks", "appraisals", "speciality"))
_CODED: Final[tuple[tuple[str, Table], ...]] = (
    ("sex", SEX),
    ("political", POLITICAL),
    ("education", EDUCATION),
    ("degree", DEGREE),
)
_PLAIN: Final = (
    "health", "title", "speciality", "experience", "resume", "rewards", "discipline", "ticket",
    "remarks", "native_place", "birthplace", "rank", "kind", "later_education", "later_degree",
    "later_school", "later_major", "appraisals",
)  # fmt: skip
_DATES: Final = ("started_work", "post_since", "rank_since")


@dataclass(frozen=True)
class Source:
    """Where a row stands, its cells by field, and the heading of each field as written."""

    row: int
    cells: Mapping[str, Cell]
    headings: Mapping[str, str]
    sheet: str = ""
    file: str = ""
    raw: Mapping[str, str] = field(default_factory=dict)
    extras: Mapping[str, str] = field(default_factory=dict)
    is_form: bool = False
    unit_of_sheet: str = ""


@dataclass(frozen=True)
class Reading:
    """One person read, with what is wrong about the row."""

    person: PersonRow
    errors: tuple[Problem, ...]
    warnings: tuple[Problem, ...]


def read_person(source: Source, known: Known) -> Reading:
    """Give the person of one row with its errors and warnings (spec cli.md, importing people)."""
    return _Reader(source, known).read()


class _Reader:
    def __init__(self, source: Source, known: Known) -> None:
        self._source = source
        self._cells = dict(source.cells)
        self._known = known
        self._facts: dict[str, object] = {}
        self._errors: list[tuple[str, Reason]] = []
        self._warnings: list[tuple[str, Reason]] = []
        self._unknown_unit = ""

    def read(self) -> Reading:
        self._lengths()
        self._name()
        self._codes()
        self._plain_texts()
        self._unit()
        self._schooling()
        self._wishes()
        self._party()
        for name in _DATES:
            self._facts[name] = self._date(name)
        self._identity()
        facts = replace(PersonFacts(extras=dict(self._source.extras)), **self._facts)  # type: ignore[arg-type]
        source = self._source
        person = PersonRow(
            source.row, source.sheet, source.file, facts,
            source.raw, source.headings, self._unknown_unit,
        )  # fmt: skip
        return Reading(person, self._problems(self._errors), self._problems(self._warnings))

    def _problems(self, found: list[tuple[str, Reason]]) -> tuple[Problem, ...]:
        source = self._source
        name = str(self._facts.get("name", ""))
        return tuple(
            Problem(
                source.row, source.headings.get(key, ""), reason, source.sheet, source.file, name
            )
            for key, reason in found
        )

    def _text(self, key: str) -> str:
        cell = self._cells.get(key)
        if cell is None:
            return ""
        return tidy_lines(cell.text) if key in _IN_FULL else tidy_text(cell.text)

    def _said(self, key: str) -> str:
        text = self._text(key)
        return "" if text in NOTHING else text

    def _name(self) -> None:
        name = tidy_name(self._text("name"))
        self._facts["name"] = name
        if not name or name in NOTHING:
            self._errors.append(("name", Reason(_NO_NAME, rule="name_missing")))

    def _codes(self) -> None:
        for key, table in _CODED:
            if text := self._said(key):
                self._facts[f"{key}_code"] = self._code(key, table, text, self._warnings)
        if text := self._said("ethnic"):
            self._facts["ethnic_code"] = self._code("ethnic", ETHNIC, text, self._errors)
        for key, table in (("rank", RANK), ("kind", PERSONNEL)):
            row = table.find(self._said(key)) if self._said(key) else None
            self._facts[f"{key}_code"] = row.code if row else ""

    def _code(self, key: str, table: Table, text: str, complaints: list[tuple[str, Reason]]) -> str:
        row = table.find(text) or table.find(re.sub(r"[（(].*$", "", text))
        if row is not None:
            return row.code
        reason = table.read(text[:40])
        if isinstance(reason, Reason):
            complaints.append((key, reason))
        return ""

    def _plain_texts(self) -> None:
        for key in _PLAIN:
            self._facts[key] = self._text(key)
        self._facts["phone"] = self._said("phone").removesuffix(".0")
        self._facts["years"] = read_years(self._text("appraisals"))

    def _unit(self) -> None:
        known = self._known.units
        unit, post = self._said("unit"), self._said("post")
        if both := self._said("unit_and_post"):
            raw = tidy_lines(self._cells["unit_and_post"].text).replace("\n", " ")
            unit, post = split_unit(both, known or frozenset())
            if not unit and " " in raw:
                unit, post = split_unit(raw, frozenset())
        unit = unit or self._source.unit_of_sheet
        self._facts.update(unit=unit, post=post)
        if known is None or not unit or unit in known:
            return
        if unit_key(unit) not in self._known.unit_keys:
            self._unknown_unit = unit
            key = "unit" if "unit" in self._source.headings else "unit_and_post"
            reason = Reason(_UNKNOWN_UNIT, {"unit": unit[:100]}, rule="unit_unknown")
            self._warnings.append((key, reason))

    def _schooling(self) -> None:
        self._facts.update(
            education=self._said("education"), degree=self._said("degree"),
            school=self._said("school"), major=self._said("major"),
        )  # fmt: skip
        if text := self._said("school_and_major"):
            school, major = split_school(self._cells["school_and_major"].text)
            self._facts.update(school=school, major=major or self._facts["major"])
        if text := self._said("education_and_degree"):
            both = split_schooling(tidy_lines(self._cells["education_and_degree"].text))
            for key, table, value in zip(
                ("education", "degree"), (EDUCATION, DEGREE), both, strict=True
            ):
                row = table.find(value) if value else None
                self._facts.update({key: value, f"{key}_code": row.code if row else ""})
            if not self._facts["education_code"] and not self._facts["degree_code"]:
                self._code("education_and_degree", EDUCATION, text, self._warnings)

    def _wishes(self) -> None:
        wishes: list[str] = []
        for key in ("wish", "wish_2", "wish_3"):
            if cell := self._cells.get(key):
                wishes.extend(split_wishes(cell.text))
        self._facts["wishes"] = tuple(dict.fromkeys(wishes))
        self._facts["accepts_other"] = read_yes(self._text("accepts_other"))

    def _party(self) -> None:
        text = self._said("joined_party")
        if not text:
            return
        if not any(mark.isdigit() for mark in text):
            self._facts["joined_party_words"] = text
            row = POLITICAL.find(text)
        else:
            words = re.sub(r"^[\d.年月日/\-]+", "", text)
            words = words if re.search(r"[^\W\d]", words) else ""
            self._facts["joined_party_words"] = words
            self._facts["joined_party"] = self._date("joined_party", without=words)
            row = POLITICAL.find(words) if words else None
            row = row or POLITICAL["01"]
        if not self._facts.get("political_code") and row is not None:
            self._facts["political_code"] = row.code

    def _date(self, key: str, without: str = "") -> PartialDate | None:
        cell = self._cells.get(key)
        if cell is None or not self._said(key):
            return None
        if cell.day is not None:
            return cell.day
        found = read_date(cell.text.strip().removesuffix(without))
        if isinstance(found, Reason):
            self._errors.append((key, found))
            return None
        return found

    def _identity(self) -> None:
        birth = self._date("birth")
        if birth is not None and birth.first_day > self._known.today:
            facts = {"written": self._text("birth")}
            self._errors.append(("birth", Reason(_FUTURE, facts, rule="date_impossible")))
        self._facts["birth"] = birth
        identity = self._id_number()
        if identity is None:
            return
        if birth is None:
            if not self._said("birth"):
                self._facts["birth"] = PartialDate.of(identity.born_on)
        elif contradictions(identity, born_on=birth.first_day):
            self._errors.append(("birth", self._contradiction(birth, identity)))
        else:
            self._facts["birth"] = PartialDate.of(identity.born_on)
        self._sex(identity)

    def _sex(self, identity: Identity) -> None:
        sex = str(self._facts.get("sex_code", ""))
        for reason in contradictions(identity, sex=sex):
            self._warnings.append(("sex", reason))
        if not sex:
            self._facts["sex_code"] = identity.sex

    def _contradiction(self, birth: PartialDate, identity: Identity) -> Reason:
        held = PartialDate.of(identity.born_on, has_day=not birth.is_by_month)
        facts = {"written": self._text("birth"), "held": held.dotted()}
        cell = self._cells["birth"]
        is_lost = cell.number is not None and (birth.month, identity.born_on.month) == (1, 10)
        text = _LOST_ZERO if is_lost and cell.day is None else _BIRTH_DIFFERS
        return Reason(text, facts, rule="birth_differs")

    def _id_number(self) -> Identity | None:
        cell = self._cells.get("id_number")
        text = self._said("id_number")
        if cell is None or not text:
            if self._source.is_form:
                facts = {"name": self._facts["name"]}
                self._warnings.append(("id_number", Reason(_NO_ID, facts, rule="form_without_id")))
            return None
        if cell.number is not None and abs(cell.number) >= 1e14:
            self._errors.append(("id_number", Reason(_ROUNDED, rule="identity_rounded")))
            return None
        identity = read_identity(text, today=self._known.today)
        if isinstance(identity, Reason):
            is_rounded = identity.rule == "identity_rounded"
            self._facts["id_number"] = "" if is_rounded else tidy_number(text)[:30]
            self._errors.append(("id_number", identity))
            return None
        self._facts["id_number"] = identity.number
        return identity

    def _lengths(self) -> None:
        # First of all, so that nothing below works on a text of unlimited length.
        for key, cell in self._source.cells.items():
            limit = _LIMITS.get(key, _LIMIT)
            length = len(self._text(key))
            if length > limit:
                facts = {"length": length, "limit": limit}
                self._errors.append((key, Reason(_LONG, facts, rule="text_long")))
                # Only the name is kept, cut, since it says whose row this is.
                self._cells.pop(key)
                if key == "name":
                    self._cells[key] = cell._replace(text=cell.text[:limit])

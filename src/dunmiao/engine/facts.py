"""What the engine knows of a person, a unit and a post when it judges, matches or counts.

The stages fill these from their rows; the engine asks for nothing else. `None` and "" mean that
the fact is not known, which never passes silently; an empty tuple means "known, and none".
Values are codes of the tables in `engine.codes`, which are also the words of a charter.

There is no field for traits, character or potential: those stay attributed sentences (002-12).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

from dunmiao.engine.codes import Table

# Annual grades, worst first (Civil Servants Law art. 38), and what clerks write for them.
GRADES = ("incompetent", "basic", "competent", "excellent")
_GRADE_NAMES = {
    "优秀": "excellent",
    "称职": "competent",
    "合格": "competent",
    "基本称职": "basic",
    "基本合格": "basic",
    "不称职": "incompetent",
    "不合格": "incompetent",
}
_GRADE_CHINESE = {
    "excellent": "优秀",
    "competent": "称职",
    "basic": "基本称职",
    "incompetent": "不称职",
}


class Term(str):
    """A word of a code table inside a reason: reads in English, knows its Chinese."""

    __slots__ = ("name",)
    name: str

    def __new__(cls, name_en: str, name: str) -> Term:
        """Make a term from its English and its Chinese name."""
        term = super().__new__(cls, name_en)
        term.name = name
        return term

    def label(self, language: str = "zh") -> str:
        """Give the English name for a language starting with "en", else the Chinese one."""
        return str(self) if language.startswith("en") else self.name


def term(table: Table, code: str) -> Term:
    """Give the word of one code; an unknown code stands for itself."""
    return Term(table[code].name_en, table[code].name) if code in table else Term(code, code)


def terms(table: Table, codes: Iterable[str]) -> Term:
    """Give the words of several codes as one term, "—" for none."""
    words = [term(table, code) for code in codes]
    return Term(", ".join(words) or "—", "、".join(word.name for word in words) or "—")


def grade_of(text: str) -> str:
    """Give the grade meant by a clerk's word ("优秀" → "excellent"), "" when it is none."""
    word = text.strip()
    return word if word in GRADES else _GRADE_NAMES.get(word, "")


def grade_term(grade: str) -> Term:
    """Give the word of a grade, "?" for one that is not known."""
    return Term(grade or "?", _GRADE_CHINESE.get(grade, "？"))


@dataclass(frozen=True, slots=True)
class ServiceSpan:
    """One post held: from a day to a day (None: still), where, and of which class."""

    starts_on: date
    ends_on: date | None = None
    unit: str = ""
    unit_kind: str = ""
    post_class: str = ""
    system: str = ""


@dataclass(frozen=True, slots=True)
class Discipline:
    """A disciplinary measure and the last day of its effect (None: not recorded)."""

    name: str
    ends_on: date | None = None


@dataclass(frozen=True, slots=True)
class PastPlacement:
    """An earlier secondment; `ends_on` None means that it still runs."""

    starts_on: date
    ends_on: date | None = None
    post_class: str = ""
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Kin:
    """One relative, as a code of the kin table, at a unit or as another person of the pool.

    `duty` names what the relative does at `unit`: "leader", or one of organisation, personnel,
    discipline, supervision, audit, finance; "" otherwise. `business_under` holds the units that
    regulate the trade in which a spouse or child runs a business (Civil Servants Law art. 74).
    """

    relation: str
    person: str = ""
    unit: str = ""
    duty: str = ""
    business_under: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class UnitFacts:
    """A unit as direction, avoidance and statistics need it.

    `level` is its tier: 6 central, 5 province, 4 city, 3 county, 2 township, 1 village, 0 none
    (an institution or an enterprise without a tier).
    """

    id: str
    name: str = ""
    kind: str = ""
    level: int = 0


@dataclass(frozen=True)
class PersonFacts:
    """One person on one day, as far as it is known.

    `birth_on` may be the first of a month when only the month is known. `native_area` is a
    division code of 6 digits (county) or 9 (township). `appraisals` maps a year to a grade.
    `system` is the line of work (系统) of the present unit; `abilities_to_grow` the charter's
    abilities in which the person and the unit see a gap (004-37).
    """

    id: str
    name: str = ""
    sex: str = ""
    birth_on: date | None = None
    ethnic: str = ""
    political: str = ""
    education: str = ""
    degree: str = ""
    major: str = ""
    major_class: str = ""
    personnel_kind: str = ""
    rank: str = ""
    rank_since: date | None = None
    post_since: date | None = None
    work_started_on: date | None = None
    recruited_on: date | None = None
    native_area: str = ""
    unit: str = ""
    unit_kinds: tuple[str, ...] = ()
    unit_level: int = 0
    system: str = ""
    tags: frozenset[str] | None = None
    services: tuple[ServiceSpan, ...] | None = None
    appraisals: Mapping[int, str] = field(default_factory=lambda: MappingProxyType({}))
    disciplines: tuple[Discipline, ...] | None = None
    probation_ends_on: date | None = None
    grassroots_months: int | None = None
    placements: tuple[PastPlacement, ...] = ()
    is_health_declared_fit: bool | None = None
    kin: tuple[Kin, ...] = ()
    experience: frozenset[str] = frozenset()
    abilities_to_grow: frozenset[str] = frozenset()
    wishes: tuple[str, ...] = ()


@dataclass(frozen=True)
class PostFacts:
    """One post as its unit offers it and the organiser lists it.

    `difficulties` are keys of the charter's catalogue (矛盾多, 任务重, 困难大, 急难险重);
    `place_needs` what the place lacks, in the same words as a person's `experience`. `wishes` are
    persons in the order the unit would have them. `superior_unit` leads `unit` directly.
    """

    id: str
    name: str = ""
    unit: str = ""
    unit_kind: str = ""
    unit_level: int = 0
    superior_unit: str = ""
    area: str = ""
    post_class: str = ""
    system: str = ""
    is_main_leader: bool = False
    is_leader: bool = False
    need_majors: tuple[str, ...] = ()
    need_experience: tuple[str, ...] = ()
    need_abilities: tuple[str, ...] = ()
    difficulties: frozenset[str] = frozenset()
    place_needs: frozenset[str] = frozenset()
    minimum: int = 0
    capacity: int = 1
    counts_headcount: bool = False
    direction: str = ""
    wishes: tuple[str, ...] = ()

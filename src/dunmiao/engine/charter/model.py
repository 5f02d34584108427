"""A charter as it is used: what is in force on a day, and the clause behind each value."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from dunmiao.engine.charter.entities import (
    Ability,
    Appraisal,
    AppraisalInput,
    Approval,
    ArchiveItem,
    Authority,
    Direction,
    Disposition,
    DutyRule,
    EligibilityRule,
    Entity,
    FitPart,
    Grade,
    Item,
    LadderStep,
    LeaveLevel,
    MentorKind,
    NoticeText,
    PlanField,
    PlanStage,
    Relation,
    ReportKind,
    Responsibility,
    Route,
    Stage,
    TalkKind,
    TextItem,
)
from dunmiao.engine.charter.errors import CharterError, NotInForceError
from dunmiao.engine.charter.oversight import Checklist, PromptStep, Sign
from dunmiao.engine.charter.settings import (
    AbilityScale,
    AppraisalRules,
    Avoidance,
    Basis,
    BurdenLimit,
    Composition,
    LeaveLimits,
    Log,
    Mentoring,
    Plan,
    Presence,
    Publicity,
    Release,
    Retention,
    Rotation,
    Selection,
    Team,
    Term,
)

Thing = TypeVar("Thing", bound=Entity)


def pick(things: Iterable[Thing], key: str) -> Thing:
    """Give the thing with this key; KeyError when the charter has none."""
    for thing in things:
        if thing.key == key:
            return thing
    raise KeyError(key)


@dataclass(frozen=True)
class Clause:
    """The text of one article of the charter."""

    no: str
    text: str


@dataclass(frozen=True)
class Cited:
    """Where a value comes from: its key path, clause, first day in force, and a remark."""

    path: str
    value: object
    clause: str
    since: date
    note: str = ""


def listed(toml: str) -> tuple[Thing, ...]:
    """Declare a tuple of things that the TOML writes as [[toml]]."""
    things: tuple[Thing, ...] = field(default=(), metadata={"toml": toml})
    return things


@dataclass(frozen=True, kw_only=True)
class Rules:
    """All values of a charter in force from `since` until the next edition."""

    since: date
    citations: Mapping[str, Cited] = field(repr=False)
    catalogues: Mapping[str, tuple[Item, ...]] = field(repr=False)

    basis: Basis
    term: Term
    release: Release
    selection: Selection
    avoidance: Avoidance
    publicity: Publicity
    mentoring: Mentoring
    plan: Plan
    rotation: Rotation
    leave: LeaveLimits
    log: Log
    presence: Presence
    appraisal: AppraisalRules
    ability: AbilityScale
    composition: Composition
    team: Team
    burden: BurdenLimit
    retention: Retention

    authorities: tuple[Authority, ...] = listed("authority")
    directions: tuple[Direction, ...] = listed("direction")
    routes: tuple[Route, ...] = listed("route")
    eligibility: tuple[EligibilityRule, ...] = listed("eligibility")
    stages: tuple[Stage, ...] = listed("stage")
    fit: tuple[FitPart, ...] = listed("fit")
    relations: tuple[Relation, ...] = listed("relation")
    responsibilities: tuple[Responsibility, ...] = listed("responsibility")
    mentor_kinds: tuple[MentorKind, ...] = listed("mentor_kind")
    plan_fields: tuple[PlanField, ...] = listed("plan_field")
    plan_stages: tuple[PlanStage, ...] = listed("plan_stage")
    duties: tuple[DutyRule, ...] = listed("duty")
    leave_levels: tuple[LeaveLevel, ...] = listed("leave_level")
    ladder: tuple[LadderStep, ...] = listed("ladder")
    talks: tuple[TalkKind, ...] = listed("talk")
    reports: tuple[ReportKind, ...] = listed("report")
    appraisals: tuple[Appraisal, ...] = listed("appraisal_kind")
    appraisal_inputs: tuple[AppraisalInput, ...] = listed("appraisal_input")
    grades: tuple[Grade, ...] = listed("grade")
    abilities: tuple[Ability, ...] = listed("ability_kind")
    dispositions: tuple[Disposition, ...] = listed("disposition")
    archive: tuple[ArchiveItem, ...] = listed("archive")
    approvals: tuple[Approval, ...] = listed("approval")
    orientation: tuple[TextItem, ...] = listed("orientation")
    notices: tuple[NoticeText, ...] = listed("notice")
    prompts: tuple[PromptStep, ...] = listed("prompt")
    signs: tuple[Sign, ...] = listed("sign")
    checklists: tuple[Checklist, ...] = listed("checklist")

    def cited(self, path: str) -> Cited:
        """Give where the value at a key path ("term.months", "duty.plan") comes from.

        KeyError for a value that the charter leaves to the default.
        """
        return self.citations[path]

    def catalogue(self, name: str) -> tuple[Item, ...]:
        """Give the entries of a catalogue in the charter's order, empty when it has none."""
        return self.catalogues.get(name, ())


@dataclass(frozen=True, kw_only=True)
class Charter:
    """One version of a programme's charter, with an edition for each day on which a value changes.

    `unconfirmed` lists the key paths whose clause says 待核; such a charter runs in a
    demonstration and cannot be adopted. `warnings` do not forbid anything.
    """

    key: str
    name: str
    name_en: str
    version: str
    source: str
    form: str
    parent: str
    leader: str
    in_force_from: date
    clauses: tuple[Clause, ...] = field(repr=False)
    editions: tuple[Rules, ...] = field(repr=False)
    unconfirmed: tuple[str, ...] = ()
    warnings: tuple[CharterError, ...] = ()

    @property
    def adoptable(self) -> bool:
        """Say whether every value names a confirmed clause."""
        return not self.unconfirmed

    def on(self, day: date) -> Rules:
        """Give the rules in force on `day`; NotInForceError before the charter's first day."""
        place = bisect_right(self.editions, day, key=lambda rules: rules.since)
        if place == 0:
            raise NotInForceError(
                f"{self.name} ({self.key}) is in force from {self.in_force_from}, not on {day}"
            )
        return self.editions[place - 1]

    def clause_text(self, no: str) -> str:
        """Give the text of an article, also for "第五条（二）"; empty when there is none."""
        article = no.split("（")[0]
        return next((clause.text for clause in self.clauses if clause.no == article), "")

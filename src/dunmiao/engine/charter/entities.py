"""The things a charter lists: one dataclass for each TOML array of tables."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from dunmiao.engine.charter import names
from dunmiao.engine.charter.fields import number, shaped, word
from dunmiao.engine.charter.timing import Timing

_MONTH_AND_DAY = r"(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])"


@dataclass(frozen=True, kw_only=True)
class Entity:
    """What every listed thing has; `clause` is the article it rests on."""

    key: str
    name: str
    name_en: str = ""
    clause: str
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Authority(Entity):
    """An office that owns some kinds of personnel beside the organiser (000-50)."""

    personnel_kinds: tuple[str, ...] = word(names.PERSONNEL_KINDS)
    office: str


@dataclass(frozen=True, kw_only=True)
class Direction(Entity):
    """A direction of sending; upwards needs a filing reference, a cap and a warning."""

    filing_required: bool = False
    cap: int | None = number(None)
    warning: str = ""


@dataclass(frozen=True, kw_only=True)
class Route(Entity):
    """A way into the programme: open application, nomination or designation.

    `named_by` says who puts a person in: the person themself, the sending unit (asked for
    `quota_min` to `quota_max` by `deadline`, perhaps with its party group's resolution) or the
    organiser (003-09, 003-10, 003-11, 000-01).
    """

    named_by: str = word(names.NAMERS, "cadre")
    quota_min: int = number(0)
    quota_max: int | None = number(None)
    deadline: str = shaped(_MONTH_AND_DAY, "12-31", "")
    resolution_required: bool = False
    self_application: bool = False
    refusal_needs_reason: bool = True


@dataclass(frozen=True, kw_only=True)
class EligibilityRule(Entity):
    """A condition of taking part: a named predicate with its parameters."""

    predicate: str
    parameters: Mapping[str, object] = field(default_factory=dict)
    overridable: bool = True


@dataclass(frozen=True, kw_only=True)
class Stage(Entity):
    """A stage of the selection, in the charter's order.

    `weight` is its percentage in the total score, `ratio` how many persons per post go on,
    `reserve` how many more per post are kept for replacement.
    """

    kind: str = word(names.STAGE_KINDS)
    weight: int = number(0, most=100)
    pass_mark: int | None = number(None, most=100)
    ratio: int | None = number(None, least=1, most=50)
    ties: str = word(names.TIES, "order")
    tie_order: tuple[str, ...] = ()
    may_be_absent: bool = False
    reserve: int = number(0, most=10)
    decided_by: str = word(names.DECIDERS | {""}, "")


@dataclass(frozen=True, kw_only=True)
class FitPart(Entity):
    """One weighted predicate of the fit of a person to a post; the weights sum to 100."""

    predicate: str
    weight: int = number(least=1, most=100)
    parameters: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Relation(Entity):
    """Where one relation of the person lies during the placement (004-18)."""

    place: str = word(names.PLACES)


@dataclass(frozen=True, kw_only=True)
class Responsibility(Entity):
    """A person who must be named on one side of a placement."""

    at: str = word(names.SIDES)
    held_by: str = ""
    required: bool = True
    blocks_launch: bool = False


@dataclass(frozen=True, kw_only=True)
class MentorKind(Entity):
    """A kind of mentor, how many of it a person has, and how many people one may have.

    `standings`, `service_years_min` and `qualities` are what makes somebody fit for it (002-24);
    with `per_unit` one person mentors everybody of the programme in the unit (004-32);
    `blocks_launch` where the term may not begin without.
    """

    count_min: int = number(1, most=10)
    count_max: int = number(1, least=1, most=10)
    comes_from: str = word(names.SOURCES_OF_MENTORS, "receiver")
    load_limit: int = number(3, least=1, most=50)
    standings: tuple[str, ...] = word(names.STANDINGS, ())
    service_years_min: int = number(0, most=40)
    qualities: tuple[str, ...] = ()
    per_unit: bool = False
    blocks_launch: bool = False


@dataclass(frozen=True, kw_only=True)
class PlanField(Entity):
    """A field of the individual plan."""

    hint: str = ""
    required: bool = True
    max_chars: int = number(500, least=20, most=5000)


@dataclass(frozen=True, kw_only=True)
class PlanStage(Entity):
    """A stage of growth, from the start of `from_month` to the end of `to_month` (000-23)."""

    from_month: int = number(least=1, most=120)
    to_month: int = number(least=1, most=120)
    checked_by: str = word(names.ROLES, "mentor")
    task_roles: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class DutyRule(Entity):
    """A duty that each placement gives rise to; one role owns it, by construction (004-45).

    Any one of the `evidence` kinds settles an occurrence. Empty `for_…` means for all. With
    `once_per` "team" the members of one team owe it together, once.
    """

    owed_by: str = word(names.ROLES)
    owed_to: str = word(names.ROLES)
    timing: Timing
    evidence: tuple[str, ...] = word(names.EVIDENCE)
    paused_by_leave: bool = False
    notice_days: int = number(14, most=366)
    minutes: int = number(5, most=600)
    escalates: bool = True
    once_per: str = word(names.ONCE_PER, "placement")
    for_directions: tuple[str, ...] = word(names.DIRECTIONS, ())
    for_personnel: tuple[str, ...] = word(names.PERSONNEL_KINDS, ())
    for_political: tuple[str, ...] = word(names.POLITICAL, ())
    for_routes: tuple[str, ...] = word(names.ROUTES, ())


@dataclass(frozen=True, kw_only=True)
class LeaveLevel(Entity):
    """Up to how many days who approves a leave; None is for all that are longer."""

    up_to_days: int | None = number(None, least=1, most=366)
    approved_by: str = word(names.DECIDERS)
    informs: tuple[str, ...] = word(names.ROLES, ())


@dataclass(frozen=True, kw_only=True)
class LadderStep(Entity):
    """A step towards somebody who went wrong, the lightest first, and who may take it (004-08).

    `kind` says how it is done: a reminder, a measure, or a recall. The person is heard before
    every measure; only what `in_appraisal` says enters an appraisal.
    """

    kind: str = word(names.LADDER_KINDS, "measure")
    taken_by: tuple[str, ...] = word(names.ROLES)
    document_required: bool = False
    in_appraisal: bool = False


@dataclass(frozen=True, kw_only=True)
class TalkKind(Entity):
    """A kind of talk with its headings."""

    headings: tuple[str, ...]
    given_by: str = word(names.ROLES)
    held_with: str = word(names.ROLES, "cadre")
    followed_up: bool = True


@dataclass(frozen=True, kw_only=True)
class ReportKind(Entity):
    """A report that is written once and read by all its readers."""

    written_by: str = word(names.ROLES, "cadre")
    readers: tuple[str, ...] = word(names.ROLES)
    headings: tuple[str, ...] = ()
    max_chars: int = number(800, least=50, most=10_000)
    drawn_from: tuple[str, ...] = word(names.EVIDENCE, ())


@dataclass(frozen=True, kw_only=True)
class Appraisal(Entity):
    """An appraisal: when, whose opinions, from which inputs, with a grade or without."""

    timing: Timing
    opinions_of: tuple[str, ...] = word(names.ROLES, ("receiver",))
    inputs: tuple[str, ...] = ()
    graded: bool = False
    tally: bool = False
    ability_stage: str = word(names.ABILITY_STAGES | {""}, "")


@dataclass(frozen=True, kw_only=True)
class AppraisalInput(Entity):
    """One source of an appraisal, such as deeds, conduct or the opinion of colleagues."""

    method: str = word(names.INPUT_METHODS)
    given_by: str = word(names.ROLES, "receiver")


@dataclass(frozen=True, kw_only=True)
class Grade(Entity):
    """A grade, the best first; `counts_in_quota` marks the one that is limited."""

    counts_in_quota: bool = False


@dataclass(frozen=True, kw_only=True)
class Ability(Entity):
    """An ability whose change is looked at."""


@dataclass(frozen=True, kw_only=True)
class Disposition(Entity):
    """Where a person may go after the term, who decides, and whether a selection must follow."""

    decided_by: str = word(names.DECIDERS)
    basis_required: bool = True
    is_default: bool = False
    needs_selection: bool = False


@dataclass(frozen=True, kw_only=True)
class ArchiveItem(Entity):
    """A kind of record that enters the dossier, or stays out, and who may read it there."""

    included: bool = True
    readers: tuple[str, ...] = word(names.ROLES)
    order: int = number(0)


@dataclass(frozen=True, kw_only=True)
class Approval(Entity):
    """An act that another decides: who asks, who is heard in which order, who decides."""

    asked_by: str = word(names.ROLES)
    heard: tuple[str, ...] = word(names.ROLES, ())
    decided_by: str = word(names.DECIDERS)
    within_days: int = number(10, least=1, most=120)
    reason_required: bool = True
    person_heard: bool = False


@dataclass(frozen=True, kw_only=True)
class TextItem(Entity):
    """A piece of orientation material."""

    text: str


@dataclass(frozen=True, kw_only=True)
class NoticeText(Entity):
    """A sentence that must be said, and when."""

    text: str
    when: str = word(names.NOTICE_MOMENTS)


@dataclass(frozen=True, kw_only=True)
class Item(Entity):
    """One entry of a catalogue; `unit` for indicators, `flag` as the catalogue says."""

    text: str = ""
    unit: str = ""
    flag: bool = False

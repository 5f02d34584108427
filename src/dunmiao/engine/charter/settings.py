"""The settings of a charter: one dataclass for each TOML section, all values in force on a day."""

from __future__ import annotations

from dataclasses import dataclass

from dunmiao.engine.charter import names
from dunmiao.engine.charter.fields import number, shaped, word

_SPAN = r"[1-9]\d{0,3} (day|week|month)s?"


@dataclass(frozen=True, kw_only=True)
class Basis:
    """What a programme rests on: who approved it, who organises it, who issued it with them."""

    approving_body: str = ""
    organising_office: str = ""
    joint_issuers: tuple[str, ...] = ()
    document_required: bool = True
    leader_required: bool = True


@dataclass(frozen=True, kw_only=True)
class Term:
    """How long a placement lasts, in months, and how far it may be extended (004-15)."""

    months: int = number(least=1, most=120)
    min_months: int = number(1, least=1, most=120)
    max_months: int = number(120, least=1, most=240)
    extension_months: int = number(0, most=60)
    extensions: int = number(0, most=10)
    adaptation_months: int = number(0, most=12)


@dataclass(frozen=True, kw_only=True)
class Release:
    """Whether the person leaves the home desk, and what the home unit may still ask (004-47)."""

    mode: str = word(names.RELEASE_MODES)
    home_work: str = word(names.HOME_WORK, "by_request")
    manager: str = word(names.MANAGERS, "receiver")


@dataclass(frozen=True, kw_only=True)
class Selection:
    """Settings of choosing people that hold for every route.

    `load_warning_percent`: the share of a unit's staff that may be away before a warning (003-13).
    `pool`: a survey of young cadres, up to `pool_age` years old, fills a pool (003-06, 003-08).
    """

    wishes: int = number(3, most=20)
    load_warning_percent: int = number(10, least=1, most=100)
    reserve_months: int = number(0, most=60)
    invites: bool = False
    pool: bool = False
    pool_age: int = number(40, least=18, most=60)


@dataclass(frozen=True, kw_only=True)
class Avoidance:
    """Who may not go where; kin is barred by law and cannot be switched off (art. 74)."""

    kin: bool = True
    native_township: bool = False
    own_unit: bool = True
    former_unit_years: int = number(0, most=20)
    mentor_kin: bool = True


@dataclass(frozen=True, kw_only=True)
class Publicity:
    """The public notice before an appointment: how long, what it shows, who hears objections."""

    working_days: int = number(5, least=1, most=30)
    shows: tuple[str, ...] = word(names.PUBLICITY_SHOWS, ("person", "sending_unit", "post"))
    objections_to: str = ""


@dataclass(frozen=True, kw_only=True)
class Mentoring:
    """The mentor model in words, by when a mentor is named, and how many people one may have."""

    model: str = ""
    within_days: int = number(15, least=1, most=120)
    load_limit: int = number(3, least=1, most=50)
    rank_note: str = ""


@dataclass(frozen=True, kw_only=True)
class Plan:
    """Who writes the individual plan, who agrees to it, and by when."""

    within_days: int = number(30, least=1, most=365)
    written_by: str = word(names.ROLES, "receiver")
    agreed_by: tuple[str, ...] = word(names.ROLES, ("receiver", "cadre"))
    per_person: bool = True


@dataclass(frozen=True, kw_only=True)
class Rotation:
    """Whether posts are rotated, in periods of how many months, at most how many periods in one
    class, and after how many months in one class a warning is due (002-15)."""

    is_on: bool = False
    months_in_post_warning: int = number(0, most=60)
    period_months: int = number(6, least=1, most=24)
    periods_in_class: int = number(2, least=1, most=24)


@dataclass(frozen=True, kw_only=True)
class LeaveLimits:
    """How leave counts and how much of it there is; 0 days means no limit of the charter's own."""

    days_a_year: int = number(0, most=366)
    days_in_a_row: int = number(0, most=366)
    counts: str = word(names.LEAVE_COUNTS, "working")
    return_within_days: int = number(1, most=30)


@dataclass(frozen=True, kw_only=True)
class Log:
    """The work log: off, optional, weekly or daily; its length never touches an appraisal."""

    cadence: str = word(names.LOG_CADENCES, "optional")
    max_chars: int = number(500, least=50, most=5000)
    signed_at_end: bool = False


@dataclass(frozen=True, kw_only=True)
class Presence:
    """Presence by exception: how often the receiver confirms it, and who may check a post."""

    confirmed_every: str = shaped(_SPAN, "1 months", "1 months")
    checks_by: tuple[str, ...] = word(names.CHECKERS, ())
    explain_within_days: int = number(3, least=1, most=30)
    unexcused_days_recall: int = number(0, most=60)


@dataclass(frozen=True, kw_only=True)
class AppraisalRules:
    """Where a person is rated, the quota of the top grade, the tally, objection and approval."""

    rated_at: str = word(names.MANAGERS, "receiver")
    quota_percent: int = number(20, least=1, most=100)
    quota_percent_approved: int = number(25, least=1, most=100)
    tally_min_ballots: int = number(5, least=1, most=1000)
    tally_entered_by: int = number(2, least=1, most=5)
    objection_days: int = number(30, least=1, most=90)
    objection_decided_by: str = word(names.DECIDERS, "organiser")
    approved_by: str = word(names.DECIDERS, "organiser")
    deficiencies_required: bool = True


@dataclass(frozen=True, kw_only=True)
class AbilityScale:
    """The scale of the ability assessment, when and of whom it is asked; no rank comes of it."""

    scale_min: int = number(1, most=10)
    scale_max: int = number(5, least=2, most=100)
    stages: tuple[str, ...] = word(names.ABILITY_STAGES, ("start", "middle", "end"))
    raters: tuple[str, ...] = word(names.ROLES, ("receiver", "mentor"))


@dataclass(frozen=True, kw_only=True)
class Composition:
    """Cut points of the age bands (lower band is "up to the cut") and what the paragraph counts."""

    age_cuts: tuple[int, ...] = number((30, 35, 40), least=16, most=80)
    counts: tuple[str, ...] = word(
        names.COMPOSITION, ("age_bands", "youngest", "women", "minorities", "non_party", "degree")
    )


@dataclass(frozen=True, kw_only=True)
class Team:
    """Whether people go as teams, and whether a temporary party branch is set up for them."""

    is_on: bool = False
    temporary_branch: bool = False
    branch_min_members: int = number(3, least=3, most=50)
    party_relation_moves: bool = False


@dataclass(frozen=True, kw_only=True)
class BurdenLimit:
    """How many minutes a week a cadre may be asked for before a warning is due."""

    cadre_minutes_a_week: int = number(5, least=1, most=600)


@dataclass(frozen=True, kw_only=True)
class Retention:
    """How long the data of people not selected, and the dossier, are kept."""

    candidate_months: int = number(24, least=1, most=240)
    dossier_years: int = number(30, least=1, most=100)

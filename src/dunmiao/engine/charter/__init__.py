"""Charters: a programme's rules as dated data, each value with its clause.

`read_charter(path)` gives a `Charter`; `charter.on(day)` gives the `Rules` in force that day, as
plain attributes; `rules.cited("term.months")` says which clause a value comes from. A running
placement keeps the rules of its first day.
"""

from dunmiao.engine.charter.burden import Burden, burden
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
from dunmiao.engine.charter.errors import CharterError, CharterErrors, NotInForceError
from dunmiao.engine.charter.model import Charter, Cited, Clause, Rules, pick
from dunmiao.engine.charter.reader import SHIPPED, parse_charter, read_charter, shipped
from dunmiao.engine.charter.timing import Timing

__all__ = [
    "SHIPPED",
    "Ability",
    "Appraisal",
    "AppraisalInput",
    "Approval",
    "ArchiveItem",
    "Authority",
    "Burden",
    "Charter",
    "CharterError",
    "CharterErrors",
    "Cited",
    "Clause",
    "Direction",
    "Disposition",
    "DutyRule",
    "EligibilityRule",
    "Entity",
    "FitPart",
    "Grade",
    "Item",
    "LadderStep",
    "LeaveLevel",
    "MentorKind",
    "NotInForceError",
    "NoticeText",
    "PlanField",
    "PlanStage",
    "Relation",
    "ReportKind",
    "Responsibility",
    "Route",
    "Rules",
    "Stage",
    "TalkKind",
    "TextItem",
    "Timing",
    "burden",
    "parse_charter",
    "pick",
    "read_charter",
    "shipped",
]

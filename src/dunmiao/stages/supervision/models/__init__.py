"""Logs, leaves, talks, reports, borrowing and the other records of a term."""

from dunmiao.stages.supervision.models.records import (
    Borrow,
    Contact,
    Entitlement,
    Leave,
    LogEntry,
    OnPlacement,
    OpinionVisit,
    Presence,
    Reminder,
    Report,
    Step,
    SupportRequest,
    Talk,
    TermChange,
    Waiver,
)

__all__ = [
    "Borrow",
    "Contact",
    "Entitlement",
    "Leave",
    "LogEntry",
    "OnPlacement",
    "OpinionVisit",
    "Presence",
    "Reminder",
    "Report",
    "Step",
    "SupportRequest",
    "Talk",
    "TermChange",
    "Waiver",
]

"""Logs, leaves, talks, reports, borrowing and the other records of a term."""

from dunmiao.stages.supervision.models.inspections import (
    Absence,
    Check,
    Finding,
    Inspection,
)
from dunmiao.stages.supervision.models.prompts import Delivery, Feed, Prompt
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
from dunmiao.stages.supervision.models.tickets import Ticket, TicketNote

__all__ = [
    "Absence",
    "Borrow",
    "Check",
    "Contact",
    "Delivery",
    "Entitlement",
    "Feed",
    "Finding",
    "Inspection",
    "Leave",
    "LogEntry",
    "OnPlacement",
    "OpinionVisit",
    "Presence",
    "Prompt",
    "Reminder",
    "Report",
    "Step",
    "SupportRequest",
    "Talk",
    "TermChange",
    "Ticket",
    "TicketNote",
    "Waiver",
]

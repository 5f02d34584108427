"""Logs, leaves, talks, reports, borrowing and the other records of a term."""

from dunmiao.stages.supervision.models.discipline import Conduct, Incident, Measure
from dunmiao.stages.supervision.models.hearings import Hearing
from dunmiao.stages.supervision.models.inspections import (
    Absence,
    Check,
    Finding,
    Inspection,
)
from dunmiao.stages.supervision.models.prompts import Delivery, Feed, Prompt
from dunmiao.stages.supervision.models.provisions import Arrangement, CareNote, Provision
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
    "Provision",
    "CareNote",
    "Arrangement",
    "Borrow",
    "Check",
    "Conduct",
    "Contact",
    "Delivery",
    "Entitlement",
    "Feed",
    "Finding",
    "Incident",
    "Inspection",
    "Hearing",
    "Leave",
    "LogEntry",
    "Measure",
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

"""Who may do what in this stage: act -> roles."""

from __future__ import annotations

DEPARTMENT = {"organiser", "organiser_lead"}
UNITS = {"sender", "receiver", "village", "handler"}
BOARDS = {"authority", "inspector", "leader"}

ACTS: dict[str, set[str]] = {
    "organisation.read": {*DEPARTMENT, *UNITS, *BOARDS, "system_admin", "security_admin"},
    "organisation.edit": {*DEPARTMENT},
    "contact.set": {*DEPARTMENT, "sender", "receiver"},
    "grant.read": {"security_admin"},
    "grant.give": {"security_admin"},
    "grant.end": {"security_admin"},
    "complaint.read": {*DEPARTMENT, "cadre"},
    "complaint.answer": {*DEPARTMENT},
}

"""Who may do what in this stage: act -> roles."""

from __future__ import annotations

DEPARTMENT = {"organiser", "organiser_lead"}
UNITS = {"sender", "receiver", "village", "handler"}
BOARDS = {"authority", "inspector", "leader"}
RELATED = {"cadre", "mentor", "liaison", "team_leader", "branch_secretary"}
# Business may be lent to a clerk; the three administrators' powers and lending itself may not.
LENDERS = {*DEPARTMENT, *UNITS, *BOARDS, *RELATED}

ACTS: dict[str, set[str]] = {
    "organisation.read": {*DEPARTMENT, *UNITS, *BOARDS, "system_admin", "security_admin"},
    "organisation.found": set(),  # the first run and the command line only
    "setup.begin": set(),  # ./dunmiao init
    "setup.finish": set(),  # nobody's role: whoever holds the token of the first run
    "organisation.add": {*DEPARTMENT},
    "organisation.edit": {*DEPARTMENT},
    "contact.set": {*DEPARTMENT, "sender", "receiver"},
    "contact.end": {*DEPARTMENT, "sender", "receiver"},
    "grant.read": {"security_admin"},
    "grant.give": {"security_admin"},
    "grant.end": {"security_admin"},
    "delegation.give": LENDERS,
    "delegation.end": LENDERS,
    "complaint.send": {*LENDERS, "system_admin", "security_admin", "audit_admin"},
    "complaint.read": {*DEPARTMENT, "cadre"},
    "complaint.answer": {*DEPARTMENT},
    "complaint.route": {*DEPARTMENT},
    "complaint.routed": {*DEPARTMENT, "sender", "receiver", "handler"},
    "complaint.say": {"sender", "receiver", "handler"},
}

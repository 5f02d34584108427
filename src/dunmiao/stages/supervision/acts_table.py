"""Who may do what in this stage: act -> roles."""

from __future__ import annotations

DEPARTMENT = {"organiser", "organiser_lead"}
PARTIES = {*DEPARTMENT, "sender", "receiver", "cadre", "mentor"}
TEAM = {"liaison", "team_leader", "branch_secretary"}

ACTS: dict[str, set[str]] = {
    "ledger.read": {*PARTIES, *TEAM, "village", "authority", "inspector", "leader"},
    "ledger.waive": {"organiser_lead"},
    "log.read": {*DEPARTMENT, "receiver", "mentor", "cadre"},
    "log.write": {"cadre"},
    "leave.read": {*DEPARTMENT, "sender", "receiver", "cadre", "liaison"},
    "leave.ask": {"cadre"},
    "leave.cancel": {"cadre"},
    "leave.decide": {"receiver", *DEPARTMENT},
    "leave.return": {"receiver", "village"},
    "talk.read": {*DEPARTMENT, "mentor", "cadre"},
    "talk.write": {*DEPARTMENT, "mentor", "receiver", "sender"},
    "talk.follow": {*DEPARTMENT, "mentor"},
    "contact.read": {*DEPARTMENT, "sender", "receiver", "cadre"},
    "contact.write": {"sender", "receiver"},
    "report.read": {*DEPARTMENT, "sender", "receiver", "cadre"},
    "report.write": {"cadre"},
    "report.submit": {"cadre"},
    "report.acknowledge": {*DEPARTMENT, "sender", "receiver"},
    "borrow.read": {*DEPARTMENT, "sender", "receiver", "cadre"},
    "borrow.ask": {"sender"},
    "borrow.opine": {"receiver"},
    "borrow.decide": {"organiser_lead"},
    "borrow.end": {"receiver"},
    "presence.read": {*DEPARTMENT, "sender", "receiver", "village", "cadre", "liaison"},
    "presence.confirm": {"receiver", "village"},
    "opinion_visit.read": {*DEPARTMENT},
    "opinion_visit.write": {*DEPARTMENT},
    "reminder.read": {*DEPARTMENT, "receiver", "cadre"},
    "reminder.give": {*DEPARTMENT, "receiver"},
    "reminder.explain": {"cadre"},
    "entitlement.read": {*DEPARTMENT, "sender", "cadre"},
    "entitlement.confirm": {"sender"},
    "support.read": {*DEPARTMENT, "sender", "handler", "cadre"},
    "support.ask": {"cadre"},
    "support.assign": {*DEPARTMENT, "sender"},
    "support.answer": {"handler", "sender", *DEPARTMENT},
    "support.close": {"cadre"},
    "step.read": {*PARTIES, "liaison"},
    "step.confirm": {*PARTIES},
    "change.read": {*DEPARTMENT, "sender", "receiver", "cadre"},
    "change.ask": {*DEPARTMENT, "sender", "receiver"},
    "change.explain": {"cadre"},
    "change.decide": {"organiser_lead"},
}

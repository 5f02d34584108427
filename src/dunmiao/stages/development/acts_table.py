"""Who may do what in this stage: act -> roles."""

from __future__ import annotations

DEPARTMENT = {"organiser", "organiser_lead"}
ALL = {*DEPARTMENT, "sender", "receiver", "cadre", "mentor", "liaison"}

ACTS: dict[str, set[str]] = {
    "mentorship.read": {*ALL, "village", "team_leader", "branch_secretary"},
    "mentorship.appoint": {"receiver", *DEPARTMENT},
    "mentorship.appoint_all": {"receiver", *DEPARTMENT},
    "mentorship.change": {"receiver", *DEPARTMENT},
    "mentorship.end": {"receiver", *DEPARTMENT},
    "mentor_note.read": {*DEPARTMENT, "mentor", "cadre"},
    "mentor_note.write": {"mentor", "receiver"},
    "plan.read": {*ALL},
    "plan.write": {"receiver", "cadre"},
    "plan.propose": {"receiver"},
    "plan.agree": {"sender", "receiver", *DEPARTMENT, "cadre"},
    "plan.return": {"sender", "receiver", *DEPARTMENT, "cadre"},
    "plan.share": {"receiver"},
    "plan.check": {"mentor", "receiver", *DEPARTMENT},
    "reflection.read": {*DEPARTMENT, "sender", "receiver", "mentor", "cadre"},
    "reflection.write": {"cadre"},
    "reflection.edit": {"cadre"},
    "reflection.let_read": {"cadre"},
    "reflection.reveal": {*DEPARTMENT, "sender", "receiver", "mentor"},
    "seat.read": {*ALL},
    "seat.add": {"receiver"},
    "need.read": {*DEPARTMENT, "sender", "receiver"},
    "gathering.read": {*ALL},
    "gathering.call": {*DEPARTMENT},
    "gathering.attend": {*DEPARTMENT},
    "gathering.cancel": {*DEPARTMENT},
    "gathering.speak": {"cadre"},
    "handover.read": {*DEPARTMENT, "receiver"},
    "handover.take_over": {"receiver"},
    "rotation.read": {*DEPARTMENT},
    "rotation.propose": {*DEPARTMENT},
    "rotation.decide": {*DEPARTMENT},
    "move.read": {*DEPARTMENT, "sender", "receiver", "cadre", "mentor"},
    "move.opine": {"cadre"},
    "move.carry_out": {*DEPARTMENT, "receiver"},
    "feedback.read": {*ALL},
    "feedback.give": {*DEPARTMENT, "mentor", "receiver"},
    "feedback.acknowledge": {"sender", "receiver", "cadre"},
}

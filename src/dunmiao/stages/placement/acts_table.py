"""Who may do what in this stage: act -> roles."""

from __future__ import annotations

DEPARTMENT = {"organiser", "organiser_lead"}
BOARDS = {"authority", "inspector", "leader"}
HOSTS = {"receiver", "village"}
TEAM = {"liaison", "team_leader", "branch_secretary"}

ACTS: dict[str, set[str]] = {
    "match.read": {*DEPARTMENT},
    "match.mark": {*DEPARTMENT},
    "match.solve": {*DEPARTMENT},
    "match.adopt": {*DEPARTMENT},
    "placement.read": {*DEPARTMENT, *BOARDS, *HOSTS, *TEAM, "sender", "cadre", "mentor"},
    "placement.move_charter": {"organiser_lead"},
    "placement.name_answerable": {*DEPARTMENT, "receiver"},
    "placement.make": {*DEPARTMENT},
    "placement.arrive": {"receiver"},
    "placement.divide": {"receiver"},
    "placement.rotate": {*DEPARTMENT},
    "placement.extend": {"organiser_lead"},
    "placement.end": {*DEPARTMENT},
    "placement.recall": {"organiser_lead"},
    "placement.close": {*DEPARTMENT},
    "placement.withdraw": {"organiser_lead"},
    "welcome.read": {*DEPARTMENT, *HOSTS, *TEAM, "sender", "cadre", "mentor"},
    "welcome.write": {*HOSTS},
    "relation.move": {*DEPARTMENT, "receiver"},
    "notice.read": {*DEPARTMENT, "sender", "receiver", "cadre"},
    "notice.issue": {*DEPARTMENT},
    "letter.issue": {*DEPARTMENT},
    "letter.print": {*DEPARTMENT},
    "team.read": {*DEPARTMENT, *TEAM},
    "team.edit": {*DEPARTMENT},
}

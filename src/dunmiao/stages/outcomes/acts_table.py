"""Who may do what in this stage: act -> roles."""

from __future__ import annotations

DEPARTMENT = {"organiser", "organiser_lead"}
BOARDS = {"authority", "inspector", "leader"}

ACTS: dict[str, set[str]] = {
    "disposition.read": {*DEPARTMENT, *BOARDS, "sender", "receiver", "cadre"},
    "disposition.propose": {*DEPARTMENT},
    "disposition.decide": {"organiser_lead"},
    "disposition.withdraw": {*DEPARTMENT},
    "disposition.carry_out": {*DEPARTMENT},
    "dossier.read": {*DEPARTMENT, "sender", "receiver", "cadre", "mentor"},
    "dossier.file": {*DEPARTMENT},
    "statistics.read": {*DEPARTMENT, *BOARDS},
    "history.edit": {*DEPARTMENT},
}

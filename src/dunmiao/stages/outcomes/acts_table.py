"""Who may do what in this stage: act -> roles."""

from __future__ import annotations

DEPARTMENT = {"organiser", "organiser_lead"}

ACTS: dict[str, set[str]] = {
    "disposition.read": {*DEPARTMENT, "sender", "receiver", "cadre"},
    "disposition.propose": {*DEPARTMENT},
    "disposition.decide": {"organiser_lead"},
    "disposition.withdraw": {*DEPARTMENT},
    "disposition.carry_out": {*DEPARTMENT},
    "dossier.read": {*DEPARTMENT},
    "dossier.file": {*DEPARTMENT},
    "statistics.read": {*DEPARTMENT, "authority", "inspector", "leader"},
    "history.edit": {*DEPARTMENT},
}

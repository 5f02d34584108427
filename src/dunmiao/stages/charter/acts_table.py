"""Who may do what in this stage: act -> roles."""

from __future__ import annotations

DEPARTMENT = {"organiser", "organiser_lead"}

ACTS: dict[str, set[str]] = {
    "charter.read": {*DEPARTMENT, "authority", "inspector", "leader"},
    "charter.adopt": {"organiser_lead"},
    "programme.read": {*DEPARTMENT, "authority", "inspector", "leader"},
    "programme.create": {*DEPARTMENT},
    "programme.edit": {*DEPARTMENT},
    "programme.open": {"organiser_lead"},
    "programme.move": {*DEPARTMENT},
}

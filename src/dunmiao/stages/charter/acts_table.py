"""Who may do what in this stage: act -> roles."""

from __future__ import annotations

DEPARTMENT = {"organiser", "organiser_lead"}

ACTS: dict[str, set[str]] = {
    "charter.read": {*DEPARTMENT, "authority", "inspector", "leader"},
    "charter.draft": {*DEPARTMENT},
    "charter.discard": {*DEPARTMENT},
    "charter.adopt": {"organiser_lead"},
    "programme.read": {*DEPARTMENT, "authority", "inspector", "leader"},
    "programme.create": {*DEPARTMENT},
    "programme.clone": {*DEPARTMENT},
    "programme.subdivide": {*DEPARTMENT},
    "programme.edit": {*DEPARTMENT},
    "programme.open": {"organiser_lead"},
    "programme.move": {*DEPARTMENT},
    "leading_group.edit": {*DEPARTMENT},
    "leading_group.dissolve": {*DEPARTMENT},
    "co_organiser.set": {*DEPARTMENT},
    "long_plan.edit": {*DEPARTMENT},
}

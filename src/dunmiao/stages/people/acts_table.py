"""Who may do what in this stage: act -> roles."""

from __future__ import annotations

DEPARTMENT = {"organiser", "organiser_lead"}

ACTS: dict[str, set[str]] = {
    "person.read": {*DEPARTMENT, "authority", "sender", "receiver", "cadre", "mentor"},
    "person.list": {*DEPARTMENT, "authority", "sender"},
    "person.register": {*DEPARTMENT, "sender"},
    "person.edit": {*DEPARTMENT, "sender"},
    "person.export_form": {*DEPARTMENT, "sender", "cadre"},
    "person.import_form": {*DEPARTMENT, "sender"},
    "person.reveal": {*DEPARTMENT, "sender", "cadre"},
    "person.mine": {"cadre"},
    "person.held": {*DEPARTMENT, "cadre"},
    "person.flag": {"cadre"},
    "person.profile": {*DEPARTMENT, "authority", "sender", "cadre"},
    "kinship.set": {*DEPARTMENT},
    "kinship.remove": {*DEPARTMENT},
}

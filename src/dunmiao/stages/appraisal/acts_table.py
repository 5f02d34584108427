"""Who may do what in this stage: act -> roles."""

from __future__ import annotations

DEPARTMENT = {"organiser", "organiser_lead"}

ACTS: dict[str, set[str]] = {
    "appraisal.read": {*DEPARTMENT, "authority", "sender", "receiver", "cadre", "mentor"},
    "appraisal.print": {*DEPARTMENT, "authority", "sender", "receiver", "cadre"},
    "appraisal.open": {*DEPARTMENT},
    "appraisal.summarise": {"cadre"},
    "appraisal.opine": {"sender", "receiver", "mentor"},
    "appraisal.tell": {*DEPARTMENT},
    "appraisal.acknowledge": {"cadre"},
    "appraisal.object": {"cadre"},
    "appraisal_objection.read": {*DEPARTMENT, "cadre"},
    "appraisal_objection.decide": {"organiser_lead"},
    "appraisal.approve": {"organiser_lead"},
    "tally.read": {*DEPARTMENT, "receiver"},
    "tally.enter": {*DEPARTMENT, "receiver"},
    "tally.clear": {*DEPARTMENT},
    "ability.read": {*DEPARTMENT, "authority", "sender", "receiver", "mentor", "cadre"},
    "ability.rate": {"receiver", "mentor"},
}

"""Who may do what in this stage: act -> roles."""

from __future__ import annotations

ACTS: dict[str, set[str]] = {
    "holiday.read": {"organiser", "organiser_lead"},
    "holiday.seed": set(),  # ./dunmiao init
    "holiday.set": {"organiser", "organiser_lead"},
    "holiday.remove": {"organiser", "organiser_lead"},
    "audit.read": {"audit_admin"},
}

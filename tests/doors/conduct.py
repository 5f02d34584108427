"""Incidents, the steps of the ladder, the rules of conduct."""

from __future__ import annotations

from tests.doors import DEPARTMENT, Door
from tests.doors.supervision import AT, CHANGE, PARTIES, TEAM, THREE

INCIDENT, MEASURE = "supervision.Incident", "supervision.Measure"
TELLERS = f"{DEPARTMENT} receiver"
TAKERS = f"{DEPARTMENT} receiver sender"

DOORS = {
    "supervision:incidents": Door(get=TAKERS),
    "supervision:incident": Door(row=INCIDENT, get=THREE),
    "supervision:incident_explain": Door(row=INCIDENT, post="cadre"),
    "supervision:incident_settle": Door(row=INCIDENT, post=DEPARTMENT),
    "supervision:incident_note": Door(row=INCIDENT, post="receiver sender"),
    "supervision:incident_report": Door(row=AT, get=TELLERS, post=TELLERS),
    "supervision:conduct": Door(row=AT, get=f"{PARTIES} {TEAM} village"),
    "supervision:conduct_paper": Door(row=AT, get="cadre"),
    "supervision:conduct_acknowledge": Door(row=AT, post="cadre"),
    "supervision:measures": Door(get=TAKERS),
    "supervision:measure": Door(row=MEASURE, get=THREE),
    "supervision:measure_propose": Door(row=AT, get=TAKERS, post=TAKERS),
    "supervision:measure_explain": Door(row=MEASURE, post="cadre"),
    "supervision:measure_settle": Door(row=MEASURE, post=TAKERS),
    "supervision:measure_appeal": Door(row=MEASURE, post="cadre"),
    "supervision:measure_review": Door(row=MEASURE, post=DEPARTMENT),
    "supervision:change_appeal": Door(row=CHANGE, post="cadre"),
    "supervision:change_review": Door(row=CHANGE, post="organiser_lead"),
}

"""Conditions of work and life, support given, care shown."""

from __future__ import annotations

from tests.doors import DEPARTMENT, Door
from tests.doors.supervision import AT, HANDLER, THREE

PROVISION = "supervision.Provision"
UNITS = "sender receiver"
GIVERS = f"{DEPARTMENT} {UNITS} handler"
READERS = f"{THREE} handler"

DOORS = {
    "supervision:conditions": Door(row=AT, get=THREE),
    "supervision:arrangement_confirm": Door(row=AT, get=UNITS, post=UNITS),
    "supervision:care_write": Door(
        row=AT, get=f"{DEPARTMENT} {UNITS}", post=f"{DEPARTMENT} {UNITS}"
    ),
    "supervision:provision_promise": Door(
        row=AT, get=f"{DEPARTMENT} {UNITS}", post=f"{DEPARTMENT} {UNITS}"
    ),
    "supervision:provision_team": Door(
        row="placement.Team", get=f"{DEPARTMENT} {UNITS}", post=f"{DEPARTMENT} {UNITS}",
        reach={"sender": "", "receiver": ""},
    ),
    "supervision:provisions": Door(get=READERS),
    "supervision:provision": Door(row=PROVISION, get=READERS, reach=HANDLER),
    "supervision:provision_give": Door(row=PROVISION, post=GIVERS, reach=HANDLER),
    "supervision:provision_end": Door(row=PROVISION, post=GIVERS, reach=HANDLER),
}

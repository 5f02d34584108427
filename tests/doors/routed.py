"""Questions to units about complaints and suggestions."""

from __future__ import annotations

from tests.doors import DEPARTMENT, Door

UNITS = "sender receiver handler"
# the units asked in the world are the receiving ones
ASKED = {"sender": "", "sender_b": ""}

DOORS = {
    "home:complaint_route": Door(
        "organisations.Complaint", get=DEPARTMENT, post=DEPARTMENT
    ),
    "home:routed": Door(
        "organisations.Routed", get=f"{DEPARTMENT} {UNITS}", post=UNITS, reach=ASKED
    ),
}

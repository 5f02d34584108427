"""Doors of nominations."""

from __future__ import annotations

from tests.doors import DEPARTMENT, Door

NOMINATION = "selection.Nomination"
BOTH = f"{DEPARTMENT} sender"


def _form(roles: str) -> Door:
    return Door(NOMINATION, get=roles, post=roles)


DOORS = {
    "selection:nominations": Door(get=BOTH),
    "selection:nominations_ask": Door("charter.Programme", get=DEPARTMENT, post=DEPARTMENT),
    "selection:nomination": Door(NOMINATION, get=BOTH),
    "selection:nomination_limit": _form(DEPARTMENT),
    "selection:nomination_return": _form(DEPARTMENT),
    "selection:nomination_release": _form(DEPARTMENT),
    "selection:nomination_accept": Door(NOMINATION, post=DEPARTMENT),
    "selection:nominee_choose": Door(NOMINATION, get="sender"),
    "selection:nominee_name": Door(
        (NOMINATION, "people.Person"), get="sender", post="sender"
    ),
    "selection:nominee_drop": Door("selection.Nominee", post="sender"),
    "selection:nomination_send": _form("sender"),
    "selection:nomination_decline": _form("sender"),
}

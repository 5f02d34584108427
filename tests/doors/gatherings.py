"""Doors of training and meetings."""

from __future__ import annotations

from tests.doors import DEPARTMENT, Door

ALL = f"{DEPARTMENT} sender receiver cadre mentor liaison"
PROGRAMME, ONE = "charter.Programme", "development.Gathering"

DOORS = {
    "development:needs": Door(get=f"{DEPARTMENT} sender receiver"),
    "development:gatherings": Door(get=ALL),
    "development:gathering_new": Door(PROGRAMME, get=DEPARTMENT, post=DEPARTMENT),
    "development:gathering": Door(ONE, get=ALL),
    "development:gathering_edit": Door(ONE, get=DEPARTMENT, post=DEPARTMENT),
    "development:gathering_attend": Door(ONE, get=DEPARTMENT, post=DEPARTMENT),
    "development:gathering_cancel": Door(ONE, get=DEPARTMENT, post=DEPARTMENT),
    "development:gathering_notice": Door(ONE, get=DEPARTMENT),
    "development:gathering_speak": Door("development.Invitee", get="cadre", post="cadre"),
    "development:handover_take": Door("development.Handover", get="receiver", post="receiver"),
}

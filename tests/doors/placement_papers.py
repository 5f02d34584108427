"""Doors of notices, letters, files and groups."""

from __future__ import annotations

from tests.doors import DEPARTMENT, Door

PROGRAMME = "charter.Programme"
NOTICE, GROUP = "placement.Notice", "placement.Team"
TEAM = "liaison team_leader branch_secretary"

DOORS = {
    "placement:issuing": Door(get=DEPARTMENT),
    "placement:make": Door("selection.Decision", post=DEPARTMENT),
    "placement:papers": Door(PROGRAMME, get=DEPARTMENT),
    "placement:gaps": Door(PROGRAMME, get=DEPARTMENT),
    "placement:start": Door(PROGRAMME, post=DEPARTMENT),
    "placement:notice_new": Door(PROGRAMME, get=DEPARTMENT, post=DEPARTMENT),
    "placement:letters_new": Door(PROGRAMME, get=DEPARTMENT, post=DEPARTMENT),
    "placement:notice_file": Door(NOTICE, get=f"{DEPARTMENT} sender receiver cadre"),
    "placement:letter_print": Door(NOTICE, post=DEPARTMENT),
    "placement:roster_file": Door((PROGRAMME, "=xlsx"), get=DEPARTMENT),
    "placement:responsibility_file": Door(PROGRAMME, get=DEPARTMENT),
    "placement:teams": Door(get=f"{DEPARTMENT} {TEAM}"),
    "placement:team": Door(GROUP, get=f"{DEPARTMENT} {TEAM}"),
    "placement:team_new": Door(PROGRAMME, get=DEPARTMENT, post=DEPARTMENT),
    "placement:team_edit": Door(GROUP, get=DEPARTMENT, post=DEPARTMENT),
}

"""Inspections, their draws and findings; absences."""

from __future__ import annotations

from tests.doors import DEPARTMENT, Door
from tests.doors.supervision import AT, HOSTS, LEDGER, TEAM, THREE

INSPECTION, CHECK = "supervision.Inspection", "supervision.Check"
FINDING, ABSENCE = "supervision.Finding", "supervision.Absence"
CHECKERS = f"{DEPARTMENT} inspector sender"
INSPECTORS = f"{DEPARTMENT} inspector"
# the inspection is the department's: a sender sees its own alone
THEIRS = {"sender": "", "sender_b": ""}
# a draw is published in the whole programme, so both of its rows are in sight
REACHED = f"authority sender receiver cadre mentor {TEAM} receiver_other cadre_other"
FOREIGN = {"sender_b": "foreign", "receiver_b": "foreign"}
PUBLISHED = {**dict.fromkeys(REACHED.split(), "own other"), **FOREIGN}


DOORS = {
    "supervision:inspections": Door(get=f"{CHECKERS} leader"),
    "supervision:inspection_programmes": Door(get=CHECKERS),
    "supervision:inspection_plan": Door(
        # this charter names the department alone among those who check
        row="charter.Programme", get=DEPARTMENT, post=DEPARTMENT, sees=CHECKERS,
    ),
    "supervision:inspection": Door(
        row=INSPECTION, get=f"{CHECKERS} leader", reach=THEIRS
    ),
    "supervision:inspection_choose": Door(
        row=INSPECTION, get=CHECKERS, post=CHECKERS, reach=THEIRS
    ),
    "supervision:inspection_freeze": Door(row=INSPECTION, post=CHECKERS, reach=THEIRS),
    "supervision:inspection_draw": Door(row=INSPECTION, post=CHECKERS, reach=THEIRS),
    "supervision:inspection_report": Door(
        row=INSPECTION, get=CHECKERS, post=CHECKERS, reach=THEIRS
    ),
    "supervision:inspection_cancel": Door(
        row=INSPECTION, get=CHECKERS, post=CHECKERS, reach=THEIRS
    ),
    "supervision:check_write": Door(row=CHECK, get=CHECKERS, post=CHECKERS, reach=THEIRS),
    "supervision:finding_write": Door(row=INSPECTION, get=INSPECTORS, post=INSPECTORS),
    "supervision:findings": Door(get=f"{CHECKERS} leader receiver"),
    # the finding of the own row is the receiving unit's to mend
    "supervision:finding": Door(
        row=FINDING, get=f"{CHECKERS} leader receiver", reach=THEIRS
    ),
    "supervision:finding_answer": Door(
        row=FINDING, post="sender receiver", reach=THEIRS
    ),
    "supervision:finding_close": Door(row=FINDING, post=INSPECTORS),
    "supervision:draws": Door(get=LEDGER),
    "supervision:draw": Door(row=INSPECTION, get=LEDGER, reach=PUBLISHED),
    "supervision:draw_list": Door(row=INSPECTION, get=LEDGER, reach=PUBLISHED),
    "supervision:placement_absences": Door(row=AT, get=THREE),
    "supervision:absence_report": Door(row=AT, get=HOSTS, post=HOSTS),
    "supervision:absence": Door(row=ABSENCE, get=THREE),
    "supervision:absence_explain": Door(row=ABSENCE, post="cadre"),
    "supervision:absence_settle": Door(row=ABSENCE, post=f"{DEPARTMENT} receiver"),
}

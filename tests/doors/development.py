"""Mentors, plans, gaps, seats."""

from __future__ import annotations

from tests.doors import DEPARTMENT, Door

ALL = f"{DEPARTMENT} sender receiver cadre mentor liaison"
AT = "placement.Placement"
MENTOR = "development.Mentorship"
PLAN, FEEDBACK = "development.Plan", "development.Feedback"
PARTIES = f"{DEPARTMENT} sender receiver cadre"

DOORS = {
    "development:mentors": Door(
        row=AT, get=f"{ALL} village team_leader branch_secretary", get_act="mentorship.read"
    ),
    "development:mentor_appoint": Door(
        row=AT, get=f"receiver {DEPARTMENT}", post=f"receiver {DEPARTMENT}",
        get_act="mentorship.appoint", post_act="mentorship.appoint",
    ),
    "development:mentor_end": Door(
        row=MENTOR, get=f"receiver {DEPARTMENT}", post=f"receiver {DEPARTMENT}",
    ),
    "development:mentor_change": Door(
        row=MENTOR, get=f"receiver {DEPARTMENT}", post=f"receiver {DEPARTMENT}",
    ),
    "development:note_write": Door(row=AT, get="mentor receiver", post="mentor receiver"),
    "development:mentees": Door(get=f"mentor receiver {DEPARTMENT}"),
    "development:seat_add": Door(row=AT, get="receiver", post="receiver"),
    "development:plan": Door(row=AT, get=ALL),
    "development:plan_edit": Door(row=AT, get="receiver cadre", post="receiver cadre"),
    "development:plan_propose": Door(row=PLAN, post="receiver"),
    "development:plan_agree": Door(row=PLAN, post=PARTIES),
    "development:plan_return": Door(row=PLAN, post=PARTIES),
    "development:plan_share": Door(row=PLAN, post="receiver"),
    "development:stage_check": Door(
        row=AT, get=f"mentor receiver {DEPARTMENT}", post=f"mentor receiver {DEPARTMENT}"
    ),
    "development:plan_paper": Door(row=PLAN, get=ALL),
    "development:gaps": Door(row=AT, get=ALL),
    "development:feedback_give": Door(
        row=AT, get=f"{DEPARTMENT} mentor receiver", post=f"{DEPARTMENT} mentor receiver"
    ),
    "development:feedback_acknowledge": Door(row=FEEDBACK, post="sender receiver cadre"),
}

"""Doors of matching and placements."""

from __future__ import annotations

from tests.doors import DEPARTMENT, Door

PLACEMENT = "placement.Placement"
PLAN = "placement.MatchPlan"
PROGRAMME = "charter.Programme"
PAIR = ("placement.MatchApplication", "placement.MatchOffer")
READERS = (
    f"{DEPARTMENT} authority inspector leader receiver village sender cadre mentor liaison "
    "team_leader branch_secretary"
)
POSTS = f"{DEPARTMENT} receiver village sender"

DOORS = {
    "placement:placements": Door(get=READERS),
    "placement:placement": Door(PLACEMENT, get=READERS, get_act="placement.read"),
    "placement:arrive": Door(PLACEMENT, get="receiver", post="receiver"),
    "placement:answerable": Door(
        PLACEMENT,
        get="organiser organiser_lead receiver",
        post="organiser organiser_lead receiver",
    ),
    "placement:divide": Door(PLACEMENT, get="receiver", post="receiver"),
    "placement:relation": Door(
        (PLACEMENT, "=party"), get=f"{DEPARTMENT} receiver", post=f"{DEPARTMENT} receiver"
    ),
    "placement:withdraw": Door(PLACEMENT, get="organiser_lead", post="organiser_lead"),
    "placement:orientation": Door(PLACEMENT, get=READERS, get_act="placement.read"),
    "placement:orientation_paper": Door(PLACEMENT, get=READERS, get_act="placement.read"),
    "placement:welcome": Door(
        PLACEMENT, get="receiver village", post="receiver village",
    ),
    "placement:arrivals": Door(get="receiver"),
    # a post lies in its unit: the sending unit's clerk reaches none of the world's
    "placement:post": Door(
        "selection.Post", get=POSTS,
        reach={"organiser": "own other", "organiser_lead": "own other", "receiver": "own",
               "organiser_b": "foreign", "organiser_lead_b": "foreign", "receiver_b": "foreign",
               "receiver_other": "other", "sender": "", "village": ""},
    ),
    "placement:matchings": Door(get=DEPARTMENT),
    "placement:matching": Door(PROGRAMME, get=DEPARTMENT, post=DEPARTMENT),
    "placement:plan": Door(PLAN, get=DEPARTMENT),
    # the fixed person stands in none of the plans
    "placement:plan_person": Door((PLAN, "=1"), get=DEPARTMENT, ok=(200, 404)),
    "placement:compare": Door((PLAN, PLAN), get=DEPARTMENT),
    "placement:propose": Door(PLAN, get=DEPARTMENT, post=DEPARTMENT),
    "placement:mark": Door(PAIR, get=DEPARTMENT, post=DEPARTMENT),
    "placement:unmark": Door(PAIR, post=DEPARTMENT),
}  # fmt: skip

"""Doors of charters, programmes, posts, offers and imports."""

from __future__ import annotations

from tests.doors import DEPARTMENT, Door

LEAD = "organiser_lead"
BOARDS = f"{DEPARTMENT} authority inspector leader"
VERSION = "charter.CharterVersion"
DRAFT = "charter.Draft"  # a version that is not adopted yet
GROUP = "charter.LeadingGroup"
LONG_PLAN = "charter.LongTermPlan"
PROGRAMME = "charter.Programme"
POST = "selection.Post"
OFFER = "selection.Offer"
BATCH = "selection.ImportBatch"
POSTS = f"{DEPARTMENT} receiver village sender"
HOSTS = f"{DEPARTMENT} receiver"

DOORS = {
    "charter:charters": Door(get=BOARDS),
    "charter:charter": Door(VERSION, get=BOARDS),
    "charter:shipped": Door(("=two-way-secondment",), get=DEPARTMENT),
    "charter:adopt": Door(get=DEPARTMENT, post=DEPARTMENT),
    "charter:compare": Door(VERSION, get=BOARDS),
    "charter:copy": Door(VERSION, get=DEPARTMENT, post=DEPARTMENT),
    "charter:copy_shipped": Door(("=two-way-secondment",), get=DEPARTMENT, post=DEPARTMENT),
    "charter:edit": Door(DRAFT, get=DEPARTMENT, post=DEPARTMENT),
    "charter:review": Door(DRAFT, get=DEPARTMENT, post=LEAD),
    "charter:discard": Door(DRAFT, post=DEPARTMENT),
    "charter:clone": Door(PROGRAMME, get=DEPARTMENT, post=DEPARTMENT),
    "charter:subdivide": Door(PROGRAMME, get=DEPARTMENT, post=DEPARTMENT),
    "charter:group_new": Door(PROGRAMME, get=DEPARTMENT, post=DEPARTMENT),
    "charter:co_organisers": Door(PROGRAMME, get=DEPARTMENT, post=DEPARTMENT),
    "charter:chain": Door(PROGRAMME, get=BOARDS),
    "charter:group_edit": Door(GROUP, get=DEPARTMENT, post=DEPARTMENT),
    "charter:group_dissolve": Door(GROUP, post=DEPARTMENT),
    "charter:long_plans": Door(get=BOARDS),
    "charter:long_plan_new": Door(get=DEPARTMENT, post=DEPARTMENT),
    "charter:long_plan_edit": Door(LONG_PLAN, get=DEPARTMENT, post=DEPARTMENT),
    "charter:effect": Door(PROGRAMME, get=DEPARTMENT, post=LEAD),
    "charter:programmes": Door(get=BOARDS),
    "charter:programme": Door(PROGRAMME, get=BOARDS),
    "charter:programme_new": Door(get=DEPARTMENT, post=DEPARTMENT),
    "charter:programme_edit": Door(PROGRAMME, get=DEPARTMENT, post=DEPARTMENT),
    "charter:programme_open": Door(PROGRAMME, post=LEAD),
    "charter:programme_move": Door(PROGRAMME, post=DEPARTMENT),
    # read from below: by whoever works or serves in a unit of the owner's subtree
    "selection:call": Door(
        PROGRAMME,
        get=f"{BOARDS} sender receiver cadre",
        reach={"receiver_other": "own", "cadre_other": "own"},
    ),
    "selection:posts": Door(get=POSTS),
    # a sending unit reads the posts of its own house only
    "selection:post": Door(POST, get=POSTS, reach={"sender": ""}),
    "selection:post_new": Door(get=HOSTS, post=HOSTS),
    "selection:post_edit": Door(POST, get=HOSTS, post=HOSTS),
    "selection:post_close": Door(POST, post=HOSTS),
    "selection:offer_make": Door(POST, get=HOSTS, post=HOSTS),
    "selection:offers": Door(PROGRAMME, get=BOARDS),
    "selection:offer_confirm": Door(OFFER, post=DEPARTMENT),
    "selection:offer_withdraw": Door(OFFER, post=HOSTS),
    "selection:imports": Door(PROGRAMME, get=DEPARTMENT, post=DEPARTMENT),
    "selection:import": Door(BATCH, get=DEPARTMENT),
    "selection:import_take": Door(BATCH, post=DEPARTMENT),
    "selection:import_discard": Door(BATCH, post=DEPARTMENT),
    "selection:import_undo": Door(BATCH, get=DEPARTMENT, post=DEPARTMENT),
    "selection:import_errors": Door(BATCH, get=DEPARTMENT),
}

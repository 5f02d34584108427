"""Doors of the pool and of the survey that fills it."""

from __future__ import annotations

from tests.doors import DEPARTMENT, Door

MEMBER, REPORT = "selection.PoolMember", "selection.SurveyReport"
PROGRAMME = "charter.Programme"
BOTH = f"{DEPARTMENT} sender"

DOORS = {
    "selection:pool": Door(get=BOTH),
    "selection:pool_structure": Door(get=BOTH),
    "selection:pool_coverage": Door(PROGRAMME, get=DEPARTMENT),
    "selection:pool_reckon": Door(PROGRAMME, post=DEPARTMENT),
    "selection:pool_member": Door(MEMBER, get=f"{BOTH} cadre"),
    "selection:pool_move": Door(MEMBER, get=DEPARTMENT, post=DEPARTMENT),
    "selection:pool_drop": Door(MEMBER, get="sender", post="sender"),
    "selection:pool_wish": Door(MEMBER, get="sender cadre", post="sender cadre"),
    "selection:designate": Door(PROGRAMME, get=DEPARTMENT, post=DEPARTMENT),
    "selection:balance": Door(
        PROGRAMME, get=f"{DEPARTMENT} inspector leader", post=DEPARTMENT
    ),
    "selection:surveys": Door(get=BOTH),
    "selection:survey_ask": Door(PROGRAMME, get=DEPARTMENT, post=DEPARTMENT),
    "selection:survey": Door(REPORT, get=BOTH),
    "selection:survey_report": Door(REPORT, post="sender"),
    "selection:survey_confirm": Door(REPORT, get="sender", post="sender"),
    "selection:survey_release": Door(REPORT, get=DEPARTMENT, post=DEPARTMENT),
    "selection:survey_return": Door(REPORT, get=DEPARTMENT, post=DEPARTMENT),
}

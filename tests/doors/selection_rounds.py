"""Doors of applications, stages, decision and public notice."""

from __future__ import annotations

from tests.doors import DEPARTMENT, Door

LEAD = "organiser_lead"
BOARDS = f"{DEPARTMENT} authority inspector leader"
APPLICANTS = f"{DEPARTMENT} sender cadre"
READERS = f"{DEPARTMENT} authority sender cadre"
APPLICATION = "selection.Application"
PROGRAMME = "charter.Programme"
ROUND = "selection.StageRound"
NOTICE = "selection.Publicity"
# a notice on display is public: whoever signs in may read it
EVERYBODY = dict.fromkeys(
    f"{BOARDS} sender receiver village handler cadre mentor liaison team_leader branch_secretary "
    "system_admin security_admin audit_admin stranger delegate".split(),
    "own other foreign",
)

DOORS = {
    "selection:selections": Door(get=BOARDS),
    "selection:selection": Door(PROGRAMME, get=BOARDS),
    "selection:applications": Door(get=READERS),
    "selection:application": Door(APPLICATION, get=READERS),
    "selection:opine": Door(APPLICATION, get="sender", post="sender"),
    "selection:withdraw": Door(
        APPLICATION, get=f"{DEPARTMENT} cadre", post=f"{DEPARTMENT} cadre"
    ),
    "selection:wishes": Door(APPLICATION, get="cadre", post="cadre"),
    "selection:override": Door((APPLICATION, "=health"), get=LEAD, post=LEAD),
    "selection:replace": Door(APPLICATION, get=DEPARTMENT, post=DEPARTMENT),
    "selection:mine": Door(get=APPLICANTS),
    "selection:apply": Door(PROGRAMME, get=APPLICANTS, reach={"cadre_other": "own"}),
    "selection:apply_person": Door(
        (PROGRAMME, "people.Person"), get=APPLICANTS, post=APPLICANTS
    ),
    "selection:review": Door(PROGRAMME, post=DEPARTMENT),
    "selection:invite": Door((PROGRAMME, "people.Person"), get=DEPARTMENT, post=DEPARTMENT),
    "selection:invitations": Door(get=f"{DEPARTMENT} sender"),
    "selection:invitation_answer": Door("selection.Invitation", get="sender", post="sender"),
    "selection:round_open": Door((PROGRAMME, "=exam"), post=DEPARTMENT),
    "selection:round": Door(ROUND, get=BOARDS, reach={"authority": "own other"}),
    "selection:round_close": Door(ROUND, get=DEPARTMENT, post=DEPARTMENT),
    "selection:round_reopen": Door(ROUND, get=LEAD, post=LEAD),
    "selection:scores": Door(ROUND, get=DEPARTMENT, post=DEPARTMENT),
    "selection:score_sheet": Door(ROUND, get=DEPARTMENT, post=DEPARTMENT),
    "selection:decision_record": Door(PROGRAMME, get=LEAD, post=LEAD),
    "selection:decision": Door("selection.Decision", get=f"{DEPARTMENT} leader"),
    "selection:publicity_post": Door("selection.Decision", get=DEPARTMENT, post=DEPARTMENT),
    "selection:publicity": Door(NOTICE, get="anyone", reach=EVERYBODY),
    "selection:publicity_paper": Door(NOTICE, get=DEPARTMENT),
    "selection:publicity_close": Door(NOTICE, get=LEAD, post=LEAD),
    "selection:objection_receive": Door(NOTICE, get=DEPARTMENT, post=DEPARTMENT),
    "selection:objection": Door("selection.PublicityObjection", get=DEPARTMENT, post=LEAD),
    "selection:unit_wishes": Door(get="receiver"),
    "selection:unit_wish": Door("selection.Offer", get="receiver", post="receiver"),
}

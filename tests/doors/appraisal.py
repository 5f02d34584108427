"""Doors of appraisals, what follows the term, dossiers and figures."""

from __future__ import annotations

from tests.doors import DEPARTMENT, Door

LEAD = "organiser_lead"
BOARDS = "authority inspector leader"
PARTIES = f"{DEPARTMENT} authority sender receiver cadre"
READERS = f"{PARTIES} mentor"
RATED = f"{DEPARTMENT} sender receiver cadre mentor"
FOLLOWERS = f"{DEPARTMENT} {BOARDS} sender receiver cadre"
AT, ROW = "placement.Placement", "appraisal.Appraisal"
OBJECTION, DISPOSITION = "appraisal.AppraisalObjection", "outcomes.Disposition"
PROGRAMME = "charter.Programme"


def own(*, row: str = ROW, get: str = "", post: str = "", act: str = "") -> Door:
    """Give a form one party fills in."""
    return Door(row, get=get, post=post, get_act=act if get else "", post_act=act)


DOORS = {
    "appraisal:appraisals": Door(get=READERS),
    "appraisal:open": Door(get=DEPARTMENT, post=DEPARTMENT),
    "appraisal:warnings": Door(PROGRAMME, get=DEPARTMENT),
    "appraisal:appraisal": Door(ROW, get=READERS, get_act="appraisal.read"),
    "appraisal:paper": Door(ROW, get=PARTIES, get_act="appraisal.print"),
    "appraisal:summarise": own(get="cadre", post="cadre"),
    "appraisal:opine": own(
        get="receiver sender mentor", post="receiver sender mentor", act="appraisal.opine"
    ),
    "appraisal:tally": own(
        get=f"{DEPARTMENT} receiver", post=f"{DEPARTMENT} receiver", act="tally.enter"
    ),
    "appraisal:tally_clear": own(post=DEPARTMENT),
    "appraisal:tell": own(get=DEPARTMENT, post=DEPARTMENT),
    "appraisal:acknowledge": own(post="cadre"),
    "appraisal:object": own(get="cadre", post="cadre"),
    "appraisal:approve": own(get=LEAD, post=LEAD),
    "appraisal:feedback": own(get=DEPARTMENT, post=DEPARTMENT),
    "appraisal:objection": own(row=OBJECTION, get=f"{DEPARTMENT} cadre", post=LEAD),
    "appraisal:of_placement": Door(AT, get=READERS, get_act="appraisal.read"),
    "appraisal:abilities": Door(AT, get=READERS, get_act="ability.read"),
    "appraisal:rate": Door(
        (AT, "=start"), get="receiver mentor", post="receiver mentor", get_act="ability.rate",
        post_act="ability.rate",
    ),
    "outcomes:register": Door(get=FOLLOWERS),
    "outcomes:published": Door(PROGRAMME, get=f"{DEPARTMENT} {BOARDS}"),
    "outcomes:after": Door(AT, get=FOLLOWERS, get_act="disposition.read"),
    "outcomes:propose": Door(AT, get=DEPARTMENT, post=DEPARTMENT),
    "outcomes:disposition": Door(DISPOSITION, get=FOLLOWERS, post=LEAD),
    "outcomes:withdraw": Door(DISPOSITION, post=DEPARTMENT),
    "outcomes:carry_out": Door(DISPOSITION, post=DEPARTMENT),
    "outcomes:dossiers": Door(get=RATED),
    "outcomes:dossier": Door(AT, get=RATED, post=DEPARTMENT, get_act="dossier.read"),
    "outcomes:dossier_paper": Door((AT, "=pdf"), get=RATED, get_act="dossier.read"),
    "outcomes:statistics": Door(get=f"{DEPARTMENT} {BOARDS}"),
    "outcomes:history": Door(get=f"{DEPARTMENT} {BOARDS}"),
    "outcomes:history_edit": Door(get=DEPARTMENT, post=DEPARTMENT),
}  # fmt: skip

"""Doors of the shell: sign-in, first page, language, delegations, complaints, parts."""

from __future__ import annotations

from tests.doors import DEPARTMENT, Door

LENDERS = (
    f"{DEPARTMENT} sender receiver village handler authority inspector leader "
    "cadre mentor liaison team_leader branch_secretary"
)
# one's own papers, whatever the role: the own row is the receiving unit's
LOAN = "organisations.Delegation"
COMPLAINT = "organisations.Complaint"
NOBODY = dict.fromkeys(
    f"{LENDERS} system_admin security_admin audit_admin stranger delegate".split(), ""
)

DOORS = {
    "home:home": Door(get="public"),
    "home:sign_in": Door(get="public"),
    "home:sign_out": Door(post="public"),
    "home:demo_sign_in": Door("=organiser", post="public", ok=(404,)),
    "home:setup": Door(("=made-up",), get="public", post="public", ok=(404,)),
    "home:language": Door(post="public"),
    "home:act_for": Door(post="anyone"),
    "home:delegations": Door(get="anyone"),
    "home:delegation_give": Door(get=LENDERS, post=LENDERS),
    "home:delegation_end": Door(
        LOAN,
        post=LENDERS,
        reach=NOBODY | {"receiver": "own", "receiver_other": "", "receiver_b": ""},
    ),
    "home:complaints": Door(get="anyone"),
    "home:complaint_send": Door(get="anyone", post="anyone"),
    "home:complaint": Door(
        COMPLAINT,
        get="anyone",
        post="anyone",
        reach=NOBODY
        | {
            "cadre": "own",
            "cadre_other": "other",
            "organiser": "own other",
            "organiser_lead": "own other",
            "organiser_b": "foreign",
            "organiser_lead_b": "foreign",
            "receiver_other": "",
            "receiver_b": "",
            "sender_b": "foreign",
        },
        ok=(200, 302, 403, 409, 422),
    ),
    "home:parts": Door(get="system_admin"),
}

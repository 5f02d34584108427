"""Who may do what in this stage: act -> roles."""

from __future__ import annotations

DEPARTMENT = {"organiser", "organiser_lead"}
BOARDS = {"authority", "inspector", "leader"}

ACTS: dict[str, set[str]] = {
    "call.read": {*DEPARTMENT, *BOARDS, "sender", "receiver", "cadre"},
    "post.read": {*DEPARTMENT, "receiver", "village", "sender"},
    "post.edit": {*DEPARTMENT, "receiver"},
    "post.close": {*DEPARTMENT, "receiver"},
    "offer.withdraw": {*DEPARTMENT, "receiver"},
    "offer.read": {*DEPARTMENT, *BOARDS, "receiver", "village"},
    "offer.make": {*DEPARTMENT, "receiver"},
    "offer.confirm": {*DEPARTMENT},
    "import.read": {*DEPARTMENT},
    "import.check": {*DEPARTMENT},
    "import.discard": {*DEPARTMENT},
    "import.people": {*DEPARTMENT},
    "import.undo": {*DEPARTMENT},
    "application.read": {*DEPARTMENT, "authority", "sender", "cadre"},
    "application.submit": {*DEPARTMENT, "sender", "cadre"},
    "application.opine": {"sender"},
    "application.withdraw": {*DEPARTMENT, "cadre"},
    "invitation.read": {*DEPARTMENT, "sender"},
    "invitation.send": {*DEPARTMENT},
    "invitation.answer": {"sender"},
    "eligibility.review": {*DEPARTMENT},
    "eligibility.override": {"organiser_lead"},
    "wish.set": {"cadre"},
    "wish.set_unit": {"receiver"},
    "round.read": {*DEPARTMENT, *BOARDS},
    "round.open": {*DEPARTMENT},
    "round.close": {*DEPARTMENT},
    "round.reopen": {"organiser_lead"},
    "score.read": {*DEPARTMENT},
    "score.enter": {*DEPARTMENT},
    "reserve.replace": {*DEPARTMENT},
    "decision.read": {*DEPARTMENT, "leader"},
    "decision.record": {"organiser_lead"},
    "publicity.read": {*DEPARTMENT, *BOARDS},
    "publicity.post": {*DEPARTMENT},
    "publicity.close": {"organiser_lead"},
    "objection.read": {*DEPARTMENT},
    "objection.receive": {*DEPARTMENT},
    "objection.decide": {"organiser_lead"},
}

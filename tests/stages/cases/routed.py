"""Questions to units about complaints: one case of each act."""

from __future__ import annotations

from dunmiao.stages.organisations import actions

CASES = {
    "complaint.route": lambda w, rows: (
        actions.route_complaint,
        (rows["organisations.Complaint"]["own"].pk, w.units["town1"].pk),
        {"by": w.user("organiser"), "today": w.today, "question": "会期能否调整",
         "due_on": w.today},
    ),
    "complaint.say": lambda w, rows: (
        actions.say_about_complaint,
        (rows["organisations.Routed"]["own"].pk,),
        {"by": w.user("receiver"), "today": w.today, "words": "可以，改到农闲"},
    ),
}  # fmt: skip

"""Steps of an appraisal for tests: opened, heard, told, approved; the term moved to its end."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from dunmiao.engine.calendar import add_months, term_end
from dunmiao.stages.appraisal import abilities, actions, tallies
from dunmiao.stages.appraisal.models import Appraisal
from dunmiao.stages.placement.models import Placement
from tests.world import World

SENTENCES = {
    "results": "牵头征地协调，12户签约。",
    "character": "作风踏实。",
    "deficiencies": "统筹不够。",
    "signed_by": "镇党委",
}
COUNTS = {"excellent": 12, "competent": 6, "basic": 0, "incompetent": 0}
PAPER = {"voters": 20, "given_out": 20, "returned": 19, "invalid": 1, "counts": COUNTS}
KEYS = ("theory", "coordination", "emergencies", "innovation")


def by(w: World, role: str, **more: Any) -> dict[str, Any]:
    return {"by": w.user(role), "today": w.today, **more}


def at_the_end(w: World, key: str = "own", days_left: int = 5) -> Placement:
    """Move the whole term of one placement so that it ends in some days."""
    row = w.placements[key]
    last = w.today + timedelta(days=days_left)
    first = add_months(last + timedelta(days=1), -12)
    row.holdings.all().delete()
    row.mentorships.all().delete()
    row.starts_on, row.ends_on = first, term_end(first, 12)
    row.arrived_on = first
    row.save(update_fields=["starts_on", "ends_on", "arrived_on"])
    w.mentorships[key].starts_on, w.mentorships[key].ends_on = row.starts_on, row.ends_on
    w.mentorships[key].pk = None
    w.mentorships[key].save(force_insert=True)
    return row


def opened(w: World, kind: str = "half", key: str = "own") -> Appraisal:
    rows = actions.open_appraisals(w.placements[key].programme_id, kind, **by(w, "organiser"))
    found: Appraisal = next(row for row in rows if row.placement_id == w.placements[key].pk)
    return found


def opine(w: World, row: Appraisal, grade: str = "") -> None:
    for role in ("receiver", "sender"):
        actions.write_opinion(row.pk, role, **by(w, role, grade=grade, **SENTENCES))


def rate(w: World, moment: str, level: int = 3) -> None:
    facts = dict.fromkeys(KEYS, "见工作记录")
    for role in ("receiver", "mentor"):
        abilities.rate_abilities(
            w.placements["own"].pk, moment, role, dict.fromkeys(KEYS, level),
            **by(w, role, facts=facts),
        )  # fmt: skip


def ballots(w: World, row: Appraisal) -> None:
    for role in ("receiver", "organiser"):
        tallies.enter_tally(row.pk, **by(w, role, **PAPER))


def heard(w: World, kind: str = "half") -> Appraisal:
    """Open an appraisal and bring in all it needs before the result can be told."""
    if kind == "final":
        at_the_end(w)
    row = opened(w, kind)
    opine(w, row, "competent" if kind == "final" else "")
    rate(w, "start", 2)
    rate(w, "middle", 3)
    if kind == "final":
        rate(w, "end", 4)
        ballots(w, row)
    return row


def told(w: World, kind: str = "half") -> Appraisal:
    row = heard(w, kind)
    grade = "competent" if kind == "final" else ""
    return actions.tell_result(row.pk, **by(w, "organiser", grade=grade))


def approved(w: World, kind: str = "half") -> Appraisal:
    row = told(w, kind)
    actions.acknowledge_result(row.pk, **by(w, "cadre"))
    return actions.approve_appraisal(row.pk, **by(w, "organiser_lead"))

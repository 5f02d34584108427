"""A call with applicants, for the tests of the selection."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from dunmiao.stages.charter.models import Programme
from dunmiao.stages.people.models import Person
from dunmiao.stages.selection.applications import submit_application
from dunmiao.stages.selection.eligibility import review_eligibility
from dunmiao.stages.selection.models import Application, Offer, Post, StageRound
from dunmiao.stages.selection.rounds import close_round, open_round
from dunmiao.stages.selection.scores import enter_scores


def call(w: Any, places: int = 2) -> Programme:
    """Make an open call of county A with one post of `places` places and one of one place."""
    old = w.programmes["a"]
    programme = Programme.objects.create(
        owner=old.owner,
        charter=old.charter,
        name="下一批",
        year=w.today.year,
        state="open",
        opens_on=w.today - timedelta(days=10),
        closes_on=w.today + timedelta(days=10),
        starts_on=w.today + timedelta(days=90),
        ends_on=w.today + timedelta(days=450),
        approved_on=w.today - timedelta(days=20),
        approving_body="区委常委会",
        basis_no="云组发〔2026〕9号",
        leading_person="周部长",
    )
    for n, (host, room) in enumerate((("town1", places), ("town2", 1))):
        post = Post.objects.create(
            organisation=w.units[host], title=f"副镇长{n}", post_class="economy", capacity=room
        )
        Offer.objects.create(
            programme=programme, post=post, places=room, direction="down", is_confirmed=True
        )
    return programme


def person(w: Any, n: int, **more: Any) -> Person:
    """Make one eligible person of the first sending unit."""
    values: dict[str, Any] = {
        "unit": w.units["send1" if n % 2 else "send2"],
        "name": f"考生{n:03d}",
        "initials": f"ks{n:03d}",
        "stroke_key": f"{n:03d}",
        "sex": "1",
        "born_on": date(w.today.year - 30, 1, 1),
        "political": "01",
        "education": "21",
        "kind": "civil_servant",
        "rank": "142",
        "work_started_on": date(w.today.year - 8, 7, 1),
        "appraisals": {str(w.today.year - y): "excellent" for y in range(1, 4)},
        "is_health_fit": True,
        "resume": f"{w.today.year - 8}.07--         柳河镇科员",
        "id_blind": f"blind-k{n}",
    }
    return Person.objects.create(**values | more)


def applied(w: Any, programme: Programme, count: int) -> list[Application]:
    """Let `count` new persons apply through their unit."""
    by = w.user("sender")
    return [
        submit_application(programme.pk, person(w, n).pk, by=by, today=w.today)
        for n in range(1, count + 1)
    ]


def reviewed(w: Any, programme: Programme) -> None:
    """Close registration and review."""
    lead = w.user("organiser_lead")
    registration = StageRound.objects.get(programme=programme, stage="registration")
    close_round(registration.pk, by=lead, today=w.today)
    row = open_round(programme.pk, "review", by=lead, today=w.today)
    review_eligibility(programme.pk, by=lead, today=w.today)
    close_round(row.pk, by=lead, today=w.today)


def scored(w: Any, programme: Programme, stage: str, scores: list[Any]) -> StageRound:
    """Open a scored stage, enter the scores in the order of entering (None: absent), close it."""
    by = w.user("organiser")
    row = open_round(programme.pk, stage, by=by, today=w.today)
    marks = {}
    entries = row.entries.order_by("application__pk")
    for entry, score in zip(entries, scores, strict=False):
        marks[entry.application_id] = (
            {"is_absent": True} if score is None else {"score": Decimal(str(score))}
        )
        if stage == "inspection":
            marks[entry.application_id] |= {"is_passed": True, "note": "德才表现好"}
    enter_scores(row.pk, marks, by=by, today=w.today)
    return close_round(row.pk, by=by, today=w.today)


def at_matching(w: Any, count: int = 8) -> tuple[Programme, StageRound]:
    """Bring `count` applicants as far as an open matching stage."""
    programme = call(w)
    applied(w, programme, count)
    reviewed(w, programme)
    for stage in ("exam", "interview", "inspection"):
        scored(w, programme, stage, [95 - n for n in range(count)])
    row = open_round(programme.pk, "matching", by=w.user("organiser"), today=w.today)
    return programme, row

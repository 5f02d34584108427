"""Rows of appraisals and of what follows the term, for each relation; sentences hold tokens."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from dunmiao.engine.calendar import add_months
from dunmiao.stages.appraisal.models import AbilityRating, Appraisal, AppraisalObjection, Opinion
from dunmiao.stages.charter.models import PastCohort
from dunmiao.stages.outcomes.models import Disposition
from dunmiao.stages.placement.models import Placement
from tests.world import World, token

KEYS = ("theory", "coordination", "emergencies", "innovation")


def said(*parts: str) -> str:
    """Give a secret as a whole sentence: in a form nothing else stands between two of them."""
    return f"{token(*parts)}。"


def rows(world: World) -> dict[str, dict[str, Any]]:
    """Make a told appraisal with an objection, a rating and a proposal for each relation."""
    made: dict[str, dict[str, Any]] = {}
    for key, at in world.placements.items():
        for model, row in _written(world, key, at).items():
            made.setdefault(model, {})[key] = row
    made["charter.PastCohort"] = {
        key: PastCohort.objects.create(
            owner=world.units[county], key="two-way-secondment", year=2013, placed=20,
            women=6, source="历年台账",
        )
        for key, county in (("own", "a"), ("foreign", "b"))
    }  # fmt: skip
    return made


def _written(w: World, key: str, at: Placement) -> dict[str, Any]:
    told = w.today - timedelta(days=2)
    row = Appraisal.objects.create(
        placement=at, kind="half", due_on=add_months(at.starts_on, 6), state="opinions",
        self_summary=said("Appraisal", key, "self_summary"), summarised_on=told, told_on=told,
    )  # fmt: skip
    for role in ("receiver", "sender"):
        Opinion.objects.create(
            appraisal=row, role=role, results=said("Opinion", key, "results"),
            character="作风踏实", deficiencies="统筹不够", signed_by="镇党委",
            by=w.users["inspector"], on=told,
        )  # fmt: skip
    for ability in KEYS:
        AbilityRating.objects.create(
            placement=at, moment="start", ability=ability, rater="receiver", level=2,
            fact=said("AbilityRating", key, "fact"), by=w.users["inspector"], on=at.starts_on,
        )  # fmt: skip
    return {
        "appraisal.Appraisal": row,
        "appraisal.AppraisalObjection": AppraisalObjection.objects.create(
            appraisal=row, text=said("AppraisalObjection", key, "text"), raised_on=told
        ),
        "outcomes.Disposition": Disposition.objects.create(
            placement=at, kind="return", basis=said("Disposition", key, "basis"),
            proposed_on=told, by=w.users["inspector"],
        ),
    }  # fmt: skip

"""Whom an appraisal waits for now, and for what: one place for boards, pages and the first page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from dunmiao.stages.appraisal.checks import kind_of
from dunmiao.stages.appraisal.models import Appraisal, Opinion
from dunmiao.stages.appraisal.reading import objection_until
from dunmiao.stages.appraisal.tallies import tally_differences
from dunmiao.stages.charter.rules import rules_of


@dataclass(frozen=True)
class Wait:
    """One thing that is awaited: of whom (a party of the charter, or organiser_lead), and what.

    `what` is summary, opinion, ballots, difference, rating, tell, acknowledge, objection, approve.
    """

    party: str
    what: str


def with_all(rows: QuerySet[Any]) -> QuerySet[Any]:
    """Bring what `waits` looks at, in a fixed number of queries."""
    return rows.select_related(
        "placement__person",
        "placement__sending_unit",
        "placement__receiving_unit",
        "placement__programme__owner",
        "placement__charter",
    ).prefetch_related("opinions", "tallies", "objections", "placement__ratings")


def every_row() -> QuerySet[Any]:
    """Give all appraisals with what pages look at; pages narrow it to what is in sight."""
    return with_all(Appraisal.objects.all())


def waits(row: Appraisal, today: date) -> tuple[Wait, ...]:
    """Give everything an appraisal waits for, in the order of the work; () once approved."""
    if row.state == "approved":
        return ()
    if row.state == "objected":
        return (Wait("organiser_lead", "objection"),)
    if row.state == "open":
        found = _material(row)
        ready = not [one for one in found if one.what not in {"rating", "summary"}]
        return (*found, Wait("organiser", "tell")) if ready else tuple(found)
    found = _ratings(row)
    last = objection_until(row)
    if row.acknowledged_on is None and last is not None and today <= last:
        return (*found, Wait("cadre", "acknowledge"))
    return tuple(found) or (Wait("organiser_lead", "approve"),)


def _material(row: Appraisal) -> list[Wait]:
    kind, given = kind_of(row), {opinion.role for opinion in row.opinions.all()}
    found = [] if row.self_summary else [Wait("cadre", "summary")]
    found += [Wait(role, "opinion") for role in kind.opinions_of if role not in given]
    found += _ratings(row)
    if kind.tally:
        entered = len(row.tallies.all())
        if entered < rules_of(row.placement).appraisal.tally_entered_by:
            found.append(Wait("organiser" if entered else "receiver", "ballots"))
        elif tally_differences(row):
            found.append(Wait("organiser", "difference"))
    return found


def _ratings(row: Appraisal) -> list[Wait]:
    moment = kind_of(row).ability_stage
    if not moment:
        return []
    rated = {one.rater for one in row.placement.ratings.all() if one.moment == moment}
    asked = rules_of(row.placement).ability.raters
    return [Wait(rater, "rating") for rater in asked if rater not in rated]


def awaiting(rows: QuerySet[Any], party: str, today: date) -> QuerySet[Any]:
    """Keep the appraisals that wait for a party, as near as the database can tell."""
    heard = Exists(Opinion.objects.filter(appraisal=OuterRef("pk"), role=party))
    if party in {"receiver", "sender", "mentor"}:
        return rows.filter(~heard, state="open")
    if party == "cadre":
        told = Q(state="opinions", acknowledged_on=None)
        return rows.filter(Q(state="open", self_summary="") | told)
    both = {
        f"{side}_heard": Exists(Opinion.objects.filter(appraisal=OuterRef("pk"), role=side))
        for side in ("receiver", "sender")
    }
    rows = rows.annotate(**both)
    ready = Q(state="open", receiver_heard=True, sender_heard=True)
    if party == "organiser":
        return rows.filter(ready)
    return rows.filter(Q(state="objected") | Q(state="opinions", acknowledged_on__gte=F("told_on")))

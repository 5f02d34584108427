"""What an appraisal has, lacks and says: read by its acts, pages and papers."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from dunmiao.engine import appraisal as engine
from dunmiao.engine.charter.entities import Appraisal as Kind
from dunmiao.engine.reasons import Reason
from dunmiao.stages.accounts.models import User
from dunmiao.stages.appraisal.checks import due_of, kind_of, named
from dunmiao.stages.appraisal.models import Appraisal
from dunmiao.stages.appraisal.tallies import agreed_tally
from dunmiao.stages.charter.models import Programme
from dunmiao.stages.charter.rules import rules_of
from dunmiao.stages.development.parties import Ties
from dunmiao.stages.placement.models import Placement


def may_be_opened(programme: Programme, kind: str, today: date) -> list[tuple[Placement, date]]:
    """Give who may have this kind of appraisal opened today, each with its due day."""
    waiting = (
        programme.placements.filter(state__in=("arrived", "ended", "recalled"))
        .exclude(appraisals__kind=kind)
        .select_related("person", "charter")
    )
    found = []
    for row in waiting:
        due = due_of(row, kind)
        if due is not None and due.opens_on <= today:
            found.append((row, due.due_on))
    return found


def opining(kind: Kind) -> tuple[str, ...]:
    """Give whose opinions an appraisal takes: those the charter asks, and the mentor's."""
    return tuple(dict.fromkeys((*kind.opinions_of, "mentor")))


def opinion_roles(by: User, row: Appraisal, on: date) -> frozenset[str]:
    """Give as which parties a user may write an opinion in this appraisal."""
    mine = Ties(by, on).parties("appraisal.opine", row.placement)
    return mine & set(opining(kind_of(row)))


def objection_until(row: Appraisal) -> date | None:
    """Give the last day on which the person may object; None before the result is told."""
    days = rules_of(row.placement).appraisal.objection_days
    return row.told_on + timedelta(days=days) if row.told_on else None


def given_so_far(row: Appraisal) -> engine.Given:
    """Give what an appraisal has, as the engine judges it."""
    moment = kind_of(row).ability_stage
    opinions = list(row.opinions.all())
    rated = {one.rater for one in row.placement.ratings.all() if one.moment == moment}
    return engine.Given(
        opinions=frozenset(opinion.role for opinion in opinions),
        rated_by=frozenset(rated),
        has_agreed_tally=agreed_tally(row) is not None,
        deficiencies=" ".join(opinion.deficiencies for opinion in opinions),
        grade=row.grade,
        told_on=row.told_on,
        has_waived_objection=row.acknowledged_on is not None,
        open_objections=sum(o.state in {"received", "reviewing"} for o in row.objections.all()),
    )


def missing(row: Appraisal, today: date) -> tuple[Reason, ...]:
    """Say what still stands between an appraisal and its approval."""
    return _missing(row, given_so_far(row), today)


def material_missing(row: Appraisal, today: date) -> tuple[Reason, ...]:
    """Say what is missing before the result can be told: opinions, ballots, a grade."""
    heard = replace(given_so_far(row), told_on=today, has_waived_objection=True, open_objections=0)
    return tuple(gap for gap in _missing(row, heard, today) if gap.rule != "ability")


def _missing(row: Appraisal, given: engine.Given, today: date) -> tuple[Reason, ...]:
    rules = rules_of(row.placement)
    found = engine.missing_before_approval(
        kind_of(row), rules.appraisal, rules.ability.raters, given, today
    )
    return tuple(map(named, found))


def content_of(row: Appraisal) -> dict[str, Any]:
    """Give what an appraisal says: as frozen once approved, as it stands before."""
    return row.frozen if row.state == "approved" and row.frozen else as_it_stands(row)


def as_it_stands(row: Appraisal) -> dict[str, Any]:
    """Give grade, summary, opinions, ballots and the ratings so far, as plain data."""
    tally = agreed_tally(row)
    stage = kind_of(row).ability_stage
    so_far = engine.STAGES[: engine.STAGES.index(stage) + 1] if stage else ()
    return {
        "grade": row.grade,
        "self_summary": row.self_summary,
        "opinions": [
            {
                "role": item.role,
                "results": item.results,
                "character": item.character,
                "deficiencies": item.deficiencies,
                "grade": item.grade,
                "signed_by": item.signed_by,
                "on": item.on.isoformat(),
            }
            for item in row.opinions.all()
        ],
        "tally": _ballots(tally) if tally else None,
        "ratings": [
            {
                "ability": item.ability,
                "moment": item.moment,
                "rater": item.rater,
                "level": item.level,
                "fact": item.fact,
            }
            for item in row.placement.ratings.all()
            if item.moment in so_far
        ],
    }


def _ballots(tally: engine.Tally) -> dict[str, Any]:
    return {
        "given_out": tally.given_out,
        "returned": tally.returned,
        "invalid": tally.invalid,
        "counts": dict(tally.counts),
    }

"""The charter's abilities at start, middle and end, rated by the same kinds of persons (004-36)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext as _

from dunmiao.engine import appraisal as engine
from dunmiao.engine.charter import Rules
from dunmiao.engine.reasons import Reason
from dunmiao.stages.accounts.models import User
from dunmiao.stages.appraisal.checks import FROZEN, named, owed
from dunmiao.stages.appraisal.models import AbilityRating
from dunmiao.stages.charter.rules import rules_of
from dunmiao.stages.common.acts import act, record
from dunmiao.stages.common.refusal import Refusal
from dunmiao.stages.development.parties import Ties
from dunmiao.stages.organisations.conflicts import refuse_own_case
from dunmiao.stages.placement.models import Placement


@act("ability.rate")
def rate_abilities(
    placement_id: int,
    moment: str,
    rater: str,
    levels: dict[str, int],
    *,
    by: User,
    today: date,
    facts: dict[str, str] | None = None,
) -> list[AbilityRating]:
    """Rate the charter's abilities at one moment as one kind of rater, a fact beside each.

    `moment` is start, middle or end; `rater` one of the charter's; `levels` and `facts` map
    ability keys to the value and to the fact behind it, which is required. May be corrected until
    an appraisal that rests on it is approved.
    """
    placement = Placement.objects.lock(placement_id)
    refuse_own_case(by, placement.person_id)
    rules = rules_of(placement)
    if rater not in rules.ability.raters or moment not in rules.ability.stages:
        raise Refusal(_("The charter does not ask this rating."))
    if rater not in raters_of(by, placement, today):
        raise Refusal(_("This is for another party of the placement to do."))
    _check_levels(rules, levels, facts or {})
    _check_moment(placement, moment, rules, today)
    rows = _kept(placement, moment, rater, levels, facts or {}, by, today)
    record("ability.rate", placement, by=by, changes={"moment": moment, "rater": rater, **levels})
    return rows


def _kept(
    placement: Placement,
    moment: str,
    rater: str,
    levels: dict[str, int],
    facts: dict[str, str],
    by: User,
    today: date,
) -> list[AbilityRating]:
    at = AbilityRating.objects.filter(placement=placement, moment=moment, rater=rater)
    held = {row.ability: row for row in at}
    rows = []
    for key, level in sorted(levels.items()):
        row = held.get(key) or AbilityRating(
            placement=placement, moment=moment, ability=key, rater=rater
        )
        row.level, row.fact, row.by, row.on = level, facts.get(key, "").strip(), by, today
        rows.append(row)
    AbilityRating.objects.bulk_create(row for row in rows if row.pk is None)
    again = [row for row in rows if row.ability in held]
    AbilityRating.objects.bulk_update(again, ["level", "fact", "by", "on"])
    return rows


def raters_of(by: User, placement: Placement, on: date) -> frozenset[str]:
    """Give as which of the charter's raters a user may rate on that day.

    For a mentor without an account the receiving unit writes down what the mentor says.
    """
    mine = Ties(by, on).parties("ability.rate", placement)
    serving = placement.mentorships.filter(user__isnull=False)
    if "receiver" in mine and "mentor" not in mine and not serving.exists():
        mine |= {"mentor"}
    return mine & set(rules_of(placement).ability.raters)


def _check_levels(rules: Rules, levels: dict[str, int], facts: dict[str, str]) -> None:
    if set(levels) != {item.key for item in rules.abilities}:
        raise Refusal(_("Rate every ability the charter names."), field="levels")
    low, high = rules.ability.scale_min, rules.ability.scale_max
    for key, level in levels.items():
        if not low <= level <= high:
            raise Refusal(
                _("Use the scale from %(low)s to %(high)s.") % {"low": low, "high": high},
                field=f"level_{key}",
            )
        if not facts.get(key, "").strip():
            raise Refusal(_("Give the fact behind it in a sentence."), field=f"fact_{key}")


def _check_moment(placement: Placement, moment: str, rules: Rules, today: date) -> None:
    order = engine.STAGES
    kinds = [
        item.key
        for item in rules.appraisals
        if item.ability_stage and order.index(item.ability_stage) >= order.index(moment)
    ]
    if placement.appraisals.filter(kind__in=kinds, state="approved").exists():
        raise Refusal(_(FROZEN))
    asked = owed(placement, f"ability.{moment}") if moment != engine.START else []
    first = asked[-1].shows_on if asked else placement.starts_on
    if today < first:
        raise Refusal(_("This rating is asked from %(day)s on.") % {"day": first})


def changes_of(placement: Placement) -> tuple[engine.AbilityChange, ...]:
    """Give each ability over the term, one line per kind of rater; no total, no rank."""
    rules = rules_of(placement)
    rows = [
        engine.Assessment(row.moment, row.rater, row.ability, row.level)
        for row in placement.ratings.all()
    ]
    keys = [item.key for item in rules.abilities]
    known = [row for row in rows if row.ability in keys]
    scale = (rules.ability.scale_min, rules.ability.scale_max)
    return engine.ability_change(keys, known, scale)


def leniency(placements: Iterable[Placement]) -> tuple[Reason, ...]:
    """Point the department to persons who rate everybody alike; it changes no value."""
    marks: dict[str, list[int]] = defaultdict(list)
    greatest = 0
    rows = AbilityRating.objects.filter(placement__in=placements).order_by()
    charters = {row.charter_id: row for row in placements}
    for row in charters.values():
        greatest = max(greatest, rules_of(row).ability.scale_max)
    for name, level in rows.values_list("by__name", "level"):
        marks[name].append(level)
    return tuple(map(named, engine.leniency_warnings(marks, greatest)))

"""A charter below another may only be stricter: finds every value that is looser."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from dunmiao.engine.calendar import Span
from dunmiao.engine.charter.entities import Entity
from dunmiao.engine.charter.model import Rules

# which way a setting is stricter; a setting not named here is free below
LESS: Final = frozenset(
    {
        "term.max_months", "term.extension_months", "term.extensions",
        "selection.load_warning_percent", "mentoring.within_days", "mentoring.load_limit",
        "plan.within_days", "leave.days_a_year", "leave.days_in_a_row",
        "leave.return_within_days", "log.max_chars", "presence.unexcused_days_recall",
        "appraisal.quota_percent", "appraisal.quota_percent_approved",
        "burden.cadre_minutes_a_week", "retention.candidate_months",
    }
)  # fmt: skip
MORE: Final = frozenset(
    {
        "term.min_months", "avoidance.former_unit_years", "publicity.working_days",
        "appraisal.tally_min_ballots", "appraisal.tally_entered_by", "appraisal.objection_days",
        "retention.dossier_years",
    }
)  # fmt: skip
YES: Final = frozenset(
    {
        "basis.document_required", "basis.leader_required", "avoidance.kin",
        "avoidance.native_township", "avoidance.own_unit", "avoidance.mentor_kin",
        "plan.per_person", "appraisal.deficiencies_required",
    }
)  # fmt: skip
# words from the loosest to the strictest
ORDERS: Final[Mapping[str, tuple[str, ...]]] = {
    "release.mode": ("part", "full"),
    "release.home_work": ("allowed", "by_request", "forbidden"),
}
# 0 says "no limit" here, which is the loosest of all
UNLIMITED: Final = frozenset(
    {"leave.days_a_year", "leave.days_in_a_row", "presence.unexcused_days_recall"}
)
_DAYS: Final[Mapping[str, int]] = {"days": 1, "weeks": 7, "months": 30}


@dataclass(frozen=True)
class Looser:
    """One value that is looser than the charter above allows; `own` is None where it is missing.

    `path` is its key path, `name` that of a listed thing ("" for a setting), `clause` the article
    of the charter above.
    """

    path: str
    name: str
    above: object
    own: object
    clause: str


def looser(above: Rules, own: Rules) -> tuple[Looser, ...]:
    """Give every value of `own` that is looser than `above`, in the order of key paths."""
    found = (*_settings(above, own), *_lists(above, own))
    return tuple(sorted(found, key=lambda one: one.path))


def _settings(above: Rules, own: Rules) -> Iterator[Looser]:
    for path in (*LESS, *MORE, *YES, *ORDERS):
        section, key = path.split(".")
        high, low = (getattr(getattr(rules, section), key) for rules in (above, own))
        if _is_looser(path, high, low):
            cited = above.citations.get(path)
            yield Looser(path, "", high, low, cited.clause if cited else "")


def _is_looser(path: str, above: Any, own: Any) -> bool:
    if path in YES:
        return bool(above) and not own
    if path in ORDERS:
        return ORDERS[path].index(own) < ORDERS[path].index(above)
    if path in UNLIMITED:
        return bool(above > 0 and (own == 0 or own > above))
    return bool(own > above if path in LESS else own < above)


def _lists(above: Rules, own: Rules) -> Iterator[Looser]:
    for thing, other in _pairs(above.eligibility, own.eligibility):
        yield from _eligibility(thing, other)
    for thing, other in _pairs(above.duties, own.duties):
        yield from _duty(thing, other)
    for thing, other in _pairs(above.approvals, own.approvals):
        if other is None or other.within_days > thing.within_days:
            yield _one("approval", thing, "within_days", other)
    yield from _limits(above, own)


def _limits(above: Rules, own: Rules) -> Iterator[Looser]:
    for thing, other in _pairs(above.leave_levels, own.leave_levels):
        if other is None or (other.up_to_days or 999) > (thing.up_to_days or 999):
            yield _one("leave_level", thing, "up_to_days", other)
    for thing, other in _pairs(above.directions, own.directions):
        if other is not None and thing.cap is not None and (other.cap or 9999) > thing.cap:
            yield _one("direction", thing, "cap", other)


def _pairs(above: tuple[Any, ...], own: tuple[Any, ...]) -> Iterator[tuple[Any, Any | None]]:
    by_key = {one.key: one for one in own}
    return ((thing, by_key.get(thing.key)) for thing in above)


def _one(name: str, thing: Entity, field: str, other: Entity | None) -> Looser:
    high = getattr(thing, field)
    low = None if other is None else getattr(other, field)
    return Looser(f"{name}.{thing.key}.{field}", thing.name, high, low, thing.clause)


def _eligibility(thing: Any, other: Any | None) -> Iterator[Looser]:
    if other is None or other.predicate != thing.predicate:
        yield _one("eligibility", thing, "predicate", other)
        return
    if other.overridable and not thing.overridable:
        yield _one("eligibility", thing, "overridable", other)
    for key, high in thing.parameters.items():
        low = other.parameters.get(key)
        if _is_looser_measure(thing.predicate, high, low):
            path = f"eligibility.{thing.key}.parameters.{key}"
            yield Looser(path, thing.name, high, low, thing.clause)


def _is_looser_measure(predicate: str, above: Any, own: Any) -> bool:
    if isinstance(above, int) and isinstance(own, int):
        if "at_most" in predicate:
            return own > above
        return own < above
    if isinstance(above, tuple) and isinstance(own, tuple):
        return not set(own) <= set(above)
    if isinstance(above, Mapping) and isinstance(own, Mapping):
        return any(own.get(key, 999) > value for key, value in above.items())
    return bool(above != own)


def _duty(thing: Any, other: Any | None) -> Iterator[Looser]:
    if other is None or other.owed_by != thing.owed_by:
        yield _one("duty", thing, "owed_by", other)
        return
    high, low = thing.timing, other.timing
    if high.kind == low.kind and _days(low.span) > _days(high.span):
        yield _one("duty", thing, "timing", other)


def _days(span: Span | None) -> int:
    return 0 if span is None else span.count * _DAYS[span.unit]

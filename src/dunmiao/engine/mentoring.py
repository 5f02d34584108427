"""Who may be whose mentor: the conditions of the charter, the load, kin (002-24, 002-25).

Only kin bars, where the charter says so; what else is lacking is said with its clause, and whoever
appoints gives the reason of an exception.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dunmiao.engine.avoidance import KIN_LAW
from dunmiao.engine.charter.entities import MentorKind
from dunmiao.engine.charter.settings import Avoidance
from dunmiao.engine.reasons import Reason, gettext_noop

_STANDING = gettext_noop("The mentor's standing is one the charter names.")
_NO_STANDING = gettext_noop("The charter names other standings for this kind of mentor.")
_STANDING_UNKNOWN = gettext_noop("Nobody has said which standing the mentor has.")
_YEARS = gettext_noop("%(have)d years of service; the charter asks for %(need)d.")
_YEARS_UNKNOWN = gettext_noop("The years of service are not on record; the charter asks %(need)d.")
_QUALITIES = gettext_noop("The appointing unit vouches for: %(names)s.")
_NO_QUALITIES = gettext_noop("The appointing unit has not vouched for: %(names)s.")
_LOAD = gettext_noop("Mentors %(count)d persons with this one; the charter advises %(limit)d.")
_KIN = gettext_noop("The mentor is a relative of the person.")
_NO_KIN = gettext_noop("No kinship with the person is on record.")


@dataclass(frozen=True, slots=True)
class MentorFacts:
    """What is known of a mentor: standing ("" unknown), years of service (None unknown), what the
    unit vouches for, kinship, and how many persons they would have with this one."""

    standing: str = ""
    service_years: int | None = None
    is_vouched: bool = False
    is_kin: bool = False
    mentees: int = 1


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition: passed, failed or unknown, why, and whether failing it bars."""

    verdict: str
    text: Reason
    clause: str
    is_bar: bool = False


def conditions(
    kind: MentorKind, facts: MentorFacts, avoidance: Avoidance
) -> tuple[Condition, ...]:
    """Give every condition the charter sets for this kind of mentor, in a fixed order."""
    return tuple(_conditions(kind, facts, avoidance))


def _conditions(kind: MentorKind, facts: MentorFacts, avoidance: Avoidance) -> Iterator[Condition]:
    if kind.standings:
        yield _standing(kind, facts)
    if kind.service_years_min:
        yield _years(kind, facts)
    if kind.qualities:
        text = _QUALITIES if facts.is_vouched else _NO_QUALITIES
        reason = Reason(text, {"names": "、".join(kind.qualities)}, "qualities")
        yield Condition("passed" if facts.is_vouched else "failed", reason, kind.clause)
    load = {"count": facts.mentees, "limit": kind.load_limit}
    verdict = "passed" if facts.mentees <= kind.load_limit else "failed"
    yield Condition(verdict, Reason(_LOAD, load, "load"), kind.clause)
    text = _KIN if facts.is_kin else _NO_KIN
    verdict = "failed" if facts.is_kin else "passed"
    yield Condition(verdict, Reason(text, {}, "kin"), KIN_LAW, avoidance.mentor_kin)


def _standing(kind: MentorKind, facts: MentorFacts) -> Condition:
    if not facts.standing:
        return Condition("unknown", Reason(_STANDING_UNKNOWN, {}, "standing"), kind.clause)
    is_named = facts.standing in kind.standings
    text = _STANDING if is_named else _NO_STANDING
    return Condition(
        "passed" if is_named else "failed", Reason(text, {}, "standing"), kind.clause
    )


def _years(kind: MentorKind, facts: MentorFacts) -> Condition:
    need = kind.service_years_min
    if facts.service_years is None:
        return Condition("unknown", Reason(_YEARS_UNKNOWN, {"need": need}, "years"), kind.clause)
    verdict = "passed" if facts.service_years >= need else "failed"
    known = {"have": facts.service_years, "need": need}
    return Condition(verdict, Reason(_YEARS, known, "years"), kind.clause)

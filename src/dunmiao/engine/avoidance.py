"""Who may not go where: kin, native place, own unit (Civil Servants Law art. 74, 75, 76).

Kin is a hard bar: nobody is placed in a unit where a spouse, a lineal or collateral relative
within three generations or a close relative by marriage works, nor two such persons together.
The law bars only some of these cases (same leader, one leading the other, certain offices); a
secondment has other posts to offer, so the product keeps clear of all of them and says which
case it is. Home ground is barred by law for main leaders only; the rest is a charter's setting.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from dunmiao.engine.calendar import add_months
from dunmiao.engine.charter.settings import Avoidance
from dunmiao.engine.codes import BARRED_KIN, KIN
from dunmiao.engine.facts import Kin, PersonFacts, PostFacts, ServiceSpan, term
from dunmiao.engine.reasons import Reason, gettext_noop

KIN_LAW = "公务员法第七十四条"
HOME_LAW = "公务员法第七十五条"
# Offices in which nobody may serve where kin lead (art. 74, paragraph 1).
SENSITIVE_DUTIES = frozenset(
    {"organisation", "personnel", "discipline", "supervision", "audit", "finance"}
)
_BUSINESS_KIN = frozenset({"spouse", "son", "daughter", "child", "child_spouse"})
# Digits of a division code (GB/T 2260, 10114), and the tier up to which a township matters.
_COUNTY, _TOWNSHIP = 6, 9
_TOWNSHIP_LEVEL = 2


@dataclass(frozen=True, slots=True)
class Bar:
    """One person may not go to one post, under this rule, for this reason."""

    rule: str
    person: str
    post: str
    reason: Reason


@dataclass(frozen=True, slots=True)
class Apart:
    """At most one of these persons goes to these posts taken together (kin against kin)."""

    rule: str
    persons: tuple[str, str]
    posts: tuple[str, ...]
    reason: Reason


def is_barred_kin(relation: str) -> bool:
    """Say whether a code of the kin table is one of the relations of art. 74."""
    return relation in BARRED_KIN


def _kin_text(kin: Kin, post: PostFacts) -> str | None:
    """Give the sentence of the case of art. 74 that stands in the way, None when none does."""
    if kin.relation in _BUSINESS_KIN and post.is_leader and post.unit in kin.business_under:
        return gettext_noop("%(relation)s runs a business in the trade this unit regulates.")
    if not is_barred_kin(kin.relation) or not kin.unit:
        return None
    if kin.unit == post.superior_unit and kin.duty == "leader":
        return gettext_noop("%(relation)s leads the unit above this one.")
    if kin.unit != post.unit:
        return None
    if kin.duty == "leader":
        return gettext_noop("%(relation)s leads this unit.")
    if kin.duty in SENSITIVE_DUTIES:
        return gettext_noop(
            "%(relation)s works in this unit in personnel, discipline, audit or finance."
        )
    return gettext_noop("%(relation)s works in this unit.")


def _kin_bars(person: PersonFacts, post: PostFacts) -> list[Reason]:
    found = []
    for kin in person.kin:
        text = _kin_text(kin, post)
        if text is not None:
            facts = {"relation": term(KIN, kin.relation)}
            found.append(Reason(text, facts, "kin", KIN_LAW))
    return found


def _digits(post: PostFacts) -> int:
    return _TOWNSHIP if post.unit_level <= _TOWNSHIP_LEVEL else _COUNTY


def _area(code: str, digits: int) -> str:
    """Give a division code to so many digits, "" when it is not known that closely."""
    last = code[digits - (3 if digits == _TOWNSHIP else 2) : digits]
    return code[:digits] if last.strip("0") else ""


def _home_bar(person: PersonFacts, post: PostFacts, settings: Avoidance) -> Reason | None:
    """Bar a main leader from the home county or township, others as the charter says."""
    digits = _digits(post)
    home, place = _area(person.native_area, digits), _area(post.area, digits)
    if not home or home != place:
        return None
    facts: dict[str, object] = {"area": home}
    if post.is_main_leader and post.unit_level in (1, 2, 3):
        text = gettext_noop("The person comes from %(area)s and would be a main leader there.")
        return Reason(text, facts, "native_leader", HOME_LAW)
    if settings.native_township and digits == _TOWNSHIP:
        text = gettext_noop("The person comes from the township %(area)s.")
        return Reason(text, facts, "native_township")
    return None


def _stay_years(span: ServiceSpan, years: int, today: date) -> bool:
    if years <= 0:
        return False
    return span.ends_on is None or add_months(span.ends_on, 12 * years) > today


def _unit_bars(
    person: PersonFacts, post: PostFacts, settings: Avoidance, today: date
) -> list[Reason]:
    if post.unit and post.unit == person.unit:
        if not settings.own_unit:
            return []
        return [Reason(gettext_noop("This is the person's own unit."), {}, "own_unit")]
    text = gettext_noop("Worked in this unit until %(ends_on)s; barred for %(years)d years.")
    years = settings.former_unit_years
    return [
        Reason(text, {"ends_on": span.ends_on or today, "years": years}, "former_unit")
        for span in person.services or ()
        if post.unit and span.unit == post.unit and _stay_years(span, years, today)
    ]


def bars(person: PersonFacts, post: PostFacts, settings: Avoidance, today: date) -> tuple[Bar, ...]:
    """Give every rule that keeps this person from this post; empty when none does."""
    home = _home_bar(person, post, settings)
    reasons = _kin_bars(person, post)
    reasons += [home] if home else []
    reasons += _unit_bars(person, post, settings, today)
    return tuple(Bar(reason.rule, person.id, post.id, reason) for reason in reasons)


def questions(person: PersonFacts, post: PostFacts, settings: Avoidance) -> tuple[Reason, ...]:
    """Say which fact is missing to be sure that no bar of home ground stands in the way."""
    matters = post.is_main_leader or settings.native_township
    near = post.area.startswith(person.native_area.rstrip("0")) and bool(post.area)
    if not matters or _area(person.native_area, _digits(post)) or not near:
        return ()
    text = gettext_noop("The native place is not known closely enough to rule out home ground.")
    return (Reason(text, {}, "native_township"),)


def apart(people: Sequence[PersonFacts], posts: Iterable[PostFacts]) -> tuple[Apart, ...]:
    """Give the pairs of kin among the people, once per unit that has posts for both.

    A pair is kept from one unit, and from a unit and the unit that leads it. Pairs are sorted.
    """
    here = {person.id for person in people}
    pairs: dict[tuple[str, str], str] = {}
    for person in people:
        for kin in person.kin:
            if kin.person in here and kin.person != person.id and is_barred_kin(kin.relation):
                first, second = sorted((person.id, kin.person))
                pairs.setdefault((first, second), kin.relation)
    groups = _units_together(posts)
    text = gettext_noop("%(first)s and %(second)s are kin (%(relation)s).")
    return tuple(
        Apart(
            "kin_apart",
            pair,
            group,
            Reason(
                text,
                {"first": pair[0], "second": pair[1], "relation": term(KIN, relation)},
                "kin_apart",
                KIN_LAW,
            ),
        )
        for pair, relation in sorted(pairs.items())
        for group in groups
    )


def _units_together(posts: Iterable[PostFacts]) -> list[tuple[str, ...]]:
    """Group the posts of each unit, and those of a unit led by another with its leaders' posts."""
    listed = sorted(posts, key=lambda post: post.id)
    units: dict[str, list[PostFacts]] = defaultdict(list)
    for post in listed:
        units[post.unit].append(post)
    groups = {tuple(post.id for post in own) for own in units.values() if _holds_two(own)}
    for unit, own in units.items():
        for above in {post.superior_unit for post in own} - {"", unit}:
            for leader in units.get(above, []):
                if leader.is_leader:
                    groups.add(tuple(sorted([leader.id, *(post.id for post in own)])))
    return sorted(groups)


def _holds_two(own: Sequence[PostFacts]) -> bool:
    return sum(post.capacity for post in own) > 1


def may_handle(doer: PersonFacts, subject: str) -> Reason | None:
    """Say why `doer` may not handle the case of `subject`: their own, or their kin's (art. 76)."""
    if doer.id == subject:
        return Reason(gettext_noop("Nobody handles their own case."), {}, "own_case")
    for kin in doer.kin:
        if kin.person == subject and is_barred_kin(kin.relation):
            text = gettext_noop("Nobody handles the case of their kin (%(relation)s).")
            return Reason(text, {"relation": term(KIN, kin.relation)}, "kin_case")
    return None

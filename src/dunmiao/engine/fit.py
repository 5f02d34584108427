"""How well a person and a post fit: the charter's sum of named predicates over facts (002-12).

Each predicate gives 0–1000 points and a sentence with the fact it rests on. Where a post states
no need, a predicate about needs gives 500 to everybody, so that the post neither draws nor repels.
Character, potential, sex, age and origin are no input. The total only advises a person.

Rounding: total = ⌊Σ weight·points / Σ weight⌋, whole numbers throughout.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from dunmiao.engine.charter.entities import FitPart
from dunmiao.engine.codes import POST_CLASS
from dunmiao.engine.facts import PersonFacts, PostFacts, term
from dunmiao.engine.reasons import Reason, gettext_noop

FULL = 1000
NEUTRAL = 500
SAME_CLASS = 700
# The same ten places that the matching instance counts (spec: placement, "Value").
PLACES = 10


@dataclass(frozen=True, slots=True)
class Points:
    """A predicate's answer: 0–1000 points, the sentence and its facts."""

    points: int
    text: str
    facts: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Part:
    """One summand: `weight` of the charter, `points` 0–1000, and why."""

    name: str
    weight: int
    points: int
    reason: Reason


@dataclass(frozen=True, slots=True)
class Fit:
    """A total of 0–1000 and its parts in the charter's order; Σ weight·points gives the total."""

    total: int
    parts: tuple[Part, ...]


Predicate = Callable[[PersonFacts, PostFacts], Points]


def _join(words: Iterable[str]) -> str:
    return "、".join(sorted(words)) or "—"


def _share(has: frozenset[str], needs: Iterable[str], met: str, unmet: str, none: str) -> Points:
    """Give the share of `needs` that `has` covers, rounded down; 500 where nothing is needed."""
    wanted = frozenset(needs)
    if not wanted:
        return Points(NEUTRAL, none, {})
    found = wanted & has
    facts = {"found": _join(found), "needs": _join(wanted)}
    return Points(FULL * len(found) // len(wanted), met if found else unmet, facts)


def major_matches_need(person: PersonFacts, post: PostFacts) -> Points:
    """Give 1000 for a major the post asks for, 700 for one of the same class, else 0."""
    if not post.need_majors:
        return Points(NEUTRAL, gettext_noop("The post asks for no particular major."), {})
    facts = {"major": person.major, "needs": _join(post.need_majors)}
    if not person.major:
        return Points(0, gettext_noop("The person's major is not known; needed: %(needs)s."), facts)
    if person.major in post.need_majors:
        return Points(FULL, gettext_noop("Studied %(major)s, which the post asks for."), facts)
    if person.major_class and person.major_class in post.need_majors:
        text = gettext_noop("Studied %(major)s, of the class %(major_class)s the post asks for.")
        return Points(SAME_CLASS, text, {**facts, "major_class": person.major_class})
    return Points(0, gettext_noop("Studied %(major)s; the post asks for %(needs)s."), facts)


def experience_matches_need(person: PersonFacts, post: PostFacts) -> Points:
    """Give the share of the experience the post asks for that the person has."""
    return _share(
        person.experience,
        post.need_experience,
        gettext_noop("Has worked in %(found)s; the post asks for %(needs)s."),
        gettext_noop("No experience in what the post asks for: %(needs)s."),
        gettext_noop("The post asks for no particular experience."),
    )


def gap_filled_by_post(person: PersonFacts, post: PostFacts) -> Points:
    """Give points for what the post adds to the person: a new post class, an ability to grow.

    A class never served gives 1000. Where gaps in abilities are recorded (004-37), class and
    abilities count half each. 500 where neither is known.
    """
    new_class = _class_gap(person, post)
    gaps = person.abilities_to_grow
    if not gaps:
        return new_class
    grown = gaps & frozenset(post.need_abilities)
    points = (new_class.points + FULL * len(grown) // len(gaps)) // 2
    text = gettext_noop(
        "%(class_gap)s Of the abilities to grow (%(gaps)s) the post uses %(grown)s."
    )
    facts = {
        "class_gap": Reason(new_class.text, new_class.facts),
        "gaps": _join(gaps),
        "grown": _join(grown),
    }
    return Points(points, text, facts)


def _class_gap(person: PersonFacts, post: PostFacts) -> Points:
    if not post.post_class or person.services is None:
        return Points(NEUTRAL, gettext_noop("Posts held, or the post's class, are not known."), {})
    served = {span.post_class for span in person.services}
    served |= {past.post_class for past in person.placements}
    facts = {"post_class": term(POST_CLASS, post.post_class)}
    if post.post_class in served:
        return Points(0, gettext_noop("Has already served in the class %(post_class)s."), facts)
    return Points(FULL, gettext_noop("Has not yet served in the class %(post_class)s."), facts)


def _wish(wishes: tuple[str, ...], key: str, text: str, none: str) -> Points:
    if key not in wishes[:PLACES]:
        return Points(0, none, {})
    place = wishes.index(key) + 1
    return Points(FULL * (PLACES + 1 - place) // PLACES, text, {"place": place})


def person_wish(person: PersonFacts, post: PostFacts) -> Points:
    """Give 1000 for the person's first wish, 100 less for each further one, 0 for none."""
    return _wish(
        person.wishes,
        post.id,
        gettext_noop("The person's wish number %(place)d."),
        gettext_noop("Not among the person's wishes."),
    )


def post_wish(person: PersonFacts, post: PostFacts) -> Points:
    """Give 1000 for the receiving unit's first wish, 100 less for each further one, 0 for none."""
    return _wish(
        post.wishes,
        person.id,
        gettext_noop("The receiving unit's wish number %(place)d."),
        gettext_noop("Not among the receiving unit's wishes."),
    )


def difficulty_priority(person: PersonFacts, post: PostFacts) -> Points:
    """Give 1000 to a post confirmed as difficult in two ways or more, 500 in one, else 0.

    Difficult posts are filled first (000-40, 004-30): the points are the post's, for everybody.
    """
    if not post.difficulties:
        return Points(0, gettext_noop("The post is not listed as difficult."), {})
    text = gettext_noop("The post is listed as difficult: %(difficulties)s.")
    points = NEUTRAL if len(post.difficulties) == 1 else FULL
    return Points(points, text, {"difficulties": _join(post.difficulties)})


def place_need(person: PersonFacts, post: PostFacts) -> Points:
    """Give the share of what the place lacks that the person's experience and major bring."""
    return _share(
        person.experience | {word for word in (person.major, person.major_class) if word},
        post.place_needs,
        gettext_noop("Brings %(found)s; the place needs %(needs)s."),
        gettext_noop("Brings none of what the place needs: %(needs)s."),
        gettext_noop("The place states no particular need."),
    )


def new_system(person: PersonFacts, post: PostFacts) -> Points:
    """Give 1000 when the post lies in a line of work (系统) the person has not served in."""
    if not post.system or person.services is None:
        return Points(NEUTRAL, gettext_noop("Lines of work are not known."), {})
    served = {person.system} | {span.system for span in person.services}
    facts = {"system": post.system}
    if post.system in served:
        return Points(0, gettext_noop("Has already served in the line of %(system)s."), facts)
    return Points(FULL, gettext_noop("The line of %(system)s is new to the person."), facts)


PREDICATES: Mapping[str, Predicate] = MappingProxyType(
    {
        predicate.__name__: predicate
        for predicate in (
            major_matches_need,
            experience_matches_need,
            gap_filled_by_post,
            person_wish,
            post_wish,
            difficulty_priority,
            place_need,
            new_system,
        )
    }
)


def _part(weight: FitPart, person: PersonFacts, post: PostFacts) -> Part:
    found = PREDICATES[weight.predicate](person, post)
    reason = Reason(found.text, found.facts, weight.predicate, weight.clause)
    return Part(weight.predicate, weight.weight, found.points, reason)


def fit(weights: Iterable[FitPart], person: PersonFacts, post: PostFacts) -> Fit:
    """Sum the charter's weighted predicates for one person and one post.

    Without any weight the total is 0. KeyError: a predicate that is not in the table.
    """
    parts = tuple(_part(weight, person, post) for weight in weights)
    weight = sum(part.weight for part in parts)
    total = sum(part.weight * part.points for part in parts) // weight if weight else 0
    return Fit(total, parts)

"""What a matching starts from: who may go where, how well it fits, and what stands in the way."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from dunmiao.engine.avoidance import Apart, apart, bars, questions
from dunmiao.engine.charter import Rules
from dunmiao.engine.facts import Kin, PersonFacts, PostFacts
from dunmiao.engine.fit import Fit, fit
from dunmiao.engine.reasons import Reason, gettext_noop
from dunmiao.stages.charter.models import Programme
from dunmiao.stages.charter.rules import rules_of
from dunmiao.stages.organisations.models import Organisation
from dunmiao.stages.people.models import Kinship
from dunmiao.stages.placement.models import Holding, MatchMark, Placement
from dunmiao.stages.selection.facts import facts_of_applications, post_facts
from dunmiao.stages.selection.models import Application, Offer, StageEntry, StageRound

Pair = tuple[str, str]
# Placing somebody is worth more than any fit; a post below its least more than placing.
UNPLACED, SHORTFALL, PREFERENCE = 1000, 2000, 10
_WISH_PARTS = {"person_wish", "post_wish"}
_REVERSED = {
    "father": "child",
    "mother": "child",
    "parent": "child",
    "son": "parent",
    "daughter": "parent",
    "child": "parent",
    "grandfather": "grandson",
    "grandmother": "grandson",
    "grandson": "grandfather",
    "granddaughter": "grandfather",
    "uncle": "nephew",
    "aunt": "nephew",
    "nephew": "uncle",
    "niece": "uncle",
    "spouse_parent": "child_spouse",
    "child_spouse": "spouse_parent",
}
_ONLY_WISHED = gettext_noop("The person accepts only the posts they named.")
_EXCHANGE = gettext_noop("This post is for a person of %(unit)s, with whom the unit exchanges.")
_TAKEN = gettext_noop("The post is held by somebody else in these days.")


@dataclass(frozen=True)
class Material:
    """All that one matching starts from, by person id and offer id as text."""

    programme: Programme
    rules: Rules
    applications: dict[str, Application]
    people: dict[str, PersonFacts]
    offers: dict[str, Offer]
    posts: dict[str, PostFacts]
    fits: dict[Pair, Fit]
    barred: dict[Pair, tuple[Reason, ...]]
    apart: tuple[Apart, ...]
    asks: dict[Pair, tuple[Reason, ...]]
    marks: tuple[MatchMark, ...]


def reached(programme: Programme) -> QuerySet[Any]:
    """Give the applications that reached the matching: through the last stage before it.

    Where the charter holds no examination, everybody in the selection has reached it.
    """
    rows = Application.objects.filter(
        programme=programme, state__in=("in_selection", "proposed")
    ).select_related("person__unit", "sending_unit", "offer")
    stages = list(rules_of(programme).stages)
    place = next((n for n, stage in enumerate(stages) if stage.kind == "matching"), len(stages))
    keys = [stage.key for stage in stages]
    entered = StageEntry.objects.filter(round__programme=programme)
    if entered.filter(round__stage__in=keys[place : place + 1]).exists():
        here = entered.filter(round__stage=keys[place])
        return rows.filter(pk__in=here.values("application"))
    held = StageRound.objects.filter(programme=programme, stage__in=keys[:place])
    last = held.filter(entries__isnull=False).order_by("-sequence").first()
    if last is None:
        return rows
    return rows.filter(pk__in=entered.filter(round=last, outcome="passed").values("application"))


def gather(programme: Programme, today: date) -> Material:
    """Gather people, posts, fits and bars of a programme in a fixed number of queries."""
    rules = rules_of(programme, today)
    rows = list(reached(programme).prefetch_related("person__kinships"))
    known = facts_of_applications(rows, today)
    applications = {str(row.person_id): row for row in rows}
    people = _with_kin({str(row.person_id): known[row.pk] for row in rows})
    listed = Offer.objects.filter(programme=programme, is_confirmed=True)
    offers = {
        str(row.pk): row for row in listed.select_related("post__organisation", "exchange_unit")
    }
    posts = _with_room(programme, offers, _with_areas(offers, post_facts(offers.values())))
    fits, barred, asks = _pairs(rules, applications, people, offers, posts, today)
    marks = MatchMark.objects.filter(programme=programme, application__in=rows, offer__in=listed)
    return Material(
        programme=programme,
        rules=rules,
        applications=applications,
        people=people,
        offers=offers,
        posts=posts,
        fits=fits,
        barred=barred,
        apart=apart(list(people.values()), list(posts.values())),
        asks=asks,
        marks=tuple(marks.select_related("application", "offer", "by")),
    )


def _with_kin(people: dict[str, PersonFacts]) -> dict[str, PersonFacts]:
    """Add kin as recorded from either side, and the unit where each of them works now."""
    rows = list(
        Kinship.objects.filter(Q(person__in=people) | Q(other__in=people)).select_related(
            "person", "other"
        )
    )
    others = {row.person_id for row in rows} | {row.other_id for row in rows if row.other_id}
    away = dict(
        Placement.objects.filter(person__in=others, state__in=("noticed", "arrived")).values_list(
            "person_id", "receiving_unit_id"
        )
    )
    kin: dict[str, list[Kin]] = defaultdict(list)
    for row in rows:
        if row.organisation_id:
            unit = str(row.organisation_id)
            kin[str(row.person_id)].append(Kin(row.relation, unit=unit, duty="leader"))
            continue
        there = _REVERSED.get(row.relation, row.relation)
        for one, other, relation in (
            (row.person, row.other, row.relation),
            (row.other, row.person, there),
        ):
            unit = str(away.get(other.pk) or other.unit_id)
            kin[str(one.pk)].append(Kin(relation, person=str(other.pk), unit=unit))
    return {key: replace(facts, kin=tuple(kin[key])) for key, facts in people.items()}


def _with_areas(offers: dict[str, Offer], posts: dict[int, PostFacts]) -> dict[str, PostFacts]:
    """Give each post the division code of its unit, or of the nearest unit above that has one."""
    codes = dict(Organisation.objects.exclude(area_code="").values_list("pk", "area_code"))
    found = {}
    for key, offer in offers.items():
        steps = [int(step) for step in offer.post.organisation.path.split("/") if step]
        area = next((codes[step] for step in reversed(steps) if step in codes), "")
        found[key] = replace(posts[offer.pk], area=area)
    return found


def _with_room(
    programme: Programme, offers: dict[str, Offer], posts: dict[str, PostFacts]
) -> dict[str, PostFacts]:
    """Take away the places that somebody else holds in the days of the term."""
    if programme.starts_on is None or programme.ends_on is None:
        return posts
    held: dict[int, int] = defaultdict(int)
    rows = Holding.objects.filter(
        post__in=[offer.post_id for offer in offers.values()],
        starts_on__lte=programme.ends_on,
        ends_on__gte=programme.starts_on,
    ).exclude(placement__programme=programme)
    for post in rows.values_list("post_id", flat=True):
        held[post] += 1
    return {
        key: replace(facts, capacity=max(0, min(facts.capacity, _left(offers[key], held))))
        for key, facts in posts.items()
    }


def _left(offer: Offer, held: dict[int, int]) -> int:
    return int(offer.post.capacity) - held[offer.post_id]


def _pairs(
    rules: Rules,
    applications: dict[str, Application],
    people: dict[str, PersonFacts],
    offers: dict[str, Offer],
    posts: dict[str, PostFacts],
    today: date,
) -> tuple[dict[Pair, Fit], dict[Pair, tuple[Reason, ...]], dict[Pair, tuple[Reason, ...]]]:
    fits: dict[Pair, Fit] = {}
    barred: dict[Pair, tuple[Reason, ...]] = {}
    asks: dict[Pair, tuple[Reason, ...]] = {}
    for who, person in people.items():
        for where, post in posts.items():
            pair = (who, where)
            found = [bar.reason for bar in bars(person, post, rules.avoidance, today)]
            found += _limits(applications[who], offers[where], person, post)
            fits[pair] = fit(rules.fit, person, post)
            if found:
                barred[pair] = tuple(found)
            elif unsure := questions(person, post, rules.avoidance):
                asks[pair] = unsure
    return fits, barred, asks


def _limits(
    application: Application, offer: Offer, person: PersonFacts, post: PostFacts
) -> Iterable[Reason]:
    """Give what the person or the offer itself rules out, beside the rules of avoidance."""
    named = {*person.wishes, str(application.offer_id or "")}
    if not application.accepts_other and post.id not in named:
        yield Reason(_ONLY_WISHED, {}, "only_wished")
    partner = offer.exchange_unit
    if partner is not None and not application.sending_unit.path.startswith(partner.path):
        yield Reason(_EXCHANGE, {"unit": str(partner)}, "exchange")
    if post.capacity < 1:
        yield Reason(_TAKEN, {}, "taken")


def instance_of(material: Material) -> dict[str, Any]:
    """Give the instance document of spec/placement.md for what was gathered."""
    from dunmiao.engine.matching import board

    pinned = [mark for mark in material.marks if mark.kind == "pin"]
    forbidden = [mark for mark in material.marks if mark.kind == "forbid"]
    return board.instance_of(
        board.Facts(
            candidates=[_candidate(material, key) for key in material.people],
            openings=[_opening(material, post) for post in material.posts.values()],
            fits={pair: found.total for pair, found in material.fits.items()},
            bars=[
                (who, where, reason.rule)
                for (who, where), reasons in material.barred.items()
                for reason in reasons
            ],
            pins=[_pair_of(mark) for mark in pinned],
            forbids=[_pair_of(mark) for mark in forbidden],
            rules=[_rule(row, number) for number, row in enumerate(material.apart)],
            weights=_weights(material.rules),
        )
    )


def _candidate(material: Material, key: str) -> Any:
    from dunmiao.engine.matching.board import Candidate

    person = material.people[key]
    wishes = tuple(wish for wish in person.wishes if wish in material.posts)
    unit = str(material.applications[key].sending_unit_id)
    return Candidate(id=key, sending_unit=unit, tags=person.tags or frozenset(), wishes=wishes)


def _opening(material: Material, post: PostFacts) -> Any:
    from dunmiao.engine.matching.board import Opening

    return Opening(
        id=post.id,
        least=min(post.minimum, post.capacity),
        most=post.capacity,
        receiving_unit=post.unit,
        priority=1 + min(2, len(post.difficulties)),
        wishes=tuple(wish for wish in post.wishes if wish in material.people),
    )


def _weights(rules: Rules) -> dict[str, int]:
    """Count wishes once: inside the fit where the charter weighs them, beside it elsewhere."""
    weighed = _WISH_PARTS & {part.predicate for part in rules.fit}
    preference = 0 if weighed else PREFERENCE
    return {"unplaced": UNPLACED, "shortfall": SHORTFALL, "preference": preference}


def _pair_of(mark: MatchMark) -> Pair:
    return str(mark.application.person_id), str(mark.offer_id)


def rule_id(row: Apart, number: int) -> str:
    """Give the id of a rule that keeps two kin apart, as the instance holds it."""
    return f"{row.rule}:{row.persons[0]}:{row.persons[1]}:{number}"


def _rule(row: Apart, number: int) -> dict[str, Any]:
    return {
        "id": rule_id(row, number),
        "kind": "apart",
        "persons": list(row.persons),
        "posts": list(row.posts),
    }

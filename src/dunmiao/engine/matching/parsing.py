"""From a JSON document to a checked Instance, or every reason why not (spec/placement.md)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import chain

import numpy as np

from dunmiao.engine.matching.instance import (
    Apart,
    Area,
    Barred,
    Composition,
    Forbid,
    Instance,
    NoneOrAtLeast,
    Pair,
    Person,
    Pin,
    Post,
    Release,
    Rule,
    SameSender,
    Weights,
)
from dunmiao.engine.matching.reading import LIMIT, OUT_OF_RANGE, REPEATED_ID, Reader, read_json
from dunmiao.engine.reasons import gettext_noop

REPEATED_PAIR = gettext_noop("The pair of “%(person)s” and “%(post)s” stands here twice; keep one.")
BARRED_PAIR = gettext_noop(
    "“%(person)s” is barred from “%(post)s” and yet stands in pairs; drop one."
)
MIN_ABOVE_MAX = gettext_noop("min is %(min)s, more than max, which is %(max)s.")
UNKNOWN_KIND = gettext_noop("There is no rule of kind “%(kind)s”; known are %(known)s.")
AREA_OPEN = gettext_noop("An area needs at_least or at_most.")
TOO_LARGE = gettext_noop(
    "The terms of the value could add up to %(sum)s, which is 2^53 or more; use smaller weights."
)

TOP = frozenset({"persons", "posts", "pairs"})
TOP_OPTIONAL = frozenset({"barred", "rules", "weights"})
PERSON = frozenset({"id", "sending_unit"})
PERSON_OPTIONAL = frozenset({"tags", "prefers"})
POST = frozenset({"id", "min", "max"})
POST_OPTIONAL = frozenset({"receiving_unit", "priority", "prefers"})
PAIR = frozenset({"person", "post", "fit"})
BARRED = frozenset({"person", "post", "rule"})
WEIGHTS = frozenset({"shortfall", "unplaced", "preference"})
NONE: frozenset[str] = frozenset()
Source = Mapping[str, object]
Ids = Mapping[str, int]


def parse_text(text: str | bytes) -> Instance:
    """Read an instance from JSON text; InstanceError lists every fault with its JSON path."""
    return parse(read_json(text))


def parse(document: object) -> Instance:
    """Read an instance from a parsed JSON document; InstanceError lists every fault found.

    Faults of the frame and of ids are told alone, since all the rest refers to them.
    """
    reader = Reader()
    top = reader.mapping(document, "$", TOP, TOP_OPTIONAL)
    source: Source = top or {}
    persons = _declared(reader, source, "persons", PERSON, PERSON_OPTIONAL)
    posts = _declared(reader, source, "posts", POST, POST_OPTIONAL)
    reader.stop_if_faulty()
    names = _Names(
        {name: number for number, name in enumerate(sorted(persons))},
        {name: number for number, name in enumerate(sorted(posts))},
    )
    made_persons = [_person(reader, names, *persons[name]) for name in names.persons]
    made_posts = [_post(reader, names, *posts[name]) for name in names.posts]
    fits = _pairs(reader, names, source)
    instance = Instance(
        tuple(made_persons),
        tuple(made_posts),
        *_arrays(fits),
        barred=_barred(reader, names, source, fits),
        rules=_rules(reader, names, source),
        weights=_weights(reader, source),
    )
    reader.stop_if_faulty()
    _refuse_large_sums(reader, instance)
    reader.stop_if_faulty()
    return instance


@dataclass(frozen=True)
class _Names:
    persons: Ids
    posts: Ids


def _declared(
    reader: Reader, top: Source, key: str, required: frozenset[str], optional: frozenset[str]
) -> dict[str, tuple[str, Source]]:
    """Give place and object by id."""
    found: dict[str, tuple[str, Source]] = {}
    for place, value in reader.items(top, key, "$"):
        source = reader.mapping(value, place, required, optional)
        name = reader.text(source, "id", place) if source is not None else None
        if source is None or name is None:
            continue
        if name in found:
            reader.fault(f"{place}.id", REPEATED_ID, id=name)
        found[name] = (place, source)
    return found


def _numbers(
    reader: Reader, source: Source, key: str, place: str, ids: Ids, noun: str
) -> tuple[int, ...]:
    named = reader.distinct(source, key, place)
    numbers = (reader.known(ids, name, where, noun) for where, name in named)
    return tuple(number for number in numbers if number is not None)


def _person(reader: Reader, names: _Names, place: str, source: Source) -> Person:
    tags = [reader.string(tag, where) for where, tag in reader.items(source, "tags", place)]
    return Person(
        str(source["id"]),
        reader.text(source, "sending_unit", place) or "",
        frozenset(tag for tag in tags if tag is not None),
        _numbers(reader, source, "prefers", place, names.posts, "post"),
    )


def _post(reader: Reader, names: _Names, place: str, source: Source) -> Post:
    least = reader.number(source, "min", place)
    most = reader.number(source, "max", place, default=least)
    if least > most:
        reader.fault(f"{place}.min", MIN_ABOVE_MAX, min=least, max=most)
    return Post(
        str(source["id"]),
        least,
        most,
        reader.number(source, "priority", place, default=1),
        _numbers(reader, source, "prefers", place, names.persons, "person"),
        reader.text(source, "receiving_unit", place) or "",
    )


def _pairs(reader: Reader, names: _Names, top: Source) -> dict[Pair, int]:
    """Give the fit of each pair; the plain loop is for speed, the slow reader for its faults."""
    fits: dict[Pair, int] = {}
    persons, posts = names.persons, names.posts
    value = top.get("pairs", [])
    for index, item in enumerate(value if isinstance(value, list) else ()):
        if type(item) is dict and len(item) == 3 and type(fit := item.get("fit")) is int:
            try:
                pair = (persons[item["person"]], posts[item["post"]])
            except (KeyError, TypeError):
                pass
            else:
                if 0 <= fit <= 1000 and pair not in fits:
                    fits[pair] = fit
                    continue
        _pair_slowly(reader, names, fits, f"$.pairs[{index}]", item)
    if not isinstance(value, list):
        list(reader.items(top, "pairs", "$"))
    return fits


def _pair_slowly(
    reader: Reader, names: _Names, fits: dict[Pair, int], place: str, item: object
) -> None:
    source = reader.mapping(item, place, PAIR, NONE)
    if source is None:
        return
    fit = reader.number(source, "fit", place)
    if fit > 1000:
        reader.fault(f"{place}.fit", OUT_OF_RANGE, number=fit, least=0, most=1000)
    pair = _person_and_post(reader, names, source, place)
    if pair is None:
        return
    if pair in fits:
        person, post = source["person"], source["post"]
        reader.fault(place, REPEATED_PAIR, person=person, post=post)
    fits[pair] = fit


def _person_and_post(reader: Reader, names: _Names, source: Source, place: str) -> Pair | None:
    asked = reader.text(source, "person", place)
    person = reader.known(names.persons, asked, f"{place}.person", "person")
    asked = reader.text(source, "post", place)
    post = reader.known(names.posts, asked, f"{place}.post", "post")
    return None if person is None or post is None else (person, post)


def _arrays(fits: Mapping[Pair, int]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    flat = np.fromiter(chain.from_iterable(fits), dtype=np.int64, count=2 * len(fits))
    # A fit beyond 1000 is a fault already noted; it only must not break the array here.
    fit = np.fromiter((min(value, 1000) for value in fits.values()), np.int64, len(fits))
    person, post = flat[0::2], flat[1::2]
    order = np.lexsort((post, person))
    return person[order], post[order], fit[order]


def _barred(
    reader: Reader, names: _Names, top: Source, fits: Mapping[Pair, int]
) -> tuple[Barred, ...]:
    found: set[tuple[int, int, str]] = set()
    for place, value in reader.items(top, "barred", "$"):
        source = reader.mapping(value, place, BARRED, NONE)
        if source is None:
            continue
        rule = reader.text(source, "rule", place)
        pair = _person_and_post(reader, names, source, place)
        if pair is None or rule is None:
            continue
        if pair in fits:
            reader.fault(place, BARRED_PAIR, person=source["person"], post=source["post"])
        if (*pair, rule) in found:
            reader.fault(place, REPEATED_PAIR, person=source["person"], post=source["post"])
        found.add((*pair, rule))
    return tuple(Barred(*each) for each in sorted(found))


def _weights(reader: Reader, top: Source) -> Weights:
    if "weights" not in top:
        return Weights()
    place = "$.weights"
    source = reader.mapping(top["weights"], place, NONE, WEIGHTS)
    if source is None:
        return Weights()
    return Weights(**{key: reader.number(source, key, place) for key in sorted(WEIGHTS)})


Maker = Callable[[Reader, _Names, str, str, Source], Rule | None]


def _posts_of(reader: Reader, names: _Names, place: str, source: Source) -> tuple[int, ...]:
    return tuple(sorted(_numbers(reader, source, "posts", place, names.posts, "post")))


def _composition(reader: Reader, names: _Names, name: str, place: str, source: Source) -> Rule:
    return Composition(
        name,
        _posts_of(reader, names, place, source),
        reader.text(source, "tag", place) or "",
        reader.number(source, "at_least", place, default=1, least=1),
        reader.number(source, "from_size", place, default=1, least=1),
    )


def _none_or_at_least(reader: Reader, names: _Names, name: str, place: str, source: Source) -> Rule:
    return NoneOrAtLeast(
        name,
        _posts_of(reader, names, place, source),
        reader.text(source, "tag", place) or "",
        reader.number(source, "at_least", place, default=1, least=1),
    )


def _same_sender(reader: Reader, names: _Names, name: str, place: str, source: Source) -> Rule:
    posts = _posts_of(reader, names, place, source)
    return SameSender(name, posts, reader.number(source, "at_most", place))


def _release(reader: Reader, names: _Names, name: str, place: str, source: Source) -> Rule:
    unit = reader.text(source, "sending_unit", place) or ""
    return Release(name, unit, reader.number(source, "at_most", place))


def _apart(reader: Reader, names: _Names, name: str, place: str, source: Source) -> Rule:
    persons = _numbers(reader, source, "persons", place, names.persons, "person")
    return Apart(name, tuple(sorted(persons)), _posts_of(reader, names, place, source))


def _area(reader: Reader, names: _Names, name: str, place: str, source: Source) -> Rule:
    if "at_least" not in source and "at_most" not in source:
        reader.fault(place, AREA_OPEN)
    cap = reader.number(source, "at_most", place)
    return Area(
        name,
        _posts_of(reader, names, place, source),
        reader.number(source, "at_least", place),
        cap if "at_most" in source else None,
        reader.number(source, "priority", place, default=1),
    )


def _pin(reader: Reader, names: _Names, name: str, place: str, source: Source) -> Rule | None:
    pair = _person_and_post(reader, names, source, place)
    return pair and Pin(name, *pair)


def _forbid(reader: Reader, names: _Names, name: str, place: str, source: Source) -> Rule | None:
    pair = _person_and_post(reader, names, source, place)
    return pair and Forbid(name, *pair)


def _kind(
    required: str, optional: str, make: Maker
) -> tuple[frozenset[str], frozenset[str], Maker]:
    return frozenset({"id", "kind", *required.split()}), frozenset(optional.split()), make


KINDS = {
    "composition": _kind("posts tag at_least from_size", "", _composition),
    "none_or_at_least": _kind("posts tag at_least", "", _none_or_at_least),
    "same_sender": _kind("posts at_most", "", _same_sender),
    "release": _kind("sending_unit at_most", "", _release),
    "apart": _kind("persons posts", "", _apart),
    "area": _kind("posts", "at_least at_most priority", _area),
    "pin": _kind("person post", "", _pin),
    "forbid": _kind("person post", "", _forbid),
}
ANY_RULE = frozenset().union(*(required | optional for required, optional, _ in KINDS.values()))


def _rules(reader: Reader, names: _Names, top: Source) -> tuple[Rule, ...]:
    found: dict[str, Rule | None] = {}
    for place, value in reader.items(top, "rules", "$"):
        rule = _rule(reader, names, place, value)
        if rule is None:
            continue
        if rule.id in found:
            reader.fault(f"{place}.id", REPEATED_ID, id=rule.id)
        found[rule.id] = rule
    return tuple(rule for _, rule in sorted(found.items()) if rule is not None)


def _rule(reader: Reader, names: _Names, place: str, value: object) -> Rule | None:
    kind = value.get("kind") if isinstance(value, dict) else None
    if not isinstance(kind, str) or kind not in KINDS:
        shape = reader.mapping(value, place, frozenset({"id", "kind"}), ANY_RULE)
        if shape is not None and "kind" in shape:
            text = reader.text(shape, "kind", place)
            known = ", ".join(sorted(KINDS))
            if text is not None:
                reader.fault(f"{place}.kind", UNKNOWN_KIND, kind=text, known=known)
        return None
    required, optional, make = KINDS[kind]
    source = reader.mapping(value, place, required, optional)
    name = reader.text(source, "id", place) if source is not None else None
    if source is None or name is None:
        return None
    return make(reader, names, name, place, source)


def _refuse_large_sums(reader: Reader, instance: Instance) -> None:
    """Add up, in Python integers, the largest size each term of the value can have."""
    weights = instance.weights
    points = int(instance.points.max(initial=0))
    if weights.preference * points >= LIMIT:
        reader.fault("$.weights.preference", TOO_LARGE, sum=weights.preference * points)
        return
    best = np.zeros(len(instance.persons), dtype=np.int64)
    np.maximum.at(best, instance.pair_person, instance.worth)
    placed: Iterable[int] = best.tolist()
    wanted = sum(post.min * post.priority for post in instance.posts)
    wanted += sum(area.at_least * area.priority for area in instance.of_kind(Area))
    total = sum(max(worth, weights.unplaced) for worth in placed) + weights.shortfall * wanted
    if total >= LIMIT:
        reader.fault("$.weights", TOO_LARGE, sum=total)

"""An instance is refused for each single fault, with its place; what is allowed is accepted."""

from __future__ import annotations

import copy
import json
import time

import pytest

from dunmiao.engine.matching.parsing import parse, parse_text
from dunmiao.engine.matching.reading import InstanceError

SPEC = {
    "persons": [
        {"id": "p1", "sending_unit": "u3", "tags": ["party", "woman"], "prefers": ["t7", "t9"]},
        {"id": "p2", "sending_unit": "u3"},
        {"id": "p5", "sending_unit": "u4"},
    ],
    "posts": [
        {"id": "t7", "receiving_unit": "r2", "min": 1, "max": 6, "priority": 5, "prefers": ["p1"]},
        {"id": "t9", "min": 0, "max": 2},
    ],
    "pairs": [
        {"person": "p1", "post": "t7", "fit": 830},
        {"person": "p2", "post": "t7", "fit": 0},
        {"person": "p5", "post": "t9", "fit": 1000},
    ],
    "barred": [{"person": "p1", "post": "t9", "rule": "native-county"}],
    "rules": [
        {
            "id": "branch",
            "kind": "composition",
            "posts": ["t7"],
            "tag": "party",
            "at_least": 3,
            "from_size": 3,
        },
        {"id": "alone", "kind": "none_or_at_least", "posts": ["t7"], "tag": "woman", "at_least": 1},
        {"id": "mix", "kind": "same_sender", "posts": ["t7"], "at_most": 2},
        {"id": "release", "kind": "release", "sending_unit": "u3", "at_most": 4},
        {"id": "kin", "kind": "apart", "persons": ["p1", "p5"], "posts": ["t7", "t9"]},
        {"id": "east", "kind": "area", "posts": ["t7", "t9"], "at_least": 1, "at_most": 9},
        {"id": "keep", "kind": "pin", "person": "p1", "post": "t7"},
        {"id": "not", "kind": "forbid", "person": "p2", "post": "t7"},
    ],
    "weights": {"shortfall": 2000, "unplaced": 1000, "preference": 10},
}


def changed(path: str, value: object) -> dict:
    """Give the instance with one value set (or removed: ...) at a path such as pairs.0.fit."""
    document = copy.deepcopy(SPEC)
    *steps, last = [int(step) if step.isdigit() else step for step in path.split(".")]
    target = document
    for step in steps:
        target = target[step]
    if value is ...:
        del target[last]
    elif isinstance(target, list) and last == len(target):
        target.append(value)
    else:
        target[last] = value
    return document


FAULTS = [  # where, what is put there, the place named
    *[(f"{key}", ..., "$") for key in ("persons", "posts", "pairs")],
    ("extra", 1, "$"),
    ("persons", {}, "$.persons"),
    ("rules", None, "$.rules"),
    ("weights", [], "$.weights"),
    ("persons.0", [], "$.persons[0]"),
    ("persons.0.id", ..., "$.persons[0]"),
    ("persons.0.id", 1, "$.persons[0].id"),
    ("persons.1.id", "p1", "$.persons[1].id"),
    ("persons.0.sending_unit", ..., "$.persons[0]"),
    ("persons.0.sending_unit", None, "$.persons[0].sending_unit"),
    ("persons.0.age", 30, "$.persons[0]"),
    ("persons.0.tags", "party", "$.persons[0].tags"),
    ("persons.0.tags.1", 7, "$.persons[0].tags[1]"),
    ("persons.0.prefers.1", "t7", "$.persons[0].prefers[1]"),
    ("persons.0.prefers.1", "t8", "$.persons[0].prefers[1]"),
    ("persons.0.prefers.1", True, "$.persons[0].prefers[1]"),
    ("posts.0.id", ..., "$.posts[0]"),
    ("posts.1.id", "t7", "$.posts[1].id"),
    ("posts.0.min", ..., "$.posts[0]"),
    ("posts.0.max", ..., "$.posts[0]"),
    ("posts.0.min", 7, "$.posts[0].min"),
    ("posts.0.min", -1, "$.posts[0].min"),
    ("posts.0.min", True, "$.posts[0].min"),
    ("posts.0.min", 1.0, "$.posts[0].min"),
    ("posts.0.min", "1", "$.posts[0].min"),
    ("posts.0.priority", -1, "$.posts[0].priority"),
    ("posts.0.priority", None, "$.posts[0].priority"),
    ("posts.0.prefers.0", "p9", "$.posts[0].prefers[0]"),
    ("posts.0.receiving_unit", 4, "$.posts[0].receiving_unit"),
    ("pairs.0.fit", ..., "$.pairs[0]"),
    ("pairs.0.fit", 1001, "$.pairs[0].fit"),
    ("pairs.0.fit", -1, "$.pairs[0].fit"),
    ("pairs.0.fit", False, "$.pairs[0].fit"),
    ("pairs.0.fit", 830.0, "$.pairs[0].fit"),
    ("pairs.0.fit", float("nan"), "$.pairs[0].fit"),
    ("pairs.0.fit", 10**30, "$.pairs[0].fit"),
    ("pairs.0.person", "p9", "$.pairs[0].person"),
    ("pairs.0.person", ["p1"], "$.pairs[0].person"),
    ("pairs.0.post", "t1", "$.pairs[0].post"),
    ("pairs.0.note", "x", "$.pairs[0]"),
    ("pairs.3", {"person": "p1", "post": "t7", "fit": 1}, "$.pairs[3]"),
    ("pairs.3", {"person": "p1", "post": "t9", "fit": 1}, "$.barred[0]"),
    ("barred.0.rule", ..., "$.barred[0]"),
    ("barred.0.person", "p9", "$.barred[0].person"),
    ("barred.1", {"person": "p1", "post": "t9", "rule": "native-county"}, "$.barred[1]"),
    ("rules.0.id", ..., "$.rules[0]"),
    ("rules.1.id", "branch", "$.rules[1].id"),
    ("rules.0.kind", "team", "$.rules[0].kind"),
    ("rules.0.kind", 3, "$.rules[0].kind"),
    ("rules.0.kind", ..., "$.rules[0]"),
    ("rules.0", "x", "$.rules[0]"),
    ("rules.0.at_most", 3, "$.rules[0]"),
    *[(f"rules.0.{key}", ..., "$.rules[0]") for key in ("posts", "tag", "at_least", "from_size")],
    ("rules.0.at_least", 0, "$.rules[0].at_least"),
    ("rules.0.from_size", 0, "$.rules[0].from_size"),
    ("rules.0.posts.0", "t1", "$.rules[0].posts[0]"),
    ("rules.0.posts.1", "t7", "$.rules[0].posts[1]"),
    ("rules.0.tag", 1, "$.rules[0].tag"),
    ("rules.1.at_least", 0, "$.rules[1].at_least"),
    ("rules.1.at_least", 1.0, "$.rules[1].at_least"),
    ("rules.2.at_most", -1, "$.rules[2].at_most"),
    ("rules.2.at_most", ..., "$.rules[2]"),
    ("rules.3.sending_unit", ..., "$.rules[3]"),
    ("rules.4.persons.0", "p9", "$.rules[4].persons[0]"),
    ("rules.4.persons.1", "p1", "$.rules[4].persons[1]"),
    ("rules.5.priority", 1.5, "$.rules[5].priority"),
    ("rules.6.person", "p9", "$.rules[6].person"),
    ("rules.6.post", ..., "$.rules[6]"),
    ("rules.7.post", "t8", "$.rules[7].post"),
    ("weights.unplaced", -1, "$.weights.unplaced"),
    ("weights.unplaced", 1e3, "$.weights.unplaced"),
    ("weights.bonus", 1, "$.weights"),
    ("weights.unplaced", 2**53, "$.weights"),
    ("weights.shortfall", 2**52, "$.weights"),
    ("weights.preference", 2**53, "$.weights.preference"),
]


@pytest.mark.parametrize(("path", "value", "place"), FAULTS)
def test_each_fault_is_refused_and_its_place_named(path, value, place):
    with pytest.raises(InstanceError) as refused:
        parse_text(json.dumps(changed(path, value)))
    assert [problem.place for problem in refused.value.problems] == [place]
    assert str(refused.value.problems[0].reason)


def test_an_area_needs_one_of_its_limits():
    document = changed("rules.5.at_least", ...)
    parse(document)
    del document["rules"][5]["at_most"]
    with pytest.raises(InstanceError, match=r"\$\.rules\[5\]"):
        parse(document)


ALLOWED = [
    ("barred", ...),
    ("rules", ...),
    ("weights", ...),
    ("weights", {}),
    ("pairs", []),
    ("persons.0.tags", ...),
    ("persons.0.tags", ["party", "party"]),
    ("rules.0.tag", "nobody"),
    ("rules.0.at_least", 10**20),
    ("rules.0.from_size", 10**20),
    ("rules.3.sending_unit", "elsewhere"),
    ("rules.5.at_least", 50),
    ("rules.6.post", "t9"),
    ("rules.7.post", "t9"),
    ("posts.1.max", 10**20),
    ("barred.1", {"person": "p1", "post": "t9", "rule": "kin"}),
    ("persons.0.id", "干部一"),
]


@pytest.mark.parametrize(("path", "value"), ALLOWED)
def test_what_the_contract_allows_is_accepted(path, value):
    document = changed(path, value)
    if path == "persons.0.id":
        document = json.loads(json.dumps(SPEC).replace('"p1"', '"干部一"'))
    parse_text(json.dumps(document))


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("", "$"),
        ("{", "$"),
        ("[1]", "$"),
        ("null", "$"),
        (b"\xff\xfe\x00", "$"),
        ("[" * 200_000, "$"),
        ('{"persons": [], "posts": [], "pairs": [], "pairs": []}', "$"),
        ('{"persons": [{"id": "a", "id": "a", "sending_unit": "u"}], "posts": [], "pairs": []}',
         "$.persons[0]"),
        ('{"persons": [], "posts": [], "pairs": ' + "9" * 5000 + "}", "$"),
    ],
)  # fmt: skip
def test_text_that_is_no_instance_is_refused(text, place):
    with pytest.raises(InstanceError) as refused:
        parse_text(text)
    assert refused.value.problems[0].place == place


def test_repeated_keys_in_a_pair_are_named():
    text = json.dumps(SPEC).replace('"fit": 830', '"fit": 830, "fit": 830')
    with pytest.raises(InstanceError, match=r"\$\.pairs\[0\].*fit"):
        parse_text(text)


def test_the_sum_limit_counts_every_term():
    document = changed("weights", {"unplaced": (2**53 - 2000) // 3})
    parse(document)
    document["weights"]["shortfall"] = 1000
    with pytest.raises(InstanceError, match="2\\^53"):
        parse(document)


def test_300_000_pairs_are_read_in_seconds():
    persons = [{"id": f"p{n}", "sending_unit": "u"} for n in range(10_000)]
    posts = [{"id": f"t{n}", "min": 0, "max": 5} for n in range(3_000)]
    pairs = [
        {"person": f"p{n}", "post": f"t{(n * 7 + k) % 3000}", "fit": k}
        for n in range(10_000)
        for k in range(30)
    ]
    text = json.dumps({"persons": persons, "posts": posts, "pairs": pairs})
    began = time.monotonic()
    instance = parse_text(text)
    assert time.monotonic() - began < 10
    assert len(instance.pair_person) == 300_000

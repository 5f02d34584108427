"""Rotations against the truth found by trying everything, and in any order of the input."""

from __future__ import annotations

import random
from collections import Counter
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.rotation import generate, measure
from dunmiao.commands.bench import BENCHMARKS
from dunmiao.engine.matching.rotation import parse, solve
from dunmiao.engine.matching.rotation_check import check
from dunmiao.engine.matching.rotation_reading import RotationError

SLOW = settings(max_examples=150, deadline=None, derandomize=True)
SEEDS = st.integers(0, 10**6)


def tiny(seed: int, *, is_even: bool) -> dict:
    """Give a cohort small enough to try everything: 2 people over 3 periods, or 3 over 2."""
    dice = random.Random(seed)
    kinds = ["a", "b", "c"]
    people, size = [], dice.randint(2, 3)
    periods = 5 - size
    for number in range(size):
        done = {kind: dice.randint(1, 2) for kind in kinds if dice.random() < 0.25}
        row = {"id": f"p{number}", "done": done, "now": min(done, default="")}
        if not is_even and dice.random() < 0.4:
            first = dice.randint(1, periods)
            row |= {"from": first, "to": dice.randint(first, periods)}
        people.append(row)

    def sizes(low: int, high: int) -> int | list[int]:
        each = [dice.randint(low, high) for _ in range(periods)]
        return each[0] if is_even else each

    return {
        "periods": periods,
        "limit": dice.randint(1, 3),
        "people": people,
        "classes": [
            {"id": kind, "weight": dice.randint(1, 4), "least": sizes(0, 1), "most": sizes(1, 3)}
            for kind in kinds
        ],
    }


def truth(document: dict) -> tuple[int, int, int]:
    """Give the best (unplaced, short, -gain) of all schedules, by trying every one."""
    kinds = document["classes"]
    choices = [_rows(document, person) for person in document["people"]]
    best = (99, 99, 0)
    for rows in product(*choices):
        sizes = Counter((kind, t) for row, _gain, _empty in rows for t, kind in enumerate(row))
        cells = product(kinds, range(document["periods"]))
        pairs = [(sizes[kind["id"], t], *_bounds(kind, t)) for kind, t in cells]
        if all(size <= most for size, _least, most in pairs):
            short = sum(max(0, least - size) for size, least, _most in pairs)
            empty = sum(empty for _row, _gain, empty in rows)
            best = min(best, (empty, short, -sum(gain for _row, gain, _empty in rows)))
    return best


def _bounds(kind: dict, t: int) -> list[int]:
    return [kind[key][t] if isinstance(kind[key], list) else kind[key] for key in ("least", "most")]


def _rows(document: dict, person: dict) -> list[tuple[tuple[str, ...], int, int]]:
    there = range(person.get("from", 1) - 1, person.get("to", document["periods"]))
    weights = {kind["id"]: kind["weight"] for kind in document["classes"]}
    every = range(document["periods"])
    rows = product(*(["", "a", "b", "c"] if t in there else [""] for t in every))
    done = person["done"]
    return [
        (row, sum(weights[kind] for kind in {*row} - {""} if kind not in done),
         sum(not row[t] for t in there))
        for row in rows
        if all(row.count(k) + done.get(k, 0) <= document["limit"] for k in {*row} - {""})
    ]  # fmt: skip


def told(schedule: object) -> tuple[int, int, int]:
    return schedule.unplaced, schedule.short, -schedule.gain


@SLOW
@given(SEEDS)
def test_an_even_cohort_gets_the_best_schedule(seed: int) -> None:
    document = tiny(seed, is_even=True)
    schedule = solve(parse(document))
    assert check(document, schedule.as_json()) == []
    assert schedule.status == "optimal"
    assert told(schedule) == truth(document)


@SLOW
@given(SEEDS)
def test_an_uneven_cohort_keeps_every_rule(seed: int) -> None:
    document = tiny(seed, is_even=False)
    schedule = solve(parse(document))
    assert check(document, schedule.as_json()) == []
    best = truth(document)
    assert told(schedule) == best if schedule.status == "optimal" else told(schedule) >= best
    assert schedule.bound <= schedule.cost


@SLOW
@given(SEEDS, SEEDS)
def test_the_order_of_the_input_has_no_meaning(seed: int, order: int) -> None:
    document = generate(40, seed, is_even=bool(seed % 2))
    dice, other = random.Random(order), dict(document)
    for key in ("people", "classes"):
        other[key] = dice.sample(document[key], len(document[key]))
        other[key] = [dict(reversed(list(one.items()))) for one in other[key]]
    first, second = (solve(parse(one)).as_json() for one in (document, other))
    assert {**first, "seconds": 0} == {**second, "seconds": 0}


def test_everybody_covers_all_six_classes_where_there_is_room() -> None:
    """002-16: six classes in eight quarters, nobody twice before all are covered."""
    document = generate(60)
    for person in document["people"]:
        person["done"], person["now"] = {}, ""
    schedule = solve(parse(document))
    assert schedule.status == "optimal"
    assert all(len(set(row)) == 6 for row in schedule.classes)


def test_a_full_class_leaves_people_out_and_says_so() -> None:
    kinds = [{"id": "a", "most": 1}, {"id": "b", "most": 1, "least": 1}]
    document = {"periods": 2, "limit": 2, "classes": kinds,
                "people": [{"id": name} for name in "xyz"]}
    schedule = solve(parse(document))
    assert (schedule.unplaced, schedule.short, schedule.gain) == (2, 0, 4)


def test_staying_is_kept_together() -> None:
    """Two periods in one class lie side by side: fewer handovers."""
    document = {"periods": 4, "limit": 2, "people": [{"id": "x", "now": "b"}],
                "classes": [{"id": "a"}, {"id": "b"}]}
    assert solve(parse(document)).classes == (("b", "b", "a", "a"),)


@pytest.mark.parametrize(
    ("change", "part"),
    [
        ({"periods": 0}, "periods"),
        ({"limit": "2"}, "limit"),
        ({"people": []}, "people"),
        ({"people": [{"id": "x"}, {"id": "x"}]}, "id of its own"),
        ({"people": [{"id": "x", "done": {"z": 1}}]}, "not listed"),
        ({"people": [{"id": "x", "from": 2, "to": 1}]}, "to is 1"),
        ({"classes": [{"id": "a", "least": 3, "most": 2}]}, "more people than"),
        ({"classes": [{"id": "a", "most": [1]}]}, "1 numbers for 2"),
        ({"classes": [{"id": "a", "weight": 0}]}, "weight"),
    ],
)  # fmt: skip
def test_a_faulty_document_says_what_is_wrong(change: dict, part: str) -> None:
    sound = {"periods": 2, "limit": 2, "people": [{"id": "x"}], "classes": [{"id": "a"}]}
    parse(sound)
    with pytest.raises(RotationError, match=part):
        parse({**sound, **change})


def test_the_check_finds_each_lie() -> None:
    document = generate(12)
    honest = solve(parse(document)).as_json()
    assert check(document, honest) == []
    assert check(document, {**honest, "gain": honest["gain"] + 1})
    assert check(document, {**honest, "assignments": honest["assignments"][1:]})
    crowd = [{**row, "classes": ["k0"] * 8} for row in honest["assignments"]]
    assert any("too full" in fault for fault in check(document, {**honest, "assignments": crowd}))


def test_the_benchmark_meets_its_target() -> None:
    """A thousand people over eight quarters, far below two minutes; `bench rotation` measures."""
    assert "rotation" in BENCHMARKS
    result = measure(200)
    assert result["ok"], result

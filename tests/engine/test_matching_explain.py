"""Every cost equals forcing the move and solving again; every refusal is a true one."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.place import generate
from dunmiao.engine.matching import explain as explaining
from dunmiao.engine.matching.explain import explain
from dunmiao.engine.matching.parsing import parse
from dunmiao.engine.matching.plan import PlanError, read_assignments
from dunmiao.engine.matching.recount import parts, violations
from dunmiao.engine.matching.solve import solve
from tests.engine.matching_oracle import best, board

SEEDS = st.integers(0, 10**6)
SLOW = settings(max_examples=60, deadline=None, derandomize=True)
FLOW_KINDS = ("pin", "forbid", "release", "same_sender")


def forced(document: dict, person: str, post: str) -> dict:
    pin = {"id": "zz", "kind": "pin", "person": person, "post": post}
    return {**document, "rules": [*document.get("rules", []), pin]}


def assert_true(document: dict) -> None:
    """Compare every row about every person with the board solved anew by trying everything."""
    instance = parse(document)
    plan = solve(instance).as_json()
    if plan["status"] != "optimal":
        return
    chosen = read_assignments(instance, plan)
    barred = {(each["person"], each["post"]) for each in document["barred"]}
    for number in range(len(instance.persons)):
        told = explain(instance, chosen, number, plan["bound"]).as_json()
        here = {told["post"]} - {None}
        assert {row["post"] for row in told["elsewhere"]} | here == set(instance.post_numbers)
        for row in told["elsewhere"]:
            again = forced(document, told["person"], row["post"])
            value = best(again)[0]
            assert (row["kind"] == "barred") == ((told["person"], row["post"]) in barred)
            if row["kind"] != "cost" or row["cost"] is None:
                assert value is None
                continue
            assert row["cost_kind"] == "exact"
            assert row["cost"] == plan["value"] - value
            assert_chain(again, plan, row, value)


def assert_chain(document: dict, plan: dict, row: dict, value: int) -> None:
    """Walk the chain of moves: it must lead to a plan that keeps the rules and has the value."""
    place = {each["person"]: each["post"] for each in plan["assignments"]}
    for move in row["chain"]:
        assert place.get(move["person"]) == move["from"]
        place[move["person"]] = move["to"]
    placed = [(person, post) for person, post in place.items() if post]
    assert not violations(document, placed)
    assert sum(parts(document, placed).values()) == value


@SLOW
@given(SEEDS)
def test_without_team_rules_every_cost_is_exact(seed):
    document = board(seed, rules=6)
    document["rules"] = [rule for rule in document["rules"] if rule["kind"] in FLOW_KINDS]
    assert_true(document)


@SLOW
@given(SEEDS)
def test_under_team_rules_a_small_board_is_solved_anew(seed):
    assert_true(board(seed, persons=4))


@SLOW
@given(SEEDS)
def test_without_time_a_cost_under_team_rules_is_a_true_lower_bound(seed):
    document = board(seed, persons=4)
    instance = parse(document)
    plan = solve(instance).as_json()
    if plan["status"] != "optimal":
        return
    chosen = read_assignments(instance, plan)
    for number in range(len(instance.persons)):
        told = explain(instance, chosen, number, plan["bound"], seconds=0).as_json()
        for row in told["elsewhere"]:
            value = best(forced(document, told["person"], row["post"]))[0]
            if row["kind"] == "cost" and row["cost"] is not None and value is not None:
                assert 0 <= row["cost"] <= plan["value"] - value


def test_a_larger_board_is_exact_without_solving_anew(monkeypatch):
    document = generate(300, 15)
    instance = parse(document)
    plan = solve(instance).as_json()
    monkeypatch.setattr(explaining, "solve", None)
    told = explain(instance, read_assignments(instance, plan), 7).as_json()
    costs = [row for row in told["elsewhere"] if row["kind"] == "cost"]
    assert len(costs) >= 14
    for row in costs[::4]:
        value = solve(parse(forced(document, told["person"], row["post"]))).value
        assert row["cost"] == plan["value"] - value


BOARD = {
    "persons": [
        {"id": "a", "sending_unit": "u", "prefers": ["t1"]},
        {"id": "b", "sending_unit": "u"},
    ],
    "posts": [
        {"id": "t1", "min": 0, "max": 1, "prefers": ["b", "a"]},
        {"id": "t2", "min": 0, "max": 1},
        {"id": "t3", "min": 0, "max": 1},
        {"id": "t4", "min": 0, "max": 1},
        {"id": "t5", "min": 0, "max": 0},
    ],
    "pairs": [
        {"person": "a", "post": "t1", "fit": 900},
        {"person": "a", "post": "t2", "fit": 300},
        {"person": "b", "post": "t1", "fit": 800},
        {"person": "b", "post": "t2", "fit": 700},
        {"person": "a", "post": "t3", "fit": 1000},
        {"person": "a", "post": "t5", "fit": 1},
    ],
    "barred": [{"person": "a", "post": "t4", "rule": "kin"}],
    "rules": [{"id": "no", "kind": "forbid", "person": "a", "post": "t3"}],
    "weights": {"preference": 10},
}


def told_of(person: str, document: dict = BOARD) -> dict:
    instance = parse(document)
    plan = solve(instance).as_json()
    chosen = read_assignments(instance, plan)
    return explain(instance, chosen, instance.person_numbers[person], plan["bound"]).as_json()


def test_each_kind_of_row_says_what_it_must():
    told = told_of("a")
    rows = {row["post"]: row for row in told["elsewhere"]}
    assert told["post"] == "t1"
    assert told["parts"] == {
        "fit": 900, "preference": 190, "person_points": 10, "post_points": 9, "unplaced": 0,
        "score": 1090,
    }  # fmt: skip
    assert (rows["t4"]["kind"], rows["t4"]["rule"]) == ("barred", "kin")
    assert (rows["t3"]["kind"], rows["t3"]["rule"]) == ("rule", "no")
    assert "no" in rows["t3"]["why"]
    assert (rows["t5"]["kind"], rows["t5"]["cost"]) == ("cost", None)
    swap = rows["t2"]
    assert (swap["cost"], swap["cost_kind"]) == (1090 + 700 - 300 - 900, "exact")
    assert swap["chain"] == [
        {"person": "a", "from": "t1", "to": "t2"},
        {"person": "b", "from": "t2", "to": "t1"},
    ]
    assert swap["held_by"] == [{"person": "b", "score": 700}]
    assert {row["post"]: row["kind"] for row in told_of("b")["elsewhere"]}["t3"] == "not eligible"


def test_a_pin_elsewhere_is_named_for_the_holder_and_for_the_others():
    pinned = {**BOARD, "rules": [{"id": "keep", "kind": "pin", "person": "b", "post": "t2"}]}
    rows = {row["post"]: row for row in told_of("b", pinned)["elsewhere"]}
    assert (rows["t1"]["kind"], rows["t1"]["rules"]) == ("rule", ["keep"])
    rows = {row["post"]: row for row in told_of("a", pinned)["elsewhere"]}
    assert (rows["t2"]["kind"], rows["t2"]["cost"], rows["t2"]["rules"]) == ("cost", None, ["keep"])


def test_a_plan_that_is_not_the_best_is_explained_from_what_it_is():
    instance = parse(BOARD)
    poor = {
        "status": "feasible",
        "assignments": [{"person": "a", "post": "t2"}, {"person": "b", "post": "t1"}],
        "value": 300 + 900,
    }
    told = explain(instance, read_assignments(instance, poor), 0).as_json()
    rows = {row["post"]: row for row in told["elsewhere"]}
    assert rows["t1"]["cost"] == 1200 - (1090 + 700)  # a gain


@pytest.mark.parametrize(
    "plan",
    [
        None,
        {"status": "infeasible", "assignments": []},
        {"status": "optimal", "assignments": [{"person": "a", "post": "t9"}], "value": 0},
        {"status": "optimal", "assignments": [7], "value": 0},
        {"status": "optimal", "assignments": [{"person": "a", "post": "t2"}], "value": 1},
        {"status": "optimal", "assignments": [{"person": "a", "post": "t3"}], "value": 1000},
        {"status": "optimal", "assignments": [{"person": "a", "post": "t5"}], "value": 1},
        {"status": "optimal", "assignments": [{"person": ["a"], "post": "t5"}], "value": 1},
    ],
)
def test_a_plan_of_something_else_is_refused(plan):
    with pytest.raises(PlanError):
        read_assignments(parse(BOARD), plan)

"""Status, value, plan and conflict against the truth found by trying everything."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.place import generate
from dunmiao.engine.matching import flow, integer
from dunmiao.engine.matching.check import check
from dunmiao.engine.matching.parsing import parse
from dunmiao.engine.matching.residual import flow_of
from dunmiao.engine.matching.solve import solve
from dunmiao.engine.matching.valuing import parts_of
from tests.engine.matching_oracle import best, board, conflict, shuffled

SEEDS = st.integers(0, 10**6)
SLOW = settings(max_examples=120, deadline=None, derandomize=True)


def plan_of(document: dict, seconds: float | None = None) -> dict:
    plan = solve(parse(document), seconds).as_json()
    finding = check(document, plan)
    assert finding.is_sound, finding.as_json()
    return plan


def without_time(plan: dict) -> dict:
    return {key: value for key, value in plan.items() if key != "seconds"}


@SLOW
@given(SEEDS, st.integers(3, 6), st.integers(0, 8))
def test_a_small_board_ends_with_the_truth(seed, persons, rules):
    document = board(seed, persons=persons, rules=rules)
    plan = plan_of(document)
    value, _ = best(document)
    if value is None:
        assert plan["status"] == "infeasible"
        assert plan["conflict"] == conflict(document)
    else:
        assert (plan["status"], plan["value"], plan["bound"]) == ("optimal", value, value)


@SLOW
@given(SEEDS)
def test_huge_weights_are_as_exact(seed):
    document = board(seed)
    document["weights"] = {"shortfall": 10**13, "unplaced": 10**14 + 1, "preference": 10**11}
    plan = plan_of(document)
    assert plan.get("value") == best(document)[0]


@SLOW
@given(SEEDS, SEEDS)
def test_the_order_of_the_instance_has_no_meaning(seed, order):
    document = board(seed, persons=14, posts=6, rules=7)
    plan = plan_of(document)
    again = plan_of(shuffled(document, order))
    assert without_time(plan) == without_time(again)


def test_a_medium_board_with_team_rules_ends_optimal_whatever_the_order():
    document = team_board(120)
    plan = plan_of(document, 60)
    assert plan["status"] == "optimal"
    assert without_time(plan) == without_time(plan_of(shuffled(document, 5), 60))


def team_board(persons: int) -> dict:
    document = generate(persons, 12)
    dice = random.Random(3)
    for person in document["persons"]:
        person["tags"] = [tag for tag, part in (("a", 0.6), ("b", 0.4)) if dice.random() < part]
    teams = [post["id"] for post in document["posts"] if post["max"] > 2]
    some = {"posts": teams, "tag": "a", "at_least": 3, "from_size": 3}
    pairs = {"posts": teams[::2], "tag": "b", "at_least": 2}
    document["rules"] += [
        {"id": "x1", "kind": "composition", **some},
        {"id": "x2", "kind": "none_or_at_least", **pairs},
        {"id": "x3", "kind": "area", "posts": teams[:9], "at_least": 30, "at_most": 31},
        {"id": "x4", "kind": "apart", "persons": ["p00000", "p00001", "p00002"], "posts": teams},
    ]
    return document


def test_no_time_still_gives_a_sound_plan_with_a_bound():
    document = team_board(200)
    plan = plan_of(document, 0)
    assert plan["status"] == "feasible"
    assert plan["stopped_by"] == "time"
    assert plan["bound"] > plan["value"]


def test_a_board_too_large_for_one_model_gets_a_plan_and_a_bound(monkeypatch):
    document = team_board(200)
    best_value = plan_of(document, 60)["bound"]
    monkeypatch.setattr("dunmiao.engine.matching.solve.LARGE", 100)
    plan = plan_of(document, 30)
    assert plan["value"] <= best_value <= plan["bound"]
    assert plan["gap"] < 0.05


def example(**parts: object) -> dict:
    return {
        "persons": [{"id": f"p{n}", "sending_unit": f"u{n % 2}"} for n in range(4)],
        "posts": [{"id": "t0", "min": 2, "max": 2}, {"id": "t1", "min": 0, "max": 1}],
        "pairs": [{"person": f"p{n}", "post": "t0", "fit": 10 * n} for n in range(4)]
        + [{"person": "p3", "post": "t1", "fit": 35}],
        "weights": {"shortfall": 100, "unplaced": 7, "preference": 2},
        **parts,
    }


def pin(name: str, person: str, post: str = "t0") -> dict:
    return {"id": name, "kind": "pin", "person": person, "post": post}


@pytest.mark.parametrize(
    ("rules", "expected"),
    [
        ([pin("a", "p0"), pin("b", "p1"), pin("c", "p2"), pin("d", "p3")], ["a", "b", "c"]),
        ([pin("a", "p0", "t1"), pin("b", "p1")], ["a"]),
        ([pin("a", "p3"), pin("b", "p3", "t1")], ["a", "b"]),
        ([pin("z", "p3"), {**pin("f", "p3"), "kind": "forbid"}], ["f", "z"]),
        ([pin("a", "p0"), {"id": "r", "kind": "release", "sending_unit": "u0", "at_most": 0}],
         ["a", "r"]),
        ([pin("a", "p0"), {"id": "c", "kind": "composition", "posts": ["t0"], "tag": "none",
          "at_least": 1, "from_size": 1}], ["a", "c"]),
        ([pin("10", "p0"), pin("9", "p1"), pin("é", "p2")], ["10", "9", "é"]),
    ],
)  # fmt: skip
def test_the_conflict_is_minimal_and_the_latest_ids_go_first(rules, expected):
    plan = plan_of(example(rules=rules))
    assert plan["status"] == "infeasible"
    assert plan["conflict"] == expected
    assert plan["assignments"] == []
    assert "value" not in plan


def test_the_value_counts_what_the_contract_says():
    document = example(rules=[{"id": "e", "kind": "area", "posts": ["t0", "t1"], "at_least": 5}])
    document["persons"][3]["prefers"] = ["t1"]
    document["posts"][1]["prefers"] = ["p0", "p3"]
    plan = plan_of(document)
    assert plan["parts"] == {
        "fit": 35 + 20 + 10,
        "preference": 2 * (10 + 9),
        "unplaced": -7,
        "shortfall": -100 * 2,
    }


def test_shortfall_counts_where_nobody_is_placed():
    document = example(pairs=[])
    plan = plan_of(document)
    assert plan["status"] == "optimal"
    assert plan["parts"] == {"fit": 0, "preference": 0, "unplaced": -28, "shortfall": -200}


@pytest.mark.parametrize("key", ["persons", "posts"])
def test_an_empty_board_is_solved(key):
    document = example(pairs=[], **{key: []})
    assert plan_of(document)["status"] == "optimal"


def test_costs_too_large_for_the_solver_are_solved_in_two_steps(monkeypatch):
    instance = parse(generate(150, 10))
    value = parts_of(instance, flow.best_assignment(instance)).value
    monkeypatch.setattr(flow, "COST_ROOM", 2**16)
    assert parts_of(instance, flow.best_assignment(instance)).value == value


def test_integer_prices_prove_the_flow_and_refute_a_worse_one():
    instance = parse(generate(150, 10))
    network = flow.build_network(instance)
    best_one = flow.best_flow(network)
    price = flow.potentials(network, best_one, network.cost)
    tail, head, length = flow.residual_arcs(network, best_one, network.cost)
    assert (length + price[tail] - price[head] >= 0).all()
    assert (flow_of(network, flow.chosen_pairs(network, best_one)) == best_one).all()
    fewer = flow.chosen_pairs(network, best_one)[1:]
    with pytest.raises(flow.FlowFailed, match="not optimal"):
        flow.potentials(network, flow_of(network, fewer), network.cost)


def test_the_solver_leaves_standard_output_alone(capfd):
    integer.new_highs(1.0).run()
    assert capfd.readouterr().out == ""


def test_a_float_bound_is_rounded_so_that_it_stays_one():
    assert integer.whole_bound(99.9999999, 0) == 100
    assert integer.whole_bound(100.4, -1) == 99
    assert integer.whole_bound(float("inf"), 0) is None


@pytest.mark.parametrize("seed", [11977])
def test_an_optimum_the_float_solver_proves_but_hands_back_wrong_is_found_again(seed):
    document = board(seed)
    assert plan_of(document)["value"] == best(document)[0]

"""The check tells every difference between a plan and what it claims."""

from __future__ import annotations

import ast
import copy
from pathlib import Path

import pytest

from dunmiao.engine.matching import check as checking
from dunmiao.engine.matching.check import check
from dunmiao.engine.matching.parsing import parse
from dunmiao.engine.matching.recount import parts, violations
from dunmiao.engine.matching.solve import solve

PEOPLE = [
    {"id": "p1", "sending_unit": "u1", "tags": ["party", "woman"], "prefers": ["t2", "t1"]},
    {"id": "p2", "sending_unit": "u1", "tags": ["party"]},
    {"id": "p3", "sending_unit": "u2"},
    {"id": "p4", "sending_unit": "u2"},
]
BOARD = {
    "persons": PEOPLE,
    "posts": [
        {"id": "t1", "min": 1, "max": 3, "prefers": ["p4"]},
        {"id": "t2", "min": 2, "max": 2, "priority": 3},
    ],
    "pairs": [
        {"person": who["id"], "post": post, "fit": 100 * number + 7}
        for number, who in enumerate(PEOPLE)
        for post in ("t1", "t2")
    ],
    "weights": {"shortfall": 50, "unplaced": 20, "preference": 2},
}


def under(*rules: dict) -> dict:
    return {**BOARD, "rules": [{"id": f"r{number}", **rule} for number, rule in enumerate(rules)]}


def test_parts_by_hand():
    placed = [("p1", "t1"), ("p4", "t1"), ("p2", "t2")]
    assert parts(BOARD, placed) == {
        "fit": 7 + 307 + 107,
        "preference": 2 * (9 + 10),
        "unplaced": -20,
        "shortfall": -50 * 3,
    }
    area = under({"kind": "area", "posts": ["t1", "t2"], "at_least": 9, "priority": 2})
    assert parts(area, placed)["shortfall"] == -50 * (3 + 2 * 6)


TEAM = [("p1", "t1"), ("p2", "t1"), ("p3", "t1")]
BREAKS = [  # rule, placed, (post, persons) of each breach
    ({"kind": "composition", "posts": ["t1"], "tag": "party", "at_least": 3, "from_size": 3},
     TEAM, [("t1", ("p1", "p2", "p3"))]),
    ({"kind": "composition", "posts": ["t1"], "tag": "party", "at_least": 3, "from_size": 4},
     TEAM, []),
    ({"kind": "composition", "posts": ["t2", "t1"], "tag": "party", "at_least": 2, "from_size": 3},
     TEAM, []),
    ({"kind": "none_or_at_least", "posts": ["t1", "t2"], "tag": "woman", "at_least": 2},
     TEAM, [("t1", ("p1",))]),
    ({"kind": "none_or_at_least", "posts": ["t1"], "tag": "nobody", "at_least": 2}, TEAM, []),
    ({"kind": "same_sender", "posts": ["t1"], "at_most": 1}, TEAM, [("t1", ("p1", "p2"))]),
    ({"kind": "same_sender", "posts": ["t2"], "at_most": 0}, TEAM, []),
    ({"kind": "release", "sending_unit": "u1", "at_most": 1}, TEAM, [("", ("p1", "p2"))]),
    ({"kind": "release", "sending_unit": "u9", "at_most": 0}, TEAM, []),
    ({"kind": "apart", "persons": ["p1", "p3", "p4"], "posts": ["t1", "t2"]},
     TEAM, [("t1", ("p1", "p3"))]),
    ({"kind": "apart", "persons": ["p1", "p4"], "posts": ["t1", "t2"]}, TEAM, []),
    ({"kind": "area", "posts": ["t1", "t2"], "at_most": 2}, TEAM, [("", ("p1", "p2", "p3"))]),
    ({"kind": "area", "posts": ["t2"], "at_least": 2, "at_most": 0}, TEAM, []),
    ({"kind": "pin", "person": "p4", "post": "t1"}, TEAM, [("t1", ("p4",))]),
    ({"kind": "forbid", "person": "p1", "post": "t1"}, TEAM, [("t1", ("p1",))]),
    ({"kind": "forbid", "person": "p1", "post": "t2"}, TEAM, []),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "placed", "expected"), BREAKS)
def test_each_rule_by_hand(rule, placed, expected):
    found = violations(under(rule), placed)
    assert [(each.post, each.persons) for each in found] == expected
    assert all(each.rule == "r0" and each.text for each in found)


def plan_of(document: dict) -> dict:
    return solve(parse(document)).as_json()


def set_key(key: str, value: object):
    return lambda plan: plan.__setitem__(key, value)


TAMPERED = [  # how, the keys or rules that must be named
    (set_key("value", 1), {"value"}),
    (set_key("value", True), {"value"}),
    (lambda plan: plan["parts"].__setitem__("fit", 0), {"parts"}),
    (lambda plan: plan["parts"].__setitem__("unplaced", 0.0), {"parts"}),
    (lambda plan: plan.pop("parts"), {"parts"}),
    (lambda plan: plan.__setitem__("bound", plan["value"] + 5), {"gap_points", "gap", "status"}),
    (lambda plan: plan.__setitem__("bound", plan["value"] - 5),
     {"bound", "gap_points", "gap", "status"}),
    (set_key("bound", 1.5), {"bound"}),
    (set_key("bound", 10**400), {"bound"}),
    (set_key("gap", 0.1), {"gap"}),
    (set_key("gap", None), {"gap"}),
    (set_key("gap_points", 1), {"gap_points"}),
    (set_key("status", "feasible"), {"status"}),
    (set_key("status", "fine"), {"status"}),
    (set_key("status", ["optimal"]), {"status"}),
    (set_key("violations", ["r1"]), {"violations"}),
    (set_key("seconds", "fast"), {"seconds"}),
    (set_key("conflict", []), {"conflict"}),
    (lambda plan: plan["assignments"].pop(), {"value", "parts"}),
    (lambda plan: plan["assignments"].append({"person": "p1"}), {"assignments[4]"}),
    (lambda plan: plan.pop("assignments"),
     {"assignments", "value", "parts", "gap_points", "gap", "status"}),
    (lambda plan: plan["assignments"].append({"person": "p9", "post": "t1"}), {"frame"}),
    (lambda plan: plan["assignments"].append(dict(plan["assignments"][0])), {"frame", "value"}),
]  # fmt: skip


@pytest.mark.parametrize(("tamper", "named"), TAMPERED)
def test_every_tampering_is_found(tamper, named):
    plan = plan_of(BOARD)
    assert check(BOARD, plan).is_sound
    tampered = copy.deepcopy(plan)
    tamper(tampered)
    finding = check(BOARD, tampered)
    found = {each.key for each in finding.differences} | {each.rule for each in finding.violations}
    assert not finding.is_sound
    assert found & named
    assert finding.as_json()["ok"] is False


def test_a_post_over_its_max_and_a_broken_rule_are_violations():
    document = under({"kind": "forbid", "person": "p1", "post": "t2"})
    plan = plan_of(document)
    plan["assignments"] = [{"person": who["id"], "post": "t2"} for who in PEOPLE]
    found = {(each.rule, each.post, each.persons) for each in check(document, plan).violations}
    assert found == {("frame", "t2", ("p1", "p2", "p3", "p4")), ("r0", "t2", ("p1",))}


CLASH = under(
    {"kind": "pin", "person": "p3", "post": "t1"},
    {"kind": "composition", "posts": ["t1"], "tag": "party", "at_least": 2, "from_size": 1},
    {"kind": "release", "sending_unit": "u1", "at_most": 1},
    {"kind": "same_sender", "posts": ["t1"], "at_most": 2},
)


@pytest.mark.parametrize(
    ("change", "is_sound"),
    [
        ({}, True),
        ({"conflict": ["r0", "r1"]}, False),
        ({"conflict": ["r0", "r1", "r2", "r3"]}, False),
        ({"conflict": ["r0", "r1", "r9"]}, False),
        ({"conflict": ["r0", "r1", "r2", "r2"]}, False),
        ({"conflict": []}, False),
        ({"conflict": None}, False),
        ({"value": 3}, False),
        ({"assignments": [{"person": "p3", "post": "t1"}]}, False),
        ({"status": "unknown"}, False),
    ],
)
def test_a_claimed_conflict_is_searched_through(change, is_sound):
    plan = plan_of(CLASH)
    assert (plan["status"], plan["conflict"]) == ("infeasible", ["r0", "r1", "r2"])
    assert check(CLASH, {**plan, **change}).is_sound is is_sound


@pytest.mark.parametrize("plan", [None, [], "plan", 3, {}])
def test_what_is_no_plan_is_a_difference(plan):
    assert not check(BOARD, plan).is_sound


def test_an_unknown_plan_is_sound():
    plan = {"status": "unknown", "assignments": [], "violations": [], "seconds": 1.0}
    assert check(BOARD, plan).is_sound


def test_the_check_shares_no_code_with_the_solver():
    folder = Path(checking.__file__).parent
    own = {"check", "recount", "refute"}
    for name in own:
        tree = ast.parse((folder / f"{name}.py").read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            modules = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            modules += [each.name for each in node.names] if isinstance(node, ast.Import) else []
            for module in modules:
                assert "numpy" not in module
                assert "ortools" not in module
                assert not module.startswith("dunmiao") or module.rsplit(".", 1)[1] in own

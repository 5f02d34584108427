"""The board for pages: plain facts in, rows and comparisons out."""

from __future__ import annotations

import pytest

from dunmiao.engine.matching.board import (
    Candidate,
    Facts,
    Opening,
    board_of,
    compare,
    explained,
    instance_of,
    solved,
)
from dunmiao.engine.matching.plan import PlanError

PEOPLE = (
    Candidate("zhang", "交通局", frozenset({"party"}), ("dongpo", "xiping")),
    Candidate("li", "水利局", wishes=("dongpo",)),
    Candidate("wang", "水利局"),
)
POSTS = (Opening("dongpo", 1, 1, "东坡镇", wishes=("li",)), Opening("xiping", 1, 1, "西坪镇"))
FITS = {
    ("zhang", "dongpo"): 800,
    ("li", "dongpo"): 790,
    ("zhang", "xiping"): 500,
    ("wang", "xiping"): 650,
    ("wang", "dongpo"): 900,
}
BARS = [("wang", "dongpo", "native-county")]
WEIGHTS = {"shortfall": 2000, "unplaced": 1000, "preference": 10}


def document(**more) -> dict:
    return instance_of(Facts(PEOPLE, POSTS, FITS, BARS, weights=WEIGHTS, **more))


def test_a_barred_pair_is_no_pair_whatever_its_fit():
    made = document()
    assert {"person": "wang", "post": "dongpo", "rule": "native-county"} in made["barred"]
    assert len(made["pairs"]) == 4


def test_rows_show_who_goes_where_with_the_score():
    made = document(pins=[("zhang", "dongpo")])
    board = board_of(made, solved(made))
    row = board.rows[0]
    assert (row.post, row.shortfall, row.placed[0].person) == ("dongpo", 0, "zhang")
    assert (row.placed[0].fit, row.placed[0].person_points, row.placed[0].score) == (800, 10, 900)
    assert row.placed[0].is_pinned
    assert board.left_over == ("li",)
    assert board.value == sum(board.parts.values())


def test_two_plans_side_by_side():
    free, pinned = document(), document(pins=[("zhang", "dongpo")])
    first, second = solved(free), solved(pinned)
    compared = compare(free, first, second, other=pinned)
    assert compared.value == (first["value"], second["value"])
    assert compared.gain == second["value"] - first["value"] < 0
    assert compared.parts["fit"] == (first["parts"]["fit"], second["parts"]["fit"])
    assert {(move.person, move.to_post) for move in compared.moved} == {
        ("zhang", "dongpo"),
        ("li", ""),
    }
    assert compare(free, first, first).moved == ()


def test_a_forbidden_pair_moves_the_person():
    made = document(forbids=[("li", "dongpo")])
    assert {"person": "li", "post": "dongpo"} not in solved(made)["assignments"]


def test_plans_of_different_boards_are_not_compared():
    free = document()
    other = instance_of(Facts(PEOPLE, POSTS, {("li", "xiping"): 1000}, weights=WEIGHTS))
    with pytest.raises(PlanError):
        compare(free, solved(free), solved(other), other=other)


def test_a_person_is_explained():
    made = document()
    told = explained(made, solved(made), "wang")
    assert [(row.post, row.kind) for row in told.elsewhere] == [("dongpo", "barred")]
    assert told.post == "xiping"

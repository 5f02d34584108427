"""Direction: from the tiers of two units; an exchange takes two placements."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dunmiao.engine.charter.entities import Direction
from dunmiao.engine.direction import (
    Sending,
    check_direction,
    direction_of,
    directions,
    exchanges,
)
from dunmiao.engine.facts import UnitFacts

CITY, COUNTY, TOWN, FIRM = (
    UnitFacts("city", level=4),
    UnitFacts("county", level=3),
    UnitFacts("town", level=2),
    UnitFacts("firm", kind="enterprise"),
)
UNITS = {unit.id: unit for unit in (CITY, COUNTY, TOWN, FIRM)}


@pytest.mark.parametrize(
    ("sender", "receiver", "direction"),
    [
        (COUNTY, TOWN, "down"),
        (TOWN, CITY, "up"),
        (COUNTY, COUNTY, "level"),
        (CITY, FIRM, "down"),
        (FIRM, COUNTY, "up"),
        (FIRM, FIRM, "level"),
    ],
)
def test_direction_from_the_tiers(sender: UnitFacts, receiver: UnitFacts, direction: str) -> None:
    assert direction_of(sender, receiver) == direction


def test_two_units_that_send_each_other_somebody_exchange() -> None:
    out, back = Sending("b", "county", "town"), Sending("a", "town", "county")
    more = Sending("c", "county", "town")
    assert exchanges([out, more, back]) == ((back, out),)
    assert directions([out, more, back], UNITS) == {"a": "mutual", "b": "mutual", "c": "down"}


sendings = st.lists(
    st.tuples(st.sampled_from(sorted(UNITS)), st.sampled_from(sorted(UNITS))), max_size=12
).map(lambda ways: [Sending(f"{n:02}", a, b) for n, (a, b) in enumerate(ways) if a != b])


@given(sendings)
def test_each_placement_is_in_one_exchange_at_most(listed: list[Sending]) -> None:
    members = [one.id for pair in exchanges(listed) for one in pair]
    assert len(members) == len(set(members))
    for first, second in exchanges(listed):
        assert (first.sender, first.receiver) == (second.receiver, second.sender)
    assert exchanges(listed[::-1]) == exchanges(listed)
    assert set(directions(listed, UNITS)) == {one.id for one in listed}


@given(a=st.integers(0, 6), b=st.integers(0, 6))
def test_the_way_back_is_the_other_way(a: int, b: int) -> None:
    there = direction_of(UnitFacts("a", level=a), UnitFacts("b", level=b))
    back = direction_of(UnitFacts("b", level=b), UnitFacts("a", level=a))
    assert {there, back} in ({"level"}, {"up", "down"})


UPWARDS = Direction(
    key="up", name="上挂", clause="第六条", filing_required=True, cap=3, warning="上挂须从严掌握。"
)


def test_going_up_asks_a_filing_reference_keeps_the_cap_and_warns() -> None:
    found = check_direction(UPWARDS, " ", 3)
    assert [finding.blocks for finding in found] == [True, True, False]
    assert "filing reference" in str(found[0].reason)
    assert str(found[1].reason) == "3 already go this way; the charter allows 3."
    assert str(found[2].reason) == "上挂须从严掌握。"
    assert found[1].reason.clause == "第六条"
    passed = check_direction(UPWARDS, "组备〔2026〕3号", 2)
    assert [finding.blocks for finding in passed] == [False]
    assert (
        check_direction(replace(UPWARDS, filing_required=False, cap=None, warning=""), "", 99) == ()
    )

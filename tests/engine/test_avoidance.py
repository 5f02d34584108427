"""Avoidance: kin is hard, persons against persons too; home ground as law and charter say."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from dunmiao.engine.avoidance import HOME_LAW, KIN_LAW, apart, bars, may_handle, questions
from dunmiao.engine.charter.settings import Avoidance
from dunmiao.engine.facts import Kin, PersonFacts, PostFacts, ServiceSpan

TODAY = date(2026, 3, 1)


LAX = Avoidance(native_township=False, own_unit=True, former_unit_years=0)
STRICT = replace(LAX, native_township=True, former_unit_years=3)
PERSON = PersonFacts("p1", unit="u1", native_area="330106005")
POST = PostFacts("t1", unit="r1", unit_level=2, superior_unit="r0", area="330106008")


def rules(person: PersonFacts, post: PostFacts = POST, settings: Avoidance = LAX) -> list[str]:
    return [bar.rule for bar in bars(person, post, settings, TODAY)]


@pytest.mark.parametrize(
    ("kin", "sentence"),
    [
        (Kin("spouse", unit="r1"), "Spouse works in this unit."),
        (Kin("cousin", unit="r1", duty="leader"), "Cousin leads this unit."),
        (Kin("father", unit="r0", duty="leader"), "Father leads the unit above this one."),
        (
            Kin("spouse_sibling", unit="r1", duty="audit"),
            "Spouse's sibling works in this unit in personnel, discipline, audit or finance.",
        ),
    ],
)
def test_kin_in_the_unit_is_a_hard_bar(kin: Kin, sentence: str) -> None:
    found = bars(replace(PERSON, kin=(kin,)), POST, LAX, TODAY)
    assert [str(bar.reason) for bar in found] == [sentence]
    assert (found[0].rule, found[0].person, found[0].post) == ("kin", "p1", "t1")
    assert found[0].reason.clause == KIN_LAW


@pytest.mark.parametrize(
    "kin",
    [
        Kin("other", unit="r1", duty="leader"),
        Kin("spouse", unit="r2"),
        Kin("spouse", unit="r0"),
        Kin("spouse", person="p2"),
        Kin("cousin", business_under=frozenset({"r1"})),
    ],
)
def test_others_and_other_units_are_no_bar(kin: Kin) -> None:
    assert rules(replace(PERSON, kin=(kin,)), replace(POST, is_leader=True)) == []


def test_a_spouses_business_bars_from_leading_the_regulator() -> None:
    person = replace(PERSON, kin=(Kin("spouse", business_under=frozenset({"r1"})),))
    assert rules(person, replace(POST, is_leader=True)) == ["kin"]
    assert rules(person, POST) == []


def test_home_ground_is_barred_by_law_for_main_leaders_only() -> None:
    home = replace(POST, area="330106005")
    assert rules(PERSON, home) == []
    chief = bars(PERSON, replace(home, is_main_leader=True), LAX, TODAY)
    assert [bar.rule for bar in chief] == ["native_leader"]
    assert chief[0].reason.clause == HOME_LAW
    assert rules(PERSON, replace(POST, is_main_leader=True)) == []
    county = replace(POST, unit_level=3, area="330106", is_main_leader=True)
    assert rules(PERSON, county) == ["native_leader"]


def test_home_township_is_a_setting_and_an_unknown_one_asks() -> None:
    home = replace(POST, area="330106005")
    assert rules(PERSON, home, STRICT) == ["native_township"]
    assert rules(PERSON, POST, STRICT) == []
    assert questions(PERSON, home, STRICT) == ()
    vague = replace(PERSON, native_area="330106")
    assert rules(vague, home, STRICT) == []
    assert len(questions(vague, home, STRICT)) == 1
    assert len(questions(replace(PERSON, native_area=""), home, STRICT)) == 1
    assert questions(replace(PERSON, native_area="520000"), home, STRICT) == ()
    assert questions(vague, home, LAX) == ()
    padded = replace(PERSON, native_area="330106000000")
    assert rules(padded, replace(POST, area="330106000000"), STRICT) == []
    assert len(questions(padded, home, STRICT)) == 1
    assert rules(replace(PERSON, native_area="330106005000"), home, STRICT) == ["native_township"]


def test_own_unit_and_former_units() -> None:
    own = replace(POST, unit="u1")
    assert rules(PERSON, own) == ["own_unit"]
    assert rules(PERSON, own, replace(LAX, own_unit=False)) == []
    left = replace(PERSON, services=(ServiceSpan(date(2018, 1, 1), date(2023, 6, 30), unit="r1"),))
    assert rules(left, POST, STRICT) == ["former_unit"]
    assert rules(left, POST, LAX) == []
    long_ago = replace(
        PERSON, services=(ServiceSpan(date(2010, 1, 1), date(2012, 6, 30), unit="r1"),)
    )
    assert rules(long_ago, POST, STRICT) == []


def test_kin_among_the_people_are_kept_apart_once_per_unit() -> None:
    people = [
        replace(PERSON, kin=(Kin("spouse", person="p2"),)),
        PersonFacts("p2", kin=(Kin("spouse", person="p1"), Kin("other", person="p3"))),
        PersonFacts("p3", kin=(Kin("spouse", person="somebody else"),)),
    ]
    posts = [
        replace(POST, superior_unit=""),
        PostFacts("t2", unit="r1"),
        PostFacts("t3", unit="r2"),
        PostFacts("t4", unit="r3", capacity=2),
    ]
    found = apart(people, posts)
    assert [(one.persons, one.posts) for one in found] == [
        (("p1", "p2"), ("t1", "t2")),
        (("p1", "p2"), ("t4",)),
    ]
    assert "Spouse" in str(found[0].reason)
    assert apart(people[::-1], posts[::-1]) == found


def test_kin_are_kept_from_a_unit_and_the_leader_above_it() -> None:
    people = [replace(PERSON, kin=(Kin("brother", person="p2"),)), PersonFacts("p2")]
    posts = [POST, PostFacts("t9", unit="r0", is_leader=True), PostFacts("t8", unit="r0")]
    assert [one.posts for one in apart(people, posts)] == [("t1", "t9"), ("t8", "t9")]


def test_nobody_handles_their_own_case_or_their_kins() -> None:
    doer = replace(PERSON, kin=(Kin("daughter", person="p7"), Kin("other", person="p8")))
    assert may_handle(doer, "p1") is not None
    assert "Daughter" in str(may_handle(doer, "p7"))
    assert may_handle(doer, "p8") is None

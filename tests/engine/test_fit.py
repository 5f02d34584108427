"""Fit: whole numbers, each with its fact; who somebody is never counts, only what fits."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dunmiao.engine.charter.entities import FitPart
from dunmiao.engine.charter.names import FIT_PREDICATES
from dunmiao.engine.facts import PersonFacts, PostFacts, ServiceSpan
from dunmiao.engine.fit import PREDICATES, fit


def part(predicate: str, weight: int = 100) -> FitPart:
    return FitPart(
        key=predicate, name=predicate, clause="第十条", predicate=predicate, weight=weight
    )


PERSON = PersonFacts(
    "p1",
    major="农业经济管理",
    major_class="农学",
    system="组织",
    services=(ServiceSpan(date(2015, 8, 1), post_class="party", system="组织"),),
    experience=frozenset({"项目建设", "招商引资"}),
    wishes=("t2", "t1"),
)
POST = PostFacts(
    "t1",
    post_class="rural",
    system="农业农村",
    need_majors=("农业经济管理",),
    need_experience=("招商引资", "乡村振兴"),
    difficulties=frozenset({"任务重"}),
    place_needs=frozenset({"招商引资"}),
    wishes=("p9", "p8", "p1"),
)
EXPECTED = {
    "major_matches_need": 1000,
    "experience_matches_need": 500,
    "gap_filled_by_post": 1000,
    "person_wish": 900,
    "post_wish": 800,
    "difficulty_priority": 500,
    "place_need": 1000,
    "new_system": 1000,
}


def test_the_table_has_exactly_the_words_of_the_charter() -> None:
    assert set(PREDICATES) == set(FIT_PREDICATES) == set(EXPECTED)


@pytest.mark.parametrize("name", EXPECTED)
def test_each_predicate_gives_its_points_and_its_fact(name: str) -> None:
    found = fit([part(name)], PERSON, POST)
    assert found.total == found.parts[0].points == EXPECTED[name]
    assert found.parts[0].reason.clause == "第十条"
    assert str(found.parts[0].reason)


@pytest.mark.parametrize("name", EXPECTED)
def test_a_bare_person_and_a_bare_post_give_a_sentence_too(name: str) -> None:
    found = fit([part(name)], PersonFacts("p"), PostFacts("t"))
    assert 0 <= found.total <= 500
    assert str(found.parts[0].reason)


def test_majors_of_the_same_class_and_others() -> None:
    weights = [part("major_matches_need")]
    kin = replace(POST, need_majors=("农学",))
    assert fit(weights, PERSON, kin).total == 700
    assert fit(weights, replace(PERSON, major="法学", major_class=""), kin).total == 0
    assert fit(weights, replace(PERSON, major=""), kin).total == 0
    reason = fit(weights, PERSON, kin).parts[0].reason
    assert str(reason) == "Studied 农业经济管理, of the class 农学 the post asks for."


def test_served_classes_and_abilities_to_grow() -> None:
    weights = [part("gap_filled_by_post")]
    assert fit(weights, PERSON, replace(POST, post_class="party")).total == 0
    growing = replace(PERSON, abilities_to_grow=frozenset({"突发事件处理", "创新"}))
    helping = replace(POST, need_abilities=("创新",))
    assert fit(weights, growing, helping).total == 750
    assert fit(weights, growing, POST).total == 500


def test_a_line_of_work_already_served_adds_nothing() -> None:
    assert fit([part("new_system")], PERSON, replace(POST, system="组织")).total == 0


def test_weights_add_up_and_round_down() -> None:
    found = fit([part("person_wish", 30), part("post_wish", 40)], PERSON, POST)
    assert found.total == (30 * 900 + 40 * 800) // 70 == 842
    assert [one.weight for one in found.parts] == [30, 40]
    assert fit([], PERSON, POST).total == 0
    assert fit([part("post_wish", 0)], PERSON, POST).total == 0


def test_the_eleventh_wish_counts_nothing() -> None:
    many = replace(PERSON, wishes=(*(f"x{n}" for n in range(10)), "t1"))
    assert fit([part("person_wish")], many, POST).total == 0
    tenth = replace(PERSON, wishes=(*(f"x{n}" for n in range(9)), "t1"))
    assert fit([part("person_wish")], tenth, POST).total == 100


words = st.frozensets(st.sampled_from("甲乙丙丁"), max_size=4)


@given(
    weights=st.lists(st.tuples(st.sampled_from(sorted(EXPECTED)), st.integers(0, 100)), max_size=8),
    experience=words,
    needs=words,
    difficulties=words,
)
def test_the_total_stays_between_0_and_1000_in_any_order(
    weights: list[tuple[str, int]],
    experience: frozenset[str],
    needs: frozenset[str],
    difficulties: frozenset[str],
) -> None:
    person = replace(PERSON, experience=experience)
    post = replace(POST, need_experience=tuple(needs), difficulties=difficulties)
    rows = [part(name, weight) for name, weight in weights]
    found = fit(rows, person, post)
    assert 0 <= found.total <= 1000
    assert isinstance(found.total, int)
    assert all(0 <= one.points <= 1000 for one in found.parts)
    assert fit(rows[::-1], person, post).total == found.total


@given(
    sex=st.sampled_from(["", "1", "2"]),
    ethnic=st.sampled_from(["", "01", "15"]),
    political=st.sampled_from(["01", "13"]),
    birth=st.dates(date(1970, 1, 1), date(2003, 1, 1)),
    native=st.sampled_from(["", "330106", "522636105"]),
)
def test_who_somebody_is_never_counts(
    sex: str, ethnic: str, political: str, birth: date, native: str
) -> None:
    rows = [part(name) for name in EXPECTED]
    other = replace(
        PERSON,
        name="另一个人",
        sex=sex,
        ethnic=ethnic,
        political=political,
        birth_on=birth,
        native_area=native,
        is_health_declared_fit=False,
    )
    assert fit(rows, other, POST) == fit(rows, PERSON, POST)

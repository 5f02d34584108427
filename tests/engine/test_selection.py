"""Cut-offs, ties, absences, replacement and the funnel: nobody is lost on the way."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dunmiao.engine.charter.entities import Stage
from dunmiao.engine.funnel import funnel, lost, withdraw
from dunmiao.engine.selection import (
    Entrant,
    Mark,
    Result,
    SelectionError,
    StageResult,
    Why,
    cut,
    total_score,
)

EXAM = Stage(
    key="exam",
    name="笔试",
    clause="第八条",
    kind="exam",
    weight=50,
    pass_mark=60,
    ratio=3,
    ties="all_in",
)
INTERVIEW = replace(
    EXAM,
    key="interview",
    name="面试",
    kind="interview",
    ratio=1,
    ties="order",
    tie_order=("exam",),
    reserve=1,
)
REVIEW = Stage(key="review", name="资格审查", clause="第七条", kind="review")
WEIGHTS = {"exam": 50, "interview": 50}


def score(value: str) -> Mark:
    return Mark(Decimal(value))


def run(stage: Stage, marks: dict[str, Mark], places: int = 1, **earlier: str) -> StageResult:
    entrants = [
        Entrant(p, "t1", earlier={"exam": Decimal(earlier[p])} if p in earlier else {})
        for p in marks
    ]
    return cut(stage, entrants, marks, {"t1": places}, WEIGHTS)


def test_three_to_one_lets_three_in_and_says_where_the_others_left() -> None:
    marks = {"a": score("81"), "b": score("75.5"), "c": score("70"), "d": score("69")}
    result = run(EXAM, {**marks, "e": score("59.9"), "f": Mark(is_absent=True, note="病假")})
    assert result.passed == ("a", "b", "c")
    assert result.of("d").why == Why.BELOW_LINE
    assert str(result.of("d").reason) == "69.00 in all, place 4; 3 go on from here."
    assert result.of("d").reason.clause == "第八条"
    assert result.of("e").why == Why.BELOW_MARK
    assert str(result.of("e").reason) == "59.9 in 笔试, pass mark 60."
    assert result.of("f").why == Why.ABSENT
    assert "病假" in str(result.of("f").reason)


def test_all_tied_at_the_line_come_in() -> None:
    marks = {p: score("70") for p in "bcde"} | {"a": score("80"), "f": score("69.99")}
    assert run(EXAM, marks).passed == ("a", "b", "c", "d", "e")


def test_a_tie_goes_to_the_higher_written_score_then_to_all() -> None:
    marks = {"a": score("70"), "b": score("80"), "c": score("70")}
    result = run(INTERVIEW, marks, a="80", b="70", c="80")
    # a and c: 75.00 with 80 in writing; b: 75.00 with 70 in writing
    assert result.passed == ("a", "c")
    assert result.of("b").result == Result.RESERVE
    assert [result.of(p).place for p in "acb"] == [1, 1, 3]
    by_service = replace(INTERVIEW, tie_order=("service_years",))
    entrants = [Entrant("a", tie_facts={"service_years": 4}), Entrant("b")]
    tied = cut(by_service, entrants, {p: score("70") for p in "ab"}, {"": 1}, {})
    assert tied.passed == ("a",)


def test_totals_are_decimal_and_rounded_half_up_as_posted() -> None:
    scores = {"exam": Decimal("70.01"), "interview": Decimal("80.00")}
    assert total_score(scores, WEIGHTS) == Decimal("75.01")
    assert total_score({"exam": Decimal("70.01")}, WEIGHTS) == Decimal("70.01")
    thirds = {"exam": 40, "interview": 30, "inspection": 30}
    assert total_score(scores, thirds) == Decimal("74.29")
    assert total_score(scores, {}, "interview") == Decimal("80.00")
    assert total_score({}, WEIGHTS) is None


def test_zero_is_a_score_and_an_allowed_absence_counts_as_nothing() -> None:
    lenient = replace(EXAM, pass_mark=None, may_be_absent=True)
    result = run(lenient, {"a": score("0"), "b": Mark(is_absent=True), "c": score("1")})
    assert result.passed == ("c", "a", "b")
    assert result.of("a").total == result.of("b").total == Decimal("0.00")
    assert result.of("a").score == 0
    assert result.of("b").score is None


def test_withdrawing_before_the_cut_leaves_the_place_to_the_next() -> None:
    marks = {"a": Mark(is_withdrawn=True, note="家庭原因"), "b": score("70"), "c": score("65")}
    result = run(replace(EXAM, ratio=1), marks)
    assert result.passed == ("b",)
    assert result.of("a").why == Why.WITHDRAWN


def test_a_check_without_scores_passes_or_not_with_the_note() -> None:
    stage = REVIEW
    marks = {"a": Mark(is_passed=True), "b": Mark(is_passed=False, note="年龄超限")}
    result = run(stage, marks)
    assert result.passed == ("a",)
    assert str(result.of("b").reason) == "Did not pass 资格审查: 年龄超限."
    assert result.of("a").place is None


def test_each_post_has_its_own_line_and_few_entrants_are_said() -> None:
    entrants = [Entrant("a", "t1"), Entrant("b", "t1"), Entrant("c", "t2")]
    marks = {"a": score("90"), "b": score("85"), "c": score("61")}
    result = cut(replace(EXAM, ratio=1), entrants, marks, {"t1": 1, "t2": 2, "t3": 1}, WEIGHTS)
    assert result.passed == ("a", "c")
    assert [w.facts["post"] for w in result.warnings] == ["t2", "t3"]


def test_what_is_missing_or_impossible_is_said_before_anything_is_cut() -> None:
    entrants = [Entrant("a", "t1", name="张三"), Entrant("a", "t1"), Entrant("b", "t2")]
    marks = {"a": score("101"), "x": score("50")}
    with pytest.raises(SelectionError) as refused:
        cut(EXAM, entrants, marks, {"t1": 1}, WEIGHTS)
    assert len(refused.value.reasons) == 5
    assert "t2" in str(refused.value)


def test_the_next_in_reserve_moves_up_in_order() -> None:
    stage = replace(INTERVIEW, reserve=2)
    result = run(stage, {"a": score("90"), "b": score("80"), "c": score("70"), "d": score("65")})
    assert result.persons(Result.RESERVE) == ("b", "c")
    after = withdraw(result, "a", "工作调动", {"t1": 1})
    assert after.passed == ("b",)
    assert after.of("a").why == Why.WITHDRAWN
    assert "Moved up from the reserve (place 2)" in str(after.of("b").reason)
    third = withdraw(after, "b", "本人申请", {"t1": 1})
    assert third.passed == ("c",)
    with pytest.raises(SelectionError):
        withdraw(third, "d", "", {"t1": 1})
    with pytest.raises(KeyError):
        withdraw(third, "z", "", {"t1": 1})


def test_nobody_moves_up_while_ties_fill_the_place_anyway() -> None:
    result = run(INTERVIEW, {"a": score("90"), "b": score("90"), "c": score("70")})
    assert result.passed == ("a", "b")
    assert withdraw(result, "a", "…", {"t1": 1}).passed == ("b",)


def test_the_funnel_runs_from_114_to_20() -> None:
    people = [f"p{n:03}" for n in range(114)]
    review = REVIEW
    first = cut(
        review,
        [Entrant(p) for p in people],
        {p: Mark(is_passed=n >= 9, note="…") for n, p in enumerate(people)},
        {"": 20},
        WEIGHTS,
    )
    marks = {p: score(str(40 + n % 60)) for n, p in enumerate(first.passed)}
    exam = replace(EXAM, ties="order", tie_order=("age",))
    entrants = [Entrant(p, tie_facts={"age": n}) for n, p in enumerate(first.passed)]
    second = cut(exam, entrants, marks, {"": 20}, WEIGHTS)
    third = cut(
        replace(INTERVIEW, tie_order=("age",)),
        [
            replace(e, earlier={"exam": marks[e.person].score})
            for e in entrants
            if e.person in second.passed
        ],
        {p: score(str(70 + n % 25)) for n, p in enumerate(second.passed)},
        {"": 20},
        WEIGHTS,
    )
    rows = funnel([first, second, third])
    assert [(r.entered, r.passed) for r in rows] == [(114, 105), (105, 60), (60, 20)]
    assert rows[0].left == {Why.NOT_PASSED: 9}
    assert not lost([first, second, third])
    assert len(lost([first, third])) == 45


marks_of = st.one_of(
    st.decimals(0, 100, places=1).map(Mark),
    st.integers(58, 64).map(lambda n: Mark(Decimal(n))),
    st.just(Mark(is_absent=True)),
    st.just(Mark(is_withdrawn=True)),
    st.just(Mark(is_passed=False, note="…")),
)
stages = st.builds(
    partial(replace, EXAM),
    pass_mark=st.sampled_from([None, 60]),
    ratio=st.sampled_from([None, 1, 2, 3]),
    ties=st.sampled_from(["all_in", "order"]),
    tie_order=st.sampled_from([(), ("age",)]),
    may_be_absent=st.booleans(),
    reserve=st.integers(0, 2),
)


@st.composite
def rounds(draw: st.DrawFn) -> tuple[Stage, list[Entrant], dict[str, Mark], dict[str, int]]:
    stage = draw(stages)
    count = draw(st.integers(0, 14))
    posts = st.sampled_from(["t1", "t2"])
    entrants = [
        Entrant(f"p{n}", draw(posts), tie_facts={"age": draw(st.integers(25, 27))})
        for n in range(count)
    ]
    marks = {entrant.person: draw(marks_of) for entrant in entrants}
    return stage, entrants, marks, {"t1": draw(st.integers(0, 3)), "t2": 1}


@given(rounds())
def test_everyone_who_enters_leaves_with_exactly_one_outcome(drawn: tuple) -> None:
    stage, entrants, marks, quota = drawn
    result = cut(stage, entrants, marks, quota, WEIGHTS)
    assert sorted(o.person for o in result.outcomes) == sorted(e.person for e in entrants)
    assert all(str(outcome.reason) for outcome in result.outcomes)
    row = funnel([result])[0]
    assert row.entered == row.passed + row.reserve + sum(row.left.values()) == len(entrants)
    assert all((o.why is None) == (o.result != Result.OUT) for o in result.outcomes)


@given(rounds(), st.randoms(use_true_random=False))
def test_the_line_is_fair_and_does_not_depend_on_the_order(drawn: tuple, random: object) -> None:
    stage, entrants, marks, quota = drawn
    result = cut(stage, entrants, marks, quota, WEIGHTS)
    shuffled = list(entrants)
    random.shuffle(shuffled)
    assert cut(stage, shuffled, marks, quota, WEIGHTS) == result
    order = [Result.PASSED, Result.RESERVE, Result.OUT]
    ranked = [o for o in result.outcomes if o.place is not None]
    for one in ranked:
        for other in ranked:
            if one.post == other.post and one.total > other.total:
                assert order.index(one.result) <= order.index(other.result)
            if one.post == other.post and one.place == other.place:
                assert one.result == other.result


@given(rounds())
def test_a_withdrawal_loses_nobody_and_never_overfills(drawn: tuple) -> None:
    stage, entrants, marks, quota = drawn
    result = cut(stage, entrants, marks, quota, WEIGHTS)
    places = {post: n * (stage.ratio or len(entrants)) for post, n in quota.items()}
    for person in result.passed:
        after = withdraw(result, person, "…", places)
        assert {o.person for o in after.outcomes} == {e.person for e in entrants}
        assert after.of(person).result == Result.OUT
        moved = set(after.passed) - set(result.passed)
        assert len({after.of(p).total for p in moved}) <= 1

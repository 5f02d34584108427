"""Appraisal: change and not rank, tallies that agree, and no weight for writing much."""

from __future__ import annotations

import dataclasses
from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dunmiao.engine import appraisal
from dunmiao.engine.appraisal import (
    Assessment,
    Given,
    Record,
    Tally,
    ability_change,
    check_tally,
    compare_tallies,
    hides_shares,
    leniency_warnings,
    missing_before_approval,
    quota_warning,
    results_on_record,
    shares,
)
from dunmiao.engine.charter.entities import Appraisal
from dunmiao.engine.charter.settings import AppraisalRules
from dunmiao.engine.charter.timing import Timing

ABILITIES = ("理论素养", "综合协调", "突发事件处理", "创新")
TODAY = date(2026, 9, 1)


def rate(stage: str, kind: str, value: int, ability: str = "创新") -> Assessment:
    return Assessment(stage, kind, ability, value)


def test_change_is_shown_between_the_same_kinds_of_raters_only() -> None:
    given_ = [
        rate("start", "receiver", 3),
        rate("middle", "receiver", 3),
        rate("end", "receiver", 5),
        rate("start", "mentor", 2),
        rate("start", "mentor", 3),
        rate("middle", "mentor", 4),
        rate("end", "sender", 5),
    ]
    changes = ability_change(ABILITIES, given_, (1, 5))
    assert [change.ability for change in changes] == list(ABILITIES)
    rows = {row.rater_kind: row for row in changes[3].rows}
    assert rows["receiver"].change == Decimal("2.0")
    assert rows["receiver"].is_final
    assert rows["mentor"].start == Decimal("2.5")
    assert rows["mentor"].change == Decimal("1.5")
    assert not rows["mentor"].is_final
    assert rows["sender"].change is None
    assert "sender" in str(changes[3].gaps[0])
    assert changes[0].rows == ()


def test_no_total_no_rank_and_no_grade_is_computed() -> None:
    for noun in (appraisal.AbilityChange, appraisal.RaterChange):
        fields = {field.name for field in dataclasses.fields(noun)}
        assert not fields & {"total", "rank", "place", "score", "grade", "points"}


@pytest.mark.parametrize(
    "bad",
    [rate("start", "mentor", 6), rate("late", "mentor", 3), rate("start", "mentor", 3, "口才")],
)
def test_values_off_the_scale_or_the_list_are_errors(bad: Assessment) -> None:
    with pytest.raises(ValueError, match=r"scale|no such"):
        ability_change(ABILITIES, [bad], (1, 5))


@given(st.permutations([rate(s, k, v) for s, k, v in [("start", "a", 1), ("end", "a", 4)]] * 2))
def test_the_order_of_raters_does_not_matter(order: list[Assessment]) -> None:
    assert ability_change(ABILITIES, order, (1, 5))[3].rows[0].change == Decimal("3.0")


PAPER = Tally("甲", 30, 29, 1, {"优秀": 20, "称职": 8, "基本称职": 0, "不称职": 0})


def test_a_tally_must_add_up_within_the_voters() -> None:
    assert check_tally(PAPER, 30) == ()
    assert "only 29 may vote" in str(check_tally(PAPER, 29)[0])
    assert len(check_tally(replace(PAPER, returned=31), 30)) == 2
    wrong = check_tally(replace(PAPER, invalid=2), 30)
    assert str(wrong[0]) == "28 valid and 2 invalid ballots do not make 29 returned."
    assert "below zero" in str(check_tally(replace(PAPER, invalid=-1), 30)[0])


def test_two_persons_must_enter_the_same() -> None:
    second = replace(PAPER, by="乙")
    assert compare_tallies(PAPER, second) == ()
    assert "second person" in str(compare_tallies(PAPER, PAPER)[0])
    differing = replace(second, returned=28, counts={**PAPER.counts, "优秀": 19})
    texts = [str(reason) for reason in compare_tallies(PAPER, differing)]
    assert texts == [
        "The entries differ in ballots returned: 29 and 28. Read the paper.",
        "The entries differ in 优秀: 20 and 19. Read the paper.",
    ]


counts = st.dictionaries(st.sampled_from(["优秀", "称职", "不称职"]), st.integers(0, 40))


@given(counts, counts)
def test_tallies_agree_exactly_when_their_numbers_do(a: dict[str, int], b: dict[str, int]) -> None:
    first = Tally("甲", 120, sum(a.values()), 0, a)
    second = Tally("乙", 120, sum(b.values()), 0, b)
    agree = not compare_tallies(first, second)
    assert agree == (+Counter(a) == +Counter(b))
    assert check_tally(first, 120) == ()
    assert all(isinstance(share, Decimal) for share in shares(first).values())
    if first.valid:
        assert abs(sum(shares(first).values()) - 100) <= Decimal("0.2")


def test_few_ballots_are_not_shown() -> None:
    few = Tally("甲", 4, 4, 0, {"优秀": 4})
    assert "from 5 on" in str(hides_shares(few, 5))
    assert hides_shares(PAPER, 5) is None
    assert shares(Tally("甲", 0, 0, 0, {"优秀": 0})) == {"优秀": Decimal("0.0")}


def test_quota_is_counted_where_rated_and_only_warns() -> None:
    assert quota_warning("某镇", 20, 4, 20) is None
    warning = quota_warning("某镇", 19, 4, 20)
    assert str(warning) == "某镇: 4 of 19 rated carry the best grade, 20% allows 3."


def test_raters_who_tell_nobody_apart_are_pointed_out() -> None:
    marks = {"甲": [5, 5, 5, 5], "乙": [3, 3, 3, 3], "丙": [5, 5, 5], "丁": [5, 4, 5, 5]}
    found = leniency_warnings(marks, 5)
    assert {reason.facts["rater"] for reason in found} == {"甲", "乙"}
    assert "甲 gave the greatest value in all 4 marks." in map(str, found)


FINAL = Appraisal(
    key="final",
    name="期满考核",
    clause="第二十条",
    timing=Timing("at_end"),
    opinions_of=("receiver", "sender"),
    inputs=(),
    graded=True,
    tally=True,
    ability_stage="end",
)
SETTINGS = AppraisalRules(objection_days=5, deficiencies_required=True)


READY = Given(
    opinions=frozenset({"receiver", "sender"}),
    rated_by=frozenset({"receiver", "mentor"}),
    has_agreed_tally=True,
    deficiencies="统筹多项工作时主次不清。",
    grade="competent",
    told_on=TODAY - timedelta(days=6),
)


def missing(given_: Given, rule: Appraisal = FINAL) -> list[str]:
    found = missing_before_approval(rule, SETTINGS, ("receiver", "mentor"), given_, TODAY)
    return [reason.rule for reason in found]


def test_everything_missing_is_named_at_once() -> None:
    assert missing(READY) == []
    assert missing(Given()) == [
        "opinions_of",
        "opinions_of",
        "ability",
        "ability",
        "tally",
        "deficiencies_required",
        "graded",
        "objection_days",
    ]
    assert missing(replace(READY, deficiencies="  ")) == ["deficiencies_required"]
    plain = replace(FINAL, opinions_of=(), graded=False, tally=False, ability_stage="")
    assert missing(replace(READY, grade="", has_agreed_tally=False), plain) == []


def test_the_days_of_objection_must_be_over() -> None:
    assert missing(replace(READY, told_on=TODAY - timedelta(days=5))) == ["objection_days"]
    waived = replace(READY, told_on=TODAY, has_waived_objection=True)
    assert missing(waived) == []
    assert missing(replace(READY, open_objections=1)) == ["objection_days"]


records = st.builds(
    Record,
    kind=st.sampled_from(["task", "output", "problem", "log", "photo", "coverage", "talk"]),
    on=st.dates(date(2026, 1, 1), date(2026, 12, 31)),
    text=st.text(max_size=5),
)


@given(st.lists(records, max_size=10), st.integers(1, 5), st.text(max_size=40))
def test_number_and_length_of_logs_change_nothing(
    drawn: list[Record], times: int, more: str
) -> None:
    logs = [one for one in drawn if one.kind == "log"]
    longer = [replace(one, text=one.text + more) for one in logs] * times
    others = [one for one in drawn if one.kind != "log"]
    assert results_on_record(others + longer) == results_on_record(drawn)
    assert results_on_record(drawn + drawn) == results_on_record(drawn)
    assert all(one.kind not in ("log", "photo", "coverage") for one in results_on_record(drawn))


def test_no_input_of_an_appraisal_counts_writing() -> None:
    for noun in (Given, Assessment, Tally):
        names = " ".join(field.name for field in dataclasses.fields(noun))
        assert "log" not in names
        assert "length" not in names

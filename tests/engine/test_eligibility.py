"""Eligibility: every finding shows rule, clause and facts; what is not known never passes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dunmiao.engine.charter.entities import EligibilityRule
from dunmiao.engine.charter.names import ELIGIBILITY_PREDICATES
from dunmiao.engine.codes import EDUCATION, EDUCATION_LEVELS
from dunmiao.engine.eligibility import PREDICATES, Decision, eligibility
from dunmiao.engine.facts import Discipline, PastPlacement, PersonFacts

TODAY = date(2026, 3, 1)
CLAUSE = "第五条（二）"


def rule(
    predicate: str,
    parameters: Mapping[str, object] | None = None,
    key: str = "rule",
    *,
    overridable: bool = True,
) -> EligibilityRule:
    return EligibilityRule(
        key=key,
        name=key,
        clause=CLAUSE,
        predicate=predicate,
        parameters=parameters or {},
        overridable=overridable,
    )


FULL = PersonFacts(
    id="p1",
    birth_on=date(1990, 2, 28),
    political="01",
    education="21",
    personnel_kind="civil_servant",
    rank="142",
    post_since=date(2023, 3, 1),
    work_started_on=date(2015, 8, 1),
    recruited_on=date(2025, 9, 1),
    unit_kinds=("county",),
    tags=frozenset({"selected"}),
    appraisals={2024: "优秀", 2025: "称职"},
    disciplines=(),
    grassroots_months=12,
    is_health_declared_fit=True,
)

# name -> (parameters, facts that fail, facts that are not known; None: always known)
CASES: dict[str, tuple[dict[str, object], dict[str, object], dict[str, object] | None]] = {
    "age_at_most": ({"years": 36}, {"birth_on": date(1989, 3, 1)}, {"birth_on": None}),
    "age_at_most_by_rank": (
        {"by_rank": {"132": 45, "142": 36}, "otherwise": 30},
        {"rank": "R11"},
        {"rank": ""},
    ),
    "service_years_at_least": (
        {"years": 5},
        {"work_started_on": date(2021, 3, 2)},
        {"work_started_on": None},
    ),
    "post_years_at_least": ({"years": 3}, {"post_since": date(2023, 3, 2)}, {"post_since": None}),
    "grassroots_months_at_most": (
        {"months": 12},
        {"grassroots_months": 13},
        {"grassroots_months": None},
    ),
    "education_at_least": ({"level": "bachelor"}, {"education": "31"}, {"education": ""}),
    "personnel_kind_in": (
        {"kinds": ["civil_servant", "reference"]},
        {"personnel_kind": "enterprise"},
        {"personnel_kind": ""},
    ),
    "rank_in": ({"ranks": ["142", "141"]}, {"rank": "132"}, {"rank": ""}),
    "political_in": ({"kinds": ["01", "02"]}, {"political": "13"}, {"political": ""}),
    "unit_kind_in": ({"kinds": ["county", "city"]}, {"unit_kinds": ("zone",)}, {"unit_kinds": ()}),
    "person_tag_in": ({"tags": ["selected"]}, {"tags": frozenset()}, {"tags": None}),
    "last_appraisals_at_least": (
        {"years": 2, "grade": "competent"},
        {"appraisals": {2025: "基本称职"}},
        {"appraisals": {2025: "优秀"}},
    ),
    "not_under_discipline": (
        {},
        {"disciplines": (Discipline("记过", TODAY),)},
        {"disciplines": None},
    ),
    "not_in_probation": ({}, {"probation_ends_on": TODAY}, {"rank": "199"}),
    "health_declared_fit": (
        {},
        {"is_health_declared_fit": False},
        {"is_health_declared_fit": None},
    ),
    "not_placed_within_months": (
        {"months": 24},
        {"placements": (PastPlacement(date(2023, 4, 1), date(2024, 3, 31)),)},
        None,
    ),
    "recruited_within_months": (
        {"months": 12},
        {"recruited_on": date(2025, 3, 1)},
        {"recruited_on": None},
    ),
}


def test_the_table_has_exactly_the_words_of_the_charter() -> None:
    assert set(PREDICATES) == set(ELIGIBILITY_PREDICATES) == set(CASES)
    for name, (parameters, _failing, _unknown) in CASES.items():
        assert set(parameters) == set(ELIGIBILITY_PREDICATES[name])


@pytest.mark.parametrize("name", CASES)
def test_each_predicate_passes_fails_and_asks(name: str) -> None:
    parameters, failing, unknown = CASES[name]
    rules = [rule(name, parameters)]
    assert eligibility(rules, FULL, TODAY).eligible == "yes"
    failed = eligibility(rules, replace(FULL, **failing), TODAY)
    assert failed.eligible == "no"
    assert failed.failed[0].reason.clause == CLAUSE
    if unknown is not None:
        asked = eligibility(rules, replace(FULL, **unknown), TODAY)
        assert asked.eligible == "unknown"
        assert asked.asks
    for verdict in (failed, eligibility(rules, FULL, TODAY)):
        assert str(verdict.findings[0].reason)


def test_a_finding_says_the_facts_behind_it() -> None:
    finding = eligibility([rule("age_at_most", {"years": 35})], FULL, TODAY).findings[0]
    assert str(finding.reason) == "Age 36 on 2026-03-01 (born 1990-02-28), limit 35."
    assert (finding.reason.rule, finding.reason.clause) == ("rule", CLAUSE)


def test_codes_are_shown_as_words_in_both_languages() -> None:
    finding = eligibility([rule("rank_in", {"ranks": ["141"]})], FULL, TODAY).findings[0]
    assert str(finding.reason) == "Rank: Township level, deputy; open to: Township level, chief."
    assert finding.reason.facts["has"].label("zh") == "乡科级副职"


@pytest.mark.parametrize(
    ("born", "on", "limit", "answer"),
    [
        (date(1990, 3, 2), date(2026, 3, 1), 35, "yes"),
        (date(1990, 3, 1), date(2026, 3, 1), 35, "no"),
        (date(1992, 2, 29), date(2027, 2, 27), 34, "yes"),
        (date(1992, 2, 29), date(2027, 2, 28), 34, "no"),
        (date(1992, 2, 29), date(2028, 2, 28), 35, "yes"),
        (date(1992, 2, 29), date(2028, 2, 29), 35, "no"),
    ],
)
def test_age_over_birthdays_and_29_february(born: date, on: date, limit: int, answer: str) -> None:
    rules = [rule("age_at_most", {"years": limit})]
    assert eligibility(rules, PersonFacts("p", birth_on=born), on).eligible == answer


@given(born=st.dates(date(1950, 1, 1), date(2005, 12, 31)), days=st.integers(0, 25000))
def test_age_never_falls_and_rises_by_one_at_most(born: date, days: int) -> None:
    def age(day: date) -> object:
        verdict = eligibility(
            [rule("age_at_most", {"years": 30})], PersonFacts("p", birth_on=born), day
        )
        return verdict.findings[0].reason.facts["age"]

    day = born + timedelta(days=days)
    assert age(day + timedelta(days=1)) - age(day) in (0, 1)
    assert age(born) == 0


@pytest.mark.parametrize("level", EDUCATION_LEVELS)
def test_each_level_of_education_is_named_by_a_row_of_that_level(level: str) -> None:
    rules = [rule("education_at_least", {"level": level})]
    finding = eligibility(rules, replace(FULL, education="90"), TODAY).findings[0]
    named = EDUCATION.find(finding.reason.facts["needed"].name)
    assert named is not None
    assert named.level == EDUCATION_LEVELS[level]
    assert "结业" not in named.name


def test_a_missing_year_asks_unless_another_year_fails() -> None:
    best_only = rule("last_appraisals_at_least", {"years": 3, "grade": "excellent"})
    assert eligibility([best_only], FULL, TODAY).eligible == "no"
    best = replace(FULL, appraisals={2024: "优秀", 2025: "优秀"})
    verdict = eligibility([best_only], best, TODAY)
    assert verdict.eligible == "unknown"
    assert "2023 ?" in str(verdict.findings[0].reason)


def test_an_expired_measure_and_an_old_placement_do_not_stand_in_the_way() -> None:
    past = replace(
        FULL,
        disciplines=(Discipline("警告", TODAY - timedelta(days=1)),),
        placements=(PastPlacement(date(2022, 3, 1), date(2024, 2, 29)),),
    )
    rules = [rule("not_under_discipline"), rule("not_placed_within_months", {"months": 24})]
    assert eligibility(rules, past, TODAY).eligible == "yes"
    running = replace(FULL, placements=(PastPlacement(date(2025, 3, 1)),))
    assert eligibility(rules, running, TODAY).eligible == "no"
    endless = replace(FULL, disciplines=(Discipline("警告"),))
    assert eligibility(rules, endless, TODAY).eligible == "unknown"


def test_a_decision_counts_and_the_finding_stays_visible() -> None:
    rules = [rule("age_at_most", {"years": 35}, key="age")]
    decision = Decision("passed", "常委会同意放宽一岁", "王部长")
    verdict = eligibility(rules, FULL, TODAY, {"age": decision})
    assert verdict.eligible == "yes"
    assert verdict.findings[0].result == "failed"
    assert verdict.findings[0].decision == decision


def test_a_decision_can_fail_what_passed_and_never_touches_a_hard_rule() -> None:
    rules = [rule("age_at_most", {"years": 40}, key="age")]
    assert eligibility(rules, FULL, TODAY, {"age": Decision("failed", "…", "x")}).eligible == "no"
    hard = [rule("age_at_most", {"years": 35}, key="age", overridable=False)]
    verdict = eligibility(hard, FULL, TODAY, {"age": Decision("passed", "…", "x")})
    assert verdict.eligible == "no"
    assert verdict.findings[0].decision is None


def test_a_misspelt_predicate_is_an_error() -> None:
    with pytest.raises(KeyError):
        eligibility([rule("age_at_least")], FULL, TODAY)


names = st.sampled_from(sorted(CASES))


@st.composite
def people(draw: st.DrawFn) -> PersonFacts:
    """A person with some facts failing and some not known."""
    facts = FULL
    for name in draw(st.sets(names, max_size=6)):
        _parameters, failing, unknown = CASES[name]
        facts = replace(facts, **draw(st.sampled_from([failing, unknown or failing])))
    return facts


def _rules(chosen: list[str]) -> list[EligibilityRule]:
    return [rule(name, CASES[name][0], key=name) for name in chosen]


@given(facts=people(), chosen=st.lists(names, unique=True, max_size=8), extra=names)
def test_adding_a_rule_never_makes_someone_eligible(
    facts: PersonFacts, chosen: list[str], extra: str
) -> None:
    order = {"no": 0, "unknown": 1, "yes": 2}
    before = eligibility(_rules(chosen), facts, TODAY).eligible
    after = eligibility(_rules([*chosen, extra]), facts, TODAY).eligible
    assert order[after] <= order[before]


@given(facts=people(), chosen=st.lists(names, unique=True, max_size=8), data=st.data())
def test_the_order_of_rules_and_the_run_do_not_matter(
    facts: PersonFacts, chosen: list[str], data: st.DataObject
) -> None:
    verdict = eligibility(_rules(chosen), facts, TODAY)
    other = eligibility(_rules(data.draw(st.permutations(chosen))), facts, TODAY)
    assert verdict == eligibility(_rules(chosen), facts, TODAY)
    assert verdict.eligible == other.eligible
    assert {(f.rule, f.result) for f in verdict.findings} == {
        (f.rule, f.result) for f in other.findings
    }

"""The charter's conditions of a mentor."""

from dataclasses import replace

import pytest

from dunmiao.engine.charter import pick, read_charter, shipped
from dunmiao.engine.charter.settings import Avoidance
from dunmiao.engine.mentoring import MentorFacts, conditions

CHARTERS = {path.stem: read_charter(path).editions[-1] for path in shipped()}
TUTOR = pick(CHARTERS["selected-graduates"].mentor_kinds, "tutor")
FIT = MentorFacts("backbone", 12, is_vouched=True)


def verdicts(facts, kind=TUTOR, avoidance=None):
    found = conditions(kind, facts, avoidance or Avoidance())
    return {one.text.rule: one.verdict for one in found}


@pytest.mark.parametrize(
    ("change", "rule", "verdict"),
    [
        ({}, "standing", "passed"),
        ({"standing": "local_cadre"}, "standing", "failed"),
        ({"standing": ""}, "standing", "unknown"),
        ({"service_years": 5}, "years", "passed"),
        ({"service_years": 4}, "years", "failed"),
        ({"service_years": None}, "years", "unknown"),
        ({"is_vouched": False}, "qualities", "failed"),
        ({"mentees": 2}, "load", "failed"),
        ({"is_kin": True}, "kin", "failed"),
    ],
)
def test_conditions(change, rule, verdict):
    """002-24: each condition is judged by itself, the others stay as they were."""
    found = verdicts(replace(FIT, **change))
    assert found.pop(rule) == verdict
    assert set(found.values()) == {"passed"}


def test_only_kin_bars_and_only_where_the_charter_says_so():
    related = replace(FIT, is_kin=True, standing="local_cadre", mentees=9)
    barred = [one.text.rule for one in conditions(TUTOR, related, Avoidance()) if one.is_bar]
    assert barred == ["kin"]
    free = Avoidance(mentor_kin=False)
    assert not [one for one in conditions(TUTOR, related, free) if one.is_bar]


def test_each_condition_names_its_clause():
    assert {one.clause for one in conditions(TUTOR, FIT, Avoidance())} == {
        TUTOR.clause, "公务员法第七十四条",
    }


def test_the_models_of_the_charters():
    """000-45, 002-25, 003-30, 004-32: two and one, one to one, local teachers, one for a unit."""
    def model(key):
        return {one.key: (one.count_min, one.count_max, one.load_limit)
                for one in CHARTERS[key].mentor_kinds}

    assert model("new-recruits") == {"professional": (2, 2, 3), "life": (1, 1, 3)}
    assert model("selected-graduates") == {"tutor": (1, 1, 1)}
    assert pick(CHARTERS["key-work-draft"].mentor_kinds, "local").standings == ("local_cadre",)
    assert pick(CHARTERS["two-way-secondment"].mentor_kinds, "contact").per_unit

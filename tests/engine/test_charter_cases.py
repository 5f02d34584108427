"""The cases beside each charter: a situation, and the duties, verdicts and approvals it gives."""

import tomllib
from datetime import date

import pytest

from dunmiao.engine.charter import SHIPPED, pick, read_charter, shipped
from dunmiao.engine.duties import Facts, duties
from dunmiao.engine.eligibility import eligibility
from dunmiao.engine.facts import PersonFacts
from dunmiao.engine.standing import Evidence, Leave, Waiver, standing

CHARTERS = {path.stem: read_charter(path) for path in shipped()}
KINDS = {"duties", "standing", "eligibility", "approval", "leave"}


def cases(kind):
    found = []
    for key in CHARTERS:
        data = tomllib.loads((SHIPPED / "cases" / f"{key}.toml").read_text("utf-8"))
        assert set(data) <= KINDS
        found += [
            pytest.param(key, case, id=f"{key}: {case['name']}") for case in data.get(kind, [])
        ]
    return found


def test_every_charter_has_cases():
    assert {path.stem for path in (SHIPPED / "cases").glob("*.toml")} == set(CHARTERS)
    assert {param.values[0] for param in cases("duties")} == set(CHARTERS)


def by_key(items, value):
    found = {}
    for item in items:
        found.setdefault(item.duty if isinstance(item.duty, str) else item.duty.duty, []).append(
            value(item)
        )
    return found


@pytest.mark.parametrize(("key", "case"), cases("duties"))
def test_duties(key, case):
    facts = Facts(political=case.get("political", ""))
    owed = duties(CHARTERS[key], case["start"], case["end"], facts)
    found = by_key(owed, lambda duty: duty.due_on)
    assert {name: found[name] for name in case["expect"]} == case["expect"]
    assert not set(case.get("absent", ())) & set(found)


@pytest.mark.parametrize(("key", "case"), cases("standing"))
def test_standing(key, case):
    owed = duties(CHARTERS[key], case["start"], case["end"])
    found = standing(
        owed,
        [Evidence(kind, on) for kind, on in case["evidence"]],
        [Waiver(name, due_on, "组织部", "情形") for name, due_on in case.get("waivers", ())],
        [Leave(first_on, last_on) for first_on, last_on in case["leaves"]],
        case["today"],
    )
    states = by_key(found, lambda item: item.state.value)
    assert {name: states[name] for name in case["expect"]} == case["expect"]


@pytest.mark.parametrize(("key", "case"), cases("eligibility"))
def test_eligibility(key, case):
    person = dict(case["person"])
    if "appraisals" in person:
        person["appraisals"] = {int(year): grade for year, grade in person["appraisals"].items()}
    if "tags" in person:
        person["tags"] = frozenset(person["tags"])
    facts = PersonFacts(id="1", **{"disciplines": (), **person})
    verdict = eligibility(CHARTERS[key].on(case["on"]).eligibility, facts, case["on"])
    assert [finding.rule for finding in verdict.failed] == case["failed"]
    assert verdict.eligible == case["eligible"], [f.rule for f in verdict.asks]


@pytest.mark.parametrize(("key", "case"), cases("approval"))
def test_approvals(key, case):
    act = pick(CHARTERS[key].on(date(2026, 5, 1)).approvals, case["act"])
    assert (act.asked_by, list(act.heard), act.decided_by) == (
        case["asked_by"],
        case["heard"],
        case["decided_by"],
    )


@pytest.mark.parametrize(("key", "case"), cases("leave"))
def test_leave_levels(key, case):
    levels = CHARTERS[key].on(date(2026, 5, 1)).leave_levels
    level = next(n for n in levels if n.up_to_days is None or case["days"] <= n.up_to_days)
    assert (level.approved_by, list(level.informs)) == (case["approved_by"], case["informs"])

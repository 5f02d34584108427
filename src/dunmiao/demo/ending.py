"""Appraisals, what follows the term, and the years before the system."""

from __future__ import annotations

from datetime import date, timedelta

from dunmiao.demo.ground import Ground
from dunmiao.demo.term import Term
from dunmiao.stages.accounts.models import User
from dunmiao.stages.appraisal import abilities, tallies
from dunmiao.stages.appraisal import actions as appraising
from dunmiao.stages.appraisal.models import Appraisal
from dunmiao.stages.charter.actions import move_programme
from dunmiao.stages.charter.rules import rules_of
from dunmiao.stages.outcomes import actions as outcomes
from dunmiao.stages.placement import actions as placing

_OPINION = {
    "results": "牵头完成三期地块征地协调，12户全部签约；防汛期间转移17人无险情。",
    "character": "政治坚定，作风踏实，吃苦耐劳，群众评价好。",
    "deficiencies": "同时推进几项工作时统筹不够，群众语言还要再学。",
}


def _levels(term: Term, step: int) -> dict[str, int]:
    """Give ability levels that grow over the term, differently for each person."""
    keys = [item.key for item in rules_of(term.placement).abilities]
    return {
        key: min(
            5, 2 + (term.serial + index) % 2 + (step if (term.serial + index) % 3 else step // 2)
        )
        for index, key in enumerate(keys)
    }


def rate(term: Term, moment: str, step: int, on: date) -> None:
    """Let both kinds of raters rate every ability, a fact beside each."""
    if on > term.until:
        return
    levels = _levels(term, step)
    facts = dict.fromkeys(levels, "见本阶段工作记录")
    for rater, by in (("receiver", term.host), ("mentor", term.mentor)):
        abilities.rate_abilities(
            term.placement.pk, moment, rater, levels, by=by, today=on, facts=facts
        )


def _opine(term: Term, row: Appraisal, on: date, grade: str) -> None:
    for role, by, sign in (
        ("receiver", term.host, "镇党委"),
        ("sender", term.home, "派出单位党组"),
    ):
        appraising.write_opinion(
            row.pk, role, by=by, today=on, signed_by=sign, grade=grade, **_OPINION
        )


def appraise_half(ground: Ground, terms: list[Term], today: date) -> None:
    """Hold the half-year appraisal: most are approved, a few wait for somebody."""
    clerk, lead = ground.users["organiser"], ground.users["organiser_lead"]
    half = terms[0].placement.starts_on + timedelta(days=176)
    for term in terms:
        rate(term, "start", 0, term.placement.starts_on + timedelta(days=24))
    if half > today:
        return
    rows = appraising.open_appraisals(terms[0].placement.programme_id, "half", by=clerk, today=half)
    by_placement = {row.placement_id: row for row in rows}
    for term in terms:
        row = by_placement[term.placement.pk]
        appraising.write_summary(
            row.pk, "半年来从机关到乡镇，学会了先听后说。", by=term.person, today=half
        )
        rate(term, "middle", 1, half + timedelta(days=3))
        if term.serial in {4, 11}:
            continue  # the units' opinions are still awaited
        _opine(term, row, half + timedelta(days=4), "")
        _conclude(term, row, clerk, lead, half + timedelta(days=6), "")


def _conclude(term: Term, row: Appraisal, clerk: User, lead: User, on: date, grade: str) -> None:
    appraising.tell_result(row.pk, by=clerk, today=on, grade=grade)
    if term.serial == 7:
        return  # told, not yet acknowledged
    if term.serial == 2:
        objection = appraising.object_to_result(
            row.pk, "征地协调是两人共同完成，请写明。", by=term.person, today=on
        )
        appraising.decide_objection(
            objection.pk,
            by=lead,
            today=on + timedelta(days=3),
            is_upheld=False,
            finding="已在实绩中注明共同完成，意见不变。",
        )
    else:
        appraising.acknowledge_result(row.pk, by=term.person, today=on + timedelta(days=1))
    if term.serial == 12:
        return  # waits for the head of the department
    appraising.approve_appraisal(row.pk, by=lead, today=on + timedelta(days=5))


def _ballots(term: Term, row: Appraisal, on: date) -> None:
    counts = {"excellent": 14 + term.serial % 4, "competent": 9, "basic": 1, "incompetent": 0}
    returned = sum(counts.values()) + 1
    for by in (term.host, term.department):
        tallies.enter_tally(
            row.pk,
            by=by,
            today=on,
            voters=32,
            given_out=30,
            returned=returned,
            invalid=1,
            counts=counts,
        )


# what follows for each of the cohort gone home, by the order of placement
_AFTER = ("return", "return", "stay", "return", "transfer", "return", "promote", "return")


def end_cohort(ground: Ground, terms: list[Term], until: date) -> None:
    """Appraise, decide and file a cohort whose term is over."""
    clerk = ground.users["organiser"]
    programme = terms[0].placement.programme
    last = terms[0].placement.ends_on
    for term in terms:
        rate(term, "start", 0, term.placement.starts_on + timedelta(days=24))
        rate(term, "middle", 1, term.placement.starts_on + timedelta(days=181))
        rate(term, "end", 2, last - timedelta(days=12))
    _appraise_whole(ground, terms, "half", last - timedelta(days=185))
    _appraise_whole(ground, terms, "final", last - timedelta(days=20))
    for term in terms:
        placing.end_placement(term.placement.pk, by=clerk, today=last, ended_on=last)
        _dispose(ground, term, last + timedelta(days=5))
    move_programme(programme.pk, "closed", by=clerk, today=last + timedelta(days=40))


def _appraise_whole(ground: Ground, terms: list[Term], kind: str, on: date) -> None:
    clerk, lead = ground.users["organiser"], ground.users["organiser_lead"]
    rows = appraising.open_appraisals(terms[0].placement.programme_id, kind, by=clerk, today=on)
    by_placement = {row.placement_id: row for row in rows}
    for term in terms:
        row = by_placement[term.placement.pk]
        grade = ""
        appraising.write_summary(row.pk, "完成了锻炼计划的主要任务。", by=term.person, today=on)
        if kind == "final":
            grade = "excellent" if term.serial in {2, 6} else "competent"
            _ballots(term, row, on + timedelta(days=2))
        _opine(term, row, on + timedelta(days=3), grade)
        appraising.tell_result(row.pk, by=clerk, today=on + timedelta(days=6), grade=grade)
        appraising.acknowledge_result(row.pk, by=term.person, today=on + timedelta(days=7))
        appraising.approve_appraisal(row.pk, by=lead, today=on + timedelta(days=10))


def _dispose(ground: Ground, term: Term, on: date) -> None:
    from dunmiao import flow

    clerk, lead = ground.users["organiser"], ground.users["organiser_lead"]
    kind = _AFTER[term.serial % len(_AFTER)]
    rule = next(item for item in rules_of(term.placement).dispositions if item.key == kind)
    by_committee = rule.decided_by == "standing_committee"
    row = outcomes.propose_disposition(
        term.placement.pk,
        kind,
        "期满考核结果和组织需要",
        by=clerk,
        today=on,
        to_unit_id=None if kind == "return" else term.placement.receiving_unit_id,
        to_post="" if kind == "return" else "副镇长人选",
    )
    outcomes.decide_disposition(
        row.pk,
        by=lead,
        today=on + timedelta(days=8),
        deciding_body="中共云溪区委常委会" if by_committee else "中共云溪区委组织部",
        document_no=f"云组干〔{on.year}〕{30 + term.serial}号",
    )
    flow.carry_out(row.pk, by=clerk, today=on + timedelta(days=10))
    if term.serial % 5 != 4:  # a few dossiers are still to be filed
        flow.file_dossier(term.placement.pk, by=clerk, today=on + timedelta(days=25))


def remember_the_years(ground: Ground, first: int, before: int) -> None:
    """Enter the cohorts of the years before the system, for the cumulative figures (004-02)."""
    for year in range(first, before):
        placed = 12 + (year * 5) % 9
        outcomes.save_past_cohort(
            ground.units["云溪区"].pk,
            "two-way-secondment",
            year,
            by=ground.users["organiser"],
            today=ground.since,
            placed=placed,
            women=placed // 3,
            promoted=placed // 4,
            source="历年选派台账（演示）",
        )

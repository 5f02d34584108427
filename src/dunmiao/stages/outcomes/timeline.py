"""The growth timeline of a placement: what happened when, from the records of every stage.

Contents of talks and reasons for leave are not in it; neither is anything that counts notes.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from dunmiao.engine.charter import Rules
from dunmiao.stages.charter.rules import rules_of
from dunmiao.stages.placement.models import Placement


@dataclass(frozen=True)
class Event:
    """One day of the timeline: what kind of thing, its words in Chinese, and a sentence."""

    on: date
    kind: str
    title: str
    text: str = ""
    by: str = ""


def names_of(items: Any) -> dict[str, str]:
    """Give the names of charter items by key."""
    return {item.key: item.name for item in items}


def growth(placement: Placement) -> list[Event]:
    """Give the events of a placement by day."""
    rules = rules_of(placement)
    found = [
        *_term(placement),
        *_development(placement, rules),
        *_results(placement),
        *_appraised(placement, rules),
        *_after(placement, rules),
    ]
    return sorted(found, key=lambda event: (event.on, event.title))


def _term(row: Placement) -> list[Event]:
    found = []
    if row.decision:
        text = f"{row.decision.body} {row.decision.document_no}".strip()
        found.append(Event(row.decision.met_on, "decision", "研究确定选派", text))
    if row.arrived_on:
        found.append(Event(row.arrived_on, "arrival", f"到{row.receiving_unit.name}报到"))
    later = list(row.holdings.all())[1:]
    found += [Event(one.starts_on, "rotation", f"轮岗任{one.post.title}") for one in later]
    if row.ended_on:
        title = "期满" if row.ended_on >= row.ends_on else "提前结束"
        found.append(Event(row.ended_on, "end", title, row.end_reason))
    return found


def _development(row: Placement, rules: Rules) -> list[Event]:
    talks, reports = names_of(rules.talks), names_of(rules.reports)
    found = [
        Event(one.starts_on, "mentor", "确定帮带联系人", str(one)) for one in row.mentorships.all()
    ]
    found += [
        Event(one.agreed_on, "plan", "锻炼计划经各方同意", f"第{one.revision}稿")
        for one in row.plans.all()
        if one.agreed_on
    ]
    found += [Event(one.held_on, "seat", f"列席{one.meeting}") for one in row.seats.all()]
    found += [
        Event(one.gathering.held_on, one.gathering.sort, f"参加{one.gathering.topic}")
        for one in row.invited.all()
        if one.gathering.state == "held" and not one.is_absent
    ]
    found += [
        Event(one.on, "talk", talks.get(one.kind, "谈话"), by=one.given_by)
        for one in row.talk_set.all()
    ]
    found += [
        Event(one.submitted_on, "report", reports.get(one.kind, "汇报"))
        for one in row.report_set.all()
        if one.submitted_on
    ]
    return found


def _results(row: Placement) -> list[Event]:
    """Give pieces of work with a result: matters done, never how much was written (004-68)."""
    return [
        Event(one.on, "task", one.task or "工作成果", one.result)
        for one in row.logentry_set.all()
        if one.result.strip()
    ]


def _appraised(row: Placement, rules: Rules) -> list[Event]:
    kinds, grades = names_of(rules.appraisals), names_of(rules.grades)
    return [
        Event(
            one.approved_on,
            "appraisal",
            f"{kinds.get(one.kind, one.kind)}审定",
            f"等次：{grades.get(one.grade, one.grade)}" if one.grade else "",
        )
        for one in row.appraisals.all()
        if one.approved_on
    ]


def _after(row: Placement, rules: Rules) -> list[Event]:
    kinds = names_of(rules.dispositions)
    return [
        Event(
            one.decided_on,
            "disposition",
            f"期满去向：{kinds.get(one.kind, one.kind)}",
            f"{one.deciding_body} {one.document_no}".strip(),
        )
        for one in row.dispositions.all()
        if one.decided_on
    ]

"""Papers of this stage: the appraisal form in Word, the published list of what follows the term."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from dunmiao.engine.calendar import age_on
from dunmiao.files.papers import official
from dunmiao.stages.appraisal.checks import kind_of
from dunmiao.stages.appraisal.models import Appraisal
from dunmiao.stages.appraisal.reading import content_of
from dunmiao.stages.charter.models import Programme
from dunmiao.stages.charter.rules import rules_of
from dunmiao.stages.outcomes.models import Disposition
from dunmiao.stages.outcomes.timeline import names_of
from dunmiao.stages.placement.rosters import letter_person, post_of

MOMENTS = {"start": "到岗", "middle": "半年", "end": "期满"}


def appraisal_file(row: Appraisal) -> bytes:
    """Give 考核鉴定表 as Word from the appraisal as frozen, or as it stands (004-53)."""
    placement, rules = row.placement, rules_of(row.placement)
    content, grades = content_of(row), names_of(rules.grades)
    opinions = {one["role"]: one for one in content["opinions"]}
    decided = [one for one in placement.dispositions.all() if one.decided_on]
    names = names_of(rules.dispositions)
    person = letter_person(placement, placement.starts_on)
    if placement.person.born_on:
        person["age"] = age_on(placement.person.born_on, row.approved_on or row.due_on)
    data = {
        "period": kind_of(row).name,
        "person": person,
        "receiving_unit": placement.receiving_unit.name,
        "post": post_of(placement),
        "starts_on": placement.starts_on,
        "ends_on": placement.ended_on or placement.ends_on,
        "photo": bytes(placement.person.photo) if placement.person.photo else None,
        "resume": placement.person.resume,
        "self_summary": content["self_summary"],
        "abilities": ability_rows(content["ratings"], names_of(rules.abilities)),
        "assessment": _assessment(content["tally"], grades),
        "mentor_opinion": _opinion(opinions.get("mentor"), grades),
        "receiving_opinion": _opinion(opinions.get("receiver"), grades),
        "sending_opinion": _opinion(opinions.get("sender"), grades),
        "organiser_opinion": _approval(row),
        "grade": grades.get(content["grade"], ""),
        "disposition": names.get(decided[0].kind, "") if decided else "",
        "acknowledged_text": "已阅，无异议。" if row.acknowledged_on else "",
        "acknowledged_by": placement.person.name if row.acknowledged_on else "",
        "acknowledged_on": row.acknowledged_on,
    }
    return official.appraisal_form(data).content


def _opinion(one: Mapping[str, Any] | None, grades: Mapping[str, str]) -> dict[str, Any] | None:
    if one is None:
        return None
    text = "\n".join(
        line
        for line in (
            f"实绩：{one['results']}" if one["results"] else "",
            f"德才：{one['character']}" if one["character"] else "",
            f"不足：{one['deficiencies']}" if one["deficiencies"] else "",
        )
        if line
    )
    return {
        "text": text,
        "grade": grades.get(one["grade"], ""),
        "signed_by": one["signed_by"],
        "on": one["on"],
    }


def _approval(row: Appraisal) -> dict[str, Any] | None:
    if row.approved_on is None:
        return None
    organ = row.placement.programme.owner.name
    return {"text": "同意。", "signed_by": organ, "on": row.approved_on}


def _assessment(tally: Mapping[str, Any] | None, grades: Mapping[str, str]) -> dict[str, Any]:
    if tally is None:
        return {}
    counts = {grades[key]: tally["counts"][key] for key in grades if key in tally["counts"]}
    return {"ballots": tally["returned"], "counts": counts}


def ability_rows(ratings: Iterable[Mapping[str, Any]], names: Mapping[str, str]) -> list[Any]:
    """Give each ability with its values at start, middle and end, raters joined by a stroke."""
    found: dict[str, dict[str, list[str]]] = {}
    notes: dict[str, str] = {}
    for one in sorted(ratings, key=lambda row: (row["ability"], row["rater"])):
        cells = found.setdefault(one["ability"], {})
        cells.setdefault(one["moment"], []).append(str(one["level"]))
        notes[one["ability"]] = one["fact"] or notes.get(one["ability"], "")
    return [
        {
            "name": name,
            **{moment: "／".join(found[key].get(moment, [])) for moment in MOMENTS},
            "note": notes.get(key, ""),
        }
        for key, name in names.items()
        if key in found
    ]


def published_file(programme: Programme, rows: Iterable[Disposition], on: date) -> bytes:
    """Give the decided dispositions of a programme as an official paper with its list (004-22)."""
    columns = [
        {"key": "number", "label": "序号", "width": 12},
        {"key": "name", "label": "姓名", "width": 22},
        {"key": "unit", "label": "派出单位", "width": 40},
        {"key": "host", "label": "挂职单位", "width": 36},
        {"key": "kind", "label": "期满去向", "width": 26},
        {"key": "body", "label": "决定机关及文号", "width": 44},
    ]
    listed = []
    for number, row in enumerate(rows, 1):
        names = names_of(rules_of(row.placement).dispositions)
        listed.append(
            {
                "number": number,
                "name": row.placement.person.name,
                "unit": row.placement.sending_unit.name,
                "host": row.placement.receiving_unit.name,
                "kind": names.get(row.kind, row.kind),
                "body": f"{row.deciding_body} {row.document_no}".strip(),
            }
        )
    data = {
        "organ": programme.owner.name,
        "title": f"关于{programme.name}期满去向的通报",
        "to": [],
        "signed_on": on,
        "body": [
            f"{programme.name}挂职期满人员的去向，已按规定研究确定，现将{len(listed)}名同志的去向"
            "通报如下。挂职期满不等于提拔，提拔使用另按干部选拔任用程序办理。",
            {"table": {"columns": columns, "rows": listed}},
        ],
    }
    return official.document(data).content

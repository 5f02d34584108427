"""Parts of what came of it: appraisals, abilities, disposition, profile, timeline."""

from __future__ import annotations

from typing import Any

from dunmiao.stages.appraisal.reading import content_of
from dunmiao.stages.outcomes.papers import MOMENTS, ability_rows
from dunmiao.stages.outcomes.parts.base import (
    Case,
    Drawn,
    Item,
    facts,
    heading,
    paragraph,
    part,
    party,
    table,
)
from dunmiao.stages.outcomes.parts.term import leave_totals, taken
from dunmiao.stages.outcomes.timeline import growth, names_of
from dunmiao.stages.placement.rosters import person_row


def _appraised(case: Case, kind: str) -> Drawn | None:
    row = next((one for one in case.placement.appraisals.all() if one.kind == kind), None)
    if row is None or row.approved_on is None:
        return None
    said, grades = content_of(row), names_of(case.rules.grades)
    content = [
        facts(
            ("考核种类", names_of(case.rules.appraisals).get(kind, kind)),
            ("等次", grades.get(said["grade"], "不定等次")),
            ("告知本人", row.told_on),
            ("审定日期", row.approved_on),
        ),
        heading("个人总结"),
        paragraph(said["self_summary"] or "（未写）"),
    ]
    for one in said["opinions"]:
        content += _opinion(one, grades)
    if said["tally"]:
        content += [heading("民主测评"), *_ballots(said["tally"], grades)]
    return Drawn(row.approved_on, content)


def _opinion(one: dict[str, Any], grades: dict[str, str]) -> list[Item]:
    lines = [("实绩", one["results"]), ("德才", one["character"]), ("不足", one["deficiencies"])]
    said = [paragraph(f"{name}：{text}") for name, text in lines if text]
    if one["grade"]:
        said.append(paragraph(f"建议等次：{grades.get(one['grade'], one['grade'])}"))
    signed = {"type": "signature", "by": one["signed_by"], "on": one["on"], "text": ""}
    return [heading(f"{party(one['role'])}意见"), *said, signed]


def _ballots(tally: dict[str, Any], grades: dict[str, str]) -> list[Item]:
    rows = [[name, tally["counts"].get(key, 0)] for key, name in grades.items()]
    text = f"发出{tally.get('given_out', '')}票，收回{tally['returned']}票。"
    return [paragraph(text), table(["等次", "票数"], rows, [6, 4])]


@part("appraisal_half")
def _half(case: Case) -> Drawn | None:
    return _appraised(case, "half")


@part("appraisal_final")
def _final(case: Case) -> Drawn | None:
    return _appraised(case, "final")


@part("tally")
def _tally(case: Case) -> Drawn | None:
    for row in case.placement.appraisals.all():
        said = content_of(row)
        if row.approved_on and said["tally"]:
            return Drawn(row.approved_on, _ballots(said["tally"], names_of(case.rules.grades)))
    return None


def ratings_of(case: Case) -> list[dict[str, Any]]:
    """Give the ratings of a placement as plain rows."""
    return [
        {
            "ability": one.ability,
            "moment": one.moment,
            "rater": one.rater,
            "level": one.level,
            "fact": one.fact,
        }
        for one in case.placement.ratings.all()
    ]


@part("ability")
def _ability(case: Case) -> Drawn | None:
    ratings, names = ratings_of(case), names_of(case.rules.abilities)
    if not ratings:
        return None
    content: list[Item] = []
    for rater in case.rules.ability.raters:
        items = _bars(ratings, rater, names)
        if items:
            content.append(
                {
                    "type": "bars",
                    "title": f"{party(rater)}评价",
                    "series": list(MOMENTS.values()),
                    "items": items,
                    "maximum": case.rules.ability.scale_max,
                }
            )
    rows = [
        [one["name"], one["start"], one["middle"], one["end"], one["note"]]
        for one in ability_rows(ratings, names)
    ]
    columns = ["能力", *MOMENTS.values(), "依据的事实"]
    content.append(table(columns, rows, [4, 2, 2, 2, 7]))
    last = max(one.on for one in case.placement.ratings.all())
    return Drawn(last, content)


def _bars(ratings: list[dict[str, Any]], rater: str, names: dict[str, str]) -> list[Item]:
    given = {
        (one["ability"], one["moment"]): one["level"] for one in ratings if one["rater"] == rater
    }
    return [
        {"label": name, "values": [given.get((key, moment)) for moment in MOMENTS]}
        for key, name in names.items()
        if any((key, moment) in given for moment in MOMENTS)
    ]


@part("objections")
def _objections(case: Case) -> Drawn | None:
    rows = [
        [one.raised_on.isoformat(), one.text, one.finding]
        for row in case.placement.appraisals.all()
        for one in row.objections.all()
    ]
    return Drawn(None, [table(["日期", "异议", "处理"], rows, [3, 6, 6])]) if rows else None


@part("disposition")
def _disposition(case: Case) -> Drawn | None:
    decided = [one for one in case.placement.dispositions.all() if one.decided_on]
    if not decided:
        return None
    names = names_of(case.rules.dispositions)
    content = []
    for one in decided:
        to = f"{one.to_unit.name if one.to_unit else ''}{one.to_post}"
        rows = [
            ("去向", names.get(one.kind, one.kind)),
            ("依据", one.basis),
            ("决定机关", one.deciding_body),
            ("决定日期", one.decided_on),
            ("文号", one.document_no),
        ]
        later = [("去向单位及职务", to), ("延长至", one.until_on), ("落实日期", one.carried_out_on)]
        content.append(facts(*rows, *(pair for pair in later if pair[1])))
    return Drawn(decided[0].decided_on, content)


@part("profile")
def _profile(case: Case) -> Drawn | None:
    row, person = person_row(case.placement), case.placement.person
    content = [
        facts(
            ("姓名", row["name"]),
            ("出生年月", row["birth"]),
            ("政治面貌", row["politics"]),
            ("学历学位", f"{row['education']} {row['degree']}".strip()),
            ("派出单位及职务", f"{row['sending_unit']}{row['sending_post']}"),
            ("挂职", f"{row['receiving_unit']}{row['post']}"),
        )
    ]
    if person.photo:
        content.insert(0, {"type": "image", "content": bytes(person.photo), "caption": ""})
    if person.resume:
        content += [heading("简历"), *map(paragraph, person.resume.splitlines())]
    done = [one for one in case.placement.logentry_set.all() if one.result.strip()]
    if done:
        content.append(heading("挂职期间主要实绩"))
        content += [paragraph(f"{one.task}：{one.result}") for one in done[:6]]
    return Drawn(case.today, content)


@part("timeline")
def _timeline(case: Case) -> Drawn | None:
    events = growth(case.placement)
    if not events:
        return None
    items = [{"on": one.on, "title": one.title, "text": one.text, "by": one.by} for one in events]
    content: list[Item] = [{"type": "timeline", "items": items}]
    if taken(case):
        content += [heading("请假"), *leave_totals(case)]
    return Drawn(events[-1].on, content)

"""Parts from before the term and its beginning: application to responsibilities."""

from __future__ import annotations

from typing import Any

from dunmiao.stages.outcomes.parts.base import (
    Case,
    Drawn,
    facts,
    heading,
    paragraph,
    part,
    table,
)
from dunmiao.stages.outcomes.timeline import names_of
from dunmiao.stages.placement.models import Notice
from dunmiao.stages.placement.responsibilities import responsibilities_of
from dunmiao.stages.placement.rosters import person_row, post_of

_PLACES = {"stays": "留原单位", "moves": "转至接收单位", "temporary_branch": "转至临时党支部"}


def _paper(case: Case, *kinds: str) -> Notice | None:
    found = [one for one in case.notices if one.kind in kinds]
    return found[0] if found else None


@part("notice")
def _notice(case: Case) -> Drawn | None:
    paper = _paper(case, "notice")
    if paper is None:
        return None
    data = paper.data
    own = (one for one in data["people"] if one["placement"] == case.placement.pk)
    row: dict[str, Any] = next(own, {})
    return Drawn(
        paper.issued_on,
        [
            facts(
                ("发文机关", data.get("organ")),
                ("发文字号", paper.number),
                ("印发日期", paper.issued_on),
                ("项目", data.get("programme")),
                ("依据", data.get("basis")),
                ("研究机关", data.get("decided_by")),
                ("起止时间", f"{data.get('starts_on')} 至 {data.get('ends_on')}"),
            ),
            heading("通知所列本人信息"),
            table(
                ["姓名", "派出单位及职务", "接收单位", "挂职岗位"],
                [
                    [
                        row.get("name"),
                        f"{row.get('sending_unit', '')}{row.get('sending_post', '')}",
                        row.get("receiving_unit"),
                        row.get("post"),
                    ]
                ],
                [2, 5, 3, 3],
            ),
        ],
    )


@part("roster_row")
def _roster(case: Case) -> Drawn | None:
    row = person_row(case.placement)
    return Drawn(
        case.placement.starts_on,
        [
            facts(
                ("姓名", row["name"]),
                ("性别", row["sex"]),
                ("民族", row["ethnic"]),
                ("出生年月", row["birth"]),
                ("政治面貌", row["politics"]),
                ("学历学位", f"{row['education']} {row['degree']}".strip()),
                ("派出单位及职务", f"{row['sending_unit']}{row['sending_post']}"),
                ("接收单位", row["receiving_unit"]),
                ("挂职岗位", row["post"]),
            )
        ],
    )


@part("introduction_letter")
def _letters(case: Case) -> Drawn | None:
    kinds = {"letter_administrative": "行政介绍信", "letter_party": "党员组织关系介绍信"}
    letters = [one for one in case.notices if one.kind in kinds]
    if not letters:
        return None
    rows = [
        [kinds[one.kind], one.number, one.issued_on.isoformat(), one.data.get("to")]
        for one in letters
    ]
    content = [table(["种类", "编号", "开具日期", "致"], rows, [4, 4, 3, 4])]
    said = [one.data["relations"] for one in letters if one.data.get("relations")]
    return Drawn(letters[0].issued_on, [*content, *map(paragraph, said[:1])])


@part("application")
def _application(case: Case) -> Drawn | None:
    row = case.placement.application
    if row is None:
        return None
    return Drawn(
        row.applied_on,
        [
            facts(
                ("报名序号", row.number),
                ("报名日期", row.applied_on),
                ("报名方式", names_of(case.rules.routes).get(row.route, row.route)),
                ("派出单位意见", row.unit_opinion or ("同意" if row.is_unit_agreed else "")),
            )
        ],
    )


@part("nomination")
def _nomination(case: Case) -> Drawn | None:
    return _application(case)


@part("eligibility")
def _eligibility(case: Case) -> Drawn | None:
    row = case.placement.application
    if row is None or row.reviewed_on is None:
        return None
    names = names_of(case.rules.eligibility)
    words = {"passed": "符合", "failed": "不符合", "unknown": "待核"}
    rows = [
        [names.get(one.get("rule", ""), one.get("rule", "")), words.get(one.get("result"), "")]
        for one in row.findings
    ]
    return Drawn(row.reviewed_on, [table(["条件", "审查结果"], rows, [7, 3])])


@part("scores")
def _scores(case: Case) -> Drawn | None:
    row = case.placement.application
    names = names_of(case.rules.stages)
    entries = [one for one in row.entries.select_related("round") if one.score is not None]
    if not entries:
        return None
    rows = [[names.get(one.round.stage, one.round.stage), str(one.score)] for one in entries]
    return Drawn(entries[-1].round.closed_on, [table(["环节", "成绩"], rows, [6, 4])])


@part("committee_decision")
def _decision(case: Case) -> Drawn | None:
    row = case.placement.decision
    if row is None:
        return None
    post = post_of(case.placement)
    return Drawn(
        row.met_on,
        [
            facts(
                ("研究机关", row.body),
                ("研究日期", row.met_on),
                ("文号", row.document_no),
                ("结果", f"选派到{case.placement.receiving_unit.name}任{post}"),
            )
        ],
    )


@part("publicity")
def _publicity(case: Case) -> Drawn | None:
    line = case.placement.decision and case.placement.decision.lines.filter(
        application=case.placement.application_id, publicity__isnull=False
    ).select_related("publicity").first()  # fmt: skip
    if not line:
        return None
    shown = line.publicity
    return Drawn(
        shown.posted_on,
        [facts(("公示开始", shown.starts_on), ("公示结束", shown.ends_on), ("结果", "未影响任用"))],
    )


@part("arrival")
def _arrival(case: Case) -> Drawn | None:
    row = case.placement
    if row.arrived_on is None:
        return None
    content = [
        facts(
            ("接收单位", row.receiving_unit.name),
            ("报到日期", row.arrived_on),
            ("岗位", post_of(row)),
            ("分工", row.division_of_work),
        )
    ]
    return Drawn(row.arrived_on, content)


@part("relations")
def _relations(case: Case) -> Drawn | None:
    names = names_of(case.rules.relations)
    rows = [
        [
            names.get(one.kind, one.kind),
            _PLACES.get(one.at, one.at),
            one.letter_no or "—",
            one.moved_on.isoformat() if one.moved_on else "—",
            one.returned_on.isoformat() if one.returned_on else "—",
        ]
        for one in case.placement.relations.all()
    ]
    if not rows:
        return None
    columns = ["关系", "所在", "介绍信编号", "转出日期", "转回日期"]
    return Drawn(case.placement.starts_on, [table(columns, rows, [4, 4, 4, 3, 3])])


@part("responsibilities")
def _responsibilities(case: Case) -> Drawn | None:
    last = case.placement.ended_on or case.placement.ends_on
    found = responsibilities_of([case.placement], min(case.today, last))[case.placement.pk]
    rows = [[one.rule.name, str(one.unit), one.holder or "—"] for one in found]
    if not rows:
        return None
    return Drawn(case.placement.starts_on, [table(["责任", "单位", "责任人"], rows, [4, 4, 5])])

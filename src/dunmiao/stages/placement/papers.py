"""Files made from kept notices and from the placements as they stand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from dunmiao.files.papers import official, sheets
from dunmiao.stages.charter.models import Programme
from dunmiao.stages.charter.rules import rules_of
from dunmiao.stages.placement.models import Notice, Placement
from dunmiao.stages.placement.responsibilities import responsibilities_of
from dunmiao.stages.placement.rosters import person_row, roster_rows

_COLUMNS = (
    ("number", "序号", "integer"),
    ("name", "姓名", "text"),
    ("sex", "性别", "text"),
    ("ethnic", "民族", "text"),
    ("birth", "出生年月", "text"),
    ("politics", "政治面貌", "text"),
    ("education", "学历", "text"),
    ("degree", "学位", "text"),
    ("sending_unit", "派出单位", "text"),
    ("sending_post", "现任职务", "text"),
    ("receiving_unit", "接收单位", "text"),
    ("post", "挂职岗位", "text"),
    ("starts_on", "起始日期", "date"),
    ("ends_on", "结束日期", "date"),
)
# what a notice says of a person; a change in one of them makes a new notice worth while
TOLD = ("name", "sending_unit", "sending_post", "receiving_unit", "post")


@dataclass(frozen=True)
class Change:
    """What differs from the notice: kind is changed, added or gone; field as in the roster."""

    person: str
    kind: str
    field: str = ""
    before: str = ""
    after: str = ""


def notice_file(notice: Notice) -> bytes:
    """Give a notice of selection or an arrival notice as Word, as it went out."""
    if notice.kind == "arrival":
        return official.document(_arrival(notice.data)).content
    return official.notice(notice.data).content


def letter_file(notice: Notice, id_number: str = "") -> bytes:
    """Give a letter of introduction as Word; without the number a dotted line stands for it."""
    person = {**notice.data["person"], "id_number": id_number}
    return official.introduction_letter({**notice.data, "person": person}).content


def _arrival(data: Mapping[str, Any]) -> dict[str, Any]:
    person = data["person"]
    place = f"{data['receiving_unit']}{data['post']}"
    return {
        "organ": data["organ"],
        "number": data["number"],
        "title": "报到通知",
        "to": [f"{person['name']}同志"],
        "signed_on": data["signed_on"],
        "body": [
            f"经研究，选派你到{place}{data['activity']}，"
            f"时间自{_day(data['starts_on'])}至{_day(data['ends_on'])}。"
            f"请于{_day(data['report_on'])}到{data['report_to']}报到。",
            *_said(data["texts"]),
        ],
    }


def _said(texts: Iterable[Mapping[str, str]]) -> list[dict[str, Any]]:
    listed = [{"level": 1, "text": "请知悉"}]
    return [*listed, *({"level": 2, "text": t["heading"], "then": t["text"]} for t in texts)]


def _day(text: str) -> str:
    if not text:
        return "……年……月……日"
    day = date.fromisoformat(text)
    return f"{day.year}年{day.month}月{day.day}日"


def roster_file(programme: Programme, as_of: date, kind: str = "docx") -> bytes:
    """Give the roster as it stands, by 建制顺序, then rank; kind "docx" or "xlsx"."""
    rows = roster_rows(programme)
    people = [{**person_row(row), "number": place} for place, row in enumerate(rows, 1)]
    title = f"{programme.name}人员名册"
    if kind == "xlsx":
        days = [{"starts_on": row.starts_on, "ends_on": row.ends_on} for row in rows]
        listed = [{**person, **term} for person, term in zip(people, days, strict=True)]
        columns = [{"key": key, "label": label, "kind": kind} for key, label, kind in _COLUMNS]
        sheet = {
            "name": "名册", "title": title, "columns": columns, "rows": listed,
            "is_landscape": True,
        }  # fmt: skip
        return sheets.workbook([sheet])
    return official.roster(
        {"title": title, "organ": programme.owner.name, "as_of": as_of, "people": people}
    ).content


def responsibility_file(programme: Programme, on: date) -> bytes:
    """Give the list of responsibilities of every placement as Word: party, duty, holder, clause."""
    rows = roster_rows(programme)
    found = responsibilities_of(rows, on)
    items = [
        {
            "party": str(held.unit),
            "duty": f"{held.rule.name}（{row.person.name}）",
            "due": "任期内",
            "by": held.holder or "待明确",
            "clause": held.rule.clause,
        }
        for row in rows
        for held in found[row.pk]
    ]
    items.sort(key=lambda item: item["party"])
    return official.responsibility_list(
        {
            "title": f"{programme.name}责任清单",
            "organ": programme.owner.name,
            "as_of": on,
            "items": items,
        }
    ).content


def changes_since(notice: Notice) -> list[Change]:
    """Give what changed since a notice went out: people added or gone, and what was said of them.

    nearest.md 2.7: who must be told again.
    """
    told = {row["placement"]: row for row in notice.data.get("people", [])}
    here = {row.pk: row for row in roster_rows(notice.programme)}
    changes = [Change(told[pk]["name"], "gone") for pk in told if pk not in here]
    for pk, row in here.items():
        if pk in told:
            changes += _changed(told[pk], person_row(row), row)
        elif row.state == "proposed":
            changes.append(Change(row.person.name, "added"))
    return changes


def _changed(before: Mapping[str, Any], now: Mapping[str, Any], row: Placement) -> Sequence[Change]:
    # the post told is the first one of the term; a rotation is told by its own paper
    return [
        Change(row.person.name, "changed", key, str(before.get(key, "")), str(now[key]))
        for key in TOLD
        if str(before.get(key, "")) != str(now[key])
    ]


def arrival_texts(placement: Placement) -> list[Any]:
    """Give the charter's texts for the person who arrives: four differences, what is not promised.

    TextItem and NoticeText rows of the charter (004-25, 004-59).
    """
    rules = rules_of(placement)
    return [*(row for row in rules.notices if row.when == "arrival"), *rules.orientation]

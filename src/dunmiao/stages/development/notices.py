"""What the notice of a training or a meeting says; an official paper, so in Chinese."""

from __future__ import annotations

from datetime import date
from typing import Any

from dunmiao.stages.development.models import Gathering

COLUMNS = [
    {"key": "number", "label": "序号", "width": 14},
    {"key": "name", "label": "姓名", "width": 26},
    {"key": "sender", "label": "派出单位", "width": 58},
    {"key": "receiver", "label": "接收单位", "width": 58},
]


def notice_of(row: Gathering, today: date) -> dict[str, Any]:
    """Give the data of the paper: when, where, what, who; by receiving unit for a sending-off."""
    people = list(
        row.invitees.select_related(
            "placement__person", "placement__sending_unit", "placement__receiving_unit"
        )
    )
    units = list(dict.fromkeys(str(one.placement.receiving_unit) for one in people))
    verb = "举办" if row.sort == "training" else "召开"
    return {
        "title": f"关于{verb}{row.topic}的通知",
        "organ": row.programme.owner.name,
        "to": "各有关单位",
        "signed_on": today,
        "body": list(_body(row, verb, len(people))),
        "attachments": [
            {
                "title": "送岗名单" if row.is_sending_off else "参加人员名单",
                "table": {
                    "columns": COLUMNS,
                    "rows": [
                        {
                            "name": one.placement.person.name,
                            "sender": str(one.placement.sending_unit),
                            "receiver": str(one.placement.receiving_unit),
                        }
                        for one in _by_unit(people, units)
                    ],
                },
            }
        ],
    }  # fmt: skip


def _by_unit(people: list[Any], units: list[str]) -> list[Any]:
    return sorted(people, key=lambda one: units.index(str(one.placement.receiving_unit)))


def _body(row: Gathering, verb: str, count: int) -> Any:
    yield f"经研究，决定{verb}{row.topic}。现将有关事项通知如下。"
    yield {"level": 1, "text": "时间地点"}
    last = f"至{_day(row.until)}" if row.until else ""
    yield f"{_day(row.held_on)}{last}，{row.place or '地点另行通知'}。"
    yield {"level": 1, "text": "参加人员"}
    yield f"{row.programme.name}有关人员{count}名（名单附后）。"
    if row.host:
        yield f"{'授课' if row.sort == 'training' else '主持'}：{row.host}。"
    if row.agenda:
        yield {"level": 1, "text": "内容" if row.sort == "training" else "议程"}
        yield from (f"{number}．{line}" for number, line in enumerate(row.agenda, 1))
    if row.is_sending_off:
        yield {"level": 1, "text": "送岗"}
        yield "会后集体送岗，请各接收单位当场接人并予确认。"


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"

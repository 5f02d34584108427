"""Notices: who is sent where, who is to be made public, what is overdue, who is on the roster."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from dunmiao.files.papers import structure
from dunmiao.files.papers.grid import attached_table
from dunmiao.files.papers.paper import Paper
from dunmiao.files.papers.structure import write_document
from dunmiao.files.papers.word import KAI, SIZES, TITLE, Ink, Lay, WordFile
from dunmiao.files.papers.wording import (
    BLANK_DAY,
    Data,
    day,
    items_of,
    joined,
    or_blank,
    part_of,
    said,
    term,
)

ROSTER_COLUMNS = (
    {"key": "number", "label": "序号", "width": 12},
    {"key": "name", "label": "姓名", "width": 18},
    {"key": "sex", "label": "性别", "width": 12},
    {"key": "ethnic", "label": "民族", "width": 19},
    {"key": "birth", "label": "出生年月", "width": 22},
    {"key": "politics", "label": "政治面貌", "width": 22},
    {"key": "schooling", "label": "学历学位", "width": 30},
    {"key": "sender", "label": "派出单位及职务", "width": 44},
    {"key": "receiving_unit", "label": "接收单位", "width": 36},
    {"key": "post", "label": "岗位", "width": 32},
    {"key": "remark", "label": "备注", "width": 16},
)
PUBLIC_COLUMNS = (
    {"key": "number", "label": "序号", "width": 11},
    {"key": "name", "label": "姓名", "width": 19},
    {"key": "sex", "label": "性别", "width": 11},
    {"key": "birth", "label": "出生年月", "width": 21},
    {"key": "sender", "label": "现工作单位及职务", "width": 46},
    {"key": "target", "label": "拟派单位及岗位", "width": 48},
)
URGE_COLUMNS = (
    {"key": "number", "label": "序号", "width": 11},
    {"key": "duty", "label": "应办事项", "width": 46},
    {"key": "person", "label": "涉及人员", "width": 24},
    {"key": "due", "label": "应办结日期", "width": 36},
    {"key": "days_late", "label": "逾期天数", "width": 20},
    {"key": "clause", "label": "依据", "width": 27},
)


def notice(data: Data) -> Paper:
    """Write the notice of selection with the roster attached on wide pages; keys in `official`."""
    people = rows_of(data)
    activity = or_blank(data.get("activity"), 4)
    given = dict(data)
    given.setdefault("title", f"关于选派{said(data.get('programme'))}人员的通知")
    if not items_of(data, "body"):
        given["body"] = _notice_body(data, people, activity)
    if not data.get("attachments"):
        table = {"columns": items_of(data, "columns") or list(ROSTER_COLUMNS), "rows": people}
        title = said(data.get("roster_title")) or f"{said(data.get('programme'))}人员名册"
        given["attachments"] = [{"title": title, "table": table, "is_landscape": True}]
    given["remark"] = said(data.get("remark")) or _contact_remark(data)
    return write_document(given)


def _notice_body(data: Data, people: Sequence[Data], activity: str) -> list[Any]:
    basis, decided = or_blank(data.get("basis"), 8), said(data.get("decided_by"))
    by = f"，经{decided}研究" if decided else ""
    first = said(people[0].get("name")) if people else "……"
    who = f"{first}等{len(people)}名同志" if len(people) > 1 else f"{first}同志"
    months = said(data.get("months"))
    length = f"{months}个月，自" if months else ""
    return [
        f"根据《{basis.strip('《》')}》{by}，决定选派{who}{activity}。现将有关事项通知如下：",
        {"level": 1, "text": "选派人员"},
        f"本次共选派{len(people) or '……'}人，人员及岗位见附件。",
        {"level": 1, "text": "时间安排"},
        f"{activity}时间为{length}{term(data)}。",
        {"level": 1, "text": "报到"},
        f"选派人员于{day(data.get('report_on'))}到{or_blank(data.get('report_to'), 8)}报到。",
        *_requirements(data),
    ]


def _requirements(data: Data) -> list[Any]:
    requirements = items_of(data, "requirements")
    if not requirements:
        return []
    blocks: list[Any] = [{"level": 1, "text": "有关要求"}]
    for item in requirements:
        if isinstance(item, Mapping):
            blocks.append({"level": 2, "text": item.get("heading"), "then": item.get("text")})
        else:
            blocks.append({"level": 2, "then": f"{said(item).rstrip('。')}。"})
    return blocks


def _contact_remark(data: Data) -> str:
    contact = part_of(data, "contact")
    if not contact:
        return ""
    name, phone = or_blank(contact.get("name")), or_blank(contact.get("phone"), 6)
    return f"联系人：{name}，联系电话：{phone}"


def rows_of(data: Data) -> list[dict[str, Any]]:
    """Give the people of a list with the joined columns schooling, sender and target added."""
    people = [item for item in items_of(data, "people") if isinstance(item, Mapping)]
    return [_row(person) for person in people]


def _row(person: Data) -> dict[str, Any]:
    row = dict(person)
    row.setdefault("schooling", joined([person.get("education"), person.get("degree")], "\n"))
    row.setdefault("sender", joined([person.get("sending_unit"), person.get("sending_post")], ""))
    row.setdefault("target", joined([person.get("receiving_unit"), person.get("post")], ""))
    return row


def roster(data: Data) -> Paper:
    """Write a roster on wide pages, rows as given, the head repeated on every page."""
    title = or_blank(data.get("title"), 8)
    paper = WordFile(title, is_landscape=True)
    for part in structure.title_lines(title, 30):
        paper.line(part, Ink(TITLE, SIZES["二号"]), Lay(align="center", line=660))
    organ, as_of = said(data.get("organ")), data.get("as_of")
    small = Ink(KAI, SIZES["四号"])
    right = f"截至{day(as_of)}" if as_of else ""
    rows = rows_of(data)
    paper.line(
        joined([organ, right, f"共{len(rows)}人"], "　　"), small, Lay(align="center", after=120)
    )
    columns = items_of(data, "columns") or list(ROSTER_COLUMNS)
    attached_table(paper, {"columns": columns, "rows": rows}, is_landscape=True)
    if said(data.get("note")):
        paper.line(f"注：{said(data.get('note'))}", small, Lay(align="both", before=120))
    return Paper(paper.content())


def publicity_notice(data: Data) -> Paper:
    """Write the public notice: persons with their posts, the period, and whom to tell what."""
    given = dict(data)
    given.setdefault("title", f"关于{said(data.get('programme'))}拟选派人员的公示")
    if not items_of(data, "body"):
        given["body"] = _public_body(data)
    return write_document(given)


def _public_body(data: Data) -> list[Any]:
    people = rows_of(data)
    activity = or_blank(data.get("activity"), 4)
    decided = said(data.get("decided_by"))
    by = f"经{decided}研究，" if decided else ""
    basis = or_blank(data.get("basis"), 8).strip("《》")
    days = said(data.get("working_days"))
    length = f"（{days}个工作日）" if days else ""
    columns = items_of(data, "columns") or list(PUBLIC_COLUMNS)
    how = said(data.get("how")) or (
        "公示期间，任何单位和个人均可通过来信、来电、来访等方式反映公示对象的情况和问题。"
        "反映情况应当实事求是，提倡实名反映，以便调查核实和反馈。"
    )
    contact = part_of(data, "contact")
    return [
        f"根据《{basis}》，{by}拟选派下列{len(people) or '……'}名同志{activity}，现予公示。",
        {"table": {"columns": columns, "rows": people}},
        f"公示时间：{day(data.get('opens_on'))}至{day(data.get('closes_on'))}{length}。",
        how,
        *_contact_lines(contact),
    ]


def _contact_lines(contact: Data) -> list[str]:
    labels = (("organ", "受理单位"), ("name", "联系人"), ("phone", "联系电话"),
              ("address", "通讯地址"), ("postcode", "邮政编码"), ("email", "电子邮箱"))  # fmt: skip
    always = {"organ", "phone"}
    return [
        f"{label}：{or_blank(contact.get(key), 8)}"
        for key, label in labels
        if key in always or said(contact.get(key))
    ]


def urge_note(data: Data) -> Paper:
    """Write the reminder of what is overdue: duty, person, day due and clause."""
    given = dict(data)
    given.setdefault("title", "催办单")
    if not items_of(data, "to") and data.get("to_unit"):
        given["to"] = [data["to_unit"]]
    if not items_of(data, "body"):
        given["body"] = _urge_body(data)
    given["remark"] = said(data.get("remark")) or _contact_remark(data)
    return write_document(given)


def _urge_body(data: Data) -> list[Any]:
    items = [dict(item) for item in items_of(data, "items") if isinstance(item, Mapping)]
    for item in items:
        item.setdefault("due", day(item.get("due_on")).replace(BLANK_DAY, ""))
    reply = day(data.get("reply_by"))
    return [
        f"经查，你单位有{len(items)}项应办事项尚未办结，现予催办：",
        {"table": {"columns": list(URGE_COLUMNS), "rows": items}},
        f"请于{reply}前办结并回复。确有困难不能按期办结的，请说明原因和预计办结时间。",
    ]

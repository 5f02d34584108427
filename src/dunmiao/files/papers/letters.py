"""The letter of introduction: stub, letter and receipt on one sheet, cut along dotted lines."""

from __future__ import annotations

from dunmiao.files.papers.paper import Paper
from dunmiao.files.papers.structure import signature_indents
from dunmiao.files.papers.word import SIZES, TITLE, Ink, Lay, WordFile
from dunmiao.files.papers.wording import (
    WIDE,
    Data,
    day,
    document_number,
    joined,
    or_blank,
    part_of,
    said,
    term,
    width_of,
)

_INK = Ink(points=SIZES["四号"])
_LINE = 450
_HEAD = Ink(TITLE, 18.0)


def introduction_letter(data: Data) -> Paper:
    """Write a letter of introduction; `kind` "party" moves the party relation, else a person.

    The three parts bear one number. A missing entry is a dotted line to fill in by hand.
    """
    write = _party if data.get("kind") == "party" else _administrative
    paper = WordFile("介绍信")
    write(paper, data)
    return Paper(paper.content())


def _party(paper: WordFile, data: Data) -> None:
    title, person = "中国共产党党员组织关系介绍信", part_of(data, "person")
    name, member = or_blank(person.get("name")), _membership(person)
    leaving, joining = or_blank(data.get("from_branch"), 10), or_blank(data.get("to_branch"), 10)
    _part(paper, f"{title}存根", data)
    _text(paper, f"{name}同志系{member}，组织关系由{leaving}转到{joining}。")
    _signed(paper, data, with_organ=False)
    _cut(paper)
    _part(paper, title, data)
    _text(paper, f"{or_blank(data.get('to') or data.get('to_branch'), 10)}：", first=0)
    _text(paper, _party_sentence(data, person))
    _text(paper, f"（有效期{or_blank(data.get('valid_days'), 2)}天）")
    _signed(paper, data)
    _contact(paper, part_of(data, "contact"))
    _cut(paper)
    _part(paper, f"{title}回执联", data)
    _text(paper, f"{or_blank(data.get('organ'), 10)}：", first=0)
    _text(paper, f"{name}同志的党员组织关系已转达我处，特此回复。")
    _receipt(paper, data)


def _party_sentence(data: Data, person: Data) -> str:
    name, sex = or_blank(person.get("name")), or_blank(person.get("sex"), 2)
    age, ethnic = or_blank(person.get("age"), 2), or_blank(person.get("ethnic"), 3)
    leaving = or_blank(data.get("from_branch") or person.get("sending_unit"), 10)
    joining = or_blank(data.get("to_branch") or data.get("to"), 10)
    return (
        f"{name}同志（{sex}），{age}岁，{ethnic}，系{_membership(person)}，"
        f"身份证号码{or_blank(person.get('id_number'), 9)}，由{leaving}去{joining}，"
        f"请转接组织关系。该同志党费已交到{_month(data.get('dues_until'))}。"
    )


def _membership(person: Data) -> str:
    known = person.get("is_full_member")
    if known is None:
        return "中共预备（正式）党员"
    return "中共正式党员" if known else "中共预备党员"


def _month(value: object) -> str:
    text = said(value)
    year, _, month = text.partition("-")
    if year.isdigit() and month[:2].isdigit():
        return f"{int(year)}年{int(month[:2])}月"
    return text or "……年……月"


def _administrative(paper: WordFile, data: Data) -> None:
    person = part_of(data, "person")
    name, to = or_blank(person.get("name")), or_blank(data.get("to"), 10)
    activity, post = or_blank(data.get("activity"), 4), or_blank(data.get("post"), 6)
    _part(paper, "介绍信存根", data)
    _text(paper, f"介绍{name}同志到{to}{activity}，岗位：{post}，时间自{term(data)}。")
    _signed(paper, data, with_organ=False)
    _cut(paper)
    _part(paper, "介绍信", data)
    _text(paper, f"{to}：", first=0)
    about = joined([person.get("sex"), person.get("ethnic"), person.get("politics")], "，")
    about = f"（{about}）" if about else ""
    origin = joined([person.get("sending_unit"), person.get("sending_post")], "")
    _text(
        paper,
        f"兹介绍{or_blank(origin, 10)}{name}同志{about}到你处{activity}，岗位：{post}，"
        f"时间自{term(data)}。{said(data.get('relations'))}请予接洽。",
    )
    _text(paper, f"（有效期{or_blank(data.get('valid_days'), 2)}天）")
    _signed(paper, data)
    _contact(paper, part_of(data, "contact"))
    _cut(paper)
    _part(paper, "介绍信回执", data)
    _text(paper, f"{or_blank(data.get('organ'), 10)}：", first=0)
    _text(paper, f"{name}同志已于{day(data.get('arrived_on'))}到我处报到，特此回复。")
    _receipt(paper, data)


def _part(paper: WordFile, title: str, data: Data) -> None:
    paper.line(title, _HEAD, Lay(align="center", line=520))
    number = document_number(part_of(data, "number"))
    paper.line(number, _INK, Lay(align="right", line=_LINE, right=1))


def _text(paper: WordFile, text: str, first: float = 2) -> None:
    paper.line(text, _INK, Lay(first=first, line=_LINE))


def _signed(paper: WordFile, data: Data, *, with_organ: bool = True) -> None:
    organ, signed = or_blank(data.get("organ"), 8), day(data.get("signed_on"))
    over, under = signature_indents(width_of(organ), width_of(signed), stamped=True)
    if with_organ:
        paper.line(f"{organ}", _INK, Lay(align="right", right=over, line=_LINE, before=60))
    paper.line(signed, _INK, Lay(align="right", right=under, line=_LINE))


def _contact(paper: WordFile, contact: Data) -> None:
    small = Ink(points=SIZES["小四"])
    rows = (
        f"通讯地址：{or_blank(contact.get('address'), 16)}",
        f"联系电话：{or_blank(contact.get('phone'), 7)}{WIDE}"
        f"传真：{or_blank(contact.get('fax'), 7)}{WIDE}"
        f"邮编：{or_blank(contact.get('postcode'), 4)}",
    )
    for row in rows:
        paper.line(row, small, Lay(align="left", first=2, line=360))


def _receipt(paper: WordFile, data: Data) -> None:
    received = day(data.get("received_on"))
    _text(paper, f"经办人：{or_blank(data.get('received_by'), 6)}{WIDE}联系电话：{'…' * 8}")
    paper.line("（盖章）", _INK, Lay(align="right", right=6, line=_LINE))
    paper.line(received, _INK, Lay(align="right", right=4, line=_LINE))


def _cut(paper: WordFile) -> None:
    small = Ink(points=SIZES["五号"])
    text = "┄" * 18 + "（骑缝盖章）" + "┄" * 18
    paper.line(text, small, Lay(align="center", line=400, before=60, after=60))

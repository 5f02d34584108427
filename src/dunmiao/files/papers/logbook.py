"""The log as a bound book: cover, entries with their replies, and the host's opinion at the end."""

from __future__ import annotations

from collections.abc import Mapping

from dunmiao.files.papers import word
from dunmiao.files.papers.paper import Paper
from dunmiao.files.papers.word import HEI, KAI, SIZES, TITLE, Ink, Lay, WordFile
from dunmiao.files.papers.wording import Data, day, items_of, joined, or_blank, part_of, said, term

_SMALL = Ink(points=SIZES["四号"])
_REPLY = Ink(KAI, SIZES["四号"])


def log_book(data: Data) -> Paper:
    """Write the log: as many entries as there are, none asked for; the host signs at the end."""
    title = said(data.get("title")) or "工作日志"
    paper = WordFile(title)
    _cover(paper, title, data)
    entries = [entry for entry in items_of(data, "entries") if isinstance(entry, Mapping)]
    for number, entry in enumerate(entries):
        _entry(paper, entry, is_first=number == 0)
    if not entries:
        paper.line("（本期没有日志）", lay=Lay(align="center", starts_page=True))
    _opinion(paper, part_of(data, "opinion"))
    return Paper(paper.content())


def _cover(paper: WordFile, title: str, data: Data) -> None:
    person = part_of(data, "person")
    paper.blank(4)
    paper.line(title, Ink(TITLE, 36.0), Lay(align="center", line=1100))
    paper.blank(7)
    rows = (
        ("姓　　名", person.get("name")),
        ("派出单位", data.get("sending_unit") or person.get("sending_unit")),
        ("接收单位", data.get("receiving_unit")),
        ("岗　　位", data.get("post")),
    )
    for name, value in rows:
        _cover_line(paper, name, or_blank(value, 10))
    _cover_line(paper, "起止时间", term(data))


def _cover_line(paper: WordFile, name: str, value: str) -> None:
    spans = [(f"{name}：", Ink(HEI)), (value, word.PLAIN)]
    paper.spans(spans, Lay(align="left", left=10, hanging=5, line=760))


def _entry(paper: WordFile, entry: Data, *, is_first: bool) -> None:
    head = joined([day(entry.get("on")), entry.get("title"), entry.get("place")], "　")
    lay = Lay(align="left", before=0 if is_first else 240, keeps_next=True, starts_page=is_first)
    word.rule(paper.line(head, Ink(HEI, SIZES["四号"]), lay), side="bottom", eighths=4)
    for part in said(entry.get("text")).split("\n"):
        paper.line(part, _SMALL, Lay(first=2, line=500))
    for reply in items_of(entry, "replies"):
        when = f"（{day(reply.get('on'))}）" if reply.get("on") else ""
        text = f"{said(reply.get('by'))}{when}：{said(reply.get('text'))}"
        paper.line(text, _REPLY, Lay(left=2, line=500))


def _opinion(paper: WordFile, opinion: Data) -> None:
    lay = Lay(align="center", starts_page=True)
    paper.line("接收单位意见", Ink(TITLE, SIZES["二号"]), lay)
    paper.blank()
    paper.line(or_blank(opinion.get("text"), 60))
    paper.blank(3)
    signature = said(opinion.get("signed_by")) or "（盖章）"
    paper.line(signature, lay=Lay(align="right", right=4))
    paper.line(day(opinion.get("on")), lay=Lay(align="right", right=4))

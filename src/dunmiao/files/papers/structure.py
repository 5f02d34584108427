"""The parts of an official paper in their order: head, body, signature, attachments, imprint.

Source: GB/T 9704-2012, 7.2 to 7.4.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from dunmiao.files.papers import word
from dunmiao.files.papers.grid import attached_table
from dunmiao.files.papers.paper import Paper, length_warnings
from dunmiao.files.papers.word import HEI, KAI, SIZES, TITLE, Ink, Lay, WordFile
from dunmiao.files.papers.wording import (
    Data,
    chinese_number,
    day,
    document_number,
    items_of,
    joined,
    part_of,
    said,
    width_of,
)

_MARK_BEFORE = 1984 - 180  # 35 mm, less what the line itself holds above its letters (7.2.4)
_WIDTH = 8844  # 156 mm
_TITLE_INK = Ink(TITLE, SIZES["二号"])
_NOTE = Ink(points=SIZES["四号"])
_HEADINGS = {1: HEI, 2: KAI}


def write_document(data: Data) -> Paper:
    """Write an official paper; `data` as in `official.document`."""
    paper = WordFile(said(data.get("title")))
    write_head(paper, data)
    write_title(paper, said(data.get("title")))
    write_addressees(paper, data)
    write_body(paper, items_of(data, "body"))
    counted = paper.text()
    attachments = [item for item in items_of(data, "attachments") if isinstance(item, Mapping)]
    write_attachment_note(paper, [said(item.get("title")) for item in attachments])
    write_signature(paper, data)
    is_landscape = write_attachments(paper, attachments)
    write_imprint(paper, data, is_landscape=is_landscape)
    warnings = length_warnings(counted, is_special=bool(data.get("is_special")))
    return Paper(paper.content(), warnings)


def write_head(paper: WordFile, data: Data) -> None:
    """Write urgency, the red mark, number, signer and red line (7.2); the mark only if given."""
    mark = said(data.get("head"))
    urgency = said(data.get("urgency"))
    if urgency:
        paper.line(urgency, Ink(HEI), Lay(align="left"))
    if mark:
        before = _MARK_BEFORE - (word.LINE if urgency else 0)
        points = min(50.0, int(420 / max(width_of(mark), 1)))
        lay = Lay(align="center", before=before, line=round(points * 26))
        paper.line(mark, Ink(TITLE, points, is_red=True), lay)
    if not mark and not data.get("number"):
        return
    paper.blank(2)
    line = _number_line(paper, data)
    if mark:
        word.rule(line, side="bottom", eighths=12, space=11, color="FF0000")
    paper.blank(2)


def _number_line(paper: WordFile, data: Data) -> Any:
    number = document_number(part_of(data, "number"))
    signer = said(data.get("signer"))
    if not signer:
        return paper.line(number, lay=Lay(align="center"))
    spans = [(f"{number}\t签发人：", word.PLAIN), (signer, Ink(KAI))]
    line = paper.spans(spans, Lay(align="left", left=1, right=1))
    word.tab_at(line, round(_WIDTH - word.CHARACTER), align="right")
    return line


def write_title(paper: WordFile, title: str) -> None:
    """Write the title, broken into lines of even weight (7.3.1), and the empty line below it."""
    for part in title_lines(title):
        paper.line(part, _TITLE_INK, Lay(align="center", line=660, keeps_next=True))
    paper.blank()


def title_lines(title: str, longest: int = 18) -> list[str]:
    """Break a title into lines of even length, shortest last, never tearing a 《》 or a number."""
    if "\n" in title:
        return [part.strip() for part in title.split("\n")]
    count = -(-int(width_of(title) + 0.5) // longest) or 1
    lines: list[str] = []
    rest = title
    for left in range(count, 1, -1):
        cut = _cut(rest, -(-len(rest) // left))
        lines.append(rest[:cut])
        rest = rest[cut:]
    return [*lines, rest]


# Words after which a title may break without tearing a word in two.
_BREAKS = ("的", "于", "展", "部", "发", "委", "关于", "届", "次", "、", "》")


def _cut(text: str, about: int) -> int:
    for step in (0, 1, -1, 2, -2, 3):
        place = about + step
        if 2 < place < len(text) - 1 and text[:place].endswith(_BREAKS) and text[place] not in "的":
            return place
    return about


def write_addressees(paper: WordFile, data: Data) -> None:
    """Write the main addressees flush left with a full-width colon (7.3.2)."""
    to = joined(items_of(data, "to"), "，" if data.get("to_groups") else "、")
    if to:
        paper.line(f"{to.rstrip('：:')}：", lay=Lay(align="both"))


def write_body(paper: WordFile, blocks: Sequence[Any]) -> None:
    """Write paragraphs and headings 一、（一）1.（1）, numbering the headings (7.3.3)."""
    counts = [0, 0, 0, 0]
    for block in blocks:
        if isinstance(block, Mapping):
            if block.get("table"):
                paper.line("", Ink(points=6), Lay(line=140))
                attached_table(paper, part_of(block, "table"))
                paper.line("", Ink(points=6), Lay(line=140))
            else:
                _heading(paper, block, counts)
            continue
        for part in said(block).split("\n"):
            if part.strip():
                paper.line(part)


def _heading(paper: WordFile, block: Data, counts: list[int]) -> None:
    level = min(max(int(block.get("level", 1)), 1), 4)
    counts[level - 1] += 1
    counts[level:] = [0] * (4 - level)
    heading = said(block.get("text"))
    text = heading_number(level, counts[level - 1]) + heading
    ink = Ink(_HEADINGS.get(level, word.BODY))
    then = said(block.get("then"))
    if then and heading and not text.endswith(("。", "？", "！")):
        text += "。"
    lay = Lay(first=2, keeps_next=not then)
    paper.spans([(text, ink), (then, word.PLAIN)] if then else [(text, ink)], lay)


def heading_number(level: int, count: int) -> str:
    """Give the number before a heading of a level: 一、（一）1.（1）."""
    if level == 1:
        return chinese_number(count) + "、"
    if level == 2:
        return f"（{chinese_number(count)}）"
    return f"{count}." if level == 3 else f"（{count}）"


def write_attachment_note(paper: WordFile, titles: Sequence[str]) -> None:
    """Name the attachments one line below the body, wrapped lines aligned (7.3.4)."""
    if not titles:
        return
    paper.blank()
    if len(titles) == 1:
        paper.line(f"附件：{titles[0]}", lay=Lay(align="both", left=5, hanging=3))
        return
    column = 6 if len(titles) < 10 else 7
    for number, title in enumerate(titles, 1):
        lead = "附件：" if number == 1 else ""
        hanging = column - (2 if number == 1 else 5)
        lay = Lay(align="left", left=column, hanging=hanging)
        paper.line(f"{lead}{number}.\t{title}", lay=lay)


def write_signature(paper: WordFile, data: Data) -> None:
    """Write issuing body and day, stamped or not (7.3.5), and the note in brackets (7.3.6)."""
    organ, signed = said(data.get("organ")), day(data.get("signed_on"))
    is_stamped = data.get("is_stamped", True)
    paper.blank(2 if is_stamped else 1)
    organ_right, day_right = signature_indents(
        width_of(organ), width_of(signed), stamped=is_stamped
    )
    paper.line(organ, lay=Lay(align="right", right=organ_right, keeps_next=True))
    paper.line(signed, lay=Lay(align="right", right=day_right))
    remark = said(data.get("remark")).strip("（）()")
    if remark:
        paper.line(f"（{remark}）", lay=Lay(align="left", left=2))


def signature_indents(organ: float, signed: float, *, stamped: bool) -> tuple[float, float]:
    """Give the right indents (characters) of issuing body and day from their widths.

    Stamped: the day stands 4 from the right with the body centred above it; unstamped: the body
    stands 2 from the right and the day begins 2 after it (7.3.5.1, 7.3.5.2).
    """
    if stamped:
        over = 4 + (signed - organ) / 2
        return (over, 4.0) if over >= 2 else (2.0, 2 + (organ - signed) / 2)
    if organ - signed >= 2:
        return 2.0, organ - signed
    return 4 + signed - organ, 2.0


def write_attachments(paper: WordFile, attachments: Sequence[Data]) -> bool:
    """Write each attachment on a new page (7.3.7); say whether the last page lies wide."""
    is_landscape = False
    for number, item in enumerate(attachments, 1):
        is_landscape = bool(item.get("is_landscape"))
        paper.section(is_landscape=is_landscape)
        label = "附件" if len(attachments) == 1 else f"附件{number}"
        paper.line(label, Ink(HEI), Lay(align="left", keeps_next=True))
        paper.blank()
        title = said(item.get("title"))
        for part in title_lines(title, 30 if is_landscape else 18):
            paper.line(part, _TITLE_INK, Lay(align="center", line=660, keeps_next=True))
        paper.blank()
        write_body(paper, items_of(item, "body"))
        if item.get("table"):
            attached_table(paper, part_of(item, "table"), is_landscape=is_landscape)
    return is_landscape


def write_imprint(paper: WordFile, data: Data, *, is_landscape: bool = False) -> None:
    """Write copies and printing office at the foot of the last page (7.4).

    After a wide attachment the imprint takes a tall page of its own.
    """
    copies = joined(items_of(data, "copies_to"), "，").rstrip("。")
    office = said(data.get("printed_by"))
    if not copies and not office:
        return
    if is_landscape:
        paper.section()
    else:
        paper.line("", Ink(points=6), Lay(line=200))
    table = paper.table(int(bool(copies)) + int(bool(office)), [156.0])
    word.float_at_bottom(table)
    if copies:
        lay = Lay(align="both", left=3.6, right=0.9, hanging=2.7, line=480)
        paper.fill(table.rows[0].cells[0], f"抄送：{copies}。", _NOTE, lay)
        word.edges(table.rows[0].cells[0], top=8, bottom=6)
    if office:
        text = f"{office}\t{day(data.get('printed_on'))}印发"
        cell = table.rows[-1].cells[0]
        paper.fill(cell, text, _NOTE, Lay(align="left", left=0.9, line=480))
        word.tab_at(cell.paragraphs[0], _WIDTH - round(word.CHARACTER * 0.9), align="right")
        word.edges(cell, top=6 if copies else 8, bottom=8)
    # A floating table hangs on the paragraph after it; this one takes no room.
    paper.line("", Ink(points=1), Lay(line=20))

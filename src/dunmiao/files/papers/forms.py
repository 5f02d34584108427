"""Forms to be filled, signed and stamped: appraisal, plan, list of responsibilities."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from docx.shared import Mm

from dunmiao.files.papers import structure, word
from dunmiao.files.papers.grid import add_row
from dunmiao.files.papers.images import clean_photo
from dunmiao.files.papers.paper import Paper, length_warnings
from dunmiao.files.papers.word import HEI, KAI, SIZES, TITLE, Ink, Lay, WordFile
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

_COLUMNS = 12
_LABEL = Ink(HEI, SIZES["小四"])
_VALUE = Ink(points=SIZES["小四"])
_MARK = Ink(points=SIZES["小四"])
_PHOTO_SPAN = 2
_OPINIONS = (
    ("帮带联系\n人意见", "mentor_opinion"),
    ("接收单位\n意见", "receiving_opinion"),
    ("派出单位\n意见", "sending_opinion"),
    ("组织部门\n意见", "organiser_opinion"),
)
_DUTY_ALIGNS: tuple[word.Align, ...] = ("center", "center", "left", "center", "center", "center")
_GRADES = ("优秀", "称职", "基本称职", "不称职")


@dataclass(frozen=True)
class Box:
    """One cell of a form: its text, how many of twelve columns it takes, and how it lies."""

    text: str
    span: int
    is_label: bool = False
    is_long: bool = False


def label(text: str, span: int = 2) -> Box:
    """Make the cell that names an entry."""
    return Box(text, span, is_label=True)


class Form:
    """A ruled form of twelve columns, filled row by row."""

    def __init__(self, paper: WordFile) -> None:
        """Begin an empty form in a paper."""
        self._paper = paper
        self._table = paper.table(0, [13.0] * _COLUMNS)

    def row(self, boxes: Sequence[Box], height_mm: float = 9.5) -> Any:
        """Add a row whose cells together take all twelve columns; give it back."""
        row = self._table.add_row()
        start = 0
        is_long = any(box.is_long for box in boxes)
        for box in boxes:
            cell = row.cells[start]
            if box.span > 1:
                cell = cell.merge(row.cells[start + box.span - 1])
            cell.width = word.millimetres(13.0 * box.span)
            self._fill(cell, box)
            start += box.span
        if is_long:
            word.tall_row(row, height_mm)
        else:
            word.whole_row(row, height_mm)
        return row

    def _fill(self, cell: Any, box: Box) -> None:
        lay = Lay(align="center", line=330)
        if box.is_long:
            lay = Lay(align="both", first=1.6, line=340)
        self._paper.fill(cell, box.text, _LABEL if box.is_label else _VALUE, lay)
        if box.is_long:
            cell.vertical_alignment = 0

    def signed(self, name: str, opinion: object, height_mm: float = 38) -> None:
        """Add an opinion with grade, signature and day at the foot of its cell."""
        given: Data = opinion if isinstance(opinion, Mapping) else {"text": opinion}
        row = self.row([label(name), Box(said(given.get("text")), 10, is_long=True)], height_mm)
        cell = row.cells[-1]
        grade = said(given.get("grade"))
        if grade:
            self._under(cell, f"等次意见：{grade}", Lay(align="both", first=1.6, line=340))
        signature = said(given.get("signed_by")) or "（签字盖章）"
        self._under(cell, signature, Lay(align="right", right=2, line=340, before=120))
        self._under(cell, day(given.get("on")), Lay(align="right", right=2, line=340))

    def _under(self, cell: Any, text: str, lay: Lay) -> None:
        paragraph = cell.add_paragraph()
        word.lay_out(paragraph, lay)
        word.write(paragraph, text, _MARK)

    def photo(self, first: Any, last: Any, content: bytes) -> None:
        """Set a photograph into the last columns of consecutive rows."""
        cell = first.cells[_COLUMNS - 1].merge(last.cells[_COLUMNS - 1])
        paragraph = cell.paragraphs[0]
        for spare in cell.paragraphs[1:]:
            spare._p.getparent().remove(spare._p)
        paragraph.paragraph_format.alignment = 1
        paragraph.paragraph_format.line_spacing = 1.0
        paragraph.add_run().add_picture(io.BytesIO(content), width=Mm(20))


def headed(title: str, under: str = "", *, is_landscape: bool = False) -> WordFile:
    """Begin a paper that is a form: the title, and one line below it."""
    paper = WordFile(title, is_landscape=is_landscape)
    for part in structure.title_lines(title, 30 if is_landscape else 18):
        paper.line(part, Ink(TITLE, SIZES["二号"]), Lay(align="center", line=660))
    lay = Lay(align="center", line=480, after=100)
    paper.line(under, Ink(KAI, SIZES["四号"]), lay)
    return paper


def appraisal_form(data: Data) -> Paper:
    """Write the appraisal form of a placement; keys in the package's description of papers."""
    period = said(data.get("period"))
    paper = headed(
        said(data.get("title")) or "挂职干部考核鉴定表", f"（{period}）" if period else ""
    )
    form = Form(paper)
    _person_rows(form, data, clean_photo(data.get("photo")))
    if said(data.get("resume")):
        form.row([label("简历"), Box(said(data.get("resume")), 10, is_long=True)], 30)
    form.row([label("个人\n总结"), Box(said(data.get("self_summary")), 10, is_long=True)], 62)
    _ability_rows(form, items_of(data, "abilities"))
    form.row([label("民主测评"), Box(_tally(part_of(data, "assessment")), 10)], 12)
    for name, key in _OPINIONS:
        if key != "mentor_opinion" or data.get(key):
            form.signed(name, data.get(key))
    outcome = [label("考核等次"), Box(said(data.get("grade")), 4)]
    outcome += [label("期满去向"), Box(said(data.get("disposition")), 4)]
    form.row(outcome, 11)
    objection = data.get("objection")
    if objection:
        form.row([label("本人异议\n及处理"), Box(said(objection), 10, is_long=True)], 20)
    own = {"text": data.get("acknowledged_text"), "signed_by": data.get("acknowledged_by"),
           "on": data.get("acknowledged_on")}  # fmt: skip
    own["signed_by"] = own["signed_by"] or "（本人签字）"
    form.signed("本人意见", own, 26)
    return Paper(paper.content(), length_warnings(said(data.get("self_summary")), is_special=True))


def _person_rows(form: Form, data: Data, photo: bytes | None) -> None:
    person = part_of(data, "person")
    spare = [Box("", _PHOTO_SPAN)] if photo else []
    wide = _COLUMNS - (_PHOTO_SPAN if photo else 0)
    thirds = (2, 2, 1, 1, 2, 2) if photo else (2, 2, 2, 2, 2, 2)

    def three(*pairs: object) -> Any:
        boxes = [
            Box(said(text), span, is_label=number % 2 == 0)
            for number, (text, span) in enumerate(zip(pairs, thirds, strict=True))
        ]
        return form.row([*boxes, *spare])

    def one(name: str, text: str) -> Any:
        return form.row([label(name), Box(text, wide - 2), *spare])

    schooling = joined([person.get("education"), person.get("degree")], " ")
    own = joined([person.get("sending_unit"), person.get("sending_post")], "")
    host = joined([data.get("receiving_unit"), data.get("post")], "")
    name, sex, birth = (person.get(key) for key in ("name", "sex", "birth"))
    ethnic, age, politics = (person.get(key) for key in ("ethnic", "age", "politics"))
    first = three("姓名", name, "性别", sex, "出生年月", birth)
    three("民族", ethnic, "年龄", age, "政治面貌", politics)
    one("学历学位", schooling)
    last = one("派出单位\n及职务", own)
    spare, wide = [], _COLUMNS
    if photo:
        form.photo(first, last, photo)
    one("接收单位\n及岗位", host)
    one("起止时间", term(data))


def _ability_rows(form: Form, abilities: Sequence[Any]) -> None:
    known = [item for item in abilities if isinstance(item, Mapping)]
    if not known:
        return
    heads = [label("能力变化"), label("到岗时", 2), label("中期", 2), label("期满", 2)]
    form.row([*heads, label("说明", 4)])
    for item in known:
        cells = [Box(said(item.get(key)), 2) for key in ("start", "middle", "end")]
        note = Box(said(item.get("note")), 4)
        form.row([label(said(item.get("name"))), *cells, note])


def _tally(assessment: Data) -> str:
    counts = part_of(assessment, "counts")
    if not counts:
        return "收回…票：" + "；".join(f"{name}…票" for name in _GRADES)
    ballots = said(assessment.get("ballots"))
    lead = f"收回{ballots}票：" if ballots else ""
    return lead + "；".join(f"{said(name)}{said(count)}票" for name, count in counts.items())


def plan_form(data: Data) -> Paper:
    """Write the development plan of one person: the charter's fields, steps, and who agreed."""
    paper = headed(said(data.get("title")) or "个人培养计划")
    form = Form(paper)
    person = part_of(data, "person")
    form.row([label("姓名"), Box(said(person.get("name")), 4), label("派出单位"),
              Box(said(data.get("sending_unit") or person.get("sending_unit")), 4)])  # fmt: skip
    form.row([label("接收单位"), Box(said(data.get("receiving_unit")), 4), label("岗位"),
              Box(said(data.get("post")), 4)])  # fmt: skip
    form.row([label("帮带联系人"), Box(or_blank(data.get("contact_person")), 4), label("导师"),
              Box(or_blank(data.get("mentor")), 4)])  # fmt: skip
    form.row([label("起止时间"), Box(term(data), 10)])
    for field in items_of(data, "fields"):
        text = Box(said(field.get("text")), 10, is_long=True)
        form.row([label(_two_lines(said(field.get("name")))), text], 26)
    steps = items_of(data, "steps")
    if steps:
        form.row([label("时间", 3), label("任务", 5), label("预期结果", 4)])
    for step in steps:
        spans = (("period", 3), ("task", 5), ("result", 4))
        form.row([Box(said(step.get(key)), span) for key, span in spans])
    for agreed in items_of(data, "agreements"):
        opinion = {
            "text": agreed.get("text"),
            "signed_by": agreed.get("name"),
            "on": agreed.get("on"),
        }
        form.signed(f"{said(agreed.get('party'))}\n意见", opinion, 28)
    return Paper(paper.content(), length_warnings(paper.text(), is_special=True))


def _two_lines(text: str) -> str:
    return f"{text[:2]}\n{text[2:]}" if len(text) == 4 else text


def responsibility_list(data: Data) -> Paper:
    """Write who owes what by when under which clause; one party's duties stand together."""
    organ, as_of = said(data.get("organ")), data.get("as_of")
    on = day(as_of) if as_of else ""
    under = said(data.get("subtitle")) or joined([organ, on], "　　")
    paper = headed(said(data.get("title")) or "责任清单", under, is_landscape=True)
    widths = [12.0, 38.0, 75.0, 40.0, 30.0, 30.0]
    table = paper.table(1, widths)
    word.inset(table, 57)
    names = ("序号", "责任主体", "职责事项", "完成时限", "责任人", "依据")
    for cell, name in zip(table.rows[0].cells, names, strict=True):
        paper.fill(cell, name, _LABEL)
    word.repeat_head(table.rows[0])
    word.whole_row(table.rows[0], 10)
    last_party = None
    for number, item in enumerate(items_of(data, "items"), 1):
        party = said(item.get("party"))
        is_same = party == last_party
        due = said(item.get("due")) or day(item.get("due_on")).replace(BLANK_DAY, "")
        cells = [str(number), "" if is_same else party, said(item.get("duty")), due,
                 said(item.get("by")), said(item.get("clause"))]  # fmt: skip
        add_row(paper, table, cells, widths, _DUTY_ALIGNS)
        _join_upward(table, is_same=is_same)
        last_party = party
    return Paper(paper.content())


def _join_upward(table: Any, *, is_same: bool) -> None:
    """Join the party's cell of the last row with the cell above that names the same party."""
    cell = table.rows[-1].cells[1]
    merge = word.element("vMerge", val="continue" if is_same else "restart")
    properties = cell._tc.get_or_add_tcPr()
    properties.append(merge)
    properties.remove(merge)
    properties.insert_element_before(
        merge, "w:tcBorders", "w:shd", "w:noWrap", "w:tcMar", "w:vAlign"
    )

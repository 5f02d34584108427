"""The list of applicants as it really arrives: valid, and as untidy as forty units can make it."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Final

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

_TITLE: Final = "优秀年轻干部双向挂职报名人员汇总表"
_PER_SHEET: Final = 80

# Group heading, heading, field, width; an empty group means a heading merged over both lines.
_COLUMNS: Final = (
    ("", "序号", "", 5),
    ("", "姓  名", "name", 9),
    ("", "性别", "sex", 5),
    ("", "出生年月\n（年龄）", "birth", 11),
    ("", "民族", "ethnic", 8),
    ("", "籍贯", "native_place", 12),
    ("", "政治面貌", "political", 11),
    ("", "入党时间", "joined_party", 10),
    ("", "参加工作时间", "started_work", 10),
    ("", "身份证号码", "id_number", 21),
    ("", "工作单位", "unit", 24),
    ("", "现任职务", "post", 18),
    ("", "职级", "rank", 12),
    ("", "任现职级时间", "rank_since", 10),
    ("全日制教育", "学历", "education", 10),
    ("全日制教育", "学位", "degree", 10),
    ("全日制教育", "毕业院校", "school", 18),
    ("全日制教育", "专业", "major", 14),
    ("", "人员类别", "kind", 12),
    ("", "联系电话", "phone", 13),
    ("岗位志愿", "第一志愿", "wish", 20),
    ("岗位志愿", "第二志愿", "wish_2", 20),
    ("", "是否服从调剂", "accepts_other", 8),
    ("", "近三年年度考核结果", "appraisals", 26),
    ("", "备注", "remarks", 14),
)
_WIDE: Final = {ord(str(digit)): 0xFF10 + digit for digit in range(10)} | {ord("."): 0xFF0E}


def applicants_workbook(people: Sequence[Mapping[str, object]]) -> bytes:
    """Give an .xlsx of applicants: title rows, two-line headings, eight ways of writing a month.

    `people` map the field names of the intake (name, sex, birth, id_number, unit, post …) to texts,
    dates or numbers; absent ones stay empty. Every row is valid. From eighty people on, a second
    sheet continues the first; a hidden sheet holds the choices of the form. The same people give
    the same bytes.
    """
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        book.set_properties({"created": datetime(2026, 1, 5, tzinfo=UTC)})
        writer = _Writer(book)
        for start in range(0, max(len(people), 1), _PER_SHEET):
            name = "报名汇总" if start == 0 else f"续表{start // _PER_SHEET}"
            writer.write_sheet(book.add_worksheet(name), people, start)
        choices = book.add_worksheet("选项")
        choices.write_column(0, 0, ["男", "女"])
        choices.hide()
    return out.getvalue()


class _Writer:
    def __init__(self, book: xlsxwriter.Workbook) -> None:
        cell = {"border": 1, "text_wrap": True, "valign": "vcenter", "font_name": "宋体"}
        self.title = book.add_format({"bold": True, "align": "center", "font_size": 18})
        self.head = book.add_format({**cell, "bold": True, "align": "center"})
        self.text = book.add_format({**cell, "num_format": "@"})
        self.plain = book.add_format(cell)
        self.month = book.add_format({**cell, "num_format": "yyyy.mm"})
        self.long_month = book.add_format({**cell, "num_format": 'yyyy"年"m"月"'})
        self.two_places = book.add_format({**cell, "num_format": "0.00"})

    def write_sheet(
        self, page: Worksheet, people: Sequence[Mapping[str, object]], start: int
    ) -> None:
        """Write one sheet: title, headings, its eighty people, totals and signatures."""
        last = len(_COLUMNS) - 1
        page.write_string(0, 0, "附件2")
        page.merge_range(1, 0, 1, last, _TITLE, self.title)
        page.merge_range(2, 0, 2, last, "汇总单位（盖章）：        汇总日期：2026年1月5日")
        self._write_headings(page)
        part = people[start : start + _PER_SHEET]
        for order, person in enumerate(part):
            self._write_person(page, 5 + order, start + order, person)
        foot = 5 + len(part)
        page.write_string(foot, 0, "合计")
        page.write_number(foot, 1, len(part))
        page.merge_range(
            foot + 1, 0, foot + 1, last, "备注：本表由各单位组织人事部门填写，一式两份。"
        )
        page.write_string(foot + 2, 1, "填表人：")
        page.write_string(foot + 2, 9, "审核人：")

    def _write_headings(self, page: Worksheet) -> None:
        for column, (group, heading, _, width) in enumerate(_COLUMNS):
            page.set_column(column, column, width)
            if not group:
                page.merge_range(3, column, 4, column, heading, self.head)
                continue
            same = [at for at, row in enumerate(_COLUMNS) if row[0] == group]
            if column == same[0]:
                page.merge_range(3, column, 3, same[-1], group, self.head)
            page.write_string(4, column, heading, self.head)

    def _write_person(
        self, page: Worksheet, row: int, order: int, person: Mapping[str, object]
    ) -> None:
        page.write_number(row, 0, order + 1, self.plain)
        for column, (_, _, field, _) in enumerate(_COLUMNS):
            value = person.get(field)
            if isinstance(value, date):
                style = _STYLES[(order + column) % len(_STYLES)]
                style(self, page, row, column, value)
            elif field == "name":
                page.write_string(row, column, _name(str(value), order), self.text)
            elif value not in (None, ""):
                page.write_string(row, column, _text(field, str(value), order), self.text)


def _name(name: str, order: int) -> str:
    is_spread = len(name) == 2 and order % 3 != 1
    return f"{name[0]}  {name[1]}" if is_spread else name


def _text(field: str, text: str, order: int) -> str:
    if field in ("id_number", "phone") and order % 7 == 3:
        return text.translate(_WIDE)
    return f" {text}" if order % 11 == 5 and field in ("unit", "post") else text


_Style = Callable[["_Writer", Worksheet, int, int, date], object]


def _as_text(pattern: str, *, is_wide: bool = False) -> _Style:
    def write(writer: _Writer, page: Worksheet, row: int, column: int, day: date) -> None:
        text = pattern.format(year=day.year, month=day.month)
        page.write_string(row, column, text.translate(_WIDE) if is_wide else text, writer.text)

    return write


def _as_date(look: Callable[[_Writer], Format]) -> _Style:
    def write(writer: _Writer, page: Worksheet, row: int, column: int, day: date) -> None:
        moment = datetime(day.year, day.month, 1, tzinfo=UTC).replace(tzinfo=None)
        page.write_datetime(row, column, moment, look(writer))

    return write


def _as_number(writer: _Writer, page: Worksheet, row: int, column: int, day: date) -> None:
    page.write_number(row, column, day.year * 100 + day.month, writer.plain)


def _as_decimal(writer: _Writer, page: Worksheet, row: int, column: int, day: date) -> None:
    page.write_number(row, column, day.year + day.month / 100, writer.two_places)


def _as_serial(writer: _Writer, page: Worksheet, row: int, column: int, day: date) -> None:
    serial = day.replace(day=1).toordinal() - date(1899, 12, 30).toordinal()
    page.write_number(row, column, serial, writer.plain)


_STYLES: Final[tuple[_Style, ...]] = (
    _as_text("{year}.{month:02}"),
    _as_text("{year}年{month}月"),
    _as_number,
    _as_date(lambda writer: writer.month),
    _as_text("{year}.{month:02}", is_wide=True),
    _as_decimal,
    _as_date(lambda writer: writer.long_month),
    _as_serial,
)

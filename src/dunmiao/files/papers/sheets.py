"""Lists as workbooks and comma-separated files that no spreadsheet program will run as formulas.

Sources: reference figures of XlsxWriter; OWASP on CSV injection (CVE-2021-41270); ASVS 1.2.10.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any

import xlsxwriter

from dunmiao.files.papers.wording import Data, items_of, said, width_of

_STILL = datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)
_BAD_IN_NAMES = re.compile(r"[\[\]:*?/\\\x00-\x1f']")
_LONGEST_CELL = 32_767
_FORMATS = {
    "text": {"num_format": "@"},
    "integer": {"num_format": "0", "align": "right"},
    "number": {"num_format": "#,##0.##", "align": "right"},
    "percent": {"num_format": "0.0%", "align": "right"},
    "date": {"num_format": "yyyy-mm-dd", "align": "center"},
    "datetime": {"num_format": "yyyy-mm-dd hh:mm", "align": "center"},
}
# Letters that make a spreadsheet program read a cell as a formula, their full-width twins too.
_STARTS_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠", "|", "%")


def workbook(sheets: Sequence[Data]) -> bytes:
    """Give an .xlsx of lists, each with title, headings that stay in view, and print set-up.

    A sheet: name, title, note, columns [{key, label, kind, width}], rows [mapping], is_landscape,
    footer. Kinds: text, integer, number, percent, date, datetime. Text is always stored as text,
    so an ID number keeps its digits and "=1+1" stays three letters.
    """
    out = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_numbers": False,
        "strings_to_urls": False,
        "remove_timezone": True,
    }
    book = xlsxwriter.Workbook(out, options)
    book.set_properties({"created": _STILL, "author": "", "comments": ""})
    inks = _inks(book)
    taken: set[str] = set()
    for number, sheet in enumerate(sheets or [{"name": "Sheet1"}], 1):
        name = _sheet_name(said(sheet.get("name")) or f"Sheet{number}", taken)
        _write_sheet(book.add_worksheet(name), sheet, inks)
    book.close()
    return out.getvalue()


def _inks(book: Any) -> dict[str, Any]:
    cell = {"font_name": "宋体", "font_size": 11, "border": 1, "valign": "vcenter"}
    inks = {
        name: book.add_format({**cell, "text_wrap": name == "text", **extra})
        for name, extra in _FORMATS.items()
    }
    heading = {**cell, "font_name": "黑体", "align": "center", "text_wrap": True}
    inks["heading"] = book.add_format({**heading, "bg_color": "#F3F4F6"})
    title = {"font_name": "黑体", "font_size": 16, "align": "center", "valign": "vcenter"}
    inks["title"] = book.add_format(title)
    inks["note"] = book.add_format({"font_name": "宋体", "font_size": 10, "font_color": "#6B7280"})
    return inks


def _sheet_name(asked: str, taken: set[str]) -> str:
    name = _BAD_IN_NAMES.sub(" ", asked).strip()[:31] or "Sheet"
    number = 2
    while name.lower() in taken:
        tail = f" {number}"
        name = name[: 31 - len(tail)].rstrip() + tail
        number += 1
    taken.add(name.lower())
    return name


def _write_sheet(page: Any, sheet: Data, inks: Mapping[str, Any]) -> None:
    columns = [column for column in items_of(sheet, "columns") if isinstance(column, Mapping)]
    rows = [row for row in items_of(sheet, "rows") if isinstance(row, Mapping)]
    head = _write_top(page, sheet, inks, len(columns))
    for place, column in enumerate(columns):
        page.write_string(head, place, said(column.get("label")), inks["heading"])
        page.set_column(place, place, _column_width(column, rows))
    for offset, row in enumerate(rows, head + 1):
        for place, column in enumerate(columns):
            _write_cell(page, (offset, place), row.get(said(column.get("key"))), column, inks)
    last = head + len(rows)
    if columns:
        page.autofilter(head, 0, max(last, head), len(columns) - 1)
    page.freeze_panes(head + 1, 0)
    page.set_row(head, 24)
    if said(sheet.get("footer")):
        page.write_string(last + 2, 0, said(sheet.get("footer")), inks["note"])
    _set_print(page, head, is_landscape=bool(sheet.get("is_landscape")))


def _write_top(page: Any, sheet: Data, inks: Mapping[str, Any], width: int) -> int:
    """Write title and note; give the row the headings go to."""
    title, note = said(sheet.get("title")), said(sheet.get("note"))
    row = 0
    if title:
        page.set_row(0, 32)
        if width > 1:
            page.merge_range(0, 0, 0, width - 1, "", inks["title"])
        page.write_string(0, 0, title, inks["title"])
        row = 1
    if note:
        page.write_string(row, 0, note, inks["note"])
        row += 1
    return row


def _set_print(page: Any, head: int, *, is_landscape: bool) -> None:
    page.set_paper(9)
    if is_landscape:
        page.set_landscape()
    page.repeat_rows(head)
    page.fit_to_pages(1, 0)
    page.set_margins(left=0.6, right=0.6, top=0.8, bottom=0.8)
    page.set_footer("&C第 &P 页，共 &N 页")


def _column_width(column: Data, rows: Sequence[Data]) -> float:
    if column.get("width"):
        return float(column["width"])
    key = said(column.get("key"))
    texts = [said(column.get("label")), *(said(row.get(key)) for row in rows[:500])]
    return min(max(max(width_of(text) for text in texts) * 2 + 3, 6), 50)


def _write_cell(
    page: Any, at: tuple[int, int], value: object, column: Data, inks: Mapping[str, Any]
) -> None:
    kind = said(column.get("kind")) or "text"
    ink = inks.get(kind, inks["text"])
    if said(value) == "":
        page.write_blank(*at, None, ink)
    elif kind in ("date", "datetime") and isinstance(value, date):
        page.write_datetime(*at, value, ink)
    elif kind in ("integer", "number", "percent") and isinstance(value, (int, float)):
        page.write_number(*at, value, ink)
    else:
        text = value.isoformat() if isinstance(value, date) else said(value)
        page.write_string(*at, text[:_LONGEST_CELL], inks["text"])


def csv_bytes(columns: Sequence[Data], rows: Sequence[Data]) -> bytes:
    """Give a list as UTF-8 CSV with a byte-order mark, guarded against formulas.

    A text that a spreadsheet program could run gets an apostrophe before it, which our import
    takes off again.
    """
    out = io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow([guarded(column.get("label")) for column in columns])
    for row in rows:
        writer.writerow([guarded(row.get(said(column.get("key")))) for column in columns])
    return ("\ufeff" + out.getvalue()).encode("utf-8")


def guarded(value: object) -> str:
    """Give a cell's text so that it cannot begin a formula; numbers and days pass unchanged."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return str(value)
    raw = "" if value is None else str(value)
    text = said(value)
    starts = raw.startswith(_STARTS_FORMULA) or text.startswith(_STARTS_FORMULA)
    return f"'{text}" if starts else text

"""Finds the list inside a sheet: heading lines, columns, rows of people, and what is neither."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from dunmiao.files.intake.cells import Cell, Line, Sheet
from dunmiao.files.intake.headings import Vocabulary, plain_heading
from dunmiao.files.limits import MAX_COLUMNS

_SEARCHED: Final = 40  # title rows before the headings are fewer than this
_HEADING_LINES: Final = 3

_FOOT: Final = re.compile(
    r"(?:合计|总计|小计|共计|总人数|人数合计|备注|说明|注[:：0-9１-９一二]|填表|制表|审核|填报|报送|联系人|联系电话"
    r"|负责人|经办人|分管领导|单位负责人|主要领导|单位盖章|盖章|领导签字|签字|签名|填写说明|日期[:：]"
    r"|[（(]?单位[（(]?盖章|共[0-9０-９一二三四五六七八九十百]+[人名])"
)
_NAME: Final = re.compile(r"[^\W\d_]{2,}(?:[·•.][^\W\d_]+)*")
_GROUP: Final = re.compile(
    r"(?:[一二三四五六七八九十]+、|[（(][一二三四五六七八九十]+[）)]|第[一二三四五六七八九十0-9]+[组批类])"
    r".*|.*[（(]\s*共?\s*[0-9０-９]+\s*[人名]\s*[）)]"
)


@dataclass(frozen=True)
class Column:
    """A column of the list: its place, its heading as written, and the field it means or ""."""

    index: int
    heading: str
    field: str


@dataclass(frozen=True)
class Table:
    """A list found in a sheet; its data begin after row `last_heading_row`."""

    sheet: Sheet
    columns: tuple[Column, ...]
    last_heading_row: int

    @property
    def fields(self) -> frozenset[str]:
        """Give the fields that have a column."""
        return frozenset(column.field for column in self.columns if column.field)

    def column(self, field: str) -> Column | None:
        """Give the column of a field, if the list has one."""
        return next((column for column in self.columns if column.field == field), None)


def find_table(sheet: Sheet, words: Vocabulary, key: str = "name") -> Table | None:
    """Give the list of a sheet, or None where no heading line names the `key` field.

    One to three heading lines are read as one: merged headings above are joined to those below.
    """
    merged = _MergedTexts(sheet)
    for row in sorted(sheet.rows)[:_SEARCHED]:
        if _is_heading_line(sheet.rows[row], words, key):
            last = _last_line(sheet, words, merged, row, key)
            columns = _columns(sheet, words, merged, row, last)
            return Table(sheet, columns, last)
    return None


def is_one_person(table: Table, words: Vocabulary) -> bool:
    """Say whether what looks like a list is the form of one person: labels beside their values."""
    rows = [row for row in sorted(table.sheet.rows) if row > table.last_heading_row]
    headings = {column.index: plain_heading(column.heading) for column in table.columns}
    labels = [
        text
        for at, cell in (table.sheet.rows[rows[0]] if rows else {}).items()
        if words.exact(text := cell.text) and plain_heading(text) != headings.get(at)
    ]
    return len(labels) >= 2


def continues(sheet: Sheet, before: Table) -> Table | None:
    """Give a sheet without headings the columns of the list before it, if its rows look alike."""
    rows = sorted(sheet.rows)
    name = before.column("name")
    if not rows or name is None:
        return None
    known = {column.index for column in before.columns}
    is_alike = all(set(sheet.rows[row]) <= known for row in rows[:5])
    table = Table(sheet, before.columns, 0)
    first = sheet.rows[rows[0]]
    return table if is_alike and name.index in first and _has_identity(table, first) else None


class _MergedTexts:
    """The texts of a sheet with each merged area filled by the text of its first cell."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet
        self._filled: dict[tuple[int, int], str] = {}
        self._wide: set[tuple[int, int]] = set()
        for first, left, last, right in sheet.merges:
            # Merged areas of a sound sheet never overlap; those that do are not worth the work.
            is_taken = (first, left) in self._filled
            if is_taken or first > _SEARCHED * 2 or right - left > MAX_COLUMNS:
                continue
            text = self._own(first, left)
            for row in range(first, min(last, first + _HEADING_LINES + 1) + 1):
                for column in range(left, right + 1):
                    self._filled[row, column] = text
                    if right > left:
                        self._wide.add((row, column))

    def _own(self, row: int, column: int) -> str:
        cell = self._sheet.rows.get(row, {}).get(column)
        return cell.text.strip() if cell else ""

    def at(self, row: int, column: int) -> str:
        return self._own(row, column) or self._filled.get((row, column), "")

    def is_wide(self, row: int, column: int) -> bool:
        return (row, column) in self._wide


def _is_heading_line(line: Line, words: Vocabulary, key: str) -> bool:
    found = {words.find(cell.text) for cell in line.values()} - {""}
    return key in found and (len(found) >= 2 or len(line) == 1)


def _last_line(sheet: Sheet, words: Vocabulary, merged: _MergedTexts, first: int, key: str) -> int:
    last = first
    named = next(i for i, cell in sheet.rows[first].items() if words.find(cell.text) == key)
    for row in range(first + 1, first + _HEADING_LINES):
        line = sheet.rows.get(row, {})
        own_name = line.get(named)
        if own_name is not None and words.find(own_name.text) != key:
            break
        if line and not all(_is_sub_heading(words, merged, first, row, at) for at in line):
            break
        if not line and not merged.at(row, named):
            break
        last = row
    return last


def _is_sub_heading(
    words: Vocabulary, merged: _MergedTexts, first: int, row: int, column: int
) -> bool:
    text = merged.at(row, column)
    if re.search(r"\d{4}", text) or len(text) > 30:
        return False
    above = _above(merged, first, row, column)
    return bool(words.find(above + text) or words.find(text)) or merged.is_wide(row - 1, column)


def _above(merged: _MergedTexts, first: int, row: int, column: int) -> str:
    # Headings centred without merging stand over the first of their columns only.
    for place in range(column, -1, -1):
        parts = [merged.at(line, place) for line in range(first, row)]
        if any(parts):
            return "".join(dict.fromkeys(parts))
    return ""


def _columns(
    sheet: Sheet, words: Vocabulary, merged: _MergedTexts, first: int, last: int
) -> tuple[Column, ...]:
    top = first - 1 if _is_group_line(sheet, first - 1) else first
    places = sorted({at for row in range(first, last + 1) for at in sheet.rows.get(row, {})})
    stacks = {at: _stack(merged, top, first, last, at) for at in places}
    lowest = [stack[-1] for stack in stacks.values() if stack]
    columns: list[Column] = []
    taken: set[str] = set()
    for at in places:
        heading, field = _resolve(words, stacks[at], lowest)
        if field in taken:
            field = ""
        taken.add(field)
        if heading:
            columns.append(Column(at, heading, field))
    return tuple(columns)


def _is_group_line(sheet: Sheet, row: int) -> bool:
    wide = [right - left for first, left, last, right in sheet.merges if first == row == last]
    return len(sheet.rows.get(row, {})) >= 2 and bool(wide)


def _stack(merged: _MergedTexts, top: int, first: int, last: int, column: int) -> list[str]:
    texts = [merged.at(row, column) for row in range(top, last + 1)]
    if last > first and texts[-1] and not texts[first - top]:
        texts.insert(first - top, _above(merged, first, last, column))
    return list(dict.fromkeys(text for text in texts if text))


def _resolve(words: Vocabulary, stack: list[str], lowest: list[str]) -> tuple[str, str]:
    if not stack:
        return "", ""
    bottom, whole = stack[-1], "".join(stack)
    joined = next(
        (
            field
            for start in range(len(stack) - 1)
            if (field := words.exact("".join(stack[start:])))
        ),
        "",
    )
    alone = words.find(bottom)
    field = joined or alone or (words.find(stack[0]) if len(stack) == 1 else "")
    is_clear = lowest.count(bottom) == 1 and (alone == field or not field)
    return (bottom if is_clear or len(stack) == 1 else whole), field


def data_lines(table: Table) -> Iterator[tuple[int, Line]]:
    """Give the rows of people: (row number, cells), merged cells filled down.

    Left out are blank and merely numbered rows, repeated headings, group titles, totals, remarks.
    """
    fill = _filled_down(table)
    headings = {plain_heading(column.heading) for column in table.columns}
    sequence = table.column("sequence")
    wide = frozenset(first for first, left, _, right in table.sheet.merges if right - left >= 3)
    for row in sorted(row for row in table.sheet.rows if row > table.last_heading_row):
        own = table.sheet.rows[row]
        line = {column.index: own[column.index] for column in table.columns if column.index in own}
        counted = {at for at in line if sequence is None or at != sequence.index}
        if not counted or _is_heading_again(line, headings) or _is_no_person(table, row, own, wide):
            continue
        yield row, {**fill.get(row, {}), **line}


def _is_heading_again(line: Line, headings: set[str]) -> bool:
    same = sum(plain_heading(cell.text) in headings for cell in line.values())
    return same >= 2 and same * 2 > len(line)


def _is_no_person(table: Table, row: int, own: Line, wide: frozenset[int]) -> bool:
    first = own[min(own)]
    text = re.sub(r"\s+", "", first.text[:100])
    if _has_identity(table, own):
        return False
    name = table.column("name")
    in_name = own.get(name.index) if name else None
    person = re.sub(r"\s+", "", in_name.text[:100]) if in_name else ""
    if len(own) >= 3 and _NAME.fullmatch(person) and not _FOOT.match(person):
        return False
    if _FOOT.match(text) or _FOOT.match(person):
        return True
    return len(own) == 1 and (not person or _GROUP.fullmatch(text) is not None or row in wide)


def _has_identity(table: Table, own: Line) -> bool:
    column = table.column("id_number")
    cell: Cell | None = own.get(column.index) if column else None
    return cell is not None and sum(mark.isdigit() for mark in cell.text) >= 15


def _filled_down(table: Table) -> dict[int, Line]:
    fill: dict[int, Line] = {}
    may = {
        column.index
        for column in table.columns
        if column.field not in ("", "name", "id_number", "sequence", "phone")
    }
    end = max(table.sheet.rows, default=0)
    covered: dict[int, int] = {}
    for first, left, last, right in sorted(table.sheet.merges):
        cell = table.sheet.rows.get(first, {}).get(left)
        is_column = left == right and left in may and first > table.last_heading_row
        if cell is None or not is_column or covered.get(left, 0) >= first:
            continue
        covered[left] = last
        for row in range(first + 1, min(last, end) + 1):
            fill.setdefault(row, {})[left] = cell
    return fill

"""The résumé of the cadre form (简历): read into entries and written back with its hanging indent.

Layout rule: "YYYY.MM--YYYY.MM", two blanks, text; an open end is seven blanks; wrapped text is
indented by eighteen columns; study beside work stands in brackets, （其间：…）.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Final

from dunmiao.engine.reasons import Reason, gettext_noop

STUDY: Final = "study"
WORK: Final = "work"
OTHER: Final = "other"

INDENT: Final = 18
_LEAST_COLUMNS: Final = INDENT + 8
_CONTINUES_FROM: Final = 10

# Point size, Chinese characters in a line, lines: what the form's box holds.
LADDER: Final = ((14, 21, 25), (12, 26, 30), (11, 28, 32), (10, 34, 37), (9, 38, 39), (8, 42, 41))
LADDER_LAST: Final = (5, 54, 47)

_PLAIN: Final = str.maketrans(
    "０１２３４５６７８９．。／－—–─━―~～\u3000\t", "0123456789../--------  "
)
_UNSEEN: Final = re.compile(r"[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b-\u200f\u2060\ufeff]")
_DAY: Final = r"(?:[./-]\d{1,2}(?!\d)|(?<=月)\d{1,2}日)?"
_MONTH: Final = r"(\d{4})(?:[./年-] ?|)(\d{1,2})(?!\d)月?" + _DAY
_DATE: Final = re.compile(_MONTH)
# Only a dash may stand without an end: “2019年5月到某镇” says when something began.
_TO: Final = r" *(?:-+ *[至到]?|[至到](?= *(?:\d{4}|今|现在))) *"
_DATES: Final = re.compile(rf"{_MONTH}{_TO}(?:{_MONTH}|今(?!年)|现在|)")
_DURING: Final = re.compile(r"[（(][^（()）]*?其间[^（()）]*[)）]")
_STUDY: Final = re.compile(r"学习|就读|攻读|在读|读书|进修|学生|学员|专业$|研究生$|本科$|专科$")
_WORKED: Final = re.compile(
    r"任教|教师|讲师|教授|工作|科员|干部|主任|书记|[局处科股镇乡县]长|职员|任职"
)
_IDLE: Final = re.compile(r"待业|待岗|待分配|失业|在家|无业|自由职业|病休")
_NOT_FIRST: Final = "，。、；：！？）》”’〉」』】％,.;:!?)"

_NO_DATES: Final = gettext_noop(
    "Line %(line)s of the résumé does not begin with dates (“%(text)s”); begin it with "
    "“1990.07--1995.08” or join it to the line before."
)
_NO_MONTH: Final = gettext_noop(
    "Line %(line)s of the résumé holds a month that does not exist (“%(text)s”); months run from "
    "01 to 12."
)
_BACKWARDS: Final = gettext_noop(
    "Line %(line)s of the résumé ends before it begins (“%(text)s”); correct one of the dates."
)
_GAP: Final = gettext_noop(
    "The résumé says nothing between %(ends)s and %(starts)s; add what the person did then."
)
_TOO_LONG: Final = gettext_noop(
    "The résumé does not fit its box even at 5 points (%(lines)s lines, room for %(room)s); "
    "shorten it."
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a résumé; days are the first of their month, `ends_on` None while it lasts."""

    starts_on: date
    ends_on: date | None
    text: str
    kind: str = WORK


@dataclass(frozen=True, slots=True)
class Resume:
    """What was read: the entries in the order written, and what could not be read."""

    entries: tuple[Entry, ...]
    problems: tuple[Reason, ...] = ()


def kind_of(text: str) -> str:
    """Give STUDY, WORK or OTHER (neither: 待业) from the words of an entry, brackets aside."""
    bare = _DURING.sub("", text)
    if _IDLE.search(bare):
        return OTHER
    return STUDY if _STUDY.search(bare) and not _WORKED.search(bare) else WORK


def read_resume(text: str) -> Resume:
    """Give the entries of a résumé in the form's layout or a free one, and a Reason per bad line.

    Wrapped lines are joined to their entry; a line that begins with no date and follows none is a
    problem, never dropped in silence.
    """
    entries: list[Entry] = []
    problems: list[Reason] = []
    for line, written in _joined(text):
        found = _read_entry(written, line)
        if isinstance(found, Reason):
            problems.append(found)
        else:
            entries.append(found)
    return Resume(tuple(entries), tuple(problems))


def _joined(text: str) -> Iterator[tuple[int, str]]:
    """Give line number and whole text of each entry, wrapped lines joined."""
    started, written = 0, ""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for number, raw in enumerate(lines, start=1):
        line = _UNSEEN.sub("", raw).rstrip()
        if not line.strip():
            continue
        if written and _continues(written, line):
            written += line.strip()
            continue
        if written:
            yield started, written
        started, written = number, line.strip()
    if written:
        yield started, written


def _continues(written: str, line: str) -> bool:
    indent = len(line.expandtabs()) - len(line.expandtabs().lstrip())
    is_open = written.rfind("其间") > max(written.rfind("）"), written.rfind(")"))
    # A date without an end is no entry either, but joining it to the one before would hide that.
    has_date = _DATE.match(line.strip().translate(_PLAIN)) is not None
    return indent >= _CONTINUES_FROM or is_open or not has_date


def _read_entry(written: str, line: int) -> Entry | Reason:
    facts = {"line": line, "text": written[:24]}
    found = _DATES.match(written.translate(_PLAIN))
    if found is None:
        return Reason(_NO_DATES, facts, rule="resume_dates")
    months = _months(found)
    if months is None:
        return Reason(_NO_MONTH, facts, rule="resume_month")
    starts_on, ends_on = months
    if ends_on is not None and ends_on < starts_on:
        return Reason(_BACKWARDS, facts, rule="resume_backwards")
    text = " ".join(written[found.end() :].split()).lstrip("：:，, ")
    return Entry(starts_on, ends_on, text, kind_of(text))


def _months(found: re.Match[str]) -> tuple[date, date | None] | None:
    year, month, last_year, last_month = found.groups()
    try:
        starts_on = date(int(year), int(month), 1)
        ends_on = date(int(last_year), int(last_month), 1) if last_year else None
    except ValueError:
        return None
    return starts_on, ends_on


def during(entry: Entry) -> tuple[Entry, ...]:
    """Give the entries within the entry's （其间：…） brackets, where their dates are readable."""
    found: list[Entry] = []
    for bracket in _DURING.findall(entry.text):
        inner = bracket[1:-1]
        dates = list(_DATES.finditer(inner.translate(_PLAIN)))
        ends = [one.start() for one in dates[1:]] + [len(inner)]
        for match, end in zip(dates, ends, strict=True):
            read = _read_entry(inner[match.start() : end].rstrip("；;，,。 "), 0)
            if isinstance(read, Entry):
                found.append(read)
    return tuple(found)


def without_during(text: str) -> str:
    """Give the text of an entry without its （其间：…） brackets."""
    return _DURING.sub("", text)


def gaps(entries: Sequence[Entry]) -> tuple[Reason, ...]:
    """Give a Reason for each stretch of more than one month the entries leave empty."""
    found = []
    ordered = sorted(entries, key=lambda entry: entry.starts_on)
    covered: date | None = ordered[0].ends_on if ordered else None
    for _, entry in pairwise(ordered):
        if covered is None:
            break
        if _index(entry.starts_on) - _index(covered) > 1:
            facts = {"ends": f"{covered:%Y.%m}", "starts": f"{entry.starts_on:%Y.%m}"}
            found.append(Reason(_GAP, facts, rule="resume_gap"))
        covered = None if entry.ends_on is None else max(covered, entry.ends_on)
    return tuple(found)


def _index(day: date) -> int:
    return day.year * 12 + day.month


def width_of(text: str) -> int:
    """Give the columns a text takes: two for a Chinese character, one for a Latin one."""
    return sum(2 if unicodedata.east_asian_width(one) in "WFA" else 1 for one in text)


def write_resume(entries: Sequence[Entry], *, columns: int | None = None) -> str:
    """Give the résumé in the form's layout, one entry after another.

    With `columns` (at least 26), text is wrapped and the rest hangs under the text; without, each
    entry stays on one line. Reading what was written gives the same entries.
    """
    if columns is not None and columns < _LEAST_COLUMNS:
        raise ValueError(f"a résumé needs at least {_LEAST_COLUMNS} columns, not {columns}")
    return "\n".join(line for entry in entries for line in _lines(entry, columns))


def _lines(entry: Entry, columns: int | None) -> Iterator[str]:
    last = " " * 7 if entry.ends_on is None else f"{entry.ends_on:%Y.%m}"
    head = f"{entry.starts_on.year:04}.{entry.starts_on:%m}--{last}  "
    parts = [entry.text] if columns is None else _wrapped(entry.text, columns - INDENT)
    for part in parts:
        yield (head + part).rstrip()
        head = " " * INDENT


def _wrapped(text: str, room: int) -> list[str]:
    parts = []
    while width_of(text) > room:
        cut = _cut(text, room)
        parts.append(text[:cut])
        text = text[cut:]
    return [*parts, text] if text else parts


def _cut(text: str, room: int) -> int:
    """Give where to break; a line too long is better than a blank lost at a break."""
    widest = 1
    while width_of(text[: widest + 1]) <= room:
        widest += 1
    for may_break in (_reads_well, _keeps_blanks):
        for cut in range(widest, 0, -1):
            if may_break(text[cut - 1], text[cut]):
                return cut
    later = range(widest + 1, len(text))
    return next((cut for cut in later if _keeps_blanks(text[cut - 1], text[cut])), len(text))


def _keeps_blanks(before: str, after: str) -> bool:
    return not before.isspace() and not after.isspace()


def _reads_well(before: str, after: str) -> bool:
    is_inside_word = before.isascii() and after.isascii()
    return _keeps_blanks(before, after) and after not in _NOT_FIRST and not is_inside_word


def fit_resume(entries: Sequence[Entry]) -> tuple[int, str] | Reason:
    """Give the largest point size at which the résumé fits the form's box, and its lines."""
    lines = 0
    for size, characters, room in (*LADDER, LADDER_LAST):
        written = write_resume(entries, columns=characters * 2)
        lines = written.count("\n") + 1
        if lines <= room:
            return size, written
    return Reason(_TOO_LONG, {"lines": lines, "room": LADDER_LAST[2]}, rule="resume_too_long")

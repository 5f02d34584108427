"""Pictures reckoned on the server: a placement between two units, and a month of duties."""

from __future__ import annotations

import calendar
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _

LANE = 44
TOP = 24
FEW_MONTHS = 14
LAST_NAMES = 85  # per cent: a name further right is written to the left of its line


@dataclass(frozen=True)
class Span:
    """A bar to draw: its lane's words, its kind (sending, receiving, away), its days."""

    lane: str
    kind: str
    starts_on: date
    ends_on: date
    title: str = ""


@dataclass(frozen=True)
class Mark:
    """A day to mark: what happens, and whether it is done, due or late."""

    on: date
    title: str
    kind: str = "due"
    lane: str = ""


@dataclass(frozen=True)
class TwoUnits:
    """What parts/two_unit_timeline.html draws; x and width in percent, y in pixels."""

    caption: str
    height: int
    months: list[dict[str, Any]]
    bars: list[dict[str, Any]]
    marks: list[dict[str, Any]]
    words: list[dict[str, Any]]
    today_x: str


@dataclass(frozen=True)
class _Scale:
    first: date
    last: date

    def at(self, day: date) -> float:
        whole = max((self.last - self.first).days, 1)
        return min(max((day - self.first).days / whole, 0.0), 1.0) * 100


def two_units(
    caption: str, spans: Sequence[Span], marks: Sequence[Mark], today: date,
) -> TwoUnits:
    """Lay out the spans of a term, one lane per unit in the order given, and the days to mark.

    Raises ValueError where there is no span.
    """
    if not spans:
        raise ValueError("a timeline needs at least one span")
    first = min(span.starts_on for span in spans)
    last = max(span.ends_on for span in spans) + timedelta(days=1)
    scale = _Scale(first, last)
    lanes = {lane: place for place, lane in enumerate(dict.fromkeys(s.lane for s in spans))}
    height = TOP + LANE * len(lanes) + 8
    return TwoUnits(
        caption=caption,
        height=height,
        months=_months(scale),
        bars=[_bar(span, scale, lanes) for span in spans],
        marks=[_mark(mark, scale, lanes) for mark in marks],
        words=_words(spans, marks, today),
        today_x=_number(scale.at(today)) if first <= today <= last else "",
    )


def _number(value: float) -> str:
    """Write a number for an SVG attribute: never with the language's own comma."""
    return f"{value:.2f}"


def _months(scale: _Scale) -> list[dict[str, Any]]:
    starts = []
    year, month = scale.first.year, scale.first.month
    while (day := date(year, month, 1)) <= scale.last:
        if day >= scale.first:
            starts.append(day)
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    every = 1 if len(starts) <= 4 else 3 if len(starts) <= FEW_MONTHS else 6
    return [
        {"x": _number(scale.at(day)), "text": day.strftime("%Y.%m") if not place % every else "",
         "is_end": scale.at(day) > LAST_NAMES}
        for place, day in enumerate(starts)
    ]


def _bar(span: Span, scale: _Scale, lanes: dict[str, int]) -> dict[str, Any]:
    top = TOP + LANE * lanes[span.lane]
    left, right = scale.at(span.starts_on), scale.at(span.ends_on + timedelta(days=1))
    return {
        "lane": span.lane, "kind": span.kind, "title": span.title or span.lane,
        "x": _number(left), "width": _number(max(right - left, 0.6)),
        "y": top + 18, "label_y": top + 12,
    }


def _mark(mark: Mark, scale: _Scale, lanes: dict[str, int]) -> dict[str, Any]:
    lane = lanes.get(mark.lane, len(lanes) - 1)
    return {
        "kind": mark.kind, "x": _number(scale.at(mark.on)), "y": TOP + LANE * lane + 29,
        "title": f"{mark.on.isoformat()} {mark.title}",
    }


def _words(spans: Sequence[Span], marks: Sequence[Mark], today: date) -> list[dict[str, Any]]:
    lines: list[dict[str, Any]] = [
        {"kind": span.kind, "on": None,
         "text": f"{span.title or span.lane} {span.starts_on.isoformat()} – "
                 f"{span.ends_on.isoformat()}"}
        for span in spans
    ]
    lines += [
        {"kind": mark.kind, "on": mark.on, "text": mark.title}
        for mark in sorted(marks, key=lambda mark: mark.on)
    ]
    return lines


@dataclass(frozen=True)
class Day:
    """One square of a month."""

    on: date
    in_month: bool
    is_today: bool
    is_workday: bool
    dues: list[Any] = field(default_factory=list)


@dataclass(frozen=True)
class Month:
    """What parts/calendar.html draws."""

    first: date
    previous: str
    next: str
    weekdays: list[str]
    weeks: list[list[Day]]


def asked_month(text: str, today: date) -> date:
    """Give the first day of the month an address names ("2026-05"), else of this month."""
    year, _dash, month = text.partition("-")
    if year.isdecimal() and month.isdecimal() and 1990 <= int(year) <= 2100:
        return date(int(year), min(max(int(month), 1), 12), 1)
    return today.replace(day=1)


def month_of(
    first: date, today: date, dues: Iterable[Any],
    is_workday: Callable[[date], bool] = lambda day: day.weekday() < 5,
) -> Month:
    """Lay out a month from Monday; `dues` have `due_on`, `title`, `tone` and perhaps `url`."""
    by_day: dict[date, list[Any]] = defaultdict(list)
    for due in dues:
        if due.due_on:
            by_day[due.due_on].append(due)
    weeks = [
        [
            Day(day, day.month == first.month, day == today, is_workday(day), by_day[day])
            for day in week
        ]
        for week in calendar.Calendar().monthdatescalendar(first.year, first.month)
    ]
    before = first - timedelta(days=1)
    after = (first + timedelta(days=32)).replace(day=1)
    names = [_("Mon"), _("Tue"), _("Wed"), _("Thu"), _("Fri"), _("Sat"), _("Sun")]
    return Month(first, before.strftime("%Y-%m"), after.strftime("%Y-%m"), names, weeks)

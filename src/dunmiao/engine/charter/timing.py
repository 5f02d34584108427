"""When a rule falls in a term: from "every 2 months" to days."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from dunmiao.engine.calendar import Span, add_span

SPAN_KINDS: Final = ("at", "within", "every", "before_end")
EDGE_KINDS: Final = ("at_start", "at_end")
_ONE_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Timing:
    """When something falls: `kind` is at, within, every, before_end, at_start or at_end.

    `span` is the length of time for the kinds that have one, None for at_start and at_end.
    """

    kind: str
    span: Span | None = None

    def __str__(self) -> str:
        """Give the timing as a charter writes it."""
        return self.kind if self.span is None else f"{self.kind} {self.span}"

    def days(self, start: date, end: date) -> list[date]:
        """Give the days on which the rule falls in a term from `start` to `end`, ascending.

        Both ends belong to the term, and no day lies outside it. What would fall on the day after
        the last day falls on the last day. "at" beyond that never falls; "within" is due by the
        last day of a term that is shorter; "before_end" not before the start.
        """
        if self.span is None:
            return [start] if self.kind == "at_start" else [end]
        if self.kind == "every":
            return list(_every(self.span, start, end))
        if self.kind == "before_end":
            return [max(start, add_span(end, self.span, -1))]
        due = add_span(start, self.span)
        if self.kind == "within":
            return [min(due, end)]
        return [min(due, end)] if due <= end + _ONE_DAY else []


def _every(span: Span, start: date, end: date) -> Iterator[date]:
    times = 1
    due = add_span(start, span)
    last = None
    while due <= end:
        yield due
        last = due
        times += 1
        due = add_span(start, span, times)
    if due == end + _ONE_DAY and last != end:
        yield end

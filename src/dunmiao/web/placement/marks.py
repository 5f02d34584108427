"""Days on the picture of a placement: every stage adds what it knows, for those who may read it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from dunmiao.web.pictures import Mark, Span

# (request, placement) -> days to mark, and bars beside the two units' own (leaves, borrowings);
# each provider asks `may` itself, so that nobody sees more than theirs.
MARKS: list[Callable[[Any, Any], Iterable[Mark]]] = []
SPANS: list[Callable[[Any, Any], Iterable[Span]]] = []


def marks_for(request: Any, placement: Any) -> list[Mark]:
    """Give every mark the reader may see."""
    return [mark for provider in MARKS for mark in provider(request, placement)]


def spans_for(request: Any, placement: Any) -> list[Span]:
    """Give every further bar the reader may see."""
    return [span for provider in SPANS for span in provider(request, placement)]

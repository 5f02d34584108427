"""What is mine to do now: every stage adds a provider, the first page shows them together."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.functional import Promise


@dataclass(frozen=True)
class TodoItem:
    """One thing to do: its words, where to do it, by when, under which clause.

    `tone` is late, waiting, active or quiet; `action` the words of the button, `owner` who owes
    it where that is not the reader.
    """

    title: str | Promise
    detail: str | Promise = ""
    url: str = ""
    due_on: date | None = None
    tone: str = "waiting"
    clause: str = ""
    action: str | Promise = ""
    owner: str = ""
    state: str = ""


@dataclass(frozen=True)
class Count:
    """A short count of what the reader can see: its words, the number, where the list is."""

    name: str | Promise
    number: int
    url: str


# Providers: request -> items (or counts); each asks open_rows, so nobody sees more than theirs.
TODO: list[Callable[[Any], list[TodoItem]]] = []
COUNTS: list[Callable[[Any], list[Count]]] = []


def todo_for(request: Any) -> list[TodoItem]:
    """Give everything the reader has to do: late first, then by day, undated last."""
    items = [item for provider in TODO for item in provider(request)]
    far = date.max
    return sorted(items, key=lambda item: (item.tone != "late", item.due_on or far))


def counts_for(request: Any) -> list[Count]:
    """Give the counts of what the reader can see, nothings left out."""
    return [count for provider in COUNTS for count in provider(request) if count.number]

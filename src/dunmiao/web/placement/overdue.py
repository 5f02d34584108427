"""What is overdue in a group: the ledger's pages add themselves, the group's page shows it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from dunmiao.web.home.todo import TodoItem

# (request, placements) -> items, each with its owner; providers ask for rights themselves
OVERDUE: list[Callable[[Any, Sequence[Any]], list[TodoItem]]] = []


def overdue_for(request: Any, placements: Sequence[Any]) -> list[TodoItem]:
    """Give what is overdue for these placements, as far as the reader may see it."""
    return [item for provider in OVERDUE for item in provider(request, placements)]

"""How a charter's dataclasses say which words a field takes, so that one reader serves them all."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import MISSING, field
from typing import Any


def word(words: Collection[str], default: Any = MISSING) -> Any:
    """Declare a field that takes one of `words` (or a tuple of them, when typed as a tuple)."""
    return field(default=default, metadata={"words": frozenset(words)})


def number(default: Any = MISSING, *, least: int = 0, most: int = 100_000) -> Any:
    """Declare a whole number between `least` and `most` (or a tuple of them)."""
    return field(default=default, metadata={"least": least, "most": most})


def shaped(pattern: str, example: str, default: Any = MISSING) -> Any:
    """Declare a text that matches `pattern` as a whole; `example` goes into the remedy."""
    return field(default=default, metadata={"pattern": pattern, "example": example})

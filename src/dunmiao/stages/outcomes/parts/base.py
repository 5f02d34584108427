"""What every part of a dossier is made of: the case, what is drawn, blocks of a paper.

A dossier is an official paper, so its words are Chinese. Reasons for leave, contents of talks and
objections are drawn only where the charter names them for the dossier.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from dunmiao.engine.charter import Rules
from dunmiao.stages.appraisal.checks import PARTIES
from dunmiao.stages.placement.models import Notice, Placement

Item = dict[str, Any]


@dataclass
class Case:
    """What every part is made from; `notices` are the papers issued for the placement."""

    placement: Placement
    rules: Rules
    today: date
    notices: list[Notice] = field(default_factory=list)


@dataclass(frozen=True)
class Drawn:
    """One part as drawn: the day it was made and its content for the paper."""

    on: date | None
    content: list[Item]


Draw = Callable[[Case], Drawn | None]
PARTS: dict[str, Draw] = {}


def part(key: str) -> Callable[[Draw], Draw]:
    """Register how the part of that key is drawn."""

    def keep(draw: Draw) -> Draw:
        PARTS[key] = draw
        return draw

    return keep


def facts(*rows: tuple[str, Any]) -> Item:
    """Give a block of label and value."""
    return {"type": "facts", "rows": [[name, value] for name, value in rows]}


def table(columns: list[str], rows: list[list[Any]], widths: list[int] | None = None) -> Item:
    """Give a table."""
    made: Item = {"type": "table", "columns": columns, "rows": rows}
    return {**made, "widths": widths} if widths else made


def heading(text: str) -> Item:
    """Give a heading."""
    return {"type": "heading", "text": text}


def paragraph(text: str) -> Item:
    """Give a paragraph."""
    return {"type": "paragraph", "text": text}


def party(role: str) -> str:
    """Give a party's name in Chinese."""
    return PARTIES[role].name if role in PARTIES else role

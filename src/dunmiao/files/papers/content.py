"""Turns the loose content of a part (paragraphs, facts, tables, charts) into what templates draw.

Every value becomes clean text and every length of a bar a share of the longest, so that the
templates only place things.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import count
from typing import Any

from dunmiao.files.papers.images import clean_photo
from dunmiao.files.papers.wording import Data, day, items_of, said, shown

Item = dict[str, Any]


class Pictures:
    """The pictures of one paper, re-encoded, under names of our own making."""

    def __init__(self) -> None:
        """Begin with none."""
        self.files: dict[str, bytes] = {}
        self._numbers = count(1)

    def add(self, content: object) -> str:
        """Keep a picture and give its file name; the empty name if it cannot be trusted."""
        cleaned = clean_photo(content)
        if cleaned is None:
            return ""
        name = f"picture-{next(self._numbers)}.jpg"
        self.files[name] = cleaned
        return name


def day_or_nothing(value: object) -> str:
    """Write a day, or nothing where none is known."""
    return day(value) if said(value) else ""


def pairs(rows: object) -> list[list[str]]:
    """Give label-and-value rows as clean text; a missing value becomes a dotted blank."""
    if not isinstance(rows, Sequence) or isinstance(rows, str):
        return []
    whole = [row for row in rows if isinstance(row, (list, tuple)) and len(row) >= 2]
    return [[said(row[0]), shown(row[1]) or "……"] for row in whole]


def plain_items(items: Sequence[Any], pictures: Pictures) -> list[Item]:
    """Make every item of a part ready to be drawn; an unknown kind becomes a paragraph."""
    made: list[Item] = []
    for item in items:
        if isinstance(item, Mapping):
            made += _plain(item, pictures)
        elif said(item):
            made.append({"type": "paragraph", "text": said(item)})
    return made


def _plain(item: Data, pictures: Pictures) -> list[Item]:
    kind = said(item.get("type"))
    if kind == "image":
        name = pictures.add(item.get("content"))
        caption = said(item.get("caption"))
        return [{"type": "image", "file": name, "caption": caption}] if name else []
    make = _KINDS.get(kind, _text)
    made = make(item)
    return [{"type": kind if kind in _KINDS else "paragraph", **made}]


def _text(item: Data) -> Item:
    return {"text": said(item.get("text"))}


def _facts(item: Data) -> Item:
    return {"rows": pairs(item.get("rows"))}


def _table(item: Data) -> Item:
    columns = [said(name) for name in items_of(item, "columns")]
    width = len(columns)
    given = [row for row in items_of(item, "rows") if isinstance(row, (list, tuple))]
    rows = [[shown(cell) for cell in row][:width] for row in given]
    rows = [row + [""] * (width - len(row)) for row in rows]
    widths = [max(float(size), 0.1) for size in items_of(item, "widths")]
    return {"columns": columns, "rows": rows, "widths": widths}


def bars(item: Data) -> Item:
    """Give grouped bars with each value's share of the maximum; what was not measured is none."""
    rows = [row for row in items_of(item, "items") if isinstance(row, Mapping)]
    values = [number_of(value) for row in rows for value in items_of(row, "values")]
    known = [value for value in values if value is not None]
    top = number_of(item.get("maximum")) or max([*known, 0.0]) or 1.0
    return {
        "title": said(item.get("title")),
        "series": [said(name) for name in items_of(item, "series")],
        "items": [
            {
                "label": said(row.get("label")),
                "values": [_bar(value, top) for value in items_of(row, "values")],
            }
            for row in rows
        ],
    }


def columns(item: Data) -> Item:
    """Give single bars, one for each label, each with its share of the longest."""
    rows = [row for row in items_of(item, "items") if isinstance(row, Mapping)]
    known = [number_of(row.get("value")) or 0.0 for row in rows]
    top = max([*known, 0.0]) or 1.0
    made = []
    for row, value in zip(rows, known, strict=True):
        shown = said(row.get("value")) or "0"
        made.append({"label": said(row.get("label")), "said": shown, "share": _share(value, top)})
    return {"title": said(item.get("title")), "items": made}


def _bar(value: object, top: float) -> Item | None:
    number = number_of(value)
    return None if number is None else {"share": _share(number, top), "said": said(value)}


def _share(value: float, top: float) -> float:
    return round(min(max(value / top, 0.0), 1.0), 4)


def number_of(value: object) -> float | None:
    """Give a value as a finite number, or none if it is none."""
    try:
        number = float(said(value))
    except ValueError:
        return None
    return number if abs(number) < 1e12 else None


def timeline_items(items: Sequence[Any]) -> list[Item]:
    """Give events in the order given, each with day, title, text and doer."""
    return [
        {
            "on": day_or_nothing(item.get("on")),
            "title": said(item.get("title")),
            "text": said(item.get("text")),
            "by": said(item.get("by")),
        }
        for item in items
        if isinstance(item, Mapping)
    ]


def _timeline(item: Data) -> Item:
    return {"items": timeline_items(items_of(item, "items"))}


def _signature(item: Data) -> Item:
    return {
        "text": said(item.get("text")),
        "by": said(item.get("by")) or "（签字）",
        "on": day(item.get("on")),
    }


_KINDS: dict[str, Callable[[Data], Item]] = {
    "paragraph": _text,
    "heading": _text,
    "facts": _facts,
    "table": _table,
    "bars": bars,
    "columns": columns,
    "timeline": _timeline,
    "signature": _signature,
}

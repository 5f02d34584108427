"""From a TOML value to a typed one: each dataclass field says what it takes."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import MISSING, dataclass, fields
from datetime import date, datetime
from difflib import get_close_matches
from types import MappingProxyType
from typing import Any, Final, get_type_hints

from dunmiao.engine.calendar import parse_span
from dunmiao.engine.charter.timing import EDGE_KINDS, SPAN_KINDS, Timing
from dunmiao.engine.reasons import Said, gettext_noop

TIMING_KEYS: Final = (*SPAN_KINDS, *EDGE_KINDS)


class FaultError(ValueError):
    """A value that does not fit; `remedy` says what to write instead."""

    def __init__(self, message: str, remedy: str) -> None:
        """Hold the message and its remedy."""
        super().__init__(message)
        self.message = message
        self.remedy = remedy


@dataclass(frozen=True)
class Spec:
    """What one field takes."""

    name: str
    hint: Any
    is_required: bool
    words: frozenset[str] | None
    least: int
    most: int
    pattern: str
    example: str


_SPECS: Final[dict[type[Any], Mapping[str, Spec]]] = {}


def specs(cls: type[Any]) -> Mapping[str, Spec]:
    """Give the fields of a settings or entity dataclass, by name."""
    if cls not in _SPECS:
        _SPECS[cls] = MappingProxyType(_specs(cls))
    return _SPECS[cls]


def _specs(cls: type[Any]) -> dict[str, Spec]:
    hints = get_type_hints(cls)
    found = {}
    for item in fields(cls):
        meta = item.metadata
        required = item.default is MISSING and item.default_factory is MISSING
        found[item.name] = Spec(
            item.name,
            hints[item.name],
            required,
            meta.get("words"),
            meta.get("least", 0),
            meta.get("most", 1_000_000),
            meta.get("pattern", ""),
            meta.get("example", ""),
        )
    return found


def nearest(word: str, words: Collection[str]) -> str:
    """Say which of `words` to write: the one meant when it is plain, else the first dozen."""
    close = get_close_matches(word, sorted(words), 1, 0.6)
    if close:
        return Said(gettext_noop('write "%(close)s"'), close=close[0])
    shown = sorted(words)
    more = " …" if len(shown) > 12 else ""
    return Said(
        gettext_noop("write one of %(words)s%(more)s"), words=", ".join(shown[:12]), more=more
    )


def _text(spec: Spec, raw: object) -> str:
    if not isinstance(raw, str):
        raise FaultError(
            Said(gettext_noop("%(raw)s is not a text"), raw=repr(raw)),
            Said(gettext_noop('write a text in quotes, such as "…"')),
        )
    if spec.words is not None and raw not in spec.words:
        raise FaultError(
            Said(gettext_noop('"%(raw)s" is not known here'), raw=raw), nearest(raw, spec.words)
        )
    if spec.pattern and not re.fullmatch(spec.pattern, raw):
        raise FaultError(
            Said(gettext_noop('"%(raw)s" has the wrong form'), raw=raw),
            Said(gettext_noop('write it like "%(example)s"'), example=spec.example),
        )
    if spec.is_required and not raw.strip():
        raise FaultError(
            Said(gettext_noop("the text is empty")), Said(gettext_noop("write the text"))
        )
    return raw


def _whole(spec: Spec, raw: object) -> int:
    if isinstance(raw, bool) or not isinstance(raw, int):
        raise FaultError(
            Said(gettext_noop("%(raw)s is not a whole number"), raw=repr(raw)),
            Said(gettext_noop("write a whole number without quotes")),
        )
    if not spec.least <= raw <= spec.most:
        raise FaultError(
            Said(gettext_noop("%(raw)s is out of range"), raw=raw),
            Said(
                gettext_noop("write a number from %(least)s to %(most)s"),
                least=spec.least,
                most=spec.most,
            ),
        )
    return raw


def _yes_no(spec: Spec, raw: object) -> bool:
    if not isinstance(raw, bool):
        raise FaultError(
            Said(gettext_noop("%(raw)s is neither true nor false"), raw=repr(raw)),
            Said(gettext_noop("write true or false")),
        )
    return raw


def _many(spec: Spec, raw: object, one: Any) -> tuple[Any, ...]:
    if isinstance(raw, str):
        raw = [raw]
    if not isinstance(raw, list):
        raise FaultError(
            Said(gettext_noop("%(raw)s is not a list"), raw=repr(raw)),
            Said(gettext_noop('write a list, such as ["…", "…"]')),
        )
    if spec.is_required and not raw:
        raise FaultError(
            Said(gettext_noop("the list is empty")), Said(gettext_noop("write at least one entry"))
        )
    values = tuple(one(spec, item) for item in raw)
    if len(set(values)) != len(values):
        raise FaultError(
            Said(gettext_noop("an entry stands twice in the list")),
            Said(gettext_noop("write each entry once")),
        )
    return values


FIRST_YEAR: Final = 1900
LAST_YEAR: Final = 2200


def to_day(spec: Spec | None, raw: object) -> date:
    """Give a date that is a plain day of our time; FaultError otherwise."""
    if isinstance(raw, datetime) or not isinstance(raw, date):
        raise FaultError(
            Said(gettext_noop("%(raw)s is not a date"), raw=repr(raw)),
            Said(gettext_noop("write a date without quotes, as 2026-01-01")),
        )
    if not FIRST_YEAR <= raw.year <= LAST_YEAR:
        raise FaultError(
            Said(gettext_noop("the year %(year)s is out of range"), year=raw.year),
            Said(gettext_noop("write a year of our time")),
        )
    return raw


def frozen(raw: object) -> object:
    """Give a TOML value with tuples for lists and read-only mappings for tables."""
    if isinstance(raw, list):
        return tuple(frozen(item) for item in raw)
    if isinstance(raw, dict):
        return MappingProxyType({key: frozen(raw[key]) for key in sorted(raw)})
    return raw


def _table(spec: Spec, raw: object) -> object:
    if not isinstance(raw, dict):
        raise FaultError(
            Said(gettext_noop("%(raw)s is not a table"), raw=repr(raw)),
            Said(gettext_noop("write a table, such as {years = 40}")),
        )
    return frozen(raw)


_SINGLE: Final[Mapping[Any, Any]] = {
    str: _text,
    int: _whole,
    int | None: _whole,
    bool: _yes_no,
    date: to_day,
    Mapping[str, object]: _table,
}
_LISTS: Final[Mapping[Any, Any]] = {tuple[str, ...]: _text, tuple[int, ...]: _whole}


def convert(spec: Spec, raw: object) -> Any:
    """Give the typed value of a field; FaultError says what to write instead."""
    one = _LISTS.get(spec.hint)
    if one is not None:
        return _many(spec, raw, one)
    return _SINGLE[spec.hint](spec, raw)


def read_timing(table: Mapping[str, object]) -> Timing:
    """Read the one timing key of an entity; FaultError when there is none, or more than one."""
    given = [key for key in TIMING_KEYS if key in table]
    if len(given) != 1:
        what = (
            Said(gettext_noop("no timing is given"))
            if not given
            else Said(gettext_noop("%(words)s are both given"), words=" and ".join(given))
        )
        raise FaultError(
            what, Said(gettext_noop("write exactly one of %(words)s"), words=", ".join(TIMING_KEYS))
        )
    kind = given[0]
    raw = table[kind]
    if kind in EDGE_KINDS:
        if raw is not True:
            raise FaultError(
                Said(gettext_noop("%(kind)s is %(raw)s"), kind=kind, raw=repr(raw)),
                Said(gettext_noop("write %(kind)s = true"), kind=kind),
            )
        return Timing(kind)
    if not isinstance(raw, str):
        raise FaultError(
            Said(gettext_noop("%(raw)s is not a length of time"), raw=repr(raw)),
            Said(gettext_noop('write %(kind)s = "15 days"'), kind=kind),
        )
    try:
        return Timing(kind, parse_span(raw))
    except ValueError as error:
        raise FaultError(
            str(error), Said(gettext_noop('write %(kind)s = "15 days"'), kind=kind)
        ) from error

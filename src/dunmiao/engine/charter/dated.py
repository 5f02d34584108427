"""Reads sections and lists of things, each value with the day it starts and its clause."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from itertools import pairwise
from typing import Any, Final

from dunmiao.engine.charter.convert import (
    TIMING_KEYS,
    FaultError,
    Spec,
    convert,
    nearest,
    read_timing,
    specs,
    to_day,
)
from dunmiao.engine.charter.entities import Entity, Item
from dunmiao.engine.charter.errors import Problems
from dunmiao.engine.charter.names import UNCONFIRMED
from dunmiao.engine.reasons import Said, gettext_noop

_CLAUSE: Final = re.compile(r"(第[一二三四五六七八九十百零]+条)(（[^（）]+）)*")
_DATED_KEYS: Final = ("from", "value", "clause", "note", "repealed")
_REPEAL_KEYS: Final = ("key", "from", "clause", "note", "repealed")

Table = Mapping[str, Any]


class Repealed:
    """Stands where a value was ended on purpose."""


REPEALED: Final = Repealed()


@dataclass(frozen=True)
class Dated:
    """A value from the day it starts; `value` is REPEALED where it ends."""

    since: date
    value: Any
    clause: str
    note: str = ""


@dataclass
class Reading:
    """What is needed while one file is read: its faults, first day, and the articles cited."""

    problems: Problems
    in_force_from: date
    cited: dict[str, str] = field(default_factory=dict)
    unconfirmed: set[str] = field(default_factory=set)

    def clause(self, path: str, raw: object) -> str:
        """Check a clause and note it as cited; an ill-formed one is a fault and gives ""."""
        if raw == UNCONFIRMED:
            self.unconfirmed.add(path)
            return UNCONFIRMED
        found = _CLAUSE.fullmatch(raw) if isinstance(raw, str) else None
        if found is None or not isinstance(raw, str):
            self.problems.add(
                f"{path}.clause",
                Said(gettext_noop("%(raw)s is not a clause"), raw=repr(raw)),
                Said(
                    gettext_noop(
                        'write the article, such as "第三条" or "第五条（二）", or "%(word)s"'
                    ),
                    word=UNCONFIRMED,
                ),
            )
            return ""
        self.cited.setdefault(found[1], path)
        return raw

    def since(self, path: str, table: Table) -> date:
        """Give the first day of a value, the charter's own when it names none."""
        if "from" not in table:
            return self.in_force_from
        try:
            day = to_day(None, table["from"])
        except FaultError as fault:
            self.problems.add(f"{path}.from", fault.message, fault.remedy)
            return self.in_force_from
        if day < self.in_force_from:
            self.problems.add(
                f"{path}.from",
                Said(
                    gettext_noop("%(day)s lies before the charter's first day %(in_force_from)s"),
                    day=day,
                    in_force_from=self.in_force_from,
                ),
                Said(
                    gettext_noop("write %(in_force_from)s or later, or move charter.in_force_from"),
                    in_force_from=self.in_force_from,
                ),
            )
        return day

    def unknown(self, path: str, table: Table, known: tuple[str, ...]) -> bool:
        """Note every key that is not known; say whether there was one."""
        strange = [key for key in table if key not in known]
        for key in strange:
            self.problems.add(
                f"{path}.{key}",
                Said(gettext_noop('"%(key)s" is not known here'), key=key),
                nearest(key, known),
            )
        return bool(strange)


def read_section(
    reading: Reading, cls: type[Any], name: str, raw: object
) -> dict[str, list[Dated]]:
    """Read one section of settings: for each field given, its dated values in order of time."""
    if not isinstance(raw, dict):
        reading.problems.add(
            name,
            Said(gettext_noop("is not a section")),
            Said(gettext_noop("write [%(name)s] and its values below"), name=name),
        )
        return {}
    known = specs(cls)
    reading.unknown(name, {k: v for k, v in raw.items() if k != "clause"}, tuple(known))
    own = reading.clause(name, raw["clause"]) if "clause" in raw else None
    if own == UNCONFIRMED:
        reading.unconfirmed.discard(name)
    bare: list[str] = []
    values = {}
    for key in sorted(set(raw) & set(known)):
        entries = _entries(raw[key])
        values[key] = _read_values(reading, known[key], f"{name}.{key}", entries, own, bare)
    if bare:
        reading.problems.add(
            f"{name}.clause",
            Said(gettext_noop("no clause is given for %(words)s"), words=", ".join(bare)),
            Said(
                gettext_noop(
                    'write clause = "第…条" below [%(name)s], or {value = …, clause = "第…条"}'
                ),
                name=name,
            ),
        )
    return values


def _entries(raw: object) -> list[Table]:
    """Give the dated entries of a value, whichever of the three ways it is written."""
    if isinstance(raw, dict):
        return [raw]
    if isinstance(raw, list) and raw and all(isinstance(item, dict) for item in raw):
        return raw
    return [{"value": raw}]


def _read_values(
    reading: Reading,
    spec: Spec,
    path: str,
    entries: list[Table],
    own: str | None,
    bare: list[str],
) -> list[Dated]:
    dated = []
    for entry in entries:
        if reading.unknown(path, entry, _DATED_KEYS):
            continue
        since = reading.since(path, entry)
        clause = _clause_of(reading, path, spec, entry, own, bare)
        value = _value_of(reading, path, spec, entry)
        if value is not None and clause is not None:
            dated.append(Dated(since, value, clause, str(entry.get("note", ""))))
    dated.sort(key=lambda item: item.since)
    _check_days(reading, path, dated)
    return dated


def _clause_of(
    reading: Reading, path: str, spec: Spec, entry: Table, own: str | None, bare: list[str]
) -> str | None:
    if "clause" in entry:
        return reading.clause(path, entry["clause"])
    if own is None:
        bare.append(spec.name)
        return ""
    if own == UNCONFIRMED:
        reading.unconfirmed.add(path)
    return own


def _value_of(reading: Reading, path: str, spec: Spec, entry: Table) -> Any:
    if entry.get("repealed") is True:
        if "value" not in entry:
            return REPEALED
        reading.problems.add(
            path,
            Said(gettext_noop("is repealed and has a value")),
            Said(gettext_noop("write one of the two")),
        )
        return None
    if "value" not in entry:
        reading.problems.add(
            path,
            Said(gettext_noop("has no value")),
            Said(gettext_noop('write {value = …, clause = "第…条"}')),
        )
        return None
    try:
        return convert(spec, entry["value"])
    except FaultError as fault:
        reading.problems.add(path, fault.message, fault.remedy)
        return None


def _check_days(reading: Reading, path: str, dated: list[Dated]) -> None:
    if dated and dated[0].since > reading.in_force_from:
        reading.problems.add(
            path,
            Said(
                gettext_noop("has no value from %(in_force_from)s to the day before %(since)s"),
                in_force_from=reading.in_force_from,
                since=dated[0].since,
            ),
            Said(
                gettext_noop("let its first value start on %(in_force_from)s"),
                in_force_from=reading.in_force_from,
            ),
        )
    for earlier, later in pairwise(dated):
        if earlier.since == later.since:
            reading.problems.add(
                path,
                Said(gettext_noop("has two values from %(since)s"), since=later.since),
                Said(gettext_noop("give each its own first day")),
            )


Things = dict[str, list[Dated]]


def read_things(reading: Reading, cls: type[Entity], name: str, raw: object) -> Things:
    """Read [[name]] tables: for each key, in the file's order, its versions in order of time."""
    if not isinstance(raw, list) or not all(isinstance(item, dict) for item in raw):
        reading.problems.add(
            name,
            Said(gettext_noop("is not a list of tables")),
            Said(gettext_noop("write [[%(name)s]] before each"), name=name),
        )
        return {}
    things: Things = {}
    for place, table in enumerate(raw, 1):
        key = table.get("key")
        if not isinstance(key, str) or not key:
            reading.problems.add(
                f"{name}[{place}].key",
                Said(gettext_noop("has no key")),
                Said(gettext_noop('write key = "…"')),
            )
            continue
        read_repeal = table.get("repealed") is True
        reader = _read_repeal if read_repeal else _read_thing
        dated = reader(reading, cls, f"{name}.{key}", table)
        versions = things.setdefault(key, [])
        if any(dated.since == other.since for other in versions):
            reading.problems.add(
                f"{name}.{key}",
                Said(gettext_noop("stands twice")),
                Said(gettext_noop("give one another key, or a later from = …")),
            )
        versions.append(dated)
    for key, versions in things.items():
        versions.sort(key=lambda item: item.since)
        if versions[0].value is REPEALED:
            reading.problems.add(
                f"{name}.{key}",
                Said(gettext_noop("is repealed before it began")),
                Said(gettext_noop("remove it, or give its first form")),
            )
    return things


def _read_repeal(reading: Reading, cls: type[Entity], path: str, table: Table) -> Dated:
    reading.unknown(path, table, _REPEAL_KEYS)
    clause = _own_clause(reading, path, table)
    return Dated(reading.since(path, table), REPEALED, clause)


def _own_clause(reading: Reading, path: str, table: Table) -> str:
    if "clause" in table:
        return reading.clause(path, table["clause"])
    reading.problems.add(
        f"{path}.clause",
        Said(gettext_noop("has no clause")),
        Said(gettext_noop('write clause = "第…条"')),
    )
    return ""


def _read_thing(reading: Reading, cls: type[Entity], path: str, table: Table) -> Dated:
    known = specs(cls)
    has_timing = "timing" in known
    plain = tuple(key for key in known if key != "timing")
    reading.unknown(path, table, (*plain, "from", *(TIMING_KEYS if has_timing else ())))
    since = reading.since(path, table)
    values: dict[str, Any] = {"clause": _own_clause(reading, path, table)}
    if has_timing:
        values["timing"] = _guarded(reading, path, lambda: read_timing(table))
    for key in plain:
        if key in table and key != "clause":
            spec = known[key]
            raw = table[key]
            values[key] = _guarded(reading, f"{path}.{key}", partial(convert, spec, raw))
    for key in plain:
        if known[key].is_required and key not in values:
            reading.problems.add(
                f"{path}.{key}",
                Said(gettext_noop("is missing")),
                Said(gettext_noop("write %(key)s = …"), key=key),
            )
            values[key] = None
    return Dated(since, _make(cls, values), values["clause"], str(table.get("note", "")))


def _guarded(reading: Reading, path: str, make: Callable[[], Any]) -> Any:
    try:
        return make()
    except FaultError as fault:
        reading.problems.add(path, fault.message, fault.remedy)
        return None


def _make(cls: type[Entity], values: dict[str, Any]) -> Entity | None:
    """Give the thing, or None when one of its values was faulty."""
    if any(value is None for value in values.values()):
        return None
    return cls(**values)


def read_catalogue(reading: Reading, name: str, raw: object) -> Things:
    """Read [catalogue.name]: its clause serves every item that has none of its own."""
    path = f"catalogue.{name}"
    if not isinstance(raw, dict) or not isinstance(raw.get("items"), list):
        reading.problems.add(
            path,
            Said(gettext_noop("has no items")),
            Said(gettext_noop('write items = [{key = "…", name = "…"}]')),
        )
        return {}
    reading.unknown(path, raw, ("clause", "items"))
    own = {"clause": raw["clause"]} if "clause" in raw else {}
    items = [{**own, **item} if isinstance(item, dict) else item for item in raw["items"]]
    if not own and items and all(isinstance(i, dict) and "clause" not in i for i in items):
        reading.problems.add(
            f"{path}.clause",
            Said(gettext_noop("has no clause")),
            Said(gettext_noop('write clause = "第…条"')),
        )
        return {}
    return read_things(reading, Item, path, items)

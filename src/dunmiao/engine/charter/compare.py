"""What differs between two charters, value by value, each with the clause it rests on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from typing import Final

from dunmiao.engine.charter.entities import Entity
from dunmiao.engine.charter.model import Charter, Rules

_IDENTITY: Final = ("name", "version", "source", "form", "leader", "in_force_from")
_SILENT: Final = frozenset({"key", "clause", "name_en"})


@dataclass(frozen=True)
class Side:
    """One side of a difference: the value and the clause it rests on ("" for a default)."""

    value: object
    clause: str = ""


@dataclass(frozen=True)
class Difference:
    """One value that differs; a side is None where that charter has no such thing.

    `section` is the TOML name of its section or list, `thing` the key of a listed thing and
    `field` the value's own name; `field` is "" where the whole thing appears or is gone.
    """

    section: str
    thing: str
    field: str
    name: str
    before: Side | None
    after: Side | None

    @property
    def path(self) -> str:
        """Give the key path, as errors name it."""
        return ".".join(part for part in (self.section, self.thing, self.field) if part)

    @property
    def kind(self) -> str:
        """Say whether it was "added", "removed", "changed", or only its "clause" was."""
        if self.before is None:
            return "added"
        if self.after is None:
            return "removed"
        return "clause" if self.before.value == self.after.value else "changed"


def compare(before: Charter, after: Charter, on: date) -> tuple[Difference, ...]:
    """Give all differences, in the order of a charter: head, articles, settings, lists, catalogues.

    Each side is read as in force on `on`, or on its own first day where that is later.
    """
    left = before.on(max(on, before.in_force_from))
    right = after.on(max(on, after.in_force_from))
    return (
        *_identity(before, after),
        *_articles(before, after),
        *_rules(left, right),
        *_catalogues(left, right),
    )


def _identity(before: Charter, after: Charter) -> Iterator[Difference]:
    for name in _IDENTITY:
        old, new = getattr(before, name), getattr(after, name)
        if old != new:
            yield Difference("charter", "", name, "", Side(old), Side(new))


def _articles(before: Charter, after: Charter) -> Iterator[Difference]:
    old = {one.no: one.text for one in before.clauses}
    new = {one.no: one.text for one in after.clauses}
    for no in dict.fromkeys((*old, *new)):
        if old.get(no) != new.get(no):
            left = Side(old[no], no) if no in old else None
            right = Side(new[no], no) if no in new else None
            yield Difference("clause", no, "", no, left, right)


def _rules(left: Rules, right: Rules) -> Iterator[Difference]:
    for item in fields(Rules):
        old, new = getattr(left, item.name), getattr(right, item.name)
        if "toml" in item.metadata:
            yield from _things(item.metadata["toml"], old, new)
        elif is_dataclass(old):
            yield from _section(item.name, left, right)


def _section(name: str, left: Rules, right: Rules) -> Iterator[Difference]:
    old, new = getattr(left, name), getattr(right, name)
    for item in fields(old):
        sides = [
            Side(getattr(section, item.name), _clause(rules, f"{name}.{item.name}"))
            for section, rules in ((old, left), (new, right))
        ]
        if sides[0] != sides[1]:
            yield Difference(name, "", item.name, "", *sides)


def _clause(rules: Rules, path: str) -> str:
    found = rules.citations.get(path)
    return found.clause if found else ""


def _things(toml: str, old: Iterable[Entity], new: Iterable[Entity]) -> Iterator[Difference]:
    left, right = {one.key: one for one in old}, {one.key: one for one in new}
    for key in dict.fromkeys((*left, *right)):
        one, other = left.get(key), right.get(key)
        if one is None or other is None:
            name = (one or other).name  # type: ignore[union-attr]
            yield Difference(toml, key, "", name, _whole(one), _whole(other))
        else:
            yield from _fields(toml, one, other)


def _whole(thing: Entity | None) -> Side | None:
    return None if thing is None else Side(thing.name, thing.clause)


def _fields(toml: str, one: Entity, other: Entity) -> Iterator[Difference]:
    found = [
        Difference(
            toml,
            one.key,
            item.name,
            one.name,
            Side(getattr(one, item.name), one.clause),
            Side(getattr(other, item.name), other.clause),
        )
        for item in fields(one)
        if item.name not in _SILENT and getattr(one, item.name) != getattr(other, item.name)
    ]
    if not found and one.clause != other.clause:
        sides = (Side(one.name, one.clause), Side(one.name, other.clause))
        found = [Difference(toml, one.key, "", one.name, *sides)]
    yield from found


def _catalogues(left: Rules, right: Rules) -> Iterator[Difference]:
    old: Mapping[str, tuple[Entity, ...]] = left.catalogues
    new: Mapping[str, tuple[Entity, ...]] = right.catalogues
    for name in dict.fromkeys((*old, *new)):
        yield from _things(f"catalogue.{name}", old.get(name, ()), new.get(name, ()))

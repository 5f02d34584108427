"""Two charters side by side, in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from django.utils.translation import gettext as _

from dunmiao.engine.charter.compare import Difference, Side
from dunmiao.engine.charter.names import UNCONFIRMED
from dunmiao.web.charter.reading import word
from dunmiao.web.charter.words import FIELDS, GROUPS, LISTS, SECTIONS, SETTINGS

LONG = 24  # texts this long show only what was put in or taken out


@dataclass(frozen=True)
class Piece:
    """A stretch of text, and whether the other side lacks it."""

    text: str
    is_own: bool


@dataclass(frozen=True)
class Row:
    """One value: what it is, before and after, and the clauses behind both."""

    kind: str  # added, removed, changed, clause
    name: str
    before: list[Piece]
    after: list[Piece]
    clause_before: str
    clause_after: str

    @property
    def is_open(self) -> bool:
        """Say that its clause is now 待核."""
        return self.clause_after == UNCONFIRMED


@dataclass(frozen=True)
class Part:
    """The differences of one section."""

    title: str
    rows: list[Row]


def parts_of(differences: Iterable[Difference]) -> list[Part]:
    """Give the differences by section, in their order."""
    found: dict[str, list[Row]] = {}
    for one in differences:
        found.setdefault(_title(one.section), []).append(_row(one))
    return [Part(title, rows) for title, rows in found.items()]


def counts(differences: Sequence[Difference]) -> dict[str, int]:
    """Count the differences by kind, each kind named even where there is none."""
    counted = Counter(one.kind for one in differences)
    return {kind: counted[kind] for kind in ("changed", "added", "removed", "clause")}


def _title(section: str) -> str:
    known = {"charter": _("Head of the charter"), "clause": _("Articles")}
    if section in known:
        return known[section]
    if section.startswith("catalogue."):
        return _("Catalogues")
    return str(GROUPS[LISTS[section]] if section in LISTS else SECTIONS[section])


def name_of(one: Difference) -> str:
    """Say which value differs."""
    if one.section == "clause":
        return one.thing
    if one.section == "charter":
        return str(FIELDS[one.field])
    if not one.thing:
        return str(SETTINGS.get(f"{one.section}.{one.field}", one.field))
    if not one.field:
        return one.name
    field = str(FIELDS.get(one.field, one.field))
    return _("%(thing)s: %(field)s") % {"thing": one.name, "field": field}


def _row(one: Difference) -> Row:
    left, right = _words(one.before), _words(one.after)
    if one.kind == "changed" and min(len(left), len(right)) >= LONG:
        before, after = _pieces(left, right)
    else:
        is_own = one.kind != "clause"
        before = [Piece(left, is_own)] if left else []
        after = [Piece(right, is_own)] if right else []
    return Row(
        one.kind, name_of(one), before, after,
        one.before.clause if one.before else "", one.after.clause if one.after else "",
    )  # fmt: skip


def _words(side: Side | None) -> str:
    value: Any = None if side is None else side.value
    return "" if value is None or value == "" or value == () else word(value)


def _pieces(left: str, right: str) -> tuple[list[Piece], list[Piece]]:
    before, after = [], []
    for tag, a, b, c, d in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        if b > a:
            before.append(Piece(left[a:b], tag != "equal"))
        if d > c:
            after.append(Piece(right[c:d], tag != "equal"))
    return before, after

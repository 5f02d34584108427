"""The rules in force for a programme or placement, read once per text."""

from __future__ import annotations

import functools
import hashlib
from datetime import date
from typing import Any

from dunmiao.engine.charter import Charter, CharterErrors, Item, Rules, parse_charter
from dunmiao.stages.charter.models import CharterVersion
from dunmiao.stages.common.moves import told
from dunmiao.stages.common.refusal import Refusal


@functools.lru_cache(maxsize=64)
def _parsed(digest: str, text: str, name: str) -> Charter:
    return parse_charter(text, name)


def charter_of(version: CharterVersion) -> Charter:
    """Give the charter of a stored version. Raises CharterErrors where the text is broken."""
    return _parsed(version.digest, version.text, f"{version.key}-{version.version}.toml")


@functools.lru_cache(maxsize=64)
def _entries(digests: tuple[str, ...], catalogue: str) -> dict[str, Item]:
    found: dict[str, Item] = {}
    for version in CharterVersion.objects.filter(digest__in=digests).order_by("pk"):
        for edition in charter_of(version).editions:
            found |= {item.key: item for item in edition.catalogue(catalogue)}
    return found


def entries_of(catalogue: str) -> dict[str, Item]:
    """Give what the charters held here call the keys of a catalogue; the newest text wins.

    For what a person carries from one programme to another, where no single charter is asked.
    """
    digests = CharterVersion.objects.order_by("digest").values_list("digest", flat=True)
    return _entries(tuple(digests.distinct()), catalogue)


def rules_of(row: Any, on: date | None = None) -> Rules:
    """Give the rules of a programme or placement: those of its own version on its first day.

    A running placement keeps its version and the values of its first day until someone moves it;
    where the version began later, as after such a move, its own first day counts. `on` asks for
    another day (a call that has no first day yet).
    """
    day = getattr(row, "starts_on", None) or on
    if day is None:
        day = row.opens_on or date(row.year, 1, 1)
    charter = charter_of(row.charter)
    return charter.on(max(day, charter.in_force_from))


def read_text(text: str) -> Charter:
    """Read a charter's text as the file is read; Refusal names the first fault."""
    try:
        return parse_charter(text)
    except CharterErrors as found:
        first = found.errors[0]
        raise Refusal(
            f"{first.key_path}: {told(first.message)} → {told(first.remedy)}"
        ) from found


def digest_of(text: str) -> str:
    """Give the digest under which a text is kept."""
    return hashlib.sha256(text.encode()).hexdigest()

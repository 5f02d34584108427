"""The rules in force for a programme or placement, read once per text."""

from __future__ import annotations

import functools
from datetime import date
from typing import Any

from dunmiao.engine.charter import Charter, Item, Rules, parse_charter
from dunmiao.stages.charter.models import CharterVersion


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
    `on` asks for another day (a call that has no first day yet).
    """
    day = getattr(row, "starts_on", None) or on
    if day is None:
        day = row.opens_on or date(row.year, 1, 1)
    return charter_of(row.charter).on(day)

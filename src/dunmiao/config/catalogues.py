"""Compiles the message catalogues, so that running needs no gettext tools."""

from __future__ import annotations

import os
from pathlib import Path

import polib

SOURCE = Path(__file__).resolve().parent.parent


def catalogues(root: Path = SOURCE) -> list[Path]:
    """Give every `locale/*/LC_MESSAGES/*.po` under the folder, sorted."""
    return sorted(root.rglob("locale/*/LC_MESSAGES/*.po"))


def is_stale(source: Path) -> bool:
    """Tell whether the compiled catalogue is missing or older than its source."""
    compiled = source.with_suffix(".mo")
    return not compiled.exists() or compiled.stat().st_mtime < source.stat().st_mtime


def compile_all(root: Path = SOURCE) -> list[Path]:
    """Write the `.mo` beside each `.po` that is newer, and give those written.

    Two processes may do it at once: each writes its own file and moves it into place. Where the
    product is installed read-only, catalogues must have been compiled at installation.
    """
    written = []
    for source in catalogues(root):
        if not is_stale(source):
            continue
        own = source.with_suffix(f".{os.getpid()}.mo.tmp")
        polib.pofile(str(source)).save_as_mofile(str(own))
        own.replace(source.with_suffix(".mo"))
        written.append(source)
    return written

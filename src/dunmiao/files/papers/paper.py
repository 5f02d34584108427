"""A finished Word paper, and the warnings that go with it."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass

from dunmiao.engine.reasons import Reason, gettext_noop

ORDINARY_CEILING = 5000
SPECIAL_CEILING = 4000
_STILL = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True)
class Paper:
    """A Word file as bytes, with what its author should know before it is sent."""

    content: bytes
    warnings: tuple[Reason, ...] = ()


def length_warnings(text: str, *, is_special: bool = False) -> tuple[Reason, ...]:
    """Warn when a paper is longer than the rules for lightening the grass roots allow.

    Source: 整治形式主义为基层减负若干规定 (2024): 5,000 characters, work on one matter 4,000.
    """
    ceiling = SPECIAL_CEILING if is_special else ORDINARY_CEILING
    length = sum(1 for letter in text if not letter.isspace())
    if length <= ceiling:
        return ()
    return (
        Reason(
            gettext_noop(
                "The text has %(length)s characters; papers of this kind should stay within"
                " %(ceiling)s. Shorten it or move detail to an attachment."
            ),
            {"length": length, "ceiling": ceiling},
            rule="paper.length",
            clause="整治形式主义为基层减负若干规定",
        ),
    )


def still(content: bytes) -> bytes:
    """Repack a zip so that the same data always give the same bytes, whatever the clock says."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
        for info in old.infolist():
            member = zipfile.ZipInfo(info.filename, _STILL)
            member.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(member, old.read(info))
    return out.getvalue()

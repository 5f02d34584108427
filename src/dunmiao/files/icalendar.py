"""Calendars as other programs read them: iCalendar text (RFC 5545), all-day events only."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

MEDIA_TYPE: Final = "text/calendar; charset=utf-8"
_OCTETS: Final = 75  # RFC 5545, 3.1: without the line break
_FORBIDDEN: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


@dataclass(frozen=True)
class Event:
    """A day with something due: `uid` names it for ever, `stamped_on` is when it was last said."""

    uid: str
    on: date
    stamped_on: date
    summary: str
    description: str = ""
    url: str = ""


def calendar(name: str, events: Iterable[Event]) -> bytes:
    """Give a calendar file in UTF-8: lines end in CRLF, none is longer than 75 octets.

    Later events with a uid already given are left out, since a uid may stand once.
    """
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Dunmiao//Duties//ZH",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{escaped(name)}",
        "REFRESH-INTERVAL;VALUE=DURATION:PT12H",
        "X-PUBLISHED-TTL:PT12H",
    ]
    seen: set[str] = set()
    for event in events:
        if event.uid not in seen:
            seen.add(event.uid)
            lines += _event(event)
    lines.append("END:VCALENDAR")
    return b"".join(folded(line) for line in lines)


def _event(event: Event) -> list[str]:
    after = event.on + timedelta(days=1)  # the end is not included (3.6.1)
    lines = [
        "BEGIN:VEVENT",
        f"UID:{escaped(event.uid)}",
        f"DTSTAMP:{event.stamped_on:%Y%m%d}T000000Z",
        f"DTSTART;VALUE=DATE:{event.on:%Y%m%d}",
        f"DTEND;VALUE=DATE:{after:%Y%m%d}",
        f"SUMMARY:{escaped(event.summary)}",
    ]
    if event.description:
        lines.append(f"DESCRIPTION:{escaped(event.description)}")
    if event.url:
        lines.append(f"URL:{_FORBIDDEN.sub('', event.url)}")
    return [*lines, "TRANSP:TRANSPARENT", "END:VEVENT"]


def escaped(text: str) -> str:
    """Give a text as a value (3.3.11): backslash, semicolon, comma and line break escaped."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = _FORBIDDEN.sub("", text.replace("\t", " "))
    for sign in ("\\", ";", ","):
        text = text.replace(sign, f"\\{sign}")
    return text.replace("\n", "\\n")


def folded(line: str) -> bytes:
    """Give a content line with its break, folded so that no character is cut in two (3.1)."""
    pieces: list[bytes] = []
    piece = b""
    for char in line:
        octets = char.encode()
        if len(piece) + len(octets) > _OCTETS:
            pieces.append(piece)
            piece = b" "
        piece += octets
    pieces.append(piece)
    return b"\r\n".join(pieces) + b"\r\n"

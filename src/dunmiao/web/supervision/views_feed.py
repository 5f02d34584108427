"""The private calendar: one address per person, with what that person owes."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from types import SimpleNamespace
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from dunmiao.engine.standing import State
from dunmiao.files.icalendar import MEDIA_TYPE, Event, calendar
from dunmiao.stages.development.parties import Ties
from dunmiao.stages.placement.models import Placement
from dunmiao.stages.supervision.actions import end_feed, make_feed
from dunmiao.stages.supervision.calendars import feed_of, token_of, user_of
from dunmiao.stages.supervision.ledger import Line, ledgers
from dunmiao.web.doors import POST, door, open_rows, public
from dunmiao.web.supervision.lines import my_roles
from dunmiao.web.supervision.settling import duty_name

SHOWN = (State.OVERDUE, State.DUE, State.UPCOMING)
AHEAD = 500  # with more placements than this only what is open is told


@door("feed.make")
def feed(request: Any) -> HttpResponse:
    """Show one's own calendar address, and how to take it into a calendar."""
    row = feed_of(request.user)
    href = request.build_absolute_uri(
        reverse("supervision:feed_file", args=[token_of(row)])
    ) if row else ""  # fmt: skip
    return render(request, "supervision/feed.html", {"feed": row, "href": href})


@door("feed.make", methods=POST)
def feed_new(request: Any) -> HttpResponse:
    """Make an address, or a new one instead."""
    make_feed(by=request.user, today=request.today)
    messages.success(request, _("Your calendar has a new address; older ones no longer work."))
    return redirect("supervision:feed")


@door("feed.end", methods=POST)
def feed_end(request: Any) -> HttpResponse:
    """Switch the address off."""
    end_feed(by=request.user, today=request.today)
    messages.success(request, _("Your calendar address is switched off."))
    return redirect("supervision:feed")


@public("GET", "HEAD")
def feed_file(request: Any, token: str) -> HttpResponse:
    """Give the calendar behind a secret address; a wrong or old one is not found."""
    user = user_of(token)
    if user is None:
        raise Http404
    reader = SimpleNamespace(user=user, today=request.today)
    body = calendar(_("My duties"), _events(request, _lines(reader)))
    response = HttpResponse(body, content_type=MEDIA_TYPE)
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _lines(reader: Any) -> list[Line]:
    """Give what the reader owes, what is still to come too."""
    rows = open_rows(reader, Placement, "ledger.read")
    is_open_only = rows.count() > AHEAD
    roles, ties = my_roles(reader), Ties(reader.user, reader.today)
    found = []
    for one in ledgers(rows, reader.today, is_open_only=is_open_only, owed_by=roles):
        mine = ties.parties("ledger.read", one.placement)
        found += [line for line in one.lines if line.state in SHOWN and line.duty.owed_by in mine]
    return found


def _events(request: Any, lines: Iterable[Line]) -> list[Event]:
    """Give one event for a duty and day of a programme, however many persons it is about.

    No person is named: calendars lie on telephones and servers of others.
    """
    grouped: dict[tuple[date, str, int], list[Line]] = {}
    for line in lines:
        key = (line.due_on, line.duty.duty, line.placement.programme_id)
        grouped.setdefault(key, []).append(line)
    href = request.build_absolute_uri(reverse("supervision:my_duties"))
    return [
        Event(
            uid=f"{programme}-{duty}-{on:%Y%m%d}@{request.get_host()}",
            on=on, stamped_on=request.today, summary=_summary(some),
            description=str(some[0].duty.clause), url=href,
        )
        for (on, duty, programme), some in sorted(grouped.items())
    ]  # fmt: skip


def _summary(lines: list[Line]) -> str:
    name = duty_name(lines[0].duty)
    if any(line.state == State.OVERDUE for line in lines):
        name = _("%(duty)s (overdue)") % {"duty": name}
    if len(lines) > 1:
        sign = " × " if get_language() == "en" else "×"
        name = f"{name}{sign}{len(lines)}"
    return name

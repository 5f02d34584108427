"""What is mine to do about what is late: supervised matters, and prompts about my people."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db.models import F
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dunmiao.stages.organisations.reach import may_any
from dunmiao.stages.supervision.models import Ticket
from dunmiao.web.doors import open_rows
from dunmiao.web.home.todo import TodoItem
from dunmiao.web.supervision.views_prompts import my_prompts, standing_lines

SHOWN = 20
DAYS = 14  # how long a prompt about somebody else's duty stays among what is to do


def tickets_todo(request: Any) -> list[TodoItem]:
    """Give the supervised matters that wait for the reader: to settle, or to look at."""
    asked = (
        ("ticket.note", ("issued", "under_way"), _("Settle a supervised matter"), _("Tell")),
        ("ticket.close", ("reported",), _("Look at a matter reported as settled"), _("Open")),
    )
    found = []
    for act, states, title, words in asked:
        if not may_any(request.user, act, request.today):
            continue
        for row in open_rows(request, Ticket, act).filter(state__in=states)[:SHOWN]:
            is_late = row.due_on < request.today
            found.append(TodoItem(
                title=title, detail=row.issue, due_on=row.due_on, action=words,
                url=reverse("supervision:ticket", args=[row.pk]),
                tone="late" if is_late else "waiting",
            ))  # fmt: skip
    return found


def prompts_todo(request: Any) -> list[TodoItem]:
    """Give one line for what is late at the reader's people or units and was told to the reader."""
    if not may_any(request.user, "prompt.read", request.today):
        return []
    rows = my_prompts(request).filter(on__gte=request.today - timedelta(DAYS))
    rows = list(rows.exclude(to=F("owed_by")).order_by("-on")[:SHOWN])
    lines = standing_lines(request, rows) if rows else {}
    late = {key for row in rows if (key := (row.placement_id, row.duty, row.number)) in lines}
    if not late:
        return []
    title = ngettext(
        "%(n)d duty of your people or units is late",
        "%(n)d duties of your people or units are late",
        len(late),
    ) % {"n": len(late)}
    return [TodoItem(title=title, detail=_("You were told after its owner was prompted."),
                     url=reverse("supervision:prompts"), tone="late", action=_("Look at it"),
                     due_on=min(lines[key].due_on for key in late))]  # fmt: skip

"""What appraisals ask of each role now; what a unit or person owes by a day is in the ledger."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dunmiao.stages.appraisal.models import Appraisal
from dunmiao.stages.appraisal.reading import objection_until
from dunmiao.stages.appraisal.waiting import waits, with_all
from dunmiao.stages.organisations.reach import may_any
from dunmiao.web.appraisal.words import kind_name
from dunmiao.web.doors import open_rows
from dunmiao.web.home.todo import COUNTS, TODO, Count, TodoItem

SHOWN = 30
LOOKED_AT = 200
MANY = 6  # so many of one kind become one line
# what is awaited -> the act that does it, its page, its words, the words of the button
DONE_BY: dict[str, tuple[str, str, str | Promise, str | Promise]] = {
    "ballots": (
        "tally.enter",
        "appraisal:tally",
        gettext_lazy("Enter the ballots"),
        gettext_lazy("Enter"),
    ),
    "difference": (
        "tally.clear",
        "appraisal:appraisal",
        gettext_lazy("The two entries of the ballots differ"),
        gettext_lazy("Have a look"),
    ),
    "tell": (
        "appraisal.tell",
        "appraisal:tell",
        gettext_lazy("Tell the person the result"),
        gettext_lazy("Tell the person"),
    ),
    "acknowledge": (
        "appraisal.acknowledge",
        "appraisal:appraisal",
        gettext_lazy("Read the result of your appraisal"),
        gettext_lazy("Read"),
    ),
    "objection": (
        "appraisal_objection.decide",
        "appraisal:appraisal",
        gettext_lazy("Decide an objection to an appraisal"),
        gettext_lazy("Decide the objection"),
    ),
    "approve": (
        "appraisal.approve",
        "appraisal:approve",
        gettext_lazy("Approve the appraisal"),
        gettext_lazy("Approve the appraisal"),
    ),
}
STATES = {
    "ballots": "open",
    "difference": "open",
    "tell": "open",
    "acknowledge": "opinions",
    "objection": "objected",
    "approve": "opinions",
}


def _waiting(request: Any) -> list[TodoItem]:
    """Give what waits for the reader among the appraisals that are not approved."""
    user, today = request.user, request.today
    mine = [what for what, (act, *_rest) in DONE_BY.items() if may_any(user, act, today)]
    if not mine:
        return []
    states = {STATES[what] for what in mine}
    rows = open_rows(request, Appraisal).filter(state__in=states).order_by("due_on")
    if mine == ["acknowledge"]:
        rows = rows.filter(acknowledged_on=None)
    reach = {what: _reach(request, DONE_BY[what][0]) for what in mine}
    by_words: dict[str, list[TodoItem]] = {}
    for row in with_all(rows)[:LOOKED_AT]:
        for item in _items(request, row, reach):
            by_words.setdefault(str(item.title), []).append(item)
    single = [item for items in by_words.values() if len(items) < MANY for item in items]
    return single[:SHOWN] + [_many(items) for items in by_words.values() if len(items) >= MANY]


def _many(items: list[TodoItem]) -> TodoItem:
    """Give one line for many of one kind; the list behind it has them all."""
    first = items[0]
    more = _("%(first)s and others: %(n)s") % {"first": first.detail, "n": len(items)}
    return TodoItem(
        title=first.title, detail=more, url=reverse("appraisal:appraisals"), due_on=first.due_on,
        tone=first.tone, action=_("Open"),
    )  # fmt: skip


def _reach(request: Any, act: str) -> set[int]:
    """Give the open appraisals the reader may do this on."""
    if act == "appraisal_objection.decide":
        act = "appraisal.approve"
    rows = open_rows(request, Appraisal, act).exclude(state="approved")
    return set(rows.values_list("pk", flat=True))


def _items(request: Any, row: Appraisal, reach: dict[str, set[int]]) -> Iterator[TodoItem]:
    for one in waits(row, request.today):
        if row.pk not in reach.get(one.what, ()):
            continue
        if one.what == "ballots" and not _is_my_turn(request, row):
            continue
        _act, page, words, button = DONE_BY[one.what]
        due_on = objection_until(row) if one.what == "acknowledge" else row.due_on
        is_late = due_on is not None and due_on < request.today
        yield TodoItem(
            title=words,
            detail=f"{row.placement.person} · {kind_name(row)}",
            url=reverse(page, args=[row.pk]),
            due_on=due_on,
            tone="late" if is_late else "waiting",
            action=button,
        )


def _is_my_turn(request: Any, row: Appraisal) -> bool:
    """The receiving unit enters first, the department second; nobody twice."""
    entries = list(row.tallies.all())
    if any(one.by_id == request.user.pk for one in entries):
        return False
    is_department = may_any(request.user, "tally.clear", request.today)
    return bool(entries) if is_department else True


def _count(request: Any) -> list[Count]:
    if not may_any(request.user, "appraisal.read", request.today):
        return []
    number = open_rows(request, Appraisal).exclude(state="approved").count()
    return [Count(_("appraisals under way"), number, reverse("appraisal:appraisals"))]


TODO.append(_waiting)
COUNTS.append(_count)

"""What placements ask of each role now: notices, arrivals, relations, responsibilities."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from dunmiao.stages.charter.models import Programme
from dunmiao.stages.organisations.reach import may_any
from dunmiao.stages.placement.models import Placement
from dunmiao.stages.placement.notices import LISTED
from dunmiao.stages.placement.responsibilities import gaps_of
from dunmiao.stages.placement.rosters import not_moved, roster_rows
from dunmiao.stages.selection.models import Decision
from dunmiao.web.doors import open_rows
from dunmiao.web.home.todo import TodoItem
from dunmiao.web.placement.papers_shown import ready

MANY = 6  # so many of one kind become one line
PLACED = ("noticed", "arrived")


def papers_todo(request: Any) -> list[TodoItem]:
    """Give the department, by programme: placements to make, notices to issue, who is awaited,
    relations that have not moved, responsibilities nobody holds before the term begins."""
    if not may_any(request.user, "notice.issue", request.today):
        return []
    found = _to_make(request)
    for count in _counted(request):
        found += [item for item in (
            _to_notice(count), _awaited(count, request.today), _unmoved(count),
            _unnamed(request, count),
        ) if item]  # fmt: skip
    return found


def _to_make(request: Any) -> list[TodoItem]:
    rows = ready(open_rows(request, Decision, "placement.make")).select_related("programme")
    return [
        TodoItem(title=_("Make the placements of %(n)d persons") % {"n": row.count},
                 detail=str(row.programme), due_on=row.programme.starts_on,
                 url=reverse("placement:papers", args=[row.programme_id]), action=_("Open"))
        for row in rows
    ]  # fmt: skip


def _counted(request: Any) -> Any:
    """Count what is open in each programme, all in one question."""
    rows = open_rows(request, Placement, "notice.issue").filter(
        state__in=LISTED, programme__state__in=("decided", "running")
    )
    return rows.annotate(is_unmoved=not_moved()).order_by().values(
        "programme", "programme__name", "programme__state", "programme__starts_on"
    ).annotate(
        proposed=Count("pk", filter=Q(state="proposed"), distinct=True),
        noticed=Count("pk", filter=Q(state="noticed"), distinct=True),
        unmoved=Count("pk", filter=Q(is_unmoved=True, state="arrived"), distinct=True),
    )  # fmt: skip


def _item(title: str, count: Any, url: str, **more: Any) -> TodoItem:
    return TodoItem(title=title, detail=count["programme__name"], url=url, action=_("Open"), **more)


def _to_notice(count: Any) -> TodoItem | None:
    if not count["proposed"]:
        return None
    return _item(_("Issue the notice for %(n)d persons") % {"n": count["proposed"]}, count,
                 reverse("placement:notice_new", args=[count["programme"]]),
                 due_on=count["programme__starts_on"])  # fmt: skip


def _awaited(count: Any, today: Any) -> TodoItem | None:
    first = count["programme__starts_on"]
    if not count["noticed"] or first is None or first > today:
        return None
    url = f"{reverse('placement:placements')}?programme={count['programme']}&state=noticed"
    return _item(_("%(n)d persons have not arrived yet") % {"n": count["noticed"]}, count, url,
                 due_on=first, tone="late" if first < today else "waiting",
                 owner=_("receiving units"))  # fmt: skip


def _unmoved(count: Any) -> TodoItem | None:
    if not count["unmoved"]:
        return None
    url = f"{reverse('placement:placements')}?programme={count['programme']}&state=arrived"
    words = _("Relations of %(n)d persons have not moved yet")
    return _item(words % {"n": count["unmoved"]}, count, url)


def _unnamed(request: Any, count: Any) -> TodoItem | None:
    """Count what is missing while it still keeps the term from beginning."""
    if count["programme__state"] != "decided":
        return None
    row = open_rows(request, Programme, "notice.issue").get(pk=count["programme"])
    missing = {(held.unit.pk, held.rule.key) for held in gaps_of(roster_rows(row), request.today)}
    if not missing:
        return None
    return _item(_("%(n)d responsibilities have nobody yet") % {"n": len(missing)}, count,
                 reverse("placement:gaps", args=[row.pk]), due_on=row.starts_on)  # fmt: skip


def arrivals_todo(request: Any) -> list[TodoItem]:
    """Give the receiving unit whose arrival it has to confirm, and whose relation to move."""
    if not may_any(request.user, "placement.arrive", request.today):
        return []
    rows = _with_names(open_rows(request, Placement, "placement.arrive").filter(state="noticed"))
    items = [
        TodoItem(title=_("Confirm the arrival of %(person)s") % {"person": row.person.name},
                 detail=str(row.programme), due_on=row.starts_on, action=_("Confirm"),
                 tone="late" if row.starts_on < request.today else "waiting",
                 url=reverse("placement:arrive", args=[row.pk]))
        for row in rows
    ]  # fmt: skip
    if len(items) >= MANY:
        late = any(item.tone == "late" for item in items)
        items = [TodoItem(
            title=_("Confirm who has arrived"), due_on=min(row.starts_on for row in rows),
            tone="late" if late else "waiting", url=reverse("placement:arrivals"), action=_("Open"),
        )]  # fmt: skip
    return items + _to_move(request)


def _with_names(rows: Any) -> Any:
    named = rows.select_related("person", "programme").order_by("starts_on", "pk")
    return list(named.only("person__name", "programme__name", "starts_on")[:MANY])


def _to_move(request: Any) -> list[TodoItem]:
    if may_any(request.user, "notice.issue", request.today):  # the department has its own line
        return []
    rows = open_rows(request, Placement, "relation.move").filter(not_moved(), state="arrived")
    items = [
        TodoItem(title=_("Record the move of the relation of %(person)s")
                 % {"person": row.person.name}, detail=str(row.programme), action=_("Open"),
                 url=reverse("placement:placement", args=[row.pk]))
        for row in _with_names(rows)
    ]  # fmt: skip
    if len(items) >= MANY:
        url = f"{reverse('placement:placements')}?state=arrived"
        items = [TodoItem(title=_("Record which relations have moved"), url=url, action=_("Open"))]
    return items

"""What a reader can see at a glance on the first page, beside what is theirs to do."""

from __future__ import annotations

from typing import Any

from django.db.models import Count as Number
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from dunmiao.stages.charter.models import Programme
from dunmiao.stages.organisations.models import Organisation
from dunmiao.stages.organisations.reach import may_any
from dunmiao.stages.organisations.reading import (
    accounts_for,
    delegations_of,
    entries_for,
    grants_for,
)
from dunmiao.stages.placement.models import Placement
from dunmiao.web.doors import open_rows
from dunmiao.web.home.todo import COUNTS, TODO, Count, TodoItem

PROGRAMMES = 12
PEOPLE = 6
PLACED = ("noticed", "arrived")
UNDER_WAY = ("running", "decided", "selecting", "open")


def programmes_under_way(request: Any) -> list[Any]:
    """Give the programmes not closed, those running first, with who is at post; two queries.

    For those who read the figures: the department, its second authority, inspectors, leaders.
    """
    if not may_any(request.user, "statistics.read", request.today):
        return []
    rows = open_rows(request, Programme, "programme.read").filter(state__in=UNDER_WAY)
    listed = sorted(rows, key=lambda row: (row.state != "running", row.starts_on or request.today))
    placed = open_rows(request, Placement, "placement.read").filter(
        programme__in=listed, state__in=PLACED
    )
    counted = (
        placed.order_by()
        .values_list("programme")
        .annotate(
            here=Number("pk", filter=Q(state="arrived")),
            awaited=Number("pk", filter=Q(state="noticed")),
        )
    )
    numbers = {pk: (here, awaited) for pk, here, awaited in counted}
    for row in listed:
        row.here, row.awaited = numbers.get(row.pk, (0, 0))
    return listed[:PROGRAMMES]


def people_near(request: Any) -> dict[str, Any]:
    """Give the first few persons placed whom the reader has to do with, and how many there are.

    For units, villages, mentors and those who serve a group, never one's own placement.
    """
    if may_any(request.user, "statistics.read", request.today):
        return {}
    if not may_any(request.user, "placement.read", request.today):
        return {}
    rows = open_rows(request, Placement, "placement.read").filter(state__in=PLACED)
    rows = rows.exclude(person__user=request.user)
    shown = list(
        rows.select_related("person", "sending_unit", "receiving_unit")
        .defer("person__photo", "person__resume")
        .order_by("ends_on", "pk")[: PEOPLE + 1]
    )
    if not shown:
        return {}
    number = rows.count() if len(shown) > PEOPLE else len(shown)
    return {"rows": shown[:PEOPLE], "number": number}


def _of_administrators(request: Any) -> list[Count]:
    user, day, found = request.user, request.today, []
    if may_any(user, "user.read", day):
        number = accounts_for(user, "user.read", day).filter(is_active=True).count()
        found.append(Count(_("active accounts"), number, reverse("organisations:accounts")))
    if may_any(user, "grant.read", day):
        number = grants_for(user, "grant.read", day).live(day).count()
        found.append(Count(_("roles in force"), number, reverse("organisations:grants")))
    if may_any(user, "audit.read", day):
        rows = entries_for(user, day).filter(at__date=day)
        found.append(Count(_("acts recorded today"), rows.count(), reverse("audit:entries")))
    return found


def _without_clerk(request: Any) -> list[TodoItem]:
    """Tell the security administrator of units for which nobody can act."""
    if not may_any(request.user, "grant.give", request.today):
        return []
    live = grants_for(request.user, "grant.read", request.today).live(request.today)
    bare = (
        open_rows(request, Organisation)
        .filter(is_active=True)
        .exclude(pk__in=live.values("organisation"))
    )
    number = bare.count()
    if not number:
        return []
    names = "、".join(bare.order_by("sequence").values_list("short_name", flat=True)[:3])
    return [
        TodoItem(
            title=_("Nobody holds a role in some units"),
            detail=_("%(names)s: %(n)s in all") % {"names": names, "n": number},
            url=reverse("organisations:grants"),
            tone="waiting",
            action=_("Open"),
        )
    ]


def _lent_to_me(request: Any) -> list[TodoItem]:
    """Say for whom the reader may stand in, until they do."""
    if request.user.acting:
        return []
    rows = delegations_of(request.user).filter(
        delegate=request.user, ended_on=None,
        starts_on__lte=request.today, ends_on__gte=request.today,
    )  # fmt: skip
    return [
        TodoItem(
            title=_("You may stand in for %(name)s") % {"name": row.grantor},
            detail=row.reason,
            url=reverse("home:delegations"),
            due_on=row.ends_on,
            tone="quiet",
            action=_("Open"),
        )
        for row in rows.select_related("grantor")
    ]


COUNTS.append(_of_administrators)
TODO.extend((_without_clerk, _lent_to_me))

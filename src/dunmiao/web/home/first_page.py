"""What the first page of a role shows, and what each role does, for the demonstration's buttons."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dunmiao.stages.accounts.models import User
from dunmiao.stages.organisations.models import Complaint, Organisation, Routed
from dunmiao.stages.organisations.reach import may_any
from dunmiao.stages.organisations.roles import ROLES
from dunmiao.web.doors import open_rows
from dunmiao.web.home.glance import people_near, programmes_under_way
from dunmiao.web.home.todo import COUNTS, TODO, Count, TodoItem, counts_for, todo_for

SHOWN = 30
ALIKE, LAID_OPEN = 4, 2  # more than so many alike: so many are laid open
GROUPS = (
    (gettext_lazy("Department and leaders"),
     ("organiser", "organiser_lead", "authority", "inspector", "leader")),
    (gettext_lazy("Units"), ("sender", "receiver", "village", "handler")),
    (gettext_lazy("At the grassroots"),
     ("cadre", "mentor", "team_leader", "branch_secretary", "liaison", "delegate")),
    (gettext_lazy("Administrators"), ("system_admin", "security_admin", "audit_admin")),
)
LINES = {
    "organiser": gettext_lazy("opens the call, selects, places, sees what is overdue"),
    "organiser_lead": gettext_lazy("approves, decides and signs"),
    "authority": gettext_lazy("sees its own kind of personnel"),
    "inspector": gettext_lazy("looks in on placements drawn at random"),
    "leader": gettext_lazy("reads the boards and the figures"),
    "sender": gettext_lazy("keeps pay and personnel relation, sees its own people"),
    "receiver": gettext_lazy("manages daily: tasks, leave, plan, opinion"),
    "village": gettext_lazy("confirms who is there, brings up problems"),
    "handler": gettext_lazy("answers the requests given to it"),
    "cadre": gettext_lazy("writes once: plan, log, leave, summary"),
    "mentor": gettext_lazy("leaves short notes on talks and tasks"),
    "liaison": gettext_lazy("keeps an eye on the ledger of the group"),
    "team_leader": gettext_lazy("leads the team and reads its board"),
    "branch_secretary": gettext_lazy("leads the temporary party branch"),
    "delegate": gettext_lazy("acts for somebody on leave, under both names"),
    "system_admin": gettext_lazy("makes accounts, reads no personnel content"),
    "security_admin": gettext_lazy("gives and ends roles"),
    "audit_admin": gettext_lazy("reads who did what and when"),
}


def grouped(users: list[User]) -> list[dict[str, Any]]:
    """Give the demonstration's people by group, each with the line on what the role does."""
    left = {user.demo_role: user for user in users}
    groups = []
    for name, keys in GROUPS:
        lines = [_line(key, left.pop(key)) for key in keys if key in left]
        groups.append({"name": name, "lines": lines})
    groups.append({"name": _("Others"), "lines": [_line(key, left[key]) for key in left]})
    return [group for group in groups if group["lines"]]


def _line(key: str, user: User) -> dict[str, Any]:
    role = ROLES[key].name if key in ROLES else user.title
    if key == "delegate":
        role = _("Delegate")
    return {"user": user, "key": key, "role": role, "does": LINES.get(key, user.title)}


def first_page(request: Any) -> dict[str, Any]:
    """Give what is mine to do now, and short counts of what I can see."""
    items = todo_for(request)
    blocks = folded(items)
    return {
        "items": items,
        "blocks": blocks,
        "more": len(items) - sum(len(shown) + len(rest) for shown, rest in blocks),
        "late": sum(item.tone == "late" for item in items),
        "counts": counts_for(request),
        "programmes": programmes_under_way(request),
        "near": people_near(request),
    }


def folded(items: list[TodoItem]) -> list[tuple[list[TodoItem], list[TodoItem]]]:
    """Give blocks of (shown, folded away): of many alike in a row only the first are laid open.

    At most SHOWN lines are laid open, and at most SHOWN of a kind folded away.
    """
    blocks: list[tuple[list[TodoItem], list[TodoItem]]] = []
    room = SHOWN
    for _alike, run in groupby(items, key=lambda item: (str(item.title), item.tone)):
        rows = list(run)
        opened = rows if len(rows) <= ALIKE else rows[:LAID_OPEN]
        if room < len(opened):
            break
        room -= len(opened)
        rest = rows[len(opened):][:SHOWN]
        if blocks and not blocks[-1][1]:
            opened = blocks.pop()[0] + opened
        blocks.append((opened, rest))
    return blocks


def _complaints_to_answer(request: Any) -> list[TodoItem]:
    if not may_any(request.user, "complaint.answer", request.today):
        return []
    rows = open_rows(request, Complaint, "complaint.answer").filter(
        state__in=("received", "assigned")
    ).select_related("about")[:SHOWN]
    return [
        TodoItem(
            title=_("Answer a complaint or suggestion"),
            detail=str(row.about or ""),
            url=reverse("home:complaint", args=[row.pk]),
            tone="waiting",
            action=_("Answer"),
        )
        for row in rows
    ]


def _questions(request: Any) -> list[TodoItem]:
    """Give what a department asks the reader's unit about a complaint or suggestion."""
    if not may_any(request.user, "complaint.say", request.today):
        return []
    rows = open_rows(request, Routed, "complaint.say").filter(said_on=None)[:SHOWN]
    return [
        TodoItem(
            title=_("Answer a question of the department"), detail=row.question,
            due_on=row.due_on, url=reverse("home:routed", args=[row.pk]),
            tone="late" if row.due_on < request.today else "waiting", action=_("Answer"),
        )
        for row in rows
    ]  # fmt: skip


def _units(request: Any) -> list[Count]:
    if not may_any(request.user, "organisation.read", request.today):
        return []
    number = open_rows(request, Organisation).filter(is_active=True).count()
    return [Count(_("units"), number, reverse("organisations:tree"))]


TODO.extend([_complaints_to_answer, _questions])
COUNTS.append(_units)

"""What development asks of each role now: moves of posts that are near."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from dunmiao.stages.charter.rules import rules_of
from dunmiao.stages.development.models import PostMove
from dunmiao.stages.organisations.reach import may_any
from dunmiao.web.development.forms import local
from dunmiao.web.doors import open_rows
from dunmiao.web.home.todo import TodoItem

AHEAD = timedelta(days=30)
SHOWN = 20


def moves_todo(request: Any) -> list[TodoItem]:
    """Give the moves decided that begin within a month: to carry out, or to think about."""
    mine = _moves(request, "move.carry_out", _("Move a person to another post"), _("Open"))
    words = _("Your next post: say what you think")
    return mine + _moves(request, "move.opine", words, _("Look at it"), opinion="")


def _moves(request: Any, act: str, title: str, button: str, **where: Any) -> list[TodoItem]:
    if not may_any(request.user, act, request.today):
        return []
    rows = open_rows(request, PostMove, act).filter(
        done_on=None, starts_on__lte=request.today + AHEAD, rotation__state="decided",
        placement__state="arrived", **where,
    ).select_related("placement__person", "placement__charter", "placement__programme__owner")
    return [
        TodoItem(
            title=title, detail=f"{row.placement.person} · {_class(row)}", due_on=row.starts_on,
            url=reverse("development:moves", args=[row.placement_id]), action=button,
            tone="late" if row.starts_on < request.today else "waiting",
        )
        for row in rows[:SHOWN]
    ]  # fmt: skip


def _class(row: PostMove) -> str:
    items = rules_of(row.placement).catalogue("post_classes")
    return next((local(item) for item in items if item.key == row.post_class), row.post_class)

"""What development asks of each role now: moves of posts, invitations, what was held."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from dunmiao.engine.duties import Duty
from dunmiao.stages.charter.rules import rules_of
from dunmiao.stages.development.models import Gathering, Handover, Invitee, PostMove
from dunmiao.stages.organisations.reach import may_any
from dunmiao.stages.placement.models import Placement
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


def call_one(placement: Placement, duty: Duty) -> str:
    """Give where the department calls what a duty asks for; others confirm a plain step."""
    if duty.owed_by == "organiser":
        return reverse("development:gathering_new", args=[placement.programme_id])
    return reverse("supervision:step", args=[placement.pk, duty.evidence[0]])


def gatherings_todo(request: Any) -> list[TodoItem]:
    """Give what one is invited to, whom to take over, and where absences are still to be noted."""
    return [*_invited(request), *_taken_over(request), *_to_note(request)]


def _item(title: str, row: Gathering, button: str, tone: str = "waiting") -> TodoItem:
    return TodoItem(
        title=title, detail=row.topic, due_on=row.held_on, tone=tone, action=button,
        url=reverse("development:gathering", args=[row.pk]),
    )  # fmt: skip


def _invited(request: Any) -> list[TodoItem]:
    if not may_any(request.user, "gathering.speak", request.today):
        return []
    rows = open_rows(request, Invitee, "gathering.speak").filter(
        gathering__state="planned", gathering__held_on__gte=request.today
    ).select_related("gathering")
    asks = {True: _("You are invited and asked to speak"), False: _("You are invited")}
    return [
        _item(asks[row.is_speaker and not row.speech], row.gathering, _("Look at it"))
        for row in rows[:SHOWN]
    ]  # fmt: skip


def _taken_over(request: Any) -> list[TodoItem]:
    if not may_any(request.user, "handover.take_over", request.today):
        return []
    rows = open_rows(request, Handover, "handover.take_over").filter(
        confirmed_on=None, gathering__held_on__lte=request.today
    ).exclude(gathering__state="cancelled").select_related("gathering")
    words = _("Confirm that your people were handed over")
    return [_item(words, row.gathering, _("Confirm")) for row in rows[:SHOWN]]


def _to_note(request: Any) -> list[TodoItem]:
    if not may_any(request.user, "gathering.attend", request.today):
        return []
    rows = open_rows(request, Gathering, "gathering.attend").filter(
        state="planned", held_on__lt=request.today
    )
    return [_item(_("Say who was absent"), row, _("Open")) for row in rows[:SHOWN]]

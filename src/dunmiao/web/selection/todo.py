"""What the selection asks of each role now."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from dunmiao.stages.charter.models import Programme
from dunmiao.stages.charter.rules import rules_of
from dunmiao.stages.organisations.reach import may_any
from dunmiao.stages.selection.models import (
    Application,
    Invitation,
    Offer,
    Publicity,
    PublicityObjection,
    StageRound,
    Willingness,
)
from dunmiao.stages.selection.reading import open_calls
from dunmiao.stages.selection.results import next_stage
from dunmiao.web.doors import open_rows
from dunmiao.web.home.todo import TODO, TodoItem
from dunmiao.web.selection.words import stage_name, stage_names

SHOWN = 20


def _open_stages(request: Any) -> list[TodoItem]:
    """Stages under way, and the next one where none is."""
    if not may_any(request.user, "round.open", request.today):
        return []
    programmes = open_rows(request, Programme, "round.open").filter(
        state__in=("open", "selecting")
    )
    items = []
    for row in programmes.select_related("charter")[:SHOWN]:
        now = row.rounds.filter(state="open").first()
        items.append(_under_way(row, now) if now else _to_open(row))
    return [item for item in items if item is not None]


def _under_way(row: Programme, now: StageRound) -> TodoItem:
    name = stage_names(row).get(now.stage, now.stage)
    due = row.closes_on if now.sequence == 1 else None
    return TodoItem(
        title=_("Stage under way: %(name)s") % {"name": name},
        detail=str(row),
        url=reverse("selection:round", args=[now.pk]),
        due_on=due,
        tone="active",
    )


def _to_open(row: Programme) -> TodoItem | None:
    stage = next_stage(row)
    if stage is None or row.decisions.exists():
        return None
    title = _("Open the next stage: %(name)s") % {"name": stage_name(stage)}
    url = reverse("selection:selection", args=[row.pk])
    return TodoItem(title=title, detail=str(row), url=url, clause=stage.clause)


def _waiting_for_lead(request: Any) -> list[TodoItem]:
    """Findings that shut somebody out or wait for a fact, while the review is open."""
    if not may_any(request.user, "eligibility.override", request.today):
        return []
    rows = open_rows(request, Application, "eligibility.override").filter(
        state="submitted", reviewed_on__isnull=False, programme__state__in=("open", "selecting")
    )
    count = rows.count()
    if not count:
        return []
    title = _("%(n)d applications wait for a fact or a decision") % {"n": count}
    return [TodoItem(title=title, url=reverse("selection:applications") + "?state=submitted")]


def _notices(request: Any) -> list[TodoItem]:
    """Notices whose days are over, and objections to decide."""
    items = []
    if may_any(request.user, "objection.decide", request.today):
        rows = open_rows(request, PublicityObjection, "objection.decide")
        rows = rows.filter(state__in=("received", "reviewing"))
        items += [
            TodoItem(
                title=_("Decide an objection"),
                detail=str(row.publicity.programme),
                url=reverse("selection:objection", args=[row.pk]),
                due_on=row.publicity.ends_on,
            )
            for row in rows.select_related("publicity__programme")[:SHOWN]
        ]
    if may_any(request.user, "publicity.close", request.today):
        rows = open_rows(request, Publicity, "publicity.close")
        rows = rows.filter(state="posted", ends_on__lt=request.today)
        items += [
            TodoItem(
                title=_("The public notice has run its days: end it"),
                detail=str(row.programme),
                url=reverse("selection:publicity", args=[row.pk]),
            )
            for row in rows.select_related("programme")[:SHOWN]
        ]
    return items


def _for_units(request: Any) -> list[TodoItem]:
    """Opinions to give, named people to answer for, posts to rank."""
    items = []
    if may_any(request.user, "application.opine", request.today):
        rows = open_rows(request, Application, "application.opine").filter(
            state="submitted", is_unit_agreed=None
        )
        items += [
            TodoItem(
                title=_("Give the unit's opinion on %(name)s") % {"name": row.person.name},
                detail=str(row.programme),
                url=reverse("selection:opine", args=[row.pk]),
                due_on=row.programme.closes_on,
            )
            for row in rows.select_related("person", "programme").defer("person__photo")[:SHOWN]
        ]
    if may_any(request.user, "invitation.answer", request.today):
        asked = open_rows(request, Invitation, "invitation.answer").filter(state="sent")
        items += [
            TodoItem(
                title=_("The department asks for %(name)s") % {"name": row.person.name},
                detail=row.reason,
                url=reverse("selection:invitation_answer", args=[row.pk]),
                due_on=row.programme.closes_on,
            )
            for row in asked.select_related("person", "programme").defer("person__photo")[:SHOWN]
        ]
    return items + _wishes_of_unit(request)


def _wishes_of_unit(request: Any) -> list[TodoItem]:
    if not may_any(request.user, "wish.set_unit", request.today):
        return []
    rows = (
        open_rows(request, Offer, "wish.set_unit")
        .filter(is_confirmed=True, programme__state="selecting", wishes__side="person")
        .exclude(pk__in=_ranked(request))
        .distinct()
    )
    return [
        TodoItem(
            title=_("Say whom you would have at %(post)s") % {"post": row},
            detail=str(row.programme),
            url=reverse("selection:unit_wish", args=[row.pk]),
        )
        for row in rows.select_related("post__organisation", "programme")[:SHOWN]
    ]


def _ranked(request: Any) -> Any:
    return open_rows(request, Offer, "wish.set_unit").filter(wishes__side="unit").values("pk")


def _my_wishes(request: Any) -> list[TodoItem]:
    """One's own wishes, while the matching has not been closed."""
    rows = (
        open_rows(request, Application, "wish.set")
        .filter(
            person__user=request.user,
            state__in=("submitted", "eligible", "in_selection"),
            programme__state__in=("open", "selecting"),
        )
        .exclude(wishes__side="person")
        .select_related("programme__charter")
    )
    return [
        TodoItem(
            title=_("Name the posts you wish for"),
            detail=str(row.programme),
            url=reverse("selection:wishes", args=[row.pk]),
        )
        for row in rows[:SHOWN]
        if rules_of(row.programme).selection.wishes
    ]


def _calls(request: Any) -> list[TodoItem]:
    """Open calls to read, for units and for persons who have not applied."""
    roles = ("application.opine", "offer.make", "wish.set")
    if not any(may_any(request.user, code, request.today) for code in roles):
        return []
    if may_any(request.user, "offer.confirm", request.today):
        return []  # the department wrote it
    rows = open_calls(request.user, request.today)
    if not may_any(request.user, "application.opine", request.today):
        rows = rows.exclude(applications__person__user=request.user)
    return [
        TodoItem(
            title=_("A call is open: read it"),
            detail=str(row),
            url=reverse("selection:call", args=[row.pk]),
            due_on=row.closes_on,
            tone="active",
            action=_("Read the call"),
        )
        for row in rows[:SHOWN]
    ]


def _willing(request: Any) -> list[TodoItem]:
    """Units asked whether they would have people this year."""
    if not may_any(request.user, "willingness.answer", request.today):
        return []
    rows = open_rows(request, Willingness, "willingness.answer").filter(
        answer="", programme__state__in=("draft", "open")
    )
    return [
        TodoItem(
            title=_("Say whether %(unit)s would receive people") % {"unit": row.organisation},
            detail=str(row.programme),
            url=reverse("selection:willing_answer", args=[row.pk]),
            due_on=row.programme.opens_on,
            action=_("Answer"),
        )
        for row in rows.select_related("organisation", "programme")[:SHOWN]
    ]


PROVIDERS = (
    _willing, _open_stages, _waiting_for_lead, _notices, _for_units, _my_wishes, _calls)
TODO.extend(PROVIDERS)

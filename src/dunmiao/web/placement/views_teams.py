"""Groups of placements: who leads, who keeps the branch, who stays in touch, what is overdue."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dunmiao.stages.charter.models import Programme
from dunmiao.stages.charter.rules import rules_of
from dunmiao.stages.organisations.reach import may_any
from dunmiao.stages.placement.accounts import accounts_for_groups
from dunmiao.stages.placement.actions import save_team
from dunmiao.stages.placement.models import Placement, Team, TeamRole
from dunmiao.stages.placement.rosters import GONE, with_people
from dunmiao.web.doors import FORM, door, may, open_row, open_rows
from dunmiao.web.listing import Column, listing
from dunmiao.web.placement.forms import TeamForm
from dunmiao.web.placement.overdue import overdue_for
from dunmiao.web.placement.words import dress
from dunmiao.web.refusing import save

SHOWN = 10  # overdue matters on a group's page; the rest stands in each person's ledger
COLUMNS = (
    Column("name", gettext_lazy("Group"), "name"),
    Column("programme", gettext_lazy("Programme"), ("programme__year", "programme__name")),
    *(Column(kind, words) for kind, words in TeamRole.KINDS),
    Column("members", gettext_lazy("Members"), is_number=True),
)


def _teams(request: Any) -> QuerySet[Any]:
    rows = open_rows(request, Team).distinct().select_related("programme")
    return rows.prefetch_related("roles__user", "members")


def _held(team: Any, today: Any) -> list[Any]:
    """Give the roles held today."""
    return [
        role for role in team.roles.all()
        if role.starts_on <= today and (role.ends_on is None or role.ends_on > today)
    ]  # fmt: skip


@door("team.read")
def teams(request: Any) -> HttpResponse:
    """List the groups in reach, with who answers for each."""
    listed = listing(request, _teams(request), COLUMNS)
    for row in listed.rows:
        held = {role.kind: role.user.name for role in _held(row, request.today)}
        row.holders = [(words, held.get(kind, "")) for kind, words in TeamRole.KINDS]
        row.size = len(row.members.all())
    return render(request, "placement/teams.html", {
        "listing": listed, "programmes": _to_group(request),
    })  # fmt: skip


def _to_group(request: Any) -> Any:
    """Give the programmes in which the reader may form groups."""
    if not may_any(request.user, "team.edit", request.today):
        return ()
    rows = open_rows(request, Programme, "team.edit").filter(placements__isnull=False)
    return rows.exclude(state__in=("closed", "cancelled")).distinct()[:20]


@door("team.read")
def team(request: Any, pk: int) -> HttpResponse:
    """Show a group: its roles, its members, and what is overdue among them."""
    row = open_row(request, Team, "team.read", pk, rows=_teams(request))
    members = dress(with_people(open_rows(request, Placement).filter(teams=row)))
    held = {role.kind: role for role in _held(row, request.today)}
    dues = sorted(overdue_for(request, members), key=lambda due: due.due_on or request.today)
    context = {
        "row": row,
        "members": members,
        "roles": [(words, held.get(kind)) for kind, words in TeamRole.KINDS],
        "dues": dues[:SHOWN],
        "more": max(len(dues) - SHOWN, 0),
        "may_edit": may(request, "team.edit", row),
        "may_support": may(request, "provision.promise", row) and bool(
            rules_of(row.programme, request.today).catalogue("support_kinds")
        ),
    }
    return render(request, "placement/team.html", context)


@door("team.edit", methods=FORM)
def team_new(request: Any, programme: int) -> HttpResponse:
    """Form a group."""
    row = open_row(request, Programme, "team.edit", programme)
    return _edit(request, row, None, {"members": []}, {
        "title": _("Form a group"), "cancel": reverse("placement:teams"),
    })  # fmt: skip


@door("team.edit", methods=FORM)
def team_edit(request: Any, pk: int) -> HttpResponse:
    """Change a group's name, members or roles; who steps down keeps their days."""
    row = open_row(request, Team, "team.edit", pk)
    roles = {role.kind: role.user_id for role in row.roles.all() if role.ends_on is None}
    members = list(row.members.values_list("pk", flat=True))
    return _edit(request, row.programme, row.pk, {"name": row.name, "members": members, **roles}, {
        "title": _("Change the group"), "cancel": reverse("placement:team", args=[row.pk]),
    })  # fmt: skip


def _edit(
    request: Any, programme: Programme, pk: int | None, initial: dict[str, Any],
    words: dict[str, Any],
) -> HttpResponse:  # fmt: skip
    form = TeamForm(
        request.POST or None,
        members=_members(request, programme, initial["members"]),
        users=_users(request, programme),
        initial=initial,
    )
    return save(
        request, form,
        lambda _data: save_team(
            programme.pk, pk, by=request.user, today=request.today, **form.values()
        ),
        template="placement/form.html",
        context={
            "subtitle": str(programme), "submit": _("Save"),
            "note": _("Roles count from today; who held one before keeps their days."), **words,
        },
        then=lambda made: reverse("placement:team", args=[made.pk]), done=_("Saved."),
    )  # fmt: skip


def _members(request: Any, programme: Programme, kept: list[int]) -> list[tuple[int, str]]:
    """Offer the programme's placements that are in no other group."""
    rows = open_rows(request, Placement, "team.edit").filter(programme=programme)
    free = rows.filter(teams=None).exclude(state__in=GONE)
    rows = (free | rows.filter(pk__in=kept)).distinct()
    rows = rows.select_related("person", "receiving_unit").only(
        "person__name", "person__stroke_key", "receiving_unit__name", "receiving_unit__short_name",
        "receiving_unit__sequence",
    )  # fmt: skip
    rows = rows.order_by("receiving_unit__sequence", "person__stroke_key", "pk")
    return [(one.pk, f"{one.person.name}（{one.receiving_unit}）") for one in rows]


def _users(request: Any, programme: Programme) -> list[tuple[int, str]]:
    rows = accounts_for_groups(programme, request.today)
    return [(one.pk, f"{one.name} {one.title}".strip()) for one in rows]

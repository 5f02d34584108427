"""Placements: the list, the page three parties share, arrival, relations."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dunmiao.engine.states import NOUNS
from dunmiao.stages.charter.rules import rules_of
from dunmiao.stages.placement import actions
from dunmiao.stages.placement.answerable import tiers_of
from dunmiao.stages.placement.leading import leading_of
from dunmiao.stages.placement.models import Placement
from dunmiao.stages.placement.responsibilities import responsibilities_of
from dunmiao.stages.placement.rosters import post_of, with_people
from dunmiao.stages.selection.models import Post
from dunmiao.web.doors import FORM, door, may, open_row, open_rows
from dunmiao.web.listing import Column, export, listing, wants_export
from dunmiao.web.placement.forms import (
    ArriveForm,
    DivideForm,
    FilterForm,
    ReasonForm,
    RelationForm,
    state_choices,
)
from dunmiao.web.placement.panels import panels_for
from dunmiao.web.placement.words import (
    difficulty_names,
    direction_name,
    dress,
    front_name,
    relation_rows,
    term_picture,
)
from dunmiao.web.refusing import save
from dunmiao.web.templatetags.dunmiao import local_name, state_label

COLUMNS = (
    Column("name", gettext_lazy("Name"), "person__stroke_key", lambda row: row.person.name),
    Column("sending", gettext_lazy("Sending unit"), "sending_unit__sequence",
           lambda row: str(row.sending_unit)),
    Column("receiving", gettext_lazy("Receiving unit"), "receiving_unit__sequence",
           lambda row: str(row.receiving_unit)),
    Column("post", gettext_lazy("Post"), (), post_of),
    Column("direction", gettext_lazy("Direction"), "direction",
           lambda row: direction_name(rules_of(row), row.direction)),
    Column("starts_on", gettext_lazy("Held from"), "starts_on", lambda row: row.starts_on,
           kind="date"),
    Column("ends_on", gettext_lazy("Held to"), "ends_on", lambda row: row.ends_on, kind="date"),
    Column("state", gettext_lazy("State"), "state",
           lambda row: state_label(row.state, "placement")),
)  # fmt: skip


@door("placement.read")
def placements(request: Any) -> HttpResponse:
    """List the placements in reach, narrowed and sorted by the address."""
    rows = _with_names(open_rows(request, Placement))
    form = FilterForm(request.GET, **_choices(request))
    rows = _narrowed(request, rows)
    if wants_export(request):
        return export(request, _("People on placement"), rows, COLUMNS, default="receiving")
    listed = listing(request, rows, COLUMNS, default="receiving")
    dress(listed.rows)
    return render(request, "placement/placements.html", {"form": form, "listing": listed})


def _with_names(rows: QuerySet[Any]) -> QuerySet[Any]:
    return (
        rows.select_related(
            "person", "sending_unit", "receiving_unit", "charter", "programme__owner"
        )
        .defer("person__photo", "person__resume")
        .prefetch_related("holdings__post")
    )


def _choices(request: Any) -> dict[str, list[tuple[str, Any]]]:
    mine = open_rows(request, Placement)
    programmes = mine.values_list("programme_id", "programme__name").order_by().distinct()
    sample = mine.select_related("charter").first()
    rules = rules_of(sample) if sample else None
    return {
        "programme": [(str(pk), name) for pk, name in sorted(programmes, reverse=True)],
        "state": state_choices(state_label),
        "direction": [(one.key, local_name(one)) for one in rules.directions] if rules else [],
        "front": [(one.key, local_name(one)) for one in rules.catalogue("fronts")]
        if rules else [],
    }  # fmt: skip


def _narrowed(request: Any, rows: QuerySet[Any]) -> QuerySet[Any]:
    asked = request.GET
    if asked.get("programme", "").isdigit():
        rows = rows.filter(programme=asked["programme"])
    if asked.get("state") in set(NOUNS["placement"].states):
        rows = rows.filter(state=asked["state"])
    for key in ("direction", "front"):
        if asked.get(key):
            rows = rows.filter(**{key: asked[key][:30]})
    if text := asked.get("q", "").strip():
        low = text.lower().replace(" ", "")
        rows = rows.filter(
            Q(person__name__icontains=text)
            | Q(person__initials__startswith=low)
            | Q(person__pinyin__startswith=low)
        )
    if text := asked.get("unit", "").strip():
        rows = rows.filter(
            Q(sending_unit__name__icontains=text) | Q(receiving_unit__name__icontains=text)
        )
    return rows


def _open(request: Any, act: str, pk: int) -> Placement:
    row: Placement = open_row(
        request, Placement, act, pk, rows=with_people(open_rows(request, Placement))
    )
    return row


@door("placement.read")
def placement(request: Any, pk: int) -> HttpResponse:
    """Show one placement as its three parties share it (004-29)."""
    row = _open(request, "placement.read", pk)
    rules = rules_of(row)
    held = responsibilities_of([row], request.today)[row.pk]
    context = {
        "row": row,
        "picture": term_picture(request, row, request.today),
        "facts": _facts(row, rules),
        "responsibilities": held,
        "leading": leading_of(row, held, request.today),
        "gaps": [one for one in held if one.is_gap],
        "relations": relation_rows(row),
        "posts": row.holdings.select_related("post__organisation"),
        "open_posts": set(
            open_rows(request, Post).filter(holdings__placement=row).values_list("pk", flat=True)
        ),
        "may_arrive": row.state == "noticed" and may(request, "placement.arrive", row),
        "may_answer": bool(tiers_of(row)) and may(request, "placement.name_answerable", row),
        "divisions": list(row.divisions.all()),
        "may_divide": may(request, "placement.divide", row),
        "may_move": may(request, "relation.move", row),
        "may_withdraw": row.state in {"proposed", "noticed"}
        and may(request, "placement.withdraw", row),
        "panels": panels_for(request, row),
    }
    return render(request, "placement/placement.html", context)


def _facts(row: Placement, rules: Any) -> list[tuple[str, Any]]:
    return [
        (_("Sending unit and post"), f"{row.sending_unit} {row.sending_post}"),
        (_("Receiving unit and post"), f"{row.receiving_unit} {post_of(row, row.ends_on)}"),
        (_("Term"), f"{row.starts_on} – {row.ended_on or row.ends_on}"),
        (_("Direction"), direction_name(rules, row.direction)),
        (_("Front"), front_name(rules, row.front)),
        (_("Arrived on"), row.arrived_on or "—"),
        (_("Charter"), row.charter),
    ]


def _back(pk: int) -> str:
    return reverse("placement:placement", args=[pk])


@door("placement.arrive", methods=FORM)
def arrive(request: Any, pk: int) -> HttpResponse:
    """The receiving unit confirms the arrival once."""
    row = _open(request, "placement.arrive", pk)
    return save(
        request, ArriveForm(request.POST or None, initial={"arrived_on": request.today}),
        lambda data: actions.confirm_arrival(
            row.pk, by=request.user, today=request.today, **data
        ),
        template="placement/form.html",
        context={
            "title": _("Confirm the arrival of %(person)s") % {"person": row.person},
            "subtitle": str(row.receiving_unit), "submit": _("Confirm"), "cancel": _back(pk),
            "note": _("Confirmed once, by the receiving unit; the organiser sees it at once."),
        },
        then=_back(pk), done=_("The arrival is confirmed."),
    )  # fmt: skip


@door("placement.divide", methods=FORM)
def divide(request: Any, pk: int) -> HttpResponse:
    """Write down the person's part of the work."""
    row = _open(request, "placement.divide", pk)
    return save(
        request, DivideForm(request.POST or None, initial={
            "text": row.division_of_work, "on": request.today,
        }),
        lambda data: actions.divide_work(row.pk, by=request.user, today=request.today, **data),
        template="placement/form.html",
        context={
            "title": _("Division of work"), "subtitle": str(row), "submit": _("Save"),
            "cancel": _back(pk), "note": _("Earlier divisions stay on the page of the placement."),
        },
        then=_back(pk), done=_("The division of work is written down."),
    )  # fmt: skip


@door("relation.move", methods=FORM)
def relation(request: Any, pk: int, kind: str) -> HttpResponse:
    """Record when a relation moved out and came back (004-18)."""
    row = _open(request, "relation.move", pk)
    found = row.relations.filter(kind=kind).first()
    if found is None:
        raise Http404
    initial = {key: getattr(found, key) for key in ("letter_no", "moved_on", "returned_on")}
    name = next((r["name"] for r in relation_rows(row) if r["row"].pk == found.pk), kind)
    return save(
        request, RelationForm(request.POST or None, initial=initial),
        lambda data: actions.move_relation(
            found.pk, by=request.user, today=request.today, **data
        ),
        template="placement/form.html",
        context={
            "title": name, "subtitle": str(row), "submit": _("Save"), "cancel": _back(pk),
        },
        then=_back(pk), done=_("The relation is recorded."),
    )  # fmt: skip


@door("placement.withdraw", methods=FORM)
def withdraw(request: Any, pk: int) -> HttpResponse:
    """Take a placement back before arrival."""
    row = _open(request, "placement.withdraw", pk)
    return save(
        request, ReasonForm(request.POST or None),
        lambda data: actions.withdraw_placement(
            row.pk, by=request.user, today=request.today, **data
        ),
        template="placement/form.html",
        context={
            "title": _("Withdraw the placement of %(person)s") % {"person": row.person},
            "subtitle": str(row.receiving_unit), "submit": _("Take the placement back"),
            "cancel": _back(pk),
            "note": _("The post is free again; the reserve may replace."),
        },
        then=_back(pk), done=_("The placement is withdrawn."),
    )  # fmt: skip


@door("placement.arrive")
def arrivals(request: Any) -> HttpResponse:
    """List who is announced to my unit and whether they have come."""
    rows = _with_names(open_rows(request, Placement, "placement.arrive")).filter(
        state__in=("noticed", "arrived")
    ).order_by("-state", "starts_on", "pk")  # fmt: skip
    listed = dress(rows[:200])
    waiting = [row for row in listed if row.state == "noticed"]
    return render(request, "placement/arrivals.html", {"waiting": waiting, "here": [
        row for row in listed if row.state == "arrived"
    ]})  # fmt: skip


@door("post.read")
def post(request: Any, pk: int) -> HttpResponse:
    """Show a post's holders over the years, and whether it is free (nearest.md 2.1)."""
    row = open_row(
        request, Post, "post.read", pk,
        rows=open_rows(request, Post).select_related("organisation"),
    )  # fmt: skip
    seen = open_rows(request, Placement).values("pk")
    holdings = row.holdings.select_related("placement__person", "placement__charter")
    shown = holdings.filter(placement__in=seen).order_by("-starts_on")
    rules = rules_of(shown[0].placement) if shown else None
    context = {
        "row": row,
        "holdings": shown,
        "taken": _taken(row, request.today),
        "difficulty": difficulty_names(rules, row.difficulty) if rules else row.difficulty,
    }
    return render(request, "placement/post.html", context)


def _taken(row: Post, today: date) -> int:
    return row.holdings.filter(starts_on__lte=today, ends_on__gte=today).count()

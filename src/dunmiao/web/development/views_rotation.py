"""Rotation over the post classes: who has been where, schedules, their decision."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dunmiao.engine.calendar import add_months
from dunmiao.engine.charter import Rules
from dunmiao.stages.charter.models import Programme
from dunmiao.stages.charter.rules import rules_of
from dunmiao.stages.development.coverage import Coverage, coverage
from dunmiao.stages.development.models import Rotation
from dunmiao.stages.development.rotations import (
    ROTATED,
    decide_rotation,
    propose_rotation,
    room_of,
    rotated,
)
from dunmiao.stages.placement.models import Placement
from dunmiao.web.development.forms import local
from dunmiao.web.development.forms_rotation import BasisForm, ProposeForm
from dunmiao.web.doors import FORM, door, may, open_row, open_rows
from dunmiao.web.listing import Column, listing
from dunmiao.web.refusing import save

SPARE = 3  # places in a class beyond the even share that a schedule begins with
PERSON = Column("person", gettext_lazy("Name"), ("person__stroke_key", "pk"))
UNIT = Column("unit", gettext_lazy("Receiving unit"), "receiving_unit__sequence")


@dataclass(frozen=True)
class Cell:
    """One person in one class: months served, whether there now, and when they go there."""

    name: str
    months: int
    is_now: bool
    is_long: bool
    planned: Any


@door("rotation.read")
def rotations(request: Any) -> HttpResponse:
    """List the programmes whose charter rotates posts."""
    rows = open_rows(request, Programme, "rotation.read").filter(
        state__in=("decided", "running")
    ).select_related("charter").annotate(people=Count("placements"))
    found = [row for row in rows[:200] if rules_of(row, request.today).rotation.is_on]
    return render(request, "development/rotations.html", {"programmes": found})


@door("rotation.read")
def rotation_matrix(request: Any, pk: int) -> HttpResponse:
    """Show people against post classes: where they were, are and will be (002-16)."""
    programme = open_row(
        request, Programme, "rotation.read", pk,
        rows=open_rows(request, Programme, "rotation.read").select_related("charter", "owner"),
    )
    rules = rules_of(programme, request.today)
    classes = rules.catalogue("post_classes")
    rows = _people(request, programme, rules)
    columns = (PERSON, UNIT, *(Column(item.key, local(item)) for item in classes))
    listed = listing(request, rows, columns)
    served = coverage(listed.rows, request.today)
    for row in listed.rows:
        row.cells = _cells(served[row.pk], classes, rules)
    return render(request, "development/rotation_matrix.html", {
        "programme": programme, "rules": rules, "listing": listed, "classes": classes,
        "schedules": open_rows(request, Rotation).filter(programme=programme)
        .select_related("by").defer("instance", "result")[:20],
        "warned": _long(_placed(request, programme), rules, request.today).count(),
        "may_propose": rules.rotation.is_on and may(request, "rotation.propose", programme),
    })


def _placed(request: Any, programme: Programme) -> QuerySet[Any]:
    rows = open_rows(request, Placement, "rotation.read")
    return rows.filter(programme=programme, state__in=ROTATED)


def _people(request: Any, programme: Programme, rules: Rules) -> QuerySet[Any]:
    rows = _placed(request, programme)
    if request.GET.get("long"):
        rows = _long(rows, rules, request.today)
    if request.GET.get("q"):
        rows = rows.filter(person__name__contains=request.GET["q"])
    return rows.select_related("person", "receiving_unit").defer("person__photo")


def _long(rows: QuerySet[Any], rules: Rules, today: Any) -> QuerySet[Any]:
    """Keep those who hold their post for longer than the charter's warning (002-15)."""
    months = rules.rotation.months_in_post_warning
    if not months:
        return rows.none()
    since = add_months(today, -months)
    return rows.filter(holdings__starts_on__lte=since, holdings__ends_on__gte=today).distinct()


def _cells(one: Coverage, classes: Any, rules: Rules) -> list[Cell]:
    limit = rules.rotation.months_in_post_warning
    return [
        Cell(
            local(item), one.months.get(item.key, 0), one.now == item.key,
            bool(one.now == item.key and limit and one.months_now >= limit),
            one.planned(item.key),
        )
        for item in classes
    ]  # fmt: skip


@door("rotation.propose", methods=FORM)
def rotation_propose(request: Any, pk: int) -> HttpResponse:
    """Ask for a schedule; the room of each class is filled in from the posts there are."""
    programme = open_row(request, Programme, "rotation.propose", pk)
    rules = rules_of(programme, request.today)
    first_on = add_months(request.today.replace(day=1), 1)
    form = ProposeForm(request.POST or None, rules=rules, room=_room(programme, first_on, rules),
                       initial={"first_on": first_on})
    back = reverse("development:rotation_matrix", args=[pk])
    return save(
        request, form,
        lambda data: propose_rotation(pk, by=request.user, today=request.today, **data),
        template="placement/form.html", context={
            "title": _("Propose a schedule"), "subtitle": str(programme), "cancel": back,
            "submit": _("Compute"), "note": _note(programme, rules, first_on),
        },
        then=lambda made: reverse("development:rotation", args=[made.pk]),
        done=_("Computed. The schedule only advises; somebody decides."),
    )


def _room(programme: Programme, first_on: Any, rules: Rules) -> dict[str, int]:
    """Give each class a little more than its even share of the people, if there are the posts."""
    room, classes = room_of(programme), len(rules.catalogue("post_classes"))
    share = len(rotated(programme, first_on)) // max(classes, 1) + SPARE
    return {key: min(places, share) for key, places in room.items()}


def _note(programme: Programme, rules: Rules, first_on: Any) -> str:
    return _(
        "%(people)s people, periods of %(months)s months, at most %(periods)s periods in one "
        "class. The numbers are a little more than an even share, where there are the posts."
    ) % {
        "people": len(rotated(programme, first_on)), "months": rules.rotation.period_months,
        "periods": rules.rotation.periods_in_class,
    }


def _schedule(request: Any, pk: int, act: str) -> Rotation:
    row: Rotation = open_row(request, Rotation, act, pk,
                             rows=open_rows(request, Rotation).select_related("programme", "by"))
    return row


@door("rotation.read", methods=FORM)
def rotation(request: Any, pk: int) -> HttpResponse:
    """Show a schedule: how full each class is in each period, who goes where; decide on it."""
    act = "rotation.decide" if request.method == "POST" else "rotation.read"
    row = _schedule(request, pk, act)
    rules = rules_of(row.programme, request.today)
    names = {item.key: local(item) for item in rules.catalogue("post_classes")}
    lines = {line["person"]: line["classes"] for line in row.result["assignments"]}
    listed = listing(request, _listed(request, lines), (PERSON, UNIT, *_columns(row)))
    for one in listed.rows:
        one.stops = [names.get(key, key) for key in lines[str(one.pk)]]
    return save(
        request, BasisForm(request.POST or None),
        lambda data: decide_rotation(pk, by=request.user, today=request.today, **data),
        template="development/rotation.html", context={
            "row": row, "listing": listed, "sizes": _sizes(row, names),
            "periods": [column.name for column in _columns(row)],
            "may_decide": row.state == "drafted" and may(request, "rotation.decide", row),
        },
        then=reverse("development:rotation_matrix", args=[row.programme_id]),
        done=_("Decided. Each move is now a matter of the receiving unit, with its day."),
    )


def _listed(request: Any, lines: Any) -> QuerySet[Any]:
    rows = open_rows(request, Placement, "rotation.read").filter(pk__in=[int(pk) for pk in lines])
    return rows.select_related("person", "receiving_unit").defer("person__photo", "person__resume")


def _columns(row: Rotation) -> list[Column]:
    return [
        Column(f"period{number}", f"{add_months(row.first_on, row.months * number):%Y-%m}")
        for number in range(row.instance["periods"])
    ]


def _sizes(row: Rotation, names: dict[str, str]) -> list[dict[str, Any]]:
    """Give each class with its people per period beside its least and most."""
    filled = [line["classes"] for line in row.result["assignments"]]
    return [
        {
            "name": names.get(kind["id"], kind["id"]), "least": kind["least"], "most": kind["most"],
            "counts": [
                sum(line[number] == kind["id"] for line in filled)
                for number in range(row.instance["periods"])
            ],
        }
        for kind in row.instance["classes"]
    ]

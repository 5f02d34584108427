"""The page on which the department designates persons, from the pool or from everybody."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import Exists, OuterRef
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dunmiao.engine.codes import PERSONNEL
from dunmiao.stages.charter.models import Programme
from dunmiao.stages.charter.rules import rules_of
from dunmiao.stages.common.refusal import Refusal
from dunmiao.stages.people.facts import units_by_name
from dunmiao.stages.people.models import Person
from dunmiao.stages.people.reading import named
from dunmiao.stages.selection.designations import (
    authority_of,
    designate_people,
    designating_route,
)
from dunmiao.stages.selection.models import PoolMember
from dunmiao.stages.selection.nominees import verdicts_of
from dunmiao.web.doors import FORM, door, open_row, open_rows
from dunmiao.web.listing import Column, listing
from dunmiao.web.selection.words import code, experience_words, verdict_words

PEOPLE = (
    Column("pick", ""),
    Column("name", gettext_lazy("Name"), "stroke_key"),
    Column("unit", gettext_lazy("Unit"), ("unit__sequence", "stroke_key")),
    Column("kind", gettext_lazy("Kind of personnel"), "kind"),
    Column("experience", gettext_lazy("Experience")),
    Column("conditions", gettext_lazy("Conditions")),
)
HEAVY = ("photo", "rewards", "form_extra", "id_number", "phone", "health")


@door("application.designate", methods=FORM)
def designate(request: Any, programme: int) -> HttpResponse:
    """Choose persons with their conditions before one, and designate those ticked."""
    row = open_row(request, Programme, "application.designate", programme)
    refusal, status = "", 200
    if request.method == "POST":
        ids = [int(one) for one in request.POST.getlist("person") if one.isdecimal()]
        try:
            made = designate_people(
                row.pk, ids, by=request.user, today=request.today,
                basis=request.POST.get("basis", ""),
            )  # fmt: skip
        except Refusal as refused:
            refusal, status = str(refused), 409
        else:
            messages.success(request, _("%(n)d persons are designated.") % {"n": len(made)})
            return redirect(f"{reverse('selection:applications')}?programme={row.pk}")
    return render(request, "selection/designate.html", {
        "row": row, "route": designating_route(row), "listing": _listed(request, row),
        "basis": request.POST.get("basis") or f"{row.basis_title} {row.basis_no}".strip(),
        "refusal": refusal, "ticked": request.POST.getlist("person"),
    }, status=status)  # fmt: skip


def _listed(request: Any, row: Programme) -> Any:
    """Give the persons not in the selection yet, judged; those of the pool alone where asked."""
    people = open_rows(request, Person, "application.designate").filter(
        is_active=True, unit__path__startswith=row.owner.path
    )
    people = people.exclude(applications__programme=row)
    if request.GET.get("pool") == "1":
        inside = open_rows(request, PoolMember, "pool.list").filter(
            person=OuterRef("pk"), state="candidate"
        )
        people = people.filter(Exists(inside))
    if text := request.GET.get("q", "").strip():
        people = named(people, text)
    people = people.select_related("unit").prefetch_related("kinships").defer(*HEAVY)
    shown = listing(request, people, PEOPLE, default="unit")
    verdicts = verdicts_of(row, shown.rows, request.today)
    units, rules = units_by_name(), rules_of(row)
    for one in shown.rows:
        one.conditions = verdict_words(verdicts[one.pk])
        one.experience = experience_words(one, request.today, units)
        one.kind_name = code(PERSONNEL, one.kind)
        one.authority = authority_of(rules, one.kind)
    return shown

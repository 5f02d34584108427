"""What a cohort lacks for its posts, added up; a class is proposed from it (缺什么补什么)."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from dunmiao.stages.charter.models import Programme
from dunmiao.stages.charter.rules import rules_of
from dunmiao.stages.development.gaps import Lack, lacks
from dunmiao.stages.placement.models import Placement
from dunmiao.web.development.forms import local
from dunmiao.web.doors import door, open_rows

TRIED = 8  # programmes looked through for the first one with a gap
NAMED = 12  # people named beside a need; the rest is a number
CATALOGUES = ("post_classes", "task_classes")


def need_names(programme: Programme, today: Any) -> dict[str, str]:
    """Give the needs the charter has words for, by key."""
    rules = rules_of(programme, today)
    found = {f"ability:{one.key}": local(one) for one in rules.abilities}
    for name in CATALOGUES:
        found |= {f"experience:{one.key}": local(one) for one in rules.catalogue(name)}
    return found


def _found(rows: Any, programmes: list[int]) -> tuple[int, list[Lack]]:
    """Give the first of the programmes in which something is missing, and what."""
    for pk in programmes:
        people = rows.filter(programme=pk).select_related("person", "charter", "programme__owner")
        found = lacks(people.defer("person__photo", "person__resume"), rules_of)
        if found:
            return pk, found
    return (programmes[0] if programmes else 0), []


@door("need.read")
def needs(request: Any) -> HttpResponse:
    """Show the gaps of the people in reach, by programme: how many, who, and a class for it."""
    rows = open_rows(request, Placement, "need.read").filter(state="arrived")
    names = dict(
        rows.order_by("-programme__year", "programme__name")
        .values_list("programme_id", "programme__name").distinct()
    )
    asked = request.GET.get("programme", "")
    chosen = int(asked) if asked.isdigit() and int(asked) in names else 0
    chosen, found = _found(rows, [chosen] if chosen else [*names][:TRIED])
    for lack in found:
        lack.__dict__["words"] = lack.name.label(get_language() or "zh")
        lack.__dict__["shown"] = lack.people[:NAMED]
        lack.__dict__["more"] = max(len(lack.people) - NAMED, 0)
    callable_ones = open_rows(request, Programme, "gathering.call").filter(pk=chosen)
    return render(request, "development/needs.html", {
        "needs": found, "programmes": names, "chosen": chosen,
        "may_call": callable_ones.exists(),
    })

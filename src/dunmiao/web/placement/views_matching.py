"""The match board: plans that advise, why somebody is here and not there, two plans compared."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Count, Q
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dunmiao import flow
from dunmiao.stages.charter.models import Programme
from dunmiao.stages.charter.rules import rules_of
from dunmiao.stages.placement import boards
from dunmiao.stages.placement.matchfacts import UNPLACED, reached
from dunmiao.stages.placement.matching import mark_pair, solve_plan
from dunmiao.stages.placement.models import MatchMark, MatchPlan
from dunmiao.stages.selection.models import Application, Offer
from dunmiao.web.doors import FORM, POST, door, may, open_row, open_rows
from dunmiao.web.placement.forms import MarkForm, SolveForm
from dunmiao.web.placement.words import difficulty_names, direction_name, front_name
from dunmiao.web.refusing import save
from dunmiao.web.templatetags.dunmiao import say

PART_NAMES = {
    "fit": gettext_lazy("Fit"),
    "preference": gettext_lazy("Wishes of both sides"),
    "unplaced": gettext_lazy("Persons without a post"),
    "shortfall": gettext_lazy("Posts below the least that must be filled"),
}


@door("match.read")
def matchings(request: Any) -> HttpResponse:
    """List the programmes with something to match, newest first."""
    rows = open_rows(request, Programme, "match.read").filter(
        Q(state__in=("open", "selecting", "decided")) | Q(plans__isnull=False)
    )
    rows = rows.annotate(plan_count=Count("plans", distinct=True)).distinct()
    return render(request, "placement/matchings.html", {"programmes": list(rows[:50])})


@door("match.read", methods=FORM)
def matching(request: Any, programme: int) -> HttpResponse:
    """Show what can be matched, the pins and forbids, the plans; solve again."""
    row = open_row(request, Programme, "match.read", programme)
    if request.method == "POST":
        row = open_row(request, Programme, "match.solve", programme)
    form = SolveForm(request.POST or None)
    marks = open_rows(request, MatchMark).filter(programme=row)
    seen = open_rows(request, MatchPlan).filter(programme=row).select_related("by")
    plans = _with_result(seen.defer("instance", "facts"))
    # once the committee has decided, those who stood in its plan
    is_settled = bool(plans) and row.state not in {"open", "selecting"}
    return save(
        request, form,
        lambda data: solve_plan(row.pk, by=request.user, today=request.today, note=data["note"]),
        template="placement/matching.html",
        context={
            "programme": row,
            "plans": plans,
            "marks": marks.select_related("application__person", "offer__post__organisation", "by"),
            "people": plans[0].people if is_settled else reached(row).count(),
            "places": sum(o.places for o in row.offers.filter(is_confirmed=True)),
            "posts": row.offers.filter(is_confirmed=True).count(),
            "may_solve": may(request, "match.solve", row) and row.state in
            {"open", "selecting", "decided"},
        },
        then=lambda plan: reverse("placement:plan", args=[plan.pk]),
        done=_("Solved. The plan only advises; the committee decides."),
    )  # fmt: skip


def _with_result(plans: Any) -> list[Any]:
    listed = list(plans)
    for plan in listed:
        plan.value = plan.result.get("value")
        plan.placed = len(plan.result.get("assignments", ()))
        plan.people = plan.placed - plan.result["parts"]["unplaced"] // UNPLACED
    for plan, older in zip(listed, [*listed[1:], None], strict=False):
        plan.older = older
    return listed


def _plan(request: Any, pk: int, act: str = "match.read") -> Any:
    rows = open_rows(request, MatchPlan).select_related("programme__charter", "by")
    return open_row(request, MatchPlan, act, pk, rows=rows)


@door("match.read")
def plan(request: Any, pk: int) -> HttpResponse:
    """Show a plan as a board: who goes where and why, what stays empty, who has no post."""
    row = _plan(request, pk)
    rules = rules_of(row.programme, request.today)
    board = boards.shown(row)
    for line in board.rows:
        words = {
            "direction": direction_name(rules, line.direction),
            "front": front_name(rules, line.front),
            "difficulty": difficulty_names(rules, line.difficulty),
        }
        line.__dict__["words"] = words
    others = open_rows(request, MatchPlan).filter(programme=row.programme).exclude(pk=row.pk)
    context = {
        "plan": row,
        "board": board,
        "left": _by_reason(board.left),
        "others": others.only("pk", "number", "note"),
        "may_mark": _is_open(row.programme) and may(request, "match.mark", row),
        "may_propose": _is_open(row.programme)
        and row.state != "adopted"
        and may(request, "match.adopt", row),
    }
    return render(request, "placement/plan.html", context)


def _by_reason(left: Iterable[boards.Left]) -> list[tuple[str, list[boards.Left]]]:
    """Gather those without a post under the sentence that says why, in the order given."""
    found: dict[str, list[boards.Left]] = {}
    for one in left:
        found.setdefault(say(one.reason), []).append(one)
    return list(found.items())


def _is_open(programme: Programme) -> bool:
    return programme.state in {"open", "selecting", "decided"}


@door("match.read")
def plan_person(request: Any, pk: int, person: int) -> HttpResponse:
    """Explain one person of a plan: why here, and why not at each other post."""
    row = _plan(request, pk)
    if str(person) not in row.facts.get("people", {}):
        raise Http404
    context = {
        "plan": row,
        "told": boards.explained(row, str(person)),
        "may_mark": _is_open(row.programme) and may(request, "match.mark", row),
    }
    return render(request, "placement/plan_person.html", context)


@door("match.mark", methods=FORM)
def mark(request: Any, application: int, offer: int) -> HttpResponse:
    """Pin a person to a post, or forbid the pair, with the reason."""
    who, where = _pair(request, application, offer)
    kind = "forbid" if request.GET.get("kind") == "forbid" else "pin"
    form = MarkForm(request.POST or None, initial={"kind": kind})
    back = reverse("placement:matching", args=[where.programme_id])
    return save(
        request, form,
        lambda data: mark_pair(who.pk, where.pk, by=request.user, today=request.today, **data),
        template="placement/form.html",
        context={
            "title": _("%(person)s and %(post)s") % {"person": who, "post": where},
            "subtitle": str(where.programme), "submit": _("Keep"), "cancel": back,
            "note": _("The mark counts when the plan is solved again."),
        },
        then=back, done=_("Kept. Solve again to see what it changes."),
    )  # fmt: skip


def _pair(request: Any, application: int, offer: int) -> tuple[Any, Any]:
    where = open_row(request, Offer, "match.mark", offer)
    who = open_row(request, Application, "match.mark", application)
    if who.programme_id != where.programme_id:
        raise Http404
    return who, where


@door("match.mark", methods=POST)
def unmark(request: Any, application: int, offer: int) -> HttpResponse:
    """Take a pin or a forbid away."""
    who, where = _pair(request, application, offer)
    form = SolveForm({})
    return save(
        request, form,
        lambda _data: mark_pair(
            who.pk, where.pk, by=request.user, today=request.today, kind="none"
        ),
        template="placement/form.html",
        context={"title": str(who), "cancel": reverse("placement:matching", args=[
            where.programme_id])},
        then=reverse("placement:matching", args=[where.programme_id]),
        done=_("The mark is taken away. Solve again to see what it changes."),
    )  # fmt: skip


@door("match.read")
def compare(request: Any, pk: int, other: int) -> HttpResponse:
    """Put two plans of one programme side by side."""
    second, first = _plan(request, pk), _plan(request, other)
    if first.programme_id != second.programme_id:
        raise Http404
    if first.number > second.number:
        first, second = second, first
    found = boards.compared(first, second)
    parts = [(PART_NAMES.get(key, key), pair) for key, pair in found.parts.items()] if found else []
    context = {"first": first, "second": second, "found": found, "parts": parts}
    return render(request, "placement/compare.html", context)


@door("match.adopt", methods=FORM)
def propose(request: Any, pk: int) -> HttpResponse:
    """Put a plan before the committee."""
    row = _plan(request, pk, "match.adopt")
    back = reverse("placement:plan", args=[row.pk])
    return save(
        request, SolveForm(request.POST or None),
        lambda _data: flow.propose_plan(row.pk, by=request.user, today=request.today),
        template="placement/confirm.html",
        context={
            "title": _("Put plan %(number)s before the committee") % {"number": row.number},
            "text": _(
                "It becomes the proposal and the matching stage closes with it. "
                "The committee may decide otherwise; it then says why."
            ),
            "facts": [
                (_("Programme"), row.programme), (_("Placed"), len(row.result["assignments"])),
                (_("Note"), row.note),
            ],
            "submit": _("Put it before the committee"), "cancel": back,
        },
        then=back, done=_("The plan is before the committee."),
    )  # fmt: skip

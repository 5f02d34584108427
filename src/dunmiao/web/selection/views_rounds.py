"""Pages of the stages: the selection as a whole with its funnel, one stage, opening and closing."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Count, Q
from django.db.models.functions import Coalesce
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dunmiao.engine.charter import Stage
from dunmiao.engine.funnel import funnel, lost
from dunmiao.engine.selection import WHY_LABELS
from dunmiao.stages.charter.models import Programme
from dunmiao.stages.charter.rules import rules_of
from dunmiao.stages.common.moves import say, unkept
from dunmiao.stages.selection.models import Application, Offer, StageRound
from dunmiao.stages.selection.reserve import replace_from_reserve
from dunmiao.stages.selection.results import (
    ENTERED_BY_HAND,
    next_stage,
    results_of,
    stage_of,
)
from dunmiao.stages.selection.rounds import close_round, open_round, reopen_round
from dunmiao.web.doors import FORM, POST, door, may, open_row, open_rows
from dunmiao.web.listing import Column, export, listing, wants_export
from dunmiao.web.refusing import save
from dunmiao.web.selection.forms_applications import ReasonForm
from dunmiao.web.selection.forms_rounds import ReplaceForm
from dunmiao.web.selection.words import outcome_words, stage_name, stage_names, steps_of

COLUMNS = (
    Column("name", gettext_lazy("Name"), "application__person__stroke_key",
           lambda row: row.application.person.name),
    Column("place", gettext_lazy("Place"), ("application__offer", "at"),
           lambda row: row.place, is_number=True, kind="integer"),
    Column("unit", gettext_lazy("Sending unit"), "application__sending_unit__sequence",
           lambda row: str(row.application.sending_unit)),
    Column("post", gettext_lazy("Post applied for"), "application__offer",
           lambda row: str(row.application.offer or "")),
    Column("score", gettext_lazy("Score"), "score", lambda row: row.score, is_number=True,
           kind="number"),
    Column("total", gettext_lazy("Total"), "-total", lambda row: row.total, is_number=True,
           kind="number"),
    Column("outcome", gettext_lazy("Outcome"), "outcome",
           lambda row: outcome_words(row.outcome, row.why)[0]),
    Column("reason", gettext_lazy("Why"), (),
           lambda row: say(unkept(row.reason)) if row.reason else ""),
)  # fmt: skip


@door("round.read")
def selections(request: Any) -> HttpResponse:
    """List the programmes with where their selection stands."""
    rows = open_rows(request, Programme, "round.read").exclude(state__in=("draft", "cancelled"))
    rows = rows.select_related("charter").annotate(applied=Count("applications"))
    columns = (
        Column("name", gettext_lazy("Programme"), "name"),
        Column("state", gettext_lazy("State"), "state"),
        Column("applied", gettext_lazy("Applied"), "applied", is_number=True),
        Column("closes_on", gettext_lazy("Applications close"), "closes_on"),
    )
    context = {"listing": listing(request, rows, columns, default="-closes_on")}
    return render(request, "selection/selections.html", context)


@door("round.read")
def selection(request: Any, programme: int) -> HttpResponse:
    """Show one selection: its stages, what comes next, and the funnel."""
    row = open_row(request, Programme, "round.read", programme)
    rounds = list(row.rounds.all())
    results = results_of(row)
    sees = may(request, "score.read", row)
    coming = next_stage(row, rounds)
    context = {
        "row": row,
        "steps": steps_of(row, rounds, lambda one: reverse("selection:round", args=[one.pk])),
        "now": next((one for one in rounds if one.state == "open"), None),
        "coming": coming is not None and _opens_by_hand(coming),
        "coming_text": _("Open: %(name)s") % {"name": stage_name(coming)} if coming else "",
        "coming_key": coming.key if coming else "",
        "names": stage_names(row),
        "may_open": may(request, "round.open", row),
        "funnel": _funnel_rows(row, funnel(results)),
        "chart": _chart(row, funnel(results)),
        "lost": [say(reason) for reason in lost(results)],
        "sees": sees,
        "states": _states(row),
        **_next_step(request, row, rounds),
    }
    return render(request, "selection/selection.html", context)


def _opens_by_hand(stage: Stage) -> bool:
    return stage.kind not in {"publicity", "committee"}


def _next_step(request: Any, row: Programme, rounds: list[StageRound]) -> dict[str, Any]:
    """Give the decision and notices, and whether this reader may record or post them."""
    decision = row.decisions.first()
    unshown = decision and decision.lines.filter(
        publicity=None, application__state="selected"
    ).exists()
    kinds = {stage.key: stage.kind for stage in rules_of(row).stages}
    ready = [one for one in rounds if kinds.get(one.stage) == "matching"]
    return {
        "decision": decision,
        "notices": row.publicities.all(),
        "may_decide": decision is None and bool(ready) and may(request, "decision.record", row),
        "may_read_decision": decision is not None and may(request, "decision.read", row),
        "may_post": unshown and may(request, "publicity.post", row),
    }


def _states(row: Programme) -> list[tuple[str, int]]:
    counted = row.applications.order_by().values_list("state").annotate(n=Count("pk"))
    return list(counted)


def _funnel_rows(row: Programme, rows: Iterable[Any]) -> list[dict[str, Any]]:
    names = stage_names(row)
    base = f"{reverse('selection:applications')}?programme={row.pk}&stage="
    return [
        {
            "name": names.get(one.stage, one.name), "entered": one.entered, "passed": one.passed,
            "reserve": one.reserve, "href": f"{base}{one.stage}",
            "left": [
                {"name": _(WHY_LABELS[why]), "n": count, "why": why.value}
                for why, count in sorted(one.left.items())
            ],
        }
        for one in rows
    ]  # fmt: skip


def _chart(row: Programme, rows: Any) -> dict[str, Any] | None:
    """Draw how many entered each stage, and who came out at the end."""
    if not rows:
        return None
    names = stage_names(row)
    labels = [names.get(one.stage, one.name) for one in rows] + [_("Passed at last")]
    data = [one.entered for one in rows] + [rows[-1].passed]
    return {
        "kind": "funnel",
        "title": _("How many stood in each stage"),
        "labels": labels,
        "series": [{"name": _("persons"), "data": data}],
    }


@door("round.open", methods=POST)
def round_open(request: Any, programme: int, stage: str) -> HttpResponse:
    """Open the next stage."""
    row = open_row(request, Programme, "round.open", programme)
    made = open_round(row.pk, stage, by=request.user, today=request.today)
    messages.success(request, _("The stage is open."))
    return redirect("selection:round", made.pk)


@door("round.read")
def round_page(request: Any, pk: int) -> HttpResponse:
    """Show one stage: while open how far it is, when closed the lines and who goes on and why."""
    row = _round(request, "round.read", pk)
    sees = may(request, "score.read", row)
    entries = row.entries.select_related(
        "application__person", "application__sending_unit", "application__offer__post__organisation"
    ).defer("application__person__photo", "application__person__resume")  # fmt: skip
    entries = entries.annotate(at=Coalesce("place", 999999))  # who was not ranked comes last
    if sees and wants_export(request):
        return export(request, str(row), entries, COLUMNS, default="place")
    stage = stage_of(row)
    context = {
        "row": row,
        "name": stage_name(stage),
        "stage": stage,
        "sees": sees,
        "listing": listing(request, entries, COLUMNS, default="place") if sees else None,
        "posts": _by_post(row, stage),
        "warnings": [say(unkept(one)) for one in row.result.get("warnings", ())] if sees else (),
        "progress": _progress(row, stage),
        **_round_doors(request, row, stage),
    }
    return render(request, "selection/round.html", context)


def _round(request: Any, act: str, pk: int) -> StageRound:
    rows = open_rows(request, StageRound).select_related("programme__charter", "programme__owner")
    row: StageRound = open_row(request, StageRound, act, pk, rows=rows)
    return row


def _round_doors(request: Any, row: StageRound, stage: Stage) -> dict[str, bool]:
    is_open = row.state == "open"
    by_hand = stage.kind not in {"committee", "publicity", "matching"}
    return {
        "may_score": is_open and stage.kind in ENTERED_BY_HAND and may(request, "score.enter", row),
        "may_review": is_open
        and stage.kind == "review"
        and may(request, "eligibility.review", row),
        "may_close": is_open and by_hand and may(request, "round.close", row),
        "may_decide": stage.kind in {"matching", "committee"}
        and not row.programme.decisions.exists()
        and may(request, "decision.record", row),
        "may_reopen": row.state == "closed"
        and stage.kind not in {"publicity", "notice"}
        and may(request, "round.reopen", row),
    }


def _progress(row: StageRound, stage: Stage) -> dict[str, int]:
    """Count who is in, and how many of them are settled or entered so far."""
    if stage.kind == "registration" and row.state == "open":
        return {"entered": row.programme.applications.count(), "done": 0}
    entries = row.entries.exclude(application__state="withdrawn")
    done = entries.exclude(score=None, is_absent=False, is_passed=None)
    if stage.kind == "review":
        done = entries.filter(application__state__in=("eligible", "ineligible"))
    return {"entered": row.entries.count(), "done": done.count(), "waiting": entries.count()}


def _by_post(row: StageRound, stage: Stage) -> list[dict[str, Any]]:
    """Give, per post, places, line and outcomes: figures only, so that boards may see them."""
    if row.state != "closed":
        return []
    counts = row.entries.order_by().values("application__offer").annotate(
        entered=Count("pk"),
        passed=Count("pk", filter=Q(outcome="passed")),
        reserve=Count("pk", filter=Q(outcome="reserve")),
        out=Count("pk", filter=Q(outcome="out")),
    )  # fmt: skip
    rows = list(counts)
    offers = {one.pk: one for one in row.programme.offers.select_related("post__organisation")}
    apart = len(rows) > 0 and all(one["application__offer"] for one in rows)
    if not apart:
        whole = {key: sum(one[key] for one in rows) for key in COUNTED}
        return [_line(whole, _("All posts together"), sum(_places(offers.values())), stage)]
    return [
        _line(one, str(offers[one["application__offer"]]),
              offers[one["application__offer"]].places, stage)
        for one in rows
    ]  # fmt: skip


COUNTED = ("entered", "passed", "reserve", "out")


def _places(offers: Iterable[Offer]) -> list[int]:
    return [offer.places for offer in offers if offer.is_confirmed]


def _line(counts: dict[str, Any], name: str, places: int, stage: Stage) -> dict[str, Any]:
    line = stage.ratio * places if stage.ratio else None
    return {"name": name, "places": places, "line": line, **{k: counts[k] for k in COUNTED}}


@door("round.close", methods=FORM)
def round_close(request: Any, pk: int) -> HttpResponse:
    """Ask once more, then close the stage."""
    row = _round(request, "round.close", pk)
    stage = stage_of(row)
    progress = _progress(row, stage)


    return save(
        request, forms.Form(request.POST or None),
        lambda _data: close_round(row.pk, by=request.user, today=request.today),
        template="selection/round_close.html",
        context={
            "row": row, "stage": stage, "name": stage_name(stage),
            "facts": _closing_facts(stage, progress),
            "cancel": reverse("selection:round", args=[row.pk]),
        },
        then=reverse("selection:round", args=[row.pk]), done=_("The stage is closed."),
    )  # fmt: skip


def _closing_facts(stage: Stage, progress: dict[str, int]) -> list[tuple[str, Any]]:
    facts: list[tuple[str, Any]] = [(_("Stand in this stage"), progress["entered"])]
    if stage.weight:
        facts.append((_("Weight"), f"{stage.weight}%"))
    if stage.pass_mark is not None:
        facts.append((_("Pass mark"), stage.pass_mark))
    if stage.ratio:
        facts.append((_("Go on per place"), f"{stage.ratio} : 1"))
    return facts


@door("round.reopen", methods=FORM)
def round_reopen(request: Any, pk: int) -> HttpResponse:
    """Open a closed stage again, with the reason."""
    row = _round(request, "round.reopen", pk)
    return save(
        request, ReasonForm(request.POST or None),
        lambda data: reopen_round(
            row.pk, by=request.user, today=request.today, reason=data["reason"]
        ),
        template="selection/form.html",
        context={
            "title": _("Open this stage again"), "subtitle": stage_name(stage_of(row)),
            "submit": _("Open again"), "cancel": reverse("selection:round", args=[row.pk]),
            "note": _("Its outcomes are undone and computed again when it is closed."),
        },
        then=reverse("selection:round", args=[row.pk]), done=_("The stage is open again."),
    )  # fmt: skip


@door("reserve.replace", methods=FORM)
def replace(request: Any, pk: int) -> HttpResponse:
    """Call the reserve for a place that became free."""
    row = open_row(request, Application, "reserve.replace", pk)
    reserve = row.programme.applications.filter(state="reserve").select_related("person")
    after = row.decided.exists()
    form = ReplaceForm(
        request.POST or None, reserve=[(str(one.pk), one.person.name) for one in reserve]
    )
    if not after:
        form.fields.clear()
    return save(
        request, form,
        lambda data: replace_from_reserve(
            row.pk, by=request.user, today=request.today, reason=data.get("reason", ""),
            replacement_id=int(data["replacement"]) if after else None,
        ),
        template="selection/form.html",
        context={
            "title": _("Fill the place of %(name)s") % {"name": row.person.name},
            "subtitle": str(row.programme), "submit": _("Call the reserve"),
            "cancel": reverse("selection:application", args=[row.pk]),
            "note": "" if after else _("The next in reserve moves up."),
        },
        then=reverse("selection:selection", args=[row.programme_id]),
        done=_("The place is filled from the reserve."),
    )  # fmt: skip



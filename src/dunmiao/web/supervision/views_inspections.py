"""督导检查: planned by whom the charter names, drawn so that anybody recomputes it, reported."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dunmiao.stages.charter.models import Programme
from dunmiao.stages.supervision.actions import (
    cancel_inspection,
    choose_checked,
    draw_lots,
    freeze_list,
    plan_inspection,
    report_inspection,
)
from dunmiao.stages.supervision.inspecting import (
    barred,
    may_inspect,
    methods_of,
    programmes_to_check,
    standing_of,
    within,
)
from dunmiao.stages.supervision.models import Inspection
from dunmiao.stages.supervision.whereabouts import away
from dunmiao.web.doors import FORM, POST, door, may, open_row, open_rows
from dunmiao.web.listing import Column, export, listing, wants_export
from dunmiao.web.refusing import save
from dunmiao.web.supervision.filters import narrowed_persons
from dunmiao.web.supervision.forms import local
from dunmiao.web.supervision.forms_checks import CancelForm, DrawForm, PlanForm, ReportForm
from dunmiao.web.supervision.trying import tried
from dunmiao.web.templatetags.dunmiao import state_label

COLUMNS = (
    Column("title", gettext_lazy("What is looked at"), "title", lambda row: row.title),
    Column("programme", gettext_lazy("Programme"), "programme__name",
           lambda row: row.programme.name),
    Column("unit", gettext_lazy("Carried out by"), "unit__sequence", lambda row: str(row.unit)),
    Column("first", gettext_lazy("Days of the visits"), "first_on", lambda row: row.first_on,
           kind="date"),
    Column("state", gettext_lazy("State"), "state",
           lambda row: str(state_label(row.state, "inspection"))),
)
STEPS = {
    True: (("committed", gettext_lazy("Seed committed to")),
           ("frozen", gettext_lazy("List frozen")),
           ("drawn", gettext_lazy("Drawn, visits")), ("reported", gettext_lazy("Reported"))),
    False: (("planned", gettext_lazy("Planned")), ("drawn", gettext_lazy("Chosen, visits")),
            ("reported", gettext_lazy("Reported"))),
}


@door("inspection.read")
def inspections(request: Any) -> HttpResponse:
    """List the inspections in sight, and what each waits for."""
    rows = open_rows(request, Inspection).select_related("programme", "unit")
    if wants_export(request):
        return export(request, _("Checks and findings"), rows, COLUMNS, default="-first")
    context = {"listing": listing(request, rows, COLUMNS, default="-first"),
               "may_plan": programmes_to_check(request.user, request.today).exists()}
    return render(request, "supervision/inspections.html", context)


@door("inspection.plan")
def inspection_programmes(request: Any) -> HttpResponse:
    """Choose the programme of a new inspection; one alone is gone to at once."""
    rows = programmes_to_check(request.user, request.today).select_related("owner", "charter")
    found = [row for row in rows if standing_of(request.user, row, request.today)]
    if len(found) == 1:
        return redirect("supervision:inspection_plan", pk=found[0].pk)
    return render(request, "supervision/inspection_programmes.html", {"rows": found})


@door("inspection.plan", methods=FORM)
def inspection_plan(request: Any, pk: int) -> HttpResponse:
    """Plan one; a random one commits to its seed as soon as it is planned."""
    programme, party, unit = _standing(request, pk)
    form = PlanForm(
        request.POST or None, methods=methods_of(programme, request.today),
        people=may_inspect(programme, party, unit, request.today),
    )
    return save(
        request, form,
        lambda data: plan_inspection(pk, by=request.user, today=request.today, **data),
        template="supervision/check_form.html", then=_page_of,
        context={"title": _("Plan an inspection"), "subtitle": programme.name,
                 "submit": _("Plan it"), "back": reverse("supervision:inspections"),
                 "others": _others(request, programme)},
        done=_("Planned."),
    )


def _standing(request: Any, pk: int) -> tuple[Programme, str, Any]:
    programmes = programmes_to_check(request.user, request.today)
    programme = programmes.select_related("owner", "charter").filter(pk=pk).first()
    if programme is None:
        raise Http404
    standing = standing_of(request.user, programme, request.today)
    if standing is None:
        raise PermissionDenied
    return programme, *standing


def _others(request: Any, programme: Programme, but: int = 0) -> list[Inspection]:
    """Give the inspections still to come, so that they are combined to spare the base (001b-39)."""
    rows = open_rows(request, Inspection).filter(programme=programme, last_on__gte=request.today)
    open_states = ("planned", "committed", "frozen", "drawn")
    return list(rows.filter(state__in=open_states).exclude(pk=but)[:5])


def _page_of(row: Inspection) -> str:
    return reverse("supervision:inspection", args=[row.pk])


@door("inspection.read")
def inspection(request: Any, pk: int) -> HttpResponse:
    """Show one inspection with its next step."""
    rows = open_rows(request, Inspection).select_related("programme__charter", "unit", "by")
    return _show(request, open_row(request, Inspection, "inspection.read", pk, rows=rows))


def _show(request: Any, row: Inspection, *, status: int = 200, **more: Any) -> HttpResponse:
    acts = may(request, "inspection.plan", row)
    context = {
        "inspection": row, "method": _method(row, request.today), "steps": _steps(row),
        "visits": _visits(request, row), "others": _others(request, row.programme, row.pk),
        "inspectors": row.inspectors.all(),
        "is_inspector": row.inspectors.filter(pk=request.user.pk).exists(),
        "findings": row.findings.select_related("unit"),
        "may_act": acts, "may_find": may(request, "finding.write", row),
        "draw_form": DrawForm(), "candidates": within(row).count() if acts else 0,
        "is_too_early": bool(row.beacon_on and row.beacon_on > request.today),
    }
    return render(request, "supervision/inspection.html", {**context, **more}, status=status)


def _method(row: Inspection, today: Any) -> str:
    names = {item.key: local(item) for item in methods_of(row.programme, today)}
    return names.get(row.method, row.method)


def _steps(row: Inspection) -> list[dict[str, Any]]:
    table = STEPS[row.is_random]
    keys = [key for key, _name in table]
    here = keys.index(row.state) if row.state in keys else -1
    return [
        {"name": name, "state": _step_state(row, here, place)}
        for place, (_key, name) in enumerate(table)
    ]


def _step_state(row: Inspection, here: int, place: int) -> str:
    if row.state == "cancelled":
        return "stopped"
    done = place < here or row.state == "reported"
    return "done" if done else "now" if place == here else "next"


def _visits(request: Any, row: Inspection) -> list[dict[str, Any]]:
    """Give whom the inspection goes to, and who of them is away with leave in these days."""
    rows = list(row.checks.filter(is_drawn=True).select_related(
        "placement__person", "placement__receiving_unit", "placement__sending_unit", "by"
    ))
    gone = away([one.placement_id for one in rows], row.first_on, row.last_on)
    return [{"check": one, "away": gone.get(one.placement_id)} for one in rows]


@door("inspection.choose", methods=FORM)
def inspection_choose(request: Any, pk: int) -> HttpResponse:
    """Choose whom a planned visit goes to."""
    row = open_row(request, Inspection, "inspection.choose", pk)
    people = within(row).exclude(person__in=barred(row)).exclude(checks__inspection=row)
    text = request.GET.get("q", "")
    found = narrowed_persons(people, text).select_related(
        "person", "sending_unit", "receiving_unit"
    )[:50]
    context: dict[str, Any] = {"inspection": row, "rows": found, "q": text}
    status = 200
    if request.method == "POST":
        status, context["fault"] = _chosen(request, pk)
        if not status:
            return redirect("supervision:inspection", pk=pk)
    return render(request, "supervision/inspection_choose.html", context, status=status)


def _chosen(request: Any, pk: int) -> tuple[int, str]:
    from dunmiao.stages.common.refusal import Refusal

    picked = [text for text in request.POST.getlist("placements") if text.isdecimal()]
    try:
        ids = tuple(int(text) for text in picked[:200])
        choose_checked(pk, ids, by=request.user, today=request.today)
    except Refusal as refusal:
        return 409, str(refusal)
    return 0, ""


@door("inspection.freeze", methods=POST)
def inspection_freeze(request: Any, pk: int) -> HttpResponse:
    """Freeze the list that is drawn from."""
    open_row(request, Inspection, "inspection.freeze", pk)
    freeze_list(pk, by=request.user, today=request.today)
    return redirect("supervision:inspection", pk=pk)


@door("inspection.draw", methods=POST)
def inspection_draw(request: Any, pk: int) -> HttpResponse:
    """Draw."""
    row = open_row(request, Inspection, "inspection.draw", pk)
    form = DrawForm(request.POST)
    if not row.beacon_name:
        form.fields["beacon"].required = False
    status = tried(form, lambda data: draw_lots(pk, by=request.user, today=request.today, **data))
    if status:
        return _show(request, row, status=status, draw_form=form)
    return redirect("supervision:inspection", pk=pk)


def _ending(request: Any, pk: int, act: str, form: Any, do: Any, **words: Any) -> HttpResponse:
    row = open_row(request, Inspection, act, pk)
    return save(
        request, form,
        lambda data: do(pk, by=request.user, today=request.today, **data),
        template="supervision/check_form.html", then=_page_of(row),
        context={"subtitle": row.title, "back": _page_of(row), **words},
    )


@door("inspection.report", methods=FORM)
def inspection_report(request: Any, pk: int) -> HttpResponse:
    """Close it with what was found."""
    return _ending(
        request, pk, "inspection.report", ReportForm(request.POST or None), report_inspection,
        title=_("Report what was found"), submit=_("Report"),
        note=_("From then on everybody on the list can recompute the draw."),
    )


@door("inspection.cancel", methods=FORM)
def inspection_cancel(request: Any, pk: int) -> HttpResponse:
    """Call it off; a draw stays on the list of draws."""
    return _ending(
        request, pk, "inspection.cancel", CancelForm(request.POST or None), cancel_inspection,
        title=_("Call the inspection off"), submit=_("Call it off"),
        note=_("A draw that is called off stays on the list of draws for all to see."),
    )

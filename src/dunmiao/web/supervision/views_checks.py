"""What an inspection records: visits and findings; and the proof that a draw was fair."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dunmiao.engine import draw as lots
from dunmiao.stages.placement.models import Placement
from dunmiao.stages.supervision.actions import (
    answer_finding,
    close_finding,
    write_check,
    write_finding,
)
from dunmiao.stages.supervision.inspecting import code_of, published, units_of
from dunmiao.stages.supervision.models import Check, Finding, Inspection
from dunmiao.stages.supervision.whereabouts import away
from dunmiao.web.doors import FORM, POST, door, may, open_row, open_rows
from dunmiao.web.listing import Column, export, listing, wants_export
from dunmiao.web.refusing import save
from dunmiao.web.supervision.forms_checks import (
    CheckForm,
    FindingAnswerForm,
    FindingCloseForm,
    FindingForm,
)
from dunmiao.web.supervision.trying import tried
from dunmiao.web.templatetags.dunmiao import state_label


@door("check.write", methods=FORM)
def check_write(request: Any, pk: int) -> HttpResponse:
    """Record a visit; who is away with leave is shown before."""
    mine = open_rows(request, Check, "check.write").filter(
        inspection__in=open_rows(request, Inspection, "inspection.plan"), is_drawn=True
    ).select_related("inspection", "placement__person", "placement__receiving_unit")
    row = open_row(request, Check, "check.write", pk, rows=mine)
    inspection, who = row.inspection, row.placement
    back = reverse("supervision:inspection", args=[inspection.pk])
    return save(
        request, CheckForm(request.POST or None, initial={"on": request.today}),
        lambda data: write_check(pk, by=request.user, today=request.today, **data),
        template="supervision/check_form.html", then=back,
        context={
            "title": str(who.person), "subtitle": f"{inspection.title} · {who.receiving_unit}",
            "submit": _("Record the visit"), "back": back,
            "away": away([who.pk], inspection.first_on, inspection.last_on).get(who.pk),
            "note": _("A matter at a moment: no place, no photo. Whoever is not there is heard "
                      "before anything is concluded."),
        },
        done=_("Recorded."),
    )


# ------------------------------------------------------------------------------------- findings

FINDINGS = (
    Column("text", gettext_lazy("Matter found"), (), lambda row: row.text),
    Column("unit", gettext_lazy("Responsible unit"), "unit__sequence", lambda row: str(row.unit)),
    Column("due", gettext_lazy("Mend by"), "due_on", lambda row: row.due_on, kind="date"),
    Column("state", gettext_lazy("State"), "state",
           lambda row: str(state_label(row.state, "finding"))),
)


@door("finding.read")
def findings(request: Any) -> HttpResponse:
    """List the findings in sight, those due first."""
    rows = open_rows(request, Finding).select_related("unit", "inspection")
    if request.GET.get("open") == "1":
        rows = rows.exclude(state="closed")
    if wants_export(request):
        return export(request, _("Findings of inspections"), rows, FINDINGS, default="due")
    return render(request, "supervision/findings.html",
                  {"listing": listing(request, rows, FINDINGS, default="due")})


@door("finding.write", methods=FORM)
def finding_write(request: Any, pk: int) -> HttpResponse:
    """Write a finding down."""
    row = open_row(request, Inspection, "finding.write", pk)
    back = reverse("supervision:inspection", args=[pk])
    return save(
        request, FindingForm(request.POST or None, units=units_of(row)),
        lambda data: write_finding(
            pk, int(data.pop("unit")), by=request.user, today=request.today, **data
        ),
        template="supervision/check_form.html", then=back,
        context={"title": _("Write a finding down"), "subtitle": row.title, "back": back,
                 "submit": _("Save")},
        done=_("The unit sees it among its things to do."),
    )


@door("finding.read")
def finding(request: Any, pk: int) -> HttpResponse:
    """Show one finding, with what the reader may do about it."""
    return _finding(request, open_row(request, Finding, "finding.read", pk))


def _finding(request: Any, row: Finding, *, status: int = 200, **more: Any) -> HttpResponse:
    context = {
        "finding": row, "is_late": row.state == "open" and row.due_on < request.today,
        "may_answer": row.state == "open" and may(request, "finding.answer", row),
        "may_close": row.state == "answered" and may(request, "finding.close", row),
        "sees_inspection": may(request, "inspection.read", row.inspection),
        "answer_form": FindingAnswerForm(), "close_form": FindingCloseForm(),
    }
    return render(request, "supervision/finding.html", {**context, **more}, status=status)


@door("finding.answer", methods=POST)
def finding_answer(request: Any, pk: int) -> HttpResponse:
    """The unit says what it did."""
    row = open_row(request, Finding, "finding.answer", pk)
    form = FindingAnswerForm(request.POST)
    status = tried(
        form, lambda data: answer_finding(pk, by=request.user, today=request.today, **data)
    )
    if status:
        return _finding(request, row, status=status, answer_form=form)
    return redirect("supervision:finding", pk=pk)


@door("finding.close", methods=POST)
def finding_close(request: Any, pk: int) -> HttpResponse:
    """Close it, or send it back."""
    row = open_row(request, Finding, "finding.close", pk)
    form = FindingCloseForm(request.POST)
    status = tried(
        form, lambda data: close_finding(pk, by=request.user, today=request.today, **data)
    )
    if status:
        return _finding(request, row, status=status, close_form=form)
    return redirect("supervision:finding", pk=pk)


# ---------------------------------------------------------------------------- the proof of a draw

DRAWS = (
    Column("title", gettext_lazy("What is looked at"), "title", lambda row: row.title),
    Column("committed", gettext_lazy("Committed to on"), "planned_on",
           lambda row: row.planned_on, kind="date"),
    Column("state", gettext_lazy("State"), "state",
           lambda row: str(state_label(row.state, "inspection"))),
    Column("commitment", gettext_lazy("SHA-256 of the seed"), (), lambda row: row.commitment),
)


RECIPE = (
    "printf %s SEED | sha256sum",
    "sha256sum draw.txt",
    "printf %s 'VALUE|CODE' | openssl dgst -sha256 -hmac SEED",
)


@door("draw.read")
def draws(request: Any) -> HttpResponse:
    """List every draw of the reader's programmes, those called off among them."""
    rows = published(open_rows(request, Placement, "draw.read"))
    if wants_export(request):
        return export(request, _("Draws"), rows, DRAWS, default="-committed")
    return render(request, "supervision/draws.html",
                  {"listing": listing(request, rows, DRAWS, default="-committed")})


def _draw(request: Any, pk: int) -> Inspection:
    mine = open_rows(request, Placement, "draw.read")
    row = published(mine).filter(pk=pk).first()
    if row is None:
        raise Http404
    return row


@door("draw.read")
def draw(request: Any, pk: int) -> HttpResponse:
    """Show what was published of a draw, when, and recompute it before the reader's eyes."""
    row = _draw(request, pk)
    codes = list(row.checks.values_list("code", flat=True)) if row.digest else []
    own = open_rows(request, Placement, "draw.read").filter(
        person__user=request.user, programme=row.programme_id
    )
    context = {
        "row": row, "recipe": RECIPE, "listed": len(codes), "own": [code_of(one) for one in own],
        "proof": _proof(row, codes) if row.revealed and row.drawn_at else None,
    }
    return render(request, "supervision/draw.html", context)


def _proof(row: Inspection, codes: list[str]) -> dict[str, Any]:
    drawn = lots.draw(row.revealed, codes, row.size or 1, row.beacon)
    kept = set(row.checks.filter(is_drawn=True).values_list("code", flat=True))
    return {
        "drawn": [(code, lots.lot(row.revealed, code, row.beacon)) for code in drawn],
        "is_seed": lots.commitment(row.revealed) == row.commitment,
        "is_list": lots.digest(codes) == row.digest,
        "is_same": set(drawn) == kept,
    }


@door("draw.read")
def draw_list(request: Any, pk: int) -> HttpResponse:
    """Give the frozen list as the very bytes whose digest was published."""
    row = _draw(request, pk)
    if not row.digest:
        raise Http404
    text = lots.listing(row.checks.values_list("code", flat=True))
    return HttpResponse(
        text, content_type="text/plain; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="draw-{row.pk}.txt"'},
    )

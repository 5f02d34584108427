"""Pages of entering scores: fifty a page by hand, or a sheet that is read before it is taken."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.core import signing
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from dunmiao.files.intake import Upload
from dunmiao.files.limits import FileRefused
from dunmiao.stages.common.moves import say
from dunmiao.stages.common.refusal import Refusal
from dunmiao.stages.selection.models import StageEntry, StageRound
from dunmiao.stages.selection.results import stage_of
from dunmiao.stages.selection.score_sheets import ScoreSheet, read_score_sheet
from dunmiao.stages.selection.scores import enter_scores
from dunmiao.web.doors import FORM, door, open_row, open_rows
from dunmiao.web.selection.forms_rounds import SheetForm
from dunmiao.web.selection.words import stage_name

PAGE = 50
VERDICTS = {"yes": True, "no": False, "": None}
SALT = "selection.scores"
SHOWN = 200


def _round(request: Any, pk: int) -> StageRound:
    rows = open_rows(request, StageRound).select_related("programme__charter", "programme__owner")
    row: StageRound = open_row(request, StageRound, "score.enter", pk, rows=rows)
    return row


@door("score.enter", methods=FORM)
def scores(request: Any, pk: int) -> HttpResponse:
    """Enter scores by hand, fifty persons a page, by application number."""
    row = _round(request, pk)
    stage = stage_of(row)
    page = _page(request, row)
    entries = list(page.object_list)
    refusal, status = "", 200
    if request.method == "POST":
        marks = {one.application_id: _mark(request.POST, one, stage.kind) for one in entries}
        try:
            changed = enter_scores(row.pk, marks, by=request.user, today=request.today)
        except Refusal as refused:
            refusal, status = str(refused), 409
        else:
            messages.success(request, _("%(n)d entries are kept.") % {"n": changed})
            after = page.next_page_number() if page.has_next() else page.number
            return redirect(f"{reverse('selection:scores', args=[row.pk])}?page={after}")
    context = {
        "row": row,
        "name": stage_name(stage),
        "stage": stage,
        "page": page,
        "lines": [_line(request, one) for one in entries],
        "refusal": refusal,
        "is_inspection": stage.kind == "inspection",
        "wants_score": stage.kind != "inspection" or stage.weight > 0,
    }
    return render(request, "selection/scores.html", context, status=status)


def _page(request: Any, row: StageRound) -> Any:
    entries = row.entries.exclude(application__state="withdrawn").select_related(
        "application__person", "application__sending_unit", "application__offer__post__organisation"
    )
    entries = entries.defer("application__person__photo", "application__person__resume")
    entries = entries.order_by("application__number", "pk")
    return Paginator(entries, PAGE).get_page(request.GET.get("page"))


def _mark(posted: Mapping[str, str], entry: StageEntry, kind: str) -> dict[str, Any]:
    pk = entry.application_id
    mark: dict[str, Any] = {"is_absent": f"absent_{pk}" in posted}
    if f"score_{pk}" in posted:
        mark["score"] = posted[f"score_{pk}"]
    if kind == "inspection":
        mark["is_passed"] = VERDICTS.get(posted.get(f"verdict_{pk}", ""))
        mark["note"] = posted.get(f"note_{pk}", "")
    return mark


def _line(request: Any, entry: StageEntry) -> dict[str, Any]:
    """Give what stands in the fields: what was typed, else what is kept."""
    pk = entry.application_id
    if request.method == "POST":
        return {
            "entry": entry,
            "score": request.POST.get(f"score_{pk}", ""),
            "is_absent": f"absent_{pk}" in request.POST,
            "verdict": request.POST.get(f"verdict_{pk}", ""),
            "note": request.POST.get(f"note_{pk}", ""),
        }
    verdict = {True: "yes", False: "no", None: ""}[entry.is_passed]
    score = "" if entry.score is None else str(entry.score)
    return {
        "entry": entry, "score": score, "is_absent": entry.is_absent, "verdict": verdict,
        "note": entry.note,
    }  # fmt: skip


@door("score.enter", methods=FORM)
def score_sheet(request: Any, pk: int) -> HttpResponse:
    """Read a score sheet first and show what it says; take it in when it is confirmed."""
    row = _round(request, pk)
    if "marks" in request.POST:
        return _take(request, row)
    form = SheetForm(request.POST or None, request.FILES or None)
    context: dict[str, Any] = {"row": row, "name": stage_name(stage_of(row)), "form": form}
    if request.method != "POST":
        return render(request, "selection/score_sheet.html", context)
    if not form.is_valid():
        return render(request, "selection/score_sheet.html", context, status=422)
    upload = form.cleaned_data["file"]
    try:
        sheet = read_score_sheet(row, Upload(upload.name, upload.read()), request.today)
    except FileRefused as refused:
        form.add_error("file", say(refused.reason))
        return render(request, "selection/score_sheet.html", context, status=409)
    return render(request, "selection/score_sheet.html", {**context, **_read(row, sheet)})


def _read(row: StageRound, sheet: ScoreSheet) -> dict[str, Any]:
    marks = {
        pk: {**mark, "score": None if mark["score"] is None else str(mark["score"])}
        for pk, mark in sheet.marks.items()
    }
    return {
        "sheet": sheet,
        "errors": _problems(sheet.errors),
        "warnings": _problems(sheet.warnings),
        "marks": signing.dumps({"round": row.pk, "marks": marks}, salt=SALT, compress=True),
    }


def _problems(problems: list[Any]) -> list[dict[str, Any]]:
    return [
        {"row": one.row or "", "column": one.column, "name": one.name, "text": say(one.reason)}
        for one in problems[:SHOWN]
    ]


def _take(request: Any, row: StageRound) -> HttpResponse:
    """Enter what was read, as the page carried it, signed."""
    try:
        kept = signing.loads(request.POST["marks"], salt=SALT, max_age=3600)
    except signing.BadSignature:
        raise Refusal(_("The sheet was read too long ago; send it again.")) from None
    if kept["round"] != row.pk:
        raise Refusal(_("This sheet was read for another stage."))
    marks = {int(pk): _plain(mark) for pk, mark in kept["marks"].items()}
    changed = enter_scores(row.pk, marks, by=request.user, today=request.today)
    messages.success(request, _("%(n)d entries are kept.") % {"n": changed})
    return redirect("selection:round", row.pk)


def _plain(mark: dict[str, Any]) -> dict[str, Any]:
    score = mark["score"]
    return {**mark, "score": None if score is None else Decimal(score)}

"""What another version would change for the placements that run, and moving them to it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dunmiao.engine.changes import Change
from dunmiao.stages.charter.models import CharterVersion, Programme
from dunmiao.stages.common.refusal import Refusal
from dunmiao.stages.placement.models import Placement
from dunmiao.stages.placement.versions import MOVABLE, Effect, effect_of, move_to_version
from dunmiao.web.charter.reading import name_of, word
from dunmiao.web.doors import FORM, door, may, open_row, open_rows
from dunmiao.web.listing import XLSX, Column, file_response, listing, wants_export
from dunmiao.web.refusing import Words

COLUMNS = (
    Column("person", gettext_lazy("Person"), "person__stroke_key", lambda row: str(row.person)),
    Column("receiving", gettext_lazy("Receiving unit"), "receiving_unit__sequence",
           lambda row: str(row.receiving_unit)),
    Column("appears", gettext_lazy("Appear"), is_number=True),
    Column("vanishes", gettext_lazy("Vanish"), is_number=True),
    Column("moves", gettext_lazy("Another day"), is_number=True),
    Column("passes", gettext_lazy("Another owner"), is_number=True),
    Column("move", gettext_lazy("Details")),
)  # fmt: skip
KINDS = {
    "appears": gettext_lazy("appears"), "vanishes": gettext_lazy("vanishes"),
    "moves": gettext_lazy("another day"), "passes": gettext_lazy("another owner"),
}  # fmt: skip
TONES = {"appears": "active", "vanishes": "quiet", "moves": "waiting", "passes": "bad"}


class MoveForm(forms.Form):
    """Why placements move to another version."""

    reason = Words(label=gettext_lazy("Reason"), max_length=300)
    is_sure = forms.BooleanField(label=gettext_lazy("I have looked at what changes."))


@door("charter.draft", methods=FORM)
def effect(request: Any, pk: int) -> HttpResponse:
    """Show which duties appear, vanish or move under another version; move placements to it."""
    is_moving = request.method == "POST"
    code = "placement.move_charter" if is_moving else "programme.edit"
    programme = open_row(request, Programme, code, pk)
    versions = list(
        open_rows(request, CharterVersion).filter(key=programme.charter.key).defer("text")
    )
    version = _asked(request, programme, versions)
    rows = open_rows(request, Placement).filter(programme=programme, state__in=MOVABLE)
    rows = rows.exclude(charter=version).select_related("person", "receiving_unit")
    found = effect_of(rows, version, request.today) if version else Effect({})
    if wants_export(request):
        return _export(rows, found, str(programme))
    form = MoveForm(request.POST or None)
    status = 200
    if is_moving and version:
        status = _move(request, form, programme, version)
        if status == 302:
            return redirect(f"{request.path}?version={version.pk}")
    shown = listing(request, rows, COLUMNS)
    for row in shown.rows:
        kinds = [one.kind for one in found.by_placement.get(row.pk, ())]
        row.counted = [kinds.count(kind) for kind in KINDS]
    return render(request, "charter/effect.html", {
        "row": programme, "version": version, "versions": versions, "listing": shown,
        "effect": found, "counts": found.counts(), "rows": [_told(one) for one in found.rows()],
        "picked": _picked(request, rows, found), "form": form,
        "may_move": may(request, "placement.move_charter", programme),
        "crumbs": [(_("Programmes"), reverse("charter:programmes")),
                   (str(programme), reverse("charter:programme", args=[pk])),
                   (_("What would change"), "")],
    }, status=status)  # fmt: skip


def _asked(
    request: Any, programme: Programme, versions: list[CharterVersion]
) -> CharterVersion | None:
    """Give the version the address names, else the newest other one of the same charter."""
    asked = request.GET.get("version", "")
    others = [one for one in versions if one.pk != programme.charter_id]
    return next((one for one in versions if str(one.pk) == asked), next(iter(others), None))


def _move(request: Any, form: MoveForm, programme: Programme, version: CharterVersion) -> int:
    if not form.is_valid():
        return 422
    picked = request.GET.get("placement", "")
    is_one = request.POST.get("who") == "one" and picked.isdecimal()
    try:
        number = move_to_version(
            programme.pk, version.pk, by=request.user, today=request.today,
            reason=form.cleaned_data["reason"],
            placement_ids=[int(picked)] if is_one else None,
        )  # fmt: skip
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        return 409
    messages.success(
        request, _("%(n)d placements follow %(version)s now.") % {"n": number, "version": version}
    )
    return 302


def _told(row: Any) -> dict[str, Any]:
    return {**_line(row.example), "placements": row.placements, "times": row.times}


def _line(change: Change) -> dict[str, Any]:
    before, after = change.before, change.after
    return {
        "kind": KINDS[change.kind], "tone": TONES[change.kind], "name": name_of(change.duty),
        "clause": change.duty.clause,
        "owner": word(before.owed_by) if before else "",
        "owner_after": word(after.owed_by) if after else "",
        "from": before.due_on if before else None, "to": after.due_on if after else None,
    }  # fmt: skip


def _picked(request: Any, rows: Any, found: Effect) -> dict[str, Any] | None:
    """Give the single placement the address names, with each of its changes."""
    asked = request.GET.get("placement", "")
    row = rows.filter(pk=asked).first() if asked.isdecimal() else None
    if row is None:
        return None
    return {"row": row, "lines": [_line(one) for one in found.by_placement.get(row.pk, ())]}


def _export(rows: Any, found: Effect, name: str) -> HttpResponse:
    from dunmiao.files.papers import sheets

    labels = {
        "person": _("Person"), "unit": _("Receiving unit"), "kind": _("What changes"),
        "name": _("Duty"), "owner": _("Owed by"), "owner_after": _("Owed by, after"),
        "from": _("Day before"), "to": _("Day after"), "clause": _("Clause"),
    }  # fmt: skip
    listed = [
        {"person": str(row.person), "unit": str(row.receiving_unit), **_line(one),
         "kind": str(_line(one)["kind"])}
        for row in rows for one in found.by_placement.get(row.pk, ())
    ]  # fmt: skip
    sheet = {
        "name": _("Changes")[:31], "title": name,
        "columns": [
            {"key": key, "label": label, "kind": "date" if key in ("from", "to") else "text"}
            for key, label in labels.items()
        ],
        "rows": [{key: line[key] for key in labels} for line in listed[:20000]],
    }  # fmt: skip
    return file_response(sheets.workbook([sheet]), f"{name}.xlsx", XLSX)

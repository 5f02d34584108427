"""The audit trail: who did what and when. What personnel fields became is not shown here."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dunmiao.stages.common.models import AuditEntry
from dunmiao.stages.organisations.reading import entries_for
from dunmiao.stages.organisations.roles import acts
from dunmiao.web.act_words import words_of
from dunmiao.web.doors import door
from dunmiao.web.listing import Column, export, listing, wants_export
from dunmiao.web.trail_words import field_words, object_choices, object_words

# Objects that hold nothing about persons: their names and changes may be read here.
OPEN = {
    "organisations.organisation", "organisations.grant", "organisations.delegation",
    "common.holiday", "charter.charterversion", "accounts.user",
}


def _object(entry: AuditEntry) -> str:
    name = f" {entry.object_name}" if entry.object_type in OPEN else ""
    return f"{object_words(_kind(entry))} {entry.object_id}{name}"


def _kind(entry: AuditEntry) -> str:
    return entry.object_type.partition(".")[2]


def _changes(entry: AuditEntry) -> list[str]:
    named = [(field_words(_kind(entry), key), value) for key, value in entry.changes.items()]
    if entry.object_type not in OPEN:
        return sorted(name for name, _value in named)
    return [f"{name}: {_said(value)}" for name, value in sorted(named, key=lambda pair: pair[0])]


def _said(value: Any) -> str:
    if isinstance(value, list) and len(value) == 2:
        return f"{value[0]} → {value[1]}"
    return "、".join(map(str, value)) if isinstance(value, list) else str(value)


COLUMNS = (
    Column("at", gettext_lazy("When"), "at", lambda row: row.at, kind="datetime"),
    Column("act", gettext_lazy("Act"), "act", lambda row: words_of(row.act)),
    Column("actor", gettext_lazy("Done by"), "actor__name", lambda row: str(row.actor or "")),
    Column("behalf", gettext_lazy("On behalf of"), "on_behalf_of__name",
           lambda row: str(row.on_behalf_of or "")),
    Column("object", gettext_lazy("Object"), ("object_type", "object_id"), _object),
    Column("changes", gettext_lazy("Fields changed"), (), lambda row: "；".join(_changes(row))),
)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _filtered(request: Any) -> Any:
    rows = entries_for(request.user, request.today).select_related("actor", "on_behalf_of")
    asked = {key: value.strip() for key, value in request.GET.items()}
    if asked.get("act"):
        rows = rows.filter(act=asked["act"])
    if asked.get("actor"):
        rows = rows.filter(actor__name__contains=asked["actor"])
    if asked.get("object"):
        rows = rows.filter(object_type__endswith=f".{asked['object']}")
    if asked.get("number"):
        rows = rows.filter(object_id=asked["number"])
    for name, lookup in (("from", "at__date__gte"), ("to", "at__date__lte")):
        day = _day(asked.get(name, ""))
        rows = rows.filter(**{lookup: day}) if day else rows
    return rows


@door("audit.read")
def entries(request: Any) -> HttpResponse:
    """List acts, newest first, by act, actor, object and day."""
    rows = _filtered(request)
    if wants_export(request):
        return export(request, _("Audit trail"), rows, COLUMNS, default="-at")
    shown = listing(request, rows, COLUMNS, default="-at")
    for row in shown.rows:
        row.words, row.object_words, row.fields = words_of(row.act), _object(row), _changes(row)
    return render(request, "audit/entries.html", {
        "listing": shown, "acts": sorted((words_of(code), code) for code in acts()),
        "objects": object_choices(),
    })

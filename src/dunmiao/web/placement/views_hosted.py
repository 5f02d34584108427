"""The people a unit has with it today, as its own roster and duty tables need them (000-34)."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dunmiao.stages.placement.models import Placement
from dunmiao.stages.placement.rosters import post_of
from dunmiao.web.doors import door, open_rows
from dunmiao.web.listing import Column, export, listing, wants_export

COLUMNS = (
    Column("name", gettext_lazy("Name"), "person__stroke_key", lambda row: row.person.name),
    Column("receiving", gettext_lazy("Receiving unit"), "receiving_unit__sequence",
           lambda row: str(row.receiving_unit)),
    Column("post", gettext_lazy("Post"), (), post_of),
    Column("division", gettext_lazy("Division of work"), (), lambda row: row.division_of_work),
    Column("division_on", gettext_lazy("Divided on"), "division_on",
           lambda row: row.division_on, kind="date"),
    Column("sending", gettext_lazy("Sending unit"), "sending_unit__sequence",
           lambda row: str(row.sending_unit)),
    Column("ends_on", gettext_lazy("Held to"), "ends_on", lambda row: row.ends_on, kind="date"),
)  # fmt: skip


@door("placement.divide")
def hosted(request: Any) -> HttpResponse:
    """List who is at post in the reader's unit, with the division of work; exported as a roster."""
    rows = open_rows(request, Placement, "placement.divide").filter(state="arrived")
    rows = rows.select_related("person", "sending_unit", "receiving_unit").defer(
        "person__photo", "person__resume"
    ).prefetch_related("holdings__post")  # fmt: skip
    if wants_export(request):
        return export(request, _("Our people on placement"), rows, COLUMNS, default="receiving")
    shown = listing(request, rows, COLUMNS, default="receiving")
    for row in shown.rows:
        row.post_title = post_of(row)
    return render(request, "placement/hosted.html", {"listing": shown})

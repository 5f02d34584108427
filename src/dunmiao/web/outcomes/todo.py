"""What follows the term asks of the department: decide, carry out, file."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db.models import F
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dunmiao.stages.organisations.reach import may_any
from dunmiao.stages.outcomes.models import Disposition
from dunmiao.stages.placement.models import Placement
from dunmiao.web.doors import open_rows
from dunmiao.web.home.todo import COUNTS, TODO, Count, TodoItem
from dunmiao.web.outcomes.register import kind_of

SHOWN = 20
STEPS: tuple[tuple[str, str, str | Promise, str | Promise], ...] = (
    (
        "proposed",
        "disposition.decide",
        gettext_lazy("Record the decision on what follows"),
        gettext_lazy("Write down the decision"),
    ),
    (
        "decided",
        "disposition.carry_out",
        gettext_lazy("Carry out what was decided"),
        gettext_lazy("Carry out"),
    ),
)


def _dispositions(request: Any) -> list[TodoItem]:
    items = []
    for state, act, words, button in STEPS:
        if not may_any(request.user, act, request.today):
            continue
        rows = (
            open_rows(request, Disposition, act)
            .filter(state=state)
            .select_related("placement__person", "placement__charter", "placement__receiving_unit")
        )
        if state == "decided":  # all but an extension waits for the last day
            soon = request.today + timedelta(days=1)
            rows = rows.exclude(
                until_on=None, placement__state="arrived", placement__ends_on__gte=soon
            )
        items += [_item(row, words, button) for row in rows.order_by("placement__ends_on")[:SHOWN]]
    return items


def _item(row: Disposition, words: Any, button: Any) -> TodoItem:
    return TodoItem(
        title=words,
        detail=f"{row.placement.person} · {kind_of(row)}",
        url=reverse("outcomes:disposition", args=[row.pk]),
        due_on=row.placement.ends_on,
        tone="waiting",
        action=button,
    )


def _dossiers(request: Any) -> list[TodoItem]:
    """Give the terms that are over, settled, and not yet filed."""
    if not may_any(request.user, "dossier.file", request.today):
        return []
    rows = open_rows(request, Placement, "dossier.file").filter(
        state__in=("ended", "recalled"), filings=None, dispositions__state="carried_out"
    )
    rows = rows.annotate(last=Coalesce(F("ended_on"), F("ends_on"))).order_by("last")
    return [
        TodoItem(
            title=_("File the dossier"),
            detail=str(row.person),
            tone="waiting",
            action=_("File it"),
            url=reverse("outcomes:dossier", args=[row.pk]),
        )
        for row in rows.select_related("person")[:SHOWN]
    ]


def _count(request: Any) -> list[Count]:
    if not may_any(request.user, "dossier.file", request.today):
        return []
    rows = open_rows(request, Placement, "dossier.file")
    number = rows.filter(state__in=("ended", "recalled"), filings=None).count()
    return [Count(_("dossiers to file"), number, reverse("outcomes:dossiers") + "?filed=no")]


TODO.extend((_dispositions, _dossiers))
COUNTS.append(_count)

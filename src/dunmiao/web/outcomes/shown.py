"""What outcomes add to other pages: tabs and a panel of a placement, forms of the ledger."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy

from dunmiao.stages.outcomes.models import Disposition
from dunmiao.stages.placement.models import Placement
from dunmiao.web.development.about import TABS, Tab
from dunmiao.web.doors import open_rows
from dunmiao.web.outcomes.register import kind_of
from dunmiao.web.placement.panels import PANELS, Panel
from dunmiao.web.supervision.settling import SETTLED_AT


def _panel(request: Any, placement: Placement) -> dict[str, Any] | None:
    rows = open_rows(request, Disposition).filter(placement=placement).exclude(state="withdrawn")
    listed = list(rows.select_related("placement__charter"))
    if not listed and placement.state in {"proposed", "noticed", "withdrawn"}:
        return None
    return {"dispositions": [{"row": row, "kind": kind_of(row)} for row in listed]}


TABS.append(Tab(gettext_lazy("After the term"), "outcomes:after", "disposition.read"))
TABS.append(Tab(gettext_lazy("Dossier"), "outcomes:dossier", "dossier.read"))
PANELS.append(Panel("disposition.read", "outcomes/_panel.html", _panel, order=80))
SETTLED_AT["disposition.decided"] = "outcomes:after"

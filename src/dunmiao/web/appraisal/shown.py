"""What appraisals add to other pages: tabs, panel and marks of a placement, the ledger's forms."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dunmiao.engine.duties import Duty
from dunmiao.stages.appraisal.models import Appraisal
from dunmiao.stages.appraisal.waiting import every_row, waits
from dunmiao.stages.placement.models import Placement
from dunmiao.web.appraisal.words import kind_name, wait_words
from dunmiao.web.development.about import TABS, Tab
from dunmiao.web.doors import open_rows
from dunmiao.web.pictures import Mark
from dunmiao.web.placement.marks import MARKS
from dunmiao.web.placement.panels import PANELS, Panel
from dunmiao.web.supervision.settling import SETTLED_AT, SPECIAL


def _panel(request: Any, placement: Placement) -> dict[str, Any] | None:
    mine = open_rows(request, Appraisal).filter(placement=placement)
    rows = every_row().filter(pk__in=mine.values("pk"))
    return {
        "appraisals": [
            {"row": row, "kind": kind_name(row), "waits": wait_words(waits(row, request.today))}
            for row in rows
        ]
    }


def _marks(request: Any, placement: Placement) -> Iterable[Mark]:
    rows = open_rows(request, Appraisal).filter(placement=placement).select_related(
        "placement__charter"
    )  # fmt: skip
    for row in rows:
        if row.approved_on:
            yield Mark(row.approved_on, _("%(kind)s approved") % {"kind": kind_name(row)}, "done")
        else:
            kind = "late" if row.due_on < request.today else "due"
            yield Mark(row.due_on, _("%(kind)s due") % {"kind": kind_name(row)}, kind)


def _rating_form(moment: str) -> Any:
    def form(placement: Placement, _duty: Duty) -> str:
        return reverse("appraisal:rate", args=[placement.pk, moment])

    return form


TABS.append(Tab(gettext_lazy("Appraisals"), "appraisal:of_placement", "appraisal.read"))
TABS.append(Tab(gettext_lazy("Abilities"), "appraisal:abilities", "ability.read"))
PANELS.append(Panel("appraisal.read", "appraisal/_panel.html", _panel, order=70))
MARKS.append(_marks)
for _word in ("appraisal.self", "appraisal.half", "appraisal.final", "opinion.receiver",
              "opinion.sender"):  # fmt: skip
    SETTLED_AT[_word] = "appraisal:of_placement"
for _moment in ("start", "middle", "end"):
    SPECIAL[f"ability.{_moment}"] = _rating_form(_moment)

"""What development and supervision show on the page of a placement, and on its picture."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from dunmiao.stages.development.models import Mentorship, Plan
from dunmiao.stages.development.parties import Ties
from dunmiao.stages.placement.models import Placement
from dunmiao.stages.supervision.ledger import holders, ledger, ledgers
from dunmiao.stages.supervision.models import Borrow, Leave, Report, TermChange
from dunmiao.web.development.about import TABS, address
from dunmiao.web.doors import open_rows
from dunmiao.web.home.todo import TodoItem
from dunmiao.web.pictures import Mark, Span
from dunmiao.web.placement.marks import MARKS, SPANS
from dunmiao.web.placement.overdue import OVERDUE
from dunmiao.web.placement.panels import PANELS, Panel
from dunmiao.web.supervision.lines import shown
from dunmiao.web.supervision.settling import STATES, duty_name, owner_name

SHOWN = 8


def _ledger(request: Any, placement: Any) -> dict[str, Any] | None:
    lines = ledger(placement, request.today).open_lines
    rows = [
        TodoItem(title=row.name, owner=str(row.owner or _("nobody appointed")),
                 due_on=row.line.due_on, tone=row.tone, clause=row.line.duty.clause, url=row.url,
                 state=str(row.state))
        for row in shown(request, lines[:SHOWN])
    ]
    return {"dues": rows, "more": max(len(lines) - SHOWN, 0),
            "href": reverse("supervision:ledger", args=[placement.pk])}


def _workspace(request: Any, placement: Any) -> dict[str, Any] | None:
    ties = Ties(request.user, request.today)
    pages = [
        {"name": tab.name, "href": address(tab.page, placement.pk)}
        for tab in TABS[1:] if ties.may(tab.act, placement)
    ]
    plan = open_rows(request, Plan).filter(placement=placement).first()
    mentors = open_rows(request, Mentorship).filter(
        placement=placement, starts_on__lte=request.today, ends_on__gte=request.today
    )
    return {"pages": [page for page in pages if page["href"]], "plan": plan, "mentors": mentors}


PANELS += [
    Panel("ledger.read", "supervision/_panel_ledger.html", _ledger, order=20),
    Panel("mentorship.read", "supervision/_panel_workspace.html", _workspace, order=10,
          is_side=True),
]


def _marks(request: Any, placement: Any) -> Iterable[Mark]:
    for line in ledger(placement, request.today).open_lines:
        kind = "late" if STATES[line.state][1] == "late" else "due"
        yield Mark(line.due_on, duty_name(line.duty), kind)
    for plan in open_rows(request, Plan).filter(placement=placement, agreed_on__isnull=False):
        yield Mark(plan.agreed_on, _("Plan agreed"), "done")
    for report in open_rows(request, Report).filter(
        placement=placement, submitted_on__isnull=False
    ):
        yield Mark(report.submitted_on, _("Report handed in"), "done")
    for change in open_rows(request, TermChange).filter(placement=placement, state="approved"):
        yield Mark(change.takes_effect_on, _("Change of term"), "done")


def _spans(request: Any, placement: Any) -> Iterable[Span]:
    lane = _("Away")
    for row in open_rows(request, Leave).filter(
        placement=placement, state__in=("approved", "returned")
    ):
        yield Span(lane, "away", row.first_on, row.last_on, _("Leave"))
    for row in open_rows(request, Borrow).filter(
        placement=placement, state__in=("approved", "ended")
    ):
        yield Span(lane, "sending", row.first_on, row.last_on, _("Borrowed back"))


MARKS.append(_marks)
SPANS.append(_spans)


def _overdue(request: Any, placements: Sequence[Any]) -> list[TodoItem]:
    rows = open_rows(request, Placement, "ledger.read").filter(
        pk__in=[placement.pk for placement in placements]
    )
    lines = [line for one in ledgers(rows, request.today, is_open_only=True)
             for line in one.lines if STATES[line.state][1] == "late"]
    named = holders(lines, request.today)
    return [
        TodoItem(title=duty_name(line.duty), detail=str(line.placement.person), tone="late",
                 owner=str(owner_name(line.placement, line.duty.owed_by, named)
                           or _("nobody appointed")),
                 due_on=line.due_on, clause=line.duty.clause,
                 url=reverse("supervision:ledger", args=[line.placement.pk]))
        for line in lines
    ]


OVERDUE.append(_overdue)

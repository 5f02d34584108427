"""The mentors' board: whom one mentors, who has waited longest, what comes due; never a score."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dunmiao.engine.standing import State
from dunmiao.stages.charter.rules import rules_of
from dunmiao.stages.development.models import MentorNote, Mentorship
from dunmiao.stages.organisations.reach import holds
from dunmiao.stages.placement.models import Placement
from dunmiao.stages.supervision.ledger import Line, ledgers
from dunmiao.stages.supervision.mentoring import last_heard
from dunmiao.stages.supervision.models import Talk
from dunmiao.web.development.forms import local
from dunmiao.web.doors import door, open_rows
from dunmiao.web.listing import Column, export, listing, wants_export
from dunmiao.web.supervision.settling import duty_name

RUNNING = ("noticed", "arrived")
COLUMNS = (
    Column("person", gettext_lazy("Person"), "placement__person__stroke_key",
           lambda row: row.placement.person.name),
    Column("mentor", gettext_lazy("Mentor"), "name", lambda row: row.name),
    Column("kind", gettext_lazy("Kind"), "kind", lambda row: row.kind),
    Column("since", gettext_lazy("Last note or talk"), "since_on", lambda row: row.since_on,
           kind="date"),
    Column("due", gettext_lazy("Next duty")),
)


class MenteeFilter(forms.Form):
    """Narrows the board by a name."""

    q = forms.CharField(label=gettext_lazy("Person, mentor or unit"), required=False)

    def narrow(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        """Keep the rows that mention what is asked."""
        self.full_clean()
        text = self.cleaned_data.get("q", "").strip()
        if not text:
            return rows
        return rows.filter(
            Q(name__icontains=text)
            | Q(placement__person__name__icontains=text)
            | Q(placement__person__initials__istartswith=text)
            | Q(placement__receiving_unit__name__icontains=text)
        )


@door("mentor_note.write", "mentorship.appoint")
def mentees(request: Any) -> HttpResponse:
    """List a mentor's persons, or the mentors of a unit's or department's, longest waiting first.
    """
    form = MenteeFilter(request.GET)
    rows = form.narrow(_rows(request))
    if wants_export(request):
        return export(request, _("Mentors and those they guide"), rows, COLUMNS, default="since")
    page = listing(request, rows, COLUMNS, default="since")
    return render(request, "development/mentees.html", {
        "listing": page, "filter_form": form, "is_mine": not _appoints(request),
        "rows": _shown(request, page.rows),
    })


def _appoints(request: Any) -> bool:
    return bool(holds(request.user, "mentorship.appoint", request.today))


def _rows(request: Any) -> QuerySet[Any]:
    rows = open_rows(request, Mentorship).filter(
        starts_on__lte=request.today, ends_on__gte=request.today, placement__state__in=RUNNING
    )
    if not _appoints(request):
        rows = rows.filter(user=request.user)
    return rows.annotate(since_on=last_heard()).select_related(
        "placement__person", "placement__receiving_unit", "placement__sending_unit",
        "placement__charter", "placement__programme",
    )


def _shown(request: Any, rows: list[Any]) -> list[dict[str, Any]]:
    lines = _lines(request, [row.placement_id for row in rows])
    touched = _touched(request, [row.placement_id for row in rows])
    reads = _reads_notes(request)
    return [_entry(row, lines.get(row.placement_id), touched[row.placement_id], request,
                   reads=reads) for row in rows]


def _touched(request: Any, ids: list[int]) -> dict[int, set[str]]:
    """Give what was touched so far: kinds of notes, and headings of talks of the same name."""
    found: dict[int, set[str]] = defaultdict(set)
    notes = open_rows(request, MentorNote).filter(placement__in=ids).order_by()
    for placement, kind in notes.values_list("placement_id", "kind").distinct():
        found[placement].add(kind)
    talks = open_rows(request, Talk).filter(placement__in=ids).order_by()
    for placement, headings in talks.values_list("placement_id", "notes"):
        found[placement].update(headings)
    return found


def _reads_notes(request: Any) -> bool:
    return not _appoints(request) or bool(holds(request.user, "mentor_note.read", request.today))


def _entry(
    row: Any, line: Line | None, touched: set[str], request: Any, *, reads: bool
) -> dict[str, Any]:
    rules = rules_of(row.placement)
    kinds = {kind.key: local(kind) for kind in rules.mentor_kinds}
    notes = rules.catalogue("mentor_notes") if reads else ()
    return {
        "row": row, "kind": kinds.get(row.kind, row.kind), "line": line,
        "duty": duty_name(line.duty) if line else "",
        "has_written": row.since_on > row.starts_on,
        "is_late": line is not None and line.state == State.OVERDUE,
        "untouched": [local(note) for note in notes
                      if not touched & {note.key, note.name}],
        "is_mine": row.user_id == request.user.pk,
    }


def _lines(request: Any, ids: list[int]) -> dict[int, Line]:
    """Give the first open duty of the mentors of these placements."""
    placements = open_rows(request, Placement, "ledger.read").filter(pk__in=ids)
    owed = ledgers(placements, request.today, is_open_only=True, owed_by=frozenset({"mentor"}))
    return {
        one.placement.pk: min(one.lines, key=lambda line: line.due_on) for one in owed if one.lines
    }

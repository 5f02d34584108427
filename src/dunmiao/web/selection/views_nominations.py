"""Pages of nominations for the department: who is asked, who has answered, taking, sending back."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.contrib import messages
from django.db.models import Count, Prefetch, Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dunmiao.engine.codes import ORGANISATION
from dunmiao.engine.states import NOUNS
from dunmiao.stages.charter.models import Programme
from dunmiao.stages.charter.rules import rules_of
from dunmiao.stages.organisations.models import Organisation
from dunmiao.stages.selection.loads import loads_of
from dunmiao.stages.selection.models import Nomination, Nominee
from dunmiao.stages.selection.nominations import (
    accept_nomination,
    ask_units,
    asked_last_year,
    naming_due,
    naming_route,
    release_unit,
    return_nomination,
    set_limits,
)
from dunmiao.web.doors import FORM, POST, door, may, open_row, open_rows
from dunmiao.web.listing import Column, export, listing, wants_export
from dunmiao.web.refusing import save
from dunmiao.web.selection.forms_nominations import AskForm, LimitForm, NominationFilter, WhyForm
from dunmiao.web.selection.words import catalogue_names, code
from dunmiao.web.templatetags.dunmiao import state_label

OPEN = ("asked", "returned")
ANSWERED = ("named", "declined", "accepted")


def _names(row: Nomination) -> str:
    return "、".join(one.person.name for one in row.nominees.all())


COLUMNS = (
    Column("unit", gettext_lazy("Unit"), "unit__sequence", lambda row: str(row.unit)),
    Column("state", gettext_lazy("State"), "state",
           lambda row: state_label(row.state, "nomination")),
    Column("due", gettext_lazy("Answer by"), "due_on", lambda row: row.due_on, kind="date"),
    Column("number", gettext_lazy("Named"), "named", lambda row: row.named, is_number=True,
           kind="integer"),
    Column("load", gettext_lazy("Staff away, with those named")),
)  # fmt: skip
EXPORTED = (
    *COLUMNS[:4],
    Column("names", gettext_lazy("Whom"), (), _names),
    Column("met_on", gettext_lazy("Day of the meeting"), (), lambda row: row.met_on, kind="date"),
    Column("resolution", gettext_lazy("Reference of the resolution"), (),
           lambda row: row.resolution_no),
    Column("why", gettext_lazy("Why nobody is named"), (), lambda row: row.declined_because),
)  # fmt: skip


@door("nomination.read")
def nominations(request: Any) -> HttpResponse:
    """List the units asked: who has answered, who not, who is late."""
    seen = open_rows(request, Nomination)
    programmes = seen.order_by("-programme").values_list("programme_id", "programme__name")
    states = [(one.value, state_label(one, "nomination")) for one in NOUNS["nomination"].states]
    form = NominationFilter(request.GET or None, list(programmes.distinct()), states)
    rows = _narrowed(request, seen).select_related("unit", "programme")
    rows = rows.annotate(named=Count("nominees")).order_by("-programme_id", "unit__sequence", "pk")
    if wants_export(request):
        people = open_rows(request, Nominee).select_related("person").defer("person__photo")
        rows = rows.prefetch_related(Prefetch("nominees", people))
        return export(request, _("Nominations"), rows, EXPORTED)
    shown = listing(request, rows, COLUMNS)
    _weigh(request, shown.rows)
    return render(request, "selection/nominations.html", {
        "listing": shown, "form": form, "figures": _figures(request, seen),
        "calls": _calls(request),
    })  # fmt: skip


def _narrowed(request: Any, rows: QuerySet[Any]) -> QuerySet[Any]:
    asked = request.GET
    if asked.get("programme", "").isdecimal():
        rows = rows.filter(programme=asked["programme"])
    if asked.get("state") == "late":
        rows = rows.filter(state__in=OPEN, due_on__lt=request.today)
    elif asked.get("state") in set(NOUNS["nomination"].states):
        rows = rows.filter(state=asked["state"])
    if text := asked.get("unit", "").strip():
        rows = rows.filter(Q(unit__name__contains=text) | Q(unit__short_name__contains=text))
    return rows


def _weigh(request: Any, rows: list[Any]) -> None:
    """Put on each row its unit's load, whether it is above the charter's share, and lateness."""
    loads = loads_of([row.unit for row in rows], request.today)
    limits: dict[int, int] = {}
    for row in rows:
        if row.programme_id not in limits:
            limits[row.programme_id] = rules_of(row.programme).selection.load_warning_percent
        row.load = loads[row.unit_id]
        row.is_heavy = row.load.is_above(limits[row.programme_id])
        row.limit = limits[row.programme_id]
        row.is_late = row.state in OPEN and row.due_on < request.today


def _figures(request: Any, seen: QuerySet[Any]) -> list[tuple[str, int, str]]:
    """Give the counts above the list, each with the address that shows its rows."""
    rows = seen.exclude(state="withdrawn")
    chosen = request.GET.get("programme", "")
    if chosen.isdecimal():
        rows = rows.filter(programme=chosen)
    late = Q(state__in=OPEN, due_on__lt=request.today)
    found = rows.aggregate(
        asked=Count("pk", distinct=True),
        answered=Count("pk", filter=Q(state__in=ANSWERED), distinct=True),
        late=Count("pk", filter=late, distinct=True),
        people=Count("nominees", filter=Q(state__in=("named", "accepted")), distinct=True),
    )
    more = f"&programme={chosen}" if chosen.isdecimal() else ""
    return [
        (_("Units asked"), found["asked"], ""),
        (_("have answered"), found["answered"], ""),
        (_("are late"), found["late"], f"?state=late{more}" if found["late"] else ""),
        (_("persons named"), found["people"], ""),
    ]


def _calls(request: Any) -> list[Programme]:
    """Give the open calls under whose charter units name candidates."""
    rows = open_rows(request, Programme, "nomination.ask").filter(state="open")
    return [row for row in rows.select_related("charter")[:20] if naming_route(row)]


@door("nomination.ask", methods=FORM)
def nominations_ask(request: Any, programme: int) -> HttpResponse:
    """Ask units for candidates."""
    row = open_row(request, Programme, "nomination.ask", programme)
    units, kinds = askable(request, row, "nominations")
    due = naming_due(row, request.today)
    form = AskForm(request.POST or None, units=units, kinds=kinds, initial={
        "due_on": due, "also": "\n".join(asked_last_year(row, [unit.pk for unit in units])),
    })  # fmt: skip
    route = naming_route(row)
    return save(
        request, form,
        lambda data: ask_units(
            row.pk, form.ids(), by=request.user, today=request.today, due_on=data["due_on"]
        ),
        template="selection/form.html",
        context={
            "title": _("Ask units for candidates"), "subtitle": str(row),
            "submit": _("Send to the units"), "cancel": reverse("selection:nominations"),
            "note": _asking(route) if route else "",
        },
        then=f"{reverse('selection:nominations')}?programme={row.pk}",
        done=_("The units are asked; it stands in their list of things to do."),
    )  # fmt: skip


def _asking(route: Any) -> str:
    words = {"least": route.quota_min, "most": route.quota_max, "clause": route.clause}
    if route.quota_max is None:
        return _("Each unit names at least %(least)s (%(clause)s).") % words
    return _("Each unit names %(least)s to %(most)s (%(clause)s).") % words


def askable(
    request: Any, row: Programme, kind_of_asking: str
) -> tuple[list[Any], list[tuple[str, str]]]:
    """Give the units below the owner not asked yet, and the kinds of those directly below it.

    `kind_of_asking` is the relation of units to what they were asked: nominations or surveys.
    """
    units = list(
        open_rows(request, Organisation)
        .filter(path__startswith=row.owner.path, is_active=True)
        .exclude(pk=row.owner_id)
        .exclude(**{f"{kind_of_asking}__programme": row})
        .only("name", "short_name", "kind", "parent_id")
    )
    for unit in units:
        unit.is_direct = unit.parent_id == row.owner_id
    counted = Counter(unit.kind for unit in units if unit.is_direct)
    kinds = [
        (kind, _("%(kind)s (%(n)d)") % {"kind": code(ORGANISATION, kind) or kind, "n": n})
        for kind, n in counted.items()
    ]
    return units, kinds


def opened(request: Any, act: str, pk: int) -> Nomination:
    """Open one nomination with what its pages show."""
    rows = open_rows(request, Nomination).select_related(
        "unit", "programme__charter", "programme__owner"
    )
    row: Nomination = open_row(request, Nomination, act, pk, rows=rows)
    return row


def around(row: Nomination, title: str, submit: str, **more: Any) -> dict[str, Any]:
    """Give the context of a form about one nomination."""
    return {
        "title": title, "subtitle": f"{row.programme} · {row.unit}", "submit": submit,
        "cancel": reverse("selection:nomination", args=[row.pk]), **more,
    }  # fmt: skip


@door("nomination.limit", methods=FORM)
def nomination_limit(request: Any, pk: int) -> HttpResponse:
    """Ask one unit for another number."""
    row = opened(request, "nomination.limit", pk)
    initial = {"least": row.least, "most": row.most, "reason": row.limit_reason}
    return save(
        request, LimitForm(request.POST or None, initial=initial),
        lambda data: set_limits(row.pk, by=request.user, today=request.today, **data),
        template="selection/form.html",
        context=around(row, _("Another number for this unit"), _("Keep")),
        then=reverse("selection:nomination", args=[row.pk]), done=_("The number is changed."),
    )  # fmt: skip


@door("nomination.return", methods=FORM)
def nomination_return(request: Any, pk: int) -> HttpResponse:
    """Send an answer back with what to mend."""
    row = opened(request, "nomination.return", pk)
    return save(
        request, WhyForm(request.POST or None),
        lambda data: return_nomination(row.pk, by=request.user, today=request.today, **data),
        template="selection/form.html",
        context=around(row, _("Send back to the unit"), _("Send back"),
                       note=_("The unit reads the reason and answers again.")),
        then=reverse("selection:nomination", args=[row.pk]), done=_("It is sent back."),
    )  # fmt: skip


@door("nomination.release", methods=FORM)
def nomination_release(request: Any, pk: int) -> HttpResponse:
    """Ask a unit no longer."""
    row = opened(request, "nomination.release", pk)
    return save(
        request, WhyForm(request.POST or None),
        lambda data: release_unit(row.pk, by=request.user, today=request.today, **data),
        template="selection/form.html",
        context=around(row, _("Ask this unit no longer"), _("Ask no longer")),
        then=reverse("selection:nomination", args=[row.pk]), done=_("The unit is asked no longer."),
    )  # fmt: skip


@door("nomination.accept", methods=POST)
def nomination_accept(request: Any, pk: int) -> HttpResponse:
    """Take the unit's candidates into the selection."""
    row = opened(request, "nomination.accept", pk)
    made = accept_nomination(row.pk, by=request.user, today=request.today)
    messages.success(request, _("%(n)d candidates are in the selection.") % {"n": len(made)})
    return redirect("selection:nomination", row.pk)


def buttons(request: Any, row: Nomination) -> dict[str, bool]:
    """Say which buttons the reader gets on a nomination's page: allowed, and sensible now."""
    writes = row.state in OPEN and may(request, "nomination.name", row)
    decides = may(request, "nomination.accept", row)
    live = row.state in {"asked", "named", "returned"}
    return {
        "may_name": writes,
        "may_decline": writes,
        "may_accept": decides and row.state == "named",
        "may_return": decides and row.state in {"named", "declined"},
        "may_limit": decides and live,
        "may_release": decides and row.state in OPEN,
    }


def class_names(row: Nomination) -> dict[str, str]:
    """Give the charter's rank classes by key, in the active language."""
    return catalogue_names(rules_of(row.programme), "rank_classes")

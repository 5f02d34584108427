"""Programmes: the list, a new one, and the home of each with its figures and parts."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dunmiao.engine.states import MOVES, NOUNS
from dunmiao.stages.charter.actions import (
    create_programme,
    edit_programme,
    move_programme,
    open_programme,
)
from dunmiao.stages.charter.models import CharterVersion, LongTermPlan, Programme
from dunmiao.stages.charter.rules import rules_of
from dunmiao.stages.organisations.reach import holds, may_any
from dunmiao.stages.organisations.roles import acts
from dunmiao.stages.placement.figures import Figures, figures_of
from dunmiao.stages.selection.designations import designating_route
from dunmiao.stages.selection.nominations import naming_route
from dunmiao.web.charter.over import over
from dunmiao.web.charter.reading import name_of
from dunmiao.web.doors import FORM, POST, door, may, open_row, open_rows
from dunmiao.web.listing import Column, export, listing, wants_export
from dunmiao.web.refusing import Day, Words, save
from dunmiao.web.templatetags.dunmiao import state_label

COLUMNS = (
    Column("name", gettext_lazy("Programme"), "name", lambda row: row.name),
    Column("year", gettext_lazy("Year"), "year", lambda row: row.year, is_number=True,
           kind="integer"),
    Column("owner", gettext_lazy("Organising unit"), "owner__sequence",
           lambda row: str(row.owner)),
    Column("charter", gettext_lazy("Charter"), "charter__name", lambda row: row.charter.name),
    Column("quota", gettext_lazy("To be selected"), "quota", lambda row: row.quota,
           is_number=True, kind="integer"),
    Column("starts", gettext_lazy("Term"), "starts_on", lambda row: row.starts_on, kind="date"),
    Column("state", gettext_lazy("State"), "state", lambda row: row.state),
)  # fmt: skip
# name of the part, its address (taking the programme), the acts of which one is needed
PARTS: tuple[tuple[str | Promise, str, tuple[str, ...]], ...] = (
    (gettext_lazy("Posts offered"), "selection:offers", ("offer.read",)),
    (gettext_lazy("Imports"), "selection:imports", ("import.read",)),
    (gettext_lazy("Nominations"), "selection:nominations", ("nomination.read",)),
    (gettext_lazy("Designate persons"), "selection:designate", ("application.designate",)),
    (gettext_lazy("Where people come from and go"), "selection:balance", ("quota.read",)),
    (gettext_lazy("Applications"), "selection:applications", ("application.read",)),
    (gettext_lazy("Stages and scores"), "selection:rounds", ("round.read",)),
    (gettext_lazy("Funnel"), "selection:funnel", ("round.read",)),
    (gettext_lazy("Matching"), "placement:plans", ("plan.read", "match.read")),
    (gettext_lazy("Decisions"), "selection:decisions", ("decision.read",)),
    (gettext_lazy("Placements"), "placement:placements", ("placement.read",)),
)

ROUTED = {"selection:nominations": naming_route, "selection:designate": designating_route}


@door("programme.read")
def programmes(request: Any) -> HttpResponse:
    """List the programmes in sight, newest first."""
    rows = open_rows(request, Programme).select_related("owner", "charter").defer("charter__text")
    if request.GET.get("state") in NOUNS["programme"].states.__members__.values():
        rows = rows.filter(state=request.GET["state"])
    if wants_export(request):
        return export(request, _("Programmes"), rows, COLUMNS)
    return render(request, "charter/programmes.html", {
        "listing": listing(request, rows, COLUMNS),
        "states": list(NOUNS["programme"].states),
        "may_create": may_any(request.user, "programme.create", request.today),
    })  # fmt: skip


class ProgrammeForm(forms.Form):
    """The facts of a call; what is not known yet may wait until it opens."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=120)
    basis_title = forms.CharField(label=gettext_lazy("Basis document"), max_length=160,
                                  required=False)
    basis_no = forms.CharField(label=gettext_lazy("Document number"), max_length=60,
                               required=False)
    approving_body = forms.CharField(label=gettext_lazy("Approving body"), max_length=80,
                                     required=False)
    approved_on = Day(label=gettext_lazy("Approved on"), required=False)
    leading_person = forms.CharField(label=gettext_lazy("Leading person"), max_length=60,
                                     required=False)
    leading_post = forms.CharField(label=gettext_lazy("Post of the leading person"),
                                   max_length=80, required=False)
    quota = forms.IntegerField(label=gettext_lazy("Number to be selected"), min_value=0,
                               max_value=100000, initial=0)
    opens_on = Day(label=gettext_lazy("Applications open on"), required=False)
    closes_on = Day(label=gettext_lazy("Applications close on"), required=False)
    starts_on = Day(label=gettext_lazy("First day of the term"), required=False,
                    help_text=gettext_lazy("The charter gives the last day."))
    months = forms.IntegerField(
        label=gettext_lazy("Months of a term"), min_value=1, max_value=240, required=False,
        help_text=gettext_lazy("Empty: as the charter says. It sets the fewest and the most."),
    )  # fmt: skip
    requirements = Words(
        label=gettext_lazy("Requirements of the leading person"), max_length=2000, required=False
    )
    requirements_on = Day(label=gettext_lazy("Requirements given on"), required=False)
    long_term_plan = forms.ModelChoiceField(
        label=gettext_lazy("Long-term plan"), queryset=None, required=False
    )

    def clean(self) -> dict[str, Any]:
        """Look at the order of the days."""
        cleaned = super().clean() or {}
        days = [cleaned.get(key) for key in ("opens_on", "closes_on", "starts_on")]
        known = [day for day in days if day]
        if known != sorted(known):
            raise forms.ValidationError(
                _("Applications open, then close, then the term begins; look at the days.")
            )
        return cleaned


class NewForm(ProgrammeForm):
    """The same, under which charter."""

    charter = forms.ModelChoiceField(label=gettext_lazy("Charter"), queryset=None)
    year = forms.IntegerField(label=gettext_lazy("Year"), min_value=2000, max_value=2100)

    field_order = ("charter", "name", "year")


def _offer_plans(request: Any, form: ProgrammeForm) -> None:
    plans = open_rows(request, LongTermPlan, "programme.create")
    form.fields["long_term_plan"].queryset = plans  # type: ignore[attr-defined]


def _with_plan(data: dict[str, Any]) -> dict[str, Any]:
    plan = data.pop("long_term_plan", None)
    return {**data, "long_term_plan_id": plan.pk if plan else None}


@door("programme.create", methods=FORM)
def programme_new(request: Any) -> HttpResponse:
    """Begin a programme under an adopted charter."""
    form = NewForm(request.POST or None, initial={"year": request.today.year})
    _offer_plans(request, form)
    form.fields["charter"].queryset = open_rows(  # type: ignore[attr-defined]
        request, CharterVersion, "programme.create"
    ).exclude(adopted_on=None)

    def act(data: dict[str, Any]) -> Programme:
        charter = data.pop("charter")
        return create_programme(
            charter.pk, by=request.user, today=request.today, **_with_plan(data)
        )

    return save(
        request, form, act, template="charter/programme_form.html",
        context={
            "title": _("New programme"),
            "crumbs": [(_("Programmes"), reverse("charter:programmes")), (_("New"), "")],
            "cancel": reverse("charter:programmes"),
        },
        then=lambda row: reverse("charter:programme", args=[row.pk]),
        done=_("The programme is begun as a draft."),
    )  # fmt: skip


@door("programme.edit", methods=FORM)
def programme_edit(request: Any, pk: int) -> HttpResponse:
    """Change a call's facts while it is a draft or open."""
    row = open_row(request, Programme, "programme.edit", pk)
    initial = {key: getattr(row, key) for key in ProgrammeForm.base_fields}
    home = reverse("charter:programme", args=[row.pk])
    form = ProgrammeForm(request.POST or None, initial=initial)
    _offer_plans(request, form)
    return save(
        request, form,
        lambda data: edit_programme(
            row.pk, by=request.user, today=request.today, **_with_plan(data)
        ),
        template="charter/programme_form.html",
        context={
            "title": _("Edit the call"),
            "crumbs": [(_("Programmes"), reverse("charter:programmes")), (str(row), home),
                       (_("Edit"), "")],
            "cancel": home,
        },
        then=home,
        done=_("The call is changed."),
    )  # fmt: skip


@door("programme.open", methods=POST)
def programme_open(request: Any, pk: int) -> HttpResponse:
    """Open the call for applications."""
    row = open_row(request, Programme, "programme.open", pk)
    open_programme(row.pk, by=request.user, today=request.today)
    messages.success(request, _("The call is open."))
    return redirect("charter:programme", row.pk)


@door("programme.move", methods=POST)
def programme_move(request: Any, pk: int) -> HttpResponse:
    """Move a programme on by one of its moves."""
    row = open_row(request, Programme, "programme.move", pk)
    after = request.POST.get("state", "")
    if after in _moves(row):
        move_programme(row.pk, after, by=request.user, today=request.today)
        messages.success(request, _("The programme is moved on."))
    return redirect("charter:programme", row.pk)


def _moves(row: Programme) -> list[str]:
    """Give the moves made by hand here; opening has its own button, selecting its own pages."""
    return [
        str(state)
        for state in sorted(MOVES["programme"][NOUNS["programme"].states(row.state)])
        if state not in {"open", "selecting", "decided"}
    ]


@door("programme.read")
def programme(request: Any, pk: int) -> HttpResponse:
    """Show the home of a programme: where it stands, its figures, the way to every part."""
    row = open_row(request, Programme, "programme.read", pk)
    kind = _only_kind(request, row)
    figures = figures_of(row, kind)
    return render(request, "charter/programme.html", {
        "row": row,
        "crumbs": [(_("Programmes"), reverse("charter:programmes")), (str(row), "")],
        "figures": figures,
        "only_kind": bool(kind),
        "directions": [(rule, figures.directions[rule.key]) for rule in rules_of(row).directions
                       if figures.directions.get(rule.key)],
        "chart": _chart(figures),
        "steps": _steps(figures, row),
        "parts": _parts(request, row),
        **over(request, row),
        "may_change": row.state in {"decided", "running"} and may(request, "programme.edit", row),
        "may_edit": row.state in {"draft", "open"} and may(request, "programme.edit", row),
        "may_open": row.state == "draft" and may(request, "programme.open", row),
        "moves": _moves(row) if may(request, "programme.move", row) else [],
    })  # fmt: skip


def _only_kind(request: Any, row: Programme) -> str:
    """Give the personnel kind the reader is limited to, "" for everything of the programme."""
    reaching = [
        hold for hold in holds(request.user, "programme.read", request.today)
        if row.owner.path.startswith(hold.path)
    ]  # fmt: skip
    kinds = {hold.kind for hold in reaching}
    return kinds.pop() if len(kinds) == 1 else ""


def _steps(figures: Figures, row: Programme) -> list[dict[str, Any]]:
    steps = []
    for stage in rules_of(row).stages:
        state, day = figures.rounds.get(stage.key, ("", None))
        steps.append({
            "name": name_of(stage),
            "state": {"closed": "done", "open": "now"}.get(state, "next"),
            "note": day.isoformat() if day else "",
        })  # fmt: skip
    return steps


def _chart(figures: Figures) -> dict[str, Any] | None:
    shown = [(state, count) for state, count in figures.placements.items() if count]
    if not shown:
        return None
    return {
        "id": "placements-chart",
        "kind": "bars",
        "title": _("Placements by state"),
        "labels": [state_label(state, "placement") for state, _count in shown],
        "series": [{"name": _("persons"), "data": [count for _state, count in shown]}],
    }


def _parts(request: Any, row: Programme) -> list[tuple[str, str]]:
    found = []
    for words, page, codes in PARTS:
        if page in ROUTED and ROUTED[page](row) is None:
            continue
        known = [code for code in codes if code in acts()]
        if not any(may_any(request.user, code, request.today) for code in known):
            continue
        href = _address(page, row)
        if href:
            found.append((str(words), href))
    return found


def _address(page: str, row: Programme) -> str:
    """Give the address of a part: its own under the programme, else the list narrowed to it."""
    try:
        return reverse(page, args=[row.pk])
    except NoReverseMatch:
        pass
    try:
        return f"{reverse(page)}?programme={row.pk}"
    except NoReverseMatch:
        return ""



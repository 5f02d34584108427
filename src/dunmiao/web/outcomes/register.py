"""期满去向: the register, one placement's disposition from proposal to carrying out."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dunmiao import flow
from dunmiao.engine.charter import pick
from dunmiao.engine.states import NOUNS
from dunmiao.stages.charter.models import Programme
from dunmiao.stages.charter.rules import rules_of
from dunmiao.stages.outcomes.actions import (
    decide_disposition,
    propose_disposition,
    withdraw_disposition,
)
from dunmiao.stages.outcomes.basis import basis_of, one_of_each
from dunmiao.stages.outcomes.bodies import bodies_of, decider_words
from dunmiao.stages.outcomes.models import Disposition
from dunmiao.stages.outcomes.papers import published_file
from dunmiao.stages.placement.extensions import extension_limit
from dunmiao.web.development.about import About, about, about_row
from dunmiao.web.doors import FORM, POST, door, open_row, open_rows
from dunmiao.web.home.unit_field import UnitField
from dunmiao.web.listing import Column, export, file_response, listing, wants_export
from dunmiao.web.refusing import Day, Words, save
from dunmiao.web.templatetags.dunmiao import local_name, state_label

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
COLUMNS = (
    Column("person", gettext_lazy("Person"), "placement__person__stroke_key",
           lambda row: row.placement.person.name),
    Column("from", gettext_lazy("Sending unit"), "placement__sending_unit__sequence",
           lambda row: str(row.placement.sending_unit)),
    Column("host", gettext_lazy("Receiving unit"), "placement__receiving_unit__sequence",
           lambda row: str(row.placement.receiving_unit)),
    Column("kind", gettext_lazy("What follows"), "kind", lambda row: kind_of(row)),
    Column("body", gettext_lazy("Decided by"), "deciding_body", lambda row: row.deciding_body),
    Column("decided", gettext_lazy("Decided on"), "decided_on", lambda row: row.decided_on,
           kind="date"),
    Column("state", gettext_lazy("State"), "state",
           lambda row: state_label(row.state, "disposition")),
)  # fmt: skip
ABOUT = ("placement__person", "placement__sending_unit", "placement__receiving_unit",
         "placement__programme__owner", "placement__charter", "to_unit")  # fmt: skip


def kind_of(row: Disposition) -> str:
    """Give the charter's name of a disposition."""
    items = rules_of(row.placement).dispositions
    return next((local_name(item) for item in items if item.key == row.kind), row.kind)


class Filter(forms.Form):
    """Programme, what follows, state."""

    q = forms.CharField(label=gettext_lazy("Person or unit"), required=False)
    programme = forms.ChoiceField(label=gettext_lazy("Programme"), required=False)
    kind = forms.ChoiceField(label=gettext_lazy("What follows"), required=False)
    state = forms.ChoiceField(label=gettext_lazy("State"), required=False)

    def __init__(self, data: Any, programmes: Any, kinds: dict[str, str]) -> None:
        """Offer what is in sight."""
        super().__init__(data)
        states = [(str(s), state_label(str(s), "disposition")) for s in NOUNS["disposition"].states]
        given = {
            "programme": [(str(pk), name) for pk, name in programmes],
            "kind": list(kinds.items()),
            "state": states,
        }
        for name, choices in given.items():
            self.fields[name].choices = [("", _("All")), *choices]  # type: ignore[attr-defined]

    def narrow(self, rows: Any) -> Any:
        """Keep the rows that fit."""
        self.full_clean()
        given = self.cleaned_data
        fits = {"placement__programme": given.get("programme"), "kind": given.get("kind"),
                "state": given.get("state")}  # fmt: skip
        rows = rows.filter(**{key: value for key, value in fits.items() if value})
        text = given.get("q", "").strip()
        if text:
            rows = rows.filter(
                Q(placement__person__name__contains=text)
                | Q(placement__person__initials__startswith=text.lower())
                | Q(placement__sending_unit__name__contains=text)
                | Q(placement__receiving_unit__name__contains=text)
            )
        return rows


@door("disposition.read")
def register(request: Any) -> HttpResponse:
    """List what followed every term in sight, with its counts (004-22)."""
    rows = open_rows(request, Disposition).exclude(state="withdrawn")
    named = list(rows.order_by().values_list(
        "placement__programme", "placement__programme__name").distinct())  # fmt: skip
    kinds = _kinds(rows)
    form = Filter(request.GET, named, kinds)
    rows = form.narrow(rows)
    counts = dict(rows.order_by().values_list("kind").annotate(n=Count("pk")))
    rows = rows.select_related(*ABOUT)
    if wants_export(request):
        return export(request, _("What follows the term"), rows, COLUMNS, default="-decided")
    page = listing(request, rows, COLUMNS, default="-decided")
    programme = form.cleaned_data.get("programme", "")
    return render(request, "outcomes/register.html", {
        "listing": page, "filter_form": form, "programme": programme,
        "rows": [{"row": row, "kind": kind_of(row)} for row in page.rows],
        "counts": [(kinds.get(kind, kind), n) for kind, n in counts.items()],
        "total": sum(counts.values()),
    })  # fmt: skip


def _kinds(rows: Any) -> dict[str, str]:
    """Give the names of the dispositions of the charters in sight."""
    found: dict[str, str] = {}
    ids = rows.order_by().values("placement__charter").distinct()
    for row in one_of_each(ids):
        for item in rules_of(row).dispositions:
            found.setdefault(item.key, local_name(item))
    return found


@door("statistics.read")
def published(request: Any, pk: int) -> HttpResponse:
    """Give the decided dispositions of a programme as an official paper (004-22)."""
    programme = open_row(request, Programme, "programme.read", pk)
    rows = open_rows(request, Disposition, "statistics.read").filter(
        placement__programme=programme, state__in=("decided", "carried_out")
    ).select_related(*ABOUT).order_by("placement__sending_unit__sequence", "pk")  # fmt: skip
    name = f"{programme.name}期满去向通报.docx"
    return file_response(published_file(programme, rows, request.today), name, DOCX)


@door("disposition.read")
def after(request: Any, pk: int) -> HttpResponse:
    """Show what follows the term of one placement, and what the charter allows."""
    page = about(request, pk, "disposition.read")
    rows = list(page.rows(Disposition).select_related(*ABOUT))
    waiting = any(row.state in {"proposed", "decided"} for row in rows)
    links = []
    if page.may("disposition.propose") and not waiting and page.placement.state != "closed":
        links.append({"name": _("Propose what follows"), "icon": "plus",
                      "href": page.url("outcomes:propose")})  # fmt: skip
    return render(request, "outcomes/after.html", page.context(
        _("After the term"), links=links, allowed=_allowed(page),
        rows=[{"row": row, "kind": kind_of(row)} for row in rows],
        texts=_texts(page),
    ))  # fmt: skip


def _texts(page: About) -> list[Any]:
    """Give what the charter says of the end of the term: the end is no promotion (004-25)."""
    clauses = {item.clause for item in page.rules.dispositions}
    return [item for item in page.rules.notices if item.when == "end" or item.clause in clauses]


def _allowed(page: About) -> list[dict[str, Any]]:
    return [
        {"item": item, "decider": decider_words(item), "clause": item.clause}
        for item in page.rules.dispositions
    ]


class ProposeForm(forms.Form):
    """What follows, on what it rests, and where to."""

    kind = forms.ChoiceField(label=gettext_lazy("What follows"), widget=forms.RadioSelect)
    basis = Words(
        label=gettext_lazy("Basis"),
        max_length=1000,
        help_text=gettext_lazy("Begins with what is on record."),
    )
    to_unit = UnitField(
        label=gettext_lazy("Unit afterwards"),
        required=False,
        help_text=gettext_lazy("For staying and transfer: its full name."),
    )
    to_post = forms.CharField(label=gettext_lazy("Post afterwards"), max_length=80, required=False)
    until_on = Day(label=gettext_lazy("Extended to"), required=False)

    def __init__(self, data: Any, page: About, basis: str) -> None:
        """Offer the charter's dispositions, the default first chosen."""
        items = page.rules.dispositions
        default = next((item.key for item in items if item.is_default), "")
        super().__init__(data, initial={"kind": default, "basis": basis})
        self.fields["kind"].choices = [  # type: ignore[attr-defined]
            (item.key, f"{local_name(item)}（{decider_words(item)}）") for item in items
        ]
        limit = extension_limit(page.placement)
        self.fields["until_on"].help_text = (
            _("Only for an extension; at the latest %(day)s.") % {"day": limit} if limit
            else _("The charter allows no further extension.")
        )  # fmt: skip


@door("disposition.propose", methods=FORM)
def propose(request: Any, pk: int) -> HttpResponse:
    """Propose what follows; the facts of the term stand in the basis already (004-27)."""
    page = about(request, pk, "disposition.propose")
    form = ProposeForm(request.POST or None, page, basis_of(page.placement, request.today))
    note = _("It gives no priority: promotion goes through a selection of its own.")

    def act(data: dict[str, Any]) -> Disposition:
        unit = data.pop("to_unit")
        return propose_disposition(
            pk,
            data.pop("kind"),
            data.pop("basis"),
            by=request.user,
            today=request.today,
            to_unit_id=unit.pk if unit else None,
            **data,
        )

    return save(
        request,
        form,
        act,
        template="development/form.html",
        then=lambda row: reverse("outcomes:disposition", args=[row.pk]),
        done=_("Proposed."),
        context=page.context(_("Propose what follows"), back=page.url("outcomes:after"), note=note),
    )


class DecideForm(forms.Form):
    """Which body decided, when, under which number."""

    deciding_body = forms.CharField(label=gettext_lazy("Deciding body"), max_length=80)
    decided_on = Day(label=gettext_lazy("Decided on"))
    document_no = forms.CharField(
        label=gettext_lazy("Document number"), max_length=60, required=False
    )


@door("disposition.read", "disposition.decide", methods=FORM)
def disposition(request: Any, pk: int) -> HttpResponse:
    """Show one disposition; whoever records the decision does it here."""
    act = "disposition.decide" if request.method == "POST" else "disposition.read"
    row: Disposition = open_row(request, Disposition, act, pk)
    page = about_row(request, row)
    rule = pick(page.rules.dispositions, row.kind)
    bodies = bodies_of(rule, page.placement)
    start = {"deciding_body": next(iter(bodies), ""), "decided_on": request.today}
    return save(
        request,
        DecideForm(request.POST or None, initial=start),
        lambda data: decide_disposition(pk, by=request.user, today=request.today, **data),
        template="outcomes/disposition.html",
        then=reverse("outcomes:disposition", args=[pk]),
        done=_("The decision is on record."),
        context=page.context(
            kind_of(row),
            row=row,
            rule=rule,
            decider=decider_words(rule),
            bodies=bodies,
            back=page.url("outcomes:after"),
            may_decide=row.state == "proposed" and page.may("disposition.decide"),
            may_withdraw=row.state == "proposed" and page.may("disposition.withdraw"),
            may_carry_out=row.state == "decided" and page.may("disposition.carry_out"),
        ),
    )


@door("disposition.withdraw", methods=POST)
def withdraw(request: Any, pk: int) -> HttpResponse:
    """Take a proposal back."""
    row = open_row(request, Disposition, "disposition.withdraw", pk)
    withdraw_disposition(pk, by=request.user, today=request.today)
    messages.success(request, _("Taken back."))
    return redirect("outcomes:after", pk=row.placement_id)


@door("disposition.carry_out", methods=POST)
def carry_out(request: Any, pk: int) -> HttpResponse:
    """Carry a decision out: extend or end the term, bring the relation back."""
    open_row(request, Disposition, "disposition.carry_out", pk)
    flow.carry_out(pk, by=request.user, today=request.today)
    messages.success(request, _("Carried out."))
    return redirect("outcomes:disposition", pk=pk)

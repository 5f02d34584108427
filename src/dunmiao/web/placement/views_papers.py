"""Papers of a programme: placements made, notices, letters, what is missing, the term begun."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Count, Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dunmiao import flow
from dunmiao.stages.charter.models import Programme
from dunmiao.stages.placement.models import Notice, Placement
from dunmiao.stages.placement.notices import LETTERS, LISTED, issue_letters, issue_notice
from dunmiao.stages.placement.papers import changes_since
from dunmiao.stages.placement.responsibilities import gaps_of
from dunmiao.stages.placement.rosters import MEMBERS, roster_rows
from dunmiao.stages.selection.models import Decision
from dunmiao.web.doors import FORM, POST, door, may, open_row, open_rows
from dunmiao.web.listing import Column, export, listing, wants_export
from dunmiao.web.placement.forms import LettersForm, NoticeForm
from dunmiao.web.placement.papers_shown import (
    KINDS,
    MOVING,
    SHOWN,
    grouped,
    kind_name,
    ready,
    steps,
    told,
)
from dunmiao.web.refusing import save

COLUMNS = (
    Column("kind", gettext_lazy("Paper"), "kind", lambda row: kind_name(row.kind)),
    Column("number", gettext_lazy("Document number"), "number", lambda row: row.number),
    Column("person", gettext_lazy("Person"), "placement__person__stroke_key",
           lambda row: row.placement.person.name if row.placement else ""),
    Column("issued_on", gettext_lazy("Issued on"), "issued_on", lambda row: row.issued_on,
           kind="date"),
    Column("file", gettext_lazy("File")),
)  # fmt: skip


class PapersFilter(forms.Form):
    """Narrows the list of papers."""

    kind = forms.ChoiceField(
        label=gettext_lazy("Paper"),
        required=False,
        choices=[("", gettext_lazy("All")), *KINDS.items()],
    )
    q = forms.CharField(label=gettext_lazy("Name or number"), required=False, max_length=40)


@door("notice.issue")
def issuing(request: Any) -> HttpResponse:
    """List the programmes with decisions or placements, and what is still to be issued."""
    counts = {
        state: Count("placements", filter=Q(placements__state=state), distinct=True)
        for state in LISTED
    }
    rows = open_rows(request, Programme, "notice.issue").annotate(**counts)
    rows = rows.filter(Q(placements__isnull=False) | Q(decisions__isnull=False)).distinct()
    return render(request, "placement/issuing.html", {"programmes": rows[:50]})


def _programme(request: Any, pk: int, act: str = "notice.issue") -> Any:
    rows = open_rows(request, Programme, act).select_related("charter", "owner")
    open_row(request, Programme, act, pk)
    return rows.get(pk=pk)


@door("notice.issue")
def papers(request: Any, programme: int) -> HttpResponse:
    """Show a programme's way to its first day: notices, letters, files as they stand now."""
    row = _programme(request, programme)
    rows = _narrowed(request, open_rows(request, Notice).filter(programme=row))
    if wants_export(request):
        return export(request, _("Papers issued"), rows, COLUMNS)
    listed = listing(request, rows, COLUMNS)
    for one in listed.rows:
        one.kind_words = kind_name(one.kind)
        one.has_number = one.kind == LETTERS["party"]  # the law asks for the ID number in it
    context = {
        "row": row, "listing": listed, "form": PapersFilter(request.GET, auto_id="filter_%s"),
        **_standing(request, row),
    }  # fmt: skip
    return render(request, "placement/papers.html", context)


def _narrowed(request: Any, rows: QuerySet[Any]) -> QuerySet[Any]:
    rows = rows.select_related("placement__person").defer(
        "data", "placement__person__photo", "placement__person__resume"
    )
    if request.GET.get("kind") in KINDS:
        rows = rows.filter(kind=request.GET["kind"])
    if text := request.GET.get("q", "").strip():
        rows = rows.filter(Q(placement__person__name__icontains=text) | Q(number__icontains=text))
    return rows


def _standing(request: Any, row: Programme) -> dict[str, Any]:
    """Give where the programme stands on its way, and what may be done now."""
    placed = open_rows(request, Placement, "notice.issue").filter(programme=row, state__in=LISTED)
    count = dict(placed.order_by().values_list("state").annotate(Count("pk")))
    issued = open_rows(request, Notice).filter(programme=row)
    current = issued.filter(kind="notice").first()
    letters = issued.filter(kind__in=LETTERS.values()).count()
    is_decided = row.state == "decided"
    decided = open_rows(request, Decision, "placement.make")
    gaps = gaps_of(roster_rows(row), request.today) if is_decided and count else None
    changes = changes_since(current) if current else []
    return {
        "steps": steps(row, count, current, letters, gaps),
        "current": current, "changes": told(changes), "more": max(len(changes) - SHOWN, 0),
        "headings": [_("Person"), _("What changed"), _("In the notice"), _("Now")],
        "decisions": ready(decided.filter(programme=row), row),
        "count": sum(count.values()),
        "may_issue": bool(count), "may_letter": bool(count.get("noticed") or count.get("arrived")),
        "may_start": gaps is not None and not any(held.is_blocking for held in gaps)
        and may(request, "programme.move", row),
        "gap_count": len(gaps or ()),
    }  # fmt: skip


@door("placement.make", methods=POST)
def make(request: Any, decision: int) -> HttpResponse:
    """Turn a decision into placements, those whose public notice has passed."""
    row = open_row(request, Decision, "placement.make", decision)
    made = flow.make_placements(row.pk, by=request.user, today=request.today)
    messages.success(request, _("%(n)d placements are made. Now issue the notice.")
                     % {"n": len(made)})  # fmt: skip
    return redirect("placement:papers", row.programme_id)


@door("programme.move", methods=POST)
def start(request: Any, programme: int) -> HttpResponse:
    """Begin the term."""
    row = _programme(request, programme, "programme.move")
    flow.start_programme(row.pk, by=request.user, today=request.today)
    messages.success(request, _("The term has begun. Units confirm each arrival once."))
    return redirect("placement:papers", row.pk)


@door("notice.issue")
def gaps(request: Any, programme: int) -> HttpResponse:
    """Show which responsibilities nobody holds yet, those that block the term first (004-05)."""
    row = _programme(request, programme)
    found = grouped(gaps_of(roster_rows(row), request.today))
    blocking = [one for one in found if one["is_blocking"]]
    others = [one for one in found if not one["is_blocking"]]
    return render(request, "placement/gaps.html", {
        "row": row, "blocking": blocking, "others": others,
        "may_start": row.state == "decided" and not blocking
        and may(request, "programme.move", row),
    })  # fmt: skip


def _last_number(request: Any, row: Programme, kinds: tuple[str, ...]) -> dict[str, Any]:
    """Suggest the code used last, and the number after the highest of this year."""
    issued = open_rows(request, Notice).filter(programme__owner=row.owner, kind__in=kinds)
    last = issued.first()
    if last is None:
        return {"serial": 1}
    code = last.data.get("number", {}).get("code", "")
    same = issued.filter(data__number__code=code, data__number__year=request.today.year)
    used = same.order_by().values_list("data__number__serial", flat=True).distinct()
    return {"code": code, "serial": max(used, default=0) + 1}


@door("notice.issue", methods=FORM)
def notice_new(request: Any, programme: int) -> HttpResponse:
    """Issue the notice of selection, with the roster as it stands."""
    row = _programme(request, programme)
    last = open_rows(request, Notice).filter(programme=row, kind="notice").first()
    contact = last.data.get("contact", {}) if last else {}
    form = NoticeForm(request.POST or None, initial={
        **_last_number(request, row, ("notice",)), "report_on": row.starts_on,
        "contact_name": contact.get("name", ""), "contact_phone": contact.get("phone", ""),
    })  # fmt: skip
    back = reverse("placement:papers", args=[row.pk])
    return save(
        request, form,
        lambda _data: issue_notice(row.pk, by=request.user, today=request.today, **form.values()),
        template="placement/form.html",
        context={
            "title": _("Issue the notice of selection"), "subtitle": str(row),
            "submit": _("Issue"), "cancel": back,
            "note": _(
                "Everybody placed is named in it, in official order; each person gets a notice "
                "to report. It is kept as it goes out."
            ),
        },
        then=back, done=_("The notice is issued."),
    )  # fmt: skip


@door("letter.issue", methods=FORM)
def letters_new(request: Any, programme: int) -> HttpResponse:
    """Issue letters of introduction, one per person, numbered on."""
    row = _programme(request, programme, "letter.issue")
    kind = "party" if request.GET.get("kind") == "party" else "administrative"
    form = LettersForm(request.POST or None, **_for_letters(request, row, kind))
    back = reverse("placement:papers", args=[row.pk])
    return save(
        request, form,
        lambda data: issue_letters(
            data["people"], data["kind"], by=request.user, today=request.today,
            code=data["code"], serial=data["serial"], valid_days=data["valid_days"],
            dues_until=data["dues_until"], contact=_contact(request, row),
        ),
        template="placement/form.html",
        context={
            "title": _("Issue letters of introduction"), "subtitle": str(row),
            "submit": _("Issue"), "cancel": back,
            "note": _("Ticked are those without such a letter yet. The ID number is filled in "
                      "only when a party letter is printed."),
        },
        then=lambda made: f"{back}?kind={made[0].kind}", done=_("The letters are issued."),
    )  # fmt: skip


def _for_letters(request: Any, row: Programme, kind: str) -> dict[str, Any]:
    """Offer those who are noticed; tick those who lack the letter, of its own for the party."""
    rows = open_rows(request, Placement, "letter.issue").filter(
        programme=row, state__in=("noticed", "arrived")
    )
    rows = rows.select_related("person", "receiving_unit").defer("person__photo", "person__resume")
    rows = rows.order_by("receiving_unit__sequence", "person__stroke_key", "pk")
    lacking = rows.exclude(notices__kind=LETTERS[kind])
    if kind == "party":
        lacking = lacking.filter(relations__kind="party", person__political__in=MEMBERS, **MOVING)
    people = [(one.pk, f"{one.person.name}（{one.receiving_unit}）") for one in rows]
    first = {"kind": kind, "people": [one.pk for one in lacking]}
    return {"people": people,
            "initial": first | _last_number(request, row, (LETTERS[kind],))}  # fmt: skip


def _contact(request: Any, row: Programme) -> dict[str, str]:
    """Give the office's telephone as the notice names it."""
    last = open_rows(request, Notice).filter(programme=row, kind="notice").first()
    phone = last.data.get("contact", {}).get("phone", "") if last else ""
    return {"phone": phone} if phone else {}

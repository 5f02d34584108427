"""Training and meetings: called, announced, held with absences noted once, words and hand-over."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dunmiao.stages.charter.models import Programme
from dunmiao.stages.charter.rules import rules_of
from dunmiao.stages.development.gatherings import (
    agenda_of,
    call_gathering,
    cancel_gathering,
    kinds_of,
    note_absences,
    take_over,
    write_words,
)
from dunmiao.stages.development.models import Gathering, Handover, Invitee
from dunmiao.stages.organisations.reach import may_any
from dunmiao.stages.placement.models import Team
from dunmiao.web.development.forms import local
from dunmiao.web.development.forms_gatherings import (
    AttendForm,
    CallForm,
    ReasonForm,
    TakeOverForm,
    WordsForm,
)
from dunmiao.web.development.views_needs import need_names
from dunmiao.web.doors import FORM, door, may, open_row, open_rows
from dunmiao.web.listing import Column, listing
from dunmiao.web.refusing import save

RUN = ("decided", "running")
COLUMNS = (
    Column("topic", gettext_lazy("Topic"), "topic"),
    Column("kind", gettext_lazy("Kind"), ("sort", "kind")),
    Column("held_on", gettext_lazy("Day"), "held_on"),
    Column("programme", gettext_lazy("Programme"), "programme__name"),
    Column("state", gettext_lazy("State"), "state"),
)
PEOPLE = (
    Column("name", gettext_lazy("Name"), "placement__person__stroke_key"),
    Column("sender", gettext_lazy("Sending unit"), "placement__sending_unit__sequence"),
    Column("receiver", gettext_lazy("Receiving unit"), "placement__receiving_unit__sequence"),
    Column("part", gettext_lazy("Took part")),
)


def kind_name(row: Gathering, today: Any) -> str:
    """Give the charter's words for a kind."""
    found = kinds_of(rules_of(row.programme, today)).get(f"{row.sort}:{row.kind}")
    return local(found[1]) if found else row.kind


def _rows(request: Any) -> QuerySet[Any]:
    return open_rows(request, Gathering).distinct().select_related(
        "programme__charter", "programme__owner"
    )


@door("gathering.read")
def gatherings(request: Any) -> HttpResponse:
    """List training and meetings in reach, those to come first."""
    rows = _rows(request)
    if request.GET.get("sort_of") in dict(Gathering.SORTS):
        rows = rows.filter(sort=request.GET["sort_of"])
    if request.GET.get("q"):
        rows = rows.filter(topic__contains=request.GET["q"])
    listed = listing(request, rows, COLUMNS, default="-held_on")
    for row in listed.rows:
        row.kind_words = kind_name(row, request.today)
    return render(request, "development/gatherings.html", {
        "listing": listed, "sorts": Gathering.SORTS, "programmes": _to_call(request),
        "sees_needs": may_any(request.user, "need.read", request.today),
    })


def _to_call(request: Any) -> Any:
    if not may_any(request.user, "gathering.call", request.today):
        return ()
    return open_rows(request, Programme, "gathering.call").filter(state__in=RUN)[:30]


@door("gathering.read")
def gathering(request: Any, pk: int) -> HttpResponse:
    """Show one: agenda, who is invited as far as the reader may see, hand-over by unit."""
    row = open_row(request, Gathering, "gathering.read", pk, rows=_rows(request))
    people = open_rows(request, Invitee).filter(gathering=row).distinct().select_related(
        "placement__person", "placement__sending_unit", "placement__receiving_unit"
    )
    mine = open_rows(request, Invitee, "gathering.speak").filter(gathering=row).first()
    return render(request, "development/gathering.html", {
        "row": row, "kind_words": kind_name(row, request.today),
        "listing": listing(request, people, PEOPLE, default="receiver"),
        "counts": people.aggregate(all=Count("pk", distinct=True),
                                   absent=Count("pk", filter=Q(is_absent=True), distinct=True)),
        "words": people.exclude(speech="")[:20], "mine": mine,
        "need_words": need_names(row.programme, request.today).get(row.need, row.need),
        "handovers": _handovers(request, row), "is_over": row.held_on <= request.today,
        "may_call": may(request, "gathering.call", row),
    })


def _handovers(request: Any, row: Gathering) -> list[Any]:
    found = open_rows(request, Handover).filter(gathering=row).select_related(
        "unit", "confirmed_by"
    )
    mine = set(open_rows(request, Handover, "handover.take_over").filter(gathering=row)
               .values_list("pk", flat=True))
    people: dict[int, list[str]] = {}
    units = [one.unit_id for one in found]
    invited = row.invitees.filter(placement__receiving_unit__in=units)
    for one in invited.select_related("placement__person"):
        people.setdefault(one.placement.receiving_unit_id, []).append(one.placement.person.name)
    return [{"row": one, "people": people.get(one.unit_id, []), "is_mine": one.pk in mine}
            for one in found]


@door("gathering.call", methods=FORM)
def gathering_new(request: Any, pk: int) -> HttpResponse:
    """Call a training or a meeting; a kind's own agenda and a gap may be filled in already."""
    programme = open_row(request, Programme, "gathering.call", pk)
    kinds = kinds_of(rules_of(programme, request.today))
    asked, need = request.GET.get("kind", ""), request.GET.get("need", "")
    start: dict[str, Any] = {"invite": "need" if need else "all", "need": need}
    if asked in kinds:
        item = kinds[asked][1]
        start |= {"kind": asked, "topic": item.name, "agenda": "\n".join(agenda_of(item))}
    names = need_names(programme, request.today)
    if need in names:
        start["topic"] = _("Training: %(need)s") % {"need": names[need]}
    return _call(request, programme, None, start)


@door("gathering.call", methods=FORM)
def gathering_edit(request: Any, pk: int) -> HttpResponse:
    """Change what is still to come."""
    row = open_row(request, Gathering, "gathering.call", pk, rows=_rows(request))
    speakers = row.invitees.filter(is_speaker=True).select_related("placement__person")
    return _call(request, row.programme, row, {
        "kind": f"{row.sort}:{row.kind}", "topic": row.topic, "held_on": row.held_on,
        "until": row.until, "place": row.place, "host": row.host, "invite": "keep",
        "need": row.need, "agenda": "\n".join(row.agenda), "is_sending_off": row.is_sending_off,
        "speakers": "、".join(one.placement.person.name for one in speakers),
    })


def _call(request: Any, programme: Programme, row: Gathering | None, start: Any) -> HttpResponse:
    kinds = kinds_of(rules_of(programme, request.today))
    teams = open_rows(request, Team).filter(programme=programme).distinct()
    invites = [("all", _("Everybody of the programme")), ("need", _("Who has the gap below")),
               *((f"team:{team.pk}", team.name) for team in teams[:50])]
    if row is not None:
        invites = [("keep", _("Those invited already")), *invites]
    form = CallForm(
        request.POST or None, initial=start, invites=invites,
        kinds=[(key, local(item)) for key, (_sort, item) in kinds.items()],
        needs=sorted(need_names(programme, request.today).items()),
    )
    back = reverse("development:gathering", args=[row.pk]) if row else reverse(
        "development:gatherings"
    )
    return save(
        request, form,
        lambda data: call_gathering(programme.pk, data.pop("kind"), row.pk if row else None,
                                    by=request.user, today=request.today, **data),
        template="development/gathering_form.html", context={
            "title": _("Change it") if row else _("Call a training or a meeting"),
            "subtitle": str(programme), "submit": _("Save") if row else _("Call it"),
            "cancel": back, "note": "", "is_new": row is None,
            "kinds": [(key, local(item)) for key, (_sort, item) in kinds.items()],
        },
        then=lambda made: reverse("development:gathering", args=[made.pk]), done=_("Saved."),
    )


def _form(request: Any, form: Any, act: Any, row: Gathering, title: str, **more: Any) -> Any:
    back = reverse("development:gathering", args=[row.pk])
    context = {"title": title, "subtitle": row.topic, "cancel": back, "note": "", **more}
    return save(request, form, act, template="placement/form.html", context=context, then=back,
                done=_("Saved."))


@door("gathering.attend", methods=FORM)
def gathering_attend(request: Any, pk: int) -> HttpResponse:
    """Say that it was held and who was absent."""
    row = open_row(request, Gathering, "gathering.attend", pk, rows=_rows(request))
    away = row.invitees.filter(is_absent=True).select_related("placement__person")
    form = AttendForm(request.POST or None, has_need=bool(row.need), initial={
        "absent": "、".join(one.placement.person.name for one in away),
        "summary": row.summary, "minutes_no": row.minutes_no,
        "closes_need": row.closes.exists(),
    })
    return _form(
        request, form,
        lambda data: note_absences(pk, by=request.user, today=request.today, **data),
        row, _("Who was absent"), submit=_("It was held"),
    )


@door("gathering.cancel", methods=FORM)
def gathering_cancel(request: Any, pk: int) -> HttpResponse:
    """Cancel what was called."""
    row = open_row(request, Gathering, "gathering.cancel", pk, rows=_rows(request))
    return _form(
        request, ReasonForm(request.POST or None),
        lambda data: cancel_gathering(pk, data["reason"], by=request.user, today=request.today),
        row, _("Cancel it"), submit=_("Cancel it"),
    )


@door("gathering.speak", methods=FORM)
def gathering_speak(request: Any, pk: int) -> HttpResponse:
    """Write one's own words for a meeting."""
    one = open_row(request, Invitee, "gathering.speak", pk)
    return _form(
        request, WordsForm(request.POST or None, initial={"text": one.speech}),
        lambda data: write_words(pk, data["text"], by=request.user, today=request.today),
        one.gathering, _("My words"), submit=_("Save"),
    )


@door("handover.take_over", methods=FORM)
def handover_take(request: Any, pk: int) -> HttpResponse:
    """Confirm that one's unit took its people over."""
    one = open_row(request, Handover, "handover.take_over", pk)
    return _form(
        request, TakeOverForm(request.POST or None),
        lambda data: take_over(pk, by=request.user, today=request.today, **data),
        one.gathering, _("Take our people over"), submit=_("We took them over"),
    )

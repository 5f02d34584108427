"""Pages of a unit that is asked for candidates: its list, whom it may name, sending, declining."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dunmiao.stages.charter.rules import rules_of
from dunmiao.stages.people.facts import units_by_name
from dunmiao.stages.people.models import Person
from dunmiao.stages.people.reading import named
from dunmiao.stages.selection.loads import loads_of
from dunmiao.stages.selection.models import Nomination, Nominee
from dunmiao.stages.selection.nominations import naming_route
from dunmiao.stages.selection.nominees import (
    decline_nomination,
    drop_person,
    name_person,
    send_nomination,
    verdicts_of,
)
from dunmiao.web.doors import FORM, POST, door, may, open_row, open_rows
from dunmiao.web.listing import Column, listing
from dunmiao.web.refusing import save
from dunmiao.web.selection.forms_nominations import MeetingForm, NameForm, WhyForm
from dunmiao.web.selection.views_nominations import around, buttons, class_names, opened
from dunmiao.web.selection.words import experience_words, person_facts_shown, verdict_words

PEOPLE = (
    Column("name", gettext_lazy("Name"), "stroke_key"),
    Column("post", gettext_lazy("Post held")),
    Column("experience", gettext_lazy("Experience")),
    Column("conditions", gettext_lazy("Conditions")),
    Column("go", ""),
)
HEAVY = ("photo", "rewards", "form_extra", "id_number", "phone", "health")


@door("nomination.read")
def nomination(request: Any, pk: int) -> HttpResponse:
    """Show one unit's nomination: what is asked, whom it names, what is to be done."""
    row = opened(request, "nomination.read", pk)
    rules = rules_of(row.programme)
    load = loads_of([row.unit], request.today)[row.unit_id]
    context = {
        "row": row,
        "lines": _lines(request, row),
        "route": naming_route(row.programme),
        "load": load,
        "limit": rules.selection.load_warning_percent,
        "is_heavy": load.is_above(rules.selection.load_warning_percent),
        "is_late": row.state in {"asked", "returned"} and row.due_on < request.today,
        **buttons(request, row),
    }
    return render(request, "selection/nomination.html", context)


def _lines(request: Any, row: Nomination) -> list[dict[str, Any]]:
    """Give those named, each with conditions and experience from the record."""
    held = list(
        row.nominees.select_related("person__unit", "application")
        .prefetch_related("person__kinships").defer("person__photo")
    )  # fmt: skip
    verdicts = verdicts_of(row.programme, [one.person for one in held], request.today)
    classes, units = class_names(row), units_by_name()
    alone = set(
        row.programme.applications.filter(
            person__in=[one.person_id for one in held], came_by="self"
        ).values_list("person_id", flat=True)
    )
    return [
        {
            "row": one, "person": one.person,
            "rank_class": classes.get(one.rank_class, ""),
            "conditions": verdict_words(verdicts[one.person_id]),
            "experience": experience_words(one.person, request.today, units),
            "is_alone": one.person_id in alone,
            "may_open": one.application is not None
            and may(request, "application.read", one.application),
        }
        for one in held
    ]  # fmt: skip


@door("nomination.name")
def nominee_choose(request: Any, pk: int) -> HttpResponse:
    """List the unit's people with conditions and experience, to choose whom to name."""
    row = opened(request, "nomination.name", pk)
    people = open_rows(request, Person, "nomination.name").filter(
        is_active=True, unit__path__startswith=row.unit.path
    )
    people = people.exclude(named_by__nomination=row).select_related("unit")
    if text := request.GET.get("q", "").strip():
        people = named(people, text)
    people = people.prefetch_related("kinships").defer(*HEAVY)
    shown = listing(request, people, PEOPLE, default="name", size=30)
    verdicts = verdicts_of(row.programme, shown.rows, request.today)
    units = units_by_name()
    for one in shown.rows:
        one.conditions = verdict_words(verdicts[one.pk])
        one.experience = experience_words(one, request.today, units)
    return render(request, "selection/nominee_choose.html", {"row": row, "listing": shown})


@door("nomination.name", methods=FORM)
def nominee_name(request: Any, pk: int, person: int) -> HttpResponse:
    """Put one person on the unit's list, with the grounds."""
    row = opened(request, "nomination.name", pk)
    who = open_row(request, Person, "nomination.name", person)
    held = row.nominees.filter(person=who).first()
    initial = {"reason": held.reason, "rank_class": held.rank_class} if held else {}
    form = NameForm(
        request.POST or None, classes=list(class_names(row).items()), initial=initial
    )
    return save(
        request, form,
        lambda data: name_person(row.pk, who.pk, by=request.user, today=request.today, **data),
        template="selection/form.html",
        context=around(row, _("Name %(name)s") % {"name": who.name}, _("Put on the list"),
                       facts=person_facts_shown(who, request.today)),
        then=reverse("selection:nomination", args=[row.pk]),
        done=_("The person stands on the unit's list; send it when it is complete."),
    )  # fmt: skip


@door("nomination.drop", methods=POST)
def nominee_drop(request: Any, pk: int) -> HttpResponse:
    """Take somebody off the list."""
    row = open_row(request, Nominee, "nomination.drop", pk)
    drop_person(row.pk, by=request.user, today=request.today)
    messages.success(request, _("The person is off the list."))
    return redirect("selection:nomination", row.nomination_id)


@door("nomination.send", methods=FORM)
def nomination_send(request: Any, pk: int) -> HttpResponse:
    """Send the list with the meeting that resolved on it."""
    row = opened(request, "nomination.send", pk)
    initial = {
        "met_on": row.met_on, "body": row.body or _("Party group meeting"),
        "resolution_no": row.resolution_no,
    }  # fmt: skip
    names = "、".join(row.nominees.values_list("person__name", flat=True))
    return save(
        request, MeetingForm(request.POST or None, initial=initial),
        lambda data: send_nomination(row.pk, by=request.user, today=request.today, **data),
        template="selection/form.html",
        context=around(row, _("Send the list"), _("Send to the department"),
                       facts=[(_("Named"), names or "—")],
                       note=_("The day and reference of the resolution are enough; no photo.")),
        then=reverse("selection:nomination", args=[row.pk]),
        done=_("The list is with the department."),
    )  # fmt: skip


@door("nomination.decline", methods=FORM)
def nomination_decline(request: Any, pk: int) -> HttpResponse:
    """Answer that the unit names nobody, and why."""
    row = opened(request, "nomination.decline", pk)
    return save(
        request, WhyForm(request.POST or None),
        lambda data: decline_nomination(row.pk, by=request.user, today=request.today, **data),
        template="selection/form.html",
        context=around(row, _("Name nobody this time"), _("Send the answer"),
                       note=_("The department reads the reason and may ask again.")),
        then=reverse("selection:nomination", args=[row.pk]), done=_("The answer is sent."),
    )  # fmt: skip

"""What is held about me: every field, where it came from, who looked, why I was placed as I was."""

from __future__ import annotations

import json
import re
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dunmiao.stages.common.refusal import Refusal
from dunmiao.stages.organisations.actions.complaints import send_complaint
from dunmiao.stages.people.models import Person
from dunmiao.stages.people.reading import SEALED, Origin, Trail, reveal_field, trail_of
from dunmiao.stages.placement.own import own_reasons
from dunmiao.stages.selection.own import own_results
from dunmiao.web.doors import FORM, door, may, open_rows
from dunmiao.web.people.forms import FlagForm, RevealForm
from dunmiao.web.people.person import crumbs, kinships, opened
from dunmiao.web.people.records import counted, local
from dunmiao.web.people.words import fields_held, name_of, value_of
from dunmiao.web.refusing import save

LOOKS = {
    "person.reveal": gettext_lazy("looked at one field"),
    "person.export_form": gettext_lazy("took the cadre form with all fields"),
}
OUTCOMES = {
    "passed": gettext_lazy("went on"), "reserve": gettext_lazy("kept in reserve"),
    "out": gettext_lazy("did not go on"),
}  # fmt: skip


@door("person.mine")
def mine(request: Any) -> HttpResponse:
    """Go to what is held about oneself."""
    row = open_rows(request, Person, "person.mine").first()
    if row is None:
        raise Http404
    return redirect("people:held", row.pk)


@door("person.held")
def held(request: Any, pk: int) -> HttpResponse:
    """Show everything that is held about a person, to them and to the department."""
    row = opened(request, "person.held", pk)
    trail = trail_of(row)
    return render(request, "people/held.html", {
        "row": row, "crumbs": crumbs(request, row, _("What is held")),
        "lines": _lines(row, trail), "family": _family(row), "kinships": kinships(row),
        "looks": [_look(row, look) for look in trail.looks], "counts": counted(request, row),
        "reasons": [
            {"own": own, "parts": [(local(part), part) for part in own.parts]}
            for own in own_reasons(row)
        ],
        "results": [(local(result), result, OUTCOMES.get(result.outcome, result.outcome))
                    for result in own_results(row)],
        "may_flag": may(request, "person.flag", row),
        "may_reveal": may(request, "person.reveal", row),
    })  # fmt: skip


def _lines(row: Person, trail: Trail) -> list[dict[str, Any]]:
    """Give one line per field: name, value or mask, and where it came from; long ones apart."""
    lines = []
    for field in fields_held():
        value = value_of(row, field)
        if value:
            lines.append({
                "key": field, "name": name_of(field), "value": value,
                "origin": trail.origins.get(field), "is_secret": field in SEALED,
                "is_long": len(value) > 60, "source": source_words(trail.origins.get(field)),
            })  # fmt: skip
    return lines


def source_words(origin: Origin | None) -> str:
    """Give the words of where a value came from, nothing where it was typed."""
    if origin is None:
        return ""
    batch = re.fullmatch(r"import (\d+)", origin.source)
    return _("import no. %(n)s") % {"n": batch[1]} if batch else origin.source


def _family(row: Person) -> list[dict[str, str]]:
    return [{"key": f"family-{kin.pk}", "name": kin.relation} for kin in row.family.all()]


def _look(row: Person, look: Any) -> dict[str, Any]:
    return {"at": look.at, "by": look.by, "purpose": look.purpose, "what": LOOKS[look.act],
            "field": secret_name(row, look.field)}


def secret_name(row: Person, key: str) -> str:
    """Give what a secret is called; nothing for one that is gone."""
    if key in SEALED:
        return name_of(key)
    return {f"family-{kin.pk}": kin.relation for kin in row.family.all()}.get(key, "")


@door("person.reveal", methods=FORM)
def reveal(request: Any, pk: int, field: str) -> HttpResponse:
    """Ask what a secret is needed for, then show it once; the look is recorded."""
    row = opened(request, "person.reveal", pk)
    name = secret_name(row, field)
    if not name:
        raise Http404
    form = RevealForm(request.POST or None)
    context = {"row": row, "name": name, "form": form, "crumbs": crumbs(request, row, name),
               "back": reverse("people:person", args=[pk])}
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                purpose = form.cleaned_data["purpose"]
                context["secret"] = readable(reveal_field(
                    pk, field, by=request.user, today=request.today, purpose=purpose
                ))
                status = 200
            except Refusal as refusal:
                form.add_error("purpose" if refusal.field == "purpose" else None, str(refusal))
                status = 409
    response = render(request, "people/reveal.html", context, status=status)
    response.headers["Cache-Control"] = "no-store"
    return response


def readable(text: str) -> list[tuple[str, str]]:
    """Give a secret as pairs: a row of the family table is kept as JSON, the others as text."""
    try:
        found = json.loads(text)
    except ValueError:
        found = None
    if not isinstance(found, dict):
        return [("", text)]
    names = {
        "name": _("Name of the person"), "birth": _("Born"), "political": _("Political status"),
        "unit_and_post": _("Unit and post"), "relation": _("Relation"),
    }  # fmt: skip
    return [(names.get(str(key), str(key)), str(value)) for key, value in found.items() if value]


@door("person.flag", methods=FORM)
def flag(request: Any, pk: int) -> HttpResponse:
    """Say that something held is wrong; it goes to the department as a suggestion."""
    row = opened(request, "person.flag", pk)
    fields = [(key, name_of(key)) for key in fields_held() if value_of(row, key)]
    names = dict(fields) | {"other": _("Something else")}
    page = reverse("people:held", args=[pk])
    initial = {"field": request.GET.get("field", "")}
    return save(
        request, FlagForm(request.POST or None, fields=fields, initial=initial),
        lambda data: send_complaint(
            _("Correction of what is held about %(name)s, “%(field)s”: %(text)s")
            % {"name": row.name, "field": names[data["field"]], "text": data["text"]},
            by=request.user, today=request.today, page=page,
        ),
        template="people/simple_form.html",
        context={"title": _("Something is wrong"), "back": page, "submit": _("Send"),
                 "crumbs": crumbs(request, row, _("Something is wrong")),
                 "subtitle": _("Goes to the organisation department; the answer stands under "
                               "complaints and suggestions.")},
        then=reverse("home:complaints"), done=_("Sent. The answer will stand on this page."),
    )  # fmt: skip

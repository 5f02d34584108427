"""One person: facts, résumé, experience, history; entering and changing what is held."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from dunmiao.engine.codes import ETHNIC, KIN, PERSONNEL, POLITICAL, POST_CLASS, RANK, SEX
from dunmiao.engine.resume import WORK
from dunmiao.files.intake import Upload
from dunmiao.stages.common.refusal import Refusal
from dunmiao.stages.organisations.models import Organisation
from dunmiao.stages.people.actions import (
    register_person,
    remove_kinship,
    set_kinship,
    update_person,
)
from dunmiao.stages.people.experience import Experience, experience_of
from dunmiao.stages.people.forms import export_form, import_form
from dunmiao.stages.people.models import Kinship, Person
from dunmiao.stages.people.reading import SEALED
from dunmiao.web.doors import FORM, POST, door, keep_in_sight, may, open_row, open_rows
from dunmiao.web.listing import file_response
from dunmiao.web.people.forms import EndKinshipForm, KinshipForm, PersonForm, UploadForm
from dunmiao.web.people.records import applications, placements
from dunmiao.web.people.words import (
    birth,
    code,
    grade_words,
    month,
    name_of,
    schooling,
    tag_words,
    years_of,
)
from dunmiao.web.refusing import save

ACTS = (
    "person.edit", "person.reveal", "person.profile", "person.held", "person.export_form",
    "person.import_form", "kinship.set",
)  # fmt: skip


def opened(request: Any, act: str, pk: int) -> Person:
    """Open one person with their unit, for an act."""
    person: Person = open_row(
        request, Person, act, pk, rows=open_rows(request, Person, act).select_related("unit")
    )
    return person


def crumbs(request: Any, person: Person, here: str = "") -> list[tuple[str, str]]:
    """Give the way to a page of a person, with the list where the reader has one."""
    listed = open_rows(request, Person, "person.list").filter(pk=person.pk).exists()
    way = [(_("Roll of persons"), reverse("people:people"))] if listed else []
    if not here:
        return [*way, (person.name, "")]
    return [*way, (person.name, reverse("people:person", args=[person.pk])), (here, "")]


@door("person.read")
def person(request: Any, pk: int) -> HttpResponse:
    """Show a person; protected fields and appraisals only to those who may have the profile."""
    row = opened(request, "person.read", pk)
    allowed = {act.replace(".", "_"): may(request, act, row) for act in ACTS}
    found = experience_of(row, request.today)
    context = {
        "row": row, "may": allowed, "crumbs": crumbs(request, row), "facts": facts(request, row),
        "entries": entries(found), "experience": shown(found),
        "placements": placements(request, row), "applications": applications(request, row),
        "tags": tag_words(row.tags),
    }
    if allowed["person_profile"]:
        context |= _inner(row)
    if allowed["kinship_set"]:
        context["kinships"] = kinships(row)
    return render(request, "people/person.html", context)


def facts(request: Any, row: Person) -> list[tuple[str, Any]]:
    """Give the plain facts of a person as pairs; nothing sealed is among them."""
    return [
        (_("Sex"), code(SEX, row.sex)),
        (_("Born"), birth(row, request.today)),
        (_("Ethnic group"), code(ETHNIC, row.ethnic)),
        (_("Native place"), row.native_place),
        (_("Political status"), code(POLITICAL, row.political)),
        (_("Education"), schooling(row)),
        (_("Major and school"), " · ".join(part for part in (row.major, row.school) if part)),
        (_("Rank"), code(RANK, row.rank)),
        (_("Kind of personnel"), code(PERSONNEL, row.kind)),
        (_("Started work"), month(row.work_started_on)),
    ]


def secrets(row: Person) -> list[dict[str, Any]]:
    """Give the protected fields: what each is called, its mask, and the key to reveal it by."""
    found = [
        {"key": key, "name": name_of(key), "mask": str(getattr(row, key) or "")} for key in SEALED
    ]
    family = [
        {"key": f"family-{kin.pk}", "name": kin.relation, "mask": str(kin.details)}
        for kin in row.family.all()
    ]
    return found + family


def _inner(row: Person) -> dict[str, Any]:
    return {
        "secrets": secrets(row),
        "years": [(year, grade_words(grade)) for year, grade in years_of(row)],
    }


def kinships(row: Person) -> list[dict[str, Any]]:
    """Give the kinships that bar, entered from either side."""
    own = row.kinships.select_related("other__unit", "organisation")
    theirs = row.kinships_of.select_related("person__unit")
    return [
        {"pk": kin.pk, "relation": code(KIN, kin.relation), "note": kin.note,
         "whom": kin.other or kin.organisation, "unit": kin.other.unit if kin.other else "",
         "is_reverse": False}
        for kin in own
    ] + [
        {"pk": kin.pk, "relation": code(KIN, kin.relation), "note": kin.note, "whom": kin.person,
         "unit": kin.person.unit, "is_reverse": True}
        for kin in theirs
    ]  # fmt: skip


def entries(found: Experience) -> list[dict[str, Any]]:
    """Give the résumé's entries for the page."""
    until_now = _("now")
    return [
        {"span": f"{month(entry.starts_on)}–{month(entry.ends_on) or until_now}",
         "text": entry.text, "is_work": entry.kind == WORK}
        for entry in found.entries
    ]  # fmt: skip


def shown(found: Experience) -> dict[str, Any]:
    """Give what follows from the résumé: months with the spans they rest on."""
    return {
        "months": found.grassroots.months, "because": found.grassroots.because,
        "by_class": [(code(POST_CLASS, key), one) for key, one in (found.by_class or {}).items()],
        "gates": found.gates, "problems": found.problems, "is_known": bool(found.entries),
    }  # fmt: skip


@door("person.read")
def photo(request: Any, pk: int) -> HttpResponse:
    """Give the photo."""
    row = open_row(request, Person, "person.read", pk)
    if not row.photo:
        raise Http404
    return HttpResponse(bytes(row.photo), content_type="image/jpeg")


@door("person.register", methods=FORM)
def add(request: Any) -> HttpResponse:
    """Enter a person of a unit in reach."""
    form = PersonForm(request.POST or None, request.FILES or None, person=None, today=request.today)
    return save(
        request, form, lambda data: _register(request, form, data["unit"]),
        template="people/person_form.html",
        context={"title": _("Add a person"), "back": reverse("people:people"),
                 "crumbs": [(_("Roll of persons"), reverse("people:people")),
                            (_("Add a person"), "")]},
        then=lambda made: reverse("people:person", args=[made.pk]), done=_("Added."),
    )  # fmt: skip


def _register(request: Any, form: PersonForm, unit: Organisation) -> Person:
    if not may(request, "person.register", unit):
        raise Refusal(_("This unit is not yours to add persons to."), field="unit")
    person: Person = register_person(unit.pk, form.values(), by=request.user, today=request.today)
    return person


@door("person.edit", methods=FORM)
def edit(request: Any, pk: int) -> HttpResponse:
    """Change what is held about a person; only what was changed is recorded."""
    row = opened(request, "person.edit", pk)
    form = PersonForm(request.POST or None, request.FILES or None, person=row, today=request.today)
    back = reverse("people:person", args=[pk])
    return save(
        request, form, lambda data: _update(request, form, row, data["unit"]),
        template="people/person_form.html",
        context={"title": _("Edit what is held"), "back": back, "row": row,
                 "crumbs": crumbs(request, row, _("Edit"))},
        then=back, done=_("Saved."),
    )  # fmt: skip


def _update(request: Any, form: PersonForm, row: Person, unit: Organisation) -> None:
    moved = unit.pk if unit.pk != row.unit_id else None
    changed = update_person(
        row.pk, form.values(), by=request.user, today=request.today, unit_id=moved
    )
    try:
        keep_in_sight(request, changed, "person.edit")
    except PermissionDenied:
        raise Refusal(
            _("The person would leave your reach; ask the organisation department to move them."),
            field="unit",
        ) from None


@door("person.export_form", methods=POST)
def form_download(request: Any, pk: int) -> HttpResponse:
    """Give the cadre form as a file; it holds secrets, so this is recorded."""
    row = opened(request, "person.export_form", pk)
    body = export_form(pk, by=request.user, today=request.today)
    return file_response(body, f"{row.name}.lrmx", "application/xml")


@door("person.import_form", methods=FORM)
def form_upload(request: Any, pk: int) -> HttpResponse:
    """Take in a newer cadre form of this person."""
    row = opened(request, "person.import_form", pk)
    back = reverse("people:person", args=[pk])
    return save(
        request, UploadForm(request.POST or None, request.FILES or None),
        lambda data: import_form(
            pk, Upload(data["file"].name, data["file"].read()), by=request.user,
            today=request.today,
        ),
        template="people/simple_form.html",
        context={"title": _("Take in a cadre form"), "back": back, "is_upload": True,
                 "crumbs": crumbs(request, row, _("Cadre form")), "submit": _("Take in"),
                 "subtitle": _("What the form says replaces what is held; what it leaves empty "
                               "stays.")},
        then=back, done=_("Taken in."),
    )  # fmt: skip


@door("kinship.set", methods=FORM)
def kinship(request: Any, pk: int) -> HttpResponse:
    """Enter a kinship that bars."""
    row = opened(request, "kinship.set", pk)
    back = reverse("people:person", args=[pk])
    people = open_rows(request, Person, "person.list").exclude(pk=pk)
    return save(
        request, KinshipForm(request.POST or None, people=people),
        lambda data: set_kinship(
            pk, data["relation"], by=request.user, today=request.today, note=data["note"],
            other_id=data["other"].pk if data["other"] else None,
            organisation_id=data["unit"].pk if data["unit"] else None,
        ),
        template="people/simple_form.html",
        context={"title": _("Enter a kinship"), "back": back,
                 "crumbs": crumbs(request, row, _("Kinship")),
                 "subtitle": _("Bars both from posts where one leads the other "
                               "(Civil Servants Law, article 74).")},
        then=back, done=_("Saved."),
    )  # fmt: skip


@door("kinship.remove", methods=FORM)
def kinship_remove(request: Any, pk: int) -> HttpResponse:
    """Take a kinship back that does not hold, with the reason."""
    row = open_row(request, Kinship, "kinship.remove", pk)
    back = reverse("people:person", args=[row.person_id])
    return save(
        request, EndKinshipForm(request.POST or None),
        lambda data: remove_kinship(pk, by=request.user, today=request.today, **data),
        template="people/simple_form.html",
        context={"title": _("Remove a kinship"), "back": back, "subtitle": row.person.name,
                 "crumbs": crumbs(request, row.person, _("Kinship")),
                 "submit": _("Remove the kinship")},
        then=back, done=_("Removed."),
    )  # fmt: skip

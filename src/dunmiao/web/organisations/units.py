"""The tree of units, one unit, and who answers for what in it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Count
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from dunmiao.engine.codes import ORGANISATION
from dunmiao.stages.organisations.actions import add_unit, edit_unit, end_contact, set_contact
from dunmiao.stages.organisations.models import Contact, Organisation
from dunmiao.stages.organisations.reach import may_any
from dunmiao.stages.people.models import Person
from dunmiao.web.doors import FORM, POST, door, may, open_row, open_rows
from dunmiao.web.listing import Column, export, listing, wants_export
from dunmiao.web.refusing import Day, save

COLUMNS = (
    Column("name", gettext_lazy("Unit"), ("path",), lambda row: row.name),
    Column("kind", gettext_lazy("Kind"), "kind", lambda row: kind_name(row.kind)),
    Column("order", gettext_lazy("Official order"), "sequence", lambda row: row.sequence,
           is_number=True, kind="integer"),
    Column("staff", gettext_lazy("Staff"), "headcount", lambda row: row.headcount, is_number=True,
           kind="integer"),
    Column("people", gettext_lazy("People recorded"), (), None, is_number=True),
    Column("gaps", gettext_lazy("Gaps"), (), None),
)
KINDS = dict(Contact.KINDS)


def kind_name(code: str) -> str:
    """Give the name of a unit's kind in the active language."""
    found = [row for row in ORGANISATION if row.code == code]
    return found[0].label(get_language() or "zh") if found else code


def kinds() -> list[tuple[str, str]]:
    """Give the kinds of units to choose from."""
    return [(row.code, row.label(get_language() or "zh")) for row in ORGANISATION]


class UnitForm(forms.Form):
    """What a unit is called and counts."""

    name = forms.CharField(label=gettext_lazy("Full name"), max_length=80)
    short_name = forms.CharField(label=gettext_lazy("Short name"), max_length=30, required=False,
                                 help_text=gettext_lazy("As lists show it."))
    kind = forms.ChoiceField(label=gettext_lazy("Kind"))
    sequence = forms.IntegerField(label=gettext_lazy("Official order"), min_value=0,
                                  max_value=99999, initial=9999,
                                  help_text=gettext_lazy("Smaller comes first in every list."))
    headcount = forms.IntegerField(label=gettext_lazy("Staff"), min_value=0, max_value=999999,
                                   initial=0)

    def __init__(self, *args: Any, **options: Any) -> None:
        """Offer the kinds in the active language."""
        super().__init__(*args, **options)
        self.fields["kind"].choices = kinds()  # type: ignore[attr-defined]


class EditForm(UnitForm):
    """The same, and whether the unit is in use."""

    is_active = forms.BooleanField(label=gettext_lazy("In use"), required=False)


class ContactForm(forms.Form):
    """Who answers, in which post, from when."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=60)
    title = forms.CharField(label=gettext_lazy("Post held"), max_length=80)
    phone = forms.CharField(label=gettext_lazy("Office phone"), max_length=30, required=False,
                            help_text=gettext_lazy("The office's, not a private one."))
    starts_on = Day(label=gettext_lazy("From"))


@door("organisation.read")
def tree(request: Any) -> HttpResponse:
    """List the units in sight, by tree and official order."""
    rows = open_rows(request, Organisation)
    name = request.GET.get("name", "").strip()
    if name:
        rows = rows.filter(name__contains=name) | rows.filter(short_name__contains=name)
    if request.GET.get("kind"):
        rows = rows.filter(kind=request.GET["kind"])
    if wants_export(request):
        return export(request, _("Units"), rows, COLUMNS, default="name")
    shown = listing(request, rows, COLUMNS)
    _complete(request, shown.rows)
    top = rows.order_by("path").first()
    return render(request, "organisations/tree.html", {
        "listing": shown, "kinds": kinds(),
        "may_add": top and may_any(request.user, "organisation.add", request.today) and top,
    })


def _complete(request: Any, units: list[Any]) -> None:
    """Count people and gaps for one page of units, each in one query."""
    keys = [unit.pk for unit in units]
    people: dict[int, int] = {}
    if may_any(request.user, "person.list", request.today):
        counted = open_rows(request, Person, "person.list").filter(
            unit__in=keys, is_active=True
        ).order_by().values_list("unit").annotate(Count("pk"))
        people = dict(counted)
    filled: dict[int, set[str]] = {}
    live = open_rows(request, Contact).filter(organisation__in=keys, ends_on=None)
    for unit_id, kind in live.values_list("organisation", "kind"):
        filled.setdefault(unit_id, set()).add(kind)
    for unit in units:
        unit.people = people.get(unit.pk, 0)
        unit.kind_name = kind_name(unit.kind)
        unit.gaps = [words for key, words in KINDS.items() if key not in filled.get(unit.pk, ())]
        unit.depth = unit.path.count("/") - 1


@door("organisation.read")
def unit(request: Any, pk: int) -> HttpResponse:
    """Show a unit: facts, contacts with their gaps, the units below."""
    row = open_row(request, Organisation, "organisation.read", pk)
    held = list(open_rows(request, Contact).filter(organisation=row).order_by("-starts_on"))
    live = {one.kind: one for one in held if one.ends_on is None}
    past = [one for one in held if one.ends_on is not None]
    below = list(open_rows(request, Organisation).filter(parent=row))
    _complete(request, [row, *below])
    context = {
        "row": row, "below": below, "past": past[:20], "crumbs": _above(request, row),
        "contacts": [{"kind": key, "words": words, "held": live.get(key)}
                     for key, words in Contact.KINDS],
        "may_edit": may(request, "organisation.edit", row),
        "may_contact": may(request, "contact.set", row),
    }
    return render(request, "organisations/unit.html", context)


def _above(request: Any, row: Organisation) -> list[tuple[str, str]]:
    keys = [int(key) for key in row.path.strip("/").split("/")]
    above = open_rows(request, Organisation).filter(pk__in=keys).order_by("path")
    crumbs = [(_("Units"), reverse("organisations:tree"))]
    crumbs += [(str(one), reverse("organisations:unit", args=[one.pk])) for one in above]
    return [*crumbs[:-1], (str(row), "")]


@door("organisation.add", methods=FORM)
def add(request: Any, pk: int) -> HttpResponse:
    """Put a unit into the tree, below this one."""
    above = open_row(request, Organisation, "organisation.add", pk)
    return save(
        request, UnitForm(request.POST or None),
        lambda data: add_unit(pk, by=request.user, today=request.today, **data),
        template="organisations/unit_form.html",
        context={"above": above, "title": _("Add a unit"), "crumbs": _above(request, above),
                 "back": reverse("organisations:unit", args=[pk])},
        then=lambda made: reverse("organisations:unit", args=[made.pk]), done=_("Added."),
    )


@door("organisation.edit", methods=FORM)
def edit(request: Any, pk: int) -> HttpResponse:
    """Change a unit's name, kind, order, staff, or close it."""
    row = open_row(request, Organisation, "organisation.edit", pk)
    form = EditForm(request.POST or None, initial={key: getattr(row, key)
                                                   for key in EditForm.base_fields})
    back = reverse("organisations:unit", args=[pk])
    return save(
        request, form,
        lambda data: edit_unit(pk, by=request.user, today=request.today, **data),
        template="organisations/unit_form.html",
        context={"title": _("Edit the unit"), "crumbs": _above(request, row), "back": back},
        then=back, done=_("Saved."),
    )


@door("contact.set", methods=FORM)
def contact(request: Any, pk: int, kind: str) -> HttpResponse:
    """Name who answers for one responsibility in a unit."""
    row = open_row(request, Organisation, "contact.set", pk)
    if kind not in KINDS:
        raise Http404
    back = reverse("organisations:unit", args=[pk])
    return save(
        request, ContactForm(request.POST or None, initial={"starts_on": request.today}),
        lambda data: set_contact(pk, kind, by=request.user, today=request.today, **data),
        template="organisations/unit_form.html",
        context={"title": KINDS[kind], "crumbs": _above(request, row), "back": back,
                 "note": _("Whoever answered before ends the day before.")},
        then=back, done=_("Saved."),
    )


@door("contact.end", methods=POST)
def contact_end(request: Any, pk: int) -> HttpResponse:
    """End a responsibility without a successor."""
    row = open_row(request, Contact, "contact.end", pk)
    end_contact(pk, by=request.user, today=request.today)
    messages.success(request, _("Ended. The unit now shows a gap."))
    return redirect("organisations:unit", row.organisation_id)

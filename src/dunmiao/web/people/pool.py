"""The pool: every person in sight, found by name, pinyin or unit, filtered, sorted, exported."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dunmiao.engine.codes import EDUCATION, PERSONNEL, POLITICAL, RANK, SEX
from dunmiao.stages.organisations.reach import may_any
from dunmiao.stages.people.models import Person
from dunmiao.stages.people.reading import aged, named, ranked, tagged
from dunmiao.stages.placement.models import Placement
from dunmiao.web.doors import door, open_rows
from dunmiao.web.listing import Column, export, listing, wants_export
from dunmiao.web.people.words import (
    age,
    choices,
    code,
    month,
    schooling,
    tag_choices,
    tag_words,
)

HEAVY = ("photo", "resume", "rewards", "form_extra", "id_number", "phone", "health")


class PoolFilter(forms.Form):
    """What the list is narrowed by; everything may stay empty."""

    q = forms.CharField(label=gettext_lazy("Name, pinyin or unit"), required=False, max_length=40)
    unit = forms.CharField(label=gettext_lazy("Unit"), required=False, max_length=80)
    kind = forms.ChoiceField(label=gettext_lazy("Kind of personnel"), required=False)
    sex = forms.ChoiceField(label=gettext_lazy("Sex"), required=False)
    political = forms.ChoiceField(label=gettext_lazy("Political status"), required=False)
    education = forms.ChoiceField(label=gettext_lazy("Education"), required=False)
    tag = forms.ChoiceField(label=gettext_lazy("Tag"), required=False)
    youngest = forms.IntegerField(
        label=gettext_lazy("Age from"), required=False, min_value=0, max_value=120
    )
    oldest = forms.IntegerField(
        label=gettext_lazy("Age to"), required=False, min_value=0, max_value=120
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        """Offer the codes in the active language."""
        super().__init__(*args, **options)
        offered = {
            "kind": choices(PERSONNEL), "sex": choices(SEX), "political": choices(POLITICAL),
            "education": choices(EDUCATION), "tag": [("", "—"), *tag_choices()],
        }  # fmt: skip
        for name, words in offered.items():
            self.fields[name].choices = words  # type: ignore[attr-defined]

    def keep(self, rows: QuerySet[Any], today: Any) -> QuerySet[Any]:
        """Narrow the rows by what is filled in and makes sense; ignore the rest."""
        self.is_valid()
        given = {key: value for key, value in self.cleaned_data.items() if value not in ("", None)}
        for key in ("kind", "sex", "political", "education"):
            if key in given:
                rows = rows.filter(**{key: given[key]})
        if "q" in given:
            rows = named(rows, given["q"])
        if "unit" in given:
            name = given["unit"]
            rows = rows.filter(Q(unit__name__contains=name) | Q(unit__short_name__contains=name))
        if "tag" in given:
            rows = tagged(rows, given["tag"])
        return aged(rows, today, given.get("youngest"), given.get("oldest"))


def columns(today: Any) -> tuple[Column, ...]:
    """Give the columns of the list; what is sealed is in none of them."""
    return (
        Column("name", gettext_lazy("Name (by strokes)"), "stroke_key", lambda row: row.name),
        Column("unit", gettext_lazy("Unit (official order)"),
               ("unit__sequence", "rank_place", "stroke_key"), lambda row: row.unit.name),
        Column("post", gettext_lazy("Post held"), (), lambda row: row.post_title),
        Column("sex", gettext_lazy("Sex"), (), lambda row: code(SEX, row.sex)),
        Column("age", gettext_lazy("Age"), ("-born_on",), lambda row: age(row, today),
               is_number=True, kind="integer"),
        Column("political", gettext_lazy("Political status"), "political",
               lambda row: code(POLITICAL, row.political)),
        Column("education", gettext_lazy("Education"), "education", schooling),
        Column("rank", gettext_lazy("Rank"), "rank_place", lambda row: code(RANK, row.rank)),
        Column("kind", gettext_lazy("Kind of personnel"), "kind",
               lambda row: code(PERSONNEL, row.kind)),
        Column("tags", gettext_lazy("Tags"), (), lambda row: "、".join(tag_words(row.tags))),
    )


def exported(today: Any) -> tuple[Column, ...]:
    """Give the columns of the file: those of the list, and what its cells show in small."""
    more = (
        Column("born", gettext_lazy("Born"), (), lambda row: month(row.born_on)),
        Column("major", gettext_lazy("Major"), (), lambda row: row.major),
    )
    return (*columns(today), *more)


SHOWN = ("name", "unit", "sex", "age", "political", "education", "rank", "kind")


@door("person.list")
def people(request: Any) -> HttpResponse:
    """List the persons in sight."""
    form = PoolFilter(request.GET)
    rows = open_rows(request, Person, "person.list").filter(is_active=True)
    rows = ranked(form.keep(rows, request.today)).select_related("unit").defer(*HEAVY)
    if wants_export(request):
        columns_out = exported(request.today)
        return export(request, _("Roll of persons"), rows, columns_out, default="unit")
    shown = [column for column in columns(request.today) if column.key in SHOWN]
    found = listing(request, rows, shown, default="unit")
    _complete(request, found.rows)
    return render(request, "people/people.html", {
        "listing": found, "filter_form": form,
        "may_add": may_any(request.user, "person.register", request.today),
    })  # fmt: skip


def _complete(request: Any, people: list[Any]) -> None:
    """Say of one page of persons where each is placed now, and their codes in words."""
    placed = open_rows(request, Placement).filter(
        person__in=[row.pk for row in people], state__in=("noticed", "arrived")
    )
    where = dict(placed.values_list("person_id", "receiving_unit__short_name"))
    for row in people:
        row.placed_at = where.get(row.pk, "")
        row.age = age(row, request.today)
        row.schooling = schooling(row)
        row.tag_words = tag_words(row.tags)
        for field, table in (("sex", SEX), ("political", POLITICAL), ("rank", RANK)):
            setattr(row, f"{field}_name", code(table, getattr(row, field)))
        row.kind_name = code(PERSONNEL, row.kind)

"""Pages of the pool: who may be sent, where each stands, what they wish, how it is made up."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dunmiao.engine.calendar import age_on
from dunmiao.engine.codes import EDUCATION
from dunmiao.engine.states import moves_from
from dunmiao.engine.statistics import composition_paragraph, in_chinese
from dunmiao.stages.charter.models import Programme
from dunmiao.stages.charter.rules import rules_of
from dunmiao.stages.common.moves import say
from dunmiao.stages.organisations.models import Organisation
from dunmiao.stages.people.models import Person
from dunmiao.stages.people.reading import aged
from dunmiao.stages.selection.models import PoolMember
from dunmiao.stages.selection.models.pool import WILLING
from dunmiao.stages.selection.pool import (
    drop_member,
    history_of,
    move_member,
    of_outing,
    pool_programme,
    reckon_pool,
    set_pool_wish,
    structure_of,
)
from dunmiao.stages.selection.surveys import coverage_of
from dunmiao.web.doors import FORM, POST, door, may, open_row, open_rows
from dunmiao.web.listing import Column, export, listing, wants_export
from dunmiao.web.refusing import save
from dunmiao.web.selection.forms_nominations import WhyForm
from dunmiao.web.selection.forms_pool import PoolFilter, StandingForm, WishForm
from dunmiao.web.selection.words import (
    catalogue_names,
    code,
    experience_words,
    language,
    person_facts_shown,
)
from dunmiao.web.templatetags.dunmiao import state_label

HEAVY = ("person__photo", "person__resume", "person__rewards", "person__form_extra",
         "person__id_number", "person__phone", "person__health")  # fmt: skip
TABLES = {
    "age_bands": gettext_lazy("Age"), "education": gettext_lazy("Level of education"),
    "women": gettext_lazy("Sex"), "non_party": gettext_lazy("Party"),
    "personnel_kinds": gettext_lazy("Personnel kind"), "ranks": gettext_lazy("Rank"),
}  # fmt: skip


def _age(row: PoolMember, today: Any) -> int | None:
    return age_on(row.person.born_on, today) if row.person.born_on else None


def _columns(today: Any) -> tuple[Column, ...]:
    words = dict(WILLING)
    return (
        Column("name", gettext_lazy("Name"), "person__stroke_key", lambda row: row.person.name),
        Column("unit", gettext_lazy("Unit"), ("person__unit__sequence", "person__stroke_key"),
               lambda row: str(row.person.unit)),
        Column("age", gettext_lazy("Age"), "-person__born_on", lambda row: _age(row, today),
               is_number=True, kind="integer"),
        Column("study", gettext_lazy("Education"), "person__education",
               lambda row: f"{code(EDUCATION, row.person.education)} {row.person.major}"),
        Column("experience", gettext_lazy("Experience"), "grassroots_months",
               lambda row: row.grassroots_months, kind="integer"),
        Column("wish", gettext_lazy("Wishes"), "willing",
               lambda row: f"{words.get(row.willing, '')} {row.wish_place} {row.wish_post}"),
        Column("state", gettext_lazy("State"), "state",
               lambda row: state_label(row.state, "pool_member")),
    )  # fmt: skip


@door("pool.list")
def pool(request: Any) -> HttpResponse:
    """List the persons of the pool in sight, narrowed by the address."""
    form = PoolFilter(request.GET)
    rows = _kept(request, form).select_related("person__unit", "owner").defer(*HEAVY)
    columns = _columns(request.today)
    if wants_export(request):
        return export(request, _("Pool of young cadres"), rows, columns, default="unit")
    shown = listing(request, rows, columns, default="unit")
    _complete(request, shown.rows)
    programmes = _programmes(request)
    return render(request, "selection/pool.html", {
        "listing": shown, "filter_form": form, "programme": programmes[0] if programmes else None,
        "calls": [one for one in programmes if one.state == "open"],
        "structure_href": f"{reverse('selection:pool_structure')}?{request.GET.urlencode()}",
    })  # fmt: skip


def _kept(request: Any, form: PoolFilter) -> QuerySet[Any]:
    people = open_rows(request, Person, "pool.list")
    rows = form.keep(open_rows(request, PoolMember, "pool.list"), people)
    youngest, oldest = form.ages()
    if youngest is not None or oldest is not None:
        rows = rows.filter(person__in=aged(people, request.today, youngest, oldest).values("pk"))
    return of_outing(rows, form.asked_out(), request.today)


def _complete(request: Any, rows: list[Any]) -> None:
    words = dict(WILLING)
    for row in rows:
        row.age = _age(row, request.today)
        row.study = code(EDUCATION, row.person.education)
        row.willing_words = words.get(row.willing, "")


def _programmes(request: Any) -> list[Programme]:
    """Give the programmes with a pool that the reader may survey and designate for."""
    rows = open_rows(request, Programme, "survey.ask").exclude(state="cancelled")
    rows = rows.select_related("charter", "owner")[:12]
    return [row for row in rows if rules_of(row, request.today).selection.pool]


@door("pool.read")
def pool_member(request: Any, pk: int) -> HttpResponse:
    """Show one person of the pool: facts, experience, wishes, standing and how it changed."""
    row = _open(request, "pool.read", pk)
    is_own = row.person.user_id == request.user.pk
    decides = may(request, "pool.move", row)
    return render(request, "selection/pool_member.html", {
        "row": row, "is_own": is_own,
        "facts": person_facts_shown(row.person, request.today),
        "experience": experience_words(row.person, request.today),
        "willing": dict(WILLING).get(row.willing, ""),
        "rank_class": _classes(row, request.today).get(row.rank_class, ""),
        "events": [] if is_own else _events(row),
        "may_move": decides and bool(moves_from("pool_member", row.state)),
        "may_wish": row.state != "left" and may(request, "pool.wish", row),
        "may_drop": row.state in {"candidate", "deferred", "unfit"}
        and may(request, "pool.drop", row),
        "may_list": may(request, "pool.list", row),
    })  # fmt: skip


def _open(request: Any, act: str, pk: int) -> PoolMember:
    rows = open_rows(request, PoolMember).select_related("person__unit", "owner")
    row: PoolMember = open_row(request, PoolMember, act, pk, rows=rows.defer("person__photo"))
    return row


def _classes(row: PoolMember, today: Any) -> dict[str, str]:
    programme = pool_programme(row.owner, today)
    return catalogue_names(rules_of(programme, today), "rank_classes") if programme else {}


def _events(row: PoolMember) -> list[dict[str, Any]]:
    """Give the changes of standing for the timeline."""
    found = []
    for step in history_of(row):
        after = step.changes.get("state")
        title = state_label(after[1], "pool_member") if isinstance(after, list) else _("Wishes")
        if step.act == "pool.drop":
            title = state_label("left", "pool_member")
        found.append({
            "on": step.at.date(), "title": title, "text": step.changes.get("reason", ""),
            "by": step.by, "tone": "quiet",
        })  # fmt: skip
    entered = {"on": row.entered_on, "title": _("Entered the pool"), "text": "", "tone": "quiet"}
    return [*found, entered]


def _around(row: PoolMember, title: str, submit: str, **more: Any) -> dict[str, Any]:
    return {
        "title": title % {"name": row.person.name}, "subtitle": str(row.person.unit),
        "submit": submit, "cancel": reverse("selection:pool_member", args=[row.pk]), **more,
    }  # fmt: skip


@door("pool.move", methods=FORM)
def pool_move(request: Any, pk: int) -> HttpResponse:
    """Say where a person stands from now on."""
    row = _open(request, "pool.move", pk)
    return save(
        request, StandingForm(request.POST or None, before=row.state),
        lambda data: move_member(
            row.pk, data["state"], by=request.user, today=request.today, reason=data["reason"]
        ),
        template="selection/form.html",
        context=_around(row, _("Where %(name)s stands"), _("Keep")),
        then=reverse("selection:pool_member", args=[row.pk]), done=_("It is kept."),
    )  # fmt: skip


@door("pool.drop", methods=FORM)
def pool_drop(request: Any, pk: int) -> HttpResponse:
    """Take one of the unit's people out of the pool."""
    row = _open(request, "pool.drop", pk)
    return save(
        request, WhyForm(request.POST or None),
        lambda data: drop_member(row.pk, by=request.user, today=request.today, **data),
        template="selection/form.html",
        context=_around(row, _("Take %(name)s out of the pool"), _("Take out")),
        then=reverse("selection:pool_member", args=[row.pk]), done=_("It is kept."),
    )  # fmt: skip


@door("pool.wish", methods=FORM)
def pool_wish(request: Any, pk: int) -> HttpResponse:
    """Keep what a person wishes."""
    row = _open(request, "pool.wish", pk)
    keys = ("willing", "wish_place", "wish_post", "difficulty", "rank_class")
    form = WishForm(
        request.POST or None, initial={key: getattr(row, key) for key in keys},
        classes=list(_classes(row, request.today).items()),
        is_own=row.person.user_id == request.user.pk,
    )  # fmt: skip
    return save(
        request, form,
        lambda data: set_pool_wish(row.pk, by=request.user, today=request.today, **data),
        template="selection/form.html",
        context=_around(row, _("Wishes of %(name)s"), _("Keep these wishes")),
        then=reverse("selection:pool_member", args=[row.pk]), done=_("The wishes are kept."),
    )  # fmt: skip


@door("pool.reckon", methods=POST)
def pool_reckon(request: Any, programme: int) -> HttpResponse:
    """Reckon everybody's experience anew."""
    row = open_row(request, Programme, "pool.reckon", programme)
    n = reckon_pool(row.owner_id, by=request.user, today=request.today)
    messages.success(request, _("Experience is reckoned anew for %(n)d persons.") % {"n": n})
    return redirect("selection:pool")


@door("pool.list")
def pool_structure(request: Any) -> HttpResponse:
    """Show how the pool, narrowed like the list, is made up."""
    rows = _kept(request, PoolFilter(request.GET))
    first = rows.select_related("owner").first()
    programme = pool_programme(first.owner, request.today) if first else None
    rules = rules_of(programme, request.today) if programme else None
    counts = structure_of(rows, rules, request.today)
    groups = composition_paragraph(counts) if counts.total else ()
    told = in_chinese if language() == "zh" else say
    return render(request, "selection/pool_structure.html", {
        "total": counts.total,
        "sentence": "；".join("，".join(told(piece) for piece in group) for group in groups),
        "charts": [_chart(key, name, counts.tables[key]) for key, name in TABLES.items()],
        "majors": _majors(rows),
        "back": f"{reverse('selection:pool')}?{request.GET.urlencode()}",
    })  # fmt: skip


def _chart(key: str, name: Any, counted: Any) -> dict[str, Any]:
    used = [one for one in counted if one.number]
    return {
        "id": f"pool-{key}", "kind": "bars", "title": str(name),
        "labels": [one.label.label(language()) or _("not known") for one in used],
        "series": [{"name": _("persons"), "data": [one.number for one in used]}],
    }  # fmt: skip


def _majors(rows: QuerySet[Any]) -> list[tuple[str, int]]:
    """Give the most frequent majors of study with their numbers."""
    counted: dict[str, int] = {}
    for major in rows.order_by().values_list("person__major", flat=True):
        counted[major or ""] = counted.get(major or "", 0) + 1
    most = sorted(counted.items(), key=lambda one: (-one[1], one[0]))
    return [(major or _("not known"), n) for major, n in most[:15]]


COVERAGE = (
    Column("unit", gettext_lazy("Unit"), (), lambda row: str(row)),
    Column("young", gettext_lazy("Young cadres"), (), lambda row: row.coverage["young"],
           is_number=True, kind="integer"),
    Column("pool", gettext_lazy("In the pool"), (), lambda row: row.coverage["pool"],
           is_number=True, kind="integer"),
    Column("ever", gettext_lazy("Ever placed elsewhere"), (), lambda row: row.coverage["ever"],
           is_number=True, kind="integer"),
    Column("now", gettext_lazy("Out now"), (), lambda row: row.coverage["now"],
           is_number=True, kind="integer"),
)  # fmt: skip


@door("survey.ask")
def pool_coverage(request: Any, programme: int) -> HttpResponse:
    """Show, in the units' official order, how many of each unit's young cadres were ever out."""
    row = open_row(request, Programme, "survey.ask", programme)
    units = open_rows(request, Organisation).filter(parent=row.owner, is_active=True)
    if wants_export(request):
        kept = list(units)
        _covered(kept, row, request.today)
        return export(request, _("Coverage of young cadres by unit"), kept, COVERAGE)
    shown = listing(request, units.order_by("sequence", "pk"), COVERAGE)
    _covered(shown.rows, row, request.today)
    return render(request, "selection/pool_coverage.html", {
        "listing": shown, "programme": row,
        "age": rules_of(row, request.today).selection.pool_age,
    })  # fmt: skip


def _covered(units: list[Any], programme: Programme, today: Any) -> None:
    found = coverage_of(units, programme, today)
    for unit in units:
        unit.coverage = found[unit.pk]

"""Programmes repeated, below one another, with their groups, joint organisers and long plans."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dunmiao.stages.charter.cohorts import clone_programme, subdivide_programme
from dunmiao.stages.charter.leadership import (
    dissolve_group,
    save_group,
    save_long_plan,
    set_co_organisers,
)
from dunmiao.stages.charter.models import CharterVersion, LeadingGroup, LongTermPlan, Programme
from dunmiao.stages.organisations.models import Contact, Organisation
from dunmiao.stages.organisations.reach import may_any
from dunmiao.web.charter.forms import (
    CloneForm,
    GroupForm,
    LongPlanForm,
    OfficesForm,
    SubdivideForm,
    group_initial,
)
from dunmiao.web.doors import FORM, POST, door, may, open_row, open_rows
from dunmiao.web.listing import Column, export, listing, wants_export
from dunmiao.web.refusing import save

TEMPLATE = "charter/programme_form.html"


def _home(pk: int) -> str:
    return reverse("charter:programme", args=[pk])


def _around(row: Programme, title: str) -> dict[str, Any]:
    return {
        "title": title, "cancel": _home(row.pk),
        "crumbs": [(_("Programmes"), reverse("charter:programmes")),
                   (str(row), _home(row.pk)), (title, "")],
    }  # fmt: skip


def _versions(request: Any, row: Programme, act: str) -> Any:
    """Give the adopted versions that may serve: same charter first, those of counties too."""
    rows = open_rows(request, CharterVersion, act).exclude(adopted_on=None)
    return rows.filter(key=row.charter.key).select_related("owner").defer("text")


@door("programme.clone", methods=FORM)
def clone(request: Any, pk: int) -> HttpResponse:
    """Repeat a programme next year with its settings."""
    row = open_row(request, Programme, "programme.clone", pk)
    year = row.year + 1
    form = CloneForm(request.POST or None, initial={
        "name": row.name.replace(str(row.year), str(year)), "year": year,
        "charter": row.charter_id,
    })  # fmt: skip
    form.fields["charter"].queryset = _versions(  # type: ignore[attr-defined]
        request, row, "programme.clone"
    )

    def act(data: dict[str, Any]) -> Programme:
        charter = data.pop("charter").pk
        later = 12 * (data["year"] - row.year)
        return clone_programme(
            row.pk, by=request.user, today=request.today, charter_id=charter,
            months_later=later, **data,
        )  # fmt: skip

    return save(
        request, form, act, template=TEMPLATE,
        context=_around(row, _("Repeat next year")), then=lambda made: _home(made.pk),
        done=_("The next cohort is a draft: its days are moved, its settings kept."),
    )  # fmt: skip


@door("programme.subdivide", methods=FORM)
def subdivide(request: Any, pk: int) -> HttpResponse:
    """Set up a county's programme below this one."""
    row = open_row(request, Programme, "programme.subdivide", pk)
    form = SubdivideForm(request.POST or None, initial={"charter": row.charter_id})
    form.fields["charter"].queryset = _versions(  # type: ignore[attr-defined]
        request, row, "programme.subdivide"
    )

    def act(data: dict[str, Any]) -> Programme:
        owner = open_row(request, Organisation, "programme.subdivide", data.pop("owner").pk)
        return subdivide_programme(
            row.pk, owner.pk, data.pop("charter").pk, by=request.user, today=request.today, **data
        )

    return save(
        request, form, act, template=TEMPLATE,
        context=_around(row, _("Set up a county's programme")), then=_home(row.pk),
        done=_("The county's programme is begun as a draft."),
    )  # fmt: skip


@door("leading_group.edit", methods=FORM)
def group_new(request: Any, pk: int) -> HttpResponse:
    """Set up a leading or guidance group of a programme."""
    row = open_row(request, Programme, "leading_group.edit", pk)
    form = GroupForm(request.POST or None)
    return save(
        request, form,
        lambda data: save_group(row.pk, by=request.user, today=request.today, **form.values()),
        template=TEMPLATE, context=_around(row, _("Set up a group")), then=_home(row.pk),
        done=_("The group is on record."),
    )  # fmt: skip


@door("leading_group.edit", methods=FORM)
def group_edit(request: Any, pk: int) -> HttpResponse:
    """Change a group and its members."""
    group = open_row(request, LeadingGroup, "leading_group.edit", pk)
    row = group.programme
    form = GroupForm(request.POST or None, initial=group_initial(group))
    return save(
        request, form,
        lambda data: save_group(
            row.pk, group.pk, by=request.user, today=request.today, **form.values()
        ),
        template=TEMPLATE, context=_around(row, str(group)), then=_home(row.pk),
        done=_("The group is on record."),
    )  # fmt: skip


@door("leading_group.dissolve", methods=POST)
def group_dissolve(request: Any, pk: int) -> HttpResponse:
    """Dissolve a group."""
    group = open_row(request, LeadingGroup, "leading_group.dissolve", pk)
    dissolve_group(group.pk, by=request.user, today=request.today)
    messages.success(request, _("The group is dissolved; it stays on record."))
    return redirect("charter:programme", group.programme_id)


@door("co_organiser.set", methods=FORM)
def co_organisers(request: Any, pk: int) -> HttpResponse:
    """Name the offices that organise a programme together with its owner."""
    row = open_row(request, Programme, "co_organiser.set", pk)
    initial: dict[str, Any] = {}
    for n, one in enumerate(row.co_organisers.select_related("organisation"), 1):
        initial |= {
            f"office_{n}": one.organisation.name, f"kind_{n}": one.kind, f"part_{n}": one.part
        }
    form = OfficesForm(request.POST or None, initial=initial)
    return save(
        request, form,
        lambda data: set_co_organisers(
            row.pk, form.rows(), by=request.user, today=request.today
        ),
        template=TEMPLATE, context=_around(row, _("Joint organisers")), then=_home(row.pk),
        done=_("The joint organisers are on record."),
    )  # fmt: skip


PLAN_COLUMNS = (
    Column("title", gettext_lazy("Long-term plan"), "title", lambda row: row.title),
    Column("years", gettext_lazy("Years of the plan"), "from_year",
           lambda row: f"{row.from_year}—{row.to_year}"),
    Column("owner", gettext_lazy("Organising unit"), "owner__sequence",
           lambda row: str(row.owner)),
    Column("quota", gettext_lazy("Persons a year"), "yearly_quota", lambda row: row.yearly_quota,
           is_number=True, kind="integer"),
    Column("cohorts", gettext_lazy("Cohorts so far")),
)  # fmt: skip


@door("programme.read")
def long_plans(request: Any) -> HttpResponse:
    """List the plans of several years, each with the cohorts that carry it out."""
    rows = open_rows(request, LongTermPlan).select_related("owner")
    if wants_export(request):
        return export(request, _("Long-term plans"), rows, PLAN_COLUMNS)
    rows = rows.prefetch_related("programmes")
    return render(request, "charter/long_plans.html", {
        "listing": listing(request, rows, PLAN_COLUMNS),
        "may_edit": may_any(request.user, "long_plan.edit", request.today),
        "crumbs": [(_("Programmes"), reverse("charter:programmes")), (_("Long-term plans"), "")],
    })  # fmt: skip


def _plan_page(request: Any, plan: LongTermPlan | None, owner: Organisation) -> HttpResponse:
    keys = LongPlanForm.base_fields
    initial = {key: getattr(plan, key) for key in keys} if plan else {"from_year":
                                                                     request.today.year}
    return save(
        request, LongPlanForm(request.POST or None, initial=initial),
        lambda data: save_long_plan(
            owner.pk, plan.pk if plan else None, by=request.user, today=request.today, **data
        ),
        template=TEMPLATE,
        context={
            "title": str(plan) if plan else _("New long-term plan"),
            "cancel": reverse("charter:long_plans"),
            "crumbs": [(_("Long-term plans"), reverse("charter:long_plans")),
                       (str(plan) if plan else _("New"), "")],
        },
        then=reverse("charter:long_plans"), done=_("The long-term plan is on record."),
    )  # fmt: skip


@door("long_plan.edit", methods=FORM)
def long_plan_new(request: Any) -> HttpResponse:
    """Write a plan of several years."""
    owner = open_rows(request, Organisation, "long_plan.edit").order_by("path").first()
    return _plan_page(request, None, owner)


@door("long_plan.edit", methods=FORM)
def long_plan_edit(request: Any, pk: int) -> HttpResponse:
    """Change a plan of several years."""
    plan = open_row(request, LongTermPlan, "long_plan.edit", pk)
    return _plan_page(request, plan, plan.owner)


CHAIN_COLUMNS = (
    Column("unit", gettext_lazy("Unit"), "sequence", lambda row: str(row)),
    Column("first", gettext_lazy("First responsible person"), (),
           lambda row: row.chain.get(Contact.FIRST, "")),
    Column("charge", gettext_lazy("Leader in charge"), (),
           lambda row: row.chain.get(Contact.IN_CHARGE, "")),
    Column("clerk", gettext_lazy("Responsible office and liaison"), (),
           lambda row: row.chain.get(Contact.CLERK, "")),
)  # fmt: skip


@door("programme.read")
def chain(request: Any, pk: int) -> HttpResponse:
    """Show who answers in each unit of a programme: first hand, leader in charge, liaison."""
    row = open_row(request, Programme, "programme.read", pk)
    of_it = Q(sent__programme=row) | Q(received__programme=row)
    units = open_rows(request, Organisation, "programme.read").filter(of_it).distinct()
    shown = listing(request, units, CHAIN_COLUMNS)
    _put_chain(request, shown.rows)
    return render(request, "charter/chain.html", {
        "row": row, "listing": shown,
        "crumbs": _around(row, _("Chain of responsibility"))["crumbs"],
        "may_mend": may(request, "programme.edit", row),
    })  # fmt: skip


def _put_chain(request: Any, units: list[Any]) -> None:
    held: dict[int, dict[str, str]] = {}
    rows = open_rows(request, Contact, "programme.read").filter(organisation__in=units)
    for one in rows.filter(Q(ends_on=None) | Q(ends_on__gte=request.today)):
        held.setdefault(one.organisation_id, {})[one.kind] = str(one)
    for unit in units:
        unit.chain = [held.get(unit.pk, {}).get(kind, "") for kind, _words in Contact.KINDS]

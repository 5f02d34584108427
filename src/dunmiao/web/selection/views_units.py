"""Pages of the receiving unit: who wishes for its posts, and whom it would have."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dunmiao.stages.selection.applications import set_unit_wishes, wishers
from dunmiao.stages.selection.models import Offer
from dunmiao.web.doors import FORM, door, open_row, open_rows
from dunmiao.web.listing import Column, listing
from dunmiao.web.refusing import save
from dunmiao.web.selection.forms_applications import UnitWishesForm
from dunmiao.web.selection.words import person_facts_shown

COLUMNS = (
    Column("post", gettext_lazy("Post"), "post__organisation__sequence"),
    Column("programme", gettext_lazy("Programme"), "programme"),
    Column("wished", gettext_lazy("Wished for by"), "wished", is_number=True),
    Column("ranked", gettext_lazy("Ranked by the unit"), "ranked", is_number=True),
    Column("go", ""),
)


@door("wish.set_unit")
def unit_wishes(request: Any) -> HttpResponse:
    """List the unit's offered posts with how many wish for them."""
    rows = open_rows(request, Offer, "wish.set_unit").filter(
        is_confirmed=True, programme__state__in=("open", "selecting")
    )
    rows = rows.select_related("post__organisation", "programme").annotate(
        wished=Count("wishes", filter=Q(wishes__side="person"), distinct=True),
        ranked=Count("wishes", filter=Q(wishes__side="unit"), distinct=True),
    )
    context = {"listing": listing(request, rows, COLUMNS, default="post")}
    return render(request, "selection/unit_wishes.html", context)


@door("wish.set_unit", methods=FORM)
def unit_wish(request: Any, pk: int) -> HttpResponse:
    """Number those who wish for one post."""
    row = open_row(request, Offer, "wish.set_unit", pk)
    people = list(wishers(row))
    held = dict(row.wishes.filter(side="unit").values_list("application_id", "rank"))
    form = UnitWishesForm(
        request.POST or None,
        people=[(one.pk, f"{one.person.name}　{one.sending_unit}") for one in people],
        initial={f"rank_{pk}": rank for pk, rank in held.items()},
    )
    return save(
        request, form,
        lambda _data: set_unit_wishes(row.pk, form.ids(), by=request.user, today=request.today),
        template="selection/unit_wish.html",
        context={
            "row": row,
            "lines": [
                {"person": one.person, "unit": one.sending_unit,
                 "facts": person_facts_shown(one.person, request.today)[3:8],
                 "field": form[f"rank_{one.pk}"]}
                for one in people
            ],
            "cancel": reverse("selection:unit_wishes"),
        },
        then=reverse("selection:unit_wishes"), done=_("The order is kept."),
    )  # fmt: skip

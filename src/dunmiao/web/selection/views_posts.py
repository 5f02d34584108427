"""Posts of receiving units: their need, their holders, and being offered in a call."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dunmiao.engine.codes import POST_CLASS
from dunmiao.stages.charter.models import Programme
from dunmiao.stages.charter.rules import rules_of
from dunmiao.stages.organisations.models import Organisation
from dunmiao.stages.organisations.reach import may_any
from dunmiao.stages.placement.models import Placement
from dunmiao.stages.selection.models import Offer, Post
from dunmiao.stages.selection.posts import (
    calls_for,
    close_post,
    confirm_offer,
    make_offer,
    rules_for,
    save_post,
    upward_room,
    withdraw_offer,
)
from dunmiao.web.doors import FORM, POST, door, may, open_row, open_rows
from dunmiao.web.listing import Column, export, listing, wants_export
from dunmiao.web.refusing import save
from dunmiao.web.selection.forms_posts import NewPostForm, OfferForm, PostForm, initial_of, named
from dunmiao.web.selection.words import code

COLUMNS = (
    Column("unit", gettext_lazy("Unit"), "organisation__sequence",
           lambda row: str(row.organisation)),
    Column("title", gettext_lazy("Post"), "title", lambda row: row.title),
    Column("class", gettext_lazy("Post class"), "post_class",
           lambda row: code(POST_CLASS, row.post_class)),
    Column("majors", gettext_lazy("Majors needed"), (), lambda row: "、".join(row.need_majors)),
    Column("places", gettext_lazy("Places"), "capacity", lambda row: row.capacity,
           is_number=True, kind="integer"),
    Column("held", gettext_lazy("Held"), "held", lambda row: row.held, is_number=True,
           kind="integer"),
    Column("state", gettext_lazy("State"), "is_active", None),
)  # fmt: skip
OFFER_COLUMNS = (
    Column("unit", gettext_lazy("Unit"), "post__organisation__sequence",
           lambda row: str(row.post.organisation)),
    Column("post", gettext_lazy("Post"), "post__title", lambda row: row.post.title),
    Column("direction", gettext_lazy("Direction"), "direction", lambda row: row.direction),
    Column("front", gettext_lazy("Front"), "front", lambda row: row.front),
    Column("places", gettext_lazy("Places"), "places", lambda row: row.places, is_number=True,
           kind="integer"),
    Column("willing", gettext_lazy("Willing"), "willingness", lambda row: row.willingness),
    Column("state", gettext_lazy("In the call"), "is_confirmed", None),
    Column("do", ""),
)  # fmt: skip
WILLING = {
    "yes": (gettext_lazy("yes"), "good"),
    "maybe": (gettext_lazy("hesitates"), "waiting"),
    "no": (gettext_lazy("not this time"), "quiet"),
}


@door("post.read")
def posts(request: Any) -> HttpResponse:
    """List the posts of the units in sight, with how many of their places are held today."""
    held = Q(holdings__starts_on__lte=request.today, holdings__ends_on__gte=request.today)
    rows = open_rows(request, Post).select_related("organisation").annotate(
        held=Count("holdings", filter=held)
    ).order_by("organisation__sequence", "pk")  # fmt: skip
    if name := request.GET.get("name", "").strip():
        rows = rows.filter(Q(title__contains=name) | Q(organisation__name__contains=name))
    if request.GET.get("class") in POST_CLASS:
        rows = rows.filter(post_class=request.GET["class"])
    if wants_export(request):
        return export(request, _("Posts"), rows, COLUMNS)
    shown = listing(request, rows, COLUMNS)
    for row in shown.rows:
        row.class_name = code(POST_CLASS, row.post_class)
    return render(request, "selection/posts.html", {
        "listing": shown,
        "classes": [(row.code, code(POST_CLASS, row.code)) for row in POST_CLASS],
        "may_edit": may_any(request.user, "post.edit", request.today),
    })  # fmt: skip


@door("post.read")
def post(request: Any, pk: int) -> HttpResponse:
    """Show a post: its need, its difficulty, who held it, in which calls it is offered."""
    row = open_row(request, Post, "post.read", pk)
    return render(request, "selection/post.html", {
        "row": row,
        "crumbs": [(_("Posts"), reverse("selection:posts")), (row.title, "")],
        "words": _words(row),
        "holders": _holders(request, row),
        "free": row.capacity - row.holdings.filter(
            starts_on__lte=request.today, ends_on__gte=request.today).count(),
        "offers": open_rows(request, Offer).filter(post=row).select_related("programme"),
        "may_edit": may(request, "post.edit", row),
        "may_offer": row.is_active and may(request, "offer.make", row),
        "may_close": may(request, "post.close", row),
    })  # fmt: skip


def _words(row: Post) -> dict[str, Any]:
    """Give a post's keys in words, by the charter above its unit."""
    rules = rules_for(row.organisation)

    def of(keys: Any, items: Any) -> str:
        known = dict(named(items))
        return "、".join(known.get(key, key) for key in keys)

    return {
        "post_class": code(POST_CLASS, row.post_class),
        "majors": "、".join(row.need_majors),
        "experience": of(row.need_experience, rules.catalogue("task_classes") if rules else ()),
        "abilities": of(row.need_abilities, rules.abilities if rules else ()),
        "difficulty": of(row.difficulty, rules.catalogue("difficulty") if rules else ()),
    }


def _holders(request: Any, row: Post) -> list[dict[str, Any]]:
    """Give who held the post when, newest first; names only of those in the reader's sight."""
    seen = dict(
        open_rows(request, Placement).filter(holdings__post=row)
        .values_list("pk", "person__name")
    )  # fmt: skip
    return [
        {
            "on": held.starts_on,
            "title": seen.get(held.placement_id) or _("somebody"),
            "text": f"{held.starts_on.isoformat()} – {held.ends_on.isoformat()}",
            "tone": "active" if held.starts_on <= request.today <= held.ends_on else "quiet",
        }
        for held in row.holdings.order_by("-starts_on")[:50]
    ]


@door("post.edit", methods=FORM)
def post_new(request: Any) -> HttpResponse:
    """Enter a post of one of the units in reach."""
    units = open_rows(request, Organisation, "post.edit").filter(is_active=True)
    top = units.order_by("path").first()
    form = NewPostForm(rules_for(top) if top else None, request.POST or None)
    form.fields["organisation"].queryset = units  # type: ignore[attr-defined]

    def act(data: dict[str, Any]) -> Post:
        unit = data.pop("organisation")
        return save_post(unit.pk, by=request.user, today=request.today, **data)

    return save(
        request, form, act, template="selection/post_form.html",
        context={
            "title": _("New post"),
            "crumbs": [(_("Posts"), reverse("selection:posts")), (_("New"), "")],
            "cancel": reverse("selection:posts"),
        },
        then=lambda row: reverse("selection:post", args=[row.pk]),
        done=_("The post is entered."),
    )  # fmt: skip


@door("post.edit", methods=FORM)
def post_edit(request: Any, pk: int) -> HttpResponse:
    """Change a post; a changed difficulty has to be confirmed again."""
    row = open_row(request, Post, "post.edit", pk)
    home = reverse("selection:post", args=[row.pk])
    form = PostForm(
        rules_for(row.organisation), request.POST or None, initial=initial_of(row)
    )
    return save(
        request, form,
        lambda data: save_post(
            row.organisation_id, row.pk, by=request.user, today=request.today, **data
        ),
        template="selection/post_form.html",
        context={
            "title": _("Edit the post"),
            "crumbs": [(_("Posts"), reverse("selection:posts")), (row.title, home),
                       (_("Edit"), "")],
            "cancel": home,
        },
        then=home,
        done=_("The post is changed."),
    )  # fmt: skip


@door("post.close", methods=POST)
def post_close(request: Any, pk: int) -> HttpResponse:
    """Take a post out of use, or into use again."""
    row = open_row(request, Post, "post.close", pk)
    close_post(row.pk, by=request.user, today=request.today, is_active=not row.is_active)
    messages.success(request, _("The post is changed."))
    return redirect("selection:post", row.pk)


@door("offer.make", methods=FORM)
def offer_make(request: Any, pk: int) -> HttpResponse:
    """Offer a post in a call; the direction is computed, an exchange names its partner."""
    row = open_row(request, Post, "offer.make", pk)
    home = reverse("selection:post", args=[row.pk])
    form = OfferForm(row, request.POST or None, initial=_offered(request, row))

    def act(data: dict[str, Any]) -> Offer:
        programme, partner = data.pop("programme"), data.pop("exchange_unit")
        return make_offer(
            programme, row.pk, by=request.user, today=request.today,
            exchange_unit_id=partner.pk if partner else None, **data,
        )

    return save(
        request, form, act, template="selection/offer_form.html",
        context={
            "row": row,
            "crumbs": [(_("Posts"), reverse("selection:posts")), (row.title, home),
                       (_("Offer"), "")],
            "cancel": home,
            "warnings": _direction_warnings(row),
        },
        then=home,
        done=_("The post is offered; the organisation department lists it in the call."),
    )  # fmt: skip


def _offered(request: Any, row: Post) -> dict[str, Any]:
    """Give the form's first values: those of the offer being changed, else of a new one."""
    asked = request.GET.get("programme", "")
    held = row.offers.filter(programme=asked).first() if asked.isdecimal() else None
    if held is None:
        return {"places": row.capacity, "programme": asked}
    kept = ("places", "must_fill", "front", "willingness", "reason", "exchange_unit",
            "filing_no")
    return {"programme": held.programme_id, **{key: getattr(held, key) for key in kept}}


def _direction_warnings(row: Post) -> list[str]:
    found: dict[str, None] = {}
    for programme in calls_for(row.organisation):
        for rule in rules_of(programme).directions:
            if rule.warning:
                found[f"{rule.name}：{rule.warning}（{rule.clause}）"] = None
    return list(found)


@door("programme.read")
def offers(request: Any, pk: int) -> HttpResponse:
    """List the posts offered in a programme, for listing them in the call."""
    programme = open_row(request, Programme, "programme.read", pk)
    rows = open_rows(request, Offer).filter(programme=programme).select_related(
        "post__organisation", "exchange_unit"
    )  # fmt: skip
    if wants_export(request):
        return export(request, _("Posts offered"), rows, OFFER_COLUMNS)
    rules = rules_of(programme)
    shown = listing(request, rows, OFFER_COLUMNS)
    directions = {one.key: one for one in rules.directions}
    fronts, hard = dict(named(rules.catalogue("fronts"))), dict(
        named(rules.catalogue("difficulty")))  # fmt: skip
    for row in shown.rows:
        row.direction_rule = directions.get(row.direction)
        row.front_name = fronts.get(row.front, row.front)
        row.difficulty_names = "、".join(hard.get(key, key) for key in row.post.difficulty)
        row.willing, row.willing_tone = WILLING[row.willingness]
    _say_doable(request, programme, shown.rows)
    used, cap = upward_room(programme)
    up = directions.get("up")
    return render(request, "selection/offers.html", {
        "programme": programme,
        "listing": shown,
        "crumbs": [
            (_("Programmes"), reverse("charter:programmes")),
            (str(programme), reverse("charter:programme", args=[programme.pk])),
            (_("Posts offered"), ""),
        ],
        "may_ask": may(request, "willingness.ask", programme),
        "up": up, "up_used": used, "up_cap": cap,
        "open_posts": set(open_rows(request, Post).filter(
            pk__in=[row.post_id for row in shown.rows]).values_list("pk", flat=True)),
        "may_confirm": programme.state in {"draft", "open"}
        and may(request, "offer.confirm", programme),
    })  # fmt: skip


def _say_doable(request: Any, programme: Programme, rows: list[Any]) -> None:
    """Put on each offer what the reader may do with it while posts are still taken."""
    if programme.state not in {"draft", "open"}:
        return
    made = open_rows(request, Post, "offer.make").filter(pk__in=[row.post_id for row in rows])
    gone = open_rows(request, Offer, "offer.withdraw").filter(pk__in=[row.pk for row in rows])
    editable = set(made.values_list("pk", flat=True))
    removable = set(gone.values_list("pk", flat=True))
    for row in rows:
        row.may_edit = row.post_id in editable
        row.may_withdraw = row.pk in removable


@door("offer.confirm", methods=POST)
def offer_confirm(request: Any, pk: int) -> HttpResponse:
    """List an offered post in the call, its difficulty confirmed."""
    row = open_row(request, Offer, "offer.confirm", pk)
    confirm_offer(row.pk, by=request.user, today=request.today)
    messages.success(request, _("The post is listed in the call."))
    return redirect("selection:offers", row.programme_id)


@door("offer.withdraw", methods=POST)
def offer_withdraw(request: Any, pk: int) -> HttpResponse:
    """Take an offered post out of the call."""
    row = open_row(request, Offer, "offer.withdraw", pk)
    post_id = withdraw_offer(row.pk, by=request.user, today=request.today)
    messages.success(request, _("The post is taken out of the call."))
    return redirect("selection:post", post_id)

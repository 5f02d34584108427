"""Mentors and seats at meetings."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from dunmiao.stages.common.refusal import Refusal
from dunmiao.stages.development.actions import add_seat, appoint_mentor, end_mentorship
from dunmiao.stages.development.checks import mentor_load
from dunmiao.stages.development.models import Mentorship, Seat
from dunmiao.stages.development.people import account_named, accounts_of_unit
from dunmiao.web.development.about import About, about
from dunmiao.web.development.forms import MentorForm, SeatForm, local
from dunmiao.web.doors import FORM, POST, door, open_row
from dunmiao.web.refusing import save


@door("mentorship.read")
def mentors(request: Any, pk: int) -> HttpResponse:
    """Show who mentors one person, and the meetings they sat in on."""
    page = about(request, pk, "mentorship.read")
    names = {kind.key: kind for kind in page.rules.mentor_kinds}
    rows = [
        {"row": row, "kind": local(names[row.kind]) if row.kind in names else row.kind,
         "is_live": row.starts_on <= request.today <= row.ends_on,
         "load": mentor_load(row.user_id, request.today) if row.user_id else 0,
         "limit": names[row.kind].load_limit if row.kind in names else 0}
        for row in page.rows(Mentorship)
    ]
    seats = page.rows(Seat) if page.may("seat.read") else []
    return render(request, "development/mentors.html", page.context(
        _("Mentoring"), rows=rows, missing=_missing(page, rows), seats=seats, links=_links(page),
        may_end=page.may("mentorship.end"), mentoring=page.rules.mentoring,
    ))


def _links(page: About) -> list[dict[str, Any]]:
    links = []
    if page.may("mentorship.appoint"):
        links.append({"name": _("Appoint a mentor"), "icon": "plus",
                      "href": page.url("development:mentor_appoint")})
    if page.may("seat.add"):
        links.append({"name": _("Record a seat at a meeting"), "icon": "plus",
                      "href": page.url("development:seat_add")})
    return links


def _missing(page: About, rows: list[dict[str, Any]]) -> list[str]:
    """Name the kinds of mentor of which the charter asks more."""
    live = [entry["row"].kind for entry in rows if entry["is_live"]]
    return [local(kind) for kind in page.rules.mentor_kinds
            if live.count(kind.key) < kind.count_min]


@door("mentorship.appoint", methods=FORM)
def mentor_appoint(request: Any, pk: int) -> HttpResponse:
    """Appoint a mentor, warned where one has many already."""
    page = about(request, pk, "mentorship.appoint")
    first = max(page.placement.starts_on, min(request.today, page.placement.ends_on))
    users = accounts_of_unit(page.placement.receiving_unit, request.today)
    form = MentorForm(request.POST or None, rules=page.rules, users=users,
                      initial={"starts_on": first, "ends_on": page.placement.ends_on})
    return save(
        request, form, lambda data: _appoint(request, page, data),
        template="development/form.html", then=page.url("development:mentors"),
        context=page.context(
            _("Appoint a mentor"), back=page.url("development:mentors"), submit=_("Appoint"),
            note=page.rules.mentoring.rank_note,
        ),
        done=_("Appointed."),
    )


def _appoint(request: Any, page: About, data: dict[str, Any]) -> Mentorship:
    login = data.pop("login")
    user = data.pop("user") or (account_named(login) if login else None)
    if login and user is None:
        raise Refusal(_("There is no account of this login name."), field="login")
    data["name"] = data["name"] or (user.name if user else "")
    data["title"] = data["title"] or (user.title if user else "")
    if not data["name"] or not data["title"]:
        raise Refusal(_("Give the mentor's name and post."), field="name")
    row = appoint_mentor(page.placement.pk, by=request.user, today=request.today,
                         user_id=user.pk if user else None, **data)
    limits = [kind.load_limit for kind in page.rules.mentor_kinds if kind.key == row.kind]
    load = mentor_load(user.pk, request.today) if user else 0
    if limits and load > limits[0]:
        messages.warning(request, _(
            "%(name)s now mentors %(load)s persons; the charter advises at most %(limit)s."
        ) % {"name": row.name, "load": load, "limit": limits[0]})
    return row


@door("mentorship.end", methods=POST)
def mentor_end(request: Any, pk: int) -> HttpResponse:
    """End a mentorship today."""
    row = open_row(request, Mentorship, "mentorship.end", pk)
    end_mentorship(pk, by=request.user, today=request.today)
    messages.success(request, _("The mentorship has ended. Appoint the next mentor."))
    return redirect("development:mentors", pk=row.placement_id)


@door("seat.add", methods=FORM)
def seat_add(request: Any, pk: int) -> HttpResponse:
    """Record a seat at a meeting; what was said is not stored."""
    page = about(request, pk, "seat.add")
    return save(
        request, SeatForm(request.POST or None, initial={"held_on": request.today}),
        lambda data: add_seat(pk, by=request.user, today=request.today, **data),
        template="development/form.html", then=page.url("development:mentors"),
        context=page.context(_("Record a seat at a meeting"), submit=_("Save"),
                             back=page.url("development:mentors"),
                             note=_("Name the kind of meeting only; what was said stays there.")),
        done=_("Saved."),
    )

"""Mentors of one person: appointed, changed, ended; their short notes; seats at meetings."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from dunmiao.engine.charter import pick
from dunmiao.stages.common.refusal import Refusal
from dunmiao.stages.development.actions import add_seat
from dunmiao.stages.development.checks import mentor_load, note_writers
from dunmiao.stages.development.gatherings import seats_of
from dunmiao.stages.development.mentors import (
    Who,
    appoint_for_unit,
    appoint_mentor,
    change_mentor,
    end_mentorship,
    examined,
    write_note,
)
from dunmiao.stages.development.models import MentorNote, Mentorship, Seat
from dunmiao.stages.development.people import account_named, accounts_of_unit
from dunmiao.web.development.about import About, about, about_row
from dunmiao.web.development.forms import (
    ChangeForm,
    EndForm,
    MentorForm,
    NoteForm,
    SeatForm,
    local,
)
from dunmiao.web.doors import FORM, door, open_row
from dunmiao.web.refusing import save

SHOWN = 40


@door("mentorship.read")
def mentors(request: Any, pk: int) -> HttpResponse:
    """Show who mentors one person and did before, their notes, and seats at meetings."""
    page = about(request, pk, "mentorship.read")
    rows = [_shown(page, row) for row in page.rows(Mentorship).select_related("replaces")]
    seats = page.rows(Seat) if page.may("seat.read") else []
    may_end, may_change = page.may("mentorship.end"), page.may("mentorship.change")
    return render(request, "development/mentors.html", page.context(
        _("Mentoring"), rows=rows, missing=_missing(page, rows), seats=seats, links=_links(page),
        may_end=may_end, may_change=may_change, mentoring=page.rules.mentoring,
        notes=_notes(page), is_note_reader=page.may("mentor_note.read"),
    ))


def _shown(page: About, row: Mentorship) -> dict[str, Any]:
    today = page.request.today
    kind = next((kind for kind in page.rules.mentor_kinds if kind.key == row.kind), None)
    is_live = row.starts_on <= today <= row.ends_on
    who = Who(row.name, row.title, row.user_id, row.standing, row.is_vouched, row.exception)
    found = examined(page.placement, kind, who, today) if kind and is_live else ()
    return {
        "row": row, "kind": local(kind) if kind else row.kind, "is_live": is_live,
        "load": mentor_load(row.user_id, today) if row.user_id and is_live else 0,
        "limit": kind.load_limit if kind else 0,
        "reasons": [one for one in found if one.verdict == "failed" or page.may("mentorship.end")],
    }


def _notes(page: About) -> list[dict[str, Any]]:
    """Give the notes under each of the charter's kinds; which were not touched is seen at once."""
    if page.may("mentor_note.read"):
        rows = list(page.rows(MentorNote)[:SHOWN])
    elif page.may("mentor_note.write"):
        rows = list(page.rows(MentorNote, "mentor_note.write").filter(by=page.request.user)[:SHOWN])
    else:
        return []
    kinds = page.rules.catalogue("mentor_notes")
    groups = [{"name": local(kind), "rows": [row for row in rows if row.kind == kind.key]}
              for kind in kinds]
    others = [row for row in rows if row.kind not in {kind.key for kind in kinds}]
    return groups + ([{"name": _("Notes"), "rows": others}] if others or not kinds else [])


def _may_note(page: About) -> bool:
    writers = note_writers(page.placement, page.request.today)
    return bool(writers & page.parties("mentor_note.write")) and bool(page.rules.mentor_kinds)


def _links(page: About) -> list[dict[str, Any]]:
    links = []
    if _may_note(page):
        links.append({"name": _("Leave a note"), "icon": "pencil",
                      "href": page.url("development:note_write")})
    if page.may("mentorship.appoint") and page.rules.mentor_kinds:
        links.append({"name": _("Appoint a mentor"), "icon": "plus",
                      "href": page.url("development:mentor_appoint")})
    if page.may("seat.add"):
        links.append({"name": _("Record a seat at a meeting"), "icon": "plus",
                      "href": page.url("development:seat_add")})
    return links


def _missing(page: About, rows: list[dict[str, Any]]) -> list[str]:
    """Name the kinds of mentor of which the charter asks more, with how many."""
    live = [entry["row"].kind for entry in rows if entry["is_live"]]
    short = {kind: kind.count_min - live.count(kind.key) for kind in page.rules.mentor_kinds}
    return [f"{local(kind)} × {lack}" if lack > 1 else local(kind)
            for kind, lack in short.items() if lack > 0]


@door("mentorship.appoint", methods=FORM)
def mentor_appoint(request: Any, pk: int) -> HttpResponse:
    """Appoint a mentor, warned where one has many already."""
    page = about(request, pk, "mentorship.appoint")
    first = max(page.placement.starts_on, min(request.today, page.placement.ends_on))
    users = accounts_of_unit(page.placement.receiving_unit, request.today)
    form = MentorForm(request.POST or None, kinds=page.rules.mentor_kinds, users=users,
                      initial={"starts_on": first, "ends_on": page.placement.ends_on})
    return save(
        request, form, lambda data: _appoint(request, page, data),
        template="development/form.html", then=page.url("development:mentors"),
        context=page.context(
            _("Appoint a mentor"), back=page.url("development:mentors"), submit=_("Appoint"),
            note=_asked(page),
        ),
        done=_("Appointed."),
    )


def _asked(page: About) -> str:
    """Say what the charter asks of a mentor, and in which model."""
    words = page.rules.mentoring
    return " · ".join(text for text in (words.model, words.rank_note) if text)


def _appoint(request: Any, page: About, data: dict[str, Any]) -> Any:
    days = {"starts_on": data.pop("starts_on"), "ends_on": data.pop("ends_on")}
    kind, is_for_all = data.pop("kind"), data.pop("is_for_all", False)
    who = _who(data)
    more = {"by": request.user, "today": request.today, "kind": kind, **who}
    if is_for_all:
        rows = appoint_for_unit(page.placement.pk, **more)
        messages.info(request, _("Appointed for %(n)d persons.") % {"n": len(rows)})
    else:
        rows = [appoint_mentor(page.placement.pk, **days, **more)]
    _warn_of_load(request, page, rows[0])
    return rows[0]


def _who(data: dict[str, Any]) -> dict[str, Any]:
    """Give the fields of a mentor from a form: by account of the list, login name, or name."""
    login = data.pop("login")
    user = data.pop("user") or (account_named(login) if login else None)
    if login and user is None:
        raise Refusal(_("There is no account of this login name."), field="login")
    data["name"] = data["name"] or (user.name if user else "")
    data["title"] = data["title"] or (user.title if user else "")
    if not data["name"] or not data["title"]:
        raise Refusal(_("Give the mentor's name and post."), field="name")
    return {**data, "user_id": user.pk if user else None}


def _warn_of_load(request: Any, page: About, row: Mentorship) -> None:
    limit = pick(page.rules.mentor_kinds, row.kind).load_limit
    load = mentor_load(row.user_id, request.today) if row.user_id else 0
    if load > limit:
        messages.warning(request, _(
            "%(name)s now mentors %(load)s persons; the charter advises at most %(limit)s."
        ) % {"name": row.name, "load": load, "limit": limit})


@door("mentorship.change", methods=FORM)
def mentor_change(request: Any, pk: int) -> HttpResponse:
    """Let another mentor take over, with the reason; both stay on record."""
    row = open_row(request, Mentorship, "mentorship.change", pk)
    page = about_row(request, row)
    kinds = [kind for kind in page.rules.mentor_kinds if kind.key == row.kind]
    users = accounts_of_unit(page.placement.receiving_unit, request.today)
    form = ChangeForm(request.POST or None, kinds=kinds, users=users,
                      initial={"starts_on": request.today})
    return save(
        request, form, lambda data: _change(request, page, row, data),
        template="development/form.html", then=page.url("development:mentors"),
        context=page.context(_("Change the mentor"), back=page.url("development:mentors"),
                             submit=_("Let the new one take over"), note=_asked(page),
                             facts=[(_("Mentor"), str(row)), (_("From"), row.starts_on)]),
        done=_("The new mentor has taken over."),
    )


def _change(request: Any, page: About, row: Mentorship, data: dict[str, Any]) -> Mentorship:
    reason, starts_on = data.pop("reason"), data.pop("starts_on")
    new = change_mentor(row.pk, reason, by=request.user, today=request.today,
                        starts_on=starts_on, **_who(data))
    _warn_of_load(request, page, new)
    return new


@door("mentorship.end", methods=FORM)
def mentor_end(request: Any, pk: int) -> HttpResponse:
    """End a mentorship today, with the reason."""
    row = open_row(request, Mentorship, "mentorship.end", pk)
    page = about_row(request, row)
    return save(
        request, EndForm(request.POST or None),
        lambda data: end_mentorship(pk, by=request.user, today=request.today, **data),
        template="development/form.html", then=page.url("development:mentors"),
        context=page.context(_("End the mentorship"), back=page.url("development:mentors"),
                             submit=_("End today"), facts=[(_("Mentor"), str(row))]),
        done=_("The mentorship has ended. Appoint the next mentor."),
    )


@door("mentor_note.write", methods=FORM)
def note_write(request: Any, pk: int) -> HttpResponse:
    """Leave a short note: one kind, one sentence."""
    page = about(request, pk, "mentor_note.write")
    form = NoteForm(request.POST or None, kinds=page.rules.catalogue("mentor_notes"),
                    initial={"on": request.today, "kind": request.GET.get("kind", "")})
    is_mentor = "mentor" in page.parties("mentor_note.write")
    back = reverse("development:mentees") if is_mentor else page.url("development:mentors")
    return save(
        request, form,
        lambda data: write_note(pk, by=request.user, today=request.today, **data),
        template="development/form.html", then=back,
        context=page.context(_("Leave a note"), back=back, submit=_("Save"),
                             note=_("The person reads it, and the department. One sentence is "
                                    "enough.")),
        done=_("Saved."),
    )


@door("seat.add", methods=FORM)
def seat_add(request: Any, pk: int) -> HttpResponse:
    """Record a seat at a meeting; what was said is not stored."""
    page = about(request, pk, "seat.add")
    return save(
        request, SeatForm(request.POST or None, kinds=seats_of(page.rules),
                          initial={"held_on": request.today}),
        lambda data: add_seat(pk, by=request.user, today=request.today, **data),
        template="development/form.html", then=page.url("development:mentors"),
        context=page.context(_("Record a seat at a meeting"), submit=_("Save"),
                             back=page.url("development:mentors"),
                             note=_("Name the kind of meeting only; what was said stays there.")),
        done=_("Saved."),
    )

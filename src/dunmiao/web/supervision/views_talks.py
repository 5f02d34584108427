"""Talks, contacts, early reminders, opinions heard at the receiving unit."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from dunmiao import flow
from dunmiao.engine.charter import TalkKind, pick
from dunmiao.stages.placement.models import Placement
from dunmiao.stages.supervision.actions import (
    explain_reminder,
    follow_talk,
    give_reminder,
    write_contact,
    write_talk,
)
from dunmiao.stages.supervision.checks import givers_of
from dunmiao.stages.supervision.models import Contact, OpinionVisit, Reminder, Talk
from dunmiao.web.development.about import About, about, about_row
from dunmiao.web.doors import FORM, POST, door, open_row, open_rows
from dunmiao.web.refusing import save
from dunmiao.web.supervision.forms import (
    ContactForm,
    ExplanationForm,
    ReminderForm,
    TalkForm,
    VisitForm,
    local,
)
from dunmiao.web.supervision.settling import role_name


@door("talk.read", "talk.write")
def talks(request: Any, pk: int) -> HttpResponse:
    """Read the talks about one placement; who may only write sees their own."""
    page = about(request, pk, "talk.write" if _is_writer_only(request, pk) else "talk.read")
    may_read = page.may("talk.read")
    rows = page.rows(Talk, "talk.read" if may_read else "talk.write")
    if not may_read:
        rows = rows.filter(by=request.user)
    names = {talk.key: local(talk) for talk in page.rules.talks}
    return render(request, "supervision/talks.html", page.context(
        _("Talks"), rows=[_shown_talk(row, names) for row in rows.select_related("by")],
        links=[
            {"name": local(talk), "href": _talk_address(page, talk), "icon": "plus"}
            for talk in writable(page)
        ],
        is_own_only=not may_read, may_follow=page.may("talk.follow"),
    ))


def _is_writer_only(request: Any, pk: int) -> bool:
    reads = open_rows(request, Placement, "talk.read").filter(pk=pk).exists()
    return not reads and open_rows(request, Placement, "talk.write").filter(pk=pk).exists()


def _shown_talk(row: Talk, names: dict[str, str]) -> dict[str, Any]:
    return {"talk": row, "name": names.get(row.kind, row.kind), "notes": list(row.notes.items())}


def writable(page: About) -> list[TalkKind]:
    """Give the kinds of talk the reader may record about this placement."""
    mine = page.parties("talk.write")
    today = page.request.today
    return [talk for talk in page.rules.talks if givers_of(talk, page.placement, today) & mine]


def _talk_address(page: About, talk: TalkKind) -> str:
    return reverse("supervision:talk_write", args=[page.placement.pk, talk.key])


@door("talk.write", methods=FORM)
def talk_write(request: Any, pk: int, kind: str) -> HttpResponse:
    """Record a talk under its headings."""
    page = about(request, pk, "talk.write")
    try:
        talk = pick(page.rules.talks, kind)
    except KeyError as fault:
        raise Http404 from fault
    form = TalkForm(request.POST or None, talk.headings, most=600,
                    initial={"on": request.today})
    return save(
        request, form,
        lambda data: write_talk(
            pk, by=request.user, today=request.today, kind=kind, notes=form.texts, **form.rest()
        ),
        template="development/form.html", then=page.url("supervision:talks"),
        context=page.context(local(talk), back=page.url("supervision:talks"), submit=_("Save"),
                             note=_("One sentence under one heading is enough.")),
        done=_("Saved."),
    )


@door("talk.follow", methods=POST)
def talk_follow(request: Any, pk: int) -> HttpResponse:
    """Mark what was to be followed up as done."""
    row = open_row(request, Talk, "talk.follow", pk)
    follow_talk(pk, by=request.user, today=request.today)
    messages.success(request, _("Followed up."))
    return redirect("supervision:talks", pk=row.placement_id)


@door("contact.read")
def contacts(request: Any, pk: int) -> HttpResponse:
    """Read the contacts of the units about one person."""
    page = about(request, pk, "contact.read")
    links = []
    if page.may("contact.write"):
        links.append({"name": _("Record a contact"), "icon": "plus",
                      "href": page.url("supervision:contact_write")})
    events = [
        {"on": row.on, "title": f"{row.with_whom} · {row.get_how_display()}",
         "by": role_name(row.side), "text": row.text}
        for row in page.rows(Contact)
    ]
    return render(request, "development/records.html", page.context(
        _("Contacts"), links=links, events=events,
        intro=_("Units, department and the person stay in touch; whoever called notes a line."),
        empty_title=_("No contact recorded yet"),
        empty_text=_("One sentence after a call is enough."),
    ))


@door("contact.write", methods=FORM)
def contact_write(request: Any, pk: int) -> HttpResponse:
    """Record a contact in a sentence."""
    page = about(request, pk, "contact.write")
    side = next(iter(sorted(page.parties("contact.write"), reverse=True)))
    return save(
        request, ContactForm(request.POST or None, initial={"on": request.today}),
        lambda data: write_contact(pk, by=request.user, today=request.today, side=side, **data),
        template="development/form.html", then=page.url("supervision:contacts"),
        context=page.context(_("Record a contact"), back=page.url("supervision:contacts"),
                             submit=_("Save")),
        done=_("Saved."),
    )


@door("reminder.read")
def reminders(request: Any, pk: int) -> HttpResponse:
    """Read the early reminders; they enter no appraisal by themselves (004-08)."""
    page = about(request, pk, "reminder.read")
    links = []
    if page.may("reminder.give"):
        links.append({"name": _("Remind"), "icon": "plus",
                      "href": page.url("supervision:reminder_give")})
    return render(request, "supervision/reminders.html", page.context(
        _("Reminders"), links=links, rows=page.rows(Reminder).select_related("by"),
        may_explain=page.may("reminder.explain"),
    ))


@door("reminder.give", methods=FORM)
def reminder_give(request: Any, pk: int) -> HttpResponse:
    """Remind early; the person sees it and may explain."""
    page = about(request, pk, "reminder.give")
    return save(
        request, ReminderForm(request.POST or None),
        lambda data: give_reminder(pk, by=request.user, today=request.today, **data),
        template="development/form.html", then=page.url("supervision:reminders"),
        context=page.context(_("Remind"), back=page.url("supervision:reminders"),
                             submit=_("Remind"),
                             note=_("The person reads this at once and may explain. "
                                    "It enters no appraisal.")),
        done=_("The person sees it now."),
    )


@door("reminder.explain", methods=FORM)
def reminder_explain(request: Any, pk: int) -> HttpResponse:
    """The person's own words on a reminder."""
    row = open_row(request, Reminder, "reminder.explain", pk)
    page = about_row(request, row)
    return save(
        request, ExplanationForm(request.POST or None),
        lambda data: explain_reminder(pk, by=request.user, today=request.today, **data),
        template="development/form.html", then=page.url("supervision:reminders"),
        context=page.context(_("Explain"), back=page.url("supervision:reminders"),
                             facts=[(_("Matter"), row.matter), (_("Advice"), row.advice)],
                             submit=_("Send")),
        done=_("Sent."),
    )


@door("opinion_visit.read")
def visits(request: Any, pk: int) -> HttpResponse:
    """Read what the department heard at the receiving unit."""
    page = about(request, pk, "opinion_visit.read")
    events = [
        {"on": row.on, "title": f"{row.get_kind_display()} · {row.heard_from}",
         "text": f"{row.text}（{row.fact}）" if row.fact else row.text,
         "tone": "good" if row.told_on else "quiet",
         "by": _("told on %(on)s") % {"on": row.told_on} if row.told_on else _("nobody told yet")}
        for row in page.rows(OpinionVisit)
    ]
    links = [{"name": _("Record opinions"), "icon": "plus",
              "href": page.url("supervision:visit_write")}]
    return render(request, "development/records.html", page.context(
        _("Opinions heard"), links=links if page.may("opinion_visit.write") else [],
        events=events, empty_title=_("No opinions recorded yet"),
        empty_text=_("Hear the receiving unit, then tell sender and person what was found."),
    ))


@door("opinion_visit.write", methods=FORM)
def visit_write(request: Any, pk: int) -> HttpResponse:
    """Record what was heard, and tell sender, receiver and person in the same step."""
    page = about(request, pk, "opinion_visit.write")
    return save(
        request,
        VisitForm(request.POST or None, initial={"on": request.today, "kind": "opinion"}),
        lambda data: flow.visit_unit(pk, by=request.user, today=request.today, **data),
        template="development/form.html", then=page.url("supervision:visits"),
        context=page.context(_("Record opinions"), back=page.url("supervision:visits"),
                             submit=_("Save")),
        done=_("Saved."),
    )

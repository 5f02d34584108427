"""Pages of the public notice: posting it, showing it, objections, its end."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from dunmiao.files.papers import official
from dunmiao.stages.charter.rules import rules_of
from dunmiao.stages.selection.models import Decision, Publicity, PublicityObjection
from dunmiao.stages.selection.publicities import (
    close_publicity,
    decide_objection,
    post_publicity,
    public_notice,
    receive_objection,
    shown_lines,
)
from dunmiao.web.doors import FORM, door, may, open_row, open_rows
from dunmiao.web.listing import file_response
from dunmiao.web.refusing import save
from dunmiao.web.selection.forms_rounds import FindingForm, ObjectionForm, PublicityForm

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@door("publicity.post", methods=FORM)
def publicity_post(request: Any, decision: int) -> HttpResponse:
    """Show the selected persons publicly."""
    row = open_row(request, Decision, "publicity.post", decision)
    days = rules_of(row.programme).publicity
    form = PublicityForm(request.POST or None, initial={"contact": days.objections_to})
    return save(
        request, form,
        lambda data: post_publicity(
            row.pk, by=request.user, today=request.today, contact=data["contact"]
        ),
        template="selection/form.html",
        context={
            "title": _("Post the public notice"), "subtitle": str(row.programme),
            "submit": _("Post"), "cancel": reverse("selection:decision", args=[row.pk]),
            "note": _("It is shown for %(n)d working days, from the next one.")
            % {"n": days.working_days},
        },
        then=lambda made: reverse("selection:publicity", args=[made.pk]),
        done=_("The notice is posted."),
    )  # fmt: skip


@door()
def publicity(request: Any, pk: int) -> HttpResponse:
    """Show a notice: to everybody signed in while it is on display, to its readers always."""
    rows = open_rows(request, Publicity).select_related(
        "programme__owner", "programme__charter", "decision"
    )
    row = rows.filter(pk=pk).first() or public_notice(pk, request.today)
    if row is None:
        raise Http404
    objections = open_rows(request, PublicityObjection).filter(publicity=row)
    reads = may(request, "objection.read", row)
    context = {
        "row": row,
        "lines": shown_lines(row),
        "reads_objections": reads,
        "objections": objections.select_related("application__person") if reads else (),
        "may_receive": row.state in {"posted", "ended"} and may(request, "objection.receive", row),
        "may_close": row.state == "posted"
        and request.today > row.ends_on
        and may(request, "publicity.close", row),
        "may_print": may(request, "publicity.post", row),
    }
    return render(request, "selection/publicity.html", context)


@door("publicity.post")
def publicity_paper(request: Any, pk: int) -> HttpResponse:
    """Give the notice as a Word file to stamp and hang out."""
    row = open_row(request, Publicity, "publicity.post", pk)
    paper = official.publicity_notice(_data(row))
    name = _("Public notice %(day)s.docx") % {"day": row.starts_on.isoformat()}
    return file_response(paper.content, name, DOCX)


def _data(row: Publicity) -> dict[str, Any]:
    programme = row.programme
    people = [
        {
            "name": line.application.person.name,
            "sex": {"1": "男", "2": "女"}.get(line.application.person.sex, ""),
            "birth": f"{line.application.person.born_on:%Y.%m}"
            if line.application.person.born_on
            else "",
            "sending_unit": str(line.application.sending_unit),
            "sending_post": line.application.person.post_title,
            "receiving_unit": str(line.offer.post.organisation),
            "post": line.offer.post.title,
        }
        for line in shown_lines(row)
    ]
    rules = rules_of(programme)
    return {
        "organ": rules.basis.organising_office or str(programme.owner),
        "programme": programme.name,
        "activity": programme.charter.name and "挂职锻炼",
        "basis": programme.basis_title,
        "decided_by": row.decision.body,
        "people": people,
        "opens_on": row.starts_on,
        "closes_on": row.ends_on,
        "working_days": row.working_days,
        "contact": {"organ": row.contact},
        "signed_on": row.starts_on,
    }


@door("publicity.close", methods=FORM)
def publicity_close(request: Any, pk: int) -> HttpResponse:
    """End the notice."""
    row = open_row(request, Publicity, "publicity.close", pk)
    return save(
        request, forms.Form(request.POST or None),
        lambda _data: close_publicity(row.pk, by=request.user, today=request.today),
        template="selection/confirm.html",
        context={
            "title": _("End the public notice"),
            "text": _("Shown from %(first)s to %(last)s. Whoever is still selected then may be "
                      "placed.") % {"first": row.starts_on, "last": row.ends_on},
            "submit": _("End the notice"),
            "cancel": reverse("selection:publicity", args=[row.pk]),
        },
        then=reverse("selection:publicity", args=[row.pk]), done=_("The notice has ended."),
    )  # fmt: skip


@door("objection.receive", methods=FORM)
def objection_receive(request: Any, pk: int) -> HttpResponse:
    """Write down an objection that came in."""
    row = open_row(request, Publicity, "objection.receive", pk)
    people = [
        (str(line.application_id), f"{line.application.person.name}　{line.offer}")
        for line in shown_lines(row)
    ]
    form = ObjectionForm(
        request.POST or None, people=people, initial={"received_on": request.today}
    )
    return save(
        request, form,
        lambda data: receive_objection(
            row.pk, int(data["application"]), by=request.user, today=request.today,
            received_on=data["received_on"], source=data["source"], text=data["text"],
        ),
        template="selection/form.html",
        context={
            "title": _("Record an objection"), "subtitle": str(row.programme),
            "submit": _("Record"), "cancel": reverse("selection:publicity", args=[row.pk]),
            "note": _("Only the department reads it; it enters no file."),
        },
        then=reverse("selection:publicity", args=[row.pk]), done=_("The objection is recorded."),
    )  # fmt: skip


@door("objection.read", methods=FORM)
def objection(request: Any, pk: int) -> HttpResponse:
    """Read an objection; the head of the department decides it here."""
    act = "objection.decide" if request.method == "POST" else "objection.read"
    row = open_row(request, PublicityObjection, act, pk)
    decides = row.state in {"received", "reviewing"} and may(request, "objection.decide", row)
    return save(
        request, FindingForm(request.POST or None),
        lambda data: decide_objection(
            row.pk, by=request.user, today=request.today,
            is_upheld=data["is_upheld"] == "yes", finding=data["finding"],
        ),
        template="selection/objection.html",
        context={
            "row": row, "decides": decides,
            "cancel": reverse("selection:publicity", args=[row.publicity_id]),
        },
        then=reverse("selection:publicity", args=[row.publicity_id]),
        done=_("The objection is decided."),
    )  # fmt: skip

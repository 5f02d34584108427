"""The log: a few words on a phone, optional, read and never counted."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from dunmiao.files.papers import official
from dunmiao.stages.placement.models import Placement
from dunmiao.stages.supervision.actions import write_log
from dunmiao.stages.supervision.models import LogEntry, Step
from dunmiao.web.development.about import About, about
from dunmiao.web.doors import FORM, door, open_rows
from dunmiao.web.listing import file_response
from dunmiao.web.refusing import save
from dunmiao.web.supervision.forms import LogForm

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
SHOWN = 100


@door("log.read")
def logs(request: Any, pk: int) -> HttpResponse:
    """Read the log of one placement."""
    page = about(request, pk, "log.read")
    entries = list(page.rows(LogEntry)[:SHOWN])
    links = []
    if page.may("log.write") and page.rules.log.cadence != "off":
        links.append({"name": _("Write"), "href": page.url("supervision:log_write"),
                      "icon": "pencil"})
    if entries:
        links.append({"name": _("Log book (Word)"), "href": page.url("supervision:log_book"),
                      "icon": "printer"})
    return render(request, "development/records.html", page.context(
        _("Log"), links=links, events=[_event(entry) for entry in entries],
        intro=_("Optional notes in a few words. How many and how long never matters."),
        empty_title=_("Nothing written yet"),
        empty_text=_("Results written here come back in the report, so they are typed once."),
    ))


def _event(entry: LogEntry) -> dict[str, Any]:
    text = entry.text
    if entry.result:
        text = _("%(text)s (result: %(result)s)") % {"text": text, "result": entry.result}
    return {"on": entry.on, "title": entry.task or _("Entry"), "text": text,
            "tone": "good" if entry.result else "quiet"}


@door("log.write", methods=FORM)
def log_write(request: Any, pk: int) -> HttpResponse:
    """Write one entry."""
    page = about(request, pk, "log.write")
    form = LogForm(request.POST or None, initial={"on": request.today},
                   most=page.rules.log.max_chars)
    return save(
        request, form,
        lambda data: write_log(pk, by=request.user, today=request.today, **data),
        template="development/form.html", then=page.url("supervision:logs"),
        context=page.context(_("Write a log entry"), back=page.url("supervision:logs"),
                             submit=_("Save")),
        done=_("Saved."),
    )


@door("log.read")
def log_book(request: Any, pk: int) -> HttpResponse:
    """Give the log as a Word file."""
    page = about(request, pk, "log.read")
    entries = page.rows(LogEntry).order_by("on", "pk")
    paper = official.log_book({
        **facts_of(page),
        "opinion": _opinion(page),
        "entries": [
            {"on": row.on, "title": row.task,
             "text": f"{row.text}\n结果：{row.result}" if row.result else row.text}
            for row in entries
        ],
    })
    return file_response(paper.content, f"{page.placement.person}-日志.docx", DOCX)


def _opinion(page: About) -> dict[str, Any]:
    """Give the opinion with which the receiving unit signed the book at the end, if it has."""
    row = page.rows(Step).filter(kind="log.signed").select_related("by").first()
    return {"text": row.note, "signed_by": str(row.by), "on": row.on} if row else {}


def facts_of(page: About) -> dict[str, Any]:
    """Give what every paper about a placement begins with."""
    placement = page.placement
    holding = placement.holdings.select_related("post").order_by("-starts_on").first()
    return {
        "person": {"name": placement.person.name},
        "sending_unit": placement.sending_unit.name,
        "receiving_unit": placement.receiving_unit.name,
        "post": holding.post.title if holding else "",
        "starts_on": placement.starts_on,
        "ends_on": placement.ends_on,
    }




def _shortcut(request: Any, act: str, page: str) -> HttpResponse:
    """Go to a form of one's own running placement; say so where there is none."""
    rows = open_rows(request, Placement, act).filter(person__user=request.user)
    mine = rows.filter(state__in=("noticed", "arrived", "ended", "recalled")).order_by("-starts_on")
    found = mine.values_list("pk", flat=True).first()
    if found is None:
        return render(request, "supervision/no_term.html", {})
    return redirect(page, pk=found)


@door("log.write")
def my_log(request: Any) -> HttpResponse:
    """Go to my own log."""
    return _shortcut(request, "log.write", "supervision:log_write")


@door("leave.ask")
def my_leave(request: Any) -> HttpResponse:
    """Go to my own request for leave."""
    return _shortcut(request, "leave.ask", "supervision:leave_ask")


@door("report.write")
def my_report(request: Any) -> HttpResponse:
    """Go to my own report."""
    return _shortcut(request, "report.write", "supervision:report_now")


@door("support.ask")
def my_support(request: Any) -> HttpResponse:
    """Go to my own request for help."""
    return _shortcut(request, "support.ask", "supervision:support_ask")

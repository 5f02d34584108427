"""The regular report: written once, read by three."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dunmiao.engine.charter import ReportKind, pick
from dunmiao.stages.charter.rules import rules_of
from dunmiao.stages.development.models import Plan
from dunmiao.stages.development.parties import Ties
from dunmiao.stages.supervision.actions import acknowledge_report, submit_report, write_report
from dunmiao.stages.supervision.models import LogEntry, Report
from dunmiao.web.development.about import About, about, about_row
from dunmiao.web.development.growing import shown_tasks
from dunmiao.web.doors import FORM, POST, door, open_row, open_rows
from dunmiao.web.listing import Column, export, listing, wants_export
from dunmiao.web.refusing import save
from dunmiao.web.supervision.filters import RowFilter
from dunmiao.web.supervision.forms import Headed, RemarkForm, local
from dunmiao.web.supervision.settling import role_name
from dunmiao.web.supervision.trying import tried

COLUMNS = (
    Column("person", gettext_lazy("Person"), "placement__person__stroke_key",
           lambda row: row.placement.person.name),
    Column("kind", gettext_lazy("Report"), "kind", lambda row: local(kind_of(row))),
    Column("on", gettext_lazy("Day"), "on", lambda row: row.on, kind="date"),
    Column("seen", gettext_lazy("Read by"), (), lambda row: "、".join(map(str, readers(row)))),
    Column("state", gettext_lazy("State"), "state", lambda row: row.state),
)
DRAWN = 5


def kind_of(row: Report) -> ReportKind:
    """Give the charter's form of a report."""
    return pick(rules_of(row.placement).reports, row.kind)


def readers(row: Report) -> list[Any]:
    """Give the parties that have read it."""
    return [role_name(role) for role in row.seen]


@door("report.read")
def reports(request: Any) -> HttpResponse:
    """List the reports in sight; drafts are their writer's alone."""
    rows = open_rows(request, Report).exclude(state="draft").select_related(
        "placement__person", "placement__receiving_unit", "placement__charter",
        "placement__programme__owner", "placement__sending_unit",
    )
    form = RowFilter(request.GET, noun="report")
    rows = form.narrow(rows)
    if wants_export(request):
        return export(request, _("Reports"), rows, COLUMNS, default="-on")
    page = listing(request, rows, COLUMNS, default="-on")
    ties = Ties(request.user, request.today)
    return render(request, "supervision/reports.html", {
        "listing": page, "filter_form": form,
        "rows": [{"report": row, "kind": local(kind_of(row)), "readers": readers(row),
                  "may_open": _reads(ties, row)} for row in page.rows],
    })


def _reads(ties: Ties, row: Report) -> bool:
    """Say whether the reader is one of those to whom the charter gives this kind of report."""
    rule = kind_of(row)
    given = {*rule.readers, rule.written_by, "organiser"}
    return bool(given & ties.parties("report.read", row.placement))


def _visible(page: About) -> Any:
    rows = page.rows(Report)
    return rows if page.may("report.write") else rows.exclude(state="draft")


@door("report.read")
def placement_reports(request: Any, pk: int) -> HttpResponse:
    """Show the reports of one placement."""
    page = about(request, pk, "report.read")
    links = []
    if page.may("report.write") and page.rules.reports:
        links.append({"name": _("Write the report"), "icon": "pencil",
                      "href": page.url("supervision:report_now")})
    events = [
        {"on": row.on, "title": local(kind_of(row)),
         "href": reverse("supervision:report", args=[row.pk]) if _reads(page.ties, row) else "",
         "text": "、".join(map(str, readers(row))) or _("Not read yet"),
         "tone": {"draft": "waiting", "acknowledged": "good"}.get(row.state, "active")}
        for row in _visible(page)
    ]
    return render(request, "development/records.html", page.context(
        _("Reports"), links=links, events=events, empty_title=_("No report yet"),
        intro=_("Written once; department, sending unit and receiving unit read the same text."),
        empty_text=_("The draft begins with the results of the log."),
    ))


@door("report.write")
def report_now(request: Any, pk: int) -> HttpResponse:
    """Go to the report that this placement writes."""
    page = about(request, pk, "report.write")
    if not page.rules.reports:
        return render(request, "development/records.html", page.context(
            _("Reports"), empty_title=_("The charter asks for no report"), empty_text="",
        ))
    return redirect("supervision:report_write", pk=pk, kind=page.rules.reports[0].key)


@door("report.write", methods=FORM)
def report_write(request: Any, pk: int, kind: str) -> HttpResponse:
    """Write the draft; what the log has brought stands in it already."""
    page = about(request, pk, "report.write")
    try:
        rule = pick(page.rules.reports, kind)
    except KeyError as fault:
        raise Http404 from fault
    draft = page.rows(Report).filter(state="draft", kind=kind).first()
    fields = draft.fields if draft else _drawn(page, rule)
    form = Headed(request.POST or None, rule.headings, most=rule.max_chars, initial=fields, rows=4)
    return save(
        request, form, lambda data: _write(request, pk, kind, form),
        template="supervision/report_form.html",
        then=lambda row: reverse("supervision:report", args=[row.pk]),
        context=page.context(local(rule), back=page.url("supervision:placement_reports"),
                             rule=rule, clause=rule.clause),
        done=_("Handed in.") if "submit" in request.POST else _("The draft is kept."),
    )


def _write(request: Any, pk: int, kind: str, form: Headed) -> Report:
    row = write_report(pk, by=request.user, today=request.today, kind=kind, fields=form.texts)
    if "submit" in request.POST:
        row = submit_report(row.pk, by=request.user, today=request.today)
    return row


def _drawn(page: About, rule: ReportKind) -> dict[str, str]:
    """Begin the first heading with the plan's tasks and the log's results since the last report."""
    if not rule.headings:
        return {}
    lines = _tasks(page) if "task.assigned" in rule.drawn_from else []
    lines += _results(page, rule) if "log.entry" in rule.drawn_from else []
    return {rule.headings[0]: "\n".join(lines)} if lines else {}


def _tasks(page: About) -> list[str]:
    plan = page.rows(Plan).filter(state="agreed").first()
    tasks = shown_tasks(page, plan)["rows"]
    return [f"{task['role']}：{task['text']}" if task["role"] else task["text"] for task in tasks]


def _results(page: About, rule: ReportKind) -> list[str]:
    last = page.rows(Report).filter(kind=rule.key, submitted_on__isnull=False).first()
    entries = page.rows(LogEntry, "log.read").exclude(result="")
    if last:
        entries = entries.filter(on__gt=last.submitted_on)
    return [f"{row.task or row.text[:30]}：{row.result}" for row in entries[:DRAWN]]


@door("report.read")
def report(request: Any, pk: int) -> HttpResponse:
    """Read one report, and confirm having read it."""
    return _show(request, open_row(request, Report, "report.read", pk))


def _show(request: Any, row: Report, *, status: int = 200, **more: Any) -> HttpResponse:
    page = about_row(request, row)
    if row.state == "draft" and not page.may("report.write"):
        raise Http404
    rule = kind_of(row)
    if not _reads(page.ties, row):
        raise PermissionDenied  # readable under another charter, not under this one
    waiting = [role for role in rule.readers if role not in row.seen]
    mine = [role for role in waiting if role in page.parties("report.acknowledge")]
    context = {
        "report": row, "rule": rule, "texts": [(key, row.fields.get(key, ""))
                                               for key in rule.headings],
        "readers": [{"role": role_name(role), "seen": row.seen.get(role)}
                    for role in rule.readers],
        "my_role": mine[0] if mine and row.state == "submitted" else "",
        "may_write": row.state == "draft" and page.may("report.write"),
        "form": RemarkForm(),
    }
    return render(request, "supervision/report.html",
                  page.context(local(rule), **{**context, **more}), status=status)


@door("report.submit", methods=POST)
def report_submit(request: Any, pk: int) -> HttpResponse:
    """Hand the draft in."""
    open_row(request, Report, "report.submit", pk)
    submit_report(pk, by=request.user, today=request.today)
    messages.success(request, _("Handed in."))
    return redirect("supervision:report", pk=pk)


@door("report.acknowledge", methods=POST)
def report_acknowledge(request: Any, pk: int) -> HttpResponse:
    """Confirm having read the report, perhaps with a remark."""
    row = open_row(request, Report, "report.acknowledge", pk)
    page = about_row(request, row)
    mine = page.parties("report.acknowledge")
    role = next((one for one in kind_of(row).readers if one in mine and one not in row.seen), "")
    form = RemarkForm(request.POST)
    status = tried(form, lambda data: acknowledge_report(
        pk, role, by=request.user, today=request.today, **data
    ))
    if status:
        return _show(request, row, status=status, form=form)
    messages.success(request, _("Confirmed."))
    return redirect("supervision:report", pk=pk)

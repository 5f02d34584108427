"""Presence by exception: absences without leave, heard before they are concluded."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dunmiao.stages.supervision.actions import (
    explain_absence,
    report_absence,
    settle_absence,
)
from dunmiao.stages.supervision.inspecting import unexcused_days
from dunmiao.stages.supervision.models import Absence, Check
from dunmiao.web.development.about import About, about, about_row
from dunmiao.web.doors import FORM, POST, door, open_row
from dunmiao.web.refusing import save
from dunmiao.web.supervision.forms import ExplanationForm
from dunmiao.web.supervision.forms_checks import AbsenceForm, SettleForm
from dunmiao.web.supervision.trying import tried
from dunmiao.web.templatetags.dunmiao import state_label, state_tone

TONES = {"present": "good", "leave": "quiet", "absent": "waiting"}


@door("absence.read")
def placement_absences(request: Any, pk: int) -> HttpResponse:
    """Show absences without leave and the checks of one term; presence itself is not recorded."""
    page = about(request, pk, "absence.read")
    links = []
    if page.may("absence.report"):
        links.append({"name": _("Tell an absence"), "icon": "plus",
                      "href": page.url("supervision:absence_report")})
    events = [_event(row) for row in page.rows(Absence)]
    if page.may("check.read"):
        checks = page.rows(Check).exclude(result="").select_related("inspection", "by")
        events += [_check_event(row) for row in checks]
    events.sort(key=lambda event: event["on"], reverse=True)
    return render(request, "development/records.html", page.context(
        _("Absences and checks"), links=links, events=events, facts=_facts(page),
        intro=_("Nobody signs in and out here. Only what is out of the ordinary is written down, "
                "and the person is heard first."),
        empty_title=_("Nothing out of the ordinary"),
        empty_text=_("An absence without leave is told by the receiving unit, or found by a "
                     "check."),
    ))


def _event(row: Absence) -> dict[str, Any]:
    return {
        "on": row.first_on, "title": _("Not at post"), "text": row.matter,
        "by": state_label(row.state, "absence"), "tone": state_tone(row.state, "absence"),
        "href": reverse("supervision:absence", args=[row.pk]),
    }


def _check_event(row: Check) -> dict[str, Any]:
    return {
        "on": row.on, "title": f"{row.inspection.title} · {row.get_result_display()}",
        "by": str(row.by), "text": row.note, "tone": TONES[row.result],
    }


def _facts(page: About) -> list[tuple[str, str]]:
    days, most = unexcused_days(page.placement), page.rules.presence.unexcused_days_recall
    if not days:
        return []
    facts = [(_("Without leave in this term"),
              ngettext("%(n)d working day", "%(n)d working days", days) % {"n": days})]
    if most:
        facts.append((_("Charter"), _("From %(n)d days on a recall may be asked for.") % {
            "n": most}))
    return facts


@door("absence.report", methods=FORM)
def absence_report(request: Any, pk: int) -> HttpResponse:
    """Tell an absence; the person reads it at once and explains."""
    page = about(request, pk, "absence.report")
    days = page.rules.presence.explain_within_days
    back = page.url("placement:placement")
    return save(
        request, AbsenceForm(request.POST or None),
        lambda data: report_absence(pk, by=request.user, today=request.today, **data),
        template="development/form.html", then=back,
        context=page.context(
            _("Tell an absence"), submit=_("Tell"), back=back,
            note=ngettext(
                "The person reads this at once and has %(n)d day to explain it.",
                "The person reads this at once and has %(n)d days to explain it.", days,
            ) % {"n": days},
        ),
        done=_("Told; the person is heard first."),
    )


@door("absence.read")
def absence(request: Any, pk: int) -> HttpResponse:
    """Show one absence, with what the reader may do about it."""
    return _show(request, open_row(request, Absence, "absence.read", pk))


def _show(request: Any, row: Absence, *, status: int = 200, **more: Any) -> HttpResponse:
    page = about_row(request, row)
    is_heard = row.state == "explained" or (
        row.state == "reported" and request.today > row.explain_by
    )
    from_check = row.check_row_id and "organiser" not in page.parties("absence.settle")
    context = {
        "absence": row,
        "may_explain": row.state == "reported" and page.may("absence.explain"),
        "may_settle": is_heard and page.may("absence.settle") and not from_check,
        "explanation_form": ExplanationForm(), "settle_form": SettleForm(),
    }
    return render(request, "supervision/absence.html",
                  page.context(_("Not at post"), **{**context, **more}), status=status)


@door("absence.explain", methods=POST)
def absence_explain(request: Any, pk: int) -> HttpResponse:
    """The person's own words."""
    row = open_row(request, Absence, "absence.explain", pk)
    form = ExplanationForm(request.POST)
    status = tried(
        form, lambda data: explain_absence(pk, by=request.user, today=request.today, **data)
    )
    if status:
        return _show(request, row, status=status, explanation_form=form)
    return redirect("supervision:absence", pk=pk)


@door("absence.settle", methods=POST)
def absence_settle(request: Any, pk: int) -> HttpResponse:
    """Conclude."""
    row = open_row(request, Absence, "absence.settle", pk)
    form = SettleForm(request.POST)
    status = tried(
        form, lambda data: settle_absence(pk, by=request.user, today=request.today, **data)
    )
    if status:
        return _show(request, row, status=status, settle_form=form, may_settle=True)
    return redirect("supervision:absence", pk=pk)

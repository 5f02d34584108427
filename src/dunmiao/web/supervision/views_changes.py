"""Recall, early return, extension: asked with reasons, the person heard, the department decides."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dunmiao import flow
from dunmiao.engine.charter import Approval
from dunmiao.stages.supervision.actions import (
    appeal_change,
    ask_change,
    explain_change,
    opine_change,
    review_change,
)
from dunmiao.stages.supervision.heard import CHANGES, not_heard, parties_to_hear
from dunmiao.stages.supervision.models import TermChange
from dunmiao.web.development.about import About, about, about_row
from dunmiao.web.doors import FORM, POST, door, open_row, open_rows
from dunmiao.web.listing import Column, export, listing, wants_export
from dunmiao.web.refusing import save
from dunmiao.web.supervision.forms import (
    ChangeDecisionForm,
    ChangeForm,
    ExplanationForm,
    HearingForm,
)
from dunmiao.web.supervision.forms_discipline import AnswerToAppealForm, AppealForm
from dunmiao.web.supervision.settling import role_name
from dunmiao.web.supervision.trying import tried

KINDS = {
    "recall": gettext_lazy("Recall"),
    "early_return": gettext_lazy("Return early"),
    "extend": gettext_lazy("Extend"),
}
STATES = {
    "asked": (gettext_lazy("Being heard"), "waiting"),
    "explained": (gettext_lazy("Waiting for the decision"), "active"),
    "approved": (gettext_lazy("Approved"), "good"),
    "refused": (gettext_lazy("Refused"), "quiet"),
}
BODIES = {
    "standing_committee": gettext_lazy("Standing committee"),
    "leading_group": gettext_lazy("Leading group"),
    "party_group": gettext_lazy("Party group"),
    "unit_head": gettext_lazy("Head of the unit"),
}
COLUMNS = (
    Column("person", gettext_lazy("Person"), "placement__person__stroke_key",
           lambda row: row.placement.person.name),
    Column("kind", gettext_lazy("Change of term"), "kind", lambda row: str(KINDS[row.kind])),
    Column("asked", gettext_lazy("Asked for on"), "asked_on", lambda row: row.asked_on,
           kind="date"),
    Column("effect", gettext_lazy("Takes effect on"), "takes_effect_on",
           lambda row: row.takes_effect_on, kind="date"),
    Column("state", gettext_lazy("State"), "state", lambda row: str(STATES[row.state][0])),
)


@door("change.read")
def changes(request: Any) -> HttpResponse:
    """List the changes in sight."""
    rows = open_rows(request, TermChange).select_related(
        "placement__person", "placement__receiving_unit"
    )
    if wants_export(request):
        return export(request, _("Changes of term"), rows, COLUMNS, default="-asked")
    page = listing(request, rows, COLUMNS, default="-asked")
    shown = [{"change": row, "kind": KINDS[row.kind], "state": STATES[row.state]}
             for row in page.rows]
    return render(request, "supervision/changes.html", {"listing": page, "rows": shown})


def rule_of(page: About, kind: str) -> Approval | None:
    """Give the charter's rule for a change, None where it knows no such change."""
    found = [rule for rule in page.rules.approvals if rule.key == CHANGES[kind]]
    return found[0] if found else None


def decider(rule: Approval | None) -> Any:
    """Give who decides, in words."""
    if rule is None:
        return ""
    return BODIES.get(rule.decided_by) or role_name(rule.decided_by)


@door("change.read")
def placement_changes(request: Any, pk: int) -> HttpResponse:
    """Show the changes of one term, asked for and decided."""
    page = about(request, pk, "change.read")
    links = []
    if page.may("change.ask"):
        links.append({"name": _("Ask for a change"), "icon": "plus",
                      "href": page.url("supervision:change_ask")})
    events = [
        {"on": row.asked_on, "title": KINDS[row.kind], "text": row.reason,
         "by": STATES[row.state][0], "tone": STATES[row.state][1],
         "href": reverse("supervision:change", args=[row.pk])}
        for row in page.rows(TermChange)
    ]
    return render(request, "development/records.html", page.context(
        _("Changes of term"), links=links, events=events,
        empty_title=_("The term runs as planned"),
        empty_text=_("A secondment is no safe: recall, early return and extension have a way."),
    ))


@door("change.ask", methods=FORM)
def change_ask(request: Any, pk: int) -> HttpResponse:
    """Ask for a change of the term."""
    page = about(request, pk, "change.ask")
    form = ChangeForm(request.POST or None)
    rules = {kind: rule for kind in CHANGES if (rule := rule_of(page, kind))}
    form.fields["kind"].choices = [(kind, KINDS[kind]) for kind in rules]  # type: ignore[attr-defined]
    facts = [(KINDS[kind], _("%(body)s decides (%(clause)s)") % {
        "body": decider(rule), "clause": rule.clause}) for kind, rule in rules.items()]
    return save(
        request, form,
        lambda data: ask_change(
            pk, data.pop("kind"), by=request.user, today=request.today, **data
        ),
        template="development/form.html",
        then=lambda row: reverse("supervision:change", args=[row.pk]),
        context=page.context(_("Ask for a change"), facts=facts, submit=_("Ask"),
                             back=page.url("supervision:placement_changes")),
        done=_("Asked for; the parties and the person are heard first."),
    )


@door("change.read")
def change(request: Any, pk: int) -> HttpResponse:
    """Show one change, with what the reader may do about it."""
    return _show(request, open_row(request, TermChange, "change.read", pk))


def _show(request: Any, row: TermChange, *, status: int = 200, **more: Any) -> HttpResponse:
    page = about_row(request, row)
    rule = rule_of(page, row.kind)
    is_open = row.state in {"asked", "explained"}
    missing = not_heard(row) if rule else ()
    speaks_for = [party for party in _may_speak(page) if party in missing]
    context = {
        "change": row, "kind": KINDS[row.kind], "state": STATES[row.state], "rule": rule,
        "decider": decider(rule),
        "hearings": [{"row": one, "party": role_name(one.party)} for one in row.hearings.all()],
        "missing": [role_name(party) for party in missing], "is_open": is_open,
        "may_explain": row.state == "asked" and page.may("change.explain"),
        "may_appeal": (row.state == "approved" and not row.appealed_on
                       and page.may("change.appeal")),
        "may_review": (row.appealed_on and not row.reviewed_on and page.may("change.review")),
        "appeal_form": AppealForm(), "review_form": AnswerToAppealForm(),
        "may_opine": is_open and bool(speaks_for),
        "may_decide": is_open and not missing and page.may("change.decide"),
        "explanation_form": ExplanationForm(), "decision_form": ChangeDecisionForm(),
        "hearing_form": HearingForm(None, parties=speaks_for,
                                    is_ours=page.parties("change.opine")),
    }
    return render(request, "supervision/change.html",
                  page.context(KINDS[row.kind], **{**context, **more}), status=status)


def _may_speak(page: About) -> tuple[str, ...]:
    """Give the parties for which the reader may write an opinion; the department for all."""
    mine = page.parties("change.opine")
    return ("sender", "receiver", "organiser") if "organiser" in mine else tuple(sorted(mine))


@door("change.opine", methods=POST)
def change_opine(request: Any, pk: int) -> HttpResponse:
    """A party is heard, or the department writes down what it said."""
    row = open_row(request, TermChange, "change.opine", pk)
    page = about_row(request, row)
    parties = [party for party in _may_speak(page) if party in parties_to_hear(row)]
    form = HearingForm(request.POST, parties=parties, is_ours=page.parties("change.opine"))
    status = tried(form, lambda data: opine_change(
        pk, data.pop("party"), by=request.user, today=request.today, **data
    ))
    if status:
        return _show(request, row, status=status, hearing_form=form, may_opine=True)
    messages.success(request, _("The opinion is recorded."))
    return redirect("supervision:change", pk=pk)


@door("change.explain", methods=POST)
def change_explain(request: Any, pk: int) -> HttpResponse:
    """The person is heard."""
    row = open_row(request, TermChange, "change.explain", pk)
    form = ExplanationForm(request.POST)
    status = tried(
        form, lambda data: explain_change(pk, by=request.user, today=request.today, **data)
    )
    if status:
        return _show(request, row, status=status, explanation_form=form)
    messages.success(request, _("Sent."))
    return redirect("supervision:change", pk=pk)


@door("change.decide", methods=POST)
def change_decide(request: Any, pk: int) -> HttpResponse:
    """Decide; an approved change moves the term at once."""
    row = open_row(request, TermChange, "change.decide", pk)
    form = ChangeDecisionForm(request.POST)
    status = tried(
        form, lambda data: flow.settle_change(pk, by=request.user, today=request.today, **data)
    )
    if status:
        return _show(request, row, status=status, decision_form=form, may_decide=True)
    messages.success(request, _("Decided."))
    return redirect("supervision:change", pk=pk)


@door("change.appeal", methods=POST)
def change_appeal(request: Any, pk: int) -> HttpResponse:
    """The person appeals against what was decided."""
    row = open_row(request, TermChange, "change.appeal", pk)
    form = AppealForm(request.POST)
    status = tried(
        form, lambda data: appeal_change(pk, by=request.user, today=request.today, **data)
    )
    if status:
        return _show(request, row, status=status, appeal_form=form)
    return redirect("supervision:change", pk=pk)


@door("change.review", methods=POST)
def change_review(request: Any, pk: int) -> HttpResponse:
    """Record the answer to an appeal."""
    row = open_row(request, TermChange, "change.review", pk)
    form = AnswerToAppealForm(request.POST)
    status = tried(
        form, lambda data: review_change(pk, by=request.user, today=request.today, **data)
    )
    if status:
        return _show(request, row, status=status, review_form=form)
    return redirect("supervision:change", pk=pk)

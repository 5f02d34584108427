"""Who would have people this year: the department asks, units answer, posts follow."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from dunmiao.stages.charter.models import Programme
from dunmiao.stages.selection.models import Willingness
from dunmiao.stages.selection.willingness import (
    ASKING,
    answer_willingness,
    ask_willingness,
    last_answers,
)
from dunmiao.web.doors import FORM, POST, door, open_row, open_rows
from dunmiao.web.listing import Column, export, listing, wants_export
from dunmiao.web.refusing import save

ANSWERS = {
    "yes": (pgettext_lazy("willing", "Willing"), "good"),
    "maybe": (pgettext_lazy("willing", "Perhaps"), "waiting"),
    "no": (pgettext_lazy("willing", "Not this year"), "quiet"),
    "": (pgettext_lazy("willing", "Not answered"), "waiting"),
}
COLUMNS = (
    Column("unit", gettext_lazy("Unit"), "organisation__sequence",
           lambda row: str(row.organisation)),
    Column("answer", gettext_lazy("This year"), "answer", lambda row: str(ANSWERS[row.answer][0])),
    Column("reason", gettext_lazy("Reason"), (), lambda row: row.reason),
    Column("answered", gettext_lazy("Answered on"), "answered_on", lambda row: row.answered_on,
           kind="date"),
    Column("before", gettext_lazy("Last time")),
)  # fmt: skip


class WillingForm(forms.Form):
    """A unit's answer."""

    answer = forms.ChoiceField(
        label=gettext_lazy("Would the unit receive people?"), widget=forms.RadioSelect,
        choices=[(key, words) for key, (words, _tone) in ANSWERS.items() if key],
    )
    reason = forms.CharField(
        label=gettext_lazy("Reason"), max_length=200, required=False,
        help_text=gettext_lazy("Needed for a maybe or a no; next year you are asked again."),
    )  # fmt: skip


def _said(row: Willingness | None) -> str:
    if row is None:
        return ""
    words = f"{row.programme.year} {ANSWERS[row.answer][0]}"
    return f"{words}：{row.reason}" if row.reason else words


@door("willingness.ask")
def willingness(request: Any, pk: int) -> HttpResponse:
    """Show which units answered what, and what they said last time."""
    programme = open_row(request, Programme, "willingness.ask", pk)
    rows = open_rows(request, Willingness).filter(programme=programme).select_related(
        "organisation", "programme"
    )  # fmt: skip
    if wants_export(request):
        return export(request, _("Willingness of units"), rows, COLUMNS)
    waiting = rows.filter(answer="").count()
    shown = listing(request, rows, COLUMNS)
    before = last_answers(shown.rows)
    for row in shown.rows:
        row.words, row.tone = ANSWERS[row.answer]
        row.before = _said(before.get(row.organisation_id))
    return render(request, "selection/willingness.html", {
        "programme": programme, "listing": shown, "waiting": waiting,
        "may_ask": programme.state in ASKING,
        "crumbs": [(_("Posts offered"), reverse("selection:offers", args=[pk])),
                   (_("Willingness of units"), "")],
    })  # fmt: skip


@door("willingness.ask", methods=POST)
def willing_ask(request: Any, pk: int) -> HttpResponse:
    """Ask every unit that was not asked yet."""
    programme = open_row(request, Programme, "willingness.ask", pk)
    count = ask_willingness(programme.pk, by=request.user, today=request.today)
    messages.success(request, _("%(n)d units are asked.") % {"n": count})
    return redirect("selection:willingness", pk)


@door("willingness.answer", methods=FORM)
def willing_answer(request: Any, pk: int) -> HttpResponse:
    """Answer for one's unit; what it said last time stands above."""
    row = open_row(request, Willingness, "willingness.answer", pk)
    said = _said(last_answers([row]).get(row.organisation_id))
    facts = [(_("Unit"), str(row.organisation))] + ([(_("Last time"), said)] if said else [])
    form = WillingForm(request.POST or None, initial={"answer": row.answer, "reason": row.reason})
    return save(
        request, form,
        lambda data: answer_willingness(row.pk, by=request.user, today=request.today, **data),
        template="selection/form.html",
        context={"title": _("Would your unit receive people?"), "facts": facts,
                 "subtitle": str(row.programme), "submit": _("Answer"),
                 "cancel": reverse("home:home")},
        then=reverse("selection:posts"),
        done=_("Answered. Where the unit is willing, offer its posts next."),
    )  # fmt: skip

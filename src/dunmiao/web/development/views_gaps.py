"""What the person lacks for the post, and what was told about it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from dunmiao.stages.development.actions import acknowledge_feedback, give_feedback
from dunmiao.stages.development.gaps import gaps as gap_list
from dunmiao.stages.development.gaps import post_of
from dunmiao.stages.development.models import Feedback
from dunmiao.web.development.about import About, about, about_row
from dunmiao.web.development.forms import FeedbackForm
from dunmiao.web.doors import FORM, POST, door, open_row
from dunmiao.web.refusing import save
from dunmiao.web.supervision.settling import role_name

SOURCES = {
    "gap": gettext_lazy("Gaps against the post"),
    "opinion_visit": gettext_lazy("Opinions heard at the receiving unit"),
    "appraisal": gettext_lazy("Appraisal"),
}


@door("feedback.read")
def gaps(request: Any, pk: int) -> HttpResponse:
    """Show gaps against the post's needs, and the feedback with who has read it."""
    page = about(request, pk, "feedback.read")
    links = []
    if page.may("feedback.give"):
        links.append({"name": _("Tell unit and person"), "icon": "messages",
                      "href": page.url("development:feedback_give")})
    return render(request, "development/gaps.html", page.context(
        _("Gaps and feedback"), links=links,
        needs=[{"need": need, "name": need.name.label(get_language() or "zh")}
               for need in gap_list(page.placement, page.rules)],
        post=post_of(page.placement),
        rows=[_row(page, row) for row in page.rows(Feedback).select_related("by")],
    ))


def told(row: Feedback) -> list[str]:
    """Give the parties a feedback was told to."""
    units = ["sender", "receiver"] if row.to_unit == "both" else [row.to_unit]
    return ["cadre", *units]


def _row(page: About, row: Feedback) -> dict[str, Any]:
    parties = told(row)
    mine = page.parties("feedback.acknowledge")
    return {
        "row": row, "source": SOURCES.get(row.source, row.source),
        "seen": [{"role": role_name(role), "seen": row.seen.get(role)} for role in parties],
        "may_acknowledge": any(role in mine and role not in row.seen for role in parties),
    }


@door("feedback.give", methods=FORM)
def feedback_give(request: Any, pk: int) -> HttpResponse:
    """Tell the person and a unit what was found; the gaps stand in the form already."""
    page = about(request, pk, "feedback.give")
    names = "、".join(
        need.name.label(get_language() or "zh")
        for need in gap_list(page.placement, page.rules) if need.verdict == "failed"
    )
    words = _("Compared with the needs of the post, missing: %(names)s") % {"names": names}
    start = words if names else ""
    return save(
        request, FeedbackForm(request.POST or None, initial={"text": start}),
        lambda data: give_feedback(pk, by=request.user, today=request.today, source="gap", **data),
        template="development/form.html", then=page.url("development:gaps"),
        context=page.context(_("Tell unit and person"), back=page.url("development:gaps"),
                             submit=_("Tell them")),
        done=_("Told; each confirms having read it."),
    )


@door("feedback.acknowledge", methods=POST)
def feedback_acknowledge(request: Any, pk: int) -> HttpResponse:
    """Confirm having read it, for one's own party."""
    row = open_row(request, Feedback, "feedback.acknowledge", pk)
    page = about_row(request, row)
    mine = page.parties("feedback.acknowledge")
    waiting = [role for role in told(row) if role in mine and role not in row.seen]
    role = next(iter(waiting), next(iter(sorted(mine)), ""))
    acknowledge_feedback(pk, role, by=request.user, today=request.today)
    messages.success(request, _("Confirmed."))
    return redirect("development:gaps", pk=row.placement_id)

"""The call as its readers see it before they answer: basis, days, conditions, posts."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy

from dunmiao.engine.charter import Rules
from dunmiao.engine.codes import POST_CLASS
from dunmiao.stages.charter.models import Programme
from dunmiao.stages.charter.rules import charter_of, rules_of
from dunmiao.stages.charter.values import months_of
from dunmiao.stages.organisations.reach import may_any
from dunmiao.stages.selection.models import Offer, Post
from dunmiao.stages.selection.reading import calls_in_sight, is_open, offers_listed
from dunmiao.web.charter.reading import name_of, quoted
from dunmiao.web.doors import door
from dunmiao.web.listing import Column, listing
from dunmiao.web.selection.forms_posts import named
from dunmiao.web.selection.words import code, stage_name

COLUMNS = (
    Column("post", gettext_lazy("Post"), "post__organisation__sequence"),
    Column("needs", gettext_lazy("What it needs")),
    Column("difficulty", gettext_lazy("Difficulty")),
    Column("direction", gettext_lazy("Direction"), "direction"),
    Column("places", gettext_lazy("Places"), "places", is_number=True),
)


@door("call.read")
def call(request: Any, pk: int) -> HttpResponse:
    """Show a call to everybody it may concern; out of sight above, beside and below it."""
    row = calls_in_sight(request.user, request.today).filter(pk=pk).first()
    if row is None:
        raise Http404
    rules, charter = rules_of(row), charter_of(row.charter)
    shown = listing(request, offers_listed(row), COLUMNS)
    _say_needs(shown.rows, rules)
    is_taking = is_open(row, request.today)
    return render(request, "selection/call.html", {
        "row": row,
        "months": months_of(row),
        "groups": row.groups.filter(dissolved_on=None).prefetch_related("members"),
        "conditions": [(name_of(one), quoted(charter, one.clause), one.clause)
                       for one in rules.eligibility],
        "steps": [(stage_name(one), one.clause) for one in rules.stages],
        "listing": shown,
        "is_taking": is_taking,
        "answer": _answer(request, row) if is_taking else "",
    })  # fmt: skip


def _say_needs(rows: list[Offer], rules: Rules) -> None:
    """Put the charter's words for need, difficulty and direction on each offer."""
    kept = {
        key: dict(named(items))
        for key, items in (
            ("experience", rules.catalogue("task_classes")),
            ("abilities", rules.abilities),
            ("difficulty", rules.catalogue("difficulty")),
            ("direction", rules.directions),
        )
    }

    def of(key: str, values: Any) -> str:
        return "、".join(kept[key].get(value, value) for value in values)

    for row in rows:
        post: Post = row.post
        row.needs = [  # type: ignore[attr-defined]
            (gettext_lazy("Post class"), code(POST_CLASS, post.post_class)),
            (gettext_lazy("Majors needed"), "、".join(post.need_majors)),
            (gettext_lazy("Experience needed"), of("experience", post.need_experience)),
            (gettext_lazy("Abilities it trains"), of("abilities", post.need_abilities)),
        ]
        row.difficulty_words = of("difficulty", post.difficulty)  # type: ignore[attr-defined]
        row.direction_words = of("direction", [row.direction])  # type: ignore[attr-defined]


def _answer(request: Any, row: Programme) -> str:
    """Give how the reader may answer: "self" or "unit", nothing where they only read."""
    on = request.today
    if may_any(request.user, "application.opine", on) or may_any(
        request.user, "invitation.send", on
    ):
        return "unit"
    return "self" if may_any(request.user, "application.submit", on) else ""

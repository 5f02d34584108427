"""Words and pictures that the pages of placements share."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from dunmiao.engine.charter import Rules
from dunmiao.stages.charter.rules import rules_of
from dunmiao.stages.placement.rosters import post_of
from dunmiao.web.pictures import Mark, Span, TwoUnits, two_units
from dunmiao.web.placement.marks import marks_for, spans_for
from dunmiao.web.templatetags.dunmiao import local_name

PLACES = {"stays": "quiet", "moves": "active", "temporary_branch": "active"}
# where the charter cites a predicate's own catalogue, its name stands there


def _named(items: Any, key: str) -> str:
    return next((local_name(item) for item in items if item.key == key), key)


def direction_name(rules: Rules, key: str) -> str:
    """Give a direction's name in the active language."""
    return _named(rules.directions, key)


def front_name(rules: Rules, key: str) -> str:
    """Give a front's name in the active language."""
    return _named(rules.catalogue("fronts"), key)


def difficulty_names(rules: Rules, keys: Any) -> list[str]:
    """Give the names of a post's difficulties."""
    return [_named(rules.catalogue("difficulty"), key) for key in keys]


def post_class_names(rules: Rules) -> dict[str, str]:
    """Give the post classes the charter names, by key."""
    return {item.key: local_name(item) for item in rules.catalogue("post_classes")}


def place_words(at: str) -> str:
    """Give the words for where a relation is kept."""
    return {
        "stays": _("Stays with the sending unit"),
        "moves": _("Moves to the receiving unit"),
        "temporary_branch": _("Moves to the temporary branch"),
    }.get(at, at)


def dress(rows: Any) -> list[Any]:
    """Give each placement the words a list shows: direction, front, post."""
    listed = list(rows)
    for row in listed:
        rules = rules_of(row)
        row.direction_words = direction_name(rules, row.direction)
        row.front_words = front_name(rules, row.front)
        row.post_words = post_of(row)
    return listed


def relation_rows(placement: Any) -> list[dict[str, Any]]:
    """Give the relations table: what stays, what moves, under which letter and when."""
    rules = {rule.key: rule for rule in rules_of(placement).relations}
    return [
        {
            "row": row,
            "name": local_name(rules[row.kind]) if row.kind in rules else row.kind,
            "clause": rules[row.kind].clause if row.kind in rules else "",
            "place": place_words(row.at),
            "tone": PLACES.get(row.at, "quiet"),
            "may_move": row.at != "stays",
        }
        for row in placement.relations.all()
    ]


def term_picture(request: Any, placement: Any, today: date) -> TwoUnits:
    """Draw the term between two units: who manages, what stays at home, what happened when."""
    last = placement.ended_on or placement.ends_on
    sending, receiving = str(placement.sending_unit), str(placement.receiving_unit)
    spans = [
        Span(sending, "sending", placement.starts_on, last,
             _("%(unit)s: keeps pay and personnel relation") % {"unit": sending}),
    ]  # fmt: skip
    spans += [
        Span(receiving, "receiving", held.starts_on, min(held.ends_on, last),
             f"{receiving} {held.post.title}")
        for held in placement.holdings.all() if held.starts_on <= last
    ]  # fmt: skip
    if len(spans) == 1:
        spans.append(Span(receiving, "receiving", placement.starts_on, last, receiving))
    spans += spans_for(request, placement)
    marks = [*_own_marks(placement), *marks_for(request, placement)]
    caption = _("%(person)s between two units") % {"person": placement.person}
    return two_units(caption, spans, marks, today)


def _own_marks(placement: Any) -> list[Mark]:
    """Mark the arrival, the moves of the party relation, and the day everything ended."""
    marks = []
    if placement.arrived_on:
        marks.append(Mark(placement.arrived_on, _("Arrived"), "done"))
    for row in placement.relations.all():
        if row.moved_on:
            marks.append(Mark(row.moved_on, _("Relation moved out"), "done"))
        if row.returned_on:
            marks.append(Mark(row.returned_on, _("Relation moved back"), "done"))
    if placement.ended_on and placement.ended_on < placement.ends_on:
        marks.append(Mark(placement.ended_on, _("Ended early"), "done"))
    return marks

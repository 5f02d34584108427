"""The moves of one person: posts held, moves ahead, what the person thinks, carrying one out."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from dunmiao.engine.codes import POST_CLASS
from dunmiao.stages.development.coverage import coverage
from dunmiao.stages.development.models import PostMove
from dunmiao.stages.development.rotations import carry_out_move, opine_move, posts_for
from dunmiao.web.development.about import About, about, about_row
from dunmiao.web.development.forms import local
from dunmiao.web.development.forms_rotation import CarryOutForm, OpinionForm
from dunmiao.web.doors import FORM, door, open_row
from dunmiao.web.refusing import save


def class_name(page: About, key: str) -> str:
    """Give a post class in the charter's words, else in those of the code table."""
    item = next((one for one in page.rules.catalogue("post_classes") if one.key == key), None)
    if item is not None:
        return local(item)
    return POST_CLASS[key].name if key in POST_CLASS else key


@door("move.read")
def moves(request: Any, pk: int) -> HttpResponse:
    """Show the posts one person held, and the moves decided for them."""
    page = about(request, pk, "move.read")
    served = coverage([page.placement], request.today)[pk]
    held = page.placement.holdings.select_related("post__organisation").order_by("starts_on")
    limit = page.rules.rotation.months_in_post_warning
    rows = [{"row": row, "name": class_name(page, row.post_class)}
            for row in page.rows(PostMove).select_related("post__organisation", "rotation")]
    return render(request, "development/moves.html", page.context(
        _("Rotation"), rows=rows, served=served, limit=limit,
        held=[{"row": row, "name": class_name(page, row.post.post_class)} for row in held],
        is_long=bool(limit and served.months_now >= limit),
        now=class_name(page, served.now) if served.now else "",
        may_opine=page.may("move.opine"), may_carry_out=page.may("move.carry_out"),
    ))


def _move(request: Any, pk: int, act: str) -> Any:
    return open_row(request, PostMove, act, pk)


@door("move.opine", methods=FORM)
def move_opine(request: Any, pk: int) -> HttpResponse:
    """Say what one thinks of a move."""
    row = _move(request, pk, "move.opine")
    page = about_row(request, row)
    back = page.url("development:moves")
    return save(
        request, OpinionForm(request.POST or None, initial={"text": row.opinion}),
        lambda data: opine_move(pk, by=request.user, today=request.today, **data),
        template="development/form.html", then=back, done=_("Kept; the unit reads it."),
        context=page.context(_("What I think of the move"), back=back, submit=_("Save"),
                             facts=_facts(page, row)),
    )


@door("move.carry_out", methods=FORM)
def move_carry_out(request: Any, pk: int) -> HttpResponse:
    """Carry a move out: choose the post."""
    row = _move(request, pk, "move.carry_out")
    page = about_row(request, row)
    back = page.url("development:moves")
    posts = posts_for(row, request.today)
    note = "" if posts.exists() else _(
        "No post of this class is free here. Add one on the page of posts, or ask the department."
    )
    return save(
        request, CarryOutForm(request.POST or None, posts=posts),
        lambda data: carry_out_move(pk, data["post"].pk, by=request.user, today=request.today),
        template="development/form.html", then=back, done=_("The person holds the new post."),
        context=page.context(_("Carry out the move"), back=back, submit=_("Move from today on"),
                             facts=_facts(page, row), note=note),
    )


def _facts(page: About, row: PostMove) -> list[tuple[str, Any]]:
    facts = [(_("Post class"), class_name(page, row.post_class)),
             (_("Days"), f"{row.starts_on} – {row.ends_on}")]
    return [*facts, (_("The person's word"), row.opinion)] if row.opinion else facts

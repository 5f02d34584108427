"""Talks, and what is to be followed up after them."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from dunmiao.engine.charter import pick
from dunmiao.stages.accounts.models import User
from dunmiao.stages.charter.rules import rules_of
from dunmiao.stages.common.acts import act, record
from dunmiao.stages.common.refusal import Refusal
from dunmiao.stages.development.checks import running
from dunmiao.stages.development.parties import Ties
from dunmiao.stages.supervision.checks import day_of, givers_of
from dunmiao.stages.supervision.models import Talk


@act("talk.write")
def write_talk(
    placement_id: int,
    *,
    by: User,
    today: date,
    kind: str,
    notes: dict[str, str],
    given_by: str = "",
    on: date | None = None,
    follow_up: str = "",
    follow_up_on: date | None = None,
) -> Talk:
    """Record a talk under the charter's headings for its kind (004-33, 004-43)."""
    placement = running(placement_id)
    talk = pick(rules_of(placement).talks, kind)
    givers = givers_of(talk, placement, today)
    if not Ties(by, today).speaks_for("talk.write", placement, givers):
        raise Refusal(_("This is for another party of the placement to do."))
    unknown = set(notes) - set(talk.headings)
    if unknown:
        raise TypeError(f"this talk has no headings {unknown}")
    kept = {heading: text.strip() for heading, text in notes.items() if text.strip()}
    if not kept:
        raise Refusal(_("Write at least one sentence under a heading."), field="notes")
    row = Talk.objects.create(
        placement=placement,
        by=by,
        on=day_of(on, placement, today),
        kind=kind,
        given_by=given_by or str(by),
        notes=kept,
        follow_up=follow_up,
        follow_up_on=follow_up_on,
    )
    record("talk.write", row, by=by, changes={"kind": kind, "on": row.on})
    return row


@act("talk.follow")
def follow_talk(talk_id: int, *, by: User, today: date) -> Talk:
    """Mark what was to be followed up after a talk as done (004-44)."""
    row: Talk = Talk.objects.lock(talk_id)
    if not row.follow_up:
        raise Refusal(_("Nothing was left to follow up."))
    if row.followed_on:
        raise Refusal(_("It was followed up already."))
    row.followed_on = today
    row.save(update_fields=["followed_on"])
    record("talk.follow", row, by=by, changes={"followed_on": today})
    return row

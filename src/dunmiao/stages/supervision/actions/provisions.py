"""Conditions arranged, support given, care shown: each written once by who did it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from dunmiao.stages.accounts.models import User
from dunmiao.stages.charter.rules import rules_of
from dunmiao.stages.common.acts import act, record
from dunmiao.stages.common.moves import move
from dunmiao.stages.common.refusal import Refusal
from dunmiao.stages.development.checks import running
from dunmiao.stages.placement.models import Team
from dunmiao.stages.supervision.checks import needed
from dunmiao.stages.supervision.models import Arrangement, CareNote, Provision


def _key(row: Any, catalogue: str, kind: str) -> str:
    """Give a key of the charter's list. Raises Refusal for one that is not on it."""
    if kind not in {item.key for item in rules_of(row).catalogue(catalogue)}:
        raise Refusal(_("The charter does not name this kind."), field="kind")
    return kind


@act("arrangement.confirm")
def confirm_arrangement(
    placement_id: int, items: dict[str, str], *, by: User, today: date
) -> Arrangement:
    """Write down how work and life were arranged, one line for each thing the charter names.

    `items` maps each key of the charter's list to what was arranged, or why nothing is needed
    (001c-31, 002-36; meals and lodging of 001b-09 stand here too).
    """
    placement = running(placement_id)
    known = {item.key for item in rules_of(placement).catalogue("condition_kinds")}
    if set(items) != known or not all(text.strip() for text in items.values()):
        raise Refusal(_("Say for everything on the list how it was arranged."), field="items")
    row = Arrangement.objects.create(placement=placement, by=by, on=today, items=items)
    record("arrangement.confirm", row, by=by, changes={"items": sorted(items)})
    return row


@act("care.write")
def write_care(
    placement_id: int, *, by: User, today: date, kind: str, on: date, text: str = ""
) -> CareNote:
    """Note a visit or a help: its kind, its day, a line at most (002-35)."""
    placement = running(placement_id)
    if on > today:
        raise Refusal(_("The day has not come yet."), field="on")
    row = CareNote.objects.create(
        placement=placement, by=by, on=on, kind=_key(placement, "care_kinds", kind), text=text
    )
    record("care.write", row, by=by, changes={"kind": kind})
    return row


@act("provision.promise")
def promise_provision(
    *,
    by: User,
    today: date,
    kind: str,
    what: str,
    provider_id: int,
    placement_id: int | None = None,
    team_id: int | None = None,
    purpose: str = "",
    amount: Decimal | None = None,
    due_on: date | None = None,
) -> Provision:
    """Promise support to one person's work or to a group's, by a unit that answers for it.

    An amount is in yuan. Raises Refusal for a kind the charter does not name, a day that has
    passed, a sum below nothing (001b-33, 001c-28, 003-23, 003-24, 004-35).
    """
    placement = running(placement_id) if placement_id else None
    team = None if placement else Team.objects.lock(team_id or 0)
    owner = placement or team
    if due_on and due_on < today:
        raise Refusal(_("The day has passed."), field="due_on")
    if amount is not None and amount < 0:
        raise Refusal(_("The amount is below nothing."), field="amount")
    row = Provision.objects.create(
        programme=owner.programme, placement=placement, team=team, by=by, on=today,
        place=placement.receiving_unit if placement else None, provider_id=provider_id,
        kind=_key(placement or owner.programme, "support_kinds", kind),
        what=needed(what, "what"), purpose=purpose, amount=amount, due_on=due_on,
    )
    record("provision.promise", row, by=by, changes={"kind": kind, "provider": provider_id})
    return row


@act("provision.provide")
def give_provision(provision_id: int, *, by: User, today: date, on: date) -> Provision:
    """Say that it is there, since which day."""
    row: Provision = Provision.objects.lock(provision_id)
    if on > today:
        raise Refusal(_("The day has not come yet."), field="on")
    move(row, "provision", "provided")
    row.provided_on = on
    row.save(update_fields=["state", "provided_on"])
    record("provision.provide", row, by=by, changes={"on": on})
    return row


@act("provision.end")
def end_provision(provision_id: int, *, by: User, today: date, reason: str) -> Provision:
    """End what is given, or drop what was promised; in both cases with the reason."""
    row: Provision = Provision.objects.lock(provision_id)
    move(row, "provision", "ended" if row.state == "provided" else "dropped")
    row.reason, row.ended_on = needed(reason, "reason"), today
    row.save(update_fields=["state", "reason", "ended_on"])
    record("provision.end", row, by=by, changes={"state": row.state, "reason": row.reason})
    return row

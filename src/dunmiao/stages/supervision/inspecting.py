"""Who checks whom: the parties a charter names, the inspectors, the list that is drawn from."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db.models import Q, QuerySet

from dunmiao.engine.charter import Item
from dunmiao.stages.accounts.models import User
from dunmiao.stages.charter.models import Programme
from dunmiao.stages.charter.rules import rules_of
from dunmiao.stages.common.holidays import working_days
from dunmiao.stages.organisations.conflicts import barred_cases
from dunmiao.stages.organisations.models import Grant, Organisation
from dunmiao.stages.organisations.reach import Hold, holds
from dunmiao.stages.placement.models import Placement
from dunmiao.stages.supervision.checks import needed
from dunmiao.stages.supervision.models import Absence, Check, Inspection

PLAN = "inspection.plan"
PARTY = {"organiser_lead": "organiser"}
ORDER = ("organiser", "inspector", "sender")


def programmes_to_check(user: Any, on: date) -> QuerySet[Programme]:
    """Give the running programmes with somebody whom `user` may check."""
    placed = Placement.objects.allowed_to(user, PLAN, on=on).filter(state="arrived")
    return Programme.objects.filter(pk__in=placed.order_by().values("programme_id"))


def standing_of(user: Any, programme: Programme, on: date) -> tuple[str, Organisation] | None:
    """Give as which party, and for which unit, `user` may plan a check in a programme.

    None where the charter names none of the parties the user speaks for.
    """
    named = set(rules_of(programme, on).presence.checks_by)
    found = [
        (party, hold.path)
        for hold in holds(user, PLAN, on)
        if (party := PARTY.get(hold.role, hold.role)) in named and _covers(hold, party, programme)
    ]
    if not found:
        return None
    party, path = min(found, key=lambda pair: (ORDER.index(pair[0]), -len(pair[1])))
    return party, Organisation.objects.get(path=path)


def _covers(hold: Hold, party: str, programme: Programme) -> bool:
    if party == "sender":
        return programme.placements.filter(sending_unit__path__startswith=hold.path).exists()
    return programme.owner.path.startswith(hold.path)


def methods_of(programme: Programme, on: date) -> tuple[Item, ...]:
    """Give the charter's methods of checking; a flagged one draws its persons at random."""
    return rules_of(programme, on).catalogue("check_methods")


def may_inspect(programme: Programme, party: str, unit: Organisation, on: date) -> QuerySet[User]:
    """Give the accounts that may be named as inspectors: those of the same side."""
    roles = {"organiser": ("organiser", "organiser_lead")}.get(party, (party,))
    held = Grant.objects.live(on).filter(role__in=roles)
    if party == "sender":
        held = held.filter(organisation__path__startswith=unit.path)
    else:
        paths = _above(programme.owner.path)
        held = held.filter(organisation__path__in=paths)
    users = User.objects.filter(pk__in=held.values("user_id"), is_active=True)
    return users.order_by("name", "pk")


def _above(path: str) -> list[str]:
    steps = path.rstrip("/").split("/")
    return ["/".join(steps[: n + 1]) + "/" for n in range(len(steps))]


def within(inspection: Inspection) -> QuerySet[Placement]:
    """Give whom an inspection may look at: at post, and on the side of who carries it out."""
    rows = Placement.objects.filter(programme=inspection.programme_id, state="arrived")
    if inspection.party == "sender":
        rows = rows.filter(sending_unit__path__startswith=inspection.unit.path)
    return rows.order_by("pk")


def barred(inspection: Inspection) -> set[int]:
    """Give the persons who are an inspector's own or kin, and so are never looked at (§76)."""
    found: set[int] = set()
    for user in (inspection.by, *inspection.inspectors.all()):
        found |= barred_cases(user)
    return found


def code_of(placement: Placement) -> str:
    """Give the code of a placement in published lists; it says nothing about the person."""
    return f"P{placement.pk:06d}"


def published(placements: QuerySet[Placement]) -> QuerySet[Inspection]:
    """Give the draws of the programmes of these placements, called-off ones among them."""
    programmes = placements.order_by().values("programme_id")
    return Inspection.objects.filter(programme__in=programmes).exclude(commitment="")


def unexcused_days(placement: Placement) -> int:
    """Give the working days of absence that were settled as without leave."""
    table = working_days()
    rows = placement.absence_set.filter(state="unexcused").values_list("first_on", "last_on")
    return sum(table.count(first, last) for first, last in rows)


def units_of(inspection: Inspection) -> list[Organisation]:
    """Give the units a finding may be given to: those that send or receive in the programme."""
    at = inspection.programme.placements.order_by()
    rows = Organisation.objects.filter(
        Q(pk__in=at.values("sending_unit")) | Q(pk__in=at.values("receiving_unit"))
    )
    return list(rows)


def absence_of(
    placement: Placement, by: User, today: date, days: tuple[date, date], matter: str,
    check_row: Check | None = None,
) -> Absence:
    """Give an absence to be written down, with the day until which the person may explain it."""
    wait = timedelta(days=rules_of(placement).presence.explain_within_days)
    return Absence(
        placement=placement, by=by, on=today, first_on=days[0], last_on=days[1],
        matter=needed(matter, "matter"), explain_by=today + wait, check_row=check_row,
    )  # fmt: skip

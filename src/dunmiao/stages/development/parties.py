"""As which party of a placement somebody acts: a department, a unit or a person."""

from __future__ import annotations

from collections.abc import Set
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from dunmiao.stages.common.refusal import Refusal
from dunmiao.stages.organisations.reach import RELATED, holds, person_acting, related_exists
from dunmiao.stages.organisations.roles import RELATIONS, ROLES, roles_for
from dunmiao.stages.placement.models import Placement

PARTY = {"organiser_lead": "organiser", "village": "receiver"}


class Ties:
    """What ties one user to placements on a day; asked for many placements, it queries once."""

    def __init__(self, user: Any, on: date) -> None:
        """Keep who and when; nothing is asked yet."""
        self.user = user
        self.on = on
        self._related: dict[tuple[int, str], set[int]] = {}

    def roles(self, act: str, placement: Placement) -> frozenset[str]:
        """Give the roles under which the user may do `act` on this placement."""
        found = {hold.role for hold in holds(self.user, act, self.on) if _holds(hold, placement)}
        who = person_acting(self.user, act, self.on)
        if who is not None:
            relations = roles_for(act) & set(RELATIONS)
            found |= {role for role in relations if self._is_related(who, role, placement)}
        return frozenset(found)

    def parties(self, act: str, placement: Placement) -> frozenset[str]:
        """Give the charter's parties the user speaks for: its words for roles."""
        return frozenset(PARTY.get(role, role) for role in self.roles(act, placement))

    def may(self, act: str, placement: Placement) -> bool:
        """Say whether the user may do `act` on what hangs on this placement."""
        return bool(self.roles(act, placement))

    def speaks_for(self, act: str, placement: Placement, parties: Set[str]) -> bool:
        """Say whether the user may do `act` as one of these parties; asks of no other relation."""
        named = {role for role in roles_for(act) if PARTY.get(role, role) in parties}
        held = (hold for hold in holds(self.user, act, self.on) if hold.role in named)
        if any(_holds(hold, placement) for hold in held):
            return True
        who = person_acting(self.user, act, self.on)
        relations = sorted(named & set(RELATIONS))
        return who is not None and any(self._ties(who, role, placement) for role in relations)

    def _is_related(self, who: Any, role: str, placement: Placement) -> bool:
        if role != "cadre" and not related_exists(role, who, self.on):
            return False
        return self._ties(who, role, placement)

    def _ties(self, who: Any, role: str, placement: Placement) -> bool:
        if role == "cadre":
            return bool(placement.person.user_id == who.pk)
        key = (who.pk, role)
        if key not in self._related:
            rows = RELATED[role](who, self.on) if role in RELATED else ()
            self._related[key] = {next(iter(row.values())) for row in rows}
        return placement.pk in self._related[key]


def _holds(hold: Any, placement: Placement) -> bool:
    tie = ROLES[hold.role].tie
    if tie == "owner":
        path = placement.programme.owner.path
    elif tie == "sender":
        path = placement.sending_unit.path
    elif tie == "receiver":
        path = placement.receiving_unit.path
    else:
        return False
    return path.startswith(hold.path) and hold.kind in {"", placement.person.kind}


def refuse_other_party(by: Any, act: str, placement: Placement, role: str, on: date) -> None:
    """Refuse where `by` may not do `act` for this party of the placement."""
    if not Ties(by, on).speaks_for(act, placement, {role}):
        raise Refusal(_("This is for another party of the placement to do."))

"""Who holds a role of many placements on a day: to whom a prompt goes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from django.db.models import Q

from dunmiao.engine.prompts import UNIT_OF
from dunmiao.stages.development.models import Mentorship
from dunmiao.stages.organisations.models import Grant
from dunmiao.stages.placement.models import Placement, TeamRole

_GRANTED = ("organiser", "organiser_lead", "sender", "receiver")
_INSTEAD = {"organiser": "organiser_lead", "organiser_lead": "organiser"}


class Recipients:
    """The users behind the roles of placements on one day; three queries however many there are.

    Relations of a person (cadre, mentor, a role of the group) are asked by placement, roles of
    units by the tree of units.
    """

    def __init__(self, placements: Iterable[Placement], on: date) -> None:
        """Read who holds what."""
        self._grants: dict[tuple[str, str], set[tuple[int, str]]] = defaultdict(set)
        rows = Grant.objects.live(on).filter(role__in=_GRANTED, user__is_active=True)
        for role, path, user, kind in rows.values_list(
            "role", "organisation__path", "user_id", "kind"
        ):
            self._grants[role, path].add((user, kind))
        self._persons: dict[tuple[str, int], set[int]] = defaultdict(set)
        programmes = {row.programme_id for row in placements}
        self._read_mentors(programmes, on)
        self._read_teams(programmes, on)

    def _read_mentors(self, programmes: set[int], on: date) -> None:
        rows = Mentorship.objects.filter(
            placement__programme__in=programmes, starts_on__lte=on, ends_on__gte=on,
            user__is_active=True,
        )  # fmt: skip
        for placement, user in rows.order_by().values_list("placement_id", "user_id"):
            self._persons["mentor", placement].add(user)

    def _read_teams(self, programmes: set[int], on: date) -> None:
        rows = TeamRole.objects.filter(
            Q(ends_on=None) | Q(ends_on__gte=on),
            team__programme__in=programmes, starts_on__lte=on, user__is_active=True,
        )  # fmt: skip
        for placement, kind, user in rows.order_by().values_list(
            "team__members", "kind", "user_id"
        ):
            self._persons[kind, placement].add(user)

    def of(self, placement: Placement, role: str) -> set[int]:
        """Give the users a prompt to this role goes to; where a person has no account, its unit."""
        found = self._of(placement, role)
        if found or role in {"sender", "receiver"}:
            return found
        return self._of(placement, _INSTEAD.get(role) or UNIT_OF[role])

    def _of(self, placement: Placement, role: str) -> set[int]:
        if role == "cadre":
            user = placement.person.user_id
            return {user} if user else set()
        if role not in _GRANTED:
            return self._persons.get((role, placement.pk), set())
        path = {
            "sender": placement.sending_unit.path,
            "receiver": placement.receiving_unit.path,
        }.get(role, placement.programme.owner.path)
        kind = placement.person.kind
        return self._by_tree(role, path, kind)

    def _by_tree(self, role: str, path: str, kind: str) -> set[int]:
        """Give those whose grant lies nearest above the unit, so that nobody hears of all."""
        for above in _upwards(path):
            found = {
                user for user, only in self._grants.get((role, above), ()) if only in {"", kind}
            }
            if found:
                return found
        return set()


def _upwards(path: str) -> Sequence[str]:
    """Give the path and those of all units above it, the nearest first."""
    parts = path.rstrip("/").split("/")
    return ["/".join(parts[:count]) + "/" for count in range(len(parts), 0, -1)]

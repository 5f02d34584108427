"""Who leads a person on placement: the receiving unit and its party organisation (001c-23)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from dunmiao.stages.charter.rules import rules_of
from dunmiao.stages.organisations.models import Organisation
from dunmiao.stages.placement.models import Placement, RelationRow, Team, TeamRole
from dunmiao.stages.placement.responsibilities import Held
from dunmiao.stages.placement.rosters import MEMBERS


@dataclass(frozen=True)
class Leading:
    """The line manager, who leads there by name, and where the party relation belongs.

    `party` is none for somebody who is no party member, or where the charter keeps no such row;
    `branch` is the temporary branch's group where the charter has one, `secretary` its secretary.
    """

    manager: Organisation
    leaders: tuple[Held, ...]
    party: RelationRow | None = None
    clause: str = ""
    branch: Team | None = None
    secretary: str = ""


def leading_of(placement: Placement, held: Iterable[Held], on: date) -> Leading:
    """Say who leads this person on a day; `held` are the placement's responsibilities."""
    unit = placement.receiving_unit
    leaders = tuple(one for one in held if one.unit == unit and _leads(one))
    party = placement.relations.filter(kind="party").first()
    if party is None or placement.person.political not in MEMBERS:
        return Leading(unit, leaders)
    relations = rules_of(placement).relations
    clause = next((rule.clause for rule in relations if rule.key == "party"), "")
    if party.at != "temporary_branch":
        return Leading(unit, leaders, party, clause)
    branch = placement.teams.first()
    return Leading(unit, leaders, party, clause, branch, _secretary(branch, on))


def _leads(held: Held) -> bool:
    return held.rule.at == "receiver" and not held.rule.key.startswith("mentor")


def _secretary(team: Team | None, on: date) -> str:
    serving = Q(ends_on=None) | Q(ends_on__gte=on)
    rows = TeamRole.objects.filter(serving, team=team, kind="branch_secretary", starts_on__lte=on)
    return "、".join(rows.values_list("user__name", flat=True)) if team else ""

"""Who must be named on each side of a placement, and who is still missing (004-05, 004-32)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.apps import apps

from dunmiao.engine.charter.entities import Responsibility
from dunmiao.stages.charter.rules import rules_of
from dunmiao.stages.organisations.models import Contact, Organisation
from dunmiao.stages.placement.models import Placement, TeamRole

# the kinds of contact that answer for a responsibility, and at whose unit
_CONTACTS = {
    "first_responsible": Contact.FIRST,
    "leader_in_charge_receiver": Contact.IN_CHARGE,
    "leader_in_charge_sender": Contact.IN_CHARGE,
    "unit_head": Contact.FIRST,
}
_TEAM = {"team_leader", "liaison", "branch_secretary"}
Names = dict[tuple[int, str], str]


@dataclass(frozen=True)
class Held:
    """One responsibility of a placement: who holds it ("" nobody), and what its lack means."""

    placement: Placement
    rule: Responsibility
    unit: Organisation
    holder: str

    @property
    def is_gap(self) -> bool:
        """Say that somebody must be named and is not."""
        return self.rule.required and not self.holder

    @property
    def is_blocking(self) -> bool:
        """Say that the term may not begin before somebody is named."""
        return self.is_gap and self.rule.blocks_launch


def responsibilities_of(placements: Iterable[Placement], on: date) -> dict[int, list[Held]]:
    """Give every responsibility the charter asks for, by placement id; three queries for all.

    Select programme__owner, charter, sending_unit, receiving_unit and person beforehand.
    """
    rows = list(placements)
    contacts, mentors, team = _contacts(rows, on), _mentors(rows, on), _team(rows, on)
    return {
        row.pk: [_held(row, rule, contacts, mentors, team) for rule in _rules(row)] for row in rows
    }


def gaps_of(placements: Iterable[Placement], on: date) -> list[Held]:
    """Give what is missing, those that block the beginning of the term first."""
    found = responsibilities_of(placements, on)
    missing = [held for listed in found.values() for held in listed if held.is_gap]
    return sorted(missing, key=lambda held: not held.is_blocking)


def _rules(row: Placement) -> tuple[Responsibility, ...]:
    return tuple(rules_of(row).responsibilities)


def _held(
    row: Placement,
    rule: Responsibility,
    contacts: Names,
    mentors: dict[int, str],
    team: Names,
) -> Held:
    unit = {"sender": row.sending_unit, "receiver": row.receiving_unit}.get(
        rule.at, row.programme.owner
    )
    if rule.key in _CONTACTS:
        holder = contacts.get((unit.pk, _CONTACTS[rule.key]), "")
    elif rule.key == "mentor_contact":
        holder = mentors.get(row.pk, "")
    elif rule.key in _TEAM:
        holder = team.get((row.pk, rule.key), "")
    else:  # an office answers, which is always there
        holder = rule.held_by or str(unit)
    return Held(row, rule, unit, holder)


def _contacts(rows: Sequence[Placement], on: date) -> Names:
    units = {unit for row in rows for unit in (row.sending_unit_id, row.receiving_unit_id)}
    units |= {row.programme.owner_id for row in rows}
    found = Contact.objects.filter(organisation__in=units, starts_on__lte=on).exclude(
        ends_on__lt=on
    )
    return {(row.organisation_id, row.kind): str(row) for row in found.order_by("starts_on")}


def _mentors(rows: Sequence[Placement], on: date) -> dict[int, str]:
    """Give the mentors appointed, by the name of their stage, which stands above this one.

    One appointed for a term still to begin counts already.
    """
    found: dict[int, list[str]] = defaultdict(list)
    model = apps.get_model("development", "Mentorship")
    for row in model.objects.filter(placement__in=rows, ends_on__gte=on):
        found[row.placement_id].append(str(row))
    return {key: "、".join(names) for key, names in found.items()}


def _team(rows: Sequence[Placement], on: date) -> Names:
    live: Any = TeamRole.objects.filter(team__members__in=rows, starts_on__lte=on).exclude(
        ends_on__lt=on
    )
    listed = live.values_list("team__members", "kind", "user__name")
    return {(member, kind): name for member, kind, name in listed}

"""Who must be named on each side of a placement, and who is still missing (004-05, 004-32)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.apps import apps

from dunmiao.engine.charter import Rules
from dunmiao.engine.charter.entities import MentorKind, Responsibility
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
RUNNING = frozenset({"proposed", "noticed", "arrived"})
Period = tuple[date, date | None, str]  # from, to (None: still), who


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

    As it stands on that day, or stood on the last day of a term that is over. Select
    programme__owner, charter, sending_unit, receiving_unit and person beforehand.
    """
    rows = list(placements)
    known = _Known(_contacts(rows), _mentors(rows), _team(rows))
    return {row.pk: list(_held(row, known, _day(row, on))) for row in rows}


def _held(row: Placement, known: _Known, day: date) -> Iterable[Held]:
    rules = rules_of(row)
    for rule in rules.responsibilities:
        yield known.held(row, rule, day)
    for kind in _mentor_kinds(rules):
        yield known.mentored(row, kind, day)


def _mentor_kinds(rules: Rules) -> Iterable[MentorKind]:
    """Give the kinds of mentor a placement must have (000-45, 000-46).

    One contact whom the charter names among the responsibilities is asked for there already.
    """
    is_contact = any(rule.key == "mentor_contact" for rule in rules.responsibilities)
    if is_contact and len(rules.mentor_kinds) == 1 and rules.mentor_kinds[0].count_min <= 1:
        return ()
    return (kind for kind in rules.mentor_kinds if kind.count_min)


def gaps_of(placements: Iterable[Placement], on: date) -> list[Held]:
    """Give what is missing in terms that are not over, what blocks their beginning first."""
    open_ones = [row for row in placements if row.state in RUNNING]
    found = responsibilities_of(open_ones, on)
    missing = [held for listed in found.values() for held in listed if held.is_gap]
    return sorted(missing, key=lambda held: not held.is_blocking)


def _day(row: Placement, on: date) -> date:
    return on if row.state in RUNNING else min(on, row.ended_on or row.ends_on)


@dataclass(frozen=True)
class _Known:
    """Who is on record, with the days: contacts by unit, mentors and group by placement."""

    contacts: dict[tuple[int, str], list[Period]]
    mentors: dict[int, list[tuple[date, date | None, str, str]]]
    team: dict[tuple[int, str], list[Period]]

    def held(self, row: Placement, rule: Responsibility, day: date) -> Held:
        unit = {"sender": row.sending_unit, "receiver": row.receiving_unit}.get(
            rule.at, row.programme.owner
        )
        if rule.key in _CONTACTS:
            holder = _last(self.contacts.get((unit.pk, _CONTACTS[rule.key]), ()), day)
        elif rule.key == "mentor_contact":
            # one appointed for a term still to begin counts already
            mentors = self.mentors.get(row.pk, ())
            holder = "、".join(name for _on, last, name, _kind in mentors if last and last >= day)
        elif rule.key in _TEAM:
            holder = _last(self.team.get((row.pk, rule.key), ()), day)
        else:  # somebody named for it, else an office, which is always there
            holder = row.answerable.get(rule.key) or rule.held_by or str(unit)
        return Held(row, rule, unit, holder)

    def mentored(self, row: Placement, kind: MentorKind, day: date) -> Held:
        """Say who serves as this kind of mentor; nobody while fewer than the charter asks for."""
        names = [
            name
            for _on, last, name, key in self.mentors.get(row.pk, ())
            if key == kind.key and last and last >= day
        ]
        rule = Responsibility(
            key=f"mentor:{kind.key}",
            name=kind.name,
            name_en=kind.name_en,
            clause=kind.clause,
            at="receiver",
            blocks_launch=kind.blocks_launch,
        )
        holder = "、".join(names) if len(names) >= kind.count_min else ""
        return Held(row, rule, row.receiving_unit, holder)


def _last(periods: Iterable[Period], day: date) -> str:
    names = [name for first, last, name in periods if first <= day and (not last or last >= day)]
    return names[-1] if names else ""


def _contacts(rows: Sequence[Placement]) -> dict[tuple[int, str], list[Period]]:
    units = {unit for row in rows for unit in (row.sending_unit_id, row.receiving_unit_id)}
    units |= {row.programme.owner_id for row in rows}
    found: dict[tuple[int, str], list[Period]] = defaultdict(list)
    for row in Contact.objects.filter(organisation__in=units).order_by("starts_on"):
        found[row.organisation_id, row.kind].append((row.starts_on, row.ends_on, str(row)))
    return found


def _mentors(
    rows: Sequence[Placement],
) -> dict[int, list[tuple[date, date | None, str, str]]]:
    """Give the mentors appointed, by the name of their stage, which stands above this one."""
    found: dict[int, list[tuple[date, date | None, str, str]]] = defaultdict(list)
    model = apps.get_model("development", "Mentorship")
    for row in model.objects.filter(placement__in=rows).order_by("starts_on"):
        found[row.placement_id].append(
            (row.starts_on, row.ends_on, str(row), row.kind)
        )
    return found


def _team(rows: Sequence[Placement]) -> dict[tuple[int, str], list[Period]]:
    listed = TeamRole.objects.filter(team__members__in=rows).values_list(
        "team__members", "kind", "starts_on", "ends_on", "user__name"
    )
    found: dict[tuple[int, str], list[Period]] = defaultdict(list)
    for member, kind, first, last, name in listed:
        found[member, kind].append((first, last, name))
    return found

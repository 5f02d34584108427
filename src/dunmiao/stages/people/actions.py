"""Registering persons and changing what is held about them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from dunmiao.engine.names import initials
from dunmiao.engine.strokes import stroke_key
from dunmiao.files.people import FamilyMember as FamilyRow
from dunmiao.stages.accounts.models import User
from dunmiao.stages.common.acts import act, record
from dunmiao.stages.common.refusal import Refusal
from dunmiao.stages.common.sealed import blind
from dunmiao.stages.organisations.conflicts import refuse_own_cases
from dunmiao.stages.organisations.models import Organisation
from dunmiao.stages.people.models import FamilyMember, Kinship, Person
from dunmiao.stages.people.values import spelled

SECRET = {"id_number", "phone", "health"}
EDITABLE = {
    field.name
    for field in Person._meta.concrete_fields
    if field.name
    not in {"id", "user", "unit", "initials", "pinyin", "stroke_key", "id_blind", "is_active"}
}


@act("person.register")
def register_person(
    unit_id: int,
    values: Mapping[str, Any],
    *,
    by: User | None,
    today: date,
    family: tuple[FamilyRow, ...] = (),
    note: str = "",
) -> Person:
    """Enter a new person of a unit; refused where the ID number is held already.

    `values` are of EDITABLE fields (see values.py); `note` says where they come from.
    """
    unit = Organisation.objects.get(pk=unit_id)
    number = str(values.get("id_number", ""))
    if number and Person.objects.filter(id_blind=blind(number)).exists():
        raise Refusal(_("A person with this ID number is held already."), field="id_number")
    person = Person(unit=unit)
    _set(person, values)
    person.save()
    _keep_family(person, family)
    record("person.register", person, by=by, changes=_shown(values), note=note)
    return person


@act("person.edit")
def update_person(
    person_id: int,
    values: Mapping[str, Any],
    *,
    by: User | None,
    today: date,
    family: tuple[FamilyRow, ...] = (),
    unit_id: int | None = None,
    note: str = "",
) -> Person:
    """Change what is held about a person; secrets are recorded as changed, without content.

    `unit_id` moves the person to another unit; `note` says where the values come from.
    """
    person = Person.objects.lock(person_id)
    before = {key: getattr(person, key) for key in values}
    _set(person, values)
    if unit_id is not None:
        person.unit_id = unit_id
    person.save()
    _keep_family(person, family)
    changed = {key: values[key] for key in values if before[key] != values[key]}
    if unit_id is not None:
        changed["unit"] = unit_id
    record("person.edit", person, by=by, changes=_shown(changed), note=note)
    return person


def _set(person: Person, values: Mapping[str, Any]) -> None:
    for key in set(values) - EDITABLE:
        raise TypeError(f"a person has no editable {key}")
    for key, value in values.items():
        setattr(person, key, value)
    if "name" in values:
        person.initials = initials(person.name)[:30]
        person.pinyin = spelled(person.name)[:120]
        person.stroke_key = stroke_key(person.name)
    if values.get("id_number"):
        person.id_blind = blind(str(values["id_number"]))


def _keep_family(person: Person, family: tuple[FamilyRow, ...]) -> None:
    if not family:
        return
    FamilyMember.objects.filter(person=person).delete()
    FamilyMember.objects.bulk_create(
        FamilyMember(
            person=person,
            relation=row.relation[:20],
            details=json.dumps(asdict(row), ensure_ascii=False),
            sequence=index,
        )
        for index, row in enumerate(family)
    )


def _shown(values: Mapping[str, Any]) -> dict[str, Any]:
    hidden = SECRET | {"photo", "resume", "form_extra", "rewards"}
    return {key: "•" if key in hidden else value for key, value in values.items()}


@act("kinship.set")
def set_kinship(
    person_id: int,
    relation: str,
    *,
    by: User,
    today: date,
    other_id: int | None = None,
    organisation_id: int | None = None,
    note: str = "",
) -> Kinship:
    """Enter a kinship that bars: with another person, or with a unit where kin lead (§74)."""
    if (other_id is None) == (organisation_id is None):
        raise Refusal(_("Name either the other person or the unit where the relative leads."))
    if other_id == person_id:
        raise Refusal(_("Nobody is their own relative."), field="other")
    person = Person.objects.lock(person_id)
    row = Kinship.objects.create(
        person=person,
        other_id=other_id,
        organisation_id=organisation_id,
        relation=relation,
        note=note,
    )
    record("kinship.set", row, by=by, changes={"relation": relation})
    return row


@act("kinship.remove")
def remove_kinship(kinship_id: int, *, by: User, today: date, reason: str) -> Person:
    """Take back a kinship that does not hold; never one's own or one's kin's (§76)."""
    row = Kinship.objects.lock(kinship_id)
    if not reason.strip():
        raise Refusal(_("Say why it does not hold."), field="reason")
    refuse_own_cases(by, [key for key in (row.person_id, row.other_id) if key])
    person = row.person
    record(
        "kinship.remove", row, by=by, changes={"relation": [row.relation, ""]}, note=reason.strip()
    )
    row.delete()
    return person

"""What a person's row held before an import, kept as JSON so that it can be put back."""

from __future__ import annotations

import base64
from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from django.db import models

from dunmiao.stages.common.sealed import Sealed
from dunmiao.stages.people.actions import SECRET
from dunmiao.stages.people.models import FamilyMember, Person

_DERIVED = {"name": ("initials", "pinyin", "stroke_key"), "id_number": ("id_blind",)}


def before_of(person: Person, changed: Collection[str], family: bool) -> dict[str, Any]:
    """Give what a person's row holds in the fields about to change, as JSON; secrets sealed."""
    keys = set(changed)
    for key, derived in _DERIVED.items():
        if key in keys:
            keys |= set(derived)
    before: dict[str, Any] = {key: _as_json(getattr(person, key)) for key in sorted(keys)}
    before["unit_id"] = person.unit_id
    if family:
        rows = person.family.order_by("sequence")
        before["family"] = [[row.relation, row.details.token] for row in rows]
    return before


def _as_json(value: Any) -> Any:
    if isinstance(value, Sealed):
        return value.token
    if isinstance(value, bytes | memoryview):
        return base64.b64encode(bytes(value)).decode()
    return value.isoformat() if isinstance(value, date) else value


def put_back(person: Person, before: Mapping[str, Any]) -> None:
    """Give a person's row what it held before; called inside the undoing act."""
    for key, value in before.items():
        if key == "family":
            person.family.all().delete()
            FamilyMember.objects.bulk_create(
                FamilyMember(person=person, relation=relation, details=Sealed(token), sequence=at)
                for at, (relation, token) in enumerate(value)
            )
        elif key == "unit_id":
            person.unit_id = value
        else:
            setattr(person, key, _from_json(key, value))
    person.save()


def _from_json(key: str, value: Any) -> Any:
    if key in SECRET:
        return Sealed(value)
    column = Person._meta.get_field(key)
    if isinstance(column, models.BinaryField):
        return base64.b64decode(value) if value else None
    return value if isinstance(column, models.JSONField) else column.to_python(value)

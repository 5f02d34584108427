"""Finding persons, saying what is held about one of them, and letting one secret be seen."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import Case, IntegerField, Q, QuerySet, TextField, Value, When
from django.db.models.functions import Cast
from django.utils.translation import gettext as _

from dunmiao.engine.codes import RANK
from dunmiao.stages.accounts.models import User
from dunmiao.stages.common.acts import act, record
from dunmiao.stages.common.models import AuditEntry
from dunmiao.stages.common.refusal import Refusal
from dunmiao.stages.people.models import FamilyMember, Person

SEALED = ("id_number", "phone", "health")
FAMILY = re.compile(r"family-(\d+)")
WRITING = ("person.register", "person.edit")
LOOKING = ("person.reveal", "person.export_form")


def named(rows: QuerySet[Any], text: str) -> QuerySet[Any]:
    """Keep the persons meant by part of a name, pinyin (initials or whole, the surname read in
    any of its ways), or part of their unit's name."""
    words = text.split()
    for word in words:
        low = word.lower().replace("'", "")
        rows = rows.filter(
            Q(name__contains=word)
            | Q(initials__startswith=low)
            | Q(pinyin__startswith=low)
            | Q(pinyin__contains=f" {low}")
            | Q(unit__name__contains=word)
            | Q(unit__short_name__contains=word)
        )
    return rows


def tagged(rows: QuerySet[Any], tag: str) -> QuerySet[Any]:
    """Keep the persons who carry a tag (a code of engine.codes.PERSON_TAG)."""
    written = Cast("tags", TextField())
    return rows.alias(tags_written=written).filter(tags_written__contains=f'"{tag}"')


def aged(
    rows: QuerySet[Any], today: date, youngest: int | None, oldest: int | None
) -> QuerySet[Any]:
    """Keep the persons whose age on a day lies between two numbers of years, both included."""
    if youngest is not None:
        rows = rows.filter(born_on__lte=_years_before(today, youngest))
    if oldest is not None:
        rows = rows.filter(born_on__gt=_years_before(today, oldest + 1))
    return rows


def _years_before(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year - years)
    except ValueError:  # 29 February
        return day.replace(year=day.year - years, day=28)


def ranked(rows: QuerySet[Any]) -> QuerySet[Any]:
    """Annotate `rank_place`: smaller is higher, those without a rank last (rosters' order)."""
    places = sorted(RANK, key=lambda row: (-row.level, row.order))
    cases = [When(rank=row.code, then=Value(place)) for place, row in enumerate(places)]
    place = Case(*cases, default=Value(9999), output_field=IntegerField())
    return rows.annotate(rank_place=place)


@act("person.reveal")
def reveal_field(person_id: int, secret: str, *, by: User, today: date, purpose: str) -> str:
    """Give one sealed field in clear, with the purpose kept in the audit trail.

    `secret` is one of SEALED, or "family-<id>" for one row of the family table. Refused without a
    purpose and where nothing is held.
    """
    person = Person.objects.lock(person_id)
    if len(purpose.strip()) < 2:
        raise Refusal(_("Say what you need it for; it is kept in the record."), field="purpose")
    held = _sealed(person, secret)
    if not held:
        raise Refusal(_("Nothing is held here."))
    record(
        "person.reveal", person, by=by, changes={"field": secret}, note=purpose.strip()[:500]
    )
    return str(held.reveal())


def _sealed(person: Person, secret: str) -> Any:
    if secret in SEALED:
        return getattr(person, secret)
    found = FAMILY.fullmatch(secret)
    row = FamilyMember.objects.filter(person=person, pk=found[1]).first() if found else None
    if row is None:
        raise Refusal(_("There is no such protected field."))
    return row.details


@dataclass(frozen=True)
class Origin:
    """Where a value came from: the day, who wrote it, and the file it stood in ("" if typed)."""

    at: datetime
    by: str
    source: str
    is_first: bool = False


@dataclass(frozen=True)
class Look:
    """Somebody saw a secret: when, who, for whom, which field, for what."""

    at: datetime
    by: str
    act: str
    field: str
    purpose: str


@dataclass
class Trail:
    """What the audit trail says of one person: origins by field, and who looked."""

    origins: dict[str, Origin] = field(default_factory=dict)
    looks: list[Look] = field(default_factory=list)


def trail_of(person: Person) -> Trail:
    """Give where each field's value came from and who saw the secrets, in one query.

    For whoever has opened the person already; the caller decides who that is.
    """
    entries = (
        AuditEntry.objects.filter(
            object_type="people.person", object_id=str(person.pk), act__in=(*WRITING, *LOOKING)
        )
        .select_related("actor", "on_behalf_of")
        .order_by("pk")
    )
    trail = Trail()
    for entry in entries:
        if entry.act in WRITING:
            origin = Origin(entry.at, _doer(entry), entry.note, entry.act == "person.register")
            trail.origins.update(dict.fromkeys(entry.changes, origin))
            if origin.is_first:
                trail.origins["unit"] = origin
        else:
            seen = str(entry.changes.get("field", ""))
            trail.looks.append(Look(entry.at, _doer(entry), entry.act, seen, entry.note))
    trail.looks.reverse()
    return trail


def _doer(entry: AuditEntry) -> str:
    if entry.actor is None:
        return ""
    if entry.on_behalf_of is None:
        return str(entry.actor)
    return f"{entry.actor}（{entry.on_behalf_of}）"

"""The cadre form (.lrmx) of one person: written from what is held, and read into it."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from dunmiao.files.dates import PartialDate
from dunmiao.files.images import Photo
from dunmiao.files.intake import Known, Upload, read_people
from dunmiao.files.limits import FileRefused
from dunmiao.files.lrmx import write_lrmx
from dunmiao.files.people import FamilyMember as FamilyRow
from dunmiao.files.people import PersonFacts as Facts
from dunmiao.stages.accounts.models import User
from dunmiao.stages.common.acts import act, record
from dunmiao.stages.common.moves import say
from dunmiao.stages.common.refusal import Refusal
from dunmiao.stages.common.sealed import blind
from dunmiao.stages.people.actions import update_person
from dunmiao.stages.people.models import Person
from dunmiao.stages.people.values import AS_WRITTEN, values_of


@act("person.export_form")
def export_form(person_id: int, *, by: User, today: date) -> bytes:
    """Give a person's cadre form as .lrmx; it holds secrets, so that writing it is recorded."""
    person = Person.objects.lock(person_id)
    record("person.export_form", person, by=by, changes={"form": "lrmx"})
    return write_lrmx(facts_of(person))


@act("person.import_form")
def import_form(person_id: int, upload: Upload, *, by: User, today: date) -> Person:
    """Change what is held about a person by their cadre form (.lrmx, .lrm).

    Refused where the form cannot be read, has an error, or is another person's.
    """
    person = Person.objects.lock(person_id)
    facts = _read(upload, today)
    is_other = bool(facts.id_number and person.id_blind) and (
        blind(facts.id_number) != person.id_blind
    )
    if is_other or facts.name != person.name:
        raise Refusal(_("This is the form of somebody else (%(name)s).") % {"name": facts.name})
    values = values_of(facts)
    for key in ("appraisals", "form_extra"):
        if key in values:
            values[key] = {**getattr(person, key), **values[key]}
    update_person(
        person.pk, values, by=by, today=today, family=facts.family, note=upload.label
    )
    record("person.import_form", person, by=by, changes={"file": upload.label})
    person.refresh_from_db()
    return person


def _read(upload: Upload, today: date) -> Facts:
    if upload.kind not in (".lrmx", ".lrm"):
        raise Refusal(_("Send a cadre form: a .lrmx or .lrm file."), field="file")
    try:
        intake = read_people(upload, known=Known(today=today))
    except FileRefused as refused:
        raise Refusal(say(refused.reason), field="file") from refused
    if intake.errors:
        raise Refusal(say(intake.errors[0].reason), field="file")
    return intake.rows[0].facts


def facts_of(person: Person) -> Facts:
    """Give what is held about a person as a form has it, secrets in clear: for recorded acts."""
    extra = person.form_extra
    written: dict[str, Any] = {key: str(extra.get(f"={key}", "")) for key in AS_WRITTEN}
    written["school"] = written["school"] or person.school
    written["major"] = written["major"] or person.major
    return Facts(
        name=person.name,
        id_number=_clear(person.id_number),
        birth=_partial(person.born_on, has_day=not person.is_birth_by_month),
        sex_code=person.sex,
        ethnic_code=person.ethnic,
        native_place=person.native_place,
        birthplace=person.birthplace,
        political_code=person.political,
        joined_party=_partial(person.joined_party_on),
        started_work=_partial(person.work_started_on),
        health=_clear(person.health),
        unit=person.unit.name,
        post=person.post_title,
        education_code=person.education,
        degree_code=person.degree,
        resume=person.resume,
        rewards=person.rewards,
        years={int(year): grade for year, grade in person.appraisals.items()},
        family=tuple(_family(row) for row in person.family.all()),
        photo=Photo(bytes(person.photo), 0, 0) if person.photo else None,
        extras={key: text for key, text in extra.items() if not key.startswith("=")},
        **written,
    )


def _clear(secret: Any) -> str:
    return str(secret.reveal()) if secret else ""


def _partial(day: date | None, *, has_day: bool = False) -> PartialDate | None:
    return PartialDate.of(day, has_day=has_day) if day else None


def _family(row: Any) -> FamilyRow:
    try:
        return FamilyRow(**json.loads(row.details.reveal()))
    except (ValueError, TypeError):
        return FamilyRow(relation=row.relation)

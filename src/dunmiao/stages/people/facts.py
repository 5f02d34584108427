"""A person's row as the engine's facts."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from dunmiao.engine.codes import ORGANISATION
from dunmiao.engine.facts import Discipline, Kin, PersonFacts, UnitFacts, grade_of
from dunmiao.stages.organisations.models import Organisation

if TYPE_CHECKING:
    from dunmiao.stages.people.models import Person


def unit_facts(unit: Organisation) -> UnitFacts:
    """Give a unit as direction, avoidance and statistics need it."""
    level = ORGANISATION.level(unit.kind) if unit.kind in ORGANISATION else 0
    return UnitFacts(id=str(unit.pk), name=str(unit), kind=unit.kind, level=level)


def person_facts(person: Person, today: date, **more: Any) -> PersonFacts:
    """Give what the engine may know of a person on a day; select unit and prefetch kinships.

    `more` adds what other stages know: wishes, earlier placements, abilities to grow.
    """
    unit = unit_facts(person.unit)
    grades = {int(year): grade_of(grade) for year, grade in person.appraisals.items()}
    return PersonFacts(
        id=str(person.pk),
        name=person.name,
        sex=person.sex,
        birth_on=person.born_on,
        ethnic=person.ethnic,
        political=person.political,
        education=person.education,
        degree=person.degree,
        major=person.major,
        personnel_kind=person.kind,
        rank=person.rank,
        rank_since=person.rank_since,
        post_since=person.post_since,
        work_started_on=person.work_started_on,
        recruited_on=person.recruited_on,
        native_area=person.native_code,
        unit=unit.id,
        unit_kinds=(unit.kind,),
        unit_level=unit.level,
        system=person.unit.system,
        tags=frozenset(person.tags),
        appraisals=grades,
        disciplines=_disciplines(person, today),
        probation_ends_on=person.probation_until,
        is_health_declared_fit=person.is_health_fit,
        kin=tuple(_kin(row) for row in person.kinships.all()),
        experience=frozenset(person.skills),
        **{**_from_resume(person, today), **more},
    )


def _disciplines(person: Person, today: date) -> tuple[Discipline, ...]:
    if person.discipline_until is None:
        return ()
    return (Discipline(name=person.rewards[:60], ends_on=person.discipline_until),)


def _kin(row: Any) -> Kin:
    if row.other_id:
        return Kin(relation=row.relation, person=str(row.other_id))
    return Kin(relation=row.relation, unit=str(row.organisation_id), duty="leader")


def _from_resume(person: Person, today: date) -> dict[str, Any]:
    """Give services and months at the grass roots, from the work record alone (003-48)."""
    return {}

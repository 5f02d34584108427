"""A person's row as the engine's facts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from django.apps import apps

from dunmiao.engine.codes import ORGANISATION
from dunmiao.engine.experience import grassroots, services
from dunmiao.engine.facts import (
    Discipline,
    Kin,
    PastPlacement,
    PersonFacts,
    ServiceSpan,
    UnitFacts,
    grade_of,
)
from dunmiao.engine.resume import WORK, Entry, read_resume, without_during
from dunmiao.stages.organisations.models import Organisation

if TYPE_CHECKING:
    from dunmiao.stages.people.models import Person

Units = Mapping[str, tuple[str, str, str]]  # name -> (id, kind, system)


def unit_facts(unit: Organisation) -> UnitFacts:
    """Give a unit as direction, avoidance and statistics need it."""
    level = ORGANISATION.level(unit.kind) if unit.kind in ORGANISATION else 0
    return UnitFacts(id=str(unit.pk), name=str(unit), kind=unit.kind, level=level)


def units_by_name() -> dict[str, tuple[str, str, str]]:
    """Give the units on record by their full names, to recognise them in a résumé; one query."""
    rows = Organisation.objects.values_list("name", "pk", "kind", "system")
    return {name: (str(pk), kind, system) for name, pk, kind, system in rows if len(name) > 2}


def facts_of_people(people: Iterable[Person], today: date) -> dict[int, PersonFacts]:
    """Give the facts of many persons in few queries; select unit, prefetch kinships."""
    people = list(people)
    units, placed = units_by_name(), _placements([person.pk for person in people])
    return {
        person.pk: person_facts(person, today, units=units, placements=placed.get(person.pk, ()))
        for person in people
    }


def person_facts(
    person: Person, today: date, *, units: Units | None = None, **more: Any
) -> PersonFacts:
    """Give what the engine may know of a person on a day; select unit and prefetch kinships.

    `more` adds what other stages know: wishes, abilities to grow. Earlier placements come from
    the record and the years before from the résumé.
    """
    unit = unit_facts(person.unit)
    grades = {int(year): grade_of(grade) for year, grade in person.appraisals.items()}
    if "placements" not in more:
        more["placements"] = _placements([person.pk]).get(person.pk, ())
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
        **{**_from_resume(person, today, units), **more},
    )


def _disciplines(person: Person, today: date) -> tuple[Discipline, ...]:
    if person.discipline_until is None:
        return ()
    return (Discipline(name=person.rewards[:60], ends_on=person.discipline_until),)


def _kin(row: Any) -> Kin:
    if row.other_id:
        return Kin(relation=row.relation, person=str(row.other_id))
    return Kin(relation=row.relation, unit=str(row.organisation_id), duty="leader")


def _placements(ids: list[int]) -> dict[int, tuple[PastPlacement, ...]]:
    """Give the placements on record, from a stage above this one, so by its name."""
    rows = (
        apps.get_model("placement", "Placement")
        .objects.filter(person__in=ids)
        .exclude(state__in=("proposed", "withdrawn"))
        .values_list("person_id", "starts_on", "ended_on", "ends_on", "receiving_unit_id")
    )
    found: dict[int, tuple[PastPlacement, ...]] = {}
    for person, first, ended, last, unit in rows:
        past = PastPlacement(starts_on=first, ends_on=ended or last, unit=str(unit))
        found[person] = (*found.get(person, ()), past)
    return found


def _from_resume(person: Person, today: date, units: Units | None) -> dict[str, Any]:
    """Give services and months at the grass roots, from the work record alone (003-48).

    Nothing is known of a person without a résumé, or with one that cannot be read.
    """
    read = read_resume(person.resume) if person.resume.strip() else None
    if read is None or read.problems or not read.entries:
        return {}
    names = units_by_name() if units is None else units
    work = [entry for entry in read.entries if entry.kind == WORK]
    served = services(read.entries, kinds_of(read.entries, names))
    return {
        "services": tuple(_service(entry, names) for entry in work),
        "grassroots_months": grassroots(served, today=today).months,
    }


def kinds_of(entries: Iterable[Entry], units: Units) -> dict[str, str]:
    """Give the kind of unit by the text of each entry of work that names a unit on record."""
    found = {}
    for entry in entries:
        name = _named(entry, units) if entry.kind == WORK else ""
        if name and units[name][1]:
            found[entry.text] = units[name][1]
    return found


def _named(entry: Entry, units: Units) -> str:
    """Give the unit named last, which is the lowest one: 云溪区柳河镇 is the township."""
    bare = without_during(entry.text)
    found = [name for name in units if name in bare]
    return max(found, key=lambda name: (bare.rfind(name) + len(name), len(name)), default="")


def _service(entry: Entry, units: Units) -> ServiceSpan:
    name = _named(entry, units)
    unit, kind, system = units[name] if name else ("", "", "")
    return ServiceSpan(entry.starts_on, entry.ends_on, unit=unit, unit_kind=kind, system=system)

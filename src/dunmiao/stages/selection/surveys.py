"""调查摸底: every unit reports its young cadres once, and confirms its list (003-06)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.apps import apps
from django.db.models import Count, QuerySet
from django.utils.translation import gettext as _

from dunmiao.engine.calendar import add_months
from dunmiao.stages.accounts.models import User
from dunmiao.stages.charter.models import Programme
from dunmiao.stages.charter.rules import rules_of
from dunmiao.stages.common.acts import act, record
from dunmiao.stages.common.moves import move
from dunmiao.stages.common.refusal import Refusal
from dunmiao.stages.organisations.models import Organisation
from dunmiao.stages.people.models import Person
from dunmiao.stages.selection.models import PoolMember, SurveyReport
from dunmiao.stages.selection.pool import enter_pool


def born_after(programme: Programme, today: date) -> date:
    """Give the day after which young cadres of a programme are born, by the charter's age."""
    years = rules_of(programme, today).selection.pool_age
    return add_months(today, -12 * (years + 1))


def young_of(unit: Organisation, programme: Programme, today: date) -> QuerySet[Any]:
    """Give the unit's active persons up to the charter's age who are not in the pool yet."""
    inside = PoolMember.objects.filter(owner=programme.owner).exclude(state="left")
    return Person.objects.filter(
        unit__path__startswith=unit.path, is_active=True, born_on__gt=born_after(programme, today)
    ).exclude(pk__in=inside.values("person"))


def members_of(report: SurveyReport) -> QuerySet[PoolMember]:
    """Give the unit's people who stand in the pool."""
    rows: QuerySet[PoolMember] = PoolMember.objects.filter(
        owner=report.programme.owner, person__unit__path__startswith=report.unit.path
    ).exclude(state="left")
    return rows


@act("survey.ask")
def ask_survey(
    programme_id: int, unit_ids: Iterable[int], *, by: User | None, today: date, due_on: date
) -> list[SurveyReport]:
    """Ask units for their young cadres by a day; those asked before keep what they have."""
    programme = Programme.objects.lock(programme_id)
    if not rules_of(programme, today).selection.pool:
        raise Refusal(_("This charter keeps no pool."))
    if programme.state not in {"draft", "open"}:
        raise Refusal(_("The selection has begun; survey the units under the next programme."))
    if due_on < today:
        raise Refusal(_("Give a day that is still to come."), field="due_on")
    units = Organisation.objects.filter(
        pk__in=list(unit_ids), is_active=True, path__startswith=programme.owner.path
    ).exclude(surveys__programme=programme)
    made = SurveyReport.objects.bulk_create(
        SurveyReport(programme=programme, unit=unit, asked_on=today, due_on=due_on)
        for unit in units.distinct()
    )
    if not made:
        raise Refusal(_("All these units are asked already."), field="units")
    record("survey.ask", programme, by=by, changes={"units": len(made), "due_on": due_on})
    return made


@act("survey.report")
def report_people(
    report_id: int,
    person_ids: Iterable[int] | None = None,
    *,
    by: User,
    today: date,
    reason: str = "",
) -> int:
    """Put the unit's young cadres into the pool: those named, all of them where None.

    After the list was confirmed a difference needs its reason.
    """
    row = SurveyReport.objects.lock(report_id)
    if row.state == "confirmed" and not reason.strip():
        raise Refusal(
            _("The list is confirmed; say why somebody is added now."), field="reason"
        )
    people = Person.objects.filter(unit__path__startswith=row.unit.path)
    if person_ids is None:
        people = young_of(row.unit, row.programme, today)
    else:
        people = people.filter(pk__in=list(person_ids))
    ids = list(people.values_list("pk", flat=True))
    made = enter_pool(row.programme.owner_id, ids, by=by, today=today, note=reason.strip())
    record("survey.report", row, by=by, changes={"persons": len(made)}, note=reason.strip())
    return len(made)


@act("survey.confirm")
def confirm_survey(report_id: int, *, by: User, today: date, note: str = "") -> SurveyReport:
    """Confirm the unit's list once; a unit without young cadres says so in the note."""
    row = SurveyReport.objects.lock(report_id)
    number = members_of(row).count()
    if not number and not note.strip():
        raise Refusal(_("Nobody is on the list; say why in a word."), field="note")
    move(row, "survey", "confirmed")
    row.number, row.note, row.confirmed_on, row.by = number, note.strip(), today, by
    row.save(update_fields=["state", "number", "note", "confirmed_on", "by"])
    record("survey.confirm", row, by=by, changes={"number": number, "note": row.note})
    return row


@act("survey.return")
def return_survey(report_id: int, *, by: User, today: date, reason: str) -> SurveyReport:
    """Send a confirmed list back with what is missing."""
    row = SurveyReport.objects.lock(report_id)
    if not reason.strip():
        raise Refusal(_("Say what the unit has to mend."), field="reason")
    move(row, "survey", "returned")
    row.returned_because = reason.strip()
    row.save(update_fields=["state", "returned_because"])
    record("survey.return", row, by=by, changes={"reason": row.returned_because})
    return row


@act("survey.release")
def release_survey(report_id: int, *, by: User, today: date, reason: str) -> SurveyReport:
    """Ask a unit no longer for its list, with the reason."""
    row = SurveyReport.objects.lock(report_id)
    if not reason.strip():
        raise Refusal(_("Say why the unit is asked no longer."), field="reason")
    move(row, "survey", "withdrawn")
    row.save(update_fields=["state"])
    record("survey.release", row, by=by, changes={"reason": reason.strip()})
    return row


def coverage_of(
    units: Iterable[Organisation], programme: Programme, today: date
) -> dict[int, dict[str, int]]:
    """Give, by unit id, how many young cadres a unit has, how many stand in the pool, were ever
    out, are out today (its parts included); five queries, in no order of merit."""
    rows = list(units)
    young = Person.objects.filter(is_active=True, born_on__gt=born_after(programme, today))
    young = young.filter(unit__path__startswith=programme.owner.path)
    inside = PoolMember.objects.filter(owner=programme.owner).exclude(state="left")
    out = apps.get_model("placement", "Placement").objects.exclude(
        state__in=("proposed", "withdrawn")
    )
    now = out.filter(starts_on__lte=today, ends_on__gte=today, state__in=("noticed", "arrived"))
    counted = {
        "young": _by_unit(young),
        "pool": _by_unit(young.filter(pk__in=inside.values("person"))),
        "ever": _by_unit(young.filter(pk__in=out.values("person"))),
        "now": _by_unit(young.filter(pk__in=now.values("person"))),
    }
    return {
        unit.pk: {
            key: sum(n for path, n in found if path.startswith(unit.path))
            for key, found in counted.items()
        }
        for unit in rows
    }


def _by_unit(people: QuerySet[Any]) -> list[tuple[str, int]]:
    rows = people.order_by().values_list("unit__path").annotate(n=Count("pk"))
    return [(path, n) for path, n in rows]

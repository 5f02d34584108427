"""统一安排: the department puts persons in directly, on the basis of a paper (000-01, 001a)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext as _

from dunmiao.engine.charter import Authority, Route, Rules
from dunmiao.stages.accounts.models import User
from dunmiao.stages.charter.models import Programme
from dunmiao.stages.charter.rules import rules_of
from dunmiao.stages.common.acts import act, record
from dunmiao.stages.common.refusal import Refusal
from dunmiao.stages.organisations.conflicts import refuse_own_cases
from dunmiao.stages.people.models import Person
from dunmiao.stages.selection.applications import submit_application
from dunmiao.stages.selection.models import Application
from dunmiao.stages.selection.nominees import bars_of, verdicts_of


def designating_route(programme: Programme) -> Route | None:
    """Give the charter's route by which the department designates, None where there is none."""
    return next((one for one in rules_of(programme).routes if one.key == "designation"), None)


def authority_of(rules: Rules, kind: str) -> Authority | None:
    """Give the office that owns a kind of personnel beside the department (000-50)."""
    return next((one for one in rules.authorities if kind in one.personnel_kinds), None)


@act("application.designate")
def designate_people(
    programme_id: int, person_ids: Iterable[int], *, by: User, today: date, basis: str
) -> list[Application]:
    """Put persons into the selection by the department's own choice; all of them or nobody.

    `basis` is the paper it rests on. Refused where the charter designates nobody, and for whoever
    fails a condition that nobody may decide against; the review judges the others.
    """
    programme = Programme.objects.lock(programme_id)
    route = designating_route(programme)
    if route is None:
        raise Refusal(_("Under this charter nobody is designated by the department."))
    if not basis.strip():
        raise Refusal(_("Name the paper this rests on."), field="basis")
    ids = list(dict.fromkeys(person_ids))
    refuse_own_cases(by, ids)
    people = list(
        Person.objects.filter(pk__in=ids, is_active=True)
        .filter(unit__path__startswith=programme.owner.path)
        .select_related("unit").prefetch_related("kinships").defer("photo")
    )  # fmt: skip
    if not people:
        raise Refusal(_("Choose at least one person."))
    _refuse_barred(programme, people, today)
    made = [
        submit_application(
            programme.pk, one.pk, by=by, today=today, route=route.key, came_by="department",
            basis=basis.strip()[:120],
        )
        for one in people
    ]  # fmt: skip
    changes = {"persons": len(made), "basis": basis.strip()}
    record("application.designate", programme, by=by, changes=changes)
    return made


def _refuse_barred(programme: Programme, people: list[Person], today: date) -> None:
    verdicts, rules = verdicts_of(programme, people, today), rules_of(programme)
    for one in people:
        bars = bars_of(rules, verdicts[one.pk])
        if bars:
            raise Refusal(
                _("%(name)s cannot be designated: %(why)s")
                % {"name": one.name, "why": " ".join(bars)}
            )

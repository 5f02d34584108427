"""The unit's side of a nomination: whom it names, by which meeting, or why nobody (003-10)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from django.utils.translation import gettext as _

from dunmiao.engine.charter import Rules
from dunmiao.engine.eligibility import Verdict, eligibility
from dunmiao.stages.accounts.models import User
from dunmiao.stages.charter.models import Programme
from dunmiao.stages.charter.rules import rules_of
from dunmiao.stages.common.acts import act, record
from dunmiao.stages.common.moves import move, say
from dunmiao.stages.common.refusal import Refusal
from dunmiao.stages.organisations.conflicts import refuse_own_cases
from dunmiao.stages.people.facts import facts_of_people
from dunmiao.stages.people.models import Person
from dunmiao.stages.selection.applications import refuse_closed
from dunmiao.stages.selection.facts import judged_on
from dunmiao.stages.selection.models import Application, Nomination, Nominee
from dunmiao.stages.selection.nominations import naming_route

WRITABLE = {"asked", "returned"}


def verdicts_of(
    programme: Programme, people: Iterable[Person], today: date
) -> Mapping[int, Verdict]:
    """Judge persons under a programme's conditions before anybody puts them in, by person id.

    Select unit and prefetch kinships (001b-32, 002-31).
    """
    rules, day = rules_of(programme), judged_on(programme, today)
    facts = facts_of_people(people, today)
    return {pk: eligibility(rules.eligibility, one, day) for pk, one in facts.items()}


def bars_of(rules: Rules, verdict: Verdict) -> list[str]:
    """Give why a person cannot come in at all: failed conditions nobody may decide against."""
    fixed = {rule.key for rule in rules.eligibility if not rule.overridable}
    return [say(one.reason) for one in verdict.failed if one.rule in fixed]


@act("nomination.name")
def name_person(
    nomination_id: int,
    person_id: int,
    *,
    by: User,
    today: date,
    reason: str,
    rank_class: str = "",
) -> Nominee:
    """Put one of the unit's people on its list, with the grounds (004-16).

    Named again, the grounds are replaced. Refused above the number asked for, for somebody of
    another unit, and where a condition fails that nobody may decide against.
    """
    row = Nomination.objects.lock(nomination_id)
    _refuse_sent(row)
    person = Person.objects.select_related("unit").prefetch_related("kinships").get(pk=person_id)
    refuse_own_cases(by, [person_id])
    if not person.unit.path.startswith(row.unit.path):
        raise Refusal(_("%(name)s belongs to another unit.") % {"name": person.name})
    if not reason.strip():
        raise Refusal(_("Say why this person is named."), field="reason")
    known = {one.key for one in rules_of(row.programme).catalogue("rank_classes")}
    if rank_class and rank_class not in known:
        raise Refusal(_("The charter knows no such rank class."), field="rank_class")
    held = Nominee.objects.filter(nomination=row, person=person).first()
    if held is None:
        _refuse_full(row)
    _refuse_barred(row, person, today)
    nominee = held or Nominee(nomination=row, person=person)
    nominee.reason, nominee.rank_class = reason.strip(), rank_class
    nominee.save()
    changes = {"person": person.pk, "reason": nominee.reason, "rank_class": rank_class}
    record("nomination.name", row, by=by, changes=changes)
    return nominee


def _refuse_sent(row: Nomination) -> None:
    if row.state not in WRITABLE:
        raise Refusal(_("The list is with the department; it can send it back for changes."))


def _refuse_full(row: Nomination) -> None:
    if row.most is not None and row.nominees.count() >= row.most:
        raise Refusal(
            _("At most %(n)d are asked for; the department can raise the number with a reason.")
            % {"n": row.most}
        )


def _refuse_barred(row: Nomination, person: Person, today: date) -> None:
    elsewhere = Application.objects.filter(programme=row.programme, person=person)
    if elsewhere.filter(state__in=("withdrawn", "out")).exists():
        raise Refusal(_("%(name)s has left this selection already.") % {"name": person.name})
    verdict = verdicts_of(row.programme, [person], today)[person.pk]
    bars = bars_of(rules_of(row.programme), verdict)
    if bars:
        raise Refusal(
            _("%(name)s cannot be named: %(why)s") % {"name": person.name, "why": " ".join(bars)}
        )


@act("nomination.drop")
def drop_person(nominee_id: int, *, by: User, today: date) -> Nomination:
    """Take a person off the unit's list before it is sent."""
    nominee = Nominee.objects.lock(nominee_id)
    row = nominee.nomination
    _refuse_sent(row)
    record("nomination.drop", row, by=by, changes={"person": nominee.person_id})
    nominee.delete()
    return row


@act("nomination.send")
def send_nomination(
    nomination_id: int,
    *,
    by: User,
    today: date,
    met_on: date | None = None,
    body: str = "",
    resolution_no: str = "",
) -> Nomination:
    """Send the unit's list, with the meeting that resolved on it where the charter asks one."""
    row = Nomination.objects.lock(nomination_id)
    _refuse_sent(row)
    refuse_closed(row.programme, today)
    number = row.nominees.count()
    if number < max(row.least, 1):
        raise Refusal(
            _("At least %(n)d are asked for. Name them, or say why nobody is named.")
            % {"n": max(row.least, 1)}
        )
    if row.most is not None and number > row.most:
        raise Refusal(_("At most %(n)d are asked for; take somebody off.") % {"n": row.most})
    _check_meeting(row, today, met_on, resolution_no)
    move(row, "nomination", "named")
    row.met_on, row.body, row.resolution_no = met_on, body.strip(), resolution_no.strip()
    row.answered_on, row.declined_because = today, ""
    row.save()
    changes = {"met_on": met_on, "resolution_no": row.resolution_no, "number": number}
    record("nomination.send", row, by=by, changes=changes)
    return row


def _check_meeting(
    row: Nomination, today: date, met_on: date | None, resolution_no: str
) -> None:
    route = naming_route(row.programme)
    if met_on is not None and met_on > today:
        raise Refusal(_("The meeting cannot lie in the future."), field="met_on")
    if route is None or not route.resolution_required:
        return
    if met_on is None:
        raise Refusal(
            _("Give the day of the party group's meeting (%(clause)s).")
            % {"clause": route.clause},
            field="met_on",
        )
    if not resolution_no.strip():
        raise Refusal(
            _("Give the reference of the resolution (%(clause)s).") % {"clause": route.clause},
            field="resolution_no",
        )


@act("nomination.decline")
def decline_nomination(nomination_id: int, *, by: User, today: date, reason: str) -> Nomination:
    """Answer that nobody is named, with the reason; the department may ask again (004-16)."""
    row = Nomination.objects.lock(nomination_id)
    if not reason.strip():
        raise Refusal(_("Say why the unit names nobody."), field="reason")
    move(row, "nomination", "declined")
    row.declined_because, row.answered_on = reason.strip(), today
    row.save(update_fields=["state", "declined_because", "answered_on"])
    record("nomination.decline", row, by=by, changes={"reason": row.declined_because})
    return row

"""Asking units to name candidates, and taking or sending back what they name (003-09, 003-11)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext as _

from dunmiao.engine.calendar import next_yearly
from dunmiao.engine.charter import Route
from dunmiao.stages.accounts.models import User
from dunmiao.stages.charter.models import Programme
from dunmiao.stages.charter.rules import rules_of
from dunmiao.stages.common.acts import act, record
from dunmiao.stages.common.moves import move
from dunmiao.stages.common.refusal import Refusal
from dunmiao.stages.organisations.conflicts import refuse_own_cases
from dunmiao.stages.organisations.models import Organisation
from dunmiao.stages.selection.applications import REVIEWABLE, submit_application
from dunmiao.stages.selection.models import Application, Nomination, Nominee

OVER = {"accepted", "declined", "withdrawn"}


def naming_route(programme: Programme) -> Route | None:
    """Give the charter's route by which units name candidates, None where there is none."""
    return next((one for one in rules_of(programme).routes if one.named_by == "sender"), None)


def naming_due(programme: Programme, today: date) -> date | None:
    """Give the day by which units answer: the charter's, or the call's last day where earlier."""
    route = naming_route(programme)
    days = [programme.closes_on] if programme.closes_on else []
    if route is not None and route.deadline:
        days.append(next_yearly(route.deadline, today))
    return min(days) if days else None


@act("nomination.ask")
def ask_units(
    programme_id: int,
    unit_ids: Iterable[int],
    *,
    by: User | None,
    today: date,
    due_on: date | None = None,
) -> list[Nomination]:
    """Ask units for candidates; those asked before keep what they have.

    `due_on`: the charter's day where None, never a later one. Refused where the charter lets no
    unit name anybody, outside the call, and where every unit was asked before.
    """
    programme = Programme.objects.lock(programme_id)
    route = naming_route(programme)
    if route is None:
        raise Refusal(_("Under this charter no unit names candidates."))
    if programme.state != "open":
        raise Refusal(_("Open the call first; then ask the units."))
    last = naming_due(programme, today)
    day = due_on or last
    if day is None or day < today:
        raise Refusal(_("Give a day that is still to come."), field="due_on")
    if last is not None and day > last:
        raise Refusal(
            _("The charter and the call leave the units time until %(day)s.")
            % {"day": last.isoformat()},
            field="due_on",
        )
    asked = _ask(programme, route, unit_ids, today, day)
    if not asked:
        raise Refusal(_("All these units are asked already."), field="units")
    record("nomination.ask", programme, by=by, changes={"units": len(asked), "due_on": day})
    return asked


def _ask(
    programme: Programme, route: Route, unit_ids: Iterable[int], today: date, day: date
) -> list[Nomination]:
    units = Organisation.objects.filter(
        pk__in=list(unit_ids), is_active=True, path__startswith=programme.owner.path
    ).exclude(nominations__programme=programme)
    return Nomination.objects.bulk_create(
        Nomination(
            programme=programme, unit=unit, route=route.key, asked_on=today, due_on=day,
            least=route.quota_min, most=route.quota_max,
        )
        for unit in units.distinct()
    )  # fmt: skip


@act("nomination.limit")
def set_limits(
    nomination_id: int, *, by: User, today: date, least: int, most: int | None, reason: str
) -> Nomination:
    """Ask one unit for another number than the charter's, with the reason (003-11)."""
    row = Nomination.objects.lock(nomination_id)
    if row.state in OVER:
        raise Refusal(_("This unit's nomination is over."))
    if most is not None and most < least:
        raise Refusal(_("The highest number is below the lowest."), field="most")
    if not reason.strip():
        raise Refusal(_("Say why this unit is asked for another number."), field="reason")
    before = [row.least, row.most]
    row.least, row.most, row.limit_reason = least, most, reason.strip()
    row.save(update_fields=["least", "most", "limit_reason"])
    changes = {"number": [before, [least, most]], "reason": row.limit_reason}
    record("nomination.limit", row, by=by, changes=changes)
    return row


@act("nomination.return")
def return_nomination(nomination_id: int, *, by: User, today: date, reason: str) -> Nomination:
    """Send a nomination, or a refusal, back to the unit with what to mend; a new revision."""
    row = Nomination.objects.lock(nomination_id)
    if not reason.strip():
        raise Refusal(_("Say what the unit has to mend."), field="reason")
    refuse_own_cases(by, row.nominees.values_list("person_id", flat=True))
    move(row, "nomination", "returned")
    row.returned_because, row.revision = reason.strip(), row.revision + 1
    row.decided_by, row.decided_on = by, today
    row.save(
        update_fields=["state", "returned_because", "revision", "decided_by", "decided_on"]
    )
    record("nomination.return", row, by=by, changes={"reason": row.returned_because})
    return row


@act("nomination.release")
def release_unit(nomination_id: int, *, by: User, today: date, reason: str) -> Nomination:
    """Ask a unit no longer, with the reason; whom it had named so far is not taken."""
    row = Nomination.objects.lock(nomination_id)
    if not reason.strip():
        raise Refusal(_("Say why the unit is asked no longer."), field="reason")
    move(row, "nomination", "withdrawn")
    row.decided_by, row.decided_on = by, today
    row.save(update_fields=["state", "decided_by", "decided_on"])
    record("nomination.release", row, by=by, changes={"reason": reason.strip()})
    return row


@act("nomination.accept")
def accept_nomination(nomination_id: int, *, by: User, today: date) -> list[Application]:
    """Take a unit's candidates into the selection, as of the day the unit named them.

    Who has applied alone keeps that application, and the unit's grounds become its opinion.
    """
    row = Nomination.objects.lock(nomination_id)
    move(row, "nomination", "accepted")
    nominees = list(row.nominees.select_related("person").defer("person__photo"))
    refuse_own_cases(by, [one.person_id for one in nominees])
    row.decided_by, row.decided_on = by, today
    row.save(update_fields=["state", "decided_by", "decided_on"])
    made = [_enter(row, one, by, row.answered_on or today) for one in nominees]
    record("nomination.accept", row, by=by, changes={"applications": [one.pk for one in made]})
    return made


def _enter(row: Nomination, nominee: Nominee, by: User, on: date) -> Application:
    own = Application.objects.filter(programme=row.programme, person=nominee.person).first()
    if own is None:
        own = submit_application(
            row.programme_id, nominee.person_id, by=by, today=on, route=row.route,
            unit_opinion=nominee.reason[:200], rank_class=nominee.rank_class,
        )  # fmt: skip
    elif own.state not in REVIEWABLE:
        raise Refusal(
            _("%(name)s has left the selection or is past its review; send the nomination back.")
            % {"name": nominee.person.name}
        )
    else:
        own.is_unit_agreed, own.unit_agreed_on = True, on
        own.unit_opinion, own.rank_class = nominee.reason[:200], nominee.rank_class
        own.save(
            update_fields=["is_unit_agreed", "unit_agreed_on", "unit_opinion", "rank_class"]
        )
    nominee.application = own
    nominee.save(update_fields=["application"])
    return own


def asked_last_year(programme: Programme, unit_ids: Iterable[int]) -> list[str]:
    """Give the names of those units that the programme before this one asked, in their order."""
    if programme.previous_id is None:
        return []
    rows = Nomination.objects.filter(programme=programme.previous_id, unit__in=list(unit_ids))
    return list(rows.order_by("unit__sequence").values_list("unit__name", flat=True))

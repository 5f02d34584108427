"""Complaints and suggestions (投诉建议), never handled by the party complained of (DESIGN)."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from dunmiao.stages.accounts.models import User
from dunmiao.stages.common.acts import act, record
from dunmiao.stages.common.moves import move
from dunmiao.stages.common.refusal import Refusal
from dunmiao.stages.organisations.conflicts import deciders
from dunmiao.stages.organisations.models import Complaint, Grant, Organisation, Routed

HANDLERS = ("organiser", "organiser_lead")


def _handler_of(about: Organisation | None, by: User, on: date) -> Organisation | None:
    """Give the unit whose organisation department handles it: the nearest above the unit
    complained of that is neither this unit nor below it, else None.

    Without a unit concerned it is the nearest above the writer.
    """
    held = Grant.objects.live(on).filter(role__in=HANDLERS, user__is_active=True)
    units = {grant.organisation for grant in held.select_related("organisation")}
    if about is not None:
        paths = [about.path]
        units = {unit for unit in units if not unit.path.startswith(about.path)}
    else:
        paths = list(Grant.objects.live(on).filter(user=by).values_list(
            "organisation__path", flat=True
        ))
        paths += Organisation.objects.filter(staff__user=by).values_list("path", flat=True)
    above = [unit for unit in units if any(path.startswith(unit.path) for path in paths)]
    if not above and about is None:
        return min(units, key=lambda unit: (len(unit.path), unit.pk), default=None)
    return max(above, key=lambda unit: (len(unit.path), unit.pk), default=None)


@act("complaint.send")
def send_complaint(
    text: str, *, by: User, today: date, about: Organisation | None = None, page: str = "",
    is_named: bool = True,
) -> Complaint:
    """Send a complaint or suggestion to the department that handles it.

    Raises Refusal where no department here stands above the unit complained of.
    """
    handler = _handler_of(about, by, today)
    if handler is None:
        raise Refusal(
            _("No department in this system stands above that unit. Write to the organisation "
              "department one level up, or call 12380."),
            field="about",
        )
    row = Complaint.objects.create(
        by=by, about=about, handled_by=handler, text=text.strip(), page=page[:200],
        is_named=is_named, received_on=today,
    )
    record("complaint.send", row, by=by, changes={"about": about, "handled_by": handler})
    return row


@act("complaint.answer")
def answer_complaint(complaint_id: int, *, by: User, today: date, answer: str) -> Complaint:
    """Answer the writer. Raises Refusal for the writer, and for whoever holds a role in the unit
    complained of."""
    row = Complaint.objects.lock(complaint_id)
    users = deciders(by)
    if row.by_id in users:
        raise Refusal(_("Nobody answers their own complaint; a colleague must do this."))
    if row.about_id and Grant.objects.live(today).filter(
        user__in=users, organisation__path__startswith=row.about.path
    ).exists():
        raise Refusal(_("You hold a role in the unit complained of; a colleague must do this."))
    if row.state == "received":
        move(row, "complaint", "assigned")
    move(row, "complaint", "answered")
    row.answer, row.answered_on = answer.strip(), today
    row.save(update_fields=["state", "answer", "answered_on"])
    record("complaint.answer", row, by=by, changes={"state": "answered"})
    return row


@act("complaint.route")
def route_complaint(
    complaint_id: int, unit_id: int, *, by: User, today: date, question: str, due_on: date
) -> Routed:
    """Ask a unit about it in the department's own words; the department still answers the writer.

    Raises Refusal for the unit complained of and those below it, and for a day that has passed.
    """
    row = Complaint.objects.lock(complaint_id)
    if row.state not in {"received", "assigned"}:
        raise Refusal(_("It was answered already."))
    unit = Organisation.objects.get(pk=unit_id)
    if row.about_id and unit.path.startswith(row.about.path):
        raise Refusal(
            _("Whoever is complained of handles no part of it; ask another unit."), field="unit"
        )
    if due_on < today:
        raise Refusal(_("The day to answer has passed."), field="due_on")
    if row.state == "received":
        move(row, "complaint", "assigned")
        row.save(update_fields=["state"])
    asked = Routed.objects.create(
        complaint=row, unit=unit, question=question.strip(), by=by, asked_on=today, due_on=due_on
    )
    record("complaint.route", row, by=by, changes={"unit": unit, "due_on": due_on})
    return asked


@act("complaint.say")
def say_about_complaint(routed_id: int, *, by: User, today: date, words: str) -> Routed:
    """The unit that was asked says what it knows or did; once."""
    row: Routed = Routed.objects.lock(routed_id)
    if row.said_on:
        raise Refusal(_("Your unit has answered already."))
    row.words, row.said_by, row.said_on = words.strip(), by, today
    row.save(update_fields=["words", "said_by", "said_on"])
    record("complaint.say", row, by=by, changes={"said_on": today})
    return row

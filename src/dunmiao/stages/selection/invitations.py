"""点名商调: the department asks for a named person and the unit answers with reasons (004-20)."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from dunmiao.stages.accounts.models import User
from dunmiao.stages.charter.models import Programme
from dunmiao.stages.charter.rules import rules_of
from dunmiao.stages.common.acts import act, record
from dunmiao.stages.common.moves import move
from dunmiao.stages.common.refusal import Refusal
from dunmiao.stages.people.models import Person
from dunmiao.stages.selection.applications import submit_application
from dunmiao.stages.selection.models import Application, Invitation


@act("invitation.send")
def send_invitation(
    programme_id: int, person_id: int, *, by: User, today: date, reason: str
) -> Invitation:
    """Ask a unit for one of its people by name; asked again after a refusal it must think again."""
    programme = Programme.objects.lock(programme_id)
    person = Person.objects.select_related("unit").get(pk=person_id)
    if not rules_of(programme).selection.invites:
        raise Refusal(_("Under this charter nobody is asked for by name."))
    if programme.state != "open":
        raise Refusal(_("This call is not open for applications."))
    if not reason.strip():
        raise Refusal(_("Say why this person is asked for."), field="reason")
    if Application.objects.filter(programme=programme, person=person).exists():
        raise Refusal(_("%(name)s has applied already.") % {"name": person.name}, field="person")
    row = Invitation.objects.filter(programme=programme, person=person).first()
    if row is None:
        row = Invitation(programme=programme, person=person, sending_unit=person.unit)
    else:
        move(row, "invitation", "sent")
    row.reason, row.sent_on, row.by = reason.strip(), today, by
    row.answer, row.answered_on = "", None
    row.save()
    record("invitation.send", row, by=by, changes={"reason": row.reason})
    return row


@act("invitation.answer")
def answer_invitation(
    invitation_id: int, *, by: User, today: date, is_agreed: bool, answer: str = ""
) -> Invitation:
    """Answer for the unit: a yes puts the person into the selection, a no needs its reason."""
    row = Invitation.objects.lock(invitation_id)
    if not is_agreed and not answer.strip():
        raise Refusal(_("Say why the unit does not agree."), field="answer")
    move(row, "invitation", "accepted" if is_agreed else "refused")
    row.answer, row.answered_on = answer.strip(), today
    row.save(update_fields=["state", "answer", "answered_on"])
    if is_agreed:
        submit_application(
            row.programme_id, row.person_id, by=by, today=today, unit_opinion=row.answer
        )
    record("invitation.answer", row, by=by, changes={"state": row.state, "answer": row.answer})
    return row

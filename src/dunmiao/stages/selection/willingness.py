"""Asking receiving units in each cycle whether they would have people, before posts are offered."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext as _

from dunmiao.stages.accounts.models import User
from dunmiao.stages.charter.models import Programme
from dunmiao.stages.common.acts import act, record
from dunmiao.stages.common.refusal import Refusal
from dunmiao.stages.organisations.models import Organisation
from dunmiao.stages.selection.models import Willingness

ASKING = ("draft", "open")
ANSWERS = ("yes", "maybe", "no")


@act("willingness.ask")
def ask_willingness(programme_id: int, *, by: User, today: date) -> int:
    """Ask every unit with a post in use that was not asked yet; give how many were asked.

    Units asked in earlier cycles are asked again: last year's no is not this year's. Refused once
    the selection has begun, and where nobody is left to ask.
    """
    programme = Programme.objects.lock(programme_id)
    if programme.state not in ASKING:
        raise Refusal(_("The selection has begun: units are no longer asked."))
    units = Organisation.objects.filter(
        path__startswith=programme.owner.path, posts__is_active=True, is_active=True
    ).exclude(willing__programme=programme)
    rows = [
        Willingness(programme=programme, organisation=unit, asked_on=today)
        for unit in units.distinct()
    ]
    if not rows:
        raise Refusal(_("Every unit with a post in use is asked already."))
    Willingness.objects.bulk_create(rows)
    record("willingness.ask", programme, by=by, changes={"units": len(rows)})
    return len(rows)


@act("willingness.answer")
def answer_willingness(
    willingness_id: int, *, by: User, today: date, answer: str, reason: str = ""
) -> Willingness:
    """The unit says yes, maybe or no; it may think again until the selection begins.

    A maybe or a no gives its reason. Refused for an offered post where the unit now says no.
    """
    row: Willingness = Willingness.objects.lock(willingness_id)
    if row.programme.state not in ASKING:
        raise Refusal(_("The selection has begun: the answer stands."))
    if answer not in ANSWERS:
        raise TypeError(f"a unit answers yes, maybe or no, not {answer}")
    if answer != "yes" and not reason.strip():
        raise Refusal(_("Say why the unit hesitates or declines."), field="reason")
    offered = row.programme.offers.filter(post__organisation=row.organisation_id)
    if answer == "no" and offered.exists():
        raise Refusal(_("First take the unit's posts out of the call."), field="answer")
    row.answer, row.reason = answer, reason.strip()
    row.answered_on, row.by = today, by
    row.save(update_fields=["answer", "reason", "answered_on", "by"])
    record("willingness.answer", row, by=by, changes={"answer": answer}, note=row.reason)
    return row


def last_answers(rows: Iterable[Willingness]) -> dict[int, Willingness]:
    """Give, by unit, its newest answer in an earlier programme of the same owner; one query."""
    rows = list(rows)
    if not rows:
        return {}
    programme = rows[0].programme
    earlier = Willingness.objects.filter(
        organisation__in=[row.organisation_id for row in rows],
        programme__owner=programme.owner_id, answered_on__isnull=False,
    ).exclude(programme=programme)  # fmt: skip
    asked = earlier.filter(asked_on__lte=rows[0].asked_on).select_related("programme")
    return {row.organisation_id: row for row in asked.order_by("answered_on", "pk")}

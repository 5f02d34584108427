"""Named acts lent to a named colleague for some days."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from django.utils.translation import gettext as _

from dunmiao.stages.accounts.models import User
from dunmiao.stages.common.acts import act, record
from dunmiao.stages.common.refusal import Refusal
from dunmiao.stages.organisations.models import Delegation
from dunmiao.stages.organisations.reading import lendable

LONGEST = 366


@act("delegation.give")
def give_delegation(
    delegate_id: int, codes: Iterable[str], *, by: User, today: date, reason: str,
    starts_on: date, ends_on: date,
) -> Delegation:
    """Lend acts one holds to a colleague, from a day to a day, with the reason.

    Raises Refusal for acts not held, days out of order or past, more than a year, oneself, and
    while standing in for somebody.
    """
    if by.acting is not None:
        raise Refusal(_("What is borrowed is not lent again. Stop acting for them first."))
    delegate = User.objects.filter(pk=delegate_id, is_active=True).first()
    if delegate is None or delegate.pk == by.pk:
        raise Refusal(_("Choose a colleague with an account."), field="delegate")
    _check_days(starts_on, ends_on, today)
    wanted = sorted(set(codes))
    if not wanted or set(wanted) - set(lendable(by, today)):
        raise Refusal(_("Choose acts that you hold yourself."), field="acts")
    row = Delegation.objects.create(
        grantor=by, delegate=delegate, acts=wanted, reason=reason.strip(),
        starts_on=starts_on, ends_on=ends_on,
    )
    record("delegation.give", row, by=by, changes={
        "acts": wanted, "starts_on": starts_on, "ends_on": ends_on, "reason": row.reason,
    })
    return row


def _check_days(starts_on: date, ends_on: date, today: date) -> None:
    if starts_on < today:
        raise Refusal(_("A delegation begins today or later."), field="starts_on")
    if ends_on < starts_on:
        raise Refusal(_("The last day is before the first."), field="ends_on")
    if ends_on - starts_on > timedelta(days=LONGEST):
        raise Refusal(_("A delegation lasts a year at most; then it is given anew."),
                      field="ends_on")


@act("delegation.end")
def end_delegation(delegation_id: int, *, by: User, today: date) -> Delegation:
    """Take lent acts back at once; either side may. Raises Refusal where it is over already."""
    row = Delegation.objects.select_for_update().get(pk=delegation_id)
    if by.acting is not None or by.pk not in {row.grantor_id, row.delegate_id}:
        raise Refusal(_("Only the two persons concerned may end this."))
    if row.ended_on is not None or row.ends_on < today:
        raise Refusal(_("This has ended already."))
    row.ended_on = today
    row.save(update_fields=["ended_on"])
    record("delegation.end", row, by=by, changes={"ended_on": today})
    return row

"""Each person's own calendar address: made, renewed, switched off."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from dunmiao.stages.accounts.models import User
from dunmiao.stages.common.acts import act, record
from dunmiao.stages.common.refusal import Refusal
from dunmiao.stages.supervision.models import Feed


@act("feed.make")
def make_feed(*, by: User, today: date) -> Feed:
    """Make one's own calendar address, or a new one in place of the old; nobody lends this."""
    _refuse_standing_in(by)
    row, is_new = Feed.objects.select_for_update(of=("self",)).get_or_create(
        user=by, defaults={"made_on": today}
    )
    if not is_new:
        row.serial, row.is_on, row.made_on = row.serial + 1, True, today
        row.save(update_fields=["serial", "is_on", "made_on"])
    record("feed.make", row, by=by, changes={"serial": row.serial})
    return row


@act("feed.end")
def end_feed(*, by: User, today: date) -> Feed:
    """Switch one's own calendar address off: calendars that know it get nothing more."""
    _refuse_standing_in(by)
    row = Feed.objects.select_for_update(of=("self",)).filter(user=by, is_on=True).first()
    if row is None:
        raise Refusal(_("There is no calendar address to switch off."))
    row.is_on = False
    row.save(update_fields=["is_on"])
    record("feed.end", row, by=by, changes={"is_on": False, "on": today})
    return row


def _refuse_standing_in(by: User) -> None:
    if by.acting is not None:
        raise Refusal(_("A calendar address is one's own: end standing in first."))

"""Roles given and ended by the security administrator, each from a day and over a subtree."""

from __future__ import annotations

from datetime import date, timedelta

from django.db.models import F, Q
from django.utils.translation import gettext as _

from dunmiao.stages.accounts.models import User
from dunmiao.stages.common.acts import act, record
from dunmiao.stages.common.refusal import Refusal
from dunmiao.stages.organisations.models import Grant, Organisation
from dunmiao.stages.organisations.roles import ADMINS, GRANTED


def _end_sessions(user_id: int) -> None:
    """Raise the user's epoch: every open session ends at its next request."""
    User.objects.filter(pk=user_id).update(epoch=F("epoch") + 1)


def _refuse_mixing(user: User, role: str, starts_on: date, ends_on: date | None) -> None:
    """Keep the three administrators apart from each other and from all business."""
    running = Grant.objects.filter(Q(ends_on=None) | Q(ends_on__gte=starts_on), user=user)
    if ends_on:
        running = running.filter(starts_on__lte=ends_on)
    held = set(running.values_list("role", flat=True)) - {role}
    if held and (role in ADMINS or held & set(ADMINS)):
        raise Refusal(
            _("The three administrators are three persons and do no business; this user holds "
              "another role in these days."),
            field="role",
        )


@act("grant.give")
def give_grant(
    user_id: int, organisation_id: int, role: str, *, by: User | None, today: date,
    starts_on: date | None = None, ends_on: date | None = None, kind: str = "", basis: str = "",
) -> Grant:
    """Give a user a role over a unit and everything below it, and end the user's sessions.

    Raises Refusal for oneself, for a role that comes from a placement, for days out of order, and
    where the three administrators would be mixed. Only the first run has no doer (`by` None).
    """
    user = User.objects.select_for_update().get(pk=user_id)
    unit = Organisation.objects.lock(organisation_id)
    first = starts_on or today
    if by is not None and user.pk == by.pk:
        raise Refusal(_("Nobody gives themselves a role; ask another administrator."))
    if role not in GRANTED:
        raise Refusal(_("This role comes from a placement and is not given."), field="role")
    if ends_on and ends_on < first:
        raise Refusal(_("The last day is before the first."), field="ends_on")
    if not user.is_active:
        raise Refusal(_("This account is switched off."), field="user")
    _refuse_mixing(user, role, first, ends_on)
    if Grant.objects.live(first).filter(
        user=user, role=role, organisation=unit, kind=kind
    ).exists():
        raise Refusal(_("The user holds this role here already."), field="role")
    row = Grant.objects.create(
        user=user, organisation=unit, role=role, kind=kind, basis=basis.strip(),
        starts_on=first, ends_on=ends_on,
    )
    _end_sessions(user.pk)
    record("grant.give", row, by=by, changes={
        "user": user, "role": role, "organisation": unit, "starts_on": first, "ends_on": ends_on,
    })
    return row


@act("grant.end")
def end_grant(grant_id: int, *, by: User, today: date) -> Grant:
    """End a role as of yesterday, so that it is gone at once, and end the user's sessions.

    A role that began today ends today: its record stays.
    """
    row = Grant.objects.select_for_update().get(pk=grant_id)
    if row.user_id == by.pk:
        raise Refusal(_("Nobody ends their own role; ask another administrator."))
    last = max(today - timedelta(days=1), row.starts_on)
    if row.ends_on is not None and row.ends_on <= last:
        raise Refusal(_("This role has ended already."))
    before, row.ends_on = row.ends_on, last
    row.save(update_fields=["ends_on"])
    _end_sessions(row.user_id)
    record("grant.end", row, by=by, changes={"ends_on": [before, last]})
    return row

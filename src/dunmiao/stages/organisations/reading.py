"""Rows without a place in the tree of their own: accounts, grants, audit entries.

Each starts with who is asking and what their grants reach; pages take nothing else.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from dunmiao.stages.accounts.models import User
from dunmiao.stages.common.models import AuditEntry
from dunmiao.stages.organisations.models import Complaint, Delegation, Grant, Organisation
from dunmiao.stages.organisations.reach import NOTHING, holds, may_any
from dunmiao.stages.organisations.roles import ADMINS, acts

# the three administrators' powers, and lending itself, are never lent
KEPT = ("delegation.", "grant.", "user.", "audit.", "complaint.send")


def _below(user: User, act: str, on: date, lookup: str) -> Q:
    reach = NOTHING
    for hold in holds(user, act, on):
        reach |= Q(**{f"{lookup}__startswith": hold.path})
    return reach


def accounts_for(user: User, act: str, on: date) -> QuerySet[User]:
    """Give the accounts an administrator looks after: those with a role or a person below their
    unit, and those not placed anywhere yet."""
    if not holds(user, act, on):
        return User.objects.none()
    placed = Q(grants__isnull=True, person__isnull=True)
    reach = _below(user, act, on, "grants__organisation__path")
    reach |= _below(user, act, on, "person__unit__path")
    found = User.objects.filter(reach | placed).values("pk")
    return User.objects.filter(pk__in=found)


def grants_for(user: User, act: str, on: date) -> QuerySet[Grant]:
    """Give the grants over units below the administrator's own."""
    return Grant.objects.filter(_below(user, act, on, "organisation__path"))


def entries_for(user: User, on: date) -> QuerySet[AuditEntry]:
    """Give the audit entries of what units below own, and of what no unit owns."""
    if not holds(user, "audit.read", on):
        return AuditEntry.objects.none()
    reach = _below(user, "audit.read", on, "owner_path")
    return AuditEntry.objects.filter(reach | Q(owner_path=""))


def delegations_of(user: User) -> QuerySet[Delegation]:
    """Give what somebody lent and borrowed."""
    return Delegation.objects.filter(Q(grantor=user) | Q(delegate=user)).select_related(
        "grantor", "delegate"
    )


def colleagues_of(user: User, on: date) -> QuerySet[User]:
    """Give whom acts may be lent to: active accounts with a role or a person in a unit where the
    lender has one too, or below it."""
    grants = Grant.objects.live(on).filter(user=user)
    paths = set(grants.values_list("organisation__path", flat=True))
    own: Any = getattr(user, "person", None)
    if own is not None:
        paths.add(own.unit.path)
    reach = NOTHING
    for path in paths:
        reach |= Q(grants__organisation__path__startswith=path) | Q(
            person__unit__path__startswith=path
        )
    found = User.objects.filter(reach, is_active=True).exclude(pk=user.pk).values("pk")
    return User.objects.filter(pk__in=found)


def unit_named(name: str) -> Organisation | None:
    """Give the one unit in use with this full or short name, None where there is none or two."""
    units = Organisation.objects.filter(is_active=True)
    for found in (units.filter(name=name)[:2], units.filter(short_name=name)[:2]):
        if len(found) == 1:
            return found[0]
    return None


def user_signed(name: str) -> User | None:
    """Give the active user with this sign-in name."""
    return User.objects.filter(username__iexact=name.strip(), is_active=True).first()


def sent_by(user: User) -> QuerySet[Complaint]:
    """Give what somebody sent themselves, with the answers."""
    return Complaint.objects.filter(by=user).select_related("about", "handled_by")


def lendable(user: User, on: date) -> list[str]:
    """Give the acts `user` holds and may lend: business, never administration nor lending itself.

    Nothing while standing in for somebody: what is borrowed is not lent again.
    """
    if user.acting is not None:
        return []
    return [
        code for code, roles in acts().items()
        if not code.startswith(KEPT) and roles - set(ADMINS) and may_any(user, code, on)
    ]

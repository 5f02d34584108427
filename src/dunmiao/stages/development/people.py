"""Which accounts a unit may name as mentors."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from dunmiao.stages.accounts.models import User
from dunmiao.stages.development.models import Mentorship
from dunmiao.stages.organisations.models import Contact, Grant, Organisation
from dunmiao.stages.people.models import Person


def accounts_of_unit(unit: Organisation, on: date) -> QuerySet[Any]:
    """Give the active accounts that belong to a unit: its staff, its contacts, its clerks, and who
    mentored there before."""
    below = {"organisation__path__startswith": unit.path}
    staff = Person.objects.filter(unit__path__startswith=unit.path, user__isnull=False)
    contacts = Contact.objects.filter(**below, ends_on=None, user__isnull=False)
    clerks = Grant.objects.live(on).filter(**below)
    earlier = Mentorship.objects.filter(
        placement__receiving_unit__path__startswith=unit.path, user__isnull=False
    )
    belongs = Q()
    for rows in (staff, contacts, clerks, earlier):
        belongs |= Q(pk__in=rows.order_by().values("user_id"))
    return User.objects.filter(belongs, is_active=True)


def account_named(login: str) -> User | None:
    """Give the active account of a login name, None where there is none."""
    return User.objects.filter(username=login.strip(), is_active=True).first()

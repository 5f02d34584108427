"""Calls that people may read before they answer: who works or serves where decides it.

A programme belongs to the unit that runs it, while its readers sit in the units below. So its
call is reached from below: by a grant over a unit of the owner's subtree, by the unit a person
belongs to, or by whatever reads the programme itself.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from dunmiao.stages.charter.models import Programme
from dunmiao.stages.organisations.reach import holds, person_acting, reach_of
from dunmiao.stages.organisations.roles import roles_for
from dunmiao.stages.people.models import Person
from dunmiao.stages.selection.models import Offer

READ = "call.read"
UNITS = ("sender", "receiver")  # they read from below
SHOWN = ("open", "selecting", "decided", "running", "closed")


def calls_in_sight(user: Any, on: date) -> QuerySet[Programme]:
    """Give the calls a user may read that day, also those whose applications are over.

    Drafts and cancelled calls are read by those alone who read the programme itself.
    """
    if not user.is_authenticated or not user.is_active:
        return Programme.objects.none()
    below = Q(owner__path__in=_owners_above(_paths(user, on)), state__in=SHOWN)
    rows = Programme.objects.filter(below | reach_of(Programme.scope, user, READ, on))
    return rows.select_related("owner", "charter")


def open_calls(user: Any, on: date) -> QuerySet[Programme]:
    """Give the calls in sight that take applications on that day."""
    rows = calls_in_sight(user, on).filter(state="open")
    return rows.exclude(closes_on__lt=on).exclude(opens_on__gt=on)


def is_open(programme: Programme, on: date) -> bool:
    """Say whether a call takes applications on that day."""
    opens, closes = programme.opens_on or on, programme.closes_on or on
    return programme.state == "open" and opens <= on <= closes


def offers_listed(programme: Programme) -> QuerySet[Offer]:
    """Give the posts listed in a call, in the official order."""
    rows = programme.offers.filter(is_confirmed=True)
    return rows.select_related("post__organisation", "exchange_unit")


def _paths(user: Any, on: date) -> set[str]:
    """Give the paths of the units from which a user looks up: by grants, and the own one."""
    paths = {hold.path for hold in holds(user, READ, on) if hold.role in UNITS}
    who = person_acting(user, READ, on)
    if who is not None and "cadre" in roles_for(READ):
        own = Person.objects.filter(user=who, is_active=True)
        paths.update(own.values_list("unit__path", flat=True))
    return paths


def _owners_above(paths: Iterable[str]) -> set[str]:
    """Give every path of which one of `paths` is the unit itself or a part."""
    found = set()
    for path in paths:
        steps = path.strip("/").split("/")
        found |= {"/".join(steps[:n]) + "/" for n in range(1, len(steps) + 1)}
    return found

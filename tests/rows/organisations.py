"""Contacts, grants and accounts of the world's two towns, and of the other county's."""

from __future__ import annotations

from typing import Any

from dunmiao.stages.organisations.models import Contact, Grant
from tests.world import World

RELATIONS = {
    "own": ("town1", "receiver"),
    "other": ("town2", "receiver_other"),
    "foreign": ("town_b", "receiver_b"),
}


def rows(world: World) -> dict[str, dict[str, Any]]:
    """Give what the world holds of each."""
    contacts, grants, users = {}, {}, {}
    for relation, (unit, user) in RELATIONS.items():
        contacts[relation] = Contact.objects.filter(organisation=world.units[unit])[0]
        grants[relation] = Grant.objects.get(user=world.users[user])
        users[relation] = world.users[user]
    return {
        "organisations.Contact": contacts,
        "organisations.Grant": grants,
        "accounts.User": users,
    }

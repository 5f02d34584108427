"""Roles are data: which role may do which act, and by which tie a role reaches a row.

A granted role reaches rows through the organisation tree; a relation role reaches them through a
placement (one's own, one's mentee's, one's group's). Every stage lists its acts in `acts_table.py`.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass
from importlib import import_module

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Role:
    """One role: `tie` names the path of a row that must lie in the granted subtree
    (owner, sender, receiver, handler, office), or the relation that reaches it."""

    key: str
    name: str | Promise
    tie: str
    is_relation: bool = False


ROLES: dict[str, Role] = {
    role.key: role
    for role in (
        Role("organiser", _("Organisation department"), "owner"),
        Role("organiser_lead", _("Head of the organisation department"), "owner"),
        Role("authority", _("Human resources authority"), "owner"),
        Role("inspector", _("Inspector"), "owner"),
        Role("leader", _("Leader"), "owner"),
        Role("sender", _("Sending unit"), "sender"),
        Role("receiver", _("Receiving unit"), "receiver"),
        Role("village", _("Village"), "receiver"),
        Role("handler", _("Handling department"), "handler"),
        Role("system_admin", _("System administrator"), "office"),
        Role("security_admin", _("Security administrator"), "office"),
        Role("audit_admin", _("Audit administrator"), "office"),
        Role("cadre", _("Seconded cadre"), "subject", is_relation=True),
        Role("mentor", _("Mentor"), "mentor", is_relation=True),
        Role("liaison", _("Liaison officer"), "liaison", is_relation=True),
        Role("team_leader", _("Team leader"), "team_leader", is_relation=True),
        Role("branch_secretary", _("Branch secretary"), "branch_secretary", is_relation=True),
    )
}
ADMINS = ("system_admin", "security_admin", "audit_admin")
GRANTED = tuple(key for key, role in ROLES.items() if not role.is_relation)
RELATIONS = tuple(key for key, role in ROLES.items() if role.is_relation)

_STAGES = (
    "common",
    "accounts",
    "organisations",
    "people",
    "charter",
    "selection",
    "placement",
    "development",
    "supervision",
    "appraisal",
    "outcomes",
)


@functools.cache
def acts() -> dict[str, frozenset[str]]:
    """Give every act with the roles that may do it, gathered from the stages' acts_table.py.

    Raises RuntimeError for an unknown role or an act listed twice: found at start-up.
    """
    table: dict[str, frozenset[str]] = {}
    for stage in _STAGES:
        listed: dict[str, set[str]] = import_module(f"dunmiao.stages.{stage}.acts_table").ACTS
        for code, roles in listed.items():
            unknown = set(roles) - set(ROLES)
            if unknown or code in table:
                raise RuntimeError(f"{stage}: act {code} is listed twice or names {unknown}")
            table[code] = frozenset(roles)
    return table


def roles_for(act: str) -> frozenset[str]:
    """Give the roles that may do `act`. Raises KeyError for an act nobody listed (a typo)."""
    return acts()[act]

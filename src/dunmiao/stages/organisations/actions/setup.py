"""The first run: a one-use token, and by it the root of the tree and the three administrators.

No account and no secret is there before; whoever can run a command on the server gets the token.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _

from dunmiao.stages.accounts.actions import choose_password, create_account
from dunmiao.stages.accounts.models import SetupToken, User
from dunmiao.stages.common.acts import act, record
from dunmiao.stages.common.refusal import Refusal
from dunmiao.stages.organisations.actions.grants import give_grant
from dunmiao.stages.organisations.actions.units import found_tree
from dunmiao.stages.organisations.first_run import digest_of, is_administered, standing_tokens
from dunmiao.stages.organisations.models import Organisation
from dunmiao.stages.organisations.roles import ADMINS, ROLES

LASTS = timedelta(minutes=30)
BYTES = 16  # 128 bits


@dataclass(frozen=True)
class Administrator:
    """One of the three: the sign-in name, the person's name and the password they typed."""

    username: str
    name: str
    password: str


def _refuse_administered() -> None:
    if is_administered():
        raise Refusal(
            _("Administrators are named here already; the system administrator makes further "
              "accounts.")
        )


@act("setup.begin")
def begin_setup(*, by: User | None, today: date, at: datetime) -> str:
    """Give a token of 128 bits that opens the first run once, for half an hour.

    A token given before dies; only digests are kept. Raises Refusal where administrators are
    named already.
    """
    _refuse_administered()
    SetupToken.objects.filter(used_at=None).update(used_at=at)
    token = secrets.token_urlsafe(BYTES)
    row = SetupToken.objects.create(digest=digest_of(token), expires_at=at + LASTS)
    record("setup.begin", row, by=by, changes={"expires_at": row.expires_at.isoformat()})
    return token


@act("setup.finish")
def finish_setup(
    token: str, *, by: User | None, today: date, at: datetime, name: str, kind: str,
    short_name: str, administrators: Mapping[str, Administrator],
) -> Organisation:
    """Make the root of the tree and the three administrators, and spend the token.

    `administrators` has one person for each role of ADMINS. Raises Refusal for a token that is
    spent, old or made up, for the same person twice, and for a weak password; the field is then
    the role and what of it, such as "audit_admin_password".
    """
    _refuse_administered()
    row = standing_tokens(token, at).select_for_update().first()
    if row is None:
        raise Refusal(_("This address is spent. Run ./dunmiao init again for a new one."))
    _refuse_same_person(administrators)
    root = found_tree(by=None, today=today, name=name.strip(), kind=kind, short_name=short_name)
    for role in ADMINS:
        user = _made(role, administrators[role], today)
        give_grant(user.pk, root.pk, role, by=None, today=today, basis=_("First run"))
    row.used_at = at
    row.save(update_fields=["used_at"])
    record("setup.finish", root, by=by,
           changes={role: administrators[role].username for role in ADMINS})
    return root


def _refuse_same_person(administrators: Mapping[str, Administrator]) -> None:
    """Keep them three persons: no name, sign-in name or password stands twice."""
    seen: set[tuple[str, str]] = set()
    for role in ADMINS:
        one = administrators[role]
        for part, value in (("name", "".join(one.name.split())),
                            ("username", one.username.strip().casefold()),
                            ("password", one.password)):
            if (part, value) in seen:
                raise Refusal(
                    _("The three administrators are three persons; nothing of one may serve "
                      "another."),
                    field=f"{role}_{part}",
                )
            seen.add((part, value))


def _made(role: str, one: Administrator, today: date) -> User:
    """Make one account with its password, faults pointed to the role's own fields."""
    try:
        user = create_account(one.username, by=None, today=today, name=one.name,
                              title=str(ROLES[role].name))
        return choose_password(user.pk, one.password, by=user, today=today)
    except Refusal as refusal:
        raise Refusal(refusal.message, field=f"{role}_{refusal.field}") from refusal

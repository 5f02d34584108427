"""Accounts: made and switched off by the system administrator, who never learns a password."""

from __future__ import annotations

import re
from datetime import date

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from dunmiao.stages.accounts.models import User
from dunmiao.stages.common.acts import act, record
from dunmiao.stages.common.refusal import Refusal

USERNAME = re.compile(r"[\w.@+-]{3,40}")


def _locked(user_id: int) -> User:
    return User.objects.select_for_update().get(pk=user_id)


@act("user.create")
def create_account(
    username: str, *, by: User | None, today: date, name: str, title: str = ""
) -> User:
    """Make an account without a password and without powers; its user chooses the password.

    Only the first run has no doer (`by` None). Raises Refusal where the sign-in name is
    malformed or taken.
    """
    username = username.strip()
    if not USERNAME.fullmatch(username):
        raise Refusal(_("A sign-in name has 3 to 40 letters, digits or . @ + - _"),
                      field="username")
    if User.objects.filter(username__iexact=username).exists():
        raise Refusal(_("This sign-in name is taken; add a digit."), field="username")
    user = User(username=username, name=name.strip(), title=title.strip())
    user.set_unusable_password()
    user.save()
    record("user.create", user, by=by, changes={"username": username, "name": user.name})
    return user


@act("user.deactivate")
def deactivate(user_id: int, *, by: User, today: date) -> User:
    """Shut an account at once: no sign-in, and every open session ends."""
    user = _locked(user_id)
    if user.pk == by.pk:
        raise Refusal(_("Nobody switches off their own account; ask another administrator."))
    if not user.is_active:
        raise Refusal(_("This account is switched off already."))
    user.is_active = False
    user.epoch += 1
    user.save(update_fields=["is_active", "epoch"])
    record("user.deactivate", user, by=by, changes={"is_active": [True, False]})
    return user


@act("user.activate")
def activate(user_id: int, *, by: User, today: date) -> User:
    """Open an account that was shut; its grants are as they were, if their days still run."""
    user = _locked(user_id)
    if user.is_active:
        raise Refusal(_("This account is in use already."))
    user.is_active = True
    user.save(update_fields=["is_active"])
    record("user.activate", user, by=by, changes={"is_active": [False, True]})
    return user


@act("user.reset")
def reset_account(user_id: int, *, by: User, today: date) -> User:
    """Take the password away and end every session; the page then shows the one-use link."""
    user = _locked(user_id)
    if user.pk == by.pk:
        raise Refusal(_("Change your own password on the page for it."))
    if not user.is_active:
        raise Refusal(_("This account is switched off; switch it on first."))
    user.set_unusable_password()
    user.epoch += 1
    user.save(update_fields=["password", "epoch"])
    record("user.reset", user, by=by)
    return user


@act("user.password")
def choose_password(user_id: int, password: str, *, by: User, today: date) -> User:
    """Set the password its user chose through the one-use link. Raises Refusal for a weak one."""
    user = _locked(user_id)
    if user.pk != by.pk:
        raise Refusal(_("Everybody chooses their own password."))
    try:
        validate_password(password, user)
    except ValidationError as fault:
        raise Refusal(" ".join(fault.messages), field="password") from fault
    user.set_password(password)
    user.epoch += 1
    user.save(update_fields=["password", "epoch"])
    record("user.password", user, by=by)
    return user


"""One-use links by which people choose their own password."""

from __future__ import annotations

from django.contrib.auth.tokens import default_token_generator
from django.utils.encoding import force_bytes, force_str
from django.utils.http import urlsafe_base64_decode, urlsafe_base64_encode

from dunmiao.stages.accounts.models import User


def ticket_of(user: User) -> tuple[str, str]:
    """Give the two parts of a link by which the user chooses a password once.

    The link dies with the password it sets, with the next sign-in, and after the days of
    PASSWORD_RESET_TIMEOUT.
    """
    return urlsafe_base64_encode(force_bytes(user.pk)), default_token_generator.make_token(user)


def user_of_ticket(part: str, token: str) -> User | None:
    """Give the user a link belongs to, None where it is spent, old or made up."""
    try:
        pk = int(force_str(urlsafe_base64_decode(part)))
    except (ValueError, UnicodeDecodeError):
        return None
    user = User.objects.filter(pk=pk, is_active=True).first()
    return user if user and default_token_generator.check_token(user, token) else None

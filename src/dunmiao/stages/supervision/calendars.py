"""Whose a calendar address is: the secret is computed, so that no row holds it."""

from __future__ import annotations

from django.core.signing import BadSignature, Signer

from dunmiao.stages.accounts.models import User
from dunmiao.stages.supervision.models import Feed

_SIGNER = Signer(salt="dunmiao.calendar")


def feed_of(user: User) -> Feed | None:
    """Give the live calendar address of somebody, None where there is none."""
    return Feed.objects.filter(user=user, is_on=True).first()


def token_of(feed: Feed) -> str:
    """Give the secret of an address: computed from the server's key, so that no row holds it."""
    return _SIGNER.sign(f"{feed.pk}-{feed.serial}").replace(":", ".")


def user_of(token: str) -> User | None:
    """Give whose address this is; None for one that is wrong, old or switched off."""
    try:
        pk, serial = _SIGNER.unsign(token.replace(".", ":", 1)).split("-")
    except (BadSignature, ValueError):
        return None
    row = Feed.objects.filter(pk=int(pk), serial=int(serial), is_on=True, user__is_active=True)
    found = row.select_related("user").first()
    return found.user if found else None

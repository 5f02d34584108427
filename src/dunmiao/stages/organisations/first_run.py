"""Whether this instance has begun, and whether a token of the first run still opens it."""

from __future__ import annotations

import hashlib
from datetime import datetime

from django.db.models import QuerySet

from dunmiao.stages.accounts.models import SetupToken, User
from dunmiao.stages.organisations.models import Grant
from dunmiao.stages.organisations.roles import ADMINS


def is_unclaimed() -> bool:
    """Say whether nobody has an account here yet."""
    return not User.objects.exists()


def is_administered() -> bool:
    """Say whether administrators were ever named here: then only they name further ones."""
    return Grant.objects.filter(role__in=ADMINS).exists()


def token_stands(token: str, at: datetime) -> bool:
    """Say whether a token opens the first run at that moment."""
    return not is_administered() and standing_tokens(token, at).exists()


def standing_tokens(token: str, at: datetime) -> QuerySet[SetupToken]:
    """Give the row of a token that is neither spent nor old, or none."""
    return SetupToken.objects.filter(digest=digest_of(token), used_at=None, expires_at__gt=at)


def digest_of(token: str) -> str:
    """Give what is kept of a token."""
    return hashlib.sha256(token.encode()).hexdigest()

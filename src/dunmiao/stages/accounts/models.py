"""Users. What a user may do comes from grants and relations, never from this row."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from dunmiao.stages.organisations.models import Delegation


class User(AbstractUser):
    """Somebody who signs in. `acting` is set per request while they act under a delegation."""

    name = models.CharField(max_length=60, verbose_name=_("name"))
    title = models.CharField(max_length=80, blank=True, verbose_name=_("title"))
    epoch = models.PositiveIntegerField(default=0)  # raised to end every open session
    demo_role = models.CharField(max_length=40, blank=True)  # the button that signs this user in

    acting: ClassVar[Delegation | None] = None

    class Meta:
        """By name."""

        ordering: ClassVar = ["name"]

    def __str__(self) -> str:
        """Give the name people know."""
        return self.name or self.username


class SetupToken(models.Model):
    """The one-use token of the first run; only its digest is kept."""

    digest = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    class Meta:
        """Newest first."""

        ordering: ClassVar = ["-pk"]

    def __str__(self) -> str:
        """Give the number only."""
        return f"No. {self.pk}"

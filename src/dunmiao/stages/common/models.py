"""Rows that every stage needs: the audit trail, submissions seen, the holiday table."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class AuditEntry(models.Model):
    """One act, written in the act's own transaction; never changed, never deleted (triggers)."""

    at = models.DateTimeField(db_index=True)
    act = models.CharField(max_length=60, db_index=True)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    on_behalf_of = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    object_type = models.CharField(max_length=60)
    object_id = models.CharField(max_length=40)
    object_name = models.CharField(max_length=120)
    owner_path = models.CharField(max_length=120, db_index=True)
    changes = models.JSONField(default=dict)
    note = models.CharField(max_length=500)

    class Meta:
        """Newest first; looked up by object."""

        ordering: ClassVar = ["-pk"]
        indexes: ClassVar = [
            models.Index(fields=["object_type", "object_id"], name="audit_object"),
        ]

    def __str__(self) -> str:
        """Give act and object."""
        return f"{self.act} {self.object_type}:{self.object_id}"


class Submission(models.Model):
    """A form that arrived, by its client-made key, so that a second arrival changes nothing."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    key = models.CharField(max_length=64)
    path = models.CharField(max_length=300)
    digest = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField(default=0)
    location = models.CharField(max_length=500, blank=True)
    received_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        """One submission per user and key."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user", "key"], name="one_submission"),
        ]

    def __str__(self) -> str:
        """Give the key."""
        return self.key


class Holiday(models.Model):
    """A day that differs from the plain week: a public holiday, or a weekend worked instead.

    Seeded from the published calendars, edited by the organisation department when next year's
    notice appears (domain.md 0.8).
    """

    day = models.DateField(unique=True, verbose_name=_("day"))
    is_workday = models.BooleanField(default=False, verbose_name=_("worked"))
    name = models.CharField(max_length=40, verbose_name=_("name"))

    class Meta:
        """By day."""

        ordering: ClassVar = ["day"]

    def __str__(self) -> str:
        """Give the day and its name."""
        return f"{self.day} {self.name}"

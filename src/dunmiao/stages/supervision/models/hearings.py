"""What each party said before a change of the term was decided."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from dunmiao.stages.organisations.reach import Scope, ScopedManager
from dunmiao.stages.supervision.models.records import TermChange


class Hearing(models.Model):
    """One party's opinion on a change of the term, kept with who gave it (004-28)."""

    change = models.ForeignKey(TermChange, models.CASCADE, related_name="hearings")
    party = models.CharField(max_length=20)  # a party of the charter's `heard`
    is_agreed = models.BooleanField(verbose_name=_("agrees to it"))
    text = models.CharField(max_length=500, verbose_name=_("opinion"))
    said_by = models.CharField(max_length=60, blank=True, verbose_name=_("said by"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    on = models.DateField()

    objects = ScopedManager()
    scope = Scope(
        owner="change__placement__programme__owner__path",
        sender="change__placement__sending_unit__path",
        receiver="change__placement__receiving_unit__path",
        subject="change__placement__person__user",
        placement="change__placement",
        kind="change__placement__person__kind",
    )
    read_act = "change.read"

    class Meta:
        """By day; each party once."""

        ordering: ClassVar = ["on", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["change", "party"], name="one_hearing"),
        ]

    def __str__(self) -> str:
        """Give the party."""
        return self.party

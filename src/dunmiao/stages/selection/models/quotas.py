"""How many a programme takes from each system and sends to each area (001b-06)."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from dunmiao.stages.charter.models import Programme
from dunmiao.stages.organisations.models import Organisation
from dunmiao.stages.organisations.reach import Scope, ScopedManager


class Quota(models.Model):
    """A number set for one sending system (条线), or for one receiving unit with its parts."""

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="quotas")
    system = models.CharField(max_length=30, blank=True, verbose_name=_("sending system"))
    unit = models.ForeignKey(
        Organisation, models.PROTECT, null=True, related_name="+",
        verbose_name=_("receiving unit"),
    )  # fmt: skip
    number = models.PositiveIntegerField(verbose_name=_("number"))

    objects = ScopedManager()
    scope = Scope(owner="programme__owner__path")
    read_act = "quota.read"

    class Meta:
        """Systems first; once per system and per unit, exactly one of both."""

        ordering: ClassVar = ["-system", "unit__sequence", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["programme", "system"], condition=Q(unit=None), name="one_system_quota"
            ),
            models.UniqueConstraint(
                fields=["programme", "unit"], condition=~Q(unit=None), name="one_unit_quota"
            ),
            models.CheckConstraint(
                condition=Q(unit=None) ^ Q(system=""), name="quota_of_one_side"
            ),
        ]

    def __str__(self) -> str:
        """Give system or unit."""
        return self.system or str(self.unit)

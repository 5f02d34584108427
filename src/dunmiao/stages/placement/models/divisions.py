"""What a person was put in charge of, as it was decided and changed: 分工 (000-43)."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from dunmiao.stages.placement.models.placements import Placement


class Division(models.Model):
    """One division of work, from its day on until the next; the placement keeps the present one."""

    placement = models.ForeignKey(Placement, models.CASCADE, related_name="divisions")
    text = models.TextField(verbose_name=_("division of work"))
    document_no = models.CharField(
        max_length=60, blank=True, verbose_name=_("document number")
    )
    on = models.DateField(verbose_name=_("decided on"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        """Newest first."""

        ordering: ClassVar = ["-on", "-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~models.Q(text=""), name="division_says_something"),
        ]

    def __str__(self) -> str:
        """Give day and document."""
        return f"{self.on} {self.document_no}".strip()

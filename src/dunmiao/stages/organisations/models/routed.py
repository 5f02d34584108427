"""What a department asks a unit about a complaint or suggestion, in its own words."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from dunmiao.stages.organisations.models.units import Complaint, Organisation
from dunmiao.stages.organisations.reach import Scope, ScopedManager


class Routed(models.Model):
    """A question to a unit; the unit reads the question, never what was written nor by whom."""

    complaint = models.ForeignKey(Complaint, models.CASCADE, related_name="routed")
    unit = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", verbose_name=_("unit asked")
    )
    question = models.CharField(max_length=500, verbose_name=_("question"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_on = models.DateField()
    due_on = models.DateField(verbose_name=_("answer by"))
    words = models.CharField(max_length=1000, blank=True, verbose_name=_("the unit's words"))
    said_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    said_on = models.DateField(null=True)

    objects = ScopedManager()
    scope = Scope(
        owner="complaint__handled_by__path",
        sender="unit__path",
        receiver="unit__path",
        handler="unit__path",
    )
    read_act = "complaint.routed"

    class Meta:
        """By the day it is due."""

        ordering: ClassVar = ["due_on", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(due_on__gte=F("asked_on")), name="routed_in_order"),
        ]

    def __str__(self) -> str:
        """Give the number only."""
        return f"No. {self.pk}"

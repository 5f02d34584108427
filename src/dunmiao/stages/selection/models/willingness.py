"""Whether a receiving unit is willing to receive people, asked anew in each cycle."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from dunmiao.stages.charter.models import Programme
from dunmiao.stages.organisations.models import Organisation
from dunmiao.stages.organisations.reach import Scope, ScopedManager


class Willingness(models.Model):
    """A unit's yes, maybe or no for one programme, with its reason; the posts follow from it."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="willing")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="willing")
    answer = models.CharField(max_length=10, blank=True)  # yes | maybe | no; "" not answered
    reason = models.CharField(max_length=200, blank=True, verbose_name=_("reason"))
    asked_on = models.DateField()
    answered_on = models.DateField(null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = ScopedManager()
    scope = Scope(owner="programme__owner__path", receiver="organisation__path")
    read_act = "willingness.read"

    class Meta:
        """By the unit's official order; a unit is asked once in a programme."""

        ordering: ClassVar = ["organisation__sequence", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["programme", "organisation"], name="asked_once"),
            models.CheckConstraint(
                condition=Q(answer__in=("", "yes")) | ~Q(reason=""), name="no_has_a_reason"
            ),
        ]

    def __str__(self) -> str:
        """Give the unit."""
        return str(self.organisation)

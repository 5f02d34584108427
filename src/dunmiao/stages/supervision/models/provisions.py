"""What units arrange, give and do for the people they sent or took in."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from dunmiao.stages.charter.models import Programme
from dunmiao.stages.organisations.models import Organisation
from dunmiao.stages.organisations.reach import Scope, ScopedManager
from dunmiao.stages.placement.models import Placement, Team
from dunmiao.stages.supervision.models.records import OnPlacement


class Arrangement(OnPlacement):
    """The conditions of work and life, arranged and written down once (001c-31, 002-36, 001b-09).

    `items` maps each key of the charter's list to what was arranged; no photo, no proof.
    """

    items = models.JSONField(default=dict)
    read_act = "arrangement.read"

    def __str__(self) -> str:
        """Give the day."""
        return str(self.on)


class CareNote(OnPlacement):
    """A visit at a festival, in illness, help with a difficulty at home: kind and day (002-35).

    One line at most: what the matter is at somebody's home is not kept.
    """

    kind = models.CharField(max_length=30, verbose_name=_("kind"))
    text = models.CharField(max_length=80, blank=True, verbose_name=_("in a line"))
    read_act = "care.read"

    def __str__(self) -> str:
        """Give kind and day."""
        return f"{self.kind} {self.on}"


class Provision(models.Model):
    """People, money, goods, an office, a vehicle: promised, there, ended (003-24, 004-35)."""

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="provisions")
    placement = models.ForeignKey(
        Placement, models.CASCADE, null=True, related_name="provisions"
    )
    team = models.ForeignKey(Team, models.CASCADE, null=True, related_name="provisions")
    place = models.ForeignKey(
        Organisation, models.PROTECT, null=True, related_name="+", verbose_name=_("for the work at")
    )
    provider = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", verbose_name=_("given by")
    )
    kind = models.CharField(max_length=30, verbose_name=_("kind"))
    what = models.CharField(max_length=120, verbose_name=_("what is given"))
    purpose = models.CharField(max_length=120, blank=True, verbose_name=_("for what"))
    amount = models.DecimalField(
        max_digits=14, decimal_places=2, null=True, blank=True, verbose_name=_("amount (yuan)")
    )
    due_on = models.DateField(null=True, blank=True, verbose_name=_("promised by"))
    provided_on = models.DateField(null=True, verbose_name=_("there since"))
    ended_on = models.DateField(null=True, verbose_name=_("ended on"))
    reason = models.CharField(max_length=120, blank=True, verbose_name=_("reason"))
    state = models.CharField(max_length=20, default="promised")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    on = models.DateField(verbose_name=_("day"))

    objects = ScopedManager()
    scope = Scope(
        owner="programme__owner__path",
        sender="placement__sending_unit__path",
        receiver="place__path",
        handler="provider__path",
        subject="placement__person__user",
        placement="placement",
        kind="placement__person__kind",
    )
    read_act = "provision.read"

    class Meta:
        """Newest first; for one person or one group; no sum below nothing; days in order."""

        ordering: ClassVar = ["-on", "-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(placement__isnull=False, team__isnull=True)
                | Q(placement__isnull=True, team__isnull=False),
                name="provision_for_one",
            ),
            models.CheckConstraint(
                condition=Q(amount__isnull=True) | Q(amount__gte=0), name="provision_amount"
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True)
                | Q(provided_on__isnull=True)
                | Q(ended_on__gte=F("provided_on")),
                name="provision_in_order",
            ),
        ]

    def __str__(self) -> str:
        """Give what is given."""
        return self.what

"""督办: matters that the department supervises until they are settled (001b-40)."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from dunmiao.stages.organisations.models import Organisation
from dunmiao.stages.organisations.reach import Scope, ScopedManager
from dunmiao.stages.placement.models import Placement

_UNIT = "unit__path"


class Ticket(models.Model):
    """A supervised matter: what, who is responsible, by when; its notes tell the rest.

    `duty` and `duty_due_on` name the duty of the placement it comes from, where it comes from one.
    """

    owner = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    unit = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", verbose_name=_("responsible unit")
    )
    placement = models.ForeignKey(
        Placement, models.PROTECT, null=True, blank=True, related_name="tickets"
    )
    duty = models.CharField(max_length=40, blank=True)
    duty_due_on = models.DateField(null=True, blank=True)
    issue = models.CharField(max_length=300, verbose_name=_("matter"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    on = models.DateField(verbose_name=_("issued on"))
    due_on = models.DateField(verbose_name=_("settle by"))
    state = models.CharField(max_length=20, default="issued")
    closed_on = models.DateField(null=True, blank=True)

    objects = ScopedManager()
    scope = Scope(owner="owner__path", sender=_UNIT, receiver=_UNIT, handler=_UNIT)
    read_act = "ticket.read"

    class Meta:
        """Newest first; one live ticket about one duty."""

        ordering: ClassVar = ["-on", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["placement", "duty", "duty_due_on"],
                condition=Q(state__in=("issued", "under_way", "reported"), duty__gt=""),
                name="ticket_once",
            ),
            models.CheckConstraint(condition=Q(due_on__gte=F("on")), name="ticket_in_order"),
        ]

    def __str__(self) -> str:
        """Give the matter."""
        return self.issue[:40]


class TicketNote(models.Model):
    """What was done about a supervised matter, in a sentence; `state` is what it became."""

    ticket = models.ForeignKey(Ticket, models.CASCADE, related_name="notes")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    on = models.DateField()
    text = models.CharField(max_length=300, verbose_name=_("in a sentence"))
    state = models.CharField(max_length=20)

    class Meta:
        """In order."""

        ordering: ClassVar = ["on", "pk"]

    def __str__(self) -> str:
        """Give the sentence."""
        return self.text

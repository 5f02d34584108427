"""Units asked to name candidates, and whom they name by resolution of their party group."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from dunmiao.stages.charter.models import Programme
from dunmiao.stages.organisations.models import Organisation
from dunmiao.stages.organisations.reach import Scope, ScopedManager
from dunmiao.stages.people.models import Person
from dunmiao.stages.selection.models.applications import Application


class Nomination(models.Model):
    """One unit's answer to a call for nominations: whom it names, or why nobody (003-09)."""

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="nominations")
    unit = models.ForeignKey(
        Organisation, models.PROTECT, related_name="nominations", verbose_name=_("unit")
    )
    route = models.CharField(max_length=20)  # the charter's key
    state = models.CharField(max_length=20, default="asked")
    asked_on = models.DateField(verbose_name=_("asked on"))
    due_on = models.DateField(verbose_name=_("by"))
    least = models.PositiveSmallIntegerField(verbose_name=_("at least"))
    most = models.PositiveSmallIntegerField(null=True, verbose_name=_("at most"))
    limit_reason = models.CharField(
        max_length=200, blank=True, verbose_name=_("why another number")
    )
    body = models.CharField(max_length=60, blank=True, verbose_name=_("meeting"))
    met_on = models.DateField(null=True, verbose_name=_("met on"))
    resolution_no = models.CharField(
        max_length=60, blank=True, verbose_name=_("resolution reference")
    )  # a reference, never a photo (003-10)
    declined_because = models.CharField(
        max_length=300, blank=True, verbose_name=_("why nobody is named")
    )
    answered_on = models.DateField(null=True, verbose_name=_("answered on"))
    returned_because = models.CharField(
        max_length=300, blank=True, verbose_name=_("why it was sent back")
    )
    revision = models.PositiveSmallIntegerField(default=1, verbose_name=_("revision"))
    decided_on = models.DateField(null=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )

    objects = ScopedManager()
    scope = Scope(owner="programme__owner__path", sender="unit__path")
    read_act = "nomination.read"

    class Meta:
        """By the units' official order; a unit is asked once in a programme."""

        ordering: ClassVar = ["-programme", "unit__sequence", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["programme", "unit"], name="one_nomination"),
            models.CheckConstraint(
                condition=Q(most=None) | Q(most__gte=F("least")), name="nomination_room"
            ),
            models.CheckConstraint(
                condition=~Q(state="declined") | ~Q(declined_because=""), name="declined_why"
            ),
        ]

    def __str__(self) -> str:
        """Give the unit."""
        return str(self.unit)


class Nominee(models.Model):
    """A person whom a unit names, with its grounds and the rank class."""

    nomination = models.ForeignKey(Nomination, models.CASCADE, related_name="nominees")
    person = models.ForeignKey(Person, models.PROTECT, related_name="named_by")
    rank_class = models.CharField(max_length=30, blank=True, verbose_name=_("rank class"))
    reason = models.CharField(max_length=300, verbose_name=_("why this person"))
    application = models.OneToOneField(
        Application, models.SET_NULL, null=True, related_name="nominee"
    )  # once the department has taken the nomination

    objects = ScopedManager()
    scope = Scope(owner="nomination__programme__owner__path", sender="nomination__unit__path")
    read_act = "nomination.read"

    class Meta:
        """In the order of naming; once in a nomination."""

        ordering: ClassVar = ["nomination", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["nomination", "person"], name="one_nominee"),
        ]

    def __str__(self) -> str:
        """Give the person."""
        return str(self.person)

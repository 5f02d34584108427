"""Training and meetings: who is invited, who was there, who spoke, who was handed over to whom."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from dunmiao.stages.charter.models import Programme
from dunmiao.stages.development.models.mentoring import on_placement
from dunmiao.stages.organisations.models import Organisation
from dunmiao.stages.organisations.reach import Scope, ScopedManager
from dunmiao.stages.placement.models import Placement


class Gathering(models.Model):
    """A training class or a meeting of one programme (000-06, 001b-34, 003-22, 004-39).

    Of a meeting it keeps day, agenda and the number of the minutes, never what was said.
    """

    SORTS: ClassVar = [("training", _("Training")), ("meeting", _("Meeting"))]
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="gatherings")
    sort = models.CharField(max_length=10, choices=SORTS)
    kind = models.CharField(max_length=30, verbose_name=_("kind"))  # the charter's catalogues
    topic = models.CharField(max_length=80, verbose_name=_("topic"))
    held_on = models.DateField(verbose_name=_("held on"))
    until = models.DateField(null=True, blank=True, verbose_name=_("to"))
    place = models.CharField(max_length=80, blank=True, verbose_name=_("place"))
    host = models.CharField(max_length=80, blank=True, verbose_name=_("teacher or chair"))
    agenda = models.JSONField(default=list)  # lines
    need = models.CharField(max_length=60, blank=True)  # the gap it is to fill
    is_sending_off = models.BooleanField(default=False)
    state = models.CharField(max_length=20, default="planned")
    summary = models.CharField(max_length=500, blank=True, verbose_name=_("summary"))
    minutes_no = models.CharField(max_length=60, blank=True, verbose_name=_("minutes number"))
    taken_on = models.DateField(null=True)  # attendance, by the organiser
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = ScopedManager()
    scope = Scope(
        owner="programme__owner__path",
        sender="invitees__placement__sending_unit__path",
        receiver="invitees__placement__receiving_unit__path",
        subject="invitees__placement__person__user",
        placement="invitees__placement",
    )
    read_act = "gathering.read"

    class Meta:
        """Newest first."""

        ordering: ClassVar = ["-held_on", "-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("held_on")), name="gathering_in_order"
            ),
        ]

    def __str__(self) -> str:
        """Give the topic."""
        return self.topic


class Invitee(models.Model):
    """A person invited; absence is the exception that is noted, by the organiser, once."""

    gathering = models.ForeignKey(Gathering, models.CASCADE, related_name="invitees")
    placement = models.ForeignKey(Placement, models.CASCADE, related_name="invited")
    is_absent = models.BooleanField(default=False)
    is_speaker = models.BooleanField(default=False)
    speech = models.TextField(max_length=1000, blank=True, verbose_name=_("words"))
    speech_on = models.DateField(null=True)

    objects = ScopedManager()
    scope = on_placement()
    read_act = "gathering.read"

    class Meta:
        """By the receiving unit's order; invited once."""

        ordering: ClassVar = ["placement__receiving_unit__sequence", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["gathering", "placement"], name="invited_once"),
        ]

    def __str__(self) -> str:
        """Give the person."""
        return str(self.placement.person)


class Handover(models.Model):
    """集体送岗: a receiving unit takes its people over at the meeting and says so (000-06)."""

    gathering = models.ForeignKey(Gathering, models.CASCADE, related_name="handovers")
    unit = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", verbose_name=_("receiving unit")
    )
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    confirmed_on = models.DateField(null=True)
    remark = models.CharField(max_length=200, blank=True, verbose_name=_("remark"))

    objects = ScopedManager()
    scope = Scope(owner="gathering__programme__owner__path", receiver="unit__path")
    read_act = "handover.read"

    class Meta:
        """By the unit's official order; once per unit."""

        ordering: ClassVar = ["unit__sequence", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["gathering", "unit"], name="one_handover"),
        ]

    def __str__(self) -> str:
        """Give the unit."""
        return str(self.unit)


class NeedMet(models.Model):
    """A gap of a person that the organiser holds closed, by which training."""

    placement = models.ForeignKey(Placement, models.CASCADE, related_name="needs_met")
    need = models.CharField(max_length=60)
    gathering = models.ForeignKey(Gathering, models.CASCADE, null=True, related_name="closes")
    on = models.DateField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = ScopedManager()
    scope = on_placement()
    read_act = "feedback.read"

    class Meta:
        """Once per need."""

        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["placement", "need"], name="one_need_met"),
        ]

    def __str__(self) -> str:
        """Give the need."""
        return self.need

"""Matters of discipline and what follows: told, heard, found true or not, and a step taken."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from dunmiao.stages.supervision.models.records import OnPlacement


class Heard(OnPlacement):
    """Something held against a person, who has until a day to explain it in their own words."""

    explain_by = models.DateField(verbose_name=_("explain by"))
    explanation = models.CharField(max_length=500, blank=True, verbose_name=_("explanation"))
    explained_on = models.DateField(null=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    settled_on = models.DateField(null=True)
    answer = models.CharField(max_length=300, blank=True, verbose_name=_("conclusion"))

    class Meta(OnPlacement.Meta):
        """Newest first."""

        abstract = True

    def __str__(self) -> str:
        """Give the number only: records name the row, never what is held against a person."""
        return f"No. {self.pk}"


class Incident(Heard):
    """What happened in a sentence, under its class of discipline (000-31, 001c-33).

    The receiving unit's first responsible person takes note of it; the sending unit is told once
    it is found true.
    """

    discipline = models.CharField(max_length=30, verbose_name=_("class of discipline"))
    happened_on = models.DateField(verbose_name=_("happened on"))
    matter = models.CharField(max_length=300, verbose_name=_("what happened"))
    state = models.CharField(max_length=20, default="reported")
    host_noted_on = models.DateField(null=True)
    sender_told_on = models.DateField(null=True)
    sender_noted_on = models.DateField(null=True)
    read_act = "incident.read"

    class Meta(Heard.Meta):
        """The sending unit is told only of what was found true."""

        abstract = False
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(sender_told_on=None) | Q(state="confirmed"), name="told_when_true"
            ),
            models.CheckConstraint(condition=Q(happened_on__lte=F("on")), name="incident_past"),
        ]


class Measure(Heard):
    """A step of the charter's ladder, above the reminder and below the recall (004-08, 004-28)."""

    step = models.CharField(max_length=30, verbose_name=_("step"))  # the charter's ladder key
    incident = models.ForeignKey(
        Incident, models.PROTECT, null=True, related_name="measures", verbose_name=_("incident")
    )
    reason = models.CharField(max_length=500, verbose_name=_("reason"))
    state = models.CharField(max_length=20, default="proposed")
    document_no = models.CharField(max_length=60, blank=True, verbose_name=_("document number"))
    appeal = models.CharField(max_length=500, blank=True, verbose_name=_("appeal"))
    appealed_on = models.DateField(null=True)
    review = models.CharField(max_length=300, blank=True, verbose_name=_("answer to the appeal"))
    reviewed_on = models.DateField(null=True)
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    read_act = "measure.read"

    class Meta(Heard.Meta):
        """Nobody answers an appeal against their own decision."""

        abstract = False
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(reviewed_by=None) | ~Q(reviewed_by=F("settled_by")),
                name="review_by_another",
            ),
        ]


class Conduct(OnPlacement):
    """The person has read the charter's rules of conduct, once (001b-36, 001c-22).

    Rules of their own are theirs to add or not (000-30); nobody checks them.
    """

    own_rules = models.TextField(max_length=500, blank=True, verbose_name=_("rules of my own"))
    read_act = "conduct.read"

    class Meta(OnPlacement.Meta):
        """Once."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["placement"], name="one_conduct"),
        ]

    def __str__(self) -> str:
        """Give the day."""
        return str(self.on)

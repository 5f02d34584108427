"""Checks of a matter at a moment by a named inspector, and what they found."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from dunmiao.stages.charter.models import Programme
from dunmiao.stages.common.sealed import SealedTextField
from dunmiao.stages.development.models import on_placement
from dunmiao.stages.organisations.models import Organisation
from dunmiao.stages.organisations.reach import Scope, ScopedManager
from dunmiao.stages.placement.models import Placement
from dunmiao.stages.supervision.models.records import OnPlacement


class Inspection(models.Model):
    """督导检查: planned by whom the charter names; a random one by a draw anyone recomputes.

    `commitment` stands from the first day, `digest` from the freezing of the list; the seed rests
    sealed until the inspection is reported or called off. Empty for one whose persons are chosen.
    """

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="inspections")
    unit = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", verbose_name=_("carried out by")
    )
    party = models.CharField(max_length=20)  # organiser | sender | inspector
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    inspectors = models.ManyToManyField(
        settings.AUTH_USER_MODEL, related_name="inspections", db_table="supervision_inspectors"
    )
    method = models.CharField(max_length=30, verbose_name=_("way of checking"))
    title = models.CharField(max_length=120, verbose_name=_("what is looked at"))
    planned_on = models.DateField()
    first_on = models.DateField(verbose_name=_("first day of the visits"))
    last_on = models.DateField(verbose_name=_("last day of the visits"))
    state = models.CharField(max_length=20, default="planned")
    size = models.PositiveSmallIntegerField(null=True, verbose_name=_("how many are drawn"))
    seed = SealedTextField(blank=True, default="")
    commitment = models.CharField(max_length=64, blank=True)
    beacon_name = models.CharField(max_length=120, blank=True, verbose_name=_("public value"))
    beacon_on = models.DateField(null=True, verbose_name=_("known on"))
    beacon = models.CharField(max_length=120, blank=True, verbose_name=_("the public value"))
    digest = models.CharField(max_length=64, blank=True)
    left_out = models.PositiveSmallIntegerField(default=0)  # an inspector's own or kin (§76)
    committed_at = models.DateTimeField(null=True)
    frozen_at = models.DateTimeField(null=True)
    drawn_at = models.DateTimeField(null=True)
    report = models.TextField(max_length=2000, blank=True, verbose_name=_("what was found"))
    reported_on = models.DateField(null=True)
    revealed = models.CharField(max_length=64, blank=True)  # the seed, once it may be known

    objects = ScopedManager()
    scope = Scope(owner="programme__owner__path", sender="unit__path")
    read_act = "inspection.read"

    class Meta:
        """Newest first."""

        ordering: ClassVar = ["-planned_on", "-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(last_on__gte=F("first_on")), name="inspection_in_order"
            ),
            models.CheckConstraint(
                condition=Q(commitment="") | Q(size__gte=1), name="draw_has_size"
            ),
            models.UniqueConstraint(
                fields=["commitment"], condition=~Q(commitment=""), name="one_commitment"
            ),
        ]

    def __str__(self) -> str:
        """Give what is looked at."""
        return self.title

    @property
    def is_random(self) -> bool:
        """Say whether the persons are drawn."""
        return bool(self.commitment)


class Check(models.Model):
    """One person on the list of an inspection; visited where drawn, with one of three results."""

    RESULTS: ClassVar = [
        ("present", _("At post")),
        ("leave", _("On leave or borrowed back")),
        ("absent", _("Not at post")),
    ]
    inspection = models.ForeignKey(Inspection, models.CASCADE, related_name="checks")
    placement = models.ForeignKey(Placement, models.CASCADE, related_name="checks")
    code = models.CharField(max_length=20)
    is_drawn = models.BooleanField(default=False)
    result = models.CharField(max_length=10, blank=True, choices=RESULTS)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    on = models.DateField(null=True, verbose_name=_("day"))
    at = models.TimeField(null=True, blank=True, verbose_name=_("time"))
    note = models.CharField(max_length=300, blank=True, verbose_name=_("what was done there"))

    objects = ScopedManager()
    scope = on_placement()
    read_act = "check.read"

    class Meta:
        """By code; each person once in a list; a result names who looked and when."""

        ordering: ClassVar = ["code"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["inspection", "placement"], name="one_check"),
            models.CheckConstraint(
                condition=Q(result="")
                | Q(is_drawn=True, by__isnull=False, on__isnull=False),
                name="check_is_named",
            ),
        ]

    def __str__(self) -> str:
        """Give the code."""
        return self.code


class Absence(OnPlacement):
    """Not at post without a leave: told by the host or by a check, the person heard first."""

    check_row = models.OneToOneField(
        Check, models.PROTECT, null=True, related_name="absence"
    )  # empty: the receiving unit told it
    first_on = models.DateField(verbose_name=_("first day"))
    last_on = models.DateField(verbose_name=_("last day"))
    matter = models.CharField(max_length=300, verbose_name=_("what was seen"))
    state = models.CharField(max_length=20, default="reported")
    explain_by = models.DateField(verbose_name=_("explain by"))
    explanation = models.CharField(max_length=500, blank=True, verbose_name=_("explanation"))
    explained_on = models.DateField(null=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    settled_on = models.DateField(null=True)
    answer = models.CharField(max_length=300, blank=True, verbose_name=_("conclusion"))
    read_act = "absence.read"

    class Meta(OnPlacement.Meta):
        """In order; what is settled names by whom."""

        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(last_on__gte=F("first_on")), name="absence_in_order"
            ),
            models.CheckConstraint(
                condition=Q(settled_on=None) | Q(settled_by__isnull=False), name="absence_settled"
            ),
        ]

    def __str__(self) -> str:
        """Give the number only: records name the row, never what is held against a person."""
        return f"No. {self.pk}"


class Finding(models.Model):
    """What an inspection found at a unit, with the day by which it is mended (001b-39)."""

    inspection = models.ForeignKey(Inspection, models.CASCADE, related_name="findings")
    unit = models.ForeignKey(
        Organisation, models.PROTECT, related_name="findings", verbose_name=_("responsible unit")
    )
    text = models.CharField(max_length=500, verbose_name=_("what was found"))
    due_on = models.DateField(verbose_name=_("mend by"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    on = models.DateField()
    state = models.CharField(max_length=20, default="open")
    answer = models.CharField(max_length=500, blank=True, verbose_name=_("what was done"))
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    answered_on = models.DateField(null=True)
    remark = models.CharField(max_length=300, blank=True, verbose_name=_("remark"))
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    closed_on = models.DateField(null=True)

    objects = ScopedManager()
    scope = Scope(
        owner="inspection__programme__owner__path", sender="unit__path", receiver="unit__path"
    )
    read_act = "finding.read"

    class Meta:
        """By the day it is due."""

        ordering: ClassVar = ["due_on", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(due_on__gte=F("on")), name="finding_in_order"),
        ]

    def __str__(self) -> str:
        """Give the first words."""
        return self.text[:40]

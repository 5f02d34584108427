"""Rotations over post classes: schedules that advise, and the moves somebody decided on."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from dunmiao.stages.charter.models import Programme
from dunmiao.stages.development.models.mentoring import on_placement
from dunmiao.stages.organisations.reach import Scope, ScopedManager
from dunmiao.stages.placement.models import Placement
from dunmiao.stages.selection.models import Post


class Rotation(models.Model):
    """A schedule of a cohort over the post classes (002-15): advice until it is decided."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="rotations")
    number = models.PositiveSmallIntegerField()
    first_on = models.DateField(verbose_name=_("from"))
    months = models.PositiveSmallIntegerField(verbose_name=_("months of a period"))
    instance = models.JSONField(default=dict)
    result = models.JSONField(default=dict)
    state = models.CharField(max_length=20, default="drafted")
    basis = models.CharField(max_length=120, blank=True, verbose_name=_("basis"))
    decided_on = models.DateField(null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    objects = ScopedManager()
    scope = Scope(owner="programme__owner__path")
    read_act = "rotation.read"

    class Meta:
        """Newest first; one decided schedule at a time."""

        ordering: ClassVar = ["-number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["programme", "number"], name="one_rotation_number"),
            models.UniqueConstraint(
                fields=["programme"], condition=Q(state="decided"), name="one_rotation_decided"
            ),
        ]

    def __str__(self) -> str:
        """Give the number."""
        return f"#{self.number}"


class PostMove(models.Model):
    """A stint of one person in one post class, planned and then carried out."""

    rotation = models.ForeignKey(Rotation, models.CASCADE, related_name="moves")
    placement = models.ForeignKey(Placement, models.CASCADE, related_name="moves")
    post_class = models.CharField(max_length=30, verbose_name=_("post class"))
    starts_on = models.DateField(verbose_name=_("from"))
    ends_on = models.DateField(verbose_name=_("to"))
    opinion = models.CharField(max_length=200, blank=True, verbose_name=_("the person's word"))
    post = models.ForeignKey(Post, models.PROTECT, null=True, related_name="+")
    done_on = models.DateField(null=True)

    objects = ScopedManager()
    scope = on_placement()
    read_act = "move.read"

    class Meta:
        """By start; one stint begins on a day."""

        ordering: ClassVar = ["starts_on", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["placement", "starts_on"], name="one_move_a_day"),
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="move_in_order"),
        ]

    def __str__(self) -> str:
        """Give class and days."""
        return f"{self.post_class} {self.starts_on}—{self.ends_on}"

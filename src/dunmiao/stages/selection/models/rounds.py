"""The stages of a selection, and everybody's way through them."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from dunmiao.stages.charter.models import Programme
from dunmiao.stages.organisations.reach import Scope, ScopedManager
from dunmiao.stages.selection.models.applications import Application


class StageRound(models.Model):
    """One stage of a programme's selection, from open to closed."""

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="rounds")
    stage = models.CharField(max_length=30)  # the charter's stage key
    sequence = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=20, default="waiting")
    opened_on = models.DateField(null=True)
    closed_on = models.DateField(null=True)
    result = models.JSONField(default=dict)  # line per post, counts: as computed at closing

    objects = ScopedManager()
    scope = Scope(owner="programme__owner__path")
    read_act = "round.read"

    class Meta:
        """In the charter's order."""

        ordering: ClassVar = ["programme", "sequence"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["programme", "stage"], name="one_round"),
        ]

    def __str__(self) -> str:
        """Give the stage."""
        return self.stage


class StageEntry(models.Model):
    """One applicant in one stage: their score, and how they left it."""

    round = models.ForeignKey(StageRound, models.PROTECT, related_name="entries")
    application = models.ForeignKey(Application, models.PROTECT, related_name="entries")
    score = models.DecimalField(
        max_digits=6, decimal_places=2, null=True, blank=True, verbose_name=_("score")
    )
    is_absent = models.BooleanField(default=False, verbose_name=_("absent"))
    is_passed = models.BooleanField(null=True, verbose_name=_("found suitable"))  # 考察
    note = models.TextField(blank=True, verbose_name=_("findings"))  # 考察 in words
    total = models.DecimalField(max_digits=7, decimal_places=3, null=True)
    place = models.PositiveIntegerField(null=True)  # within the post, examined selection only
    outcome = models.CharField(max_length=20, blank=True)
    why = models.CharField(max_length=20, blank=True)  # for the funnel: why out, in a word
    reason = models.JSONField(default=dict)

    objects = ScopedManager()
    scope = Scope(owner="round__programme__owner__path")
    read_act = "score.read"

    class Meta:
        """One entry per applicant and stage."""

        ordering: ClassVar = ["round", "application__offer", "place", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["round", "application"], name="one_entry"),
            models.CheckConstraint(
                condition=Q(score=None) | Q(is_absent=False), name="absent_or_scored"
            ),
            models.CheckConstraint(
                condition=Q(score=None) | Q(score__gte=0), name="score_not_less"
            ),
        ]

    def __str__(self) -> str:
        """Give applicant and outcome."""
        return f"{self.application} {self.outcome}"

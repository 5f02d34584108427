"""Half-year and final appraisal, abilities, the paper tally, objections."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from dunmiao.stages.development.models import on_placement
from dunmiao.stages.organisations.reach import Scope, ScopedManager
from dunmiao.stages.placement.models import Placement


class Appraisal(models.Model):
    """One appraisal of one placement; the department's approval freezes it (001c-45)."""

    placement = models.ForeignKey(Placement, models.CASCADE, related_name="appraisals")
    kind = models.CharField(max_length=20)  # the charter's appraisal key
    due_on = models.DateField()
    state = models.CharField(max_length=20, default="open")
    summarised_on = models.DateField(null=True)
    self_summary = models.TextField(max_length=2000, blank=True, verbose_name=_("own summary"))
    grade = models.CharField(max_length=30, blank=True, verbose_name=_("grade"))
    told_on = models.DateField(null=True)
    acknowledged_on = models.DateField(null=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    approved_on = models.DateField(null=True)
    frozen = models.JSONField(default=dict)  # everything as it stood at approval

    objects = ScopedManager()
    scope = on_placement()
    read_act = "appraisal.read"

    class Meta:
        """By due day; one of a kind."""

        ordering: ClassVar = ["due_on", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["placement", "kind"], name="one_appraisal"),
        ]

    def __str__(self) -> str:
        """Give placement and kind."""
        return f"{self.placement} {self.kind}"


def on_appraisal() -> Scope:
    """Give the scope of a row that hangs on an appraisal."""
    return Scope(
        owner="appraisal__placement__programme__owner__path",
        sender="appraisal__placement__sending_unit__path",
        receiver="appraisal__placement__receiving_unit__path",
        subject="appraisal__placement__person__user",
        placement="appraisal__placement",
        kind="appraisal__placement__person__kind",
    )


class Opinion(models.Model):
    """One party's opinion: what was done, ability and integrity, and concrete deficiencies."""

    appraisal = models.ForeignKey(Appraisal, models.CASCADE, related_name="opinions")
    role = models.CharField(max_length=20)  # receiver | sender | mentor
    results = models.TextField(max_length=1500, verbose_name=_("work done and its result"))
    character = models.TextField(max_length=1500, verbose_name=_("integrity and ability"))
    deficiencies = models.TextField(max_length=1000, verbose_name=_("deficiencies"))
    grade = models.CharField(max_length=30, blank=True, verbose_name=_("grade proposed"))
    signed_by = models.CharField(max_length=60, verbose_name=_("signed by"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    on = models.DateField()

    objects = ScopedManager()
    scope = on_appraisal()
    read_act = "appraisal.read"

    class Meta:
        """Once per party."""

        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["appraisal", "role"], name="one_opinion"),
        ]

    def __str__(self) -> str:
        """Give the party."""
        return self.role


class Tally(models.Model):
    """Totals of a paper assessment, entered by two persons independently."""

    appraisal = models.ForeignKey(Appraisal, models.CASCADE, related_name="tallies")
    entry = models.PositiveSmallIntegerField()  # 1 or 2
    voters = models.PositiveIntegerField(verbose_name=_("entitled to vote"))
    given_out = models.PositiveIntegerField(default=0, verbose_name=_("papers handed out"))
    returned = models.PositiveIntegerField(verbose_name=_("papers returned"))
    invalid = models.PositiveIntegerField(default=0, verbose_name=_("invalid papers"))
    counts = models.JSONField(default=dict)  # grade key -> papers
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    on = models.DateField()

    objects = ScopedManager()
    scope = on_appraisal()
    read_act = "tally.read"

    class Meta:
        """Two entries, of two persons."""

        ordering: ClassVar = ["entry"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["appraisal", "entry"], name="one_tally"),
            models.UniqueConstraint(fields=["appraisal", "by"], name="tally_by_two"),
            models.CheckConstraint(condition=models.Q(entry__in=(1, 2)), name="tally_entry"),
        ]

    def __str__(self) -> str:
        """Give the entry."""
        return f"{self.appraisal} {self.entry}"


class AbilityRating(models.Model):
    """One ability at start, middle or end by one kind of rater, with the fact behind it."""

    placement = models.ForeignKey(Placement, models.CASCADE, related_name="ratings")
    moment = models.CharField(max_length=10)  # start | middle | end
    ability = models.CharField(max_length=30)
    rater = models.CharField(max_length=20)
    level = models.PositiveSmallIntegerField()
    fact = models.CharField(max_length=300, blank=True, verbose_name=_("fact behind it"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    on = models.DateField()

    objects = ScopedManager()
    scope = on_placement()
    read_act = "ability.read"

    class Meta:
        """Once per moment, ability and rater kind."""

        ordering: ClassVar = ["ability", "moment", "rater"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["placement", "moment", "ability", "rater"], name="one_rating"
            ),
        ]

    def __str__(self) -> str:
        """Give ability and moment."""
        return f"{self.ability} {self.moment}"


class AppraisalObjection(models.Model):
    """The person's objection, reviewed by somebody else than who wrote the opinion."""

    appraisal = models.ForeignKey(Appraisal, models.CASCADE, related_name="objections")
    text = models.TextField(max_length=2000, verbose_name=_("objection"))
    raised_on = models.DateField()
    state = models.CharField(max_length=20, default="received")
    finding = models.TextField(max_length=2000, blank=True, verbose_name=_("finding"))
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    decided_on = models.DateField(null=True)

    objects = ScopedManager()
    scope = on_appraisal()
    read_act = "appraisal_objection.read"

    class Meta:
        """By day."""

        ordering: ClassVar = ["raised_on", "pk"]

    def __str__(self) -> str:
        """Give the day."""
        return str(self.raised_on)

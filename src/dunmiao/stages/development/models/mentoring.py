"""Mentors, plans, seats at meetings, feedback on gaps."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from dunmiao.stages.organisations.reach import Scope, ScopedManager
from dunmiao.stages.placement.models import Placement


def on_placement(handler: str = "") -> Scope:
    """Give the scope of a row that hangs on a placement."""
    return Scope(
        owner="placement__programme__owner__path",
        sender="placement__sending_unit__path",
        receiver="placement__receiving_unit__path",
        subject="placement__person__user",
        placement="placement",
        kind="placement__person__kind",
        handler=handler,
    )


class Mentorship(models.Model):
    """帮带联系人 / 导师 of a placement, from a day to a day inside the term (004-32)."""

    placement = models.ForeignKey(Placement, models.CASCADE, related_name="mentorships")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="mentorships",
        verbose_name=_("account"),
    )
    name = models.CharField(max_length=60, verbose_name=_("name"))
    title = models.CharField(max_length=80, verbose_name=_("post held"))
    kind = models.CharField(max_length=30, verbose_name=_("kind of mentor"))
    starts_on = models.DateField(verbose_name=_("from"))
    ends_on = models.DateField(verbose_name=_("to"))
    document_no = models.CharField(max_length=60, blank=True, verbose_name=_("document number"))
    standing = models.CharField(max_length=20, blank=True, verbose_name=_("standing"))
    is_vouched = models.BooleanField(default=False)  # the unit vouches for the charter's qualities
    exception = models.CharField(
        max_length=200, blank=True, verbose_name=_("reason of an exception")
    )
    replaces = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="replaced_by"
    )
    end_reason = models.CharField(max_length=200, blank=True, verbose_name=_("why it ended"))

    objects = ScopedManager()
    scope = on_placement()
    read_act = "mentorship.read"

    class Meta:
        """By start; triggers keep one mentor of a kind at a time, inside the term."""

        ordering: ClassVar = ["starts_on", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="mentor_in_order"
            ),
        ]

    def __str__(self) -> str:
        """Give the mentor."""
        return f"{self.name}（{self.title}）"


class MentorNote(models.Model):
    """A mentor's short note: one sentence under one of the charter's kinds (002-26, 003-31)."""

    placement = models.ForeignKey(Placement, models.CASCADE, related_name="mentor_notes")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    on = models.DateField(verbose_name=_("day"))
    kind = models.CharField(max_length=30, blank=True, verbose_name=_("kind of note"))
    text = models.CharField(max_length=200, verbose_name=_("in a sentence"))

    objects = ScopedManager()
    scope = on_placement()
    read_act = "mentor_note.read"

    class Meta:
        """Newest first."""

        ordering: ClassVar = ["-on", "-pk"]

    def __str__(self) -> str:
        """Give kind and day: what was said stays with its readers."""
        return f"{self.kind} {self.on}"


class Plan(models.Model):
    """The individual plan, one row per revision; the fields are the charter's (002-14)."""

    placement = models.ForeignKey(Placement, models.CASCADE, related_name="plans")
    revision = models.PositiveSmallIntegerField(default=1)
    state = models.CharField(max_length=20, default="draft")
    fields = models.JSONField(default=dict)  # field key -> text
    tasks = models.JSONField(default=list)  # {"text", "place": field | desk, "role": task role}
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    agreed = models.JSONField(default=dict)  # role -> {"by": name, "on": day}
    remark = models.CharField(max_length=300, blank=True, verbose_name=_("remark"))
    proposed_on = models.DateField(null=True)
    agreed_on = models.DateField(null=True)

    objects = ScopedManager()
    scope = on_placement()
    read_act = "plan.read"

    class Meta:
        """Newest revision first."""

        ordering: ClassVar = ["-revision"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["placement", "revision"], name="one_plan_revision"),
        ]

    def __str__(self) -> str:
        """Give the revision."""
        return f"{self.placement} #{self.revision}"


class StageCheck(models.Model):
    """The check of a stage of growth, with a sentence of evidence (000-23)."""

    placement = models.ForeignKey(Placement, models.CASCADE, related_name="stage_checks")
    stage = models.CharField(max_length=40)
    on = models.DateField(verbose_name=_("day"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    is_ready = models.BooleanField(verbose_name=_("goes on to the next stage"))
    evidence = models.CharField(max_length=300, verbose_name=_("what shows it"))

    objects = ScopedManager()
    scope = on_placement()
    read_act = "plan.read"

    class Meta:
        """By day; a stage is left once."""

        ordering: ClassVar = ["on", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["placement", "stage"], condition=Q(is_ready=True), name="stage_left_once"
            ),
        ]

    def __str__(self) -> str:
        """Give stage and day."""
        return f"{self.stage} {self.on}"


class Seat(models.Model):
    """列席: the person sat in on a meeting; what was said is not stored (004-31)."""

    placement = models.ForeignKey(Placement, models.CASCADE, related_name="seats")
    meeting = models.CharField(max_length=80, verbose_name=_("meeting"))
    held_on = models.DateField(verbose_name=_("held on"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = ScopedManager()
    scope = on_placement()
    read_act = "seat.read"

    class Meta:
        """By day."""

        ordering: ClassVar = ["-held_on", "-pk"]

    def __str__(self) -> str:
        """Give the meeting."""
        return self.meeting


class Feedback(models.Model):
    """A gap or finding told to the person and a unit, with their acknowledgement (004-38, 51)."""

    placement = models.ForeignKey(Placement, models.CASCADE, related_name="feedback")
    source = models.CharField(max_length=30)  # gap | opinion_visit | appraisal
    text = models.TextField(max_length=1000, verbose_name=_("what was found"))
    direction = models.TextField(max_length=1000, blank=True, verbose_name=_("what to work on"))
    given_on = models.DateField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    to_unit = models.CharField(max_length=20)  # sender | receiver | both
    seen = models.JSONField(default=dict)  # role -> {"by": name, "on": day}

    objects = ScopedManager()
    scope = on_placement()
    read_act = "feedback.read"

    class Meta:
        """Newest first."""

        ordering: ClassVar = ["-given_on", "-pk"]

    def __str__(self) -> str:
        """Give the first words."""
        return self.text[:20]

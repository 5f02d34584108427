"""Applications, how they came in, what both sides wish, and decisions on eligibility."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from dunmiao.stages.charter.models import Programme
from dunmiao.stages.common.sealed import SealedTextField
from dunmiao.stages.organisations.models import Organisation
from dunmiao.stages.organisations.reach import Scope, ScopedManager
from dunmiao.stages.people.models import Person
from dunmiao.stages.selection.models.posts import Offer


class ImportBatch(models.Model):
    """One file: checked, then taken in, and to be taken back whole."""

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="imports")
    into = models.CharField(max_length=12, default="selection")  # selection | pool
    file_name = models.CharField(max_length=200)
    digest = models.CharField(max_length=64)
    rows = models.PositiveIntegerField(default=0)
    accepted = models.PositiveIntegerField(default=0)
    report = models.JSONField(default=dict)  # errors and warnings as the clerk reads them
    made = models.JSONField(default=list)  # [model, pk, before|null] in order, for the undo
    last_entry = models.PositiveBigIntegerField(default=0)  # audit entries after it came later
    # the file itself, sealed, until nobody needs it any more
    content = SealedTextField(blank=True, default="")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    imported_at = models.DateTimeField()
    state = models.CharField(max_length=20, default="checked")

    objects = ScopedManager()
    scope = Scope(owner="programme__owner__path")
    read_act = "import.read"
    intake: Any = None  # the reading, on a batch just taken in

    class Meta:
        """Newest first."""

        ordering: ClassVar = ["-pk"]

    def __str__(self) -> str:
        """Give the file."""
        return self.file_name


class Application(models.Model):
    """A person in the selection of one programme, from applying to being selected or leaving."""

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="applications")
    person = models.ForeignKey(Person, models.PROTECT, related_name="applications")
    sending_unit = models.ForeignKey(
        Organisation, models.PROTECT, related_name="applications", verbose_name=_("sending unit")
    )
    offer = models.ForeignKey(
        Offer,
        models.PROTECT,
        null=True,
        related_name="applications",
        verbose_name=_("post applied for"),
    )
    number = models.CharField(max_length=20, blank=True, verbose_name=_("application number"))
    route = models.CharField(max_length=20, default="open", verbose_name=_("route"))
    came_by = models.CharField(max_length=12, default="unit")  # self | unit | department
    rank_class = models.CharField(max_length=30, blank=True, verbose_name=_("rank class"))
    basis = models.CharField(max_length=120, blank=True, verbose_name=_("basis document"))
    state = models.CharField(max_length=20, default="submitted")
    applied_on = models.DateField(verbose_name=_("applied on"))
    accepts_other = models.BooleanField(default=True, verbose_name=_("accepts another post"))
    wish_note = models.CharField(max_length=200, blank=True, verbose_name=_("difficulty to know"))
    unit_opinion = models.CharField(max_length=200, blank=True, verbose_name=_("unit's opinion"))
    unit_agreed_on = models.DateField(null=True)  # the day of the opinion, either way
    is_unit_agreed = models.BooleanField(null=True, verbose_name=_("sending unit agrees"))
    findings = models.JSONField(default=list)  # of the last review: rule, result, reason
    reviewed_on = models.DateField(null=True)
    left_stage = models.CharField(max_length=30, blank=True)
    left_reason = models.JSONField(default=dict)  # {"text": …, "facts": …}
    batch = models.ForeignKey(ImportBatch, models.SET_NULL, null=True, related_name="+")

    objects = ScopedManager()
    scope = Scope(
        owner="programme__owner__path",
        sender="sending_unit__path",
        subject="person__user",
        kind="person__kind",
    )
    read_act = "application.read"

    class Meta:
        """By unit order; a person applies once in a programme."""

        ordering: ClassVar = ["sending_unit__sequence", "person__stroke_key", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["programme", "person"], name="one_application"),
        ]

    def __str__(self) -> str:
        """Give the person."""
        return str(self.person)


class Invitation(models.Model):
    """点名商调: a named person whom the organiser asks for; the unit answers (004-20)."""

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="invitations")
    person = models.ForeignKey(Person, models.PROTECT, related_name="invitations")
    sending_unit = models.ForeignKey(
        Organisation, models.PROTECT, related_name="invitations", verbose_name=_("sending unit")
    )
    reason = models.CharField(max_length=200, verbose_name=_("why this person"))
    state = models.CharField(max_length=20, default="sent")
    sent_on = models.DateField()
    answer = models.CharField(max_length=200, blank=True, verbose_name=_("the unit's answer"))
    answered_on = models.DateField(null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = ScopedManager()
    scope = Scope(owner="programme__owner__path", sender="sending_unit__path")
    read_act = "invitation.read"

    class Meta:
        """Newest first; a person is asked for once in a programme."""

        ordering: ClassVar = ["-sent_on", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["programme", "person"], name="one_invitation"),
        ]

    def __str__(self) -> str:
        """Give the person."""
        return str(self.person)


class Wish(models.Model):
    """A ranked wish: of the person for a post, or of the receiving unit for a person."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="wishes")
    offer = models.ForeignKey(Offer, models.CASCADE, related_name="wishes")
    side = models.CharField(max_length=10)  # person | unit
    rank = models.PositiveSmallIntegerField()

    objects = ScopedManager()
    scope = Scope(owner="application__programme__owner__path", subject="application__person__user")
    read_act = "application.read"

    class Meta:
        """By rank; once per side and pair."""

        ordering: ClassVar = ["side", "rank"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["application", "offer", "side"], name="one_wish"),
        ]

    def __str__(self) -> str:
        """Give side and rank."""
        return f"{self.side} {self.rank}"


class EligibilityOverride(models.Model):
    """A person's decision against or beside the computed finding, with the reason."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="overrides")
    rule = models.CharField(max_length=60)
    is_passed = models.BooleanField()
    reason = models.CharField(max_length=300, verbose_name=_("reason"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    decided_on = models.DateField()

    class Meta:
        """The latest decision per rule stands."""

        ordering: ClassVar = ["decided_on", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["application", "rule"], name="one_override"),
        ]

    def __str__(self) -> str:
        """Give rule and verdict."""
        return f"{self.rule} {self.is_passed}"

"""What the committee decided, and its being made public."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from dunmiao.stages.charter.models import Programme
from dunmiao.stages.organisations.reach import Scope, ScopedManager
from dunmiao.stages.selection.models.applications import Application
from dunmiao.stages.selection.models.posts import Offer


class Decision(models.Model):
    """What the committee decided (常委会研究): the plan only advises."""

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="decisions")
    body = models.CharField(max_length=80, verbose_name=_("deciding body"))
    met_on = models.DateField(verbose_name=_("met on"))
    document_no = models.CharField(max_length=60, verbose_name=_("minutes reference"))
    note = models.TextField(blank=True, verbose_name=_("note"))
    plan = models.PositiveBigIntegerField(null=True)  # the match plan it had before it

    objects = ScopedManager()
    scope = Scope(owner="programme__owner__path")
    read_act = "decision.read"

    class Meta:
        """Newest first."""

        ordering: ClassVar = ["-met_on", "-pk"]

    def __str__(self) -> str:
        """Give body and reference."""
        return f"{self.body} {self.document_no}"


class DecisionLine(models.Model):
    """One person and the post the committee gave them."""

    decision = models.ForeignKey(Decision, models.CASCADE, related_name="lines")
    application = models.ForeignKey(Application, models.PROTECT, related_name="decided")
    offer = models.ForeignKey(Offer, models.PROTECT, related_name="decided")
    differs = models.CharField(max_length=200, blank=True, verbose_name=_("why not as planned"))
    instead_of = models.ForeignKey(
        Application, models.PROTECT, null=True, related_name="+", verbose_name=_("instead of")
    )  # 递补
    publicity = models.ForeignKey(
        "Publicity", models.PROTECT, null=True, related_name="lines"
    )  # a replacement is shown in a notice of its own

    class Meta:
        """Once per person."""

        ordering: ClassVar = ["offer__post__organisation__sequence", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["decision", "application"], name="one_line"),
        ]

    def __str__(self) -> str:
        """Give the person."""
        return str(self.application)


class Publicity(models.Model):
    """公示 of persons and posts for the charter's working days."""

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="publicities")
    decision = models.ForeignKey(Decision, models.PROTECT, related_name="publicities")
    starts_on = models.DateField(verbose_name=_("from"))
    ends_on = models.DateField(verbose_name=_("to"))
    working_days = models.PositiveSmallIntegerField()
    contact = models.CharField(max_length=120, verbose_name=_("where to object"))
    state = models.CharField(max_length=20, default="posted")

    objects = ScopedManager()
    scope = Scope(owner="programme__owner__path")
    read_act = "publicity.read"

    class Meta:
        """Newest first."""

        ordering: ClassVar = ["-starts_on", "-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="publicity_order"
            ),
        ]

    def __str__(self) -> str:
        """Give the days."""
        return f"{self.starts_on}—{self.ends_on}"


class PublicityObjection(models.Model):
    """An objection received during publicity; its contents never enter a dossier by default."""

    publicity = models.ForeignKey(Publicity, models.PROTECT, related_name="objections")
    application = models.ForeignKey(
        Application, models.PROTECT, related_name="objections", verbose_name=_("person concerned")
    )
    received_on = models.DateField(verbose_name=_("received on"))
    source = models.CharField(max_length=60, verbose_name=_("from"))
    text = models.TextField(verbose_name=_("objection"))
    state = models.CharField(max_length=20, default="received")
    finding = models.TextField(blank=True, verbose_name=_("finding"))
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    decided_on = models.DateField(null=True)

    objects = ScopedManager()
    scope = Scope(owner="publicity__programme__owner__path")
    read_act = "objection.read"

    class Meta:
        """By day."""

        ordering: ClassVar = ["received_on", "pk"]

    def __str__(self) -> str:
        """Give the person concerned."""
        return str(self.application)

"""What follows the term, and the filed dossier."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from dunmiao.stages.development.models import on_placement
from dunmiao.stages.organisations.models import Organisation
from dunmiao.stages.organisations.reach import ScopedManager
from dunmiao.stages.placement.models import Placement


class Disposition(models.Model):
    """期满去向: what follows the term, with basis and deciding body."""

    placement = models.ForeignKey(Placement, models.CASCADE, related_name="dispositions")
    kind = models.CharField(max_length=20, verbose_name=_("disposition"))
    basis = models.TextField(max_length=1000, verbose_name=_("basis"))
    state = models.CharField(max_length=20, default="proposed")
    proposed_on = models.DateField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    deciding_body = models.CharField(max_length=80, blank=True, verbose_name=_("deciding body"))
    decided_on = models.DateField(null=True, verbose_name=_("decided on"))
    document_no = models.CharField(max_length=60, blank=True, verbose_name=_("document number"))
    to_unit = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("unit afterwards"),
    )
    to_post = models.CharField(max_length=80, blank=True, verbose_name=_("post afterwards"))
    until_on = models.DateField(null=True, blank=True, verbose_name=_("extended to"))
    carried_out_on = models.DateField(null=True)

    objects = ScopedManager()
    scope = on_placement()
    read_act = "disposition.read"

    class Meta:
        """Newest first."""

        ordering: ClassVar = ["-proposed_on", "-pk"]

    def __str__(self) -> str:
        """Give the kind."""
        return self.kind


class Filing(models.Model):
    """A dossier handed to the archive: what was in it and its digest, as it was that day."""

    placement = models.ForeignKey(Placement, models.PROTECT, related_name="filings")
    made_on = models.DateField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    catalogue = models.JSONField(default=list)  # [{"title", "pages"}]
    digest = models.CharField(max_length=64)
    reason = models.CharField(max_length=300, blank=True)  # why something is missing

    objects = ScopedManager()
    scope = on_placement()
    read_act = "dossier.read"

    class Meta:
        """Newest first."""

        ordering: ClassVar = ["-made_on", "-pk"]

    def __str__(self) -> str:
        """Give the day."""
        return str(self.made_on)

    @classmethod
    def of(cls, placement: Any) -> models.QuerySet[Filing]:
        """Give the filings of a placement, or of the placement of an outer query."""
        return cls.objects.filter(placement=placement)

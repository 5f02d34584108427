"""What somebody who comes to a place for the first time needs to know of it."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from dunmiao.stages.organisations.models import Organisation
from dunmiao.stages.organisations.reach import Scope, ScopedManager


class WelcomePack(models.Model):
    """到岗须知: a receiving unit's facts, local words and dialect, contacts, practical notes.

    One per unit, kept by the unit; every change stands in the audit trail (000-26).
    """

    TEXTS: ClassVar = ("facts", "terms", "contacts", "notes")

    organisation = models.OneToOneField(
        Organisation, models.CASCADE, related_name="welcome_pack", verbose_name=_("unit")
    )
    facts = models.TextField(blank=True, verbose_name=_("the place in brief"))
    terms = models.TextField(blank=True, verbose_name=_("local terms and dialect"))  # 方言
    contacts = models.TextField(blank=True, verbose_name=_("whom to ask"))
    notes = models.TextField(blank=True, verbose_name=_("practical notes"))
    updated_on = models.DateField(verbose_name=_("updated on"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = ScopedManager()
    scope = Scope(owner="organisation__path", receiver="organisation__path")
    read_act = "welcome.read"

    class Meta:
        """By unit; a pack says something."""

        ordering: ClassVar = ["organisation__sequence", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(facts="", terms="", contacts="", notes=""), name="welcome_says"
            ),
        ]

    def __str__(self) -> str:
        """Give the unit."""
        return str(self.organisation)

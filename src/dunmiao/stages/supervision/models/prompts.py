"""Prompts about duties, their way to people, and each person's own calendar feed."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from dunmiao.stages.development.models import on_placement
from dunmiao.stages.organisations.models import Organisation
from dunmiao.stages.organisations.reach import Scope, ScopedManager
from dunmiao.stages.placement.models import Placement


class Prompt(models.Model):
    """到期提醒: one step of the charter about one occurrence of a duty; it goes out once.

    `to` is the role it went to, `readers` the persons who held that role on the day.
    """

    placement = models.ForeignKey(Placement, models.CASCADE, related_name="prompts")
    duty = models.CharField(max_length=40)
    number = models.PositiveSmallIntegerField()
    step = models.CharField(max_length=40)
    owed_by = models.CharField(max_length=30)
    to = models.CharField(max_length=30, verbose_name=_("sent to"))
    due_on = models.DateField(verbose_name=_("due"))
    on = models.DateField(db_index=True, verbose_name=_("sent on"))
    readers = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="prompts")

    objects = ScopedManager()
    scope = on_placement()
    read_act = "prompt.read"

    class Meta:
        """Newest first; each step of an occurrence once."""

        ordering: ClassVar = ["-on", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["placement", "duty", "number", "step"], name="prompt_once"
            ),
        ]

    def __str__(self) -> str:
        """Give duty and step."""
        return f"{self.duty} {self.step}"


class Delivery(models.Model):
    """One message to one person on one day through one channel, and how far it came.

    `lines` is what the reader owes: names of duties and their days, no person's name. A gateway
    is told `items` only, how many.
    """

    CHANNELS: ClassVar = [("email", _("E-mail")), ("gateway", _("Message gateway"))]

    owner = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    on = models.DateField(verbose_name=_("day"))
    channel = models.CharField(max_length=10, choices=CHANNELS, verbose_name=_("channel"))
    items = models.PositiveIntegerField(verbose_name=_("number of items"))
    lines = models.JSONField(default=list)
    state = models.CharField(max_length=20, default="queued", db_index=True)
    attempts = models.PositiveSmallIntegerField(default=0, verbose_name=_("attempts"))
    fault = models.CharField(max_length=200, blank=True, verbose_name=_("fault"))

    objects = ScopedManager()
    scope = Scope(owner="owner__path")
    read_act = "delivery.read"

    class Meta:
        """Newest first; one a day."""

        ordering: ClassVar = ["-on", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["owner", "user", "on", "channel"], name="delivery_once_a_day"
            ),
            models.CheckConstraint(condition=Q(items__gt=0), name="delivery_of_something"),
        ]

    def __str__(self) -> str:
        """Give channel and day."""
        return f"{self.channel} {self.on}"


class Feed(models.Model):
    """The private calendar address of one person: a new `serial` makes every older one void."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="feed")
    serial = models.PositiveIntegerField(default=1)
    is_on = models.BooleanField(default=True)
    made_on = models.DateField()

    class Meta:
        """By number."""

        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        """Give the number only: the address is a secret."""
        return f"No. {self.pk}"

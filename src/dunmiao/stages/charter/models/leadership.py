"""Who stands over a programme: its groups with their members, and the offices that share it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from dunmiao.stages.charter.models.programmes import Programme
from dunmiao.stages.organisations.models import Organisation
from dunmiao.stages.organisations.reach import Scope, ScopedManager


class LeadingGroup(models.Model):
    """领导小组 or 指导小组 of a programme, with its office and founding document (001b-03)."""

    LEADING, GUIDANCE = "leading", "guidance"
    KINDS: ClassVar = [(LEADING, _("Leading group")), (GUIDANCE, _("Guidance group"))]
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="groups")
    kind = models.CharField(max_length=10, choices=KINDS, verbose_name=_("kind"))
    name = models.CharField(max_length=80, verbose_name=_("name"))
    office = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", verbose_name=_("office at")
    )
    document_title = models.CharField(max_length=160, verbose_name=_("founding document"))
    document_no = models.CharField(max_length=60, blank=True, verbose_name=_("document number"))
    founded_on = models.DateField(verbose_name=_("set up on"))
    dissolved_on = models.DateField(null=True, blank=True, verbose_name=_("dissolved on"))

    objects = ScopedManager()
    scope = Scope(owner="programme__owner__path")
    read_act = "programme.read"

    class Meta:
        """By the day of setting up; one live group of a kind in a programme."""

        ordering: ClassVar = ["founded_on", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["programme", "kind"],
                condition=models.Q(dissolved_on=None),
                name="one_live_group",
            ),
        ]

    def __str__(self) -> str:
        """Give the name."""
        return self.name


class GroupMember(models.Model):
    """One member of a group: head, deputy, member, or head of its office."""

    PARTS: ClassVar = [
        ("head", _("Head of the group")),
        ("deputy", _("Deputy head of the group")),
        ("member", _("Member of the group")),
        ("office_head", _("Head of its office")),
    ]
    group = models.ForeignKey(LeadingGroup, models.CASCADE, related_name="members")
    part = models.CharField(max_length=12, choices=PARTS)
    name = models.CharField(max_length=60)
    title = models.CharField(max_length=80)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        """As the founding document lists them."""

        ordering: ClassVar = ["order", "pk"]

    def __str__(self) -> str:
        """Give name and post."""
        return f"{self.name}（{self.title}）"


class CoOrganiser(models.Model):
    """An office that issues and organises a programme together with its owner (003-02, 000-50)."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="co_organisers")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=30, blank=True)  # the personnel kind it answers for
    part = models.CharField(max_length=120, blank=True)  # what falls to it

    class Meta:
        """By the units' official order."""

        ordering: ClassVar = ["organisation__sequence", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["programme", "organisation"], name="one_co_organiser"),
        ]

    def __str__(self) -> str:
        """Give the office."""
        return str(self.organisation)

"""Match plans, placements, the posts held, notices, groups."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from dunmiao.stages.charter.models import CharterVersion, Programme
from dunmiao.stages.organisations.models import Organisation
from dunmiao.stages.organisations.reach import Scope, ScopedManager
from dunmiao.stages.people.models import Person
from dunmiao.stages.selection.models import Application, Decision, Offer, Post


class MatchMark(models.Model):
    """A pin or a forbidding a person put on the board, with the reason."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="marks")
    application = models.ForeignKey(Application, models.CASCADE, related_name="marks")
    offer = models.ForeignKey(Offer, models.CASCADE, related_name="marks")
    kind = models.CharField(max_length=10)  # pin | forbid
    reason = models.CharField(max_length=200, verbose_name=_("reason"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = ScopedManager()
    scope = Scope(owner="programme__owner__path")
    read_act = "match.read"

    class Meta:
        """One mark per pair."""

        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["application", "offer"], name="one_mark"),
        ]

    def __str__(self) -> str:
        """Give kind and pair."""
        return f"{self.kind} {self.application}→{self.offer}"


class MatchPlan(models.Model):
    """A solved plan: the instance it was made from and what came out; advice, not a decision."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="plans")
    number = models.PositiveSmallIntegerField()
    note = models.CharField(max_length=120, blank=True, verbose_name=_("note"))
    instance = models.JSONField(default=dict)
    result = models.JSONField(default=dict)
    facts = models.JSONField(default=dict)  # the parts of every fit, for the board
    state = models.CharField(max_length=20, default="drafted")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    objects = ScopedManager()
    scope = Scope(owner="programme__owner__path")
    read_act = "match.read"

    class Meta:
        """Newest first."""

        ordering: ClassVar = ["-number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["programme", "number"], name="one_plan_number"),
        ]

    def __str__(self) -> str:
        """Give the number."""
        return f"#{self.number}"


class Placement(models.Model):
    """挂职: a person, a sending and a receiving unit, dated, under one charter version."""

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="placements")
    charter = models.ForeignKey(CharterVersion, models.PROTECT, related_name="placements")
    application = models.OneToOneField(
        Application, models.PROTECT, null=True, related_name="placement"
    )
    decision = models.ForeignKey(Decision, models.PROTECT, null=True, related_name="placements")
    person = models.ForeignKey(Person, models.PROTECT, related_name="placements")
    sending_unit = models.ForeignKey(
        Organisation, models.PROTECT, related_name="sent", verbose_name=_("sending unit")
    )
    receiving_unit = models.ForeignKey(
        Organisation, models.PROTECT, related_name="received", verbose_name=_("receiving unit")
    )
    sending_post = models.CharField(max_length=80, blank=True)  # held when the term began
    direction = models.CharField(max_length=12, verbose_name=_("direction"))
    front = models.CharField(max_length=30, blank=True, verbose_name=_("front"))
    state = models.CharField(max_length=20, default="proposed")
    starts_on = models.DateField(verbose_name=_("from"))
    ends_on = models.DateField(verbose_name=_("to"))  # planned; moved by an extension
    extensions = models.PositiveSmallIntegerField(default=0)  # how often it was lengthened
    ended_on = models.DateField(null=True)  # null: still running or not begun
    arrived_on = models.DateField(null=True, verbose_name=_("arrived on"))
    end_reason = models.CharField(max_length=300, blank=True)
    division_of_work = models.TextField(blank=True, verbose_name=_("division of work"))  # 分工
    division_on = models.DateField(null=True)
    # who answers for it by name, by the charter's responsibility key (002-22)
    answerable = models.JSONField(default=dict)
    # versions it followed before, oldest first: [charter id, first day it no longer counts]
    earlier_charters = models.JSONField(default=list)

    objects = ScopedManager()
    scope = Scope(
        owner="programme__owner__path",
        sender="sending_unit__path",
        receiver="receiving_unit__path",
        subject="person__user",
        placement="pk",
        kind="person__kind",
    )
    read_act = "placement.read"

    class Meta:
        """By receiving unit's order; triggers refuse overlapping terms of one person."""

        ordering: ClassVar = ["receiving_unit__sequence", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="term_in_order"),
            models.CheckConstraint(
                condition=~Q(sending_unit=F("receiving_unit")), name="two_units"
            ),
        ]

    def __str__(self) -> str:
        """Give person and receiving unit."""
        return f"{self.person} → {self.receiving_unit}"


class Holding(models.Model):
    """Who held a post from when to when; the database refuses double booking and gaps outside."""

    placement = models.ForeignKey(Placement, models.PROTECT, related_name="holdings")
    post = models.ForeignKey(Post, models.PROTECT, related_name="holdings")
    starts_on = models.DateField()
    ends_on = models.DateField()

    class Meta:
        """By start."""

        ordering: ClassVar = ["starts_on", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="holding_in_order"
            ),
        ]

    def __str__(self) -> str:
        """Give post and days."""
        return f"{self.post} {self.starts_on}—{self.ends_on}"


class RelationRow(models.Model):
    """One row of the relations table (004-18): what stays at home and what moves."""

    placement = models.ForeignKey(Placement, models.CASCADE, related_name="relations")
    kind = models.CharField(max_length=30)  # the charter's relation key
    at = models.CharField(max_length=20)  # stays | moves | temporary_branch
    letter_no = models.CharField(max_length=60, blank=True, verbose_name=_("letter number"))
    moved_on = models.DateField(null=True, verbose_name=_("moved on"))
    returned_on = models.DateField(null=True, verbose_name=_("moved back on"))

    class Meta:
        """Once per kind."""

        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["placement", "kind"], name="one_relation"),
        ]

    def __str__(self) -> str:
        """Give kind and place."""
        return f"{self.kind} {self.at}"


class Notice(models.Model):
    """A paper that went out (notice, roster, letter, public notice), as it stood then."""

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="notices")
    placement = models.ForeignKey(Placement, models.PROTECT, null=True, related_name="notices")
    kind = models.CharField(max_length=30)
    number = models.CharField(max_length=60, blank=True, verbose_name=_("document number"))
    version = models.PositiveSmallIntegerField(default=1)
    issued_on = models.DateField(verbose_name=_("issued on"))
    data = models.JSONField(default=dict)  # what the paper was made from
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = ScopedManager()
    scope = Scope(
        owner="programme__owner__path",
        placement="placement",
        sender="placement__sending_unit__path",
        receiver="placement__receiving_unit__path",
        subject="placement__person__user",
    )
    read_act = "notice.read"

    class Meta:
        """Newest first."""

        ordering: ClassVar = ["-issued_on", "-pk"]

    def __str__(self) -> str:
        """Give kind and number."""
        return f"{self.kind} {self.number}"


class Team(models.Model):
    """A group of placements with its own leader, secretary and liaison officer."""

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="teams")
    name = models.CharField(max_length=60, verbose_name=_("name"))
    members = models.ManyToManyField(Placement, related_name="teams")

    objects = ScopedManager()
    scope = Scope(owner="programme__owner__path", placement="members")
    read_act = "team.read"

    class Meta:
        """By name."""

        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        """Give the name."""
        return self.name


class TeamRole(models.Model):
    """Leader, branch secretary or liaison officer of a group: a relation, not a rank."""

    KINDS: ClassVar = [
        ("team_leader", _("Team leader")),
        ("branch_secretary", _("Branch secretary")),
        ("liaison", _("Liaison officer")),
    ]
    team = models.ForeignKey(Team, models.CASCADE, related_name="roles")
    kind = models.CharField(max_length=20, choices=KINDS)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="team_roles")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)

    class Meta:
        """By start."""

        ordering: ClassVar = ["starts_on", "pk"]

    def __str__(self) -> str:
        """Give kind and user."""
        return f"{self.kind} {self.user}"

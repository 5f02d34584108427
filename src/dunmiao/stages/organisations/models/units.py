"""The tree of units, who may do what in it, and who answers for what."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from dunmiao.stages.organisations.reach import Scope, ScopedManager
from dunmiao.stages.organisations.roles import GRANTED, ROLES


class Organisation(models.Model):
    """A unit in the tree; `parent` is the truth, `path` ("1/4/9/") is kept by the action."""

    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("parent unit"),
    )
    path = models.CharField(max_length=120, unique=True, db_index=True)
    name = models.CharField(max_length=80, verbose_name=_("name"))
    short_name = models.CharField(max_length=30, verbose_name=_("short name"))
    kind = models.CharField(max_length=30, verbose_name=_("kind"))  # engine.codes
    system = models.CharField(max_length=30, blank=True, verbose_name=_("system"))  # 条线
    sequence = models.PositiveIntegerField(default=9999, verbose_name=_("official order"))
    headcount = models.PositiveIntegerField(default=0, verbose_name=_("staff"))
    features = models.JSONField(default=list)  # place attributes that fit predicates may name
    area_code = models.CharField(
        max_length=12, blank=True, verbose_name=_("administrative division code")
    )  # GB/T 2260, 10114; units below without one lie in the same area
    is_active = models.BooleanField(default=True)

    objects = ScopedManager()
    scope = Scope(owner="path", sender="path", receiver="path", office="path", handler="path")
    read_act = "organisation.read"

    class Meta:
        """By the official order (建制顺序)."""

        ordering: ClassVar = ["sequence", "pk"]

    def __str__(self) -> str:
        """Give the short name, as lists show it."""
        return self.short_name or self.name


class DatedQuerySet(models.QuerySet[Any]):
    """Rows with starts_on and an open or dated ends_on."""

    def live(self, on: date) -> Self:
        """Keep the rows in force on that day, both ends included."""
        return self.filter(Q(ends_on=None) | Q(ends_on__gte=on), starts_on__lte=on)


DatedManager = models.Manager.from_queryset(DatedQuerySet)


def in_order(name: str) -> models.CheckConstraint:
    """Give the constraint that a period does not end before it starts."""
    return models.CheckConstraint(
        condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")), name=name
    )


class Grant(models.Model):
    """A role over a subtree, from a day, perhaps to a day."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="grants")
    role = models.CharField(
        max_length=30, choices=[(key, ROLES[key].name) for key in GRANTED], verbose_name=_("role")
    )
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="grants", verbose_name=_("unit")
    )
    kind = models.CharField(max_length=30, blank=True, verbose_name=_("personnel kind"))
    starts_on = models.DateField(verbose_name=_("from"))
    ends_on = models.DateField(null=True, blank=True, verbose_name=_("to"))
    basis = models.CharField(max_length=120, blank=True, verbose_name=_("basis"))

    objects = DatedManager()

    class Meta:
        """By start."""

        ordering: ClassVar = ["starts_on", "pk"]
        constraints: ClassVar = [in_order("grant_in_order")]

    def __str__(self) -> str:
        """Give role and unit."""
        return f"{self.role} {self.organisation}"


class Delegation(models.Model):
    """Named acts lent by one user to another for some days; shown in every record made under it."""

    grantor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="lent",
        verbose_name=_("delegating person"),
    )
    delegate = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="borrowed",
        verbose_name=_("delegate"),
    )
    acts = models.JSONField(default=list, verbose_name=_("delegated acts"))
    reason = models.CharField(max_length=200, verbose_name=_("reason"))
    starts_on = models.DateField(verbose_name=_("from"))
    ends_on = models.DateField(verbose_name=_("to"))
    ended_on = models.DateField(null=True)  # null: not taken back early

    objects = DatedManager()

    class Meta:
        """By start; nobody delegates to themselves."""

        ordering: ClassVar = ["-starts_on", "-pk"]
        constraints: ClassVar = [
            in_order("delegation_in_order"),
            models.CheckConstraint(condition=~Q(grantor=F("delegate")), name="delegate_other"),
        ]

    def __str__(self) -> str:
        """Give both names."""
        return f"{self.grantor} → {self.delegate}"

    def covers(self, act: str, on: date) -> bool:
        """Say whether `act` is lent on that day."""
        last = min(self.ends_on, self.ended_on) if self.ended_on else self.ends_on
        return act in self.acts and self.starts_on <= on <= last


class Contact(models.Model):
    """Who answers for what in a unit: 第一责任人, 分管领导, 联络员 (004-05, 003-16); dated."""

    FIRST, IN_CHARGE, CLERK = "first_responsible", "leader_in_charge", "clerk"
    KINDS: ClassVar = [
        (FIRST, _("First responsible person")),
        (IN_CHARGE, _("Leader in charge")),
        (CLERK, _("Liaison clerk")),
    ]
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="contacts", verbose_name=_("unit")
    )
    kind = models.CharField(max_length=30, choices=KINDS, verbose_name=_("responsibility"))
    name = models.CharField(max_length=60, verbose_name=_("name"))
    title = models.CharField(max_length=80, verbose_name=_("post held"))
    phone = models.CharField(max_length=30, blank=True, verbose_name=_("office phone"))
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    starts_on = models.DateField(verbose_name=_("from"))
    ends_on = models.DateField(null=True, blank=True, verbose_name=_("to"))

    objects = ScopedManager()
    scope = Scope(
        owner="organisation__path", sender="organisation__path", receiver="organisation__path"
    )
    read_act = "organisation.read"

    class Meta:
        """By unit and kind; one live holder of a kind in a unit."""

        ordering: ClassVar = ["organisation__sequence", "kind", "-starts_on"]
        constraints: ClassVar = [
            in_order("contact_in_order"),
            models.UniqueConstraint(
                fields=["organisation", "kind"], condition=Q(ends_on=None), name="one_live_contact"
            ),
        ]

    def __str__(self) -> str:
        """Give name and post."""
        return f"{self.name}（{self.title}）"


class Complaint(models.Model):
    """投诉建议: a complaint or suggestion, never handled by the party complained of (DESIGN)."""

    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    about = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="complaints",
        verbose_name=_("unit concerned"),
    )
    handled_by = models.ForeignKey(Organisation, models.PROTECT, related_name="to_handle")
    text = models.TextField(max_length=2000, verbose_name=_("what happened"))
    page = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=20, default="received")
    answer = models.TextField(max_length=2000, blank=True, verbose_name=_("answer"))
    answered_on = models.DateField(null=True)
    received_on = models.DateField()
    is_named = models.BooleanField(default=True, verbose_name=_("show my name to the handler"))

    objects = ScopedManager()
    scope = Scope(owner="handled_by__path", subject="by")
    read_act = "complaint.read"

    class Meta:
        """Newest first."""

        ordering: ClassVar = ["-received_on", "-pk"]

    def __str__(self) -> str:
        """Give the number only: the audit trail shows names of objects, never what was written."""
        return f"No. {self.pk}"

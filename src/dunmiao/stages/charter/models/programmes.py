"""Charter versions, and the programmes that run under them."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from dunmiao.stages.organisations.models import Organisation
from dunmiao.stages.organisations.reach import Scope, ScopedManager


class CharterVersion(models.Model):
    """One text of a 办法: a draft that may be edited, then adopted and never changed again."""

    owner = models.ForeignKey(Organisation, models.PROTECT, related_name="charters")
    key = models.CharField(max_length=40, db_index=True)
    version = models.CharField(max_length=20)
    name = models.CharField(max_length=80)
    text = models.TextField()  # the TOML
    digest = models.CharField(max_length=64)
    adopted_on = models.DateField(null=True)
    adopted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    document_no = models.CharField(max_length=60, blank=True)
    copied_from = models.ForeignKey("self", models.PROTECT, null=True, related_name="copies")

    objects = ScopedManager()
    scope = Scope(owner="owner__path")
    read_act = "charter.read"

    class Meta:
        """By key, newest version first; one row per owner, key and version."""

        ordering: ClassVar = ["key", "-version"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["owner", "key", "version"], name="one_version"),
        ]

    def __str__(self) -> str:
        """Give name and version."""
        return f"{self.name} {self.version}"

    @property
    def is_draft(self) -> bool:
        """Say that it is still being written: no programme may run under it."""
        return self.adopted_on is None


class LongTermPlan(models.Model):
    """长期规划: what several years of programmes are to reach; individual plans are below it."""

    owner = models.ForeignKey(Organisation, models.PROTECT, related_name="long_term_plans")
    title = models.CharField(max_length=120, verbose_name=_("title of the plan"))
    from_year = models.PositiveSmallIntegerField(verbose_name=_("from year"))
    to_year = models.PositiveSmallIntegerField(verbose_name=_("to year"))
    aims = models.TextField(max_length=4000, verbose_name=_("aims"))
    yearly_quota = models.PositiveIntegerField(default=0, verbose_name=_("persons a year"))
    document_no = models.CharField(max_length=60, blank=True, verbose_name=_("document number"))
    decided_on = models.DateField(null=True, blank=True, verbose_name=_("decided on"))

    objects = ScopedManager()
    scope = Scope(owner="owner__path")
    read_act = "programme.read"

    class Meta:
        """Newest first."""

        ordering: ClassVar = ["-from_year", "-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(to_year__gte=F("from_year")), name="years_in_order"
            ),
        ]

    def __str__(self) -> str:
        """Give title and years."""
        return f"{self.title}（{self.from_year}—{self.to_year}）"


class Programme(models.Model):
    """One cohort run under one charter version: the record a whole year hangs on (000-01)."""

    owner = models.ForeignKey(
        Organisation, models.PROTECT, related_name="programmes", verbose_name=_("organising unit")
    )
    charter = models.ForeignKey(
        CharterVersion, models.PROTECT, related_name="programmes", verbose_name=_("charter")
    )
    name = models.CharField(max_length=120, verbose_name=_("name"))
    year = models.PositiveSmallIntegerField(verbose_name=_("year"))
    state = models.CharField(max_length=20, default="draft")
    approving_body = models.CharField(max_length=80, blank=True, verbose_name=_("approving body"))
    approved_on = models.DateField(null=True, blank=True, verbose_name=_("approved on"))
    basis_title = models.CharField(max_length=160, blank=True, verbose_name=_("basis document"))
    basis_no = models.CharField(max_length=60, blank=True, verbose_name=_("document number"))
    leading_person = models.CharField(max_length=60, blank=True, verbose_name=_("leading person"))
    leading_post = models.CharField(max_length=80, blank=True, verbose_name=_("leading post"))
    requirements = models.TextField(blank=True, verbose_name=_("requirements"))
    requirements_on = models.DateField(null=True, blank=True, verbose_name=_("requirements of"))
    quota = models.PositiveIntegerField(default=0, verbose_name=_("number to be selected"))
    opens_on = models.DateField(null=True, blank=True, verbose_name=_("applications open"))
    closes_on = models.DateField(null=True, blank=True, verbose_name=_("applications close"))
    starts_on = models.DateField(null=True, blank=True, verbose_name=_("term starts"))
    ends_on = models.DateField(null=True, blank=True, verbose_name=_("term ends"))
    months = models.PositiveSmallIntegerField(null=True, blank=True)  # null: the charter's own
    previous = models.ForeignKey("self", models.PROTECT, null=True, related_name="followers")
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children")
    long_term_plan = models.ForeignKey(
        LongTermPlan, models.PROTECT, null=True, blank=True, related_name="programmes"
    )

    objects = ScopedManager()
    scope = Scope(owner="owner__path")
    read_act = "programme.read"

    class Meta:
        """Newest year first."""

        ordering: ClassVar = ["-year", "-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(starts_on=None) | Q(ends_on__gte=F("starts_on")),
                name="programme_in_order",
            ),
            models.CheckConstraint(condition=Q(months=None) | Q(months__gte=1), name="some_months"),
        ]

    def __str__(self) -> str:
        """Give the name."""
        return self.name


class PastCohort(models.Model):
    """A cohort of years before the system, kept for cumulative figures (004-02)."""

    owner = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    key = models.CharField(max_length=40)
    year = models.PositiveSmallIntegerField(verbose_name=_("year"))
    placed = models.PositiveIntegerField(verbose_name=_("placed"))
    women = models.PositiveIntegerField(default=0, verbose_name=_("women"))
    promoted = models.PositiveIntegerField(default=0, verbose_name=_("later promoted"))
    source = models.CharField(max_length=120, verbose_name=_("source"))

    objects = ScopedManager()
    scope = Scope(owner="owner__path")
    read_act = "programme.read"

    class Meta:
        """By year."""

        ordering: ClassVar = ["year"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["owner", "key", "year"], name="one_past_cohort"),
        ]

    def __str__(self) -> str:
        """Give year and number."""
        return f"{self.year}: {self.placed}"

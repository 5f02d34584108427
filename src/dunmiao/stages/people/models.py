"""Persons, and what is known of them."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from dunmiao.stages.common.sealed import SealedTextField
from dunmiao.stages.organisations.models import Organisation
from dunmiao.stages.organisations.reach import Scope, ScopedManager


class Person(models.Model):
    """A civil servant or staff member; codes are those of engine.codes."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="person"
    )
    unit = models.ForeignKey(
        Organisation, models.PROTECT, related_name="staff", verbose_name=_("unit")
    )
    name = models.CharField(max_length=60, verbose_name=_("name"))
    initials = models.CharField(max_length=30, blank=True, db_index=True)
    pinyin = models.CharField(max_length=120, blank=True, db_index=True)
    stroke_key = models.CharField(max_length=60, blank=True, db_index=True)
    sex = models.CharField(max_length=1, verbose_name=_("sex"))
    born_on = models.DateField(null=True, verbose_name=_("born"))
    is_birth_by_month = models.BooleanField(default=True)  # the day is not known
    ethnic = models.CharField(max_length=2, blank=True, verbose_name=_("ethnic group"))
    native_place = models.CharField(max_length=60, blank=True, verbose_name=_("native place"))
    native_code = models.CharField(max_length=12, blank=True)
    birthplace = models.CharField(max_length=60, blank=True, verbose_name=_("birthplace"))
    political = models.CharField(max_length=2, blank=True, verbose_name=_("political status"))
    joined_party_on = models.DateField(null=True, blank=True, verbose_name=_("joined the party"))
    work_started_on = models.DateField(null=True, blank=True, verbose_name=_("started work"))
    recruited_on = models.DateField(null=True, blank=True, verbose_name=_("recruited on"))
    education = models.CharField(max_length=2, blank=True, verbose_name=_("education"))
    degree = models.CharField(max_length=4, blank=True, verbose_name=_("degree"))
    major = models.CharField(max_length=60, blank=True, verbose_name=_("major"))
    school = models.CharField(max_length=80, blank=True, verbose_name=_("school"))
    post_title = models.CharField(max_length=80, blank=True, verbose_name=_("post held"))
    post_since = models.DateField(null=True, blank=True, verbose_name=_("post held since"))
    rank = models.CharField(max_length=20, blank=True, verbose_name=_("rank"))
    rank_since = models.DateField(null=True, blank=True, verbose_name=_("rank held since"))
    kind = models.CharField(max_length=30, blank=True, verbose_name=_("personnel kind"))
    tags = models.JSONField(default=list)  # talent schemes, reserve lists
    resume = models.TextField(blank=True, verbose_name=_("résumé"))
    appraisals = models.JSONField(default=dict)  # year -> grade
    rewards = models.TextField(blank=True, verbose_name=_("rewards and punishments"))
    discipline_until = models.DateField(null=True, blank=True, verbose_name=_("discipline until"))
    probation_until = models.DateField(null=True, blank=True, verbose_name=_("probation until"))
    skills = models.JSONField(default=list)  # experience keys that posts may ask for
    id_number = SealedTextField(blank=True, default="", verbose_name=_("ID number"))
    id_blind = models.CharField(max_length=64, null=True, unique=True)
    phone = SealedTextField(blank=True, default="", verbose_name=_("mobile phone"))
    health = SealedTextField(blank=True, default="", verbose_name=_("health"))
    is_health_fit = models.BooleanField(null=True, verbose_name=_("declared fit"))
    photo = models.BinaryField(null=True, blank=True)
    form_extra = models.JSONField(default=dict)  # elements of a cadre form we do not know
    is_active = models.BooleanField(default=True)

    objects = ScopedManager()
    scope = Scope(owner="unit__path", sender="unit__path", subject="user", kind="kind", people=True)
    read_act = "person.read"

    class Meta:
        """By the unit's official order, then strokes."""

        ordering: ClassVar = ["unit__sequence", "stroke_key", "pk"]

    def __str__(self) -> str:
        """Give the name."""
        return self.name


class FamilyMember(models.Model):
    """A row of 家庭主要成员 of the cadre form; sealed, since it is about third persons."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="family")
    relation = models.CharField(max_length=20, verbose_name=_("relation"))
    details = SealedTextField(verbose_name=_("name, birth, political status, unit and post"))
    sequence = models.PositiveSmallIntegerField(default=0)

    class Meta:
        """As on the form."""

        ordering: ClassVar = ["person", "sequence"]

    def __str__(self) -> str:
        """Give the relation only."""
        return self.relation


class Kinship(models.Model):
    """A kinship that bars (公务员法 §74): with another person here, or with a unit's leader."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="kinships")
    other = models.ForeignKey(
        Person,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="kinships_of",
        verbose_name=_("other person"),
    )
    organisation = models.ForeignKey(
        Organisation,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("unit where kin lead"),
    )
    relation = models.CharField(max_length=30, verbose_name=_("relation"))
    note = models.CharField(max_length=120, blank=True, verbose_name=_("note"))

    objects = ScopedManager()
    scope = Scope(owner="person__unit__path", sender="person__unit__path", subject="person__user")
    read_act = "person.read"

    class Meta:
        """Exactly one of other and organisation; nobody is their own kin."""

        ordering: ClassVar = ["person", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(other=None) ^ Q(organisation=None), name="kin_of_one"
            ),
            models.CheckConstraint(
                condition=Q(other=None) | ~Q(other=F("person")), name="kin_of_another"
            ),
        ]

    def __str__(self) -> str:
        """Give person and relation."""
        return f"{self.person} {self.relation}"

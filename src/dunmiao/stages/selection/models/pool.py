"""The survey of young cadres, and the pool of those who may be sent (003-06, 003-08)."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from dunmiao.stages.charter.models import Programme
from dunmiao.stages.organisations.models import Organisation
from dunmiao.stages.organisations.reach import Scope, ScopedManager
from dunmiao.stages.people.models import Person

WILLING: list[tuple[str, object]] = [
    ("yes", _("willing")),
    ("maybe", _("not sure yet")),
    ("no", _("not this year")),
]


class SurveyReport(models.Model):
    """One unit's list of its young cadres, confirmed once; later changes are differences."""

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="surveys")
    unit = models.ForeignKey(
        Organisation, models.PROTECT, related_name="surveys", verbose_name=_("unit")
    )
    state = models.CharField(max_length=20, default="asked")
    asked_on = models.DateField(verbose_name=_("asked on"))
    due_on = models.DateField(verbose_name=_("by"))
    number = models.PositiveIntegerField(default=0, verbose_name=_("persons confirmed"))
    note = models.CharField(max_length=300, blank=True, verbose_name=_("note"))
    confirmed_on = models.DateField(null=True, verbose_name=_("confirmed on"))
    returned_because = models.CharField(
        max_length=300, blank=True, verbose_name=_("why it was sent back")
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = ScopedManager()
    scope = Scope(owner="programme__owner__path", sender="unit__path")
    read_act = "survey.read"

    class Meta:
        """By the units' official order; a unit is asked once in a programme."""

        ordering: ClassVar = ["-programme", "unit__sequence", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["programme", "unit"], name="one_survey_report"),
        ]

    def __str__(self) -> str:
        """Give the unit."""
        return str(self.unit)


class PoolMember(models.Model):
    """A person who may be sent (拟选派干部): where it stands, what is wished, and until when."""

    owner = models.ForeignKey(Organisation, models.PROTECT, related_name="pool")
    person = models.ForeignKey(Person, models.PROTECT, related_name="pool")
    state = models.CharField(max_length=20, default="candidate")
    state_reason = models.CharField(max_length=300, blank=True, verbose_name=_("reason"))
    state_on = models.DateField(verbose_name=_("since"))
    entered_on = models.DateField(verbose_name=_("entered on"))
    rank_class = models.CharField(max_length=30, blank=True, verbose_name=_("rank class"))
    # from the résumé, as of `reckoned_on`, so that a list can be narrowed by them
    grassroots_months = models.PositiveSmallIntegerField(null=True)
    is_three_gates = models.BooleanField(null=True)
    reckoned_on = models.DateField(null=True)
    willing = models.CharField(max_length=10, blank=True, verbose_name=_("would go"))
    wish_place = models.CharField(max_length=80, blank=True, verbose_name=_("place wished for"))
    wish_post = models.CharField(max_length=80, blank=True, verbose_name=_("post wished for"))
    difficulty = models.CharField(max_length=200, blank=True, verbose_name=_("difficulty to know"))
    wished_on = models.DateField(null=True)

    objects = ScopedManager()
    scope = Scope(
        owner="owner__path", sender="person__unit__path", subject="person__user",
        kind="person__kind",
    )  # fmt: skip
    read_act = "pool.read"

    class Meta:
        """By the units' official order; a person stands once in a department's pool."""

        ordering: ClassVar = ["person__unit__sequence", "person__stroke_key", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["owner", "person"], name="one_pool_member"),
        ]

    def __str__(self) -> str:
        """Give the person."""
        return str(self.person)

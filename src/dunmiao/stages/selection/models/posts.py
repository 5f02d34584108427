"""Posts that outlive their holders, and their being offered in a programme."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from dunmiao.stages.charter.models import Programme
from dunmiao.stages.organisations.models import Organisation
from dunmiao.stages.organisations.reach import Scope, ScopedManager


class Post(models.Model):
    """A receiving unit's standing post; it outlives its holders (nearest.md 2.1)."""

    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="posts", verbose_name=_("unit")
    )
    title = models.CharField(max_length=60, verbose_name=_("post title"))
    post_class = models.CharField(max_length=30, blank=True, verbose_name=_("post class"))
    duties = models.TextField(blank=True, verbose_name=_("duties"))
    need_majors = models.JSONField(default=list, verbose_name=_("majors needed"))
    need_experience = models.JSONField(default=list, verbose_name=_("experience needed"))
    need_abilities = models.JSONField(default=dict, verbose_name=_("abilities needed"))
    difficulty = models.JSONField(default=list, verbose_name=_("difficulty"))  # 000-40, 004-30
    is_difficulty_confirmed = models.BooleanField(default=False)
    capacity = models.PositiveSmallIntegerField(default=1, verbose_name=_("places"))
    counts_headcount = models.BooleanField(
        default=False, verbose_name=_("counts against the unit's leadership quota")
    )  # 是否占职数 (004-21)
    replaced_by = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="replaces"
    )
    is_active = models.BooleanField(default=True)

    objects = ScopedManager()
    scope = Scope(
        owner="organisation__path", sender="organisation__path", receiver="organisation__path"
    )
    read_act = "post.read"

    class Meta:
        """By the unit's official order."""

        ordering: ClassVar = ["organisation__sequence", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(capacity__gte=1), name="post_has_room"),
        ]

    def __str__(self) -> str:
        """Give unit and title."""
        return f"{self.organisation} {self.title}"


class Offer(models.Model):
    """A post offered in a programme; 上挂 carries a filing reference."""

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="offers")
    post = models.ForeignKey(Post, models.PROTECT, related_name="offers", verbose_name=_("post"))
    places = models.PositiveSmallIntegerField(default=1, verbose_name=_("places"))
    must_fill = models.PositiveSmallIntegerField(default=0, verbose_name=_("at least"))
    direction = models.CharField(max_length=12, verbose_name=_("direction"))
    front = models.CharField(max_length=30, blank=True, verbose_name=_("front"))
    filing_no = models.CharField(max_length=60, blank=True, verbose_name=_("filing reference"))
    exchange_unit = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("exchange partner"),
    )
    is_confirmed = models.BooleanField(default=False)  # by the organiser
    willingness = models.CharField(max_length=10, default="yes", verbose_name=_("willing"))
    reason = models.CharField(max_length=200, blank=True, verbose_name=_("reason"))

    objects = ScopedManager()
    scope = Scope(owner="programme__owner__path", receiver="post__organisation__path")
    read_act = "offer.read"

    class Meta:
        """By the unit's official order; a post is offered once in a programme."""

        ordering: ClassVar = ["post__organisation__sequence", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["programme", "post"], name="one_offer"),
            models.CheckConstraint(condition=Q(places__gte=F("must_fill")), name="offer_room"),
        ]

    def __str__(self) -> str:
        """Give the post."""
        return str(self.post)

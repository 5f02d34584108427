"""What a person thinks over for themselves; others read it only where the person lets them."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from dunmiao.stages.common.sealed import SealedTextField
from dunmiao.stages.organisations.models import Organisation
from dunmiao.stages.organisations.reach import Scope, ScopedManager
from dunmiao.stages.placement.models import Placement

# party -> the column that lets it read; empty, the row is out of that party's reach
SHARES = {
    "mentor": "to_mentor", "receiver": "to_receiver", "sender": "to_sender",
    "organiser": "to_owner",
}  # fmt: skip


class Reflection(models.Model):
    """总结反思, failures too: the person's own, sealed, private unless shared (004-67).

    Its reach runs over the `to_…` columns, so what is shared with nobody lies in nobody's reach
    but the person's, in lists, counts and the audit trail alike. It is no evidence of any duty.
    """

    placement = models.ForeignKey(Placement, models.CASCADE, related_name="reflections")
    on = models.DateField(verbose_name=_("day"))
    title = models.CharField(max_length=60, verbose_name=_("what it is about"))
    text = SealedTextField(verbose_name=_("reflection"))
    to_owner = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    to_sender = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    to_receiver = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    to_mentor = models.ForeignKey(Placement, models.CASCADE, null=True, related_name="+")

    objects = ScopedManager()
    scope = Scope(
        owner="to_owner__path",
        sender="to_sender__path",
        receiver="to_receiver__path",
        subject="placement__person__user",
        placement="to_mentor",
        kind="placement__person__kind",
    )
    read_act = "reflection.read"

    class Meta:
        """Newest first; the mentors of this placement, not of another."""

        ordering: ClassVar = ["-on", "-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(to_mentor=None) | Q(to_mentor=F("placement")),
                name="reflection_own_mentor",
            ),
        ]

    def __str__(self) -> str:
        """Give the number only: records name the row, never what the person thought over."""
        return f"No. {self.pk}"

    @property
    def is_private(self) -> bool:
        """Say whether the department's trail must not know of it."""
        return self.to_owner_id is None

    @property
    def shared_with(self) -> list[str]:
        """Give the parties that may read it."""
        return [party for party, name in SHARES.items() if getattr(self, f"{name}_id") is not None]

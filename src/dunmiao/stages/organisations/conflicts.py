"""Nobody decides their own case, nor that of their kin (公务员法 §76)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.apps import apps
from django.db.models import Q
from django.utils.translation import gettext as _

from dunmiao.stages.common.refusal import Refusal


def deciders(by: Any) -> set[int]:
    """Give the ids of the users who decide: the one who acts, and whom they stand in for."""
    delegation = getattr(by, "acting", None)
    return {by.pk, delegation.grantor_id} if delegation else {by.pk}


def barred_cases(by: Any) -> set[int]:
    """Give the ids of the persons whose case `by` may not decide: their own row and their kin.

    Who stands in for somebody is barred from both persons' cases.
    """
    people = apps.get_model("people", "Person").objects
    mine = set(people.filter(user__in=deciders(by)).values_list("pk", flat=True))
    if not mine:
        return mine
    kinship = apps.get_model("people", "Kinship").objects
    pairs = kinship.filter(Q(person__in=mine) | Q(other__in=mine), organisation=None)
    return mine.union(*pairs.values_list("person_id", "other_id"))


def refuse_own_case(by: Any, person: Any) -> None:
    """Refuse where `by` is the person (a row or its id) or is recorded as their kin."""
    refuse_own_cases(by, [getattr(person, "pk", person)])


def refuse_own_cases(by: Any, person_ids: Iterable[int]) -> None:
    """Refuse where any of several persons is `by` or their kin; one pair of queries for all."""
    if barred_cases(by) & set(person_ids):
        raise Refusal(
            _("This concerns yourself or a relative of yours; somebody else has to decide it.")
        )

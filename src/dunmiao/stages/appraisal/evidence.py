"""Which records of appraisals settle duties of the ledger (004-52, 004-53, 004-36)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import CharField, Exists, F, OuterRef, QuerySet, Value
from django.db.models.functions import Concat

from dunmiao.stages.appraisal.models import AbilityRating, Appraisal, Opinion
from dunmiao.stages.supervision.ledger import ROWS, evidence_rows


def _word(prefix: str, name: str) -> Concat:
    return Concat(Value(prefix), F(name), output_field=CharField())


def _rows(ids: Any) -> Iterable[QuerySet[Any]]:
    appraisals = Appraisal.objects.filter(placement__in=ids)
    yield evidence_rows(appraisals, "appraisal.self", "summarised_on", settles="due_on")
    yield evidence_rows(appraisals, _word("appraisal.", "kind"), "approved_on", settles="due_on")
    opinions = Opinion.objects.filter(appraisal__placement__in=ids, role__in=("receiver", "sender"))
    yield evidence_rows(
        opinions, _word("opinion.", "role"), "on",
        settles="appraisal__due_on", placement="appraisal__placement_id",
    )  # fmt: skip
    # one row a moment is enough: a rating writes every ability, and the first settles
    earlier = AbilityRating.objects.filter(
        placement=OuterRef("placement"), moment=OuterRef("moment"), pk__lt=OuterRef("pk")
    )
    first = AbilityRating.objects.filter(~Exists(earlier), placement__in=ids)
    yield evidence_rows(first, _word("ability.", "moment"), "on")


ROWS["appraisal"] = _rows

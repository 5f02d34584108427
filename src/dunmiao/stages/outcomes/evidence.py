"""Which records of what follows the term settle duties of the ledger (004-27)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet

from dunmiao.stages.outcomes.models import Disposition
from dunmiao.stages.supervision.ledger import ROWS, evidence_rows


def _rows(ids: Any) -> Iterable[QuerySet[Any]]:
    decided = Disposition.objects.filter(placement__in=ids)
    yield evidence_rows(decided, "disposition.decided", "decided_on")


ROWS["outcomes"] = _rows

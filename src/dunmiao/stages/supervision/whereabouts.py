"""Who is away on a day with the department's or the host's knowledge: on leave, or borrowed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from dunmiao.stages.supervision.models import Borrow, Leave


@dataclass(frozen=True)
class Away:
    """Why somebody is not at post: `kind` is leave or borrow, with its days."""

    kind: str
    first_on: date
    last_on: date


def away(placement_ids: Iterable[int], first_on: date, last_on: date) -> dict[int, Away]:
    """Give who of these is away on any of the days, by placement id: two queries."""
    found: dict[int, Away] = {}
    ids = list(placement_ids)
    for kind, model, states in (
        ("borrow", Borrow, ("approved", "ended")),
        ("leave", Leave, ("approved", "returned")),
    ):
        rows = model.objects.filter(
            placement__in=ids, state__in=states, first_on__lte=last_on, last_on__gte=first_on
        ).order_by("first_on")
        for pk, first, last in rows.values_list("placement_id", "first_on", "last_on"):
            found[pk] = Away(kind, first, last)
    return found

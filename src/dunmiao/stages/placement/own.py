"""Why a person was placed where they are: their own part of the plan, and nobody else's."""

from __future__ import annotations

from dataclasses import dataclass

from dunmiao.stages.people.models import Person
from dunmiao.stages.placement.boards import Part, parts_of
from dunmiao.stages.placement.models import MatchPlan, Placement


@dataclass(frozen=True)
class OwnReasons:
    """What the adopted plan weighed for one person and the post they have, and who decided."""

    placement: Placement
    parts: tuple[Part, ...]
    total: int  # of 1000, the parts together

    @property
    def has_plan(self) -> bool:
        """Say whether a plan advised on this placement."""
        return bool(self.parts)


def own_reasons(person: Person) -> list[OwnReasons]:
    """Give the reasons of each placement of a person, newest first.

    For the person themself and the department; other persons' fits stay out of it (DESIGN).
    """
    rows = Placement.objects.filter(person=person).exclude(state="withdrawn")
    rows = rows.select_related("programme", "decision", "application", "receiving_unit")
    return [_reasons(row) for row in rows.prefetch_related("holdings").order_by("-starts_on")]


def _reasons(row: Placement) -> OwnReasons:
    plan = MatchPlan.objects.filter(programme=row.programme, state="adopted").first()
    first = next(iter(row.holdings.all()), None)
    if plan is None or first is None or "posts" not in plan.facts:
        return OwnReasons(row, (), 0)
    offers = [key for key, post in plan.facts["posts"].items() if post["post"] == first.post_id]
    parts = parts_of(plan, str(row.person_id), offers[0]) if offers else ()
    return OwnReasons(row, parts, sum(part.counted for part in parts))

"""A plan: what the solver hands over and a file keeps (spec/placement.md, Plan)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from dunmiao.engine.matching.instance import Instance, Ints
from dunmiao.engine.matching.valuing import Parts, Teams, parts_of


@dataclass(frozen=True)
class Plan:
    """A solved instance. `assignments` are (person id, post id), by person.

    `status` is optimal, feasible, infeasible or unknown; only the first two have parts and bound,
    only infeasible has a conflict (ids of rules). `stopped_by` is "time" or empty.
    """

    status: str
    assignments: tuple[tuple[str, str], ...] = ()
    parts: Parts | None = None
    bound: int | None = None
    conflict: tuple[str, ...] = ()
    seconds: float = 0.0
    stopped_by: str = ""

    @property
    def value(self) -> int | None:
        """Give the sum of the parts."""
        return None if self.parts is None else self.parts.value

    def as_json(self) -> dict[str, object]:
        """Give the document of the plan file."""
        document: dict[str, object] = {
            "status": self.status,
            "assignments": [{"person": person, "post": post} for person, post in self.assignments],
        }
        if self.parts is not None and self.bound is not None:
            value = self.parts.value
            points = self.bound - value
            document |= {
                "value": value,
                "bound": self.bound,
                "gap": points / max(1, abs(self.bound)),
                "gap_points": points,
                "parts": self.parts.as_json(),
            }
        if self.status == "infeasible":
            document["conflict"] = list(self.conflict)
        document |= {"violations": [], "seconds": round(self.seconds, 6)}
        if self.stopped_by:
            document["stopped_by"] = self.stopped_by
        return document


class PlanError(Exception):
    """A plan document cannot be used with an instance; the message says why."""


def read_assignments(instance: Instance, document: object) -> Ints:
    """Give the pairs (their numbers) a plan document assigns; PlanError if it does not fit."""
    listed = document.get("assignments") if isinstance(document, dict) else None
    if not isinstance(document, dict) or not isinstance(listed, list):
        raise PlanError("The plan has no list of assignments.")
    if document.get("status") not in ("optimal", "feasible"):
        raise PlanError(f"The plan is {document.get('status')}: it places nobody.")
    found: dict[int, int] = {}
    for index, item in enumerate(listed):
        names = (item.get("person"), item.get("post")) if isinstance(item, dict) else ("", "")
        person = instance.person_numbers.get(str(names[0]), -1)
        post = instance.post_numbers.get(str(names[1]), -1)
        pair = instance.find_pair(person, post) if min(person, post) >= 0 else -1
        if pair < 0 or person in found:
            raise PlanError(
                f"assignments[{index}] is no pair of the instance, or repeats a person."
            )
        found[person] = pair
    chosen = np.array(sorted(found.values()), dtype=np.int64)
    parts = parts_of(instance, chosen)
    if document.get("value") != parts.value:
        raise PlanError(f"The plan claims the value {document.get('value')}, it has {parts.value}.")
    broken = next(Teams(instance, chosen).breaches(), None)
    if broken is not None:
        raise PlanError(f"The plan breaks the rule {broken.rule.id}.")
    sizes = np.bincount(instance.pair_post[chosen], minlength=len(instance.posts))
    if (sizes > instance.most).any():
        raise PlanError("The plan fills a post beyond its max.")
    return chosen

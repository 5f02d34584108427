"""A plan: what the solver hands over and a file keeps (spec/placement.md, Plan)."""

from __future__ import annotations

from dataclasses import dataclass

from dunmiao.engine.matching.valuing import Parts


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
                "parts": {
                    "fit": self.parts.fit,
                    "preference": self.parts.preference,
                    "unplaced": self.parts.unplaced,
                    "shortfall": self.parts.shortfall,
                },
            }
        if self.status == "infeasible":
            document["conflict"] = list(self.conflict)
        document |= {"violations": [], "seconds": round(self.seconds, 6)}
        if self.stopped_by:
            document["stopped_by"] = self.stopped_by
        return document

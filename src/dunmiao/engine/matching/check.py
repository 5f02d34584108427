"""The independent check of a plan, in plain Python over the two raw documents.

It shares no code with the solver: no arrays, no network, no model. It works out value, parts and
rules from scratch and names every difference from what the plan claims. The instance must have
passed the strict parser before.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from dunmiao.engine.matching.recount import Document, Violation, parts, violations
from dunmiao.engine.matching.refute import fault_of_conflict

STATUSES = ("optimal", "feasible", "infeasible", "unknown")


@dataclass(frozen=True)
class Difference:
    """Something the plan claims that is not so."""

    key: str
    claimed: object
    found: object
    text: str

    def as_json(self) -> dict[str, object]:
        """Give the difference as a JSON object."""
        return {"key": self.key, "claimed": self.claimed, "found": self.found, "text": self.text}


@dataclass
class Finding:
    """What the check found; `is_sound` when nothing differs and no rule is broken."""

    value: int | None = None
    parts: dict[str, int] | None = None
    violations: list[Violation] = field(default_factory=list)
    differences: list[Difference] = field(default_factory=list)

    @property
    def is_sound(self) -> bool:
        """Tell whether the plan is what it claims to be."""
        return not self.violations and not self.differences

    def as_json(self) -> dict[str, object]:
        """Give the finding as a JSON document."""
        return {
            "ok": self.is_sound,
            "value": self.value,
            "parts": self.parts,
            "violations": [violation.as_json() for violation in self.violations],
            "differences": [difference.as_json() for difference in self.differences],
        }


def check(instance: Document, plan: object) -> Finding:
    """Check a plan document against an instance document."""
    finding = Finding()
    if not isinstance(plan, dict):
        finding.differences.append(Difference("$", None, None, "The plan is no JSON object."))
        return finding
    status = plan.get("status")
    if status not in STATUSES:
        text = f"The status must be one of {', '.join(STATUSES)}."
        finding.differences.append(Difference("status", status, None, text))
    placed = _placed(instance, plan, finding)
    if status in ("infeasible", "unknown"):
        _check_without_plan(instance, plan, finding)
        return finding
    finding.violations.extend(violations(instance, placed))
    finding.parts = parts(instance, placed)
    finding.value = sum(finding.parts.values())
    _check_claims(plan, finding)
    return finding


def _placed(instance: Document, plan: Document, finding: Finding) -> list[tuple[str, str]]:
    """Give the assignments that can be read; what cannot, and what leaves the frame, is noted."""
    claimed = plan.get("assignments")
    if not isinstance(claimed, list):
        text = "The plan has no list of assignments."
        finding.differences.append(Difference("assignments", claimed, None, text))
        return []
    found = []
    for index, item in enumerate(claimed):
        pair = (item.get("person"), item.get("post")) if isinstance(item, dict) else (None, None)
        if isinstance(pair[0], str) and isinstance(pair[1], str) and len(item) == 2:
            found.append((pair[0], pair[1]))
        else:
            text = "An assignment is an object with the ids of a person and a post."
            finding.differences.append(Difference(f"assignments[{index}]", item, None, text))
    eligible = {(pair["person"], pair["post"]) for pair in instance["pairs"]}
    for person, post in found:
        if (person, post) not in eligible:
            text = f"{person} is not eligible for {post}: the pair is not in pairs."
            finding.violations.append(Violation("frame", "frame", post, (person,), text))
    for person, count in sorted(Counter(person for person, _ in found).items()):
        if count > 1:
            where = ", ".join(sorted(post for who, post in found if who == person))
            text = f"{person} is placed {count} times: {where}."
            finding.violations.append(Violation("frame", "frame", "", (person,), text))
    return found


def _is_whole(value: object) -> bool:
    return type(value) is int


def _check_claims(plan: Document, finding: Finding) -> None:
    """Compare value, parts, bound, gap, violations and seconds with what was found."""
    for key, found in (("value", finding.value), ("parts", finding.parts), ("violations", [])):
        claimed = plan.get(key)
        if claimed != found or not _is_exact(claimed):
            text = f"The plan claims {key} {claimed}, found {found}."
            finding.differences.append(Difference(key, claimed, found, text))
    if "conflict" in plan:
        text = "A plan with assignments has no conflict."
        finding.differences.append(Difference("conflict", plan["conflict"], None, text))
    _check_time(plan, finding)
    bound = plan.get("bound")
    if type(bound) is not int or finding.value is None:
        text = "The plan has no bound that is a whole number."
        finding.differences.append(Difference("bound", bound, None, text))
        return
    _check_bound(plan, bound, finding.value, finding)


def _is_exact(claimed: object) -> bool:
    values = claimed.values() if isinstance(claimed, dict) else [claimed]
    return isinstance(claimed, list) or all(_is_whole(value) for value in values)


def _check_bound(plan: Document, bound: int, value: int, finding: Finding) -> None:
    points = bound - value
    if bound.bit_length() > 64:
        text = "The bound is far beyond any value."
        finding.differences.append(Difference("bound", str(bound), value, text))
        return
    gap = points / max(1, abs(bound))
    if points < 0:
        text = f"The bound {bound} lies below the value {value}."
        finding.differences.append(Difference("bound", bound, value, text))
    if plan.get("gap_points") != points or not _is_whole(plan.get("gap_points")):
        text = f"gap_points must be bound - value = {points}."
        finding.differences.append(Difference("gap_points", plan.get("gap_points"), points, text))
    claimed = plan.get("gap")
    if not _is_number(claimed) or abs(claimed - gap) > 1e-6:  # type: ignore[operator]
        text = f"gap must be gap_points / max(1, |bound|) = {gap}."
        finding.differences.append(Difference("gap", claimed, gap, text))
    if (plan.get("status") == "optimal") != (points == 0):
        text = "A plan is optimal if and only if its bound equals its value."
        finding.differences.append(Difference("status", plan.get("status"), points, text))


def _is_number(value: object) -> bool:
    return type(value) is float or (type(value) is int and value.bit_length() <= 64)


def _check_time(plan: Document, finding: Finding) -> None:
    seconds = plan.get("seconds")
    if not _is_number(seconds) or not seconds >= 0:  # type: ignore[operator]
        text = "seconds must be a number of at least 0."
        finding.differences.append(Difference("seconds", seconds, None, text))


def _check_without_plan(instance: Document, plan: Document, finding: Finding) -> None:
    """Check a plan file that says there is no plan."""
    for key in ("value", "bound", "gap", "gap_points", "parts"):
        if key in plan:
            text = f"A plan that is {plan['status']} has no {key}."
            finding.differences.append(Difference(key, plan[key], None, text))
    if plan.get("assignments"):
        text = f"A plan that is {plan['status']} assigns nobody."
        finding.differences.append(Difference("assignments", len(plan["assignments"]), 0, text))
    _check_time(plan, finding)
    if plan["status"] == "unknown":
        if "conflict" in plan:
            text = "Only an infeasible plan has a conflict."
            finding.differences.append(Difference("conflict", plan["conflict"], None, text))
        return
    fault = fault_of_conflict(instance, plan.get("conflict"))
    if fault:
        finding.differences.append(Difference("conflict", plan.get("conflict"), None, fault))

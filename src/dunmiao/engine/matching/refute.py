"""Whether a claimed conflict is one: a plain search for people with whom the rules would hold.

Part of the independent check; shares no code with the solver. Placing nobody keeps every rule but a
pin, and emptying a post without a pin breaks none, so only posts with pins are searched.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dunmiao.engine.matching.recount import Document, violations

STEPS = 200_000  # a search longer than this stays undecided, and nothing is claimed
MENDABLE = ("composition", "none_or_at_least")


class Undecided(Exception):
    """The search grew too long."""


def fault_of_conflict(instance: Document, conflict: object) -> str:
    """Say what is wrong with a claimed conflict, empty if nothing is (or nothing can be shown)."""
    if not isinstance(conflict, list) or not conflict:
        return "An infeasible plan names the rules that cannot hold together."
    by_id = {rule["id"]: rule for rule in instance.get("rules", [])}
    if not all(isinstance(name, str) and name in by_id for name in conflict):
        return "The conflict names a rule that is not in the instance."
    if len(set(conflict)) < len(conflict):
        return "The conflict names a rule twice."
    rules = [by_id[name] for name in conflict]
    try:
        if can_hold(instance, rules):
            return "The rules of the conflict can hold together."
        for index, name in enumerate(conflict):
            if not can_hold(instance, rules[:index] + rules[index + 1 :]):
                return f"The conflict stays one without “{name}”, which can be dropped."
    except Undecided:
        return ""
    return ""


def can_hold(instance: Document, rules: Sequence[Document]) -> bool:
    """Tell whether some assignment within the frame keeps these rules."""
    return _Search(instance, rules).run()


class _Search:
    def __init__(self, instance: Document, rules: Sequence[Document]) -> None:
        self.part: dict[str, Any] = {**instance, "rules": list(rules)}
        self.pins = sorted(
            {(rule["person"], rule["post"]) for rule in rules if rule["kind"] == "pin"}
        )
        self.eligible = {(pair["person"], pair["post"]) for pair in instance["pairs"]}
        posts = {post for _, post in self.pins}
        # Few persons and posts matter; the rest would only slow the checking down.
        self.part["posts"] = [post for post in instance["posts"] if post["id"] in posts]
        pinned = {person for person, _ in self.pins}
        self.free = sorted(
            pair for pair in self.eligible if pair[1] in posts and pair[0] not in pinned
        )
        self.tags = {person["id"]: set(person.get("tags", [])) for person in instance["persons"]}
        near = pinned | {person for person, _ in self.free}
        self.part["persons"] = [each for each in instance["persons"] if each["id"] in near]
        self.steps = 0
        self.seen: set[frozenset[tuple[str, str]]] = set()

    def run(self) -> bool:
        people = [person for person, _ in self.pins]
        if len(set(people)) < len(people) or not self.eligible.issuperset(self.pins):
            return False
        return self.extend(self.pins)

    def extend(self, placed: list[tuple[str, str]]) -> bool:
        """Tell whether the rules hold with these, or with these and further persons."""
        key = frozenset(placed)
        if key in self.seen:
            return False
        self.seen.add(key)
        self.steps += 1
        if self.steps > STEPS // max(1, len(self.part["persons"])):
            raise Undecided
        broken = violations(self.part, placed)
        if not broken:
            return True
        if any(each.kind not in MENDABLE for each in broken):
            return False  # further persons only make it worse
        # To mend the first broken rule, someone carrying its tag must join that very post.
        rule = next(each for each in self.part["rules"] if each["id"] == broken[0].rule)
        taken = {person for person, _ in placed}
        return any(
            self.extend([*placed, (person, post)])
            for person, post in self.free
            if post == broken[0].post and person not in taken and rule["tag"] in self.tags[person]
        )

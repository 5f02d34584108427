"""Value, parts and rules of an assignment, recounted in plain Python over the raw instance.

Part of the independent check; shares no code with the solver.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Document = Mapping[str, Any]


@dataclass(frozen=True)
class Violation:
    """A rule that does not hold: its id ("frame" for the frame itself), where, by whom, why."""

    rule: str
    kind: str
    post: str
    persons: tuple[str, ...]
    text: str

    def as_json(self) -> dict[str, object]:
        """Give the violation as a JSON object."""
        return {
            "rule": self.rule,
            "kind": self.kind,
            "post": self.post,
            "persons": list(self.persons),
            "text": self.text,
        }


def parts(instance: Document, placed: Sequence[tuple[str, str]]) -> dict[str, int]:
    """Work out the four signed parts of the value of a list of (person, post)."""
    weights = instance.get("weights", {})
    fits = {(pair["person"], pair["post"]): pair["fit"] for pair in instance["pairs"]}
    person_wishes = {person["id"]: _wishes(person) for person in instance["persons"]}
    post_wishes = {post["id"]: _wishes(post) for post in instance["posts"]}
    points = 0
    for person, post in placed:
        points += person_wishes.get(person, {}).get(post, 0)
        points += post_wishes.get(post, {}).get(person, 0)
    sizes = Counter(post for _, post in placed)
    missing = 0
    for post in instance["posts"]:
        missing += post.get("priority", 1) * max(0, post["min"] - sizes[post["id"]])
    for rule in instance.get("rules", []):
        if rule["kind"] == "area" and "at_least" in rule:
            here = sum(sizes[post] for post in rule["posts"])
            missing += rule.get("priority", 1) * max(0, rule["at_least"] - here)
    left_over = len(instance["persons"]) - len({person for person, _ in placed})
    return {
        "fit": sum(fits.get(pair, 0) for pair in placed),
        "preference": weights.get("preference", 0) * points,
        "unplaced": -weights.get("unplaced", 0) * left_over,
        "shortfall": -weights.get("shortfall", 0) * missing,
    }


def _wishes(noun: Document) -> dict[str, int]:
    return {wish: max(0, 10 - place) for place, wish in enumerate(noun.get("prefers", []))}


class _Teams:
    def __init__(self, instance: Document, placed: Sequence[tuple[str, str]]) -> None:
        self.members: dict[str, list[str]] = {}
        for person, post in placed:
            self.members.setdefault(post, []).append(person)
        self.placed = set(placed)
        self.tags = {person["id"]: set(person.get("tags", [])) for person in instance["persons"]}
        self.sender = {person["id"]: person["sending_unit"] for person in instance["persons"]}

    def team(self, post: str) -> list[str]:
        return sorted(self.members.get(post, []))

    def tagged(self, post: str, tag: str) -> list[str]:
        return [person for person in self.team(post) if tag in self.tags.get(person, ())]


def violations(instance: Document, placed: Sequence[tuple[str, str]]) -> list[Violation]:
    """Give every breach: posts over their max first, then the rules by id."""
    teams = _Teams(instance, placed)
    found = []
    for post in sorted(instance["posts"], key=lambda each: str(each["id"])):
        team = teams.team(post["id"])
        if len(team) > post["max"]:
            text = f"{post['id']} takes at most {post['max']}, {len(team)} are placed."
            found.append(Violation("frame", "frame", post["id"], tuple(team), text))
    for rule in sorted(instance.get("rules", []), key=lambda each: str(each["id"])):
        for post_id, persons, text in BREAKS[rule["kind"]](rule, teams):
            found.append(Violation(rule["id"], rule["kind"], post_id, tuple(persons), text))
    return found


Break = tuple[str, Sequence[str], str]


def _composition(rule: Document, teams: _Teams) -> Iterator[Break]:
    for post in sorted(rule["posts"]):
        team, tagged = teams.team(post), teams.tagged(post, rule["tag"])
        if len(team) >= rule["from_size"] and len(tagged) < rule["at_least"]:
            yield (
                post,
                team,
                f"Of {len(team)} placed {len(tagged)} carry {rule['tag']}; "
                f"from {rule['from_size']} placed on, {rule['at_least']} must.",
            )


def _none_or_at_least(rule: Document, teams: _Teams) -> Iterator[Break]:
    for post in sorted(rule["posts"]):
        tagged = teams.tagged(post, rule["tag"])
        if 0 < len(tagged) < rule["at_least"]:
            least = rule["at_least"]
            text = f"{len(tagged)} carry {rule['tag']}; it must be none or at least {least}."
            yield post, tagged, text


def _same_sender(rule: Document, teams: _Teams) -> Iterator[Break]:
    for post in sorted(rule["posts"]):
        by_unit: dict[str, list[str]] = {}
        for person in teams.team(post):
            by_unit.setdefault(teams.sender.get(person, ""), []).append(person)
        for unit, persons in sorted(by_unit.items()):
            if len(persons) > rule["at_most"]:
                text = f"{len(persons)} come from {unit}; at most {rule['at_most']} may."
                yield post, persons, text


def _release(rule: Document, teams: _Teams) -> Iterator[Break]:
    unit = rule["sending_unit"]
    sent = sorted({person for person, _ in teams.placed if teams.sender.get(person) == unit})
    if len(sent) > rule["at_most"]:
        yield "", sent, f"{unit} releases at most {rule['at_most']}, {len(sent)} are placed."


def _apart(rule: Document, teams: _Teams) -> Iterator[Break]:
    together, posts = set(rule["persons"]), set(rule["posts"])
    here = sorted(
        (person, post) for person, post in teams.placed if person in together and post in posts
    )
    if len(here) > 1:
        where = ", ".join(f"{person} in {post}" for person, post in here)
        yield here[0][1], [person for person, _ in here], f"At most one may be here: {where}."


def _area(rule: Document, teams: _Teams) -> Iterator[Break]:
    here = sorted(person for post in rule["posts"] for person in teams.team(post))
    if "at_most" in rule and len(here) > rule["at_most"]:
        yield "", here, f"The area takes at most {rule['at_most']}, {len(here)} are placed."


def _pin(rule: Document, teams: _Teams) -> Iterator[Break]:
    if (rule["person"], rule["post"]) not in teams.placed:
        yield rule["post"], [rule["person"]], f"{rule['person']} must be placed in {rule['post']}."


def _forbid(rule: Document, teams: _Teams) -> Iterator[Break]:
    if (rule["person"], rule["post"]) in teams.placed:
        yield (
            rule["post"],
            [rule["person"]],
            f"{rule['person']} must not be placed in {rule['post']}.",
        )


BREAKS: dict[str, Callable[[Document, _Teams], Iterator[Break]]] = {
    "composition": _composition,
    "none_or_at_least": _none_or_at_least,
    "same_sender": _same_sender,
    "release": _release,
    "apart": _apart,
    "area": _area,
    "pin": _pin,
    "forbid": _forbid,
}

"""What an assignment is worth and which rules it breaks, in integers; for the solver's own use.

The public check is `check.py`, which shares nothing with this.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from dunmiao.engine.matching.instance import (
    Apart,
    Area,
    Composition,
    Forbid,
    Instance,
    Ints,
    NoneOrAtLeast,
    Pin,
    Release,
    Rule,
    SameSender,
)


@dataclass(frozen=True)
class Parts:
    """The four signed terms of a value."""

    fit: int
    preference: int
    unplaced: int
    shortfall: int

    @property
    def value(self) -> int:
        """Give their sum."""
        return self.fit + self.preference + self.unplaced + self.shortfall

    def as_json(self) -> dict[str, int]:
        """Give the parts as a plan writes them."""
        return {
            "fit": self.fit,
            "preference": self.preference,
            "unplaced": self.unplaced,
            "shortfall": self.shortfall,
        }


def parts_of(instance: Instance, chosen: Ints) -> Parts:
    """Value the chosen pairs (their numbers) from scratch."""
    weights = instance.weights
    placed = np.bincount(instance.pair_post[chosen], minlength=len(instance.posts)).tolist()
    wanted = [
        (post.min, count, post.priority) for post, count in zip(instance.posts, placed, strict=True)
    ]
    wanted += [
        (area.at_least, sum(placed[post] for post in area.posts), area.priority)
        for area in instance.of_kind(Area)
    ]
    missing = sum(max(0, least - count) * priority for least, count, priority in wanted)
    return Parts(
        int(instance.pair_fit[chosen].sum()),
        weights.preference * int(instance.points[chosen].sum()),
        -weights.unplaced * (len(instance.persons) - len(chosen)),
        -weights.shortfall * missing,
    )


@dataclass(frozen=True)
class Breach:
    """A rule that is broken, and the posts (their numbers) in which it is."""

    rule: Rule
    posts: tuple[int, ...]


class Teams:
    """Who is placed where, for asking what a rule says of it."""

    def __init__(self, instance: Instance, chosen: Ints) -> None:
        """Group the chosen pairs by post."""
        self.instance = instance
        self.members: dict[int, list[int]] = {}
        self.post_of: dict[int, int] = {}
        persons, posts = instance.pair_person[chosen].tolist(), instance.pair_post[chosen].tolist()
        for person, post in zip(persons, posts, strict=True):
            self.members.setdefault(post, []).append(person)
            self.post_of[person] = post

    def tagged(self, post: int, tag: str) -> int:
        """Count those in the post who carry the tag."""
        return sum(
            tag in self.instance.persons[person].tags for person in self.members.get(post, ())
        )

    def breaches(self, kinds: tuple[type[Rule], ...] = (Rule,)) -> Iterator[Breach]:
        """Give every broken rule of the given kinds, by id of the rule."""
        for rule in self.instance.rules:
            if isinstance(rule, kinds):
                posts = tuple(self.broken_posts(rule))
                if posts:
                    yield Breach(rule, posts)

    def broken_posts(self, rule: Rule) -> list[int]:
        """Give the posts in which a rule is broken, all of them if it speaks of them together."""
        if isinstance(rule, Composition | NoneOrAtLeast | SameSender):
            return [post for post in rule.posts if post in self.members and self.is_bad(rule, post)]
        if isinstance(rule, Apart | Area):
            return list(rule.posts) if self._is_bad_together(rule) else []
        if isinstance(rule, Pin):
            return [] if self.post_of.get(rule.person) == rule.post else [rule.post]
        if isinstance(rule, Forbid):
            return [rule.post] if self.post_of.get(rule.person) == rule.post else []
        if isinstance(rule, Release):
            return self._over_release(rule)
        raise TypeError(rule)

    def is_bad(self, rule: Composition | NoneOrAtLeast | SameSender, post: int) -> bool:
        """Tell whether the team of one post breaks a rule on single posts."""
        team = self.members.get(post, [])
        if isinstance(rule, SameSender):
            units = [int(self.instance.unit_of[person]) for person in team]
            return any(units.count(unit) > rule.at_most for unit in set(units))
        tagged = self.tagged(post, rule.tag)
        if isinstance(rule, Composition):
            return len(team) >= rule.from_size and tagged < rule.at_least
        return 0 < tagged < rule.at_least

    def _is_bad_together(self, rule: Apart | Area) -> bool:
        team = [person for post in rule.posts for person in self.members.get(post, ())]
        if isinstance(rule, Apart):
            return len(set(rule.persons).intersection(team)) > 1
        return rule.at_most is not None and len(team) > rule.at_most

    def _over_release(self, rule: Release) -> list[int]:
        persons = self.instance.persons
        sent = [
            person for person in self.post_of if persons[person].sending_unit == rule.sending_unit
        ]
        return sorted(self.post_of[person] for person in sent) if len(sent) > rule.at_most else []

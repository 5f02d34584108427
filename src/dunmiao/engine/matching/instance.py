"""A placement instance: who may go where at what fit, and under which rules.

Everything is held in canonical order (ids by code point), so that nothing computed from it can
depend on the order in which it was written. Persons and posts are numbered in that order.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import copy
from dataclasses import dataclass, field
from functools import cached_property
from typing import ClassVar, TypeVar

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]
Pair = tuple[int, int]


@dataclass(frozen=True)
class Person:
    """One who may be placed; `prefers` are numbers of posts, first wish first."""

    id: str
    sending_unit: str
    tags: frozenset[str] = frozenset()
    prefers: tuple[int, ...] = ()


@dataclass(frozen=True)
class Post:
    """A place that takes `min` (elastic) to `max` persons; `prefers` are numbers of persons."""

    id: str
    min: int
    max: int
    priority: int = 1
    prefers: tuple[int, ...] = ()
    receiving_unit: str = ""


@dataclass(frozen=True)
class Barred:
    """Why a person may not go to a post, by the name of a rule outside the instance."""

    person: int
    post: int
    rule: str


@dataclass(frozen=True)
class Rule:
    """What every rule has: an id, its own among the rules."""

    kind: ClassVar[str]
    id: str


@dataclass(frozen=True)
class Composition(Rule):
    """In each post: from `from_size` persons on, at least `at_least` carry `tag`."""

    kind = "composition"
    posts: tuple[int, ...]
    tag: str
    at_least: int
    from_size: int


@dataclass(frozen=True)
class NoneOrAtLeast(Rule):
    """In each post: nobody carries `tag`, or at least `at_least` do."""

    kind = "none_or_at_least"
    posts: tuple[int, ...]
    tag: str
    at_least: int


@dataclass(frozen=True)
class SameSender(Rule):
    """In each post: at most `at_most` from any one sending unit."""

    kind = "same_sender"
    posts: tuple[int, ...]
    at_most: int


@dataclass(frozen=True)
class Release(Rule):
    """At most `at_most` persons of `sending_unit` are placed anywhere."""

    kind = "release"
    sending_unit: str
    at_most: int


@dataclass(frozen=True)
class Apart(Rule):
    """At most one of `persons` is placed in `posts` taken together."""

    kind = "apart"
    persons: tuple[int, ...]
    posts: tuple[int, ...]


@dataclass(frozen=True)
class Area(Rule):
    """In `posts` together: `at_least` (elastic, 0 if none asked) to `at_most` (None: no cap)."""

    kind = "area"
    posts: tuple[int, ...]
    at_least: int = 0
    at_most: int | None = None
    priority: int = 1


@dataclass(frozen=True)
class Pin(Rule):
    """The person goes to the post."""

    kind = "pin"
    person: int
    post: int


@dataclass(frozen=True)
class Forbid(Rule):
    """The person does not go to the post."""

    kind = "forbid"
    person: int
    post: int


TEAM_KINDS = (Composition, NoneOrAtLeast, Apart, Area)  # what a network flow cannot say
OneRule = TypeVar("OneRule", bound=Rule)


@dataclass(frozen=True)
class Weights:
    """What one missing person, one person left over and one point of preference are worth."""

    shortfall: int = 0
    unplaced: int = 0
    preference: int = 0


@dataclass(frozen=True, eq=False)
class Instance:
    """A checked instance. The four arrays are the pairs, sorted by person, then post.

    `worth` of a pair is its fit plus the preference weight times `points`.
    """

    persons: tuple[Person, ...]
    posts: tuple[Post, ...]
    pair_person: Ints
    pair_post: Ints
    pair_fit: Ints
    barred: tuple[Barred, ...] = ()
    rules: tuple[Rule, ...] = ()
    weights: Weights = field(default_factory=Weights)

    def of_kind(self, kind: type[OneRule]) -> tuple[OneRule, ...]:
        """Give the rules of one kind, by id."""
        return tuple(rule for rule in self.rules if isinstance(rule, kind))

    def with_rules(self, rules: Sequence[Rule]) -> Instance:
        """Give the same instance under other rules; what was worked out from the rest is kept."""
        other = copy(self)
        object.__setattr__(other, "rules", tuple(rules))
        return other

    @property
    def has_team_rules(self) -> bool:
        """Tell whether a rule is there that a network flow cannot say."""
        return any(isinstance(rule, TEAM_KINDS) for rule in self.rules)

    @cached_property
    def pair_key(self) -> Ints:
        """Give person × number of posts + post for each pair: ascending, each once."""
        keys: Ints = self.pair_person * max(1, len(self.posts)) + self.pair_post
        return keys

    def find_pairs(self, persons: Ints, posts: Ints) -> Ints:
        """Give the number of each pair asked for, -1 where it is not eligible."""
        keys = persons * max(1, len(self.posts)) + posts
        at = np.searchsorted(self.pair_key, keys)
        inside = np.minimum(at, max(0, len(self.pair_key) - 1))
        if not len(self.pair_key):
            return np.full(len(keys), -1, dtype=np.int64)
        return np.where(self.pair_key[inside] == keys, inside, -1)

    def find_pair(self, person: int, post: int) -> int:
        """Give the number of one pair, -1 if it is not eligible."""
        found = self.find_pairs(np.array([person], np.int64), np.array([post], np.int64))
        return int(found[0])

    @cached_property
    def person_points(self) -> Ints:
        """Give for each pair the points of the person's wish: max(0, 11 − place)."""
        wishes = [
            (number, post, 10 - place)
            for number, person in enumerate(self.persons)
            for place, post in enumerate(person.prefers[:10])
        ]
        return self._points(wishes)

    @cached_property
    def post_points(self) -> Ints:
        """Give for each pair the points of the post's wish: max(0, 11 − place)."""
        wishes = [
            (person, number, 10 - place)
            for number, post in enumerate(self.posts)
            for place, person in enumerate(post.prefers[:10])
        ]
        return self._points(wishes)

    def _points(self, wishes: list[tuple[int, int, int]]) -> Ints:
        points = np.zeros(len(self.pair_person), dtype=np.int64)
        if wishes:
            table = np.array(wishes, dtype=np.int64)
            found = self.find_pairs(table[:, 0], table[:, 1])
            points[found[found >= 0]] = table[found >= 0, 2]
        return points

    @cached_property
    def points(self) -> Ints:
        """Give person points plus post points for each pair."""
        total: Ints = self.person_points + self.post_points
        return total

    @cached_property
    def worth(self) -> Ints:
        """Give fit plus weighted points for each pair."""
        if not self.weights.preference or not self.points.any():
            return self.pair_fit
        total: Ints = self.pair_fit + self.weights.preference * self.points
        return total

    @cached_property
    def units(self) -> tuple[str, ...]:
        """Give the sending units, by code point."""
        return tuple(sorted({person.sending_unit for person in self.persons}))

    @cached_property
    def unit_of(self) -> Ints:
        """Give for each person the number of the sending unit."""
        number = {unit: index for index, unit in enumerate(self.units)}
        found = [number[person.sending_unit] for person in self.persons]
        return np.array(found, dtype=np.int64)

    @cached_property
    def most(self) -> Ints:
        """Give for each post the most it can take: its max, or all persons if that is less."""
        everyone = len(self.persons)
        return np.array([min(post.max, everyone) for post in self.posts], dtype=np.int64)

    def carrying(self, tag: str) -> Bools:
        """Tell for each person whether they carry the tag."""
        return np.array([tag in person.tags for person in self.persons], dtype=np.bool_)

    @cached_property
    def person_numbers(self) -> Mapping[str, int]:
        """Give the number of each person by id."""
        return {person.id: number for number, person in enumerate(self.persons)}

    @cached_property
    def post_numbers(self) -> Mapping[str, int]:
        """Give the number of each post by id."""
        return {post.id: number for number, post in enumerate(self.posts)}

    def named(self, pair: int) -> dict[str, str]:
        """Give a pair by its ids, as a plan writes it."""
        return {
            "person": self.persons[int(self.pair_person[pair])].id,
            "post": self.posts[int(self.pair_post[pair])].id,
        }

"""The placement problem with team rules as a linear model in integers: columns, rows, objective.

Rows are tightened where that pays (hull of a composition, shortfall against its switch, each tagged
person against the switch of a none_or_at_least); measured to halve the gap of the relaxation.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from dunmiao.engine.matching.flow import open_pairs, pins_of
from dunmiao.engine.matching.instance import (
    Apart,
    Area,
    Composition,
    Instance,
    Ints,
    NoneOrAtLeast,
    Release,
    SameSender,
)

FREE = 2**53  # stands for "no limit" on a side of a row


@dataclass(frozen=True, eq=False)
class Derived:
    """A column that follows from others: 1 when more than `number` of `counted` are chosen (a
    switch), or how many are missing below `number` (a shortfall).
    """

    column: int
    counted: Ints
    number: int
    is_switch: bool


@dataclass(frozen=True, eq=False)
class Model:
    """Maximise gain·x + constant, low ≤ rows·x ≤ high, least ≤ x ≤ most, x integer.

    The first columns are `pairs` of the instance. The matrix is by rows: `start`, `column` and
    `factor`.
    """

    pairs: Ints
    gain: Ints
    least: Ints
    most: Ints
    low: Ints
    high: Ints
    start: Ints
    column: Ints
    factor: Ints
    constant: int

    derived: tuple[Derived, ...]

    def completed(self, chosen: Ints) -> Ints:
        """Give every column's value when just these pairs (their numbers) are chosen."""
        values = np.zeros(len(self.gain), dtype=np.int64)
        values[: len(self.pairs)] = np.isin(self.pairs, chosen)
        for each in self.derived:
            count = int(values[each.counted].sum())
            missing = max(0, each.number - count)
            values[each.column] = int(count > each.number) if each.is_switch else missing
        return values


class _Rows:
    """Collects columns and rows."""

    def __init__(self, gain: Ints, least: Ints) -> None:
        self.gain = gain.tolist()
        self.least = least.tolist()
        self.most = [1] * len(gain)
        self.low: list[int] = []
        self.high: list[int] = []
        self.columns: list[Ints] = []
        self.factors: list[Ints] = []
        self.derived: list[Derived] = []

    def new_switch(self, counted: Ints, below: int) -> int:
        """Add a column for whether more than `below` are chosen."""
        return self._derive(0, 1, counted, below, is_switch=True)

    def new_shortfall(self, price: int, counted: Ints, least: int) -> int:
        """Add a column for how many are missing below `least`."""
        return self._derive(-price, least, counted, least, is_switch=False)

    def _derive(self, gain: int, most: int, counted: Ints, number: int, *, is_switch: bool) -> int:
        column = len(self.gain)
        self.gain.append(gain)
        self.least.append(0)
        self.most.append(most)
        self.derived.append(Derived(column, counted, number, is_switch))
        return column

    def add(
        self,
        columns: Ints | Sequence[int],
        low: int = -FREE,
        high: int = FREE,
        factor: int = 1,
        also: tuple[tuple[int, int], ...] = (),
    ) -> None:
        """Add one row: `factor` on all columns, and further (column, factor) pairs."""
        extra = np.array(also, dtype=np.int64).reshape(-1, 2)
        own = np.asarray(columns, dtype=np.int64)
        self.columns.append(np.concatenate([own, extra[:, 0]]))
        self.factors.append(np.concatenate([np.full(len(own), factor, np.int64), extra[:, 1]]))
        self.low.append(low)
        self.high.append(high)


def build_model(instance: Instance) -> Model:
    """Build the model of an instance whose pins are possible."""
    return _Builder(instance).build()


def _groups(key: Ints, size: int) -> list[Ints]:
    """Give for each key from 0 to size-1 the positions that have it."""
    order = np.argsort(key, kind="stable")
    ends = np.cumsum(np.bincount(key, minlength=size))
    return np.split(order.astype(np.int64), ends[:-1]) if size else []


class _Builder:
    def __init__(self, instance: Instance) -> None:
        self.instance = instance
        is_open, fixed = open_pairs(instance, pins_of(instance))
        self.pairs = np.sort(np.concatenate([np.flatnonzero(is_open), fixed]))
        self.person = instance.pair_person[self.pairs]
        self.post = instance.pair_post[self.pairs]
        gain = instance.worth[self.pairs] + instance.weights.unplaced
        self.rows = _Rows(gain, np.isin(self.pairs, fixed).astype(np.int64))
        self.of_post = _groups(self.post, len(instance.posts))
        self.constant = -instance.weights.unplaced * len(instance.persons)
        self.short: dict[int, tuple[int, int]] = {}
        self.switches: dict[tuple[int, int], int] = {}
        self.tagged: dict[str, np.ndarray] = {}

    def build(self) -> Model:
        instance, rows = self.instance, self.rows
        for columns in _groups(self.person, len(instance.persons)):
            if len(columns) > 1:
                rows.add(columns, high=1)
        for post, columns in enumerate(self.of_post):
            self.add_post(post, columns)
        self.add_caps()
        for composition in instance.of_kind(Composition):
            for post in composition.posts:
                self.add_composition(composition, post)
        for rule in instance.of_kind(NoneOrAtLeast):
            for post in rule.posts:
                self.add_none_or_at_least(rule, post)
        return self.finished()

    def add_caps(self) -> None:
        instance = self.instance
        self.add_same_sender()
        for release in instance.of_kind(Release):
            if release.sending_unit in instance.units:
                unit = instance.units.index(release.sending_unit)
                self.cap(np.flatnonzero(instance.unit_of[self.person] == unit), release.at_most)
        for apart in instance.of_kind(Apart):
            is_one = np.isin(self.person, np.array(apart.persons, np.int64))
            self.cap(np.flatnonzero(is_one & self.is_in(apart.posts)), 1)
        for area in instance.of_kind(Area):
            self.add_area(area)

    def finished(self) -> Model:
        rows = self.rows
        sizes = np.array([len(columns) for columns in rows.columns], dtype=np.int64)
        none = [np.zeros(0, dtype=np.int64)]
        return Model(
            self.pairs,
            np.array(rows.gain, dtype=np.int64),
            np.array(rows.least, dtype=np.int64),
            np.array(rows.most, dtype=np.int64),
            np.array(rows.low, dtype=np.int64),
            np.array(rows.high, dtype=np.int64),
            np.concatenate([np.zeros(1, np.int64), np.cumsum(sizes)]),
            np.concatenate(rows.columns or none),
            np.concatenate(rows.factors or none),
            self.constant,
            tuple(rows.derived),
        )

    def is_in(self, posts: tuple[int, ...]) -> np.ndarray:
        return np.isin(self.post, np.array(posts, np.int64))

    def carrying(self, tag: str, columns: Ints) -> Ints:
        if tag not in self.tagged:
            self.tagged[tag] = self.instance.carrying(tag)
        kept: Ints = columns[self.tagged[tag][self.person[columns]]]
        return kept

    def cap(self, columns: Ints, most: int) -> None:
        if len(columns) > most:
            self.rows.add(columns, high=most)

    def add_post(self, post: int, columns: Ints) -> None:
        asked = self.instance.posts[post]
        self.cap(columns, asked.max)
        short = self.add_shortfall(columns, asked.min, asked.priority)
        if short is not None:
            self.short[post] = short

    def add_shortfall(self, columns: Ints, least: int, priority: int) -> tuple[int, int] | None:
        """Add the persons missing below `least` as a column; give it with its upper limit."""
        price = self.instance.weights.shortfall * priority if least else 0
        if not price:
            return None
        reachable = min(least, len(columns))
        self.constant -= price * (least - reachable)  # missing whatever is done
        if not reachable:
            return None
        column = self.rows.new_shortfall(price, columns, reachable)
        self.rows.add(columns, low=reachable, also=((column, 1),))
        return column, reachable

    def add_same_sender(self) -> None:
        caps: dict[int, int] = {}
        for rule in self.instance.of_kind(SameSender):
            for post in rule.posts:
                caps[post] = min(rule.at_most, caps.get(post, rule.at_most))
        for post, most in caps.items():
            columns = self.of_post[post]
            units = self.instance.unit_of[self.person[columns]]
            for unit in np.unique(units).tolist():
                self.cap(columns[units == unit], most)

    def add_area(self, area: Area) -> None:
        columns = np.flatnonzero(self.is_in(area.posts))
        if area.at_most is not None:
            self.cap(columns, area.at_most)
        self.add_shortfall(columns, area.at_least, area.priority)

    def add_composition(self, rule: Composition, post: int) -> None:
        columns, size = self.of_post[post], self.instance.posts[post].max
        most, below = min(size, len(columns)), rule.from_size - 1
        if most <= below:
            return
        tagged = self.carrying(rule.tag, columns)
        if len(tagged) < rule.at_least or rule.at_least > most:
            self.cap(columns, below)
            return
        switch = self.switch_for(post, columns, below, most)
        self.rows.add(tagged, low=0, also=((switch, -rule.at_least),))
        others = np.setdiff1d(columns, tagged)
        self.rows.add(others, high=below, also=((switch, -(most - rule.at_least - below)),))

    def switch_for(self, post: int, columns: Ints, below: int, most: int) -> int:
        """Give the column that is 1 when more than `below` are placed; one for all such rules."""
        if (post, below) in self.switches:
            return self.switches[post, below]
        switch = self.rows.new_switch(columns, below)
        self.switches[post, below] = switch
        self.rows.add(columns, high=below, also=((switch, -(most - below)),))
        if post in self.short:
            column, least = self.short[post]
            if least > below:
                self.rows.add([column], low=least - below, also=((switch, least - below),))
        return switch

    def add_none_or_at_least(self, rule: NoneOrAtLeast, post: int) -> None:
        tagged = self.carrying(rule.tag, self.of_post[post])
        if rule.at_least == 1 or not len(tagged):
            return
        if min(self.instance.posts[post].max, len(tagged)) < rule.at_least:
            self.cap(tagged, 0)
            return
        switch = self.rows.new_switch(tagged, 0)
        self.rows.add(tagged, low=0, also=((switch, -rule.at_least),))
        for column in tagged.tolist():
            self.rows.add([column], high=0, also=((switch, -1),))

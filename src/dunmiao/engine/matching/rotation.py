"""A rotation over post classes for a whole cohort: who is in which class in which period (002-15).

First a minimum-cost flow chooses how often each person is in each class (Ahuja, Magnanti and Orlin,
Network flows, 1993, ch. 9: gains fall from the second time on, so arcs with rising costs are
exact). Then one period after the other is peeled off by a flow that keeps to the even share of what
is left. Where capacities are the same in every period and all are there throughout, such shares
always exist (König's edge colouring; de Werra, Equitable colorations of graphs, RIRO 5 (1971)), so
the schedule reaches the bound. Otherwise each period is solved again against the others until
nothing improves, and the gap is told.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
from ortools.graph.python.min_cost_flow import SimpleMinCostFlow

from dunmiao.engine.matching.flow import FlowFailed
from dunmiao.engine.matching.rotation_reading import Cohort, Mover, parse

__all__ = ["Schedule", "bound_of", "parse", "solve"]

NOWHERE = ""
_STAY = 16  # what a period more in the same class is worth beside the order of the classes


@dataclass(frozen=True)
class Schedule:
    """A solved rotation. `classes` gives a class per period for each person, "" where none.

    `bound` is the least cost any schedule could have, `cost` this one's: unplaced periods before
    missing people before classes newly covered. `status` is optimal where they are equal.
    """

    status: str
    people: tuple[str, ...]
    classes: tuple[tuple[str, ...], ...]
    gain: int
    unplaced: int
    short: int
    cost: int
    bound: int
    seconds: float = 0.0

    def as_json(self) -> dict[str, object]:
        """Give the document of the schedule."""
        return {
            "status": self.status,
            "assignments": [
                {"person": person, "classes": list(row)}
                for person, row in zip(self.people, self.classes, strict=True)
            ],
            "gain": self.gain,
            "unplaced": self.unplaced,
            "short": self.short,
            "gap_points": self.cost - self.bound,
            "seconds": round(self.seconds, 6),
        }


def solve(cohort: Cohort) -> Schedule:
    """Solve a rotation; the same cohort in any order gives the same schedule.

    A class is never fuller than its `most` and nobody is longer in one than the limit. Where that
    leaves somebody without a class, or a class below its `least`, the schedule counts it.
    """
    started = time.perf_counter()
    prices = _Prices.of(cohort)
    totals, bound = _totals(cohort, prices)
    table = _peeled(cohort, totals)
    cost = prices.cost(cohort, table)
    if cost > bound:
        table, cost = _polished(cohort, prices, table, cost)
    gain, unplaced, short = _counted(cohort, table)
    names = (NOWHERE, *(kind.id for kind in cohort.kinds))
    return Schedule(
        "optimal" if cost == bound else "feasible",
        tuple(mover.id for mover in cohort.movers),
        tuple(tuple(names[place + 1] for place in row) for row in table),
        gain, unplaced, short, cost, bound, time.perf_counter() - started,
    )  # fmt: skip


def bound_of(cohort: Cohort) -> int:
    """Give the least cost any schedule of the cohort could have, by the totals alone."""
    return _totals(cohort, _Prices.of(cohort))[1]


@dataclass(frozen=True)
class _Prices:
    """What a missing person in a class and a period without class cost, each above all below it."""

    short: int
    unplaced: int

    @classmethod
    def of(cls, cohort: Cohort) -> _Prices:
        most_gain = len(cohort.movers) * sum(kind.weight for kind in cohort.kinds)
        short = most_gain + 1
        return cls(short, short * (sum(sum(kind.least) for kind in cohort.kinds) + 1))

    def cost(self, cohort: Cohort, table: Table) -> int:
        gain, unplaced, short = _counted(cohort, table)
        return unplaced * self.unplaced + short * self.short - gain


Totals = list[list[int]]  # per person, per class: how many periods are still to be given
Table = list[list[int]]  # per person, per period: the number of the class, -1 for none


def _counted(cohort: Cohort, table: Table) -> tuple[int, int, int]:
    """Give gain, periods without class, and people missing from classes."""
    gain = unplaced = 0
    sizes: Counter[tuple[int, int]] = Counter()
    for mover, row in zip(cohort.movers, table, strict=True):
        gain += sum(cohort.kinds[k].weight for k in set(row) if k >= 0 and not mover.done[k])
        unplaced += sum(row[t] < 0 for t in mover.there)
        sizes.update((k, t) for t, k in enumerate(row) if k >= 0)
    short = sum(
        max(0, kind.least[t] - sizes[k, t])
        for k, kind in enumerate(cohort.kinds)
        for t in range(cohort.periods)
    )
    return gain, unplaced, short


@dataclass
class _Net:
    """Arcs from people through classes to a sink, gathered and then solved at once."""

    people: int
    kinds: int
    arcs: list[tuple[int, int, int, int]] = field(default_factory=list)

    @property
    def sink(self) -> int:
        return self.people + self.kinds

    def choose(self, person: int, kind: int, room: int, cost: int) -> None:
        self.arcs.append((person, self.people + kind, room, cost))

    def skip(self, person: int, room: int, cost: int) -> None:
        self.arcs.append((person, self.sink, room, cost))

    def fill(self, kind: int, steps: Iterable[tuple[int, int]]) -> None:
        """Let a class take people at rising costs: (up to how many in all, cost of each)."""
        reached = 0
        for upto, cost in steps:
            if upto > reached:
                self.arcs.append((self.people + kind, self.sink, upto - reached, cost))
                reached = upto

    def flows(self, supply: Sequence[int]) -> tuple[list[int], int]:
        """Give the flow of each arc and the cost of all."""
        solver = SimpleMinCostFlow()
        tail, head, room, cost = (
            np.array(column, np.int64) for column in zip(*self.arcs, strict=True)
        )
        solver.add_arcs_with_capacity_and_unit_cost(tail, head, room, cost)
        supplies = np.zeros(self.sink + 1, dtype=np.int64)
        supplies[: self.people], supplies[self.sink] = supply, -sum(supply)
        solver.set_nodes_supplies(np.arange(self.sink + 1), supplies)
        status = solver.solve()
        if status != SimpleMinCostFlow.OPTIMAL:
            raise FlowFailed(f"the flow of a rotation ended with {status}")
        flows = solver.flows(np.arange(len(self.arcs)))
        return [int(flow) for flow in flows], int(solver.optimal_cost())


def _totals(cohort: Cohort, prices: _Prices) -> tuple[Totals, int]:
    """Choose how often each person is in each class, periods aside; also a bound of every cost."""
    net = _Net(len(cohort.movers), len(cohort.kinds))
    for p, mover in enumerate(cohort.movers):
        net.skip(p, len(mover.there), prices.unplaced)
        for k, kind in enumerate(cohort.kinds):
            room = min(cohort.limit - mover.done[k], len(mover.there))
            if room > 0 and not mover.done[k]:
                net.choose(p, k, 1, -kind.weight)
                room -= 1
            if room > 0:
                net.choose(p, k, room, 0)
    for k, kind in enumerate(cohort.kinds):
        least, most = sum(kind.least), sum(kind.most)
        net.fill(k, [(least, -prices.short), (most, 0)])
    flows, cost = net.flows([len(mover.there) for mover in cohort.movers])
    totals = [[0] * len(cohort.kinds) for _ in cohort.movers]
    for (tail, head, _room, _cost), flow in zip(net.arcs, flows, strict=True):
        if tail < net.people and head < net.sink:
            totals[tail][head - net.people] += flow
    asked = sum(sum(kind.least) for kind in cohort.kinds)
    return totals, cost + prices.short * asked


def _peeled(cohort: Cohort, totals: Totals) -> Table:
    """Spread the totals over the periods, each period taking its even share of what is left."""
    table: Table = [[-1] * cohort.periods for _ in cohort.movers]
    for t in range(cohort.periods):
        there = [p for p, mover in enumerate(cohort.movers) if t in mover.there]
        if not there:
            continue
        net = _share(cohort, totals, table, there, t)
        flows, _cost = net.flows([1] * len(there))
        for (tail, head, _room, _price), flow in zip(net.arcs, flows, strict=True):
            k = head - net.people
            if flow and tail < net.people and k < len(cohort.kinds):
                p = there[tail]
                table[p][t] = k
                totals[p][k] -= 1
    return table


def _share(cohort: Cohort, totals: Totals, table: Table, there: list[int], t: int) -> _Net:
    """Build the flow of one period: everybody somewhere, classes near their even share.

    Having no class is one more class here, so that it too is shared out evenly. In an even cohort
    the shares come first, since they lead to the bound; else the least of this very period does.
    """
    first = 4 * (len(there) + 1) * (_STAY + len(cohort.kinds))
    second = first * 2 * (len(there) + 1)
    pace, least = (second, first) if cohort.is_even else (first, second)
    alone, nowhere = second * 2 * (len(there) + 1), len(cohort.kinds)
    net = _Net(len(there), nowhere + 1)
    spares = 0
    for place, p in enumerate(there):
        before = _before(cohort.movers[p], table[p], t)
        spare = sum(one >= t for one in cohort.movers[p].there) - sum(totals[p])
        spares += spare
        # who has no period to spare goes first
        net.choose(place, nowhere, 1, alone if spare <= 0 else (not cohort.is_even) * alone // 2)
        for k, left in enumerate(totals[p]):
            if left:
                net.choose(place, k, 1, cohort.ranks[k] - (_STAY if k == before else 0))
    rest = cohort.periods - t
    for k, kind in enumerate(cohort.kinds):
        left = sum(row[k] for row in totals)
        net.fill(k, _steps(kind.least[t], kind.most[t], left, rest, least, pace))
    net.fill(nowhere, _steps(0, len(there), spares, rest, least, pace))
    return net


def _steps(
    least: int, most: int, left: int, rest: int, least_price: int, pace: int
) -> list[tuple[int, int]]:
    """Price each further person in a class: wanted by its least, by the even share, or above it."""
    low, high = left // rest, -(-left // rest)

    def price(number: int) -> int:
        wanted = least_price * (number < least) + pace * (number < low)
        return pace * (number >= high) - wanted

    ends = sorted({min(end, most) for end in (least, low, high, most)} - {0})
    return [(end, price(end - 1)) for end in ends]


def _before(mover: Mover, row: list[int], t: int) -> int:
    return row[t - 1] if t and row[t - 1] >= 0 else mover.now


def _polished(cohort: Cohort, prices: _Prices, table: Table, cost: int) -> tuple[Table, int]:
    """Solve each period again against all others, as long as that improves anything."""
    is_better = True
    while is_better:
        is_better = False
        for t in range(cohort.periods):
            other = _again(cohort, prices, table, t)
            after = prices.cost(cohort, other)
            if after < cost:
                table, cost, is_better = other, after, True
    return table, cost


def _again(cohort: Cohort, prices: _Prices, table: Table, t: int) -> Table:
    """Give the table with one period solved anew, the others as they are."""
    there = [p for p, mover in enumerate(cohort.movers) if t in mover.there]
    table = [[*row[:t], -1, *row[t + 1 :]] for row in table]
    if not there:
        return table
    net = _Net(len(there), len(cohort.kinds))
    for place, p in enumerate(there):
        net.skip(place, 1, prices.unplaced)
        for k, cost in _open(cohort, cohort.movers[p], table[p]):
            net.choose(place, k, 1, cost)
    for k, kind in enumerate(cohort.kinds):
        net.fill(k, [(kind.least[t], -prices.short), (kind.most[t], 0)])
    flows, _cost = net.flows([1] * len(there))
    for (tail, head, _room, _price), flow in zip(net.arcs, flows, strict=True):
        if flow and tail < net.people and head < net.sink:
            table[there[tail]][t] = head - net.people
    return table


def _open(cohort: Cohort, mover: Mover, row: list[int]) -> Iterable[tuple[int, int]]:
    """Give the classes a person may still serve in beside a row, each with its cost."""
    served = Counter(row)
    for k, kind in enumerate(cohort.kinds):
        if served[k] + mover.done[k] < cohort.limit:
            is_new = not served[k] and not mover.done[k]
            yield k, -kind.weight if is_new else 0

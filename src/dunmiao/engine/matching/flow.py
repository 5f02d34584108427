"""The optimum without team rules, by minimum-cost flow (ortools SimpleMinCostFlow).

Pins, forbids, release caps and caps per sending unit in a post stay network flow; composition,
none_or_at_least, apart and area do not and are left out here, so that the flow's value is an upper
bound of any plan's. The method is cost scaling: Goldberg, An efficient implementation of a scaling
minimum-cost flow algorithm, J. Algorithms 22 (1997).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from ortools.graph.python.min_cost_flow import SimpleMinCostFlow

from dunmiao.engine.matching.instance import Bools, Forbid, Instance, Ints, Pin, Release, SameSender

# SimpleMinCostFlow multiplies costs by about the number of nodes and needs room in 63 bits.
COST_ROOM = 2**60


class FlowFailed(Exception):
    """The flow solver answered something a sound network cannot cause."""


@dataclass(frozen=True, eq=False)
class Network:
    """A minimum-cost flow network. Arcs number 0 to len(pairs)-1 are `pairs` of the instance.

    Nodes are persons (by number), posts, groups of one unit in one post, units, and last the sink.
    `fixed` are pairs that a pin settles; they take part through smaller capacities only. `persons`
    counts the nodes that are persons.
    """

    tail: Ints
    head: Ints
    capacity: Ints
    cost: Ints
    supply: Ints
    pairs: Ints
    fixed: Ints
    persons: int

    @property
    def nodes(self) -> int:
        """Count the nodes."""
        return len(self.supply)


class _Arcs:
    def __init__(self) -> None:
        self.parts: list[tuple[Ints, Ints, Ints, Ints]] = []

    def add(self, tail: Ints, head: Ints | int, capacity: Ints | int, cost: Ints | int) -> None:
        size = len(tail)
        each = (
            np.broadcast_to(np.asarray(part, np.int64), size) for part in (head, capacity, cost)
        )
        self.parts.append((tail.astype(np.int64), *each))  # type: ignore[arg-type]

    def joined(self) -> tuple[Ints, Ints, Ints, Ints]:
        columns = zip(*self.parts, strict=True)
        tail, head, capacity, cost = (np.concatenate(column) for column in columns)
        return tail, head, capacity, cost


def open_pairs(instance: Instance, pins: Iterable[tuple[int, int]]) -> tuple[Bools, Ints]:
    """Tell which pairs forbids and pins leave free to choose, and give the pinned pairs."""
    is_open = np.ones(len(instance.pair_person), dtype=np.bool_)
    for rule in instance.of_kind(Forbid):
        pair = instance.find_pair(rule.person, rule.post)
        if pair >= 0:
            is_open[pair] = False
    pinned = sorted(set(pins))
    if not pinned:
        return is_open, np.zeros(0, dtype=np.int64)
    table = np.array(pinned, dtype=np.int64)
    is_pinned = np.zeros(len(instance.persons), dtype=np.bool_)
    is_pinned[table[:, 0]] = True
    is_open &= ~is_pinned[instance.pair_person]
    return is_open, instance.find_pairs(table[:, 0], table[:, 1])


def pins_of(instance: Instance) -> list[tuple[int, int]]:
    """Give the pairs that pins ask for."""
    return [(pin.person, pin.post) for pin in instance.of_kind(Pin)]


def build_network(instance: Instance, forced: tuple[tuple[int, int], ...] = ()) -> Network:
    """Build the network; pins and `forced` pairs must be possible together (see conflict.py)."""
    is_open, fixed = open_pairs(instance, [*pins_of(instance), *forced])
    pairs = np.flatnonzero(is_open)
    person, post = instance.pair_person[pairs], instance.pair_post[pairs]
    base = len(instance.persons)
    next_node = base + len(instance.posts)
    arcs = _Arcs()
    gain = instance.worth[pairs] + min(instance.weights.unplaced, 2**53)
    groups = _Groups(instance, pairs, fixed, next_node)
    arcs.add(person, groups.head(post + base), 1, -gain)
    if len(groups.nodes):
        arcs.add(groups.nodes, groups.posts + base, groups.room, 0)
    next_node += len(groups.nodes)
    supply = np.zeros(next_node + len(instance.units) + 1, dtype=np.int64)
    sink = len(supply) - 1
    _add_persons(instance, fixed, arcs, supply, next_node)
    _add_posts(instance, fixed, arcs, sink)
    supply[sink] = -supply.sum()
    tail, head, capacity, cost = arcs.joined()
    return Network(tail, head, capacity, cost, supply, pairs, fixed, base)


class _Groups:
    """The nodes through which a unit's persons pass into a post that caps them."""

    def __init__(self, instance: Instance, pairs: Ints, fixed: Ints, first: int) -> None:
        caps = np.full(len(instance.posts), len(instance.persons), dtype=np.int64)
        for rule in instance.of_kind(SameSender):
            for post in rule.posts:
                caps[post] = min(caps[post], rule.at_most)
        units = max(1, len(instance.units))
        key = instance.pair_post[pairs] * units + instance.unit_of[instance.pair_person[pairs]]
        kinds, self.at, sizes = np.unique(key, return_inverse=True, return_counts=True)
        fixed_key = (
            instance.pair_post[fixed] * units + instance.unit_of[instance.pair_person[fixed]]
        )
        taken = np.zeros(len(kinds), dtype=np.int64)
        known = np.searchsorted(kinds, fixed_key)
        for where, asked in zip(known.tolist(), fixed_key.tolist(), strict=True):
            if where < len(kinds) and kinds[where] == asked:
                taken[where] += 1
        room = caps[kinds // units] - taken
        self.binding = sizes > room
        self.node_of = np.full(len(kinds), -1, dtype=np.int64)
        count = int(self.binding.sum())
        self.node_of[self.binding] = first + np.arange(count)
        self.nodes = self.node_of[self.binding]
        self.posts = (kinds // units)[self.binding]
        self.room = room[self.binding]

    def head(self, direct: Ints) -> Ints:
        """Give the node each pair leads to: its group where there is one, else the post itself."""
        if not len(self.nodes):
            return direct
        return np.where(self.binding[self.at], self.node_of[self.at], direct)


def _add_persons(instance: Instance, fixed: Ints, arcs: _Arcs, supply: Ints, first: int) -> None:
    """Free persons start with one unit of flow each, or get it through their unit's release cap."""
    sink = len(supply) - 1
    is_fixed = np.zeros(len(instance.persons), dtype=np.bool_)
    is_fixed[instance.pair_person[fixed]] = True
    caps = np.full(len(instance.units), len(instance.persons), dtype=np.int64)
    number = {unit: index for index, unit in enumerate(instance.units)}
    for rule in instance.of_kind(Release):
        unit = number.get(rule.sending_unit)
        if unit is not None:
            caps[unit] = min(caps[unit], rule.at_most)
    unit_of = instance.unit_of
    caps -= np.bincount(unit_of[is_fixed], minlength=len(caps))
    free = np.bincount(unit_of[~is_fixed], minlength=len(caps))
    is_capped = caps < free
    through = np.flatnonzero(~is_fixed & is_capped[unit_of])
    direct = np.flatnonzero(~is_fixed & ~is_capped[unit_of])
    arcs.add(direct, sink, 1, 0)
    arcs.add(first + unit_of[through], through, 1, 0)
    capped = np.flatnonzero(is_capped)
    arcs.add(first + capped, sink, caps[capped], 0)
    supply[direct] = 1
    supply[first + capped] = caps[capped]


def _add_posts(instance: Instance, fixed: Ints, arcs: _Arcs, sink: int) -> None:
    """Each post has dear places up to its min, and plain ones up to its max."""
    base = len(instance.persons)
    taken = np.bincount(instance.pair_post[fixed], minlength=len(instance.posts))
    everyone = len(instance.persons)
    least = np.array([min(post.min, everyone) for post in instance.posts], dtype=np.int64)
    weight = instance.weights.shortfall
    penalty = np.array(
        [weight * post.priority if post.min else 0 for post in instance.posts], dtype=np.int64
    )
    dear = np.maximum(least - taken, 0)
    plain = np.maximum(instance.most - taken - dear, 0)
    nodes = base + np.arange(len(instance.posts))
    arcs.add(nodes[dear > 0], sink, dear[dear > 0], -penalty[dear > 0])
    arcs.add(nodes[plain > 0], sink, plain[plain > 0], 0)


def best_flow(network: Network) -> Ints:
    """Give the optimal flow on every arc, the same for the same network."""
    largest = int(np.abs(network.cost).max(initial=0))
    if largest * (network.nodes + 1) < COST_ROOM:
        return _solved(network, network.cost)
    return _solved_in_two_steps(network)


def chosen_pairs(network: Network, flow: Ints) -> Ints:
    """Give the numbers of the pairs a flow assigns, pinned ones included, in order."""
    found: Ints = np.sort(
        np.concatenate([network.pairs[flow[: len(network.pairs)] > 0], network.fixed])
    )
    return found


def best_assignment(instance: Instance, forced: tuple[tuple[int, int], ...] = ()) -> Ints:
    """Give an optimal set of pairs under everything a flow can say, with `forced` pairs in it."""
    network = build_network(instance, forced)
    return chosen_pairs(network, best_flow(network))


def _solved(
    network: Network, cost: Ints, lower: Ints | None = None, room: Ints | None = None
) -> Ints:
    """Solve with other costs; `lower` is flow taken as given, `room` the capacity above it."""
    room = network.capacity if room is None else room
    supply = network.supply.copy()
    if lower is not None:
        np.subtract.at(supply, network.tail, lower)
        np.add.at(supply, network.head, lower)
    solver = SimpleMinCostFlow()
    arcs = solver.add_arcs_with_capacity_and_unit_cost(network.tail, network.head, room, cost)
    solver.set_nodes_supplies(np.arange(network.nodes), supply)
    status = solver.solve()
    if status != SimpleMinCostFlow.OPTIMAL:
        # Asking for the flow after a failed solve crashes the process, so nothing is asked.
        raise FlowFailed(str(status))
    flow: Ints = solver.flows(arcs).astype(np.int64)
    return flow if lower is None else flow + lower


def _solved_in_two_steps(network: Network) -> Ints:
    """Solve with costs too large for the solver: first rounded down, then what rounding left open.

    Under the prices of the rounded optimum every residual arc has reduced cost of at least -step,
    so a cycle through an arc whose reduced cost is more than nodes × step cannot lower the cost:
    such an arc keeps its flow, and the others have small reduced costs (proximity scaling).
    """
    step = 1
    while int(np.abs(network.cost).max()) // step * (network.nodes + 1) >= COST_ROOM:
        step *= 2
    rounded = network.cost // step
    flow = _solved(network, rounded)
    price = potentials(network, flow, rounded) * step
    reduced = network.cost + price[network.tail] - price[network.head]
    is_settled = np.abs(reduced) > (network.nodes + 1) * step
    lower = np.where(is_settled, flow, 0)
    room = np.where(is_settled, 0, network.capacity)
    return _solved(network, np.where(is_settled, 0, reduced), lower, room)


def potentials(network: Network, flow: Ints, cost: Ints) -> Ints:
    """Give node prices under which no residual arc of an optimal flow has negative reduced cost.

    Bellman-Ford from every node at once, vectorised. Complementary slackness with these integers
    is the certificate that the flow is optimal; FlowFailed if there is none.
    """
    tail, head, length = residual_arcs(network, flow, cost)
    return relax(tail, head, length, np.zeros(network.nodes, dtype=np.int64))


def residual_arcs(network: Network, flow: Ints, cost: Ints) -> tuple[Ints, Ints, Ints]:
    """Give tails, heads and costs of the arcs on which a flow can still change."""
    more, less = flow < network.capacity, flow > 0
    tail = np.concatenate([network.tail[more], network.head[less]])
    head = np.concatenate([network.head[more], network.tail[less]])
    return tail, head, np.concatenate([cost[more], -cost[less]])


def relax(tail: Ints, head: Ints, length: Ints, start: Ints) -> Ints:
    """Shorten the distances in `start` along arcs until none can be shortened (Bellman-Ford)."""
    distance = start.copy()
    if not len(tail):
        return distance
    order = np.argsort(head, kind="stable")
    tail, head, length = tail[order], head[order], length[order]
    firsts = np.flatnonzero(np.r_[True, head[1:] != head[:-1]])
    heads = head[firsts]
    for _ in range(len(start) + 1):
        offer = np.minimum.reduceat(distance[tail] + length, firsts)
        if not (offer < distance[heads]).any():
            return distance
        distance[heads] = np.minimum(distance[heads], offer)
    raise FlowFailed("the flow is not optimal: a cycle lowers its cost")

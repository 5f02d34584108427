"""What it would cost to put one person elsewhere: shortest paths in what a flow leaves open.

Forcing a pair into an optimal flow costs the pair's own cost plus the shortest residual path from
its post back to the person; the path is the chain of moves that follows. One search answers for
all posts of a person.
"""

from __future__ import annotations

from collections import deque

import numpy as np

from dunmiao.engine.matching.flow import (
    FlowFailed,
    Network,
    best_flow,
    build_network,
    chosen_pairs,
    relax,
    residual_arcs,
)
from dunmiao.engine.matching.instance import Instance, Ints

FAR = 2**61  # farther than any sum of costs: not reachable


def flow_of(network: Network, chosen: Ints) -> Ints:
    """Give the flow that assigns just these pairs; FlowFailed if the network has none.

    Beside the pairs the network is a tree, so the flow on every other arc follows.
    """
    size = len(network.pairs)
    flow = np.zeros(len(network.tail), dtype=np.int64)
    flow[:size] = np.isin(network.pairs, chosen)
    excess = network.supply.copy()
    np.subtract.at(excess, network.tail[:size], flow[:size])
    np.add.at(excess, network.head[:size], flow[:size])
    left = excess.tolist()
    arcs = zip(
        network.tail[size:].tolist(),
        network.head[size:].tolist(),
        network.capacity[size:].tolist(),
        strict=True,
    )
    for arc, (tail, head, room) in enumerate(arcs, start=size):
        # A unit releases only who is placed; everywhere else all flows on.
        wanted = -left[head] if head < network.persons else left[tail]
        amount = max(0, min(room, wanted))
        flow[arc] = amount
        left[tail] -= amount
        left[head] += amount
    if any(left):
        raise FlowFailed("the assignments break a capacity")
    return flow


class Alternatives:
    """All posts one person could be forced into, against an optimal flow without team rules."""

    def __init__(self, instance: Instance, person: int, chosen: Ints | None = None) -> None:
        """Start from the flow of `chosen` if that is optimal, else from an optimal flow."""
        self.instance, self.person = instance, person
        self.network = build_network(instance)
        best = best_flow(self.network)
        self.flow = best if chosen is None else self._kept(best, chosen)
        self.base = chosen_pairs(self.network, self.flow)
        arcs = residual_arcs(self.network, self.flow, self.network.cost)
        self.tail, self.head, self.length = arcs
        start = np.full(self.network.nodes, FAR + 2**60, dtype=np.int64)
        start[person] = 0
        self.distance = relax(self.head, self.tail, self.length, start)

    def _kept(self, best: Ints, chosen: Ints) -> Ints:
        try:
            own = flow_of(self.network, chosen)
        except FlowFailed:
            return best
        cost = self.network.cost
        return own if int(cost @ own) == int(cost @ best) else best

    def force(self, pair: int) -> tuple[int, Ints] | None:
        """Give the loss of forcing a pair and the pairs then chosen, None if it cannot be."""
        if pair in self.base:
            return 0, self.base
        arc = int(np.searchsorted(self.network.pairs, pair))
        if arc >= len(self.network.pairs) or self.network.pairs[arc] != pair:
            return None
        entry = int(self.network.head[arc])
        if self.distance[entry] >= FAR:
            return None
        loss = int(self.network.cost[arc] + self.distance[entry])
        changed = {pair, *self._toggled(self._path(entry))}
        kept = {int(each) for each in self.base} ^ changed
        return loss, np.array(sorted(kept), dtype=np.int64)

    def _path(self, entry: int) -> list[tuple[int, int]]:
        """Give a shortest path from a node to the person, as (tail, head) steps."""
        is_tight = self.length + self.distance[self.head] == self.distance[self.tail]
        steps: dict[int, list[int]] = {}
        for tail, head in zip(
            self.tail[is_tight].tolist(), self.head[is_tight].tolist(), strict=True
        ):
            steps.setdefault(tail, []).append(head)
        came: dict[int, int] = {entry: -1}
        queue = deque([entry])
        while queue and self.person not in came:
            node = queue.popleft()
            for head in steps.get(node, ()):
                if head not in came:
                    came[head] = node
                    queue.append(head)
        path, node = [], self.person
        while came[node] >= 0:
            path.append((came[node], node))
            node = came[node]
        return path[::-1]

    def _toggled(self, path: list[tuple[int, int]]) -> list[int]:
        """Give the pairs whose arc the path uses, forwards (taken up) or backwards (given up)."""
        size, persons = len(self.network.pairs), len(self.instance.persons)
        found = []
        for tail, head in path:
            if min(tail, head) >= persons:
                continue
            person, other = (tail, head) if tail < persons else (head, tail)
            own = np.flatnonzero(self.network.tail[:size] == person)
            used = own[self.network.head[own] == other]
            if tail < persons and len(used):
                found.append(int(self.network.pairs[used[0]]))
            elif len(used):
                found.append(int(self.network.pairs[used[self.flow[used] > 0][0]]))
        return found

"""Placement of 10,000 persons with 30 pairs each and no team rules, against the bare flow solver.

The ratio is our `seconds` (parsed instance to finished plan) over the optimiser's solve call on the
same pairs and caps, each the best of three in one run; the target is at most 5.
"""

from __future__ import annotations

import random
import sys
import time
from pathlib import Path

import numpy as np
from ortools.graph.python.min_cost_flow import SimpleMinCostFlow

from dunmiao.engine.matching.instance import Instance
from dunmiao.engine.matching.parsing import parse
from dunmiao.engine.matching.solve import solve

PERSONS, PAIRS, TARGET, RUNS = 10_000, 30, 5.0, 3


def generate(persons: int = PERSONS, pairs: int = PAIRS, seed: int = 1) -> dict:
    """Give an instance: half teams of 3-6, half single posts, sending units that keep a tenth."""
    dice = random.Random(seed)
    count = max(pairs, persons // 3)
    posts = [
        {"id": f"t{number:05d}", "min": dice.choice((0, 0, low)), "max": dice.randint(low, high)}
        for number in range(count)
        for low, high in [(1, 2) if number % 2 else (3, 6)]
    ]
    popular = np.cumsum([dice.paretovariate(1.5) for _ in posts]).tolist()
    people, eligible = [], []
    for number in range(persons):
        chosen: set[int] = set()
        while len(chosen) < pairs:
            chosen.update(dice.choices(range(count), cum_weights=popular, k=pairs - len(chosen)))
        wishes = dice.sample(sorted(chosen), 3)
        person = {"id": f"p{number:05d}", "sending_unit": f"u{number // 25:03d}"}
        people.append({**person, "prefers": [posts[post]["id"] for post in wishes]})
        eligible += [
            {"person": person["id"], "post": posts[post]["id"], "fit": dice.randint(1, 1000)}
            for post in sorted(chosen)
        ]
    units = sorted({person["sending_unit"] for person in people})
    teams = [post["id"] for post in posts if post["max"] > 2]
    rules = [{"id": f"r{u}", "kind": "release", "sending_unit": u, "at_most": 22} for u in units]
    rules.append({"id": "mix", "kind": "same_sender", "posts": teams, "at_most": 2})
    return {
        "persons": people,
        "posts": posts,
        "pairs": eligible,
        "rules": rules,
        "weights": {"shortfall": 2000, "unplaced": 1000, "preference": 10},
    }


def bare(instance: Instance) -> float:
    """Give the seconds of the optimiser's own solve call on the pairs and the caps of the posts."""
    persons, posts = len(instance.persons), len(instance.posts)
    sink = persons + posts
    size = len(instance.pair_person)
    solver = SimpleMinCostFlow()
    people, places = np.arange(persons), persons + np.arange(posts)
    solver.add_arcs_with_capacity_and_unit_cost(
        np.concatenate([instance.pair_person, people, places]),
        np.concatenate([instance.pair_post + persons, np.full(persons + posts, sink)]),
        np.concatenate([np.ones(size + persons, np.int64), instance.most]),
        np.concatenate([-instance.worth, np.full(persons, 1000), np.zeros(posts, np.int64)]),
    )
    supply = np.zeros(sink + 1, dtype=np.int64)
    supply[:persons], supply[sink] = 1, -persons
    solver.set_nodes_supplies(np.arange(sink + 1), supply)
    started = time.perf_counter()
    status = solver.solve()
    seconds = time.perf_counter() - started
    if status != SimpleMinCostFlow.OPTIMAL:
        raise RuntimeError(f"the bare solver ended with {status}")
    return seconds


def measure(persons: int = PERSONS, pairs: int = PAIRS) -> dict[str, object]:
    """Measure both in turn, three times, and give the ratio of the best of each."""
    instance = parse(generate(persons, pairs))
    plans, bares = [], []
    for _ in range(RUNS):
        bares.append(bare(instance))
        plans.append(solve(parse_again(instance)))
    ours = min(plan.seconds for plan in plans)
    return {
        "name": "place",
        "persons": persons,
        "pairs": len(instance.pair_person),
        "status": plans[0].status,
        "value": plans[0].value,
        "seconds": round(ours, 4),
        "bare_seconds": round(min(bares), 4),
        "ratio": round(ours / min(bares), 2),
        "target": TARGET,
        "ok": plans[0].status == "optimal" and ours / min(bares) <= TARGET,
    }


def parse_again(instance: Instance) -> Instance:
    """Give the instance as the parser hands it over, with nothing worked out beforehand."""
    return Instance(
        instance.persons,
        instance.posts,
        instance.pair_person,
        instance.pair_post,
        instance.pair_fit,
        instance.barred,
        instance.rules,
        instance.weights,
    )


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))
    sys.stdout.write(f"{measure()}\n")

"""A rotation of 1,000 people over six post classes in eight quarters, capacities kept and checked.

The target is two minutes on two cores; the ratio is our seconds over those of one bare flow that
only chooses the classes and forgets the quarters.
"""

from __future__ import annotations

import random
import time

from dunmiao.engine.matching import rotation
from dunmiao.engine.matching.rotation_check import check

PEOPLE, CLASSES, PERIODS, TARGET = 1000, 6, 8, 120.0


def generate(people: int = PEOPLE, seed: int = 1, *, is_even: bool = True) -> dict:
    """Give a cohort: half have served somewhere; uneven ones come, leave and change capacity."""
    dice = random.Random(seed)
    kinds = [f"k{number}" for number in range(CLASSES)]
    share = people // CLASSES
    rows = []
    for number in range(people):
        done = dict.fromkeys(dice.sample(kinds, dice.choice((0, 0, 1, 2))), 1)
        row = {"id": f"p{number:05d}", "done": done, "now": min(done, default="")}
        if not is_even and dice.random() < 0.2:
            first = dice.randint(1, PERIODS - 2)
            row |= {"from": first, "to": dice.randint(first + 1, PERIODS)}
        rows.append(row)
    return {
        "periods": PERIODS,
        "limit": 2,
        "people": rows,
        "classes": [
            {
                "id": kind,
                "weight": CLASSES - number,
                "least": share // 2,
                "most": share + share // 3
                if is_even
                else [share + dice.randint(share // 5, share // 2) for _ in range(PERIODS)],
            }
            for number, kind in enumerate(kinds)
        ],
    }


def measure(people: int = PEOPLE) -> dict[str, object]:
    """Solve an even and an uneven cohort, check both, and give the slower one's seconds."""
    seconds, bare, gaps = [], [], []
    for is_even in (True, False):
        document = generate(people, is_even=is_even)
        cohort = rotation.parse(document)
        started = time.perf_counter()
        rotation.bound_of(cohort)
        bare.append(time.perf_counter() - started)
        schedule = rotation.solve(cohort)
        seconds.append(schedule.seconds)
        gaps.append((schedule.cost - schedule.bound) / max(1, schedule.gain))
        if found := check(document, schedule.as_json()):
            raise RuntimeError(f"the schedule is wrong: {found[:3]}")
    return {
        "name": "rotation",
        "people": people,
        "classes": CLASSES,
        "periods": PERIODS,
        "seconds": round(max(seconds), 2),
        "gaps": [round(gap, 5) for gap in gaps],
        "ratio": round(max(seconds) / max(bare), 1),
        "target": TARGET,
        "ok": max(seconds) <= TARGET and gaps[0] == 0,
    }

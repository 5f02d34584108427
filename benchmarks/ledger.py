"""The ledger of 10,000 placements over a year, recomputed whole: duties, then where each stands.

Every placement has its own first day, leave, waiver and records, and nothing is kept between two
of them. `duties_a_second` counts duties per second of processor time of one core; the target is
50,000. `ratio` is the time for all placements over that for a quarter of them, divided by four:
1.0 is linear, and at most 1.25 is asked.
"""

from __future__ import annotations

import random
import time
from datetime import date, timedelta

from dunmiao.engine.charter import Charter, read_charter, shipped
from dunmiao.engine.charter.entities import DutyRule
from dunmiao.engine.duties import duties
from dunmiao.engine.standing import Evidence, Leave, Waiver, standing

PLACEMENTS, TARGET, LINEAR, RUNS = 10_000, 50_000, 1.25, 2
YEAR, FIRST = 364, date(2026, 1, 5)
Case = tuple[Charter, date, date, list[Evidence], list[Waiver], list[Leave], date]


def generate(count: int, seed: int = 1) -> list[Case]:
    """Give situations: charters in turn, two of three duties done, a leave and a waiver here
    and there."""
    dice = random.Random(seed)
    charters = [read_charter(path) for path in shipped()]
    cases: list[Case] = []
    for number in range(count):
        charter = charters[number % len(charters)]
        start = FIRST + timedelta(days=dice.randrange(300))
        end, today = start + timedelta(days=YEAR), start + timedelta(days=dice.randrange(YEAR))
        rules = charter.on(start).duties
        leave = start + timedelta(days=dice.randrange(YEAR - 20))
        cases.append((
            charter, start, end, _papers(rules, start, dice),
            [Waiver(rules[0].key, start, "部长", "另有安排")] if number % 20 == 0 else [],
            [Leave(leave, leave + timedelta(days=12))] if number % 3 == 0 else [], today,
        ))  # fmt: skip
    return cases


def _papers(rules: tuple[DutyRule, ...], start: date, dice: random.Random) -> list[Evidence]:
    return [
        Evidence(rule.evidence[0], start + timedelta(days=day), f"{rule.key}{day}")
        for rule in rules
        for day in range(dice.randrange(30), YEAR, 45)
        if dice.random() < 2 / 3
    ]


def recompute(cases: list[Case]) -> tuple[float, int]:
    """Compute every ledger anew; give the seconds of processor time and the number of duties."""
    began, count = time.process_time(), 0
    for charter, start, end, papers, waivers, leaves, today in cases:
        owed = duties(charter, start, end)
        count += len(standing(owed, papers, waivers, leaves, today))
    return time.process_time() - began, count


def measure(placements: int = PLACEMENTS) -> dict[str, object]:
    """Give the rate and the ratio of the two sizes, each the best of two runs."""
    cases = generate(placements)
    some = cases[: placements // 4]
    recompute(some[:50])  # what is read once
    part = min(recompute(some)[0] for _run in range(RUNS))
    whole, count = min(recompute(cases) for _run in range(RUNS))
    rate, ratio = count / whole, whole / part / 4
    return {
        "name": "ledger",
        "placements": placements,
        "duties": count,
        "seconds": round(whole, 2),
        "duties_a_second": round(rate),
        "target": TARGET,
        "ratio": round(ratio, 3),
        "linear": LINEAR,
        "ok": rate >= TARGET and ratio <= LINEAR,
    }

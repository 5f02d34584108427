"""Boards too large for one integer model: linear relaxation for the bound, then a dive.

Posts that the relaxation fills with whole persons keep them; the rest, with few columns left, is
solved in integers; then all posts again, from that plan, as far as the time reaches. What guides
this are the prices of the rules; those of the flow, which knows no team rule, lead nowhere.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass, replace

import highspy
import numpy as np

from dunmiao.engine.matching.instance import (
    Apart,
    Area,
    Composition,
    Instance,
    Ints,
    NoneOrAtLeast,
)
from dunmiao.engine.matching.integer import Answer, as_lp, new_highs, solve_model, whole_bound
from dunmiao.engine.matching.repair import repaired
from dunmiao.engine.matching.rows import FREE, Model
from dunmiao.engine.matching.valuing import Teams

DEAR = 60.0  # a pair that costs more than this against the relaxation's prices is left out
SHARE = 0.7  # of the time goes to the relaxation at most


@dataclass(frozen=True, eq=False)
class Relaxation:
    """The relaxation's column values and reduced gains (positive: worth more than its price)."""

    taken: np.ndarray
    reduced: np.ndarray
    bound: int | None


def solve_large(
    instance: Instance, model: Model, start: Ints, settled: Ints, until: float | None
) -> Iterator[Answer]:
    """Give a bound and better and better plans, as far as the time reaches."""
    relaxation = relax_model(model, None if until is None else (until - time.monotonic()) * SHARE)
    if relaxation is None:
        yield Answer(None, None, is_stopped=True)
        return
    size = len(model.pairs)
    rounded = model.pairs[relaxation.taken[:size] > 0.5]
    chosen = repaired(instance, rounded, settled)
    yield Answer(chosen, relaxation.bound)
    for limited, is_whole in ((dive, False), (without_dear, True)):
        rest = None if until is None else until - time.monotonic()
        if rest is not None and rest <= 1:
            yield Answer(None, None, is_stopped=True)
            return
        found = solve_model(limited(instance, model, relaxation), chosen, rest)
        yield replace(found, bound=_whole(found, relaxation) if is_whole else None)
        chosen = chosen if found.chosen is None else found.chosen


def _whole(found: Answer, relaxation: Relaxation) -> int | None:
    """Give a bound of the whole from one without dear pairs: a plan with one has lost its price."""
    if found.bound is None or relaxation.bound is None:
        return None
    return max(found.bound, relaxation.bound - int(DEAR) + 1)


def relax_model(model: Model, seconds: float | None) -> Relaxation | None:
    """Solve the linear relaxation; None if the time does not suffice."""
    solver = new_highs(seconds)
    solver.passModel(as_lp(model, is_integer=False))
    solver.run()
    if solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        return None
    solution = solver.getSolution()
    price = np.array(solution.row_dual)
    return Relaxation(np.array(solution.col_value), *price_out(model, price))


def price_out(model: Model, price: np.ndarray) -> tuple[np.ndarray, int | None]:
    """Give reduced gains and the upper bound that row prices prove, whatever solver named them.

    Prices of the wrong sign for a one-sided row are set to zero; each column then sits at the
    better of its limits (weak duality).
    """
    price = np.where((model.high == FREE) & (price > 0), 0.0, price)
    price = np.where((model.low == -FREE) & (price < 0), 0.0, price)
    rows = np.repeat(np.arange(len(model.low)), np.diff(model.start))
    paid = np.bincount(model.column, weights=model.factor * price[rows], minlength=len(model.gain))
    reduced = model.gain - paid
    side = np.where(price > 0, model.high, np.where(price < 0, model.low, 0))
    best = np.where(reduced > 0, model.most, model.least)
    return reduced, whole_bound(float(price @ side + reduced @ best), model.constant)


def without_dear(instance: Instance, model: Model, relaxation: Relaxation) -> Model:
    """Leave out the pairs that cost too much against the relaxation's prices."""
    size = len(model.pairs)
    is_out = (relaxation.reduced[:size] < -DEAR) & (model.least[:size] == 0)
    most = model.most.copy()
    most[:size][is_out] = 0
    return replace(model, most=most)


def dive(instance: Instance, model: Model, relaxation: Relaxation) -> Model:
    """Fix what the relaxation fills with whole persons, and leave dear pairs out of the rest."""
    size = len(model.pairs)
    taken = relaxation.taken[:size]
    post, person = instance.pair_post[model.pairs], instance.pair_person[model.pairs]
    is_split = (taken > 1e-6) & (taken < 1 - 1e-6)
    is_open_post = np.zeros(len(instance.posts), dtype=np.bool_)
    is_open_post[post[is_split]] = True
    whole = Teams(instance, model.pairs[taken > 0.5])
    for breach in whole.breaches((Composition, NoneOrAtLeast, Apart, Area)):
        is_open_post[list(breach.posts)] = True
    is_kept = ~is_open_post[post] & (taken > 0.5)
    is_kept_person = np.zeros(len(instance.persons), dtype=np.bool_)
    is_kept_person[person[is_kept]] = True
    is_out = ~is_kept & is_kept_person[person] & (model.least[:size] == 0)
    limited = without_dear(instance, model, relaxation)
    least, most = limited.least.copy(), limited.most.copy()
    least[:size][is_kept] = most[:size][is_kept] = 1
    most[:size][is_out] = 0
    return replace(limited, least=least, most=most)

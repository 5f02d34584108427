"""Solving the linear model in integers: HiGHS for usual weights, CP-SAT where floats would round.

Both run on one thread from a fixed seed, so that a run that ends by itself is repeatable.
"""

from __future__ import annotations

import math
import os
import threading
import time
from dataclasses import dataclass

import highspy
import numpy as np
from ortools.sat.python import cp_model

from dunmiao.engine.matching.instance import Ints
from dunmiao.engine.matching.rows import FREE, Model

# Beyond this largest gain the float solver's tolerances are no longer small against one point.
FLOAT_GAIN = 10**7
_greeting = threading.Lock()


@dataclass(frozen=True, eq=False)
class Answer:
    """What a solver found: pairs (None if no plan) and an upper bound (None if it has none).

    `is_stopped` says that the clock ended the search.
    """

    chosen: Ints | None
    bound: int | None
    is_stopped: bool = False


def solve_model(model: Model, start: Ints, seconds: float | None) -> Answer:
    """Solve within the time, from the plan `start` (pair numbers); None: until proven."""
    if int(np.abs(model.gain).max(initial=0)) > FLOAT_GAIN:
        return _by_cp_sat(model, start, seconds)
    return _by_highs(model, start, seconds)


def new_highs(seconds: float | None) -> highspy.Highs:
    """Make a silent solver on one thread.

    HiGHS 1.16 greets on standard output when made, whatever its options say afterwards, and
    standard output may be a JSON document; so it is pointed nowhere for that moment.
    """
    with _greeting:
        kept, nowhere = os.dup(1), os.open(os.devnull, os.O_WRONLY)
        try:
            os.dup2(nowhere, 1)
            solver = highspy.Highs()
        finally:
            os.dup2(kept, 1)
            os.close(kept)
            os.close(nowhere)
    options: dict[str, bool | int | float] = {
        "output_flag": False,
        "threads": 1,
        "random_seed": 0,
        "mip_rel_gap": 0.0,
        "mip_abs_gap": 0.99,  # values are integers, so a gap below one is none
    }
    if seconds is not None:
        options["time_limit"] = max(0.01, seconds)
    for name, value in options.items():
        solver.setOptionValue(name, value)
    return solver


def as_lp(model: Model, is_integer: bool) -> highspy.HighsLp:
    """Give the model in the form HiGHS takes."""
    lp = highspy.HighsLp()
    lp.num_col_, lp.num_row_ = len(model.gain), len(model.low)
    lp.sense_ = highspy.ObjSense.kMaximize
    lp.col_cost_ = model.gain.astype(float)
    lp.col_lower_, lp.col_upper_ = model.least.astype(float), model.most.astype(float)
    lp.row_lower_ = np.where(model.low == -FREE, -highspy.kHighsInf, model.low.astype(float))
    lp.row_upper_ = np.where(model.high == FREE, highspy.kHighsInf, model.high.astype(float))
    lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    lp.a_matrix_.start_ = model.start.astype(np.int32)
    lp.a_matrix_.index_ = model.column.astype(np.int32)
    lp.a_matrix_.value_ = model.factor.astype(float)
    if is_integer:
        lp.integrality_ = [highspy.HighsVarType.kInteger] * len(model.gain)
    return lp


def whole_bound(bound: float, constant: int) -> int | None:
    """Round a float upper bound down to an integer that still is one, whatever floats lost."""
    if not math.isfinite(bound):
        return None
    return math.floor(bound + 0.005 + 1e-8 * abs(bound)) + constant


def _by_highs(model: Model, start: Ints, seconds: float | None) -> Answer:
    began = time.monotonic()
    answer = _one_run(model, start, seconds)
    if answer.is_stopped or answer.chosen is None or answer.bound is None:
        return answer
    if int(model.gain @ model.completed(answer.chosen)) + model.constant >= answer.bound:
        return answer
    # HiGHS 1.16 may prove an optimum in its reduced model and yet hand back the plan it was given.
    return _one_run(model, None, None if seconds is None else seconds + began - time.monotonic())


def _one_run(model: Model, start: Ints | None, seconds: float | None) -> Answer:
    solver = new_highs(seconds)
    solver.passModel(as_lp(model, is_integer=True))
    if start is not None:
        known = highspy.HighsSolution()
        known.col_value = model.completed(start).astype(float).tolist()
        solver.setSolution(known)
    solver.run()
    info = solver.getInfo()
    is_stopped = solver.getModelStatus() == highspy.HighsModelStatus.kTimeLimit
    bound = whole_bound(info.mip_dual_bound, model.constant)
    if info.primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible:
        return Answer(None, bound, is_stopped)
    taken = np.array(solver.getSolution().col_value[: len(model.pairs)]) > 0.5
    return Answer(model.pairs[taken], bound, is_stopped)


def _by_cp_sat(model: Model, start: Ints, seconds: float | None) -> Answer:
    cp = cp_model.CpModel()
    limits = zip(model.least.tolist(), model.most.tolist(), strict=True)
    columns = [cp.new_int_var(least, most, "") for least, most in limits]
    for row, (low, high) in enumerate(zip(model.low.tolist(), model.high.tolist(), strict=True)):
        inside = slice(int(model.start[row]), int(model.start[row + 1]))
        used = [columns[column] for column in model.column[inside].tolist()]
        expression = cp_model.LinearExpr.weighted_sum(used, model.factor[inside].tolist())
        cp.add_linear_constraint(expression, low, high)
    cp.maximize(cp_model.LinearExpr.weighted_sum(columns, model.gain.tolist()))
    for column, value in zip(columns, model.completed(start).tolist(), strict=True):
        cp.add_hint(column, value)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = 0
    solver.parameters.relative_gap_limit = 0.0
    if seconds is not None:
        solver.parameters.max_time_in_seconds = max(0.01, seconds)
    status = solver.solve(cp)
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return Answer(None, None, is_stopped=True)
    taken = [bool(solver.value(column)) for column in columns[: len(model.pairs)]]
    # The bound is reported as a float; at these sizes it is rounded up by more than its error.
    bound = math.floor(solver.best_objective_bound) + 1 if status == cp_model.FEASIBLE else None
    chosen = model.pairs[np.array(taken, dtype=np.bool_)]
    if bound is None:
        bound = int(model.gain @ np.array([solver.value(column) for column in columns], np.int64))
    return Answer(chosen, bound + model.constant, status == cp_model.FEASIBLE)

"""What a plan can be worth at most with one pair forced: the relaxation, solved again from warm."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from dunmiao.engine.matching.instance import Instance
from dunmiao.engine.matching.integer import as_lp, new_highs
from dunmiao.engine.matching.large import price_out
from dunmiao.engine.matching.rows import build_model


class ForcedRelaxation:
    """The linear relaxation of a board with all its rules, to be asked about one pair at a time."""

    def __init__(self, instance: Instance) -> None:
        """Build and solve the relaxation once."""
        self.model = build_model(instance)
        self.solver = new_highs(None)
        self.solver.passModel(as_lp(self.model, is_integer=False))
        self.solver.run()

    def bound(self, pair: int) -> int | None:
        """Give an upper bound of any plan with the pair (its number); None if it has none."""
        column = int(np.searchsorted(self.model.pairs, pair))
        if column >= len(self.model.pairs) or self.model.pairs[column] != pair:
            return None
        least, most = int(self.model.least[column]), int(self.model.most[column])
        self.solver.changeColBounds(column, 1.0, 1.0)
        self.solver.run()
        price = np.array(self.solver.getSolution().row_dual)
        self.solver.changeColBounds(column, float(least), float(most))
        if len(price) != len(self.model.low):
            return None
        lower = self.model.least.copy()
        lower[column] = 1
        # Whatever prices the solver ends with prove a bound, so its status need not be asked.
        return price_out(replace(self.model, least=lower), price)[1]

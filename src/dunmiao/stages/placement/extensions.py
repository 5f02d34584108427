"""How far a term may still be lengthened."""

from __future__ import annotations

from datetime import date, timedelta

from dunmiao.engine.calendar import term_end
from dunmiao.stages.charter.rules import rules_of
from dunmiao.stages.placement.models import Placement


def extension_limit(placement: Placement) -> date | None:
    """Give the last day one more extension may reach; None where the charter allows no more.

    One extension adds at most the charter's months to the present last day; no term grows longer
    than the charter's longest (004-15).
    """
    term = rules_of(placement).term
    if placement.extensions >= term.extensions:
        return None
    single = term_end(placement.ends_on + timedelta(days=1), term.extension_months)
    return min(single, term_end(placement.starts_on, term.max_months))

"""承诺书: the rules of conduct on one page, for signature (000-30)."""

from __future__ import annotations

from typing import Any

from dunmiao.stages.charter.rules import rules_of
from dunmiao.stages.placement.models import Placement
from dunmiao.stages.supervision.models import Conduct


def commitment_of(placement: Placement) -> dict[str, Any]:
    """Give the data of the paper: the charter's rules, then what the person set themselves."""
    rules = [rule.text for rule in rules_of(placement).notices if rule.when == "conduct"]
    said = Conduct.objects.filter(placement=placement).first()
    own = [line.strip() for line in (said.own_rules if said else "").splitlines()]
    lines = [*rules, *(line for line in own if line)]
    return {
        "title": "承诺书",
        "body": [
            f"本人{placement.person.name}由{placement.sending_unit}到{placement.receiving_unit}"
            "锻炼，在此期间承诺做到：",
            *(f"{number}．{line}" for number, line in enumerate(lines, 1)),
            "承诺人（签名）：　　　　　　　　",
            "　　　　年　　月　　日",
        ],
    }

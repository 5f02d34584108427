"""Which way a placement goes: down 下挂, up 上挂, level 平挂, mutual 互派 (004-01, 004-24)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from dunmiao.engine.charter.entities import Direction
from dunmiao.engine.facts import UnitFacts
from dunmiao.engine.reasons import Reason, gettext_noop

DOWN, UP, LEVEL, MUTUAL = "down", "up", "level", "mutual"
# A unit without a tier of its own counts as standing at the front (DESIGN: 产业发展一线).
_TIERLESS = 0


@dataclass(frozen=True, slots=True)
class Sending:
    """One placement as direction sees it: who goes from which unit to which."""

    id: str
    sender: str
    receiver: str


def direction_of(sender: UnitFacts, receiver: UnitFacts) -> str:
    """Give "down", "up" or "level" from the tiers of the two units.

    From a tier to an institution or enterprise without one is down, from there to a tier is up.
    An exchange is seen by `exchanges`, since it takes two placements.
    """
    if sender.level == receiver.level:
        return LEVEL
    if receiver.level == _TIERLESS:
        return DOWN
    if sender.level == _TIERLESS:
        return UP
    return DOWN if sender.level > receiver.level else UP


def exchanges(sendings: Iterable[Sending]) -> tuple[tuple[Sending, Sending], ...]:
    """Pair the placements in which two units send each other one person (互派).

    Each placement is in one pair at most; what is left over on one side stays unpaired. Pairs and
    their members are in the order of id.
    """
    ways: dict[tuple[str, str], list[Sending]] = defaultdict(list)
    for sending in sorted(sendings, key=lambda one: one.id):
        ways[sending.sender, sending.receiver].append(sending)
    pairs = [
        (there, back)
        for (sender, receiver), out in ways.items()
        if sender < receiver
        for there, back in zip(out, ways.get((receiver, sender), []), strict=False)
    ]
    ordered = [(a, b) if a.id < b.id else (b, a) for a, b in pairs]
    return tuple(sorted(ordered, key=lambda pair: pair[0].id))


def directions(sendings: Iterable[Sending], units: dict[str, UnitFacts]) -> dict[str, str]:
    """Give each placement's direction by id; "mutual" for the members of an exchange."""
    listed = list(sendings)
    mutual = {one.id for pair in exchanges(listed) for one in pair}
    return {
        one.id: MUTUAL if one.id in mutual else direction_of(units[one.sender], units[one.receiver])
        for one in listed
    }


@dataclass(frozen=True, slots=True)
class DirectionFinding:
    """A remark on a direction; `blocks` says that the placement may not be noticed before."""

    reason: Reason
    blocks: bool


def check_direction(
    rule: Direction, filing_reference: str, others: int
) -> tuple[DirectionFinding, ...]:
    """Say what stands in the way of one more placement in this direction.

    `others` counts the placements that go this way already. A missing filing reference and a
    full cap block; the charter's warning is shown and blocks nothing.
    """
    found = []
    if rule.filing_required and not filing_reference.strip():
        text = gettext_noop(
            "This direction must be filed with the authority above. Enter the filing reference."
        )
        found.append(DirectionFinding(Reason(text, {}, rule.key, rule.clause), blocks=True))
    if rule.cap is not None and others >= rule.cap:
        text = gettext_noop("%(others)d already go this way; the charter allows %(cap)d.")
        facts = {"others": others, "cap": rule.cap}
        found.append(DirectionFinding(Reason(text, facts, rule.key, rule.clause), blocks=True))
    if rule.warning:
        reason = Reason("%(warning)s", {"warning": rule.warning}, rule.key, rule.clause)
        found.append(DirectionFinding(reason, blocks=False))
    return tuple(found)

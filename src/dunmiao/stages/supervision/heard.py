"""Whom a charter wants heard before a change of the term is decided, and who still is to be."""

from __future__ import annotations

from django.utils.translation import gettext as _

from dunmiao.engine.charter import Approval
from dunmiao.stages.charter.rules import rules_of
from dunmiao.stages.common.refusal import Refusal
from dunmiao.stages.organisations.roles import ROLES
from dunmiao.stages.supervision.models import TermChange

OPEN = ("asked", "explained")
CHANGES = {
    "recall": "placement.recall",
    "early_return": "placement.return_early",
    "extend": "placement.extend",
}


def rule_for(change: TermChange) -> Approval:
    """Give the charter's rule for a change of the term."""
    return {item.key: item for item in rules_of(change.placement).approvals}[CHANGES[change.kind]]


def hears_person(rule: Approval) -> bool:
    """Say whether the person is heard before the decision."""
    return rule.person_heard or "cadre" in rule.heard


def parties_to_hear(change: TermChange) -> tuple[str, ...]:
    """Give the parties the charter wants heard, but the person and who asked for the change."""
    return tuple(
        party for party in rule_for(change).heard if party not in {"cadre", change.asked_as}
    )


def not_heard(change: TermChange) -> tuple[str, ...]:
    """Give the parties still to be heard, in the charter's order; the person is the last."""
    given = {row.party for row in change.hearings.all()}
    missing = [party for party in parties_to_hear(change) if party not in given]
    if hears_person(rule_for(change)) and change.explained_on is None:
        missing.append("cadre")
    return tuple(missing)


def refuse_unheard(change: TermChange) -> None:
    """Refuse a decision before everybody whom the charter names was heard."""
    missing = not_heard(change)
    if missing:
        names = "、".join(str(ROLES[party].name) for party in missing)
        raise Refusal(
            _("First hear: %(names)s (%(clause)s).")
            % {"names": names, "clause": rule_for(change).clause}
        )

"""Which body may decide a disposition: the charter names the kind, the document its full name."""

from __future__ import annotations

from django.utils.translation import get_language

from dunmiao.engine.charter.entities import Disposition as Rule
from dunmiao.engine.facts import Term
from dunmiao.stages.charter.rules import rules_of
from dunmiao.stages.placement.models import Placement

DECIDERS = {
    "standing_committee": Term("the standing committee of the party committee", "党委常委会"),
    "leading_group": Term("the leading group", "领导小组"),
    "party_group": Term("the party committee or party group", "党委（党组）会议"),
    "unit_head": Term("the head of the unit", "单位主要负责人"),
    "organiser": Term("the organisation department", "组织部门"),
    "sender": Term("the sending unit", "派出单位"),
    "receiver": Term("the receiving unit", "接收单位"),
}
# by what words a body of this kind is known in its own name
_KNOWN_BY = {
    "standing_committee": ("常委会", "常委会议"),
    "leading_group": ("领导小组",),
    "party_group": ("党组", "党委", "党工委"),
    "organiser": ("组织部",),
}


def decider_words(rule: Rule) -> str:
    """Give the words for who decides, in the active language."""
    term = DECIDERS.get(rule.decided_by)
    return term.label(get_language() or "zh") if term else rule.decided_by


def bodies_of(rule: Rule, placement: Placement) -> tuple[str, ...]:
    """Give full names on record of the body that decides, the likeliest first."""
    rules, programme = rules_of(placement), placement.programme
    found: list[str] = []
    if rule.decided_by == "organiser":
        offices = {row.office for row in rules.authorities}
        found = [rules.basis.organising_office, *sorted(offices), programme.owner.name]
    elif rule.decided_by in {"sender", "receiver"}:
        unit = placement.sending_unit if rule.decided_by == "sender" else placement.receiving_unit
        found = [unit.name]
    else:
        found = [programme.approving_body, rules.basis.approving_body]
        words = _KNOWN_BY.get(rule.decided_by, ())
        found = [name for name in found if not words or any(word in name for word in words)]
        found = found or [DECIDERS[rule.decided_by].name]
    return tuple(dict.fromkeys(name for name in found if name))


def is_named(body: str, rule: Rule, placement: Placement) -> bool:
    """Say whether a name is that of a body the charter lets decide this."""
    words = _KNOWN_BY.get(rule.decided_by, ())
    return any(word in body for word in words) or body.strip() in bodies_of(rule, placement)

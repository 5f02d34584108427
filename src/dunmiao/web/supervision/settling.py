"""Where a duty is settled: each kind of evidence has one form; words for roles and states."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from dunmiao.engine.duties import Duty
from dunmiao.engine.standing import State
from dunmiao.stages.charter.rules import rules_of
from dunmiao.stages.organisations.roles import ROLES
from dunmiao.stages.placement.models import Placement
from dunmiao.stages.supervision.checks import RECORDED
from dunmiao.stages.supervision.evidence import report_word, talk_word
from dunmiao.web.development.about import address

# evidence word -> address name that takes the placement's pk; stages above add theirs
SETTLED_AT: dict[str, str] = {
    "arrival.confirmed": "placement:arrive",
    "task.assigned": "placement:divide",
    "relations.party_moved": "placement:placement",
    "relations.party_back": "placement:placement",
    "responsibility.receiver": "placement:placement",
    "responsibility.sender": "placement:placement",
    "mentor.appointed": "development:mentor_appoint",
    "mentor.note": "development:note_write",
    "plan.agreed": "development:plan",
    "plan.drafted": "development:plan",
    "plan.stage_checked": "development:stage_check",
    "gap.fed_back": "development:gaps",
    "feedback.given": "supervision:visit_write",
    "opinion.organiser": "supervision:visit_write",
    "contact.sender": "supervision:contact_write",
    "contact.liaison": "supervision:contact_write",
    "entitlement.confirmed": "supervision:entitlement_confirm",
    "support.arranged": "supervision:arrangement_confirm",
    "log.entry": "supervision:log_write",
    "rotation.done": "development:moves",
    "rotation.planned": "development:moves",
}
# evidence word -> address name of a page for all placements together
SETTLED_TOGETHER = {
    "presence.confirmed": "supervision:presence",
    "check.done": "supervision:inspections",
    "inspection.done": "supervision:inspections",
}
# evidence word -> (placement, duty) -> address, for what needs more than the placement
SPECIAL: dict[str, Callable[[Placement, Duty], str]] = {}


def settled_at(placement: Placement, duty: Duty) -> str:
    """Give the address of the form that settles a duty, the placement's ledger where none does."""
    for word in duty.evidence:
        found = _form_of(word, placement, duty)
        if found:
            return found
    return reverse("supervision:ledger", args=[placement.pk])


def _form_of(word: str, placement: Placement, duty: Duty) -> str:
    if word in SPECIAL:
        return SPECIAL[word](placement, duty)
    if word in SETTLED_TOGETHER:
        return reverse(SETTLED_TOGETHER[word])
    if word in SETTLED_AT:
        return address(SETTLED_AT[word], placement.pk)
    if word.startswith("talk."):
        return _talk_form(word, placement)
    if word.startswith("report."):
        return _report_form(word, placement)
    if word in RECORDED:
        return ""
    return reverse("supervision:step", args=[placement.pk, word])


def _talk_form(word: str, placement: Placement) -> str:
    rules = rules_of(placement)
    for talk in rules.talks:
        if talk_word(talk.key, rules) == word:
            return reverse("supervision:talk_write", args=[placement.pk, talk.key])
    return ""


def _report_form(word: str, placement: Placement) -> str:
    for report in rules_of(placement).reports:
        if report_word(report.key) == word:
            return reverse("supervision:report_write", args=[placement.pk, report.key])
    return ""


STATES: dict[State, tuple[str | Promise, str]] = {
    State.MET: (_("Done"), "good"),
    State.DUE: (_("Due"), "waiting"),
    State.OVERDUE: (pgettext_lazy("duty", "Overdue"), "late"),
    State.EXCUSED: (_("Excused by leave"), "quiet"),
    State.WAIVED: (_("Let go"), "quiet"),
    State.UPCOMING: (_("To come"), "quiet"),
}


def role_name(role: str) -> str | Promise:
    """Give the words of a role or party in the active language."""
    return ROLES[role].name if role in ROLES else role


def duty_name(duty: Duty) -> str:
    """Give a duty's name in the active language."""
    return duty.name_en if get_language() == "en" and duty.name_en else duty.name


def owner_name(placement: Placement, role: str, holders: dict[tuple[int, str], str]) -> Any:
    """Give who owes it by name: a unit, a person; empty where nobody is appointed (004-45)."""
    named = {
        "organiser": lambda: placement.programme.owner,
        "sender": lambda: placement.sending_unit,
        "receiver": lambda: placement.receiving_unit,
        "cadre": lambda: placement.person,
    }
    return named[role]() if role in named else holders.get((placement.pk, role), "")

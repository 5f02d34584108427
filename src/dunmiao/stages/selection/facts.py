"""Applications and offers as the engine's facts, and the verdict on an application."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from dunmiao.engine.charter import EligibilityRule, Rules
from dunmiao.engine.codes import ORGANISATION
from dunmiao.engine.eligibility import Decision as Override
from dunmiao.engine.eligibility import Finding, Verdict, eligibility
from dunmiao.engine.facts import PersonFacts, PostFacts
from dunmiao.engine.reasons import Reason, gettext_noop
from dunmiao.stages.charter.models import Programme
from dunmiao.stages.charter.rules import rules_of
from dunmiao.stages.common.moves import unkept
from dunmiao.stages.people.facts import facts_of_people
from dunmiao.stages.selection.models import Application, Offer, Wish

CONSENT = "unit_agreed"  # the sending unit's own word, judged beside the charter's rules
_AGREES = gettext_noop("%(unit)s agrees to send this person.")
_REFUSES = gettext_noop("%(unit)s does not agree to send this person: %(opinion)s")
_SILENT = gettext_noop("%(unit)s has not said yet whether it agrees to send this person.")


def facts_of_applications(
    applications: Iterable[Application], today: date
) -> dict[int, PersonFacts]:
    """Give the persons' facts by application id, wishes as offer ids in their order.

    A fixed number of queries; select person and unit, prefetch person__kinships.
    """
    rows = list(applications)
    people = facts_of_people([row.person for row in rows], today)
    wishes: dict[int, list[str]] = defaultdict(list)
    wished = Wish.objects.filter(application__in=[row.pk for row in rows], side="person")
    for application, offer in wished.order_by("rank").values_list("application_id", "offer_id"):
        wishes[application].append(str(offer))
    return {row.pk: replace(people[row.person_id], wishes=tuple(wishes[row.pk])) for row in rows}


def post_facts(offers: Iterable[Offer]) -> dict[int, PostFacts]:
    """Give the offered posts' facts by offer id; the units' wishes are person ids in order."""
    rows = list(offers)
    wishes: dict[int, list[str]] = defaultdict(list)
    wished = Wish.objects.filter(offer__in=[row.pk for row in rows], side="unit")
    for offer, person in wished.order_by("rank").values_list("offer_id", "application__person_id"):
        wishes[offer].append(str(person))
    return {row.pk: _post(row, tuple(wishes[row.pk])) for row in rows}


def _post(offer: Offer, wishes: tuple[str, ...]) -> PostFacts:
    post, unit = offer.post, offer.post.organisation
    return PostFacts(
        id=str(offer.pk),
        name=str(post),
        unit=str(unit.pk),
        unit_kind=unit.kind,
        unit_level=ORGANISATION.level(unit.kind) if unit.kind in ORGANISATION else 0,
        superior_unit=str(unit.parent_id or ""),
        post_class=post.post_class,
        system=unit.system,
        need_majors=tuple(post.need_majors),
        need_experience=tuple(post.need_experience),
        need_abilities=tuple(post.need_abilities),
        difficulties=frozenset(post.difficulty if post.is_difficulty_confirmed else ()),
        place_needs=frozenset(unit.features),
        minimum=offer.must_fill,
        capacity=offer.places,
        counts_headcount=post.counts_headcount,
        direction=offer.direction,
        wishes=wishes,
    )


def judged_on(programme: Programme, today: date) -> date:
    """Give the day on which ages and years are counted: the last day for applying."""
    return programme.closes_on or today


def judge(
    application: Application, person: PersonFacts, rules: Rules, day: date, overrides: Iterable[Any]
) -> Verdict:
    """Judge one application: the unit's consent first, then the charter's rules (004-16, 002-31).

    `overrides` are the application's EligibilityOverride rows.
    """
    decisions = {
        row.rule: Override("passed" if row.is_passed else "failed", row.reason, str(row.by))
        for row in overrides
    }
    verdict = eligibility(rules.eligibility, person, day, decisions)
    findings = (consent(application, decisions.get(CONSENT)), *verdict.findings)
    results = {finding.counts_as for finding in findings}
    answer = "no" if "failed" in results else "unknown" if "unknown" in results else "yes"
    return Verdict(answer, findings)  # type: ignore[arg-type]


def consent(application: Application, decision: Override | None = None) -> Finding:
    """Give the finding on the sending unit's word, which only the department's head overrides."""
    text, result = {
        True: (_AGREES, "passed"), False: (_REFUSES, "failed"), None: (_SILENT, "unknown")
    }[application.is_unit_agreed]  # fmt: skip
    facts = {"unit": str(application.sending_unit), "opinion": application.unit_opinion or "—"}
    return Finding(CONSENT, result, Reason(text, facts, CONSENT), decision)  # type: ignore[arg-type]


def overridable(rules: Rules) -> dict[str, EligibilityRule | None]:
    """Give the rules a named person may decide against; None stands for the unit's consent."""
    found: dict[str, EligibilityRule | None] = {CONSENT: None}
    return found | {rule.key: rule for rule in rules.eligibility if rule.overridable}


def findings_of(application: Application, today: date) -> list[dict[str, Any]]:
    """Give the findings of the last review, or today's where there was none, as pages show them.

    Each row: rule (key), result, counts_as, reason, clause, override (a row or None).
    """
    overrides = {row.rule: row for row in application.overrides.select_related("by")}
    if application.reviewed_on:
        rows = [(row["rule"], row["result"], unkept(row["reason"])) for row in application.findings]
    else:
        person = facts_of_applications([application], today)[application.pk]
        rules = rules_of(application.programme)
        day = judged_on(application.programme, today)
        verdict = judge(application, person, rules, day, overrides.values())
        rows = [(found.rule, found.result, found.reason) for found in verdict.findings]
    return [_shown(rule, result, reason, overrides.get(rule)) for rule, result, reason in rows]


def _shown(rule: str, result: str, reason: Reason, override: Any) -> dict[str, Any]:
    counts = result if override is None else "passed" if override.is_passed else "failed"
    return {
        "rule": rule,
        "result": result,
        "counts_as": counts,
        "reason": reason,
        "clause": reason.clause,
        "override": override,
    }


def places_of(offers: Sequence[Offer], programme: Programme) -> int:
    """Give the places of all confirmed offers, or the call's number where no post is offered."""
    return sum(offer.places for offer in offers) or programme.quota

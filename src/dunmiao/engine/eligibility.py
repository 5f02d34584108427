"""Who may apply, under which clause, on which facts (mechanisms 002-31, 003-48, 004-56).

A charter's rule names a predicate of this table and its parameters. A fact that is not known
makes the finding "unknown" and says what to ask for; it never passes. A named person may decide
against a finding, which stays visible beside the decision.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any, Literal

from dunmiao.engine.calendar import add_months, age_on, months_whole
from dunmiao.engine.charter.entities import EligibilityRule
from dunmiao.engine.codes import (
    EDUCATION,
    EDUCATION_LEVELS,
    ORGANISATION,
    PERSON_TAG,
    PERSONNEL,
    POLITICAL,
    RANK,
    Table,
)
from dunmiao.engine.facts import (
    GRADES,
    PersonFacts,
    Term,
    grade_of,
    grade_term,
    term,
    terms,
)
from dunmiao.engine.reasons import Reason, gettext_noop

Result = Literal["passed", "failed", "unknown"]
Answer = Literal["yes", "no", "unknown"]
Parameters = Mapping[str, Any]


@dataclass(frozen=True)
class Check:
    """A predicate's answer: the result, its sentence and the facts of the sentence."""

    result: Result
    text: str
    facts: Mapping[str, object]


@dataclass(frozen=True)
class Decision:
    """A named person's verdict against a finding, with the reason; kept beside it."""

    verdict: Literal["passed", "failed"]
    reason: str
    by: str


@dataclass(frozen=True)
class Finding:
    """One rule's result for one person: rule, clause and facts are in `reason`.

    `decision` is there only when the rule may be overridden and somebody did.
    """

    rule: str
    result: Result
    reason: Reason
    decision: Decision | None = None

    @property
    def counts_as(self) -> Result:
        """Give the result that counts: the decision where there is one."""
        return self.decision.verdict if self.decision else self.result


@dataclass(frozen=True)
class Verdict:
    """Whether a person may apply, and the finding of every rule in the charter's order."""

    eligible: Answer
    findings: tuple[Finding, ...]

    @property
    def failed(self) -> tuple[Finding, ...]:
        """Give the findings that stand in the way."""
        return tuple(finding for finding in self.findings if finding.counts_as == "failed")

    @property
    def asks(self) -> tuple[Finding, ...]:
        """Give the findings that wait for a fact."""
        return tuple(finding for finding in self.findings if finding.counts_as == "unknown")


# The row of the education table that names a level, for sentences.
_LEVEL_CODE = {
    "primary": "80",
    "junior": "70",
    "secondary": "40",
    "college": "30",
    "bachelor": "20",
    "master": "10",
    "doctor": "11",
}
Predicate = Callable[[PersonFacts, Parameters, date], Check]
_ASK = gettext_noop("Not known: %(fact)s. Fill it in on the person's page, then check again.")


def _ask(fact: str) -> Check:
    return Check("unknown", _ASK, {"fact": Reason(fact)})


def _judge(passes: bool, text: str, **facts: object) -> Check:
    return Check("passed" if passes else "failed", text, facts)


def _age_limit(facts: PersonFacts, limit: int, today: date) -> Check:
    if facts.birth_on is None:
        return _ask(gettext_noop("day of birth"))
    age = age_on(facts.birth_on, today)
    text = gettext_noop("Age %(age)d on %(today)s (born %(birth_on)s), limit %(limit)d.")
    return _judge(age <= limit, text, age=age, today=today, birth_on=facts.birth_on, limit=limit)


def age_at_most(facts: PersonFacts, parameters: Parameters, today: date) -> Check:
    """Pass when the completed years of age are at most `years`."""
    return _age_limit(facts, parameters["years"], today)


def age_at_most_by_rank(facts: PersonFacts, parameters: Parameters, today: date) -> Check:
    """Pass when the age is at most the limit of the person's rank, else `otherwise`."""
    if not facts.rank:
        return _ask(gettext_noop("rank"))
    limit = parameters["by_rank"].get(facts.rank, parameters["otherwise"])
    return _age_limit(facts, limit, today)


def _full_years(since: date | None, fact: str, years: int, text: str, today: date) -> Check:
    if since is None:
        return _ask(fact)
    months = months_whole(since, today) if since <= today else 0
    return _judge(
        months >= 12 * years, text, since=since, today=today, years=months // 12, needed=years
    )


def service_years_at_least(facts: PersonFacts, parameters: Parameters, today: date) -> Check:
    """Pass when at least `years` full years of work lie behind."""
    text = gettext_noop(
        "%(years)d full years of work on %(today)s (since %(since)s), %(needed)d needed."
    )
    fact = gettext_noop("day of starting work")
    return _full_years(facts.work_started_on, fact, parameters["years"], text, today)


def post_years_at_least(facts: PersonFacts, parameters: Parameters, today: date) -> Check:
    """Pass when the present post has been held for at least `years` full years."""
    text = gettext_noop(
        "%(years)d full years in the present post on %(today)s (since %(since)s), "
        "%(needed)d needed."
    )
    fact = gettext_noop("day of taking up the present post")
    return _full_years(facts.post_since, fact, parameters["years"], text, today)


def grassroots_months_at_most(facts: PersonFacts, parameters: Parameters, today: date) -> Check:
    """Pass when the months served at the grass roots are at most `months` (001c-16)."""
    if facts.grassroots_months is None:
        return _ask(gettext_noop("months served at the grass roots"))
    text = gettext_noop("%(has)d months at the grass roots, at most %(limit)d allowed.")
    limit = parameters["months"]
    return _judge(facts.grassroots_months <= limit, text, has=facts.grassroots_months, limit=limit)


def education_at_least(facts: PersonFacts, parameters: Parameters, today: date) -> Check:
    """Pass when the education reaches `level`; unfinished study counts one level lower."""
    has = EDUCATION.level(facts.education)
    if has < 0:
        return _ask(gettext_noop("education"))
    needed = EDUCATION_LEVELS[parameters["level"]]
    text = gettext_noop("Education: %(has)s; at least %(needed)s needed.")
    word = term(EDUCATION, facts.education)
    return _judge(
        has >= needed, text, has=word, needed=term(EDUCATION, _LEVEL_CODE[parameters["level"]])
    )


def _one_of(table: Table, has: str, allowed: Iterable[str], fact: str, text: str) -> Check:
    if not has:
        return _ask(fact)
    return _judge(has in allowed, text, has=term(table, has), allowed=terms(table, allowed))


def personnel_kind_in(facts: PersonFacts, parameters: Parameters, today: date) -> Check:
    """Pass when the kind of personnel is one of `kinds`."""
    text = gettext_noop("Kind of personnel: %(has)s; open to: %(allowed)s.")
    fact = gettext_noop("kind of personnel")
    return _one_of(PERSONNEL, facts.personnel_kind, parameters["kinds"], fact, text)


def rank_in(facts: PersonFacts, parameters: Parameters, today: date) -> Check:
    """Pass when the rank is one of `ranks`."""
    text = gettext_noop("Rank: %(has)s; open to: %(allowed)s.")
    return _one_of(RANK, facts.rank, parameters["ranks"], gettext_noop("rank"), text)


def political_in(facts: PersonFacts, parameters: Parameters, today: date) -> Check:
    """Pass when the political status is one of `kinds`."""
    text = gettext_noop("Political status: %(has)s; open to: %(allowed)s.")
    fact = gettext_noop("political status")
    return _one_of(POLITICAL, facts.political, parameters["kinds"], fact, text)


def unit_kind_in(facts: PersonFacts, parameters: Parameters, today: date) -> Check:
    """Pass when the person's unit is of one of `kinds`."""
    if not facts.unit_kinds:
        return _ask(gettext_noop("kind of unit"))
    allowed = parameters["kinds"]
    text = gettext_noop("Kind of unit: %(has)s; open to: %(allowed)s.")
    has = terms(ORGANISATION, facts.unit_kinds)
    passes = not set(facts.unit_kinds).isdisjoint(allowed)
    return _judge(passes, text, has=has, allowed=terms(ORGANISATION, allowed))


def person_tag_in(facts: PersonFacts, parameters: Parameters, today: date) -> Check:
    """Pass when the person carries one of `tags` (002-03)."""
    if facts.tags is None:
        return _ask(gettext_noop("tags of the person"))
    allowed = parameters["tags"]
    text = gettext_noop("Tags: %(has)s; open to: %(allowed)s.")
    has = terms(PERSON_TAG, sorted(facts.tags))
    passes = not facts.tags.isdisjoint(allowed)
    return _judge(passes, text, has=has, allowed=terms(PERSON_TAG, allowed))


def _by_year(grades: Mapping[int, str]) -> Term:
    pairs = [(year, grade_term(grade)) for year, grade in grades.items()]
    english = ", ".join(f"{year} {word}" for year, word in pairs)
    return Term(english, "、".join(f"{year}年{word.name}" for year, word in pairs))


def last_appraisals_at_least(facts: PersonFacts, parameters: Parameters, today: date) -> Check:
    """Pass when each of the last `years` annual grades reaches `grade`.

    A year that is missing or without a grade asks for it, unless another year fails already.
    """
    needed = GRADES.index(parameters["grade"])
    years = range(today.year - parameters["years"], today.year)
    grades = {year: grade_of(facts.appraisals.get(year, "")) for year in years}
    known = [GRADES.index(grade) for grade in grades.values() if grade]
    fails = any(level < needed for level in known)
    if len(known) < len(grades) and not fails:
        text = gettext_noop("An annual appraisal is not known or has no grade: %(grades)s.")
        return Check("unknown", text, {"grades": _by_year(grades)})
    text = gettext_noop("Annual appraisals: %(grades)s; at least %(needed)s needed in each year.")
    needed_term = grade_term(parameters["grade"])
    return _judge(not fails, text, grades=_by_year(grades), needed=needed_term)


def not_under_discipline(facts: PersonFacts, parameters: Parameters, today: date) -> Check:
    """Pass when no disciplinary measure is in effect (Civil Servants Law art. 64)."""
    if facts.disciplines is None:
        return _ask(gettext_noop("whether a disciplinary measure is in effect"))
    for measure in facts.disciplines:
        if measure.ends_on is None:
            return _ask(gettext_noop("last day of effect of a disciplinary measure"))
        if measure.ends_on >= today:
            text = gettext_noop("%(measure)s is in effect until %(ends_on)s.")
            return _judge(False, text, measure=measure.name, ends_on=measure.ends_on)
    return _judge(
        True, gettext_noop("No disciplinary measure in effect on %(today)s."), today=today
    )


def not_in_probation(facts: PersonFacts, parameters: Parameters, today: date) -> Check:
    """Pass when the probation is over; a graded rank shows that it is (art. 34)."""
    if facts.probation_ends_on is not None:
        text = gettext_noop("Probation until %(ends_on)s; checked on %(today)s.")
        over = facts.probation_ends_on < today
        return _judge(over, text, ends_on=facts.probation_ends_on, today=today)
    if facts.rank in ("", "199"):
        return _ask(gettext_noop("last day of probation"))
    text = gettext_noop("Holds the graded rank %(rank)s.")
    return _judge(True, text, rank=term(RANK, facts.rank))


def health_declared_fit(facts: PersonFacts, parameters: Parameters, today: date) -> Check:
    """Pass when the person or the unit declared fitness; no detail of health is asked for."""
    if facts.is_health_declared_fit is None:
        return _ask(gettext_noop("declaration of fitness"))
    text = gettext_noop("Declared fit: %(fit)s.")
    fit = facts.is_health_declared_fit
    word = Reason(gettext_noop("yes") if fit else gettext_noop("no"))
    return _judge(fit, text, fit=word)


def not_placed_within_months(facts: PersonFacts, parameters: Parameters, today: date) -> Check:
    """Pass when no placement runs, and the last one ended at least `months` months ago."""
    months = parameters["months"]
    for past in facts.placements:
        if past.ends_on is None or past.ends_on >= today:
            text = gettext_noop("Is on a placement since %(since)s.")
            return _judge(False, text, since=past.starts_on)
        free_on = add_months(past.ends_on, months)
        if free_on > today:
            text = gettext_noop("Last placement ended on %(ended)s; may go again from %(free)s.")
            return _judge(False, text, ended=past.ends_on, free=free_on)
    return _judge(
        True, gettext_noop("No placement within the last %(months)d months."), months=months
    )


def recruited_within_months(facts: PersonFacts, parameters: Parameters, today: date) -> Check:
    """Pass when the person was recruited less than `months` full months ago."""
    if facts.recruited_on is None:
        return _ask(gettext_noop("day of recruitment"))
    limit = add_months(facts.recruited_on, parameters["months"])
    text = gettext_noop(
        "Recruited on %(recruited)s; open to recruits of the last %(months)d months."
    )
    passes = facts.recruited_on <= today < limit
    return _judge(passes, text, recruited=facts.recruited_on, months=parameters["months"])


PREDICATES: Mapping[str, Predicate] = MappingProxyType(
    {
        predicate.__name__: predicate
        for predicate in (
            age_at_most,
            age_at_most_by_rank,
            service_years_at_least,
            grassroots_months_at_most,
            education_at_least,
            personnel_kind_in,
            rank_in,
            last_appraisals_at_least,
            not_under_discipline,
            not_in_probation,
            health_declared_fit,
            not_placed_within_months,
            political_in,
            unit_kind_in,
            post_years_at_least,
            person_tag_in,
            recruited_within_months,
        )
    }
)


def _find(
    rule: EligibilityRule, facts: PersonFacts, today: date, decision: Decision | None
) -> Finding:
    check = PREDICATES[rule.predicate](facts, rule.parameters, today)
    reason = Reason(check.text, check.facts, rule.key, rule.clause)
    return Finding(rule.key, check.result, reason, decision if rule.overridable else None)


def eligibility(
    rules: Iterable[EligibilityRule],
    facts: PersonFacts,
    today: date,
    decisions: Mapping[str, Decision] = MappingProxyType({}),
) -> Verdict:
    """Judge one person under all rules: "no" if one fails, "unknown" if one asks, else "yes".

    A decision on a rule that may not be overridden has no effect. The answer does not depend on
    the order of the rules; the findings keep it. KeyError: a predicate that is not in the table.
    """
    findings = tuple(_find(rule, facts, today, decisions.get(rule.key)) for rule in rules)
    results = {finding.counts_as for finding in findings}
    if "failed" in results:
        return Verdict("no", findings)
    return Verdict("unknown" if "unknown" in results else "yes", findings)

"""What a charter may do, but had better not: said at the check, forbidding nothing."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from dunmiao.engine.charter.burden import burden
from dunmiao.engine.charter.errors import CharterError
from dunmiao.engine.charter.model import Charter, Rules
from dunmiao.engine.reasons import Said, gettext_noop


def warnings_of(charter: Charter, file: str) -> tuple[CharterError, ...]:
    """Give the warnings of all editions, each once, in the order of their key paths."""
    found = {
        CharterError(file, path, message, remedy)
        for rules in charter.editions
        for path, message, remedy in (*_burden(rules), *_twice(rules), *_daily(rules))
    }
    return tuple(sorted(found))


def _burden(rules: Rules) -> Iterator[tuple[str, str, str]]:
    limit = rules.burden.cadre_minutes_a_week
    for item in burden(rules):
        if item.role == "cadre" and item.minutes_a_week > limit:
            yield (
                "duty",
                Said(
                    gettext_noop(
                        "a cadre is asked for %(minutes_a_week)s minutes a week, "
                        "more than %(limit)s"
                    ),
                    minutes_a_week=item.minutes_a_week,
                    limit=limit,
                ),
                Said(gettext_noop("ask less often, or for less")),
            )


def _twice(rules: Rules) -> Iterator[tuple[str, str, str]]:
    for first, second in combinations(rules.duties, 2):
        shared = set(first.evidence) & set(second.evidence)
        if shared and first.owed_by == second.owed_by:
            yield (
                f"duty.{second.key}",
                Said(
                    gettext_noop("asks for %(words)s, as duty.%(key)s does"),
                    words=", ".join(sorted(shared)),
                    key=first.key,
                ),
                Said(gettext_noop("let one duty ask for it")),
            )
    for one, other in combinations(rules.reports, 2):
        if one.written_by == other.written_by and one.headings == other.headings:
            yield (
                f"report.{other.key}",
                Said(
                    gettext_noop("asks %(written_by)s for the same headings as report.%(key)s"),
                    written_by=one.written_by,
                    key=one.key,
                ),
                Said(gettext_noop("let one report serve the readers of both")),
            )


def _daily(rules: Rules) -> Iterator[tuple[str, str, str]]:
    if rules.log.cadence == "daily":
        yield (
            "log.cadence",
            Said(
                gettext_noop(
                    "a daily log is what the rules on lightening the base warn of "
                    "(国办函〔2026〕12号)"
                )
            ),
            Said(gettext_noop('write "optional" or "weekly"')),
        )

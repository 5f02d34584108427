"""Words and pictures that several pages of the selection share."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from dunmiao.engine.calendar import age_on
from dunmiao.engine.charter import Stage
from dunmiao.engine.codes import DEGREE, EDUCATION, ETHNIC, PERSONNEL, POLITICAL, RANK, SEX, Table
from dunmiao.engine.eligibility import Verdict
from dunmiao.engine.facts import term
from dunmiao.engine.selection import WHY_LABELS, Why
from dunmiao.stages.charter.rules import rules_of
from dunmiao.stages.common.moves import say
from dunmiao.stages.people.experience import experience_of
from dunmiao.stages.selection.models import Offer, StageRound

OUTCOMES = {
    "passed": (gettext_lazy("Goes on"), "good"),
    "reserve": (gettext_lazy("In reserve"), "waiting"),
    "out": (gettext_lazy("Leaves"), "quiet"),
    "": (gettext_lazy("Not settled"), "waiting"),
}


def language() -> str:
    """Give "en" or "zh"."""
    return "en" if get_language() == "en" else "zh"


def stage_name(stage: Stage) -> str:
    """Give a stage's name in the active language."""
    return stage.name_en if language() == "en" and stage.name_en else stage.name


def stage_names(programme: Any) -> dict[str, str]:
    """Give the names of a programme's stages by key."""
    return {stage.key: stage_name(stage) for stage in rules_of(programme).stages}


def outcome_words(outcome: str, why: str = "") -> tuple[str, str]:
    """Give the words of an outcome, why in short, and its tone."""
    text, tone = OUTCOMES[outcome]
    return (_(WHY_LABELS[Why(why)]) if why else str(text)), tone


def code(table: Table, value: str) -> str:
    """Give a code's word in the active language, nothing for an empty one."""
    return term(table, value).label(language()) if value else ""


def person_facts_shown(person: Any, today: date) -> list[tuple[str, Any]]:
    """Give the basic facts of a person as pairs; nothing that is sealed."""
    age = age_on(person.born_on, today) if person.born_on else ""
    born = f"{person.born_on:%Y.%m}（{age}）" if person.born_on else ""
    schooling = " · ".join(
        part for part in (code(EDUCATION, person.education), code(DEGREE, person.degree)) if part
    )
    return [
        (_("Sex"), code(SEX, person.sex)),
        (_("Born"), born),
        (_("Ethnic group"), code(ETHNIC, person.ethnic)),
        (_("Political status"), code(POLITICAL, person.political)),
        (_("Education"), schooling),
        (_("Major"), person.major),
        (_("Post held"), person.post_title),
        (_("Rank"), code(RANK, person.rank)),
        (_("Kind of personnel"), code(PERSONNEL, person.kind)),
        (_("Started work"), f"{person.work_started_on:%Y.%m}" if person.work_started_on else ""),
    ]


def offer_choices(offers: Iterable[Offer]) -> list[tuple[str, str]]:
    """Give the offered posts for a field; one person may be sent to each place."""
    return [("", "—"), *((str(offer.pk), str(offer)) for offer in offers)]


def steps_of(programme: Any, rounds: Iterable[StageRound], href: Any) -> list[dict[str, Any]]:
    """Give the stages for parts/steps.html: done, under way, to come; `href` takes a round."""
    found = {row.stage: row for row in rounds}
    steps = []
    for stage in rules_of(programme).stages:
        row = found.get(stage.key)
        state = {"closed": "done", "open": "now"}.get(row.state if row else "", "next")
        note = ""
        if row is not None:
            on = row.closed_on or row.opened_on
            note = on.isoformat() if on else ""
        steps.append(
            {
                "name": stage_name(stage), "state": state, "note": note,
                "href": href(row) if row is not None else "",
            }
        )  # fmt: skip
    return steps


def catalogue_names(rules: Any, catalogue: str) -> dict[str, str]:
    """Give the entries of a charter's catalogue by key, in the active language."""
    english = language() == "en"
    return {
        one.key: (one.name_en if english else "") or one.name for one in rules.catalogue(catalogue)
    }


def experience_words(person: Any, today: date, units: Any = None) -> list[str]:
    """Say what the résumé shows: months at the grass roots, and office work alone (001c-16)."""
    found = experience_of(person, today, units)
    if not found.entries:
        return []
    months = found.grassroots.months
    words = [
        ngettext(
            "%(n)d month at the grass roots", "%(n)d months at the grass roots", months
        ) % {"n": months}
    ]  # fmt: skip
    if found.gates and found.gates.is_so:
        words.append(_("from school straight into offices"))
    return words


def verdict_words(verdict: Verdict) -> dict[str, Any]:
    """Give a verdict for a cell: its word, tone, and the sentences of what fails or is asked."""
    word, tone = {
        "yes": (_("Meets the conditions"), "good"),
        "no": (_("Does not meet the conditions"), "bad"),
        "unknown": (_("A fact is missing"), "waiting"),
    }[verdict.eligible]
    return {
        "text": word, "tone": tone,
        "why": [say(one.reason) for one in (*verdict.failed, *verdict.asks)],
    }  # fmt: skip

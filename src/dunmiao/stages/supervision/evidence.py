"""Which record settles which duty: rows of every stage as the engine's evidence, in one query.

Stages above this one register theirs in `ROWS` (query sets that join the one query) or in
`EVIDENCE` (anything else); both are asked for many placements at once.
"""

from __future__ import annotations

import calendar
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from django.db.models import CharField, DateField, F, Q, QuerySet, Value
from django.db.models.functions import Cast, Concat

from dunmiao.engine.charter import Rules
from dunmiao.engine.charter.names import EVIDENCE as WORDS
from dunmiao.engine.standing import Evidence
from dunmiao.stages.development.models import (
    Feedback,
    Invitee,
    MentorNote,
    Mentorship,
    Plan,
    PostMove,
    StageCheck,
)
from dunmiao.stages.organisations.models import Contact as UnitContact
from dunmiao.stages.placement.models import Division, Holding, Placement, RelationRow
from dunmiao.stages.supervision.models import (
    Arrangement,
    Check,
    Contact,
    Entitlement,
    LogEntry,
    OpinionVisit,
    Presence,
    Report,
    Step,
    Talk,
)

Papers = dict[int, list[Evidence]]
# name -> (query set of placement ids) -> (placement id, Evidence)
EVIDENCE: dict[str, Callable[[Any], Iterable[tuple[int, Evidence]]]] = {}
# name -> (query set of placement ids) -> query sets made by `evidence_rows`
ROWS: dict[str, Callable[[Any], Iterable[QuerySet[Any]]]] = {}

TALK, REPORT, MENTOR, PRESENCE = "talk:", "report:", "mentor:", "presence.confirmed"
NO_DAY = Cast(Value(None), DateField())


def evidence_rows(
    rows: QuerySet[Any], word: Any, on: str, *, settles: str = "", placement: str = "placement_id"
) -> QuerySet[Any]:
    """Give rows as (placement id, evidence word, day, own id, day it was written for).

    `word` is an evidence word of the charter or an expression that gives one; rows whose day is
    empty are left out.
    """
    text = Value(word) if isinstance(word, str) else word
    return (
        rows.filter(**{f"{on}__isnull": False})
        .order_by()
        .values_list(
            placement,
            Cast(text, CharField()),
            on,
            "pk",
            F(settles) if settles else NO_DAY,
        )
    )


def _prefixed(prefix: str, name: str) -> Concat:
    return Concat(Value(prefix), F(name), output_field=CharField())


def _own(ids: Any) -> Iterable[QuerySet[Any]]:
    """Give the rows of this stage and of those below it."""
    at = Q(placement__in=ids)
    party = RelationRow.objects.filter(at, kind="party")
    yield evidence_rows(Step.objects.filter(at), F("kind"), "on", settles="settles")
    yield evidence_rows(Talk.objects.filter(at), _prefixed(TALK, "kind"), "on", settles="settles")
    yield evidence_rows(
        Contact.objects.filter(at), _prefixed("contact.", "side"), "on", settles="settles"
    )
    yield evidence_rows(
        Report.objects.filter(at), _prefixed(REPORT, "kind"), "submitted_on", settles="settles"
    )
    yield evidence_rows(Presence.objects.filter(at), PRESENCE, "on", settles="month")
    yield evidence_rows(
        Entitlement.objects.filter(at), "entitlement.confirmed", "on", settles="settles"
    )
    yield evidence_rows(
        OpinionVisit.objects.filter(at, kind="opinion"), "opinion.organiser", "on",
        settles="settles",
    )
    yield evidence_rows(
        Arrangement.objects.filter(at), "support.arranged", "on", settles="settles"
    )
    yield evidence_rows(Feedback.objects.filter(at, source="gap"), "gap.fed_back", "given_on")
    yield evidence_rows(
        Feedback.objects.filter(at).exclude(source="gap"), "feedback.given", "given_on"
    )
    yield evidence_rows(MentorNote.objects.filter(at), "mentor.note", "on")
    yield evidence_rows(Plan.objects.filter(at), "plan.drafted", "proposed_on")
    yield evidence_rows(Plan.objects.filter(at), "plan.agreed", "agreed_on")
    yield evidence_rows(StageCheck.objects.filter(at), "plan.stage_checked", "on")
    yield evidence_rows(
        Mentorship.objects.filter(at, ends_on__gte=F("placement__starts_on")),
        _prefixed(MENTOR, "kind"),
        "starts_on",
    )
    # a later division of work takes nothing from the first one's day
    yield evidence_rows(Division.objects.filter(at), "task.assigned", "on")
    yield evidence_rows(party, "relations.party_moved", "moved_on")
    yield evidence_rows(
        PostMove.objects.filter(at), "rotation.planned", "rotation__decided_on"
    )
    held = Invitee.objects.filter(at, gathering__state="held")
    yield evidence_rows(
        held.filter(gathering__sort="training", is_absent=False),
        "training.attended",
        "gathering__held_on",
    )
    yield evidence_rows(
        held.filter(gathering__sort="meeting"), "meeting.held", "gathering__held_on"
    )
    yield evidence_rows(
        Holding.objects.filter(at, starts_on__gt=F("placement__starts_on")),
        "rotation.done",
        "starts_on",
    )
    yield evidence_rows(party, "relations.party_back", "returned_on")


def gather(ids: Any, rules: Mapping[int, Rules], placements: Mapping[int, Placement]) -> Papers:
    """Give the evidence of many placements, by placement id.

    `ids` is a query set of placement ids, `rules` and `placements` are by the same ids. Two
    queries, and what the providers of `EVIDENCE` ask.
    """
    found: Papers = defaultdict(list)
    mentors: dict[int, list[tuple[str, date]]] = defaultdict(list)
    for placement_id, word, on, pk, settles in _rows(ids, rules.values()):
        if placement_id not in rules:
            continue
        if word.startswith(MENTOR):
            mentors[placement_id].append((word.removeprefix(MENTOR), on))
        else:
            paper = _paper(word, on, pk, settles, rules[placement_id])
            found[placement_id].append(paper)
    for placement_id, rows in mentors.items():
        found[placement_id] += _mentors(rows, rules[placement_id])
    for provider in EVIDENCE.values():
        for placement_id, paper in provider(ids):
            found[placement_id].append(paper)
    contacts = _contacts(ids)
    for placement in placements.values():
        found[placement.pk] += _of_placement(placement, rules[placement.pk], contacts)
    return found


def _looked_at(ids: Any) -> QuerySet[Check]:
    """Give the checks by the department or an inspector: a sender's own settles no duty."""
    return Check.objects.filter(
        placement__in=ids, inspection__party__in=("organiser", "inspector")
    )


# rows that many placements have and few charters ask for: read only where one does
_SELDOM: dict[str, Callable[[Any], tuple[QuerySet[Any], ...]]] = {
    "log.entry": lambda ids: (
        evidence_rows(LogEntry.objects.filter(placement__in=ids), "log.entry", "on"),
    ),
    "check.done": lambda ids: (
        evidence_rows(_looked_at(ids).exclude(result=""), "check.done", "on"),
    ),
    # an inspection that was reported covers everybody on its list, drawn or not
    "inspection.done": lambda ids: (
        evidence_rows(_looked_at(ids), "inspection.done", "inspection__reported_on"),
        evidence_rows(
            OpinionVisit.objects.filter(placement__in=ids, kind="observation"),
            "inspection.done",
            "on",
        ),
    ),
}


def _rows(ids: Any, rules: Iterable[Rules]) -> QuerySet[Any]:
    parts = [part for source in (_own, *ROWS.values()) for part in source(ids)]
    one_each = {id(one): one for one in rules}.values()
    asked = {word for one in one_each for duty in one.duties for word in duty.evidence}
    for word in sorted(asked & set(_SELDOM)):
        parts += _SELDOM[word](ids)
    return parts[0].union(*parts[1:], all=True)


def _paper(word: str, on: date, pk: int, settles: date | None, rules: Rules) -> Evidence:
    if word.startswith(TALK):
        word = talk_word(word.removeprefix(TALK), rules)
    elif word.startswith(REPORT):
        word = report_word(word.removeprefix(REPORT))
    elif word == PRESENCE and settles:
        last = calendar.monthrange(settles.year, settles.month)[1]
        settles = settles.replace(day=last)
    return Evidence(word, on, f"{word}:{pk}", settles)


def talk_word(kind: str, rules: Rules) -> str:
    """Give the evidence word of a kind of talk: its own, else that of who gives it."""
    if f"talk.{kind}" in WORDS:
        return f"talk.{kind}"
    givers = {talk.key: talk.given_by for talk in rules.talks}
    return f"talk.{givers.get(kind, kind)}"


def report_word(kind: str) -> str:
    """Give the evidence word of a kind of report; summaries under any name are summaries."""
    return f"report.{kind}" if f"report.{kind}" in WORDS else "report.summary"


def _mentors(rows: list[tuple[str, date]], rules: Rules) -> list[Evidence]:
    """Give one paper once every kind of mentor the charter asks for is there (000-22)."""
    days: list[date] = []
    for kind in rules.mentor_kinds:
        served = sorted(on for key, on in rows if key == kind.key)
        if len(served) < kind.count_min:
            return []
        days += served[: kind.count_min]
    return [Evidence("mentor.appointed", max(days), "mentor.appointed")] if days else []


Contacts = dict[tuple[int, str], date]


def _contacts(ids: Any) -> Contacts:
    units = Placement.objects.filter(pk__in=ids).order_by()
    rows = UnitContact.objects.filter(
        Q(organisation__in=units.values("sending_unit_id"))
        | Q(organisation__in=units.values("receiving_unit_id")),
        ends_on=None,
    )
    return {
        (unit, kind): on
        for unit, kind, on in rows.order_by().values_list("organisation_id", "kind", "starts_on")
    }


# the charter's responsibilities that a unit names a person for -> the unit's kind of contact
NAMED = {
    "first_responsible": UnitContact.FIRST,
    "unit_head": UnitContact.FIRST,
    "leader_in_charge_sender": UnitContact.IN_CHARGE,
    "leader_in_charge_receiver": UnitContact.IN_CHARGE,
}


def _of_placement(placement: Placement, rules: Rules, contacts: Contacts) -> list[Evidence]:
    """Give what the placement's own row and its units' contacts prove."""
    found = []
    if placement.arrived_on:
        found.append(Evidence("arrival.confirmed", placement.arrived_on, "arrival.confirmed"))
    if placement.division_on:
        found.append(Evidence("task.assigned", placement.division_on, "task.assigned"))
    units = {"sender": placement.sending_unit_id, "receiver": placement.receiving_unit_id}
    for side, unit in units.items():
        asked = [
            NAMED[item.key]
            for item in rules.responsibilities
            if item.at == side and item.required and item.key in NAMED
        ]
        if not asked and any(item.at == side for item in rules.responsibilities):
            asked = [UnitContact.FIRST]  # an office answers: whoever heads it (002-30)
        days = [contacts.get((unit, kind)) for kind in asked]
        if days and all(days):
            word = f"responsibility.{side}"
            found.append(Evidence(word, max(day for day in days if day), word))
    return found

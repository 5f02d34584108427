"""The stages as they were closed, read back as the engine's results: lines, funnel, nobody lost."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from dunmiao.engine.calendar import age_on, months_whole
from dunmiao.engine.charter import Stage, pick
from dunmiao.engine.charter.names import TIE_FACTS
from dunmiao.engine.funnel import FunnelRow, funnel, lost
from dunmiao.engine.reasons import Reason
from dunmiao.engine.selection import Entrant, Outcome, Result, StageResult, Why
from dunmiao.stages.charter.models import Programme
from dunmiao.stages.charter.rules import rules_of
from dunmiao.stages.common.moves import unkept
from dunmiao.stages.selection.facts import facts_of_applications, judged_on, places_of
from dunmiao.stages.selection.models import Application, Offer, StageEntry, StageRound

SCORED = {"exam", "interview"}
ENTERED_BY_HAND = {*SCORED, "inspection"}


def lock_round(round_id: int) -> StageRound:
    """Lock the programme first, then the round: every act of a selection waits for the other."""
    programme_id = StageRound.objects.values_list("programme_id", flat=True).get(pk=round_id)
    Programme.objects.lock(programme_id)
    row: StageRound = StageRound.objects.select_related("programme__charter").get(pk=round_id)
    return row


def stage_of(row: StageRound) -> Stage:
    """Give the charter's stage of a round. Raises KeyError where the charter has lost it."""
    return pick(rules_of(row.programme).stages, row.stage)


def stage_before(programme: Programme, key: str) -> Stage | None:
    """Give the stage before the one of that key, None before the first."""
    stages = rules_of(programme).stages
    place = [stage.key for stage in stages].index(key)
    return stages[place - 1] if place else None


def stage_after(programme: Programme, key: str) -> Stage | None:
    """Give the stage after the one of that key, None after the last."""
    stages = rules_of(programme).stages
    place = [stage.key for stage in stages].index(key) + 1
    return stages[place] if place < len(stages) else None


def round_of_kind(programme: Programme, kind: str) -> StageRound | None:
    """Give the round of the first stage of a kind, None where it has not begun or is not there."""
    keys = [stage.key for stage in rules_of(programme).stages if stage.kind == kind]
    return StageRound.objects.filter(programme=programme, stage__in=keys[:1]).first()


def next_stage(programme: Programme, rounds: Sequence[StageRound] | None = None) -> Stage | None:
    """Give the stage that can be opened now: the one after the last closed round.

    `rounds`: the programme's rounds, where they are at hand.
    """
    if rounds is None:
        rounds = list(StageRound.objects.filter(programme=programme))
    if any(row.state == "open" for row in rounds):
        return None
    stages = rules_of(programme).stages
    return stages[len(rounds)] if len(rounds) < len(stages) else None


def result_of(row: StageRound) -> StageResult:
    """Give one round as the engine's result; persons are application ids as text."""
    entries = row.entries.exclude(outcome="").select_related("application")
    return _result(row, stage_of(row).name, entries)


def _result(row: StageRound, name: str, entries: Iterable[StageEntry]) -> StageResult:
    warnings = tuple(unkept(kept) for kept in row.result.get("warnings", ()))
    return StageResult(row.stage, name, tuple(_outcome(entry) for entry in entries), warnings)


def _outcome(entry: StageEntry) -> Outcome:
    return Outcome(
        person=str(entry.application_id),
        post=str(entry.application.offer_id or ""),
        result=Result(entry.outcome),
        reason=unkept(entry.reason),
        why=Why(entry.why) if entry.why else None,
        score=entry.score,
        total=entry.total,
        place=entry.place,
    )


def results_of(programme: Programme) -> list[StageResult]:
    """Give the closed rounds of a programme in order, in three queries."""
    rows = StageRound.objects.filter(programme=programme, state="closed")
    names = {stage.key: stage.name for stage in rules_of(programme).stages}
    rows = rows.prefetch_related("entries__application")
    return [
        _result(row, names.get(row.stage, row.stage), [e for e in row.entries.all() if e.outcome])
        for row in rows
    ]


def funnel_of(programme: Programme) -> tuple[FunnelRow, ...]:
    """Give the funnel of a programme; entered = passed + reserve + left in each (004-54)."""
    return funnel(results_of(programme))


def lost_of(programme: Programme) -> tuple[Reason, ...]:
    """Name whoever vanished between two stages; empty in a sound record."""
    return lost(results_of(programme))


def places_by_post(row: StageRound, entries: Iterable[StageEntry]) -> dict[str, int]:
    """Give the places each post competes for, by offer id; "" where all compete together.

    Posts compete apart only where everybody applied for one.
    """
    offers = list(Offer.objects.filter(programme=row.programme, is_confirmed=True))
    if all(entry.application.offer_id for entry in entries):
        return {str(offer.pk): offer.places for offer in offers}
    return {"": places_of(offers, row.programme)}


def entrants_of(
    row: StageRound, stage: Stage, entries: list[StageEntry], places: dict[str, int], today: date
) -> list[Entrant]:
    """Give those who stand in a round, with earlier scores and what may decide a tie."""
    earlier = _earlier(row, entries)
    ties = _tie_facts(row, stage, entries, today)
    return [
        Entrant(
            person=str(entry.application_id),
            post="" if "" in places else str(entry.application.offer_id),
            name=entry.application.person.name,
            earlier=earlier.get(entry.application_id, {}),
            tie_facts=ties.get(entry.application_id, {}),
        )
        for entry in entries
    ]


def _earlier(row: StageRound, entries: list[StageEntry]) -> dict[int, dict[str, Decimal]]:
    found: dict[int, dict[str, Decimal]] = {}
    before = StageEntry.objects.filter(
        round__programme=row.programme,
        round__sequence__lt=row.sequence,
        round__state="closed",
        application__in=[entry.application_id for entry in entries],
    ).select_related("round")
    for entry in before:
        if entry.score is not None or entry.is_absent:
            score = Decimal(0) if entry.score is None else entry.score
            found.setdefault(entry.application_id, {})[entry.round.stage] = score
    return found


def _tie_facts(
    row: StageRound, stage: Stage, entries: list[StageEntry], today: date
) -> dict[int, dict[str, int]]:
    if stage.ties != "order" or not TIE_FACTS & set(stage.tie_order):
        return {}
    day = judged_on(row.programme, today)
    people = Application.objects.filter(pk__in=[entry.application_id for entry in entries])
    rows = people.select_related("person__unit").defer("person__photo")
    facts = facts_of_applications(rows.prefetch_related("person__kinships"), day)
    return {pk: _ties_of(person, day) for pk, person in facts.items()}


def _ties_of(person: Any, day: date) -> dict[str, int]:
    found = {"grassroots_months": person.grassroots_months or 0}
    if person.work_started_on:
        found["service_years"] = months_whole(person.work_started_on, day) // 12
    if person.birth_on:
        found["age"] = age_on(person.birth_on, day)
    return found

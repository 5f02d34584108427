"""The stages of an examined selection: opened in order, scored, closed by the charter's rules."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from django.utils.translation import gettext as _

from dunmiao.engine.charter import Stage
from dunmiao.engine.facts import Term
from dunmiao.engine.reasons import Reason, gettext_noop
from dunmiao.engine.selection import (
    Mark,
    Outcome,
    Result,
    SelectionError,
    StageResult,
    Why,
    cut,
)
from dunmiao.stages.accounts.models import User
from dunmiao.stages.charter.actions import move_programme
from dunmiao.stages.charter.models import Programme
from dunmiao.stages.charter.rules import rules_of
from dunmiao.stages.common.acts import act, record
from dunmiao.stages.common.moves import kept, move, say, unkept
from dunmiao.stages.common.refusal import Refusal
from dunmiao.stages.selection.models import (
    Application,
    Decision,
    StageEntry,
    StageRound,
)
from dunmiao.stages.selection.proposals import matched
from dunmiao.stages.selection.results import (
    entrants_of,
    lock_round,
    places_by_post,
    stage_after,
    stage_before,
    stage_of,
)

_INELIGIBLE = gettext_noop("Not eligible: %(finding)s")
_SHOWN = 5


@act("round.open")
def open_round(programme_id: int, stage: str, *, by: User, today: date) -> StageRound:
    """Open the stage `stage` (a key of the charter) once the one before it is closed.

    Who passed the stage before enters; into the first stage everybody who applied. Opening the
    review ends the time of applying.
    """
    programme = Programme.objects.lock(programme_id)
    row = open_stage(programme, stage, today)
    if programme.state == "open" and row.sequence > 1:
        move_programme(programme.pk, "selecting", by=by, today=today)
    record("round.open", row, by=by, changes={"stage": stage, "entered": row.entries.count()})
    return row


def open_stage(programme: Programme, key: str, today: date) -> StageRound:
    """Open a stage inside an act; who passed the one before stands in it."""
    stages = [stage.key for stage in rules_of(programme).stages]
    if key not in stages:
        raise Refusal(_("The charter has no such stage."))
    if programme.state not in {"open", "selecting", "decided", "running"}:
        raise Refusal(_("Open the call first."))
    found = StageRound.objects.filter(programme=programme, stage=key).first()
    before = stage_before(programme, key)
    if found is not None and before is None and found.state == "open":
        return found  # the first application had opened it
    if found is not None:
        raise Refusal(_("This stage was opened already."))
    last = None
    if before is not None:
        last = StageRound.objects.filter(programme=programme, stage=before.key).first()
        if last is None or last.state != "closed":
            raise Refusal(_("Close the stage “%(name)s” first.") % {"name": _name(before)})
    row = StageRound(programme=programme, stage=key, sequence=stages.index(key) + 1)
    move(row, "stage_round", "open")
    row.opened_on = today
    row.save()
    if last is not None:
        passed = last.entries.filter(outcome=Result.PASSED).values_list("application_id", flat=True)
        _enter(row, passed)
    return row


def _enter(row: StageRound, ids: Iterable[int]) -> None:
    StageEntry.objects.bulk_create(StageEntry(round=row, application_id=pk) for pk in ids)


def _name(stage: Stage) -> str:
    return Term(stage.name_en or stage.name, stage.name).label(_language())


def _language() -> str:
    from django.utils.translation import get_language

    return "en" if (get_language() or "").startswith("en") else "zh"


@act("round.close")
def close_round(
    round_id: int, *, by: User, today: date, proposed: Mapping[int, int] | None = None
) -> StageRound:
    """Close a stage: everyone in it gets one outcome and its reason (004-55, 004-56).

    Weights, pass marks, lines per post, ties, absences and reserve come from the charter. A
    matching stage needs `proposed`: application id to offer id, from the plan chosen for the
    committee. The committee's stage closes with its decision, the notice's with its last day.
    """
    row = lock_round(round_id)
    stage = stage_of(row)
    if stage.kind in {"committee", "publicity"}:
        raise Refusal(_("This stage closes by itself: with the decision, or with the notice."))
    if stage.kind == "matching":
        row.result = {"proposed": {str(pk): offer for pk, offer in (proposed or {}).items()}}
        close(row, matched(row, entries_of(row), proposed or {}), today)
    else:
        close(row, _cut(row, stage, today), today)
    counts = {"entered": row.entries.count(), "passed": _passed(row)}
    record("round.close", row, by=by, changes=counts)
    return row


def _passed(row: StageRound) -> int:
    return row.entries.filter(outcome=Result.PASSED).count()


def entries_of(row: StageRound) -> list[StageEntry]:
    """Give the entries of a round with application, person and post, as they were entered."""
    found = (
        row.entries.select_related("application__person", "application__offer__post__organisation")
        .defer("application__person__photo")
        .order_by("pk")
    )
    return list(found)


def _cut(row: StageRound, stage: Stage, today: date) -> StageResult:
    if stage.kind == "registration" and not row.entries.exists():
        pks = Application.objects.filter(programme=row.programme).values_list("pk", flat=True)
        _enter(row, pks)
    entries = entries_of(row)
    places = places_by_post(row, entries)
    _refuse_unscored(stage, entries)
    marks = {str(entry.application_id): _mark(stage, entry) for entry in entries}
    weights = {one.key: one.weight for one in rules_of(row.programme).stages}
    try:
        entrants = entrants_of(row, stage, entries, places, today)
        result = cut(stage, entrants, marks, places, weights)
    except SelectionError as found:
        raise Refusal(_told_all(found.reasons)) from found
    return _worded(result, stage, entries)


def _refuse_unscored(stage: Stage, entries: list[StageEntry]) -> None:
    """An inspection that weighs needs a score beside its verdict, or the total would not be one."""
    if stage.kind != "inspection" or not stage.weight:
        return
    names = [
        entry.application.person.name
        for entry in entries
        if entry.is_passed and entry.score is None and entry.application.state != "withdrawn"
    ]
    if names:
        text = _("The stage counts %(weight)d percent; these have no score yet: %(names)s.")
        raise Refusal(text % {"weight": stage.weight, "names": _few(names)})


def _few(names: list[str]) -> str:
    more = len(names) - _SHOWN
    rest = _(" and %(n)d more") % {"n": more} if more > 0 else ""
    return "、".join(names[:_SHOWN]) + rest


def _told_all(reasons: Iterable[Reason]) -> str:
    told = [say(reason) for reason in reasons]
    rest = len(told) - _SHOWN
    return " ".join(told[:_SHOWN]) + (_(" and %(n)d more") % {"n": rest} if rest > 0 else "")


def _mark(stage: Stage, entry: StageEntry) -> Mark:
    application = entry.application
    if application.state == "withdrawn":
        note = str(unkept(application.left_reason).facts.get("note", ""))
        return Mark(is_withdrawn=True, note=note)
    if stage.kind in {"registration", "notice"}:
        return Mark(is_passed=True)
    if stage.kind == "review":
        verdict = {"eligible": True, "ineligible": False}.get(application.state)
        return Mark(is_passed=verdict)
    if stage.kind == "inspection" and entry.is_passed is None and not entry.is_absent:
        return Mark()
    return Mark(entry.score, entry.is_passed, entry.is_absent, note=entry.note)


def _worded(result: StageResult, stage: Stage, entries: list[StageEntry]) -> StageResult:
    """Name stages and posts in both languages, and give the finding that shut somebody out."""
    name = Term(stage.name_en or stage.name, stage.name)
    posts = {str(e.application.offer_id): str(e.application.offer) for e in entries}
    left = {str(entry.application_id): entry.application.left_reason for entry in entries}

    def named(reason: Reason) -> Reason:
        facts = dict(reason.facts)
        if "stage" in facts:
            facts["stage"] = name
        if "post" in facts:
            facts["post"] = posts.get(str(facts["post"]), facts["post"])
        return replace(reason, facts=facts)

    def said(outcome: Outcome) -> Outcome:
        finding = left.get(outcome.person)
        if stage.kind == "review" and outcome.why == Why.NOT_PASSED and finding:
            facts = {"finding": unkept(finding)}
            return replace(outcome, reason=replace(outcome.reason, text=_INELIGIBLE, facts=facts))
        return replace(outcome, reason=named(outcome.reason))

    outcomes = tuple(said(outcome) for outcome in result.outcomes)
    return replace(result, outcomes=outcomes, warnings=tuple(named(w) for w in result.warnings))


def close(row: StageRound, result: StageResult, today: date) -> None:
    """Write the outcomes on the entries and the states on the applications."""
    move(row, "stage_round", "closed")
    entries = {str(entry.application_id): entry for entry in entries_of(row)}
    before = {pk: entry.application.state for pk, entry in entries.items()}
    for outcome in result.outcomes:
        write_outcome(entries[outcome.person], outcome)
        settle(entries[outcome.person].application, stage_of(row), outcome)
    fields = ["outcome", "why", "reason", "total", "place"]
    StageEntry.objects.bulk_update(entries.values(), fields, batch_size=500)
    applications = [entry.application for entry in entries.values()]
    fields = ["state", "left_stage", "left_reason"]
    Application.objects.bulk_update(applications, fields, batch_size=500)
    row.closed_on = today
    row.result |= {"before": before, "warnings": [kept(one) for one in result.warnings]}
    row.save(update_fields=["state", "closed_on", "result"])


def write_outcome(entry: StageEntry, outcome: Outcome) -> None:
    """Put the engine's outcome on an entry, unsaved."""
    entry.outcome, entry.why = outcome.result.value, outcome.why.value if outcome.why else ""
    entry.reason = kept(outcome.reason)
    entry.total, entry.place = outcome.total, outcome.place


_AFTER_PASSING = {
    "matching": "proposed",
    "committee": "selected",
    "publicity": "selected",
    "notice": "selected",
}


def settle(application: Application, stage: Stage, outcome: Outcome) -> None:
    """Move an application as its outcome says, unsaved; who withdrew stays withdrawn."""
    if stage.kind in {"registration", "review"} or application.state == "withdrawn":
        return
    passed = _AFTER_PASSING.get(stage.kind, "in_selection")
    results = {Result.PASSED: passed, Result.RESERVE: "reserve", Result.OUT: "out"}
    after = results[outcome.result]
    for step in _steps(application.state, after):
        move(application, "application", step)
    application.left_stage, application.left_reason = "", {}
    if outcome.result == Result.OUT:
        application.left_stage, application.left_reason = stage.key, kept(outcome.reason)


def _steps(before: str, after: str) -> list[str]:
    """Give the states on the way: a selection is entered before it is left or won."""
    if before == after:
        return []
    steps = ["in_selection"] if before in {"eligible", "out"} else []
    if after == "selected" and before != "proposed":
        steps.append("proposed")
    return steps if steps[-1:] == [after] else [*steps, after]


@act("round.reopen")
def reopen_round(round_id: int, *, by: User, today: date, reason: str) -> StageRound:
    """Open a closed stage again: its outcomes are undone, and the next stage's opening with them.

    Refused once anything is entered in the next stage, or a notice hangs on the decision.
    """
    row = lock_round(round_id)
    stage = stage_of(row)
    if not reason.strip():
        raise Refusal(_("Say why."), field="reason")
    if stage.kind in {"publicity", "notice"}:
        raise Refusal(_("A public notice that has ended is not opened again."))
    move(row, "stage_round", "open")
    _drop_next(row)
    if stage.kind == "committee":
        _drop_decision(row.programme, by, today)
    before = row.result.pop("before", {})
    applications = list(Application.objects.filter(pk__in=before))
    for application in applications:  # undone, not moved: the state is the one they had
        if application.state != "withdrawn":
            application.state = before[str(application.pk)]
            if stage.kind != "review":
                application.left_stage, application.left_reason = "", {}
    fields = ["state", "left_stage", "left_reason"]
    Application.objects.bulk_update(applications, fields, batch_size=500)
    row.entries.update(outcome="", why="", reason={}, total=None, place=None)
    if stage.kind == "registration":
        row.entries.all().delete()
    row.closed_on, row.result = None, {}
    row.save(update_fields=["state", "closed_on", "result"])
    record("round.reopen", row, by=by, changes={"reason": reason.strip()})
    return row


def _drop_next(row: StageRound) -> None:
    after = stage_after(row.programme, row.stage)
    found = StageRound.objects.filter(
        programme=row.programme, stage=after.key if after else ""
    ).first()
    if found is None:
        return
    entered = found.entries.exclude(score=None, is_absent=False, is_passed=None, note="")
    if found.state == "closed" or entered.exists():
        raise Refusal(_("Something is entered in the next stage already; open that one first."))
    found.entries.all().delete()
    found.delete()


def _drop_decision(programme: Programme, by: User, today: date) -> None:
    for decision in Decision.objects.filter(programme=programme):
        if decision.publicities.exists() or decision.placements.exists():
            raise Refusal(_("The decision was made public already; it can no longer be undone."))
        decision.delete()
    if programme.state == "decided":
        move_programme(programme.pk, "selecting", by=by, today=today)

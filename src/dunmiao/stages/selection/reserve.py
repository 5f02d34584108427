"""递补: whoever stands in reserve takes the place of one who left (004-56)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from django.utils.translation import gettext as _

from dunmiao.engine.funnel import withdraw
from dunmiao.engine.reasons import Reason, gettext_noop
from dunmiao.engine.selection import Outcome, Result, SelectionError, StageResult, Why
from dunmiao.stages.accounts.models import User
from dunmiao.stages.charter.models import Programme
from dunmiao.stages.common.acts import act, record
from dunmiao.stages.common.moves import kept, move, unkept
from dunmiao.stages.common.refusal import Refusal
from dunmiao.stages.organisations.conflicts import refuse_own_case
from dunmiao.stages.selection.models import (
    Application,
    DecisionLine,
    StageEntry,
    StageRound,
)
from dunmiao.stages.selection.results import places_by_post, result_of, stage_after, stage_of
from dunmiao.stages.selection.rounds import entries_of, settle, write_outcome

_INSTEAD = gettext_noop("Moved up from the reserve for %(person)s: %(note)s")


@act("reserve.replace")
def replace_from_reserve(
    application_id: int,
    *,
    by: User,
    today: date,
    replacement_id: int | None = None,
    reason: str = "",
) -> list[Application]:
    """Fill the place of one who withdrew or fell out after an objection; give who moved up.

    Before the decision the reserve of the last closed stage moves up in its order. After it the
    committee's choice is entered: `replacement_id`, an application in reserve, and `reason` with
    the basis; the replacement is shown in a public notice of its own.
    """
    programme_id = Application.objects.values_list("programme_id", flat=True).get(pk=application_id)
    programme = Programme.objects.lock(programme_id)
    gone = Application.objects.lock(application_id)
    if gone.state not in {"withdrawn", "out"}:
        raise Refusal(_("Nobody has left here: the place is not free."))
    line = gone.decided.first()
    if line is None:
        moved = _move_up(programme, gone, today)
    else:
        moved = [_replace_decided(line, gone, replacement_id, reason, by)]
    ids = [row.pk for row in moved]
    record("reserve.replace", gone, by=by, changes={"moved_up": ids, "reason": reason.strip()})
    return moved


def _move_up(programme: Programme, gone: Application, today: date) -> list[Application]:
    row = StageRound.objects.filter(programme=programme, state="closed").last()
    if row is None or not row.entries.filter(application=gone, outcome=Result.PASSED).exists():
        raise Refusal(_("This person had not passed the last closed stage; no place became free."))
    entries = {str(entry.application_id): entry for entry in entries_of(row)}
    before = result_of(row)
    if "" in places_by_post(row, entries.values()):  # all compete together
        before = _together(before)
    note = str(unkept(gone.left_reason).facts.get("note", "—"))
    try:
        after = withdraw(before, str(gone.pk), note, _going_on(row, before))
    except SelectionError as found:
        raise Refusal(str(found)) from found
    changed = [one for one, old in zip(after.outcomes, before.outcomes, strict=True) if one != old]
    up = [one for one in changed if one.person != str(gone.pk)]
    if not up:
        raise Refusal(_("Nobody stands in reserve for this place."))
    for outcome in changed:
        _apply(row, entries[outcome.person], outcome)
    _put_in_next(programme, row, gone, [entries[one.person] for one in up])
    return [entries[one.person].application for one in up]


def _together(result: StageResult) -> StageResult:
    return replace(result, outcomes=tuple(replace(one, post="") for one in result.outcomes))


def _going_on(row: StageRound, before: StageResult) -> dict[str, int]:
    """Give how many each post sends on: as many as passed, since only who left makes room."""
    passed = [one.post for one in before.outcomes if one.result == Result.PASSED]
    return {post: passed.count(post) for post in set(passed)}


def _apply(row: StageRound, entry: StageEntry, outcome: Outcome) -> None:
    write_outcome(entry, outcome)
    entry.save(update_fields=["outcome", "why", "reason", "total", "place"])
    settle(entry.application, stage_of(row), outcome)
    entry.application.save(update_fields=["state", "left_stage", "left_reason"])


def _put_in_next(
    programme: Programme, row: StageRound, gone: Application, up: list[StageEntry]
) -> None:
    """Let the moved up stand in the next stage where it is open, instead of who left."""
    proposed = row.result.get("proposed", {})
    if str(gone.pk) in proposed and up:
        proposed[str(up[0].application_id)] = proposed.pop(str(gone.pk))
        row.save(update_fields=["result"])
    after = stage_after(programme, row.stage)
    found = StageRound.objects.filter(programme=programme, stage=after.key if after else "").first()
    if found is None:
        return
    found.entries.filter(application=gone).delete()
    StageEntry.objects.bulk_create(
        StageEntry(round=found, application=entry.application) for entry in up
    )


def _replace_decided(
    line: DecisionLine, gone: Application, replacement_id: int | None, reason: str, by: User
) -> Application:
    new = Application.objects.filter(
        pk=replacement_id, programme_id=gone.programme_id, state="reserve"
    ).first()
    if new is None:
        raise Refusal(_("Choose somebody who stands in reserve."), field="replacement")
    if not reason.strip():
        raise Refusal(
            _("Say who decided on the replacement, and when."), field="reason"
        )
    if line.decision.lines.filter(instead_of=gone).exists():
        raise Refusal(_("This place was filled from the reserve already."))
    refuse_own_case(by, new.person_id)
    for state in ("proposed", "selected"):
        move(new, "application", state)
    new.save(update_fields=["state"])
    DecisionLine.objects.create(
        decision=line.decision,
        application=new,
        offer=line.offer,
        instead_of=gone,
        differs=reason.strip()[:200],
    )
    _stand_in(gone, new, reason.strip())
    return new


def _stand_in(gone: Application, new: Application, note: str) -> None:
    """Let the replacement pass the stages it had waited in, and enter the public notice."""
    rounds = StageRound.objects.filter(programme_id=gone.programme_id)
    rounds = rounds.filter(pk__in=gone.entries.values("round")).select_related("programme__charter")
    stood = {entry.round_id: entry for entry in new.entries.all()}
    for row in rounds:
        entry = stood.get(row.pk) or StageEntry(round=row, application=new)
        if entry.outcome != Result.PASSED:
            _let_pass(row, entry, gone, note)
            entry.save()
    last = gone.entries.order_by("round__sequence").last()
    if last is not None and last.outcome == Result.PASSED:
        last.outcome, last.why, last.reason = Result.OUT, Why.WITHDRAWN, gone.left_reason
        last.save(update_fields=["outcome", "why", "reason"])


def _let_pass(row: StageRound, entry: StageEntry, gone: Application, note: str) -> None:
    """Give the outcome, unsaved; a replacement is shown publicly itself before it passes that."""
    stage = stage_of(row)
    if stage.kind == "publicity":
        if row.state == "closed":
            move(row, "stage_round", "open")
            row.closed_on = None
            row.save(update_fields=["state", "closed_on"])
    elif row.state == "closed":
        facts = {"person": gone.person.name, "note": note}
        entry.outcome, entry.why = Result.PASSED.value, ""
        entry.reason = kept(Reason(_INSTEAD, facts, stage.key, stage.clause))

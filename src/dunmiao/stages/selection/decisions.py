"""常委会研究: what the committee decided; the plan only advised (004-55, 004-56)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from django.utils.translation import gettext as _

from dunmiao.engine.charter import Stage
from dunmiao.engine.facts import Term
from dunmiao.engine.reasons import Reason, gettext_noop
from dunmiao.engine.selection import Outcome, Result, StageResult, Why
from dunmiao.stages.accounts.models import User
from dunmiao.stages.charter.actions import move_programme
from dunmiao.stages.charter.models import Programme
from dunmiao.stages.charter.rules import rules_of
from dunmiao.stages.common.acts import act, record
from dunmiao.stages.common.moves import kept, move, unkept
from dunmiao.stages.common.refusal import Refusal
from dunmiao.stages.organisations.conflicts import refuse_own_cases
from dunmiao.stages.selection.models import (
    Application,
    Decision,
    DecisionLine,
    StageEntry,
    StageRound,
)
from dunmiao.stages.selection.pool import mark_chosen
from dunmiao.stages.selection.proposals import matched, refuse_overfull
from dunmiao.stages.selection.results import round_of_kind, stage_of
from dunmiao.stages.selection.rounds import close, entries_of, open_stage

Line = tuple[int, int | None, str]  # application, offer or None (not chosen), why not as planned

_CHOSEN = gettext_noop("%(body)s decided on %(day)s: %(post)s.")
_RESERVE = gettext_noop("%(body)s kept this person in reserve: %(note)s")
_NOT_CHOSEN = gettext_noop("%(body)s did not choose this person: %(note)s")
_CHOSEN_INSTEAD = gettext_noop("Chosen by %(body)s beside the plan: %(note)s")
_WITHDREW = gettext_noop("Withdrew in the stage %(stage)s: %(note)s.")


@act("decision.record")
def record_decision(
    programme_id: int,
    lines: Sequence[Line],
    *,
    by: User,
    today: date,
    body: str,
    met_on: date,
    document_no: str,
    plan_id: int | None = None,
    note: str = "",
    reserve_ids: Iterable[int] = (),
) -> Decision:
    """Record the committee's decision: who goes to which post.

    `lines`: (application id, offer id, why not as planned). The reason is needed where the post
    differs from the one proposed; a proposed person who is not chosen has offer id None and a
    reason, and stands in reserve where named in `reserve_ids`. A matching stage still open closes
    with the lines as its plan. The committee's stage closes, the programme is decided.
    """
    programme = Programme.objects.lock(programme_id)
    _refuse_unready(programme, body, met_on, document_no, today)
    chosen = {pk: offer for pk, offer, _why in lines if offer is not None}
    whys = {pk: why.strip() for pk, _offer, why in lines}
    refuse_overfull(programme, chosen)
    refuse_own_cases(by, _persons(chosen))
    proposed = _proposed(programme, chosen, today)
    _refuse_unreasoned(proposed, chosen, whys)
    decision = Decision.objects.create(
        programme=programme, body=body, met_on=met_on, document_no=document_no, note=note,
        plan=plan_id,
    )  # fmt: skip
    DecisionLine.objects.bulk_create(
        DecisionLine(decision=decision, application_id=pk, offer_id=offer, differs=whys[pk][:200])
        for pk, offer in chosen.items()
    )
    _bring_in(programme, decision, set(chosen), whys)
    _close_committee(programme, decision, whys, set(reserve_ids), today)
    mark_chosen(_persons(chosen), f"{body} {document_no}", today)
    if programme.state == "selecting":
        move_programme(programme.pk, "decided", by=by, today=today)
    changes = {"lines": [list(line) for line in lines], "body": body, "document_no": document_no}
    record("decision.record", decision, by=by, changes=changes)
    return decision


def _refuse_unready(
    programme: Programme, body: str, met_on: date, document_no: str, today: date
) -> None:
    if not body.strip() or not document_no.strip():
        raise Refusal(_("Name the deciding body and its minutes."), field="body")
    if met_on > today:
        raise Refusal(
            _("The meeting lies in the future."), field="met_on"
        )
    if Decision.objects.filter(programme=programme).exists():
        raise Refusal(
            _("The decision is recorded already; open the stage again first.")
        )


def _persons(ids: Iterable[int]) -> list[int]:
    return list(Application.objects.filter(pk__in=ids).values_list("person_id", flat=True))


def _proposed(programme: Programme, chosen: dict[int, int], today: date) -> dict[int, int]:
    """Give what the plan proposed, closing the matching with the decision where it was open."""
    row = round_of_kind(programme, "matching")
    if row is None:
        if any(stage.kind == "matching" for stage in rules_of(programme).stages):
            raise Refusal(_("The matching comes before the committee; open it first."))
        return dict(chosen)
    row = StageRound.objects.select_related("programme__charter").get(pk=row.pk)
    if row.state == "open":
        row.result = {"proposed": {str(pk): offer for pk, offer in chosen.items()}}
        close(row, matched(row, entries_of(row), chosen), today)
    return {int(pk): offer for pk, offer in row.result.get("proposed", {}).items()}


def _refuse_unreasoned(
    proposed: dict[int, int], chosen: dict[int, int], whys: dict[int, str]
) -> None:
    if not chosen:
        raise Refusal(_("Nobody is chosen; record at least one person and post."))
    differing = {pk for pk in proposed | chosen if proposed.get(pk) != chosen.get(pk)}
    for application in Application.objects.filter(pk__in=differing).select_related("person"):
        if not whys.get(application.pk):
            text = _("The decision on %(name)s differs from the plan; say why.")
            raise Refusal(text % {"name": application.person.name}, field=f"why_{application.pk}")


def _bring_in(
    programme: Programme, decision: Decision, chosen: set[int], whys: dict[int, str]
) -> None:
    """Let those pass the matching whom the committee chose beside the plan."""
    row = round_of_kind(programme, "matching")
    if row is None:
        return
    stood = row.entries.filter(application__in=chosen).select_related("application")
    for entry in stood.exclude(outcome=Result.PASSED):
        application = entry.application
        if application.state == "out":
            move(application, "application", "in_selection")
        move(application, "application", "proposed")
        application.left_stage, application.left_reason = "", {}
        application.save(update_fields=["state", "left_stage", "left_reason"])
        facts = {"body": decision.body, "note": whys[application.pk]}
        entry.outcome, entry.why = Result.PASSED.value, ""
        entry.reason = kept(Reason(_CHOSEN_INSTEAD, facts, row.stage))
        entry.save(update_fields=["outcome", "why", "reason"])
    if stood.count() < len(chosen):
        raise Refusal(_("Somebody on the list does not stand in the selection any more."))


def _close_committee(
    programme: Programme, decision: Decision, whys: dict[int, str], reserve: set[int], today: date
) -> None:
    key = next((s.key for s in rules_of(programme).stages if s.kind == "committee"), "")
    if not key:
        _select_all(decision)
        return
    row = round_of_kind(programme, "committee")
    if row is not None:  # opened before somebody was chosen beside the plan
        row.entries.all().delete()
        row.delete()
    row = open_stage(programme, key, today)
    stage = stage_of(row)
    posts = {line.application_id: str(line.offer) for line in decision.lines.all()}
    entries = entries_of(row)
    outcomes = [_outcome(stage, one, decision, posts, whys, reserve) for one in entries]
    close(row, StageResult(stage.key, stage.name, tuple(outcomes)), today)


def _outcome(
    stage: Stage,
    entry: StageEntry,
    decision: Decision,
    posts: dict[int, str],
    whys: dict[int, str],
    reserve: set[int],
) -> Outcome:
    pk = entry.application_id
    result, why, text = Result.OUT, Why.NOT_CHOSEN, _NOT_CHOSEN
    facts: dict[str, object] = {"body": decision.body, "note": whys.get(pk) or "—"}
    if entry.application.state == "withdrawn":
        why, text = Why.WITHDRAWN, _WITHDREW
        note = unkept(entry.application.left_reason).facts.get("note", "—")
        facts = {"stage": Term(stage.name_en or stage.name, stage.name), "note": note}
    elif pk in posts:
        result, text = Result.PASSED, _CHOSEN
        facts = {"body": decision.body, "day": decision.met_on, "post": posts[pk]}
    elif pk in reserve:
        result, text = Result.RESERVE, _RESERVE
    reason = Reason(text, facts, stage.key, stage.clause)
    post = str(entry.application.offer_id or "")
    return Outcome(str(pk), post, result, reason, why if result == Result.OUT else None)


def _select_all(decision: Decision) -> None:
    rows = list(Application.objects.filter(decided__decision=decision).select_related("person"))
    for application in rows:
        if application.state in {"in_selection", "reserve"}:
            move(application, "application", "proposed")
        move(application, "application", "selected")
    Application.objects.bulk_update(rows, ["state"], batch_size=500)

"""The plan before the committee: who has a post in it, who waits in reserve, who has none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from dunmiao.engine.charter import Stage
from dunmiao.engine.facts import Term
from dunmiao.engine.reasons import Reason, gettext_noop
from dunmiao.engine.selection import Outcome, Result, StageResult, Why
from dunmiao.stages.charter.models import Programme
from dunmiao.stages.common.moves import unkept
from dunmiao.stages.common.refusal import Refusal
from dunmiao.stages.selection.models import Offer, StageEntry, StageRound
from dunmiao.stages.selection.results import stage_of

_PLACED = gettext_noop("The plan proposes the post %(post)s.")
_IN_RESERVE = gettext_noop("The plan has no post for this person; in reserve, place %(place)d.")
_NO_POST = gettext_noop("The plan has no post for this person.")
_WITHDREW = gettext_noop("Withdrew in the stage %(stage)s: %(note)s.")


def matched(
    row: StageRound, entries: Sequence[StageEntry], proposed: Mapping[int, int]
) -> StageResult:
    """Give everybody's outcome of the matching: placed people pass, the best others wait.

    `proposed` maps application ids to offer ids. Reserve: the charter's number per post, by the
    posted totals of the examinations. Refused where the plan does not fit the stage.
    """
    _refuse_wrong_plan(row, entries, proposed)
    stage = stage_of(row)
    posts = {pk: str(offer) for pk, offer in offers_of(row.programme).items()}
    totals = _last_totals(row)
    rest = [
        entry
        for entry in entries
        if entry.application_id not in proposed and entry.application.state != "withdrawn"
    ]
    rest.sort(key=lambda entry: (-totals.get(entry.application_id, Decimal(0)), entry.pk))
    wanted = stage.reserve * len(set(proposed.values()))
    reserve = {one.application_id: place for place, one in enumerate(rest[:wanted], 1)}
    outcomes = [
        _matched(stage, entry, posts.get(proposed.get(entry.application_id, 0), ""), reserve)
        for entry in entries
    ]
    return StageResult(stage.key, stage.name, tuple(outcomes))


def offers_of(programme: Programme) -> dict[int, Offer]:
    """Give the confirmed offers of a programme by id, post and unit with them."""
    offers = Offer.objects.filter(programme=programme, is_confirmed=True)
    return {offer.pk: offer for offer in offers.select_related("post__organisation")}


def _refuse_wrong_plan(
    row: StageRound, entries: Sequence[StageEntry], proposed: Mapping[int, int]
) -> None:
    if not proposed:
        raise Refusal(_("Choose the plan that goes before the committee."))
    here = {e.application_id for e in entries if e.application.state != "withdrawn"}
    if set(proposed) - here:
        raise Refusal(_("The plan places somebody who does not stand in this stage; solve again."))
    refuse_overfull(row.programme, proposed)


def refuse_overfull(programme: Programme, proposed: Mapping[int, int]) -> None:
    """Refuse posts that are not offered and more persons than a post has places."""
    offers = offers_of(programme)
    taken: dict[int, int] = {}
    for offer_id in proposed.values():
        taken[offer_id] = taken.get(offer_id, 0) + 1
    for offer_id, count in taken.items():
        if offer_id not in offers:
            raise Refusal(_("This post is not offered in the call."))
        if count > offers[offer_id].places:
            facts = {"post": str(offers[offer_id]), "n": offers[offer_id].places, "count": count}
            raise Refusal(_("%(post)s has %(n)d places, not %(count)d.") % facts)


def _last_totals(row: StageRound) -> dict[int, Decimal]:
    before = StageEntry.objects.filter(
        round__programme=row.programme, round__sequence__lt=row.sequence, total__isnull=False
    ).order_by("round__sequence")
    return {entry.application_id: entry.total for entry in before if entry.total is not None}


def _matched(stage: Stage, entry: StageEntry, post: str, reserve: Mapping[int, int]) -> Outcome:
    person, offer = str(entry.application_id), str(entry.application.offer_id or "")

    def outcome(result: Result, text: str, why: Why | None = None, **facts: Any) -> Outcome:
        reason = Reason(text, facts, stage.key, stage.clause)
        place = reserve.get(entry.application_id)
        return Outcome(person, offer, result, reason, why, place=place)

    if entry.application.state == "withdrawn":
        return outcome(
            Result.OUT,
            _WITHDREW,
            Why.WITHDRAWN,
            stage=Term(stage.name_en or stage.name, stage.name),
            note=str(unkept(entry.application.left_reason).facts.get("note", "—")),
        )
    if post:
        return outcome(Result.PASSED, _PLACED, post=post)
    if entry.application_id in reserve:
        return outcome(Result.RESERVE, _IN_RESERVE, place=reserve[entry.application_id])
    return outcome(Result.OUT, _NO_POST, Why.NOT_PLACED)

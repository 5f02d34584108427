"""Entering scores, absences and findings of a stage."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext as _

from dunmiao.stages.accounts.models import User
from dunmiao.stages.common.acts import act, record
from dunmiao.stages.common.refusal import Refusal
from dunmiao.stages.organisations.conflicts import refuse_own_cases
from dunmiao.stages.selection.models import StageEntry
from dunmiao.stages.selection.results import ENTERED_BY_HAND, lock_round, stage_of

_CENT = Decimal("0.01")


@act("score.enter")
def enter_scores(
    round_id: int, marks: Mapping[int, Mapping[str, Any]], *, by: User, today: date
) -> int:
    """Enter scores, absences and findings of some of those in an open stage; give how many changed.

    `marks` maps an application id to any of: score (Decimal, text or None; two decimals, 0–100),
    is_absent, is_passed (True, False or None: the verdict of an inspection), note (findings in
    words). What is not named stays. Nobody enters their own score or that of their kin.
    """
    row = lock_round(round_id)
    if row.state != "open" or stage_of(row).kind not in ENTERED_BY_HAND:
        raise Refusal(_("Scores are entered while the stage is open."))
    entries = {
        entry.application_id: entry
        for entry in row.entries.filter(application__in=marks).select_related("application__person")
    }
    for pk in set(marks) - set(entries):
        text = _("Somebody on this sheet does not stand in this stage (%(id)s).")
        raise Refusal(text % {"id": pk})
    changed = {pk: entry for pk, entry in entries.items() if _set_mark(entry, marks[pk])}
    refuse_own_cases(by, [entry.application.person_id for entry in changed.values()])
    fields = ["score", "is_absent", "is_passed", "note"]
    StageEntry.objects.bulk_update(changed.values(), fields, batch_size=500)
    scores = {str(pk): _told(entry) for pk, entry in changed.items()}
    record("score.enter", row, by=by, changes={"entered": scores})
    return len(changed)


def _told(entry: StageEntry) -> str:
    if entry.is_absent:
        return "absent"
    verdict = {True: "passed", False: "not passed", None: ""}[entry.is_passed]
    return " ".join(part for part in (str(entry.score or ""), verdict) if part)


def _set_mark(entry: StageEntry, mark: Mapping[str, Any]) -> bool:
    before = (entry.score, entry.is_absent, entry.is_passed, entry.note)
    name = entry.application.person.name
    if "score" in mark:
        entry.score = _score(mark["score"], name, entry.application_id)
    for key in ("is_absent", "is_passed"):
        if key in mark:
            setattr(entry, key, mark[key])
    if "note" in mark:
        entry.note = str(mark["note"] or "").strip()
    if entry.is_absent and entry.score is not None:
        raise Refusal(
            _("%(name)s is marked absent and has a score; delete one of the two.") % {"name": name},
            field=f"score_{entry.application_id}",
        )
    return before != (entry.score, entry.is_absent, entry.is_passed, entry.note)


def _score(value: Any, name: str, pk: int) -> Decimal | None:
    if value is None or str(value).strip() == "":
        return None
    try:
        score = Decimal(str(value).strip())
        is_good = score.is_finite() and 0 <= score <= 100 and score == score.quantize(_CENT)
    except InvalidOperation:
        is_good = False
    if not is_good:
        raise Refusal(
            _("The score of %(name)s must be a number from 0 to 100 with at most two decimals.")
            % {"name": name},
            field=f"score_{pk}",
        )
    return score.quantize(_CENT)

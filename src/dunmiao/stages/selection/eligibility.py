"""The review of who may enter, and the decisions a named person takes against a finding."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from dunmiao.engine.eligibility import Verdict
from dunmiao.engine.facts import PersonFacts
from dunmiao.stages.accounts.models import User
from dunmiao.stages.charter.models import Programme
from dunmiao.stages.charter.rules import rules_of
from dunmiao.stages.common.acts import act, record
from dunmiao.stages.common.moves import kept, move
from dunmiao.stages.common.refusal import Refusal
from dunmiao.stages.organisations.conflicts import refuse_own_case
from dunmiao.stages.selection.applications import REVIEWABLE
from dunmiao.stages.selection.facts import (
    facts_of_applications,
    judge,
    judged_on,
    overridable,
)
from dunmiao.stages.selection.models import Application, EligibilityOverride, StageRound

_STATES = {"yes": "eligible", "no": "ineligible"}


@dataclass(frozen=True)
class Reviewed:
    """What a review found: how many may enter, may not, or wait for a fact."""

    yes: int = 0
    no: int = 0
    unknown: int = 0


@act("eligibility.review")
def review_eligibility(
    programme_id: int, *, by: User, today: date, application_ids: Iterable[int] | None = None
) -> Reviewed:
    """Judge applications under the charter's rules and move them to eligible or ineligible.

    `application_ids`: only these; all that can still be reviewed where None. One with a fact
    missing stays as it is and says what to ask for. Ages count on the last day for applying.
    """
    programme = Programme.objects.lock(programme_id)
    _refuse_after_review(programme)
    rows = _rows(programme, application_ids)
    facts = facts_of_applications(rows, today)
    counts = {"yes": 0, "no": 0, "unknown": 0}
    for row in rows:
        verdict = _settle(row, facts[row.pk], today)
        counts[verdict.eligible] += 1
    fields = ["findings", "reviewed_on", "state", "left_stage", "left_reason"]
    Application.objects.bulk_update(rows, fields, batch_size=500)
    record("eligibility.review", programme, by=by, changes=dict(counts))
    return Reviewed(**counts)


def _rows(programme: Programme, ids: Iterable[int] | None) -> list[Application]:
    rows = Application.objects.filter(programme=programme, state__in=REVIEWABLE)
    if ids is not None:
        rows = rows.filter(pk__in=list(ids))
    found = list(
        rows.select_related("person__unit", "sending_unit")
        .defer("person__photo")
        .prefetch_related("person__kinships", "overrides__by")
    )
    for row in found:
        row.programme = programme  # one charter, read once
    return found


def _refuse_after_review(programme: Programme) -> None:
    stages = [stage.key for stage in rules_of(programme).stages if stage.kind == "review"]
    if StageRound.objects.filter(programme=programme, stage__in=stages, state="closed").exists():
        raise Refusal(
            _("The review is closed. The head of the department can open it again with a reason.")
        )
    if programme.state not in {"open", "selecting"}:
        raise Refusal(_("Nothing is under review in this programme."))


def _settle(row: Application, person: PersonFacts, today: date) -> Verdict:
    """Put the findings on the row, unsaved, and its state where the verdict is clear."""
    rules = rules_of(row.programme)
    day = judged_on(row.programme, today)
    verdict = judge(row, person, rules, day, row.overrides.all())
    row.findings = [
        {"rule": found.rule, "result": found.result, "reason": kept(found.reason)}
        for found in verdict.findings
    ]
    row.reviewed_on = today
    after = _STATES.get(verdict.eligible, row.state)
    if after != row.state:
        move(row, "application", after)
    row.left_stage, row.left_reason = "", {}
    if verdict.failed and after == "ineligible":
        row.left_stage = next((s.key for s in rules.stages if s.kind == "review"), "")
        row.left_reason = kept(verdict.failed[0].reason)
    return verdict


@act("eligibility.override")
def override_eligibility(
    application_id: int, rule: str, *, by: User, today: date, is_passed: bool, reason: str
) -> EligibilityOverride:
    """Decide against or beside one finding, with the reason; it stays visible beside it (004-56).

    `rule`: the key of an overridable rule, or "unit_agreed" for the sending unit's consent. The
    application's verdict is computed again at once. Deciding again replaces the decision.
    """
    application = Application.objects.lock(application_id)
    refuse_own_case(by, application.person_id)
    _refuse_after_review(application.programme)
    if application.state not in REVIEWABLE:
        raise Refusal(_("This application is no longer under review."))
    if rule not in overridable(rules_of(application.programme)):
        raise Refusal(_("The charter lets nobody decide against this rule."), field="rule")
    if not reason.strip():
        raise Refusal(_("A decision against a finding needs its reason."), field="reason")
    row, _is_new = EligibilityOverride.objects.update_or_create(
        application=application,
        rule=rule,
        defaults={
            "is_passed": is_passed, "reason": reason.strip(), "by": by, "decided_on": today
        },
    )  # fmt: skip
    application = _rows(application.programme, [application_id])[0]
    _settle(application, facts_of_applications([application], today)[application.pk], today)
    application.save()
    changes = {"rule": rule, "is_passed": is_passed, "reason": row.reason}
    record("eligibility.override", application, by=by, changes=changes)
    return row

"""What several actions on appraisals ask first: the charter's rule, its days, what is frozen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from dunmiao.engine.charter import pick
from dunmiao.engine.charter.entities import Appraisal as Kind
from dunmiao.engine.duties import Duty, Facts, duties
from dunmiao.engine.facts import Term
from dunmiao.engine.reasons import Reason, gettext_noop
from dunmiao.stages.appraisal.models import Appraisal
from dunmiao.stages.charter.rules import charter_of, rules_of
from dunmiao.stages.common.refusal import Refusal
from dunmiao.stages.placement.models import Placement
from dunmiao.stages.supervision.ledger import last_day

FROZEN = gettext_noop("This appraisal is approved and frozen: nothing of it can be changed.")
PARTIES = {
    "organiser": Term("the department", "组织部门"),
    "sender": Term("the sending unit", "派出单位"),
    "receiver": Term("the receiving unit", "接收单位"),
    "mentor": Term("the mentor", "帮带导师"),
    "cadre": Term("the person", "干部本人"),
    "liaison": Term("the liaison officer", "联络员"),
    "team_leader": Term("the team leader", "队长"),
    "branch_secretary": Term("the branch secretary", "临时党支部书记"),
}


@dataclass(frozen=True)
class Due:
    """When an appraisal or rating of one placement is due, and from when it may be begun."""

    opens_on: date
    due_on: date


def kind_of(appraisal: Appraisal) -> Kind:
    """Give the charter's rule of an appraisal."""
    return pick(rules_of(appraisal.placement).appraisals, appraisal.kind)


def owed(placement: Placement, word: str) -> list[Duty]:
    """Give the duties of a term that this evidence word settles."""
    facts = Facts(
        direction=placement.direction,
        personnel_kind=placement.person.kind,
        political=placement.person.political,
    )
    term = (placement.starts_on, last_day(placement))
    found = duties(charter_of(placement.charter), *term, facts)
    return [duty for duty in found if word in duty.evidence]


def due_of(placement: Placement, kind: str) -> Due | None:
    """Give when this kind of appraisal is due (004-52, 004-53); None where the term has none.

    By the charter's duty where one asks for it, else by the appraisal's own timing.
    """
    found = owed(placement, f"appraisal.{kind}")
    if found:
        return Due(found[-1].shows_on, found[-1].due_on)
    timing = pick(rules_of(placement).appraisals, kind).timing
    days = timing.days(placement.starts_on, last_day(placement))
    return Due(days[-1], days[-1]) if days else None


def still_open(appraisal_id: int) -> Appraisal:
    """Lock and give an appraisal that is not frozen; refuse an approved one."""
    row: Appraisal = Appraisal.objects.lock(appraisal_id)
    if row.state == "approved":
        raise Refusal(_(FROZEN))
    return row


def known_grade(row: Appraisal, grade: str) -> None:
    """Refuse a grade that the charter does not name."""
    if grade not in {item.key for item in rules_of(row.placement).grades}:
        raise Refusal(_("Choose a grade."), field="grade")


def named(reason: Reason) -> Reason:
    """Give a reason with its party or rater in words instead of the charter's key."""
    facts = {
        key: PARTIES.get(str(value), value) if key in {"role", "rater"} else value
        for key, value in reason.facts.items()
    }
    return Reason(reason.text, facts, reason.rule, reason.clause)

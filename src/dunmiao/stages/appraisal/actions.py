"""Appraisals from opening to approval; after approval nothing of them changes.

The ballots are in `tallies`, the abilities in `abilities`; nothing here gives a grade by itself.
"""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from dunmiao.engine.charter import pick
from dunmiao.stages.accounts.models import User
from dunmiao.stages.appraisal.checks import kind_of, known_grade, still_open
from dunmiao.stages.appraisal.models import Appraisal, AppraisalObjection, Opinion
from dunmiao.stages.appraisal.reading import (
    as_it_stands,
    material_missing,
    may_be_opened,
    missing,
    objection_until,
    opining,
)
from dunmiao.stages.charter.models import Programme
from dunmiao.stages.charter.rules import rules_of
from dunmiao.stages.common.acts import act, record
from dunmiao.stages.common.moves import move, say
from dunmiao.stages.common.refusal import Refusal
from dunmiao.stages.development.parties import refuse_other_party
from dunmiao.stages.organisations.conflicts import refuse_own_case


@act("appraisal.open")
def open_appraisals(programme_id: int, kind: str, *, by: User, today: date) -> list[Appraisal]:
    """Open one kind of appraisal (a key of the charter) for everybody of a programme it is due for.

    Due from the charter's days of notice on; who has it already, or has no such day in the term,
    is left out. Refused where nobody is left.
    """
    programme = Programme.objects.lock(programme_id)
    pick(rules_of(programme).appraisals, kind)
    rows = [
        Appraisal.objects.create(placement=row, kind=kind, due_on=due_on)
        for row, due_on in may_be_opened(programme, kind, today)
    ]
    if not rows:
        raise Refusal(_("This appraisal is due for nobody now, or everybody has it already."))
    for row in rows:
        record("appraisal.open", row, by=by, changes={"kind": kind, "due_on": row.due_on})
    return rows


@act("appraisal.summarise")
def write_summary(appraisal_id: int, text: str, *, by: User, today: date) -> Appraisal:
    """The person's own summary; may be rewritten until the result is told."""
    row = still_open(appraisal_id)
    if row.state != "open":
        raise Refusal(_("The result has been told: the summary can no longer be changed."))
    if not text.strip():
        raise Refusal(_("Write a sentence here."), field="text")
    row.self_summary, row.summarised_on = text.strip(), row.summarised_on or today
    row.save(update_fields=["self_summary", "summarised_on"])
    record("appraisal.summarise", row, by=by, changes={"summarised_on": today})
    return row


@act("appraisal.opine")
def write_opinion(
    appraisal_id: int,
    role: str,
    *,
    by: User,
    today: date,
    results: str,
    character: str,
    deficiencies: str,
    signed_by: str,
    grade: str = "",
) -> Opinion:
    """One party's opinion; concrete deficiencies are required (000-52), a grade where graded.

    `role` is receiver, sender or mentor, and `by` must be of that party. `results`, `character`
    and `deficiencies` are sentences, `signed_by` who answers for them in the unit, `grade` a key
    of the charter (a mentor proposes none). May be rewritten until the result is told.
    """
    row = still_open(appraisal_id)
    refuse_own_case(by, row.placement.person_id)
    kind = kind_of(row)
    if role not in opining(kind):
        raise Refusal(_("The charter asks no opinion of this party."))
    refuse_other_party(by, "appraisal.opine", row.placement, role, today)
    if row.state != "open":
        raise Refusal(_("The result has been told: opinions can no longer be changed."))
    texts = {"results": results, "character": character, "deficiencies": deficiencies}
    _complete(row, signed_by=signed_by, **texts)
    if kind.graded and role != "mentor":
        known_grade(row, grade)
    opinion, _is_new = Opinion.objects.update_or_create(
        appraisal=row,
        role=role,
        defaults={
            **{field: text.strip() for field, text in texts.items()},
            "grade": grade if kind.graded and role != "mentor" else "",
            "signed_by": signed_by.strip(),
            "by": by,
            "on": today,
        },
    )
    record("appraisal.opine", opinion, by=by, changes={"role": role, "grade": opinion.grade})
    return opinion


def _complete(row: Appraisal, **texts: str) -> None:
    rules = rules_of(row.placement).appraisal
    optional = set() if rules.deficiencies_required else {"deficiencies"}
    for field, text in texts.items():
        if field not in optional and not text.strip():
            raise Refusal(_("Write a sentence here."), field=field)


@act("appraisal.tell")
def tell_result(appraisal_id: int, *, by: User, today: date, grade: str = "") -> Appraisal:
    """Tell the person the result that is proposed; from then on they may object.

    `grade` is a key of the charter where the kind is graded. Refused while an opinion or the
    agreed ballots are missing; the ratings may follow until the approval.
    """
    row = still_open(appraisal_id)
    refuse_own_case(by, row.placement.person_id)
    kind = kind_of(row)
    if kind.graded:
        known_grade(row, grade)
    row.grade = grade if kind.graded else ""
    gaps = material_missing(row, today)
    if gaps:
        raise Refusal(" ".join(map(say, gaps)))
    move(row, "appraisal", "opinions")
    row.told_on, row.acknowledged_on = today, None
    row.save(update_fields=["state", "grade", "told_on", "acknowledged_on"])
    record("appraisal.tell", row, by=by, changes={"grade": row.grade, "told_on": today})
    return row


@act("appraisal.acknowledge")
def acknowledge_result(appraisal_id: int, *, by: User, today: date) -> Appraisal:
    """The person has read the result and does not object."""
    row = still_open(appraisal_id)
    if row.state != "opinions" or row.acknowledged_on:
        raise Refusal(_("There is nothing to acknowledge now."))
    row.acknowledged_on = today
    row.save(update_fields=["acknowledged_on"])
    record("appraisal.acknowledge", row, by=by, changes={"acknowledged_on": today})
    return row


@act("appraisal.object")
def object_to_result(appraisal_id: int, text: str, *, by: User, today: date) -> AppraisalObjection:
    """The person objects within the charter's days after being told, once per telling."""
    row = still_open(appraisal_id)
    if not text.strip():
        raise Refusal(_("Say what you object to."), field="text")
    last = objection_until(row)
    if last is None:
        raise Refusal(_("The result has not been told yet: there is nothing to object to."))
    if today > last:
        days = rules_of(row.placement).appraisal.objection_days
        raise Refusal(_("The %(days)s days for objecting are over.") % {"days": days})
    if row.objections.filter(state="rejected", decided_on__gte=row.told_on).exists():
        raise Refusal(_("Your objection to this result has been decided already."))
    move(row, "appraisal", "objected")
    row.acknowledged_on = None
    row.save(update_fields=["state", "acknowledged_on"])
    objection = AppraisalObjection.objects.create(appraisal=row, text=text.strip(), raised_on=today)
    record("appraisal.object", objection, by=by, changes={"raised_on": today})
    return objection


@act("appraisal_objection.decide")
def decide_objection(
    objection_id: int, *, by: User, today: date, is_upheld: bool, finding: str
) -> AppraisalObjection:
    """Decide an objection, by somebody who wrote none of the opinions; upheld opens them again.

    `finding` says what was found and is read by the person.
    """
    objection: AppraisalObjection = AppraisalObjection.objects.lock(objection_id)
    row = still_open(objection.appraisal_id)
    refuse_own_case(by, row.placement.person_id)
    if row.opinions.filter(by=by).exists():
        raise Refusal(_("You wrote an opinion in this appraisal; somebody else has to decide."))
    if not finding.strip():
        raise Refusal(_("Write down what the review found."), field="finding")
    if objection.state == "received":
        move(objection, "objection", "reviewing")
    move(objection, "objection", "upheld" if is_upheld else "rejected")
    objection.finding, objection.decided_by, objection.decided_on = finding.strip(), by, today
    objection.save(update_fields=["state", "finding", "decided_by", "decided_on"])
    move(row, "appraisal", "open" if is_upheld else "opinions")
    row.acknowledged_on = None if is_upheld else today
    if is_upheld:
        row.told_on = None
    row.save(update_fields=["state", "acknowledged_on", "told_on"])
    record("appraisal_objection.decide", objection, by=by, changes={"state": objection.state})
    return objection


@act("appraisal.approve")
def approve_appraisal(appraisal_id: int, *, by: User, today: date) -> Appraisal:
    """The department approves; everything is frozen as it stands (001c-45).

    Refused with the list of what is missing, the days for objecting included.
    """
    row = still_open(appraisal_id)
    refuse_own_case(by, row.placement.person_id)
    gaps = missing(row, today)
    if gaps:
        raise Refusal(" ".join(map(say, gaps)))
    move(row, "appraisal", "approved")
    row.approved_by, row.approved_on = by, today
    row.frozen = as_it_stands(row)
    row.save(update_fields=["state", "approved_by", "approved_on", "frozen"])
    record("appraisal.approve", row, by=by, changes={"grade": row.grade})
    return row

"""Appraisals from opening to approval; after approval nothing of them changes."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from dunmiao.engine import appraisal as engine
from dunmiao.engine.charter import pick
from dunmiao.engine.charter.entities import Appraisal as Kind
from dunmiao.engine.duties import Facts, duties
from dunmiao.engine.reasons import Reason
from dunmiao.stages.accounts.models import User
from dunmiao.stages.appraisal.models import (
    AbilityRating,
    Appraisal,
    AppraisalObjection,
    Opinion,
    Tally,
)
from dunmiao.stages.charter.models import Programme
from dunmiao.stages.charter.rules import charter_of, rules_of
from dunmiao.stages.common.acts import act, record
from dunmiao.stages.common.moves import move, say
from dunmiao.stages.common.refusal import Refusal
from dunmiao.stages.organisations.conflicts import refuse_own_case
from dunmiao.stages.placement.models import Placement


def kind_of(appraisal: Appraisal) -> Kind:
    """Give the charter's rule of an appraisal."""
    return pick(rules_of(appraisal.placement).appraisals, appraisal.kind)


def due_on(placement: Placement, kind: str) -> date:
    """Give the day the charter sets for an appraisal of this kind (004-52, 004-53)."""
    charter = charter_of(placement.charter)
    wanted = f"appraisal.{kind}"
    facts = Facts(direction=placement.direction, personnel_kind=placement.person.kind)
    days = [
        duty.due_on
        for duty in duties(charter, placement.starts_on, placement.ends_on, facts)
        if wanted in duty.evidence
    ]
    return days[-1] if days else placement.ends_on


def _open(appraisal_id: int) -> Appraisal:
    row: Appraisal = Appraisal.objects.lock(appraisal_id)
    if row.state == "approved":
        raise Refusal(_("This appraisal is approved and frozen: nothing of it can be changed."))
    return row


@act("appraisal.open")
def open_appraisals(programme_id: int, kind: str, *, by: User, today: date) -> list[Appraisal]:
    """Open one kind of appraisal for everybody of a programme who has none of it yet."""
    programme = Programme.objects.lock(programme_id)
    pick(rules_of(programme).appraisals, kind)
    waiting = (
        programme.placements.filter(state__in=("arrived", "ended", "recalled"))
        .exclude(appraisals__kind=kind)
        .select_related("person", "charter")
    )
    rows = [
        Appraisal.objects.create(placement=item, kind=kind, due_on=due_on(item, kind))
        for item in waiting
    ]
    if not rows:
        raise Refusal(_("Everybody at post has this appraisal already."))
    for row in rows:
        record("appraisal.open", row, by=by, changes={"kind": kind, "due_on": row.due_on})
    return rows


@act("appraisal.summarise")
def write_summary(appraisal_id: int, text: str, *, by: User, today: date) -> Appraisal:
    """The person's own summary; before the result is told."""
    row = _open(appraisal_id)
    if row.state != "open":
        raise Refusal(_("The result has been told: the summary can no longer be changed."))
    if not text.strip():
        raise Refusal(_("Write a sentence here."), field="text")
    row.self_summary = text.strip()
    row.save(update_fields=["self_summary"])
    record("appraisal.summarise", row, by=by, changes={"self_summary": "•"})
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
    """One party's opinion; concrete deficiencies are required (000-52), a grade where graded."""
    row = _open(appraisal_id)
    refuse_own_case(by, row.placement.person_id)
    kind = kind_of(row)
    if role not in {*kind.opinions_of, "mentor"}:
        raise Refusal(_("The charter asks no opinion of this party."))
    if row.state not in {"open", "objected"}:
        raise Refusal(_("The result has been told: opinions can no longer be changed."))
    _complete(row, kind, results=results, character=character, deficiencies=deficiencies)
    if kind.graded and role != "mentor":
        _known_grade(row, grade)
    opinion, _is_new = Opinion.objects.update_or_create(
        appraisal=row,
        role=role,
        defaults={
            "results": results.strip(),
            "character": character.strip(),
            "deficiencies": deficiencies.strip(),
            "grade": grade,
            "signed_by": signed_by,
            "by": by,
            "on": today,
        },
    )
    record("appraisal.opine", opinion, by=by, changes={"role": role, "grade": grade})
    return opinion


def _complete(row: Appraisal, kind: Kind, **texts: str) -> None:
    optional = (
        set() if rules_of(row.placement).appraisal.deficiencies_required else {"deficiencies"}
    )
    for field, text in texts.items():
        if field not in optional and not text.strip():
            raise Refusal(_("Write a sentence here."), field=field)


def _known_grade(row: Appraisal, grade: str) -> None:
    if grade not in {item.key for item in rules_of(row.placement).grades}:
        raise Refusal(_("Choose a grade."), field="grade")


@act("tally.enter")
def enter_tally(
    appraisal_id: int,
    *,
    by: User,
    today: date,
    voters: int,
    given_out: int,
    returned: int,
    invalid: int,
    counts: dict[str, int],
) -> Tally:
    """Enter the totals of the paper ballots; two persons do it, neither seeing the other's.

    Refused where the sums do not hold. A person enters once; two entries that differ are both
    cleared by `clear_tally` and entered anew.
    """
    row = _open(appraisal_id)
    refuse_own_case(by, row.placement.person_id)
    if not kind_of(row).tally:
        raise Refusal(_("The charter asks no ballots for this appraisal."))
    entry = engine.Tally(str(by.pk), given_out, returned, invalid, counts)
    faults = engine.check_tally(entry, voters)
    if faults:
        raise Refusal(" ".join(say(fault) for fault in faults), field="counts")
    number = row.tallies.count() + 1
    if number > rules_of(row.placement).appraisal.tally_entered_by:
        raise Refusal(_("The ballots were entered by two persons already."))
    try:
        with transaction.atomic():
            tally = Tally.objects.create(
                appraisal=row,
                entry=number,
                voters=given_out,
                returned=returned,
                invalid=invalid,
                counts=counts,
                by=by,
                on=today,
            )
    except IntegrityError as fault:
        raise Refusal(_("A second person must enter the ballots.")) from fault
    record("tally.enter", tally, by=by, changes={"entry": number})
    return tally


@act("tally.clear")
def clear_tally(appraisal_id: int, *, by: User, today: date) -> Appraisal:
    """Throw away two entries that differ, so that the paper is read again."""
    row = _open(appraisal_id)
    if not tally_differences(row):
        raise Refusal(_("The entries agree, or the second is not there yet."))
    row.tallies.all().delete()
    record("tally.clear", row, by=by)
    return row


def _entry(tally: Tally) -> engine.Tally:
    return engine.Tally(str(tally.by_id), tally.voters, tally.returned, tally.invalid, tally.counts)


def tally_differences(appraisal: Appraisal) -> tuple[Reason, ...]:
    """Say where the two entries differ; empty when they agree or one is missing."""
    entries = [_entry(tally) for tally in appraisal.tallies.all()]
    return engine.compare_tallies(*entries) if len(entries) == 2 else ()


def agreed_tally(appraisal: Appraisal) -> engine.Tally | None:
    """Give the totals once two persons entered the same; None before."""
    entries = [_entry(tally) for tally in appraisal.tallies.all()]
    asked = rules_of(appraisal.placement).appraisal.tally_entered_by
    if len(entries) < asked or tally_differences(appraisal):
        return None
    return entries[0] if entries else None


@act("ability.rate")
def rate_abilities(
    placement_id: int,
    moment: str,
    rater: str,
    levels: dict[str, int],
    *,
    by: User,
    today: date,
    facts: dict[str, str] | None = None,
) -> list[AbilityRating]:
    """Rate the charter's abilities at one moment as one kind of rater, a fact beside each."""
    placement = Placement.objects.lock(placement_id)
    refuse_own_case(by, placement.person_id)
    rules = rules_of(placement)
    if rater not in rules.ability.raters or moment not in rules.ability.stages:
        raise Refusal(_("The charter does not ask this rating."))
    if set(levels) != {item.key for item in rules.abilities}:
        raise Refusal(_("Rate every ability the charter names."), field="levels")
    scale = range(rules.ability.scale_min, rules.ability.scale_max + 1)
    if any(level not in scale for level in levels.values()):
        raise Refusal(
            _("Use the scale from %(low)s to %(high)s.") % {"low": scale[0], "high": scale[-1]},
            field="levels",
        )
    _not_frozen(placement, moment, rules)
    rows = [
        AbilityRating.objects.update_or_create(
            placement=placement,
            moment=moment,
            ability=key,
            rater=rater,
            defaults={"level": level, "fact": (facts or {}).get(key, ""), "by": by, "on": today},
        )[0]
        for key, level in sorted(levels.items())
    ]
    record("ability.rate", placement, by=by, changes={"moment": moment, "rater": rater})
    return rows


def _not_frozen(placement: Placement, moment: str, rules: Any) -> None:
    kinds = [item.key for item in rules.appraisals if item.ability_stage == moment]
    if placement.appraisals.filter(kind__in=kinds, state="approved").exists():
        raise Refusal(_("This appraisal is approved and frozen: nothing of it can be changed."))


@act("appraisal.tell")
def tell_result(appraisal_id: int, *, by: User, today: date, grade: str = "") -> Appraisal:
    """Tell the person the result that is proposed; from then on they may object."""
    row = _open(appraisal_id)
    refuse_own_case(by, row.placement.person_id)
    kind = kind_of(row)
    missing = [role for role in kind.opinions_of if not row.opinions.filter(role=role).exists()]
    if missing:
        raise Refusal(_("Opinions are still missing: the result cannot be told yet."))
    if kind.graded:
        _known_grade(row, grade)
    move(row, "appraisal", "opinions")
    row.grade, row.told_on, row.acknowledged_on = grade, today, None
    row.save(update_fields=["state", "grade", "told_on", "acknowledged_on"])
    record("appraisal.tell", row, by=by, changes={"grade": grade, "told_on": today})
    return row


@act("appraisal.acknowledge")
def acknowledge_result(appraisal_id: int, *, by: User, today: date) -> Appraisal:
    """The person has read the result and does not object."""
    row = _open(appraisal_id)
    if row.state != "opinions" or row.acknowledged_on:
        raise Refusal(_("There is nothing to acknowledge now."))
    row.acknowledged_on = today
    row.save(update_fields=["acknowledged_on"])
    record("appraisal.acknowledge", row, by=by, changes={"acknowledged_on": today})
    return row


@act("appraisal.object")
def object_to_result(appraisal_id: int, text: str, *, by: User, today: date) -> AppraisalObjection:
    """The person objects within the charter's days after being told."""
    row = _open(appraisal_id)
    days = rules_of(row.placement).appraisal.objection_days
    if not text.strip():
        raise Refusal(_("Say what you object to."), field="text")
    if row.told_on is None or today > row.told_on + timedelta(days=days):
        raise Refusal(_("The %(days)s days for objecting are over.") % {"days": days})
    move(row, "appraisal", "objected")
    row.save(update_fields=["state"])
    objection = AppraisalObjection.objects.create(appraisal=row, text=text.strip(), raised_on=today)
    record("appraisal.object", objection, by=by, changes={"raised_on": today})
    return objection


@act("appraisal_objection.decide")
def decide_objection(
    objection_id: int, *, by: User, today: date, is_upheld: bool, finding: str
) -> AppraisalObjection:
    """Decide an objection, by somebody who wrote none of the opinions; upheld opens them again."""
    objection: AppraisalObjection = AppraisalObjection.objects.lock(objection_id)
    row = _open(objection.appraisal_id)
    refuse_own_case(by, row.placement.person_id)
    if row.opinions.filter(by=by).exists():
        raise Refusal(_("You wrote an opinion in this appraisal; somebody else has to decide."))
    if not finding.strip():
        raise Refusal(_("Write down what was found."), field="finding")
    if objection.state == "received":
        move(objection, "objection", "reviewing")
    move(objection, "objection", "upheld" if is_upheld else "rejected")
    objection.finding, objection.decided_by, objection.decided_on = finding.strip(), by, today
    objection.save(update_fields=["state", "finding", "decided_by", "decided_on"])
    move(row, "appraisal", "open" if is_upheld else "opinions")
    row.acknowledged_on = None if is_upheld else today
    row.save(update_fields=["state", "acknowledged_on"])
    record("appraisal_objection.decide", objection, by=by, changes={"state": objection.state})
    return objection


def given_so_far(row: Appraisal) -> engine.Given:
    """Give what an appraisal has, as the engine judges it."""
    kind = kind_of(row)
    opinions = list(row.opinions.all())
    rated = row.placement.ratings.filter(moment=kind.ability_stage).values_list("rater", flat=True)
    return engine.Given(
        opinions=frozenset(opinion.role for opinion in opinions),
        rated_by=frozenset(rated),
        has_agreed_tally=agreed_tally(row) is not None,
        deficiencies=" ".join(opinion.deficiencies for opinion in opinions),
        grade=row.grade,
        told_on=row.told_on,
        has_waived_objection=row.acknowledged_on is not None,
        open_objections=row.objections.filter(state__in=("received", "reviewing")).count(),
    )


def missing(row: Appraisal, today: date) -> tuple[Reason, ...]:
    """Say what still stands between an appraisal and its approval."""
    rules = rules_of(row.placement)
    return engine.missing_before_approval(
        kind_of(row), rules.appraisal, rules.ability.raters, given_so_far(row), today
    )


@act("appraisal.approve")
def approve_appraisal(appraisal_id: int, *, by: User, today: date) -> Appraisal:
    """The department approves; everything is frozen as it stands (001c-45)."""
    row = _open(appraisal_id)
    refuse_own_case(by, row.placement.person_id)
    gaps = missing(row, today)
    if gaps:
        raise Refusal(" ".join(say(gap) for gap in gaps))
    move(row, "appraisal", "approved")
    row.approved_by, row.approved_on = by, today
    row.frozen = _as_it_stands(row)
    row.save(update_fields=["state", "approved_by", "approved_on", "frozen"])
    record("appraisal.approve", row, by=by, changes={"grade": row.grade})
    return row


def _as_it_stands(row: Appraisal) -> dict[str, Any]:
    tally = agreed_tally(row)
    stage = kind_of(row).ability_stage
    return {
        "grade": row.grade,
        "self_summary": row.self_summary,
        "opinions": [
            {
                "role": item.role,
                "results": item.results,
                "character": item.character,
                "deficiencies": item.deficiencies,
                "grade": item.grade,
                "signed_by": item.signed_by,
                "on": item.on.isoformat(),
            }
            for item in row.opinions.all()
        ],
        "tally": {"returned": tally.returned, "counts": dict(tally.counts)} if tally else None,
        "ratings": [
            {"ability": item.ability, "rater": item.rater, "level": item.level, "fact": item.fact}
            for item in row.placement.ratings.filter(moment=stage)
        ],
    }

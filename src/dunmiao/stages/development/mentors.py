"""Mentors: appointed within the charter's model, changed with a reason, and their short notes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from dunmiao.engine.calendar import months_whole
from dunmiao.engine.charter import pick
from dunmiao.engine.charter.entities import MentorKind
from dunmiao.engine.mentoring import Condition, MentorFacts, conditions
from dunmiao.stages.accounts.models import User
from dunmiao.stages.charter.rules import rules_of
from dunmiao.stages.common.acts import act, record
from dunmiao.stages.common.moves import say
from dunmiao.stages.common.refusal import Refusal
from dunmiao.stages.development.checks import colleagues, mentor_load, note_writers, running
from dunmiao.stages.development.models import MentorNote, Mentorship
from dunmiao.stages.development.parties import Ties
from dunmiao.stages.people.models import Kinship, Person
from dunmiao.stages.placement.models import Placement


@dataclass(frozen=True)
class Who:
    """Who is to be mentor: name, post, account, standing, and what the unit says of them."""

    name: str
    title: str
    user_id: int | None = None
    standing: str = ""
    is_vouched: bool = False
    exception: str = ""
    document_no: str = ""


@act("mentorship.appoint")
def appoint_mentor(
    placement_id: int,
    *,
    by: User,
    today: date,
    kind: str = "",
    starts_on: date | None = None,
    ends_on: date | None = None,
    **who: Any,
) -> Mentorship:
    """Appoint a mentor for days inside the term (004-32, 002-23); `who` are the fields of `Who`.

    Refused for the person themselves, for kin where the charter bars it, beyond the number of the
    charter's model, and where a condition is not met and no exception is given (002-24). Without
    days, from today or the term's first day to its last.
    """
    placement = running(placement_id)
    mentor = Who(**who)
    row = _make(placement, kind, mentor, _first(placement, starts_on, today), ends_on, today)
    record("mentorship.appoint", row, by=by, changes=_told(row))
    return row


@act("mentorship.appoint_all")
def appoint_for_unit(
    placement_id: int, *, by: User, today: date, kind: str = "", **who: Any
) -> list[Mentorship]:
    """Appoint one mentor for everybody of the programme in the unit who lacks one (004-32).

    Only for a kind that the charter gives per unit; refused as a single appointment is.
    """
    placement = running(placement_id)
    rule = _kind(placement, kind)
    if not rule.per_unit:
        raise Refusal(_("The charter gives this kind of mentor person by person."), field="kind")
    mentor, made = Who(**who), []
    for other in colleagues(placement):
        if _live(other, rule.key, max(today, other.starts_on)).count() < rule.count_min:
            first = _first(other, None, today)
            made.append(_make(running(other.pk), rule.key, mentor, first, None, today))
    if not made:
        raise Refusal(_("Everybody of this unit has this mentor already."))
    for row in made:
        record("mentorship.appoint_all", row, by=by, changes=_told(row))
    return made


@act("mentorship.change")
def change_mentor(
    mentorship_id: int,
    reason: str,
    *,
    by: User,
    today: date,
    starts_on: date | None = None,
    **who: Any,
) -> Mentorship:
    """Let another mentor of the same kind take over on a day, with the reason; both stay on record.

    The one before ends the day before, and serves no day where the change is on the first.
    """
    old: Mentorship = Mentorship.objects.lock(mentorship_id)
    placement = running(old.placement_id)
    first = _first(placement, starts_on, today)
    if not reason.strip():
        raise Refusal(_("Say why the mentor changes."), field="reason")
    if hasattr(old, "replaced_by") or old.ends_on < first:
        raise Refusal(_("This mentorship has ended already."))
    if first <= old.starts_on:
        raise Refusal(_("Let the change be after the first day of the one before."),
                      field="starts_on")
    last = old.ends_on
    old.ends_on, old.end_reason = first - timedelta(days=1), reason.strip()
    old.save(update_fields=["ends_on", "end_reason"])
    row = _make(placement, old.kind, Who(**who), first, last, today, replaces=old)
    record("mentorship.change", row, by=by, changes=_told(row), note=reason)
    return row


@act("mentorship.end")
def end_mentorship(
    mentorship_id: int, reason: str = "", *, by: User, today: date
) -> Mentorship:
    """End a mentorship today, with the reason; another mentor is then due."""
    row: Mentorship = Mentorship.objects.lock(mentorship_id)
    if row.ends_on <= today:
        raise Refusal(_("This mentorship has ended already."))
    if not reason.strip():
        raise Refusal(_("Say why the mentorship ends."), field="reason")
    row.ends_on, row.end_reason = max(today, row.starts_on), reason.strip()
    row.save(update_fields=["ends_on", "end_reason"])
    record("mentorship.end", row, by=by, changes={"ends_on": row.ends_on}, note=reason)
    return row


@act("mentor_note.write")
def write_note(
    placement_id: int,
    *,
    by: User,
    today: date,
    text: str,
    kind: str = "",
    on: date | None = None,
) -> MentorNote:
    """Leave a short note under one of the charter's kinds (002-26, 003-31).

    The mentor writes; for one without an account the receiving unit does.
    """
    placement = running(placement_id)
    kinds = {item.key for item in rules_of(placement).catalogue("mentor_notes")}
    if kinds and kind not in kinds:
        raise Refusal(_("Choose what the note is about."), field="kind")
    if not note_writers(placement, today) & Ties(by, today).parties("mentor_note.write", placement):
        raise Refusal(_("This is for another party of the placement to do."))
    if not text.strip():
        raise Refusal(_("Write a sentence here."), field="text")
    row = MentorNote.objects.create(
        placement=placement, by=by, on=_day(placement, on, today), kind=kind, text=text.strip()
    )
    record("mentor_note.write", row, by=by, changes={"kind": kind, "on": row.on})
    return row


def examined(
    placement: Placement, kind: MentorKind, who: Who, on: date
) -> tuple[Condition, ...]:
    """Give the charter's conditions for a mentor with what is known of this one."""
    facts = MentorFacts(
        standing=who.standing,
        service_years=_service_years(who.user_id, on),
        is_vouched=who.is_vouched,
        is_kin=_is_kin(placement, who.user_id),
        mentees=_mentees(placement, who.user_id, on),
    )
    return conditions(kind, facts, rules_of(placement).avoidance)


def _make(
    placement: Placement,
    kind: str,
    who: Who,
    first: date,
    last: date | None,
    today: date,
    *,
    replaces: Mentorship | None = None,
) -> Mentorship:
    rule = _kind(placement, kind)
    if who.user_id is not None and placement.person.user_id == who.user_id:
        raise Refusal(_("Nobody is their own mentor."), field="user_id")
    _refuse_unfit(examined(placement, rule, who, today), who)
    last = last or placement.ends_on
    if _overlapping(placement, rule.key, first, last) >= rule.count_max:
        raise Refusal(
            _("The charter gives a person %(n)d of “%(kind)s”; let one end or change first.")
            % {"n": rule.count_max, "kind": rule.name},
            field="kind",
        )
    try:
        with transaction.atomic():
            return Mentorship.objects.create(
                placement=placement, kind=rule.key, starts_on=first, ends_on=last,
                replaces=replaces, **vars(who),
            )
    except IntegrityError as fault:
        raise Refusal(
            _("A mentor serves within the term, and once at a time. Check the days.")
        ) from fault


def _refuse_unfit(found: tuple[Condition, ...], who: Who) -> None:
    """Refuse kin where barred, and conditions not met without the reason of an exception.

    Load is only a warning: the charter advises it.
    """
    for one in found:
        if one.verdict != "failed" or one.text.rule == "load":
            continue
        if one.is_bar:
            raise Refusal(_("A relative cannot be the mentor (公务员法 §74)."), field="user_id")
        if not who.exception.strip():
            raise Refusal(
                _("%(why)s (%(clause)s) Give the reason of the exception, or another mentor.")
                % {"why": say(one.text), "clause": one.clause},
                field="exception",
            )


def _kind(placement: Placement, key: str) -> MentorKind:
    kinds = rules_of(placement).mentor_kinds
    if not kinds:
        raise Refusal(_("The charter of this programme has no mentors."), field="kind")
    return pick(kinds, key or kinds[0].key)


def _first(placement: Placement, starts_on: date | None, today: date) -> date:
    return max(starts_on or today, placement.starts_on)


def _day(placement: Placement, on: date | None, today: date) -> date:
    day = on or today
    if day > today:
        raise Refusal(_("This day is still to come."), field="on")
    if day < placement.starts_on:
        raise Refusal(_("This day lies before the term began."), field="on")
    return day


def _overlapping(placement: Placement, kind: str, first: date, last: date) -> int:
    """Count the mentors of a kind in these days; who hands over may do so on the same day."""
    return placement.mentorships.filter(kind=kind, starts_on__lt=last, ends_on__gt=first).count()


def _live(placement: Placement, kind: str, on: date) -> Any:
    return placement.mentorships.filter(kind=kind, starts_on__lte=on, ends_on__gte=on)


def _is_kin(placement: Placement, user_id: int | None) -> bool:
    if user_id is None:
        return False
    pairs = Q(person=placement.person, other__user_id=user_id)
    pairs |= Q(other=placement.person, person__user_id=user_id)
    return bool(Kinship.objects.filter(pairs).exists())


def _mentees(placement: Placement, user_id: int | None, on: date) -> int:
    """Count the persons of a mentor with this one."""
    if user_id is None:
        return 1
    has = placement.mentorships.filter(user_id=user_id, starts_on__lte=on, ends_on__gte=on).exists()
    return mentor_load(user_id, on) + (not has)


def _service_years(user_id: int | None, on: date) -> int | None:
    began = Person.objects.filter(user_id=user_id).values_list("work_started_on", flat=True)
    first = began.first() if user_id is not None else None
    return months_whole(first, on) // 12 if first else None


def _told(row: Mentorship) -> dict[str, Any]:
    return {
        "name": row.name, "kind": row.kind, "from": row.starts_on, "to": row.ends_on,
        **({"exception": row.exception} if row.exception else {}),
    }

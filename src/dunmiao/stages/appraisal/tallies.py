"""Democratic assessment on paper: its totals, entered by two persons who do not see each other's.

The engine checks the sums and compares the entries; who voted how is never stored.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from dunmiao.engine import appraisal as engine
from dunmiao.engine.facts import Term
from dunmiao.engine.reasons import Reason
from dunmiao.stages.accounts.models import User
from dunmiao.stages.appraisal.checks import kind_of, still_open
from dunmiao.stages.appraisal.models import Appraisal, Tally
from dunmiao.stages.charter.rules import rules_of
from dunmiao.stages.common.acts import act, record
from dunmiao.stages.common.moves import say
from dunmiao.stages.common.refusal import Refusal
from dunmiao.stages.organisations.conflicts import refuse_own_case


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
    """Enter the totals of the paper ballots; a second person enters them again, unseen.

    `voters` may vote, `given_out` papers went out, `returned` came back, of these `invalid`
    without a grade; `counts` has a number for every grade key of the charter. Refused where the
    sums do not hold, for the same person twice, and once both entries are there.
    """
    row = still_open(appraisal_id)
    refuse_own_case(by, row.placement.person_id)
    if not kind_of(row).tally:
        raise Refusal(_("The charter asks no ballots for this appraisal."))
    if row.state not in {"open", "objected"}:
        raise Refusal(_("The result has been told: the ballots can no longer be changed."))
    if set(counts) != {grade.key for grade in rules_of(row.placement).grades}:
        raise Refusal(_("Give a number for every grade."), field="counts")
    entry = engine.Tally(str(by.pk), given_out, returned, invalid, counts)
    faults = engine.check_tally(entry, voters)
    if faults:
        raise Refusal(" ".join(say(fault) for fault in faults))
    return _kept(row, entry, voters, by=by, today=today)


def _kept(row: Appraisal, entry: engine.Tally, voters: int, *, by: User, today: date) -> Tally:
    number = row.tallies.count() + 1
    if number > rules_of(row.placement).appraisal.tally_entered_by:
        raise Refusal(_("The ballots were entered by two persons already."))
    try:
        with transaction.atomic():
            tally = Tally.objects.create(
                appraisal=row,
                entry=number,
                voters=voters,
                given_out=entry.given_out,
                returned=entry.returned,
                invalid=entry.invalid,
                counts=dict(entry.counts),
                by=by,
                on=today,
            )
    except IntegrityError as fault:
        raise Refusal(_("A second person must enter the ballots.")) from fault
    record("tally.enter", tally, by=by, changes={"entry": number})
    return tally


@act("tally.clear")
def clear_tally(appraisal_id: int, *, by: User, today: date) -> Appraisal:
    """Throw away two entries that differ, so that the paper is read again by two persons."""
    row = still_open(appraisal_id)
    refuse_own_case(by, row.placement.person_id)
    if not tally_differences(row):
        raise Refusal(_("The entries agree, or the second is not there yet."))
    row.tallies.all().delete()
    record("tally.clear", row, by=by)
    return row


def _entry(tally: Tally) -> engine.Tally:
    return engine.Tally(
        str(tally.by_id), tally.given_out, tally.returned, tally.invalid, tally.counts
    )


def tally_differences(row: Appraisal) -> tuple[Reason, ...]:
    """Say where the two entries differ; empty when they agree or one is missing."""
    entries = [_entry(tally) for tally in row.tallies.all()]
    if len(entries) != 2:
        return ()
    known = rules_of(row.placement).grades
    grades = {grade.key: Term(grade.name_en, grade.name) for grade in known}
    found = engine.compare_tallies(*entries)
    return tuple(
        Reason(one.text, {**one.facts, "what": _grade_or(one.facts.get("what"), grades)}, one.rule)
        for one in found
    )


def _grade_or(what: object, grades: Mapping[str, Term]) -> object:
    return grades.get(what, what) if isinstance(what, str) else what


def agreed_tally(row: Appraisal) -> engine.Tally | None:
    """Give the totals once as many persons as the charter asks entered the same; None before."""
    entries = [_entry(tally) for tally in row.tallies.all()]
    asked = rules_of(row.placement).appraisal.tally_entered_by
    if len(entries) < asked or tally_differences(row):
        return None
    return entries[0] if entries else None


def shares_for(row: Appraisal) -> tuple[Mapping[str, Decimal], Reason | None]:
    """Give the percent of each grade, and why nobody outside the department may see them."""
    tally = agreed_tally(row)
    if tally is None:
        return {}, None
    least = rules_of(row.placement).appraisal.tally_min_ballots
    return engine.shares(tally), engine.hides_shares(tally, least)

"""Hearing the parties that a charter names before a change of the term is decided."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from dunmiao.stages.accounts.models import User
from dunmiao.stages.common.acts import act, record
from dunmiao.stages.common.refusal import Refusal
from dunmiao.stages.development.parties import Ties
from dunmiao.stages.organisations.conflicts import refuse_own_case
from dunmiao.stages.supervision.checks import needed
from dunmiao.stages.supervision.heard import OPEN, parties_to_hear
from dunmiao.stages.supervision.models import Hearing, TermChange


@act("change.opine")
def opine_change(
    change_id: int,
    party: str,
    *,
    by: User,
    today: date,
    is_agreed: bool,
    text: str,
    said_by: str = "",
) -> Hearing:
    """A party says what it thinks of a change of the term (004-28).

    The department may write down what a party said elsewhere; `said_by` then names who spoke.
    Refused for a party the charter does not name, twice, and once the change is decided.
    """
    change: TermChange = TermChange.objects.lock(change_id)
    refuse_own_case(by, change.placement.person_id)
    if change.state not in OPEN:
        raise Refusal(_("This change is decided already."))
    if party not in parties_to_hear(change):
        raise Refusal(_("The charter does not ask this party."))
    if change.hearings.filter(party=party).exists():
        raise Refusal(_("This party was heard already."))
    mine = Ties(by, today).parties("change.opine", change.placement)
    if party not in mine:
        if "organiser" not in mine:
            raise Refusal(_("This is for another party of the placement to do."))
        if not said_by.strip():
            raise Refusal(_("Say who spoke for the unit."), field="said_by")
    row = Hearing.objects.create(
        change=change, party=party, is_agreed=is_agreed, text=needed(text, "text"),
        said_by=said_by.strip(), by=by, on=today,
    )  # fmt: skip
    record("change.opine", change, by=by, changes={"party": party, "is_agreed": is_agreed})
    return row

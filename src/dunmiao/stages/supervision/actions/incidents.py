"""Incidents: told under a class of discipline, the person heard, found true or not (001c-33)."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from dunmiao.stages.accounts.models import User
from dunmiao.stages.charter.rules import rules_of
from dunmiao.stages.common.acts import act, record
from dunmiao.stages.common.moves import move
from dunmiao.stages.common.refusal import Refusal
from dunmiao.stages.development.checks import running
from dunmiao.stages.development.parties import Ties
from dunmiao.stages.organisations.conflicts import refuse_own_case
from dunmiao.stages.supervision.checks import day_of, needed
from dunmiao.stages.supervision.disciplining import DISCIPLINES, explain_by, refuse_unheard
from dunmiao.stages.supervision.models import Conduct, Incident


@act("incident.report")
def report_incident(
    placement_id: int, *, by: User, today: date, discipline: str, happened_on: date, matter: str
) -> Incident:
    """Write down what happened in a sentence, under its class of discipline (000-31).

    The person reads it at once and may explain; nobody else's unit ever sees it.
    """
    placement = running(placement_id)
    refuse_own_case(by, placement.person_id)
    listed = {item.key for item in rules_of(placement).catalogue("incident_classes")}
    if discipline not in (listed or set(DISCIPLINES)):
        raise Refusal(_("The charter knows no such class of discipline."), field="discipline")
    row = Incident.objects.create(
        placement=placement, by=by, on=today, discipline=discipline,
        happened_on=day_of(happened_on, placement, today), matter=needed(matter, "matter"),
        explain_by=explain_by(placement, today),
    )  # fmt: skip
    record("incident.report", row, by=by, changes={"on": today})
    return row


@act("incident.explain")
def explain_incident(incident_id: int, *, by: User, today: date, explanation: str) -> Incident:
    """The person's own words."""
    row: Incident = Incident.objects.lock(incident_id)
    move(row, "incident", "explained")
    row.explanation, row.explained_on = needed(explanation, "explanation"), today
    row.save(update_fields=["state", "explanation", "explained_on"])
    record("incident.explain", row, by=by, changes={"state": row.state})
    return row


@act("incident.settle")
def settle_incident(
    incident_id: int, *, by: User, today: date, is_true: bool, answer: str
) -> Incident:
    """The department finds it true or not; what is true is told to the sending unit at once."""
    row: Incident = Incident.objects.lock(incident_id)
    refuse_own_case(by, row.placement.person_id)
    refuse_unheard(row, today)
    if is_true and row.state == "reported":
        move(row, "incident", "explained")  # the day to explain has passed without a word
    move(row, "incident", "confirmed" if is_true else "unfounded")
    row.answer, row.settled_by, row.settled_on = needed(answer, "answer"), by, today
    row.sender_told_on = today if is_true else None
    row.save(update_fields=["state", "answer", "settled_by", "settled_on", "sender_told_on"])
    record("incident.settle", row, by=by, changes={"state": row.state})
    return row


@act("incident.note")
def note_incident(incident_id: int, *, by: User, today: date) -> Incident:
    """A unit takes note: the first responsible person of the host, the sender once it is told."""
    row: Incident = Incident.objects.lock(incident_id)
    parties = Ties(by, today).parties("incident.note", row.placement)
    if "receiver" in parties and row.host_noted_on is None:
        row.host_noted_on = today
    elif "sender" in parties and row.sender_told_on and row.sender_noted_on is None:
        row.sender_noted_on = today
    else:
        raise Refusal(_("Your unit took note of it already, or was not told."))
    row.save(update_fields=["host_noted_on", "sender_noted_on"])
    record("incident.note", row, by=by, changes={"parties": sorted(parties)})
    return row


@act("conduct.acknowledge")
def acknowledge_conduct(
    placement_id: int, *, by: User, today: date, own_rules: str = ""
) -> Conduct:
    """The person says once that they have read the rules, with a few of their own (000-30)."""
    placement = running(placement_id)
    row, is_new = Conduct.objects.get_or_create(
        placement=placement, defaults={"by": by, "on": today, "own_rules": own_rules.strip()}
    )
    if not is_new:
        raise Refusal(_("You have said so already; nothing was changed."))
    record("conduct.acknowledge", row, by=by, changes={"on": today})
    return row

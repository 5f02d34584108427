"""公示: persons and posts shown for the charter's working days, objections, and the end of it."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from dunmiao.engine.reasons import Reason, gettext_noop
from dunmiao.engine.selection import Outcome, Result, StageResult, Why
from dunmiao.engine.strokes import stroke_key
from dunmiao.stages.accounts.models import User
from dunmiao.stages.charter.models import Programme
from dunmiao.stages.charter.rules import rules_of
from dunmiao.stages.common.acts import act, record
from dunmiao.stages.common.holidays import working_days
from dunmiao.stages.common.moves import kept, move, unkept
from dunmiao.stages.common.refusal import Refusal
from dunmiao.stages.organisations.conflicts import refuse_own_case
from dunmiao.stages.selection.models import (
    Decision,
    DecisionLine,
    Publicity,
    PublicityObjection,
    StageEntry,
    StageRound,
)
from dunmiao.stages.selection.results import round_of_kind, stage_of
from dunmiao.stages.selection.rounds import close, entries_of, open_stage

_SHOWN = gettext_noop("Shown publicly from %(first)s to %(last)s without obstacle.")
_UPHELD = gettext_noop("An objection during the public notice was upheld.")
_WITHDREW = gettext_noop("Withdrew during the public notice: %(note)s")
_OPEN = ("received", "reviewing")


@act("publicity.post")
def post_publicity(
    decision_id: int, *, by: User, today: date, contact: str, posted_on: date | None = None
) -> Publicity:
    """Show the selected persons and their posts for the charter's working days (004-56).

    `contact`: where to object (office, name, telephone, address). `posted_on`: the day of posting,
    today where None; the first of the days is the working day after it. Shows the lines of the
    decision that no notice has shown yet, so that a replacement gets a notice of its own.
    """
    decision = Decision.objects.lock(decision_id)
    programme = Programme.objects.lock(decision.programme_id)
    lines = decision.lines.filter(publicity=None, application__state="selected")
    if not lines.exists():
        raise Refusal(_("Everybody selected was shown publicly already."))
    if not contact.strip():
        raise Refusal(_("Say where people can object."), field="contact")
    days = rules_of(programme).publicity.working_days
    window = working_days().publicity(posted_on or today, days)
    row = Publicity.objects.create(
        programme=programme,
        decision=decision,
        starts_on=window.first_on,
        ends_on=window.last_on,
        working_days=days,
        contact=contact.strip()[:120],
    )
    lines.update(publicity=row)
    _open_round(programme, today)
    changes = {"starts_on": row.starts_on, "ends_on": row.ends_on, "shown": row.lines.count()}
    record("publicity.post", row, by=by, changes=changes)
    return row


def _open_round(programme: Programme, today: date) -> None:
    key = next((s.key for s in rules_of(programme).stages if s.kind == "publicity"), "")
    if key and round_of_kind(programme, "publicity") is None:
        open_stage(programme, key, today)


@act("objection.receive")
def receive_objection(
    publicity_id: int,
    application_id: int,
    *,
    by: User,
    today: date,
    source: str,
    text: str,
    received_on: date | None = None,
) -> PublicityObjection:
    """Record an objection to a person shown; it came in before the notice was closed.

    `source`: from whom, as they gave it (it may be anonymous). Only the department reads it.
    """
    publicity = Publicity.objects.lock(publicity_id)
    on = received_on or today
    if publicity.state not in {"posted", "ended", "held"}:
        raise Refusal(_("This public notice is closed."))
    if not text.strip():
        raise Refusal(_("Write down what was objected."), field="text")
    if not publicity.starts_on <= on <= today:
        raise Refusal(_("The day must lie within the public notice."), field="received_on")
    line = publicity.lines.filter(application=application_id).first()
    if line is None:
        raise Refusal(_("This person is not shown in the notice."), field="application")
    row = PublicityObjection.objects.create(
        publicity=publicity,
        application_id=application_id,
        received_on=on,
        source=source.strip() or "—",
        text=text.strip(),
    )
    record("objection.receive", row, by=by, changes={"received_on": on})
    return row


@act("objection.decide")
def decide_objection(
    objection_id: int, *, by: User, today: date, is_upheld: bool, finding: str
) -> PublicityObjection:
    """Decide an objection with the finding; upheld, the person's selection falls.

    The free place may then be filled from the reserve (`replace_from_reserve`).
    """
    row = PublicityObjection.objects.lock(objection_id)
    application = row.application
    refuse_own_case(by, application.person_id)
    if not finding.strip():
        raise Refusal(_("Write down what was found."), field="finding")
    if row.state == "received":
        move(row, "objection", "reviewing")
    move(row, "objection", "upheld" if is_upheld else "rejected")
    row.finding, row.decided_by, row.decided_on = finding.strip(), by, today
    row.save(update_fields=["state", "finding", "decided_by", "decided_on"])
    if is_upheld and application.state == "selected":
        if hasattr(application, "placement"):
            raise Refusal(_("The placement is made already; withdraw it there first."))
        move(application, "application", "out")
        application.left_stage = _stage_key(row.publicity.programme)
        application.left_reason = kept(Reason(_UPHELD, {}, application.left_stage))
        application.save(update_fields=["state", "left_stage", "left_reason"])
    record("objection.decide", row, by=by, changes={"state": row.state})
    return row


def _stage_key(programme: Programme) -> str:
    return next((s.key for s in rules_of(programme).stages if s.kind == "publicity"), "publicity")


@act("publicity.close")
def close_publicity(publicity_id: int, *, by: User, today: date) -> Publicity:
    """End a public notice after its last day, once every objection is decided.

    It passes where anybody shown is still selected, and is stopped where nobody is. The stage of
    the selection closes with the last notice.
    """
    row = Publicity.objects.lock(publicity_id)
    Programme.objects.lock(row.programme_id)
    if today <= row.ends_on:
        text = _("The notice is shown until %(day)s; close it from the day after.")
        raise Refusal(text % {"day": row.ends_on.isoformat()})
    if row.objections.filter(state__in=_OPEN).exists():
        raise Refusal(_("An objection is not decided yet; decide it first."))
    is_good = row.lines.filter(application__state="selected").exists()
    for state in ("ended", "passed") if is_good else ("ended", "held", "stopped"):
        if row.state != state:
            move(row, "publicity", state)
    row.save(update_fields=["state"])
    _close_round(row, today)
    record("publicity.close", row, by=by, changes={"state": row.state})
    return row


def _close_round(publicity: Publicity, today: date) -> None:
    programme = publicity.programme
    found = round_of_kind(programme, "publicity")
    waiting = DecisionLine.objects.filter(
        decision__programme=programme, application__state="selected"
    ).exclude(publicity__state="passed")
    if found is None or found.state != "open" or waiting.exists():
        return
    row = StageRound.objects.select_related("programme__charter").get(pk=found.pk)
    shown = {
        line.application_id: line.publicity
        for line in DecisionLine.objects.filter(publicity__programme=programme).select_related(
            "publicity"
        )
    }
    outcomes = [_outcome(one, shown.get(one.application_id)) for one in entries_of(row)]
    stage = stage_of(row)
    close(row, StageResult(stage.key, stage.name, tuple(outcomes)), today)


def _outcome(entry: StageEntry, publicity: Publicity | None) -> Outcome:
    application = entry.application
    result, why = Result.OUT, Why.WITHDRAWN
    note = unkept(application.left_reason).facts.get("note", "—")
    reason = Reason(_WITHDREW, {"note": note})
    if application.state == "selected" and publicity is not None:
        facts = {"first": publicity.starts_on, "last": publicity.ends_on}
        result, reason = Result.PASSED, Reason(_SHOWN, facts)
    elif application.state == "out":
        why, reason = Why.OBJECTION, Reason(_UPHELD, {})
    post = str(application.offer_id or "")
    return Outcome(str(application.pk), post, result, reason, why if result == Result.OUT else None)


def shown_lines(publicity: Publicity) -> list[DecisionLine]:
    """Give the persons and posts a notice shows, by strokes of the surname (按姓氏笔画)."""
    lines = publicity.lines.select_related(
        "application__person", "application__sending_unit", "offer__post__organisation"
    ).defer("application__person__photo")
    return sorted(lines, key=lambda line: (stroke_key(line.application.person.name), line.pk))


def public_notice(publicity_id: int, today: date) -> Publicity | None:
    """Give a notice while it is on display to everybody signed in; None outside its days."""
    row: Publicity | None = (
        Publicity.objects.filter(
            pk=publicity_id, starts_on__lte=today, ends_on__gte=today, state="posted"
        )
        .select_related("programme__owner", "programme__charter", "decision")
        .first()
    )
    return row

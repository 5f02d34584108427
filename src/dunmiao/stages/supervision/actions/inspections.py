"""Inspections 督导检查: planned, the list frozen, drawn so that anyone recomputes it, reported."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from datetime import date, time

from django.utils.translation import gettext as _

from dunmiao.engine import draw as lots
from dunmiao.engine.charter import pick
from dunmiao.stages.accounts.models import User
from dunmiao.stages.charter.models import Programme
from dunmiao.stages.common.acts import act, record
from dunmiao.stages.common.clock import now
from dunmiao.stages.common.moves import move
from dunmiao.stages.common.refusal import Refusal
from dunmiao.stages.organisations.conflicts import deciders, refuse_own_case
from dunmiao.stages.supervision.checks import needed
from dunmiao.stages.supervision.inspecting import (
    absence_of,
    barred,
    code_of,
    may_inspect,
    methods_of,
    standing_of,
    within,
)
from dunmiao.stages.supervision.models import Check, Inspection
from dunmiao.stages.supervision.whereabouts import away

BATCH = 1000


@act("inspection.plan")
def plan_inspection(
    programme_id: int,
    *,
    by: User,
    today: date,
    method: str,
    title: str,
    first_on: date,
    last_on: date,
    inspectors: Iterable[int] = (),
    size: int | None = None,
    beacon_name: str = "",
    beacon_on: date | None = None,
) -> Inspection:
    """Plan a check by whom the charter names (001b-39, 001c-36); a random one commits to its seed.

    `inspectors` are accounts of the same side, the planner where none is named. `size` is how many
    are drawn. `beacon_name` and `beacon_on` name a public value of a day still to come.
    """
    programme: Programme = Programme.objects.select_related("owner", "charter").get(pk=programme_id)
    standing = standing_of(by, programme, today)
    if standing is None:
        raise Refusal(_("The charter of this programme does not name you among those who check."))
    if last_on < first_on:
        raise Refusal(_("The last day lies before the first."), field="last_on")
    if last_on < today:
        raise Refusal(_("These days have passed."), field="last_on")
    party, unit = standing
    row = Inspection(
        programme=programme, unit=unit, party=party, by=by, method=method, planned_on=today,
        title=needed(title, "title"), first_on=first_on, last_on=last_on,
    )  # fmt: skip
    if _is_random(programme, method, today):
        _commit(row, today, size, beacon_name.strip(), beacon_on)
    row.save()
    row.inspectors.set(_named(row, inspectors, today))
    changes = {"method": method, "first_on": first_on, "last_on": last_on}
    record("inspection.plan", row, by=by, changes={**changes, "commitment": row.commitment})
    return row


def _is_random(programme: Programme, method: str, today: date) -> bool:
    try:
        return pick(methods_of(programme, today), method).flag
    except KeyError as fault:
        raise Refusal(_("The charter knows no such way of checking."), field="method") from fault


def _commit(
    row: Inspection, today: date, size: int | None, beacon: str, beacon_on: date | None
) -> None:
    if not size:
        raise Refusal(_("Say how many are drawn."), field="size")
    if beacon and (beacon_on is None or beacon_on <= today):
        raise Refusal(
            _("Name the day, still to come, on which this value will be known."), field="beacon_on"
        )
    seed = secrets.token_hex(32)
    row.size, row.seed, row.commitment = size, seed, lots.commitment(seed)
    row.beacon_name, row.beacon_on = beacon, beacon_on if beacon else None
    row.committed_at = now()
    move(row, "inspection", "committed")


def _named(row: Inspection, inspectors: Iterable[int], today: date) -> list[User]:
    wanted = set(inspectors) or {row.by_id}
    found = list(may_inspect(row.programme, row.party, row.unit, today).filter(pk__in=wanted))
    if len(found) != len(wanted):
        raise Refusal(
            _("Name inspectors of your own side who have an account."), field="inspectors"
        )
    return found


@act("inspection.choose")
def choose_checked(
    inspection_id: int, placement_ids: tuple[int, ...], *, by: User, today: date
) -> Inspection:
    """Choose whom a planned visit goes to, where nobody is drawn; never one's own or kin (§76)."""
    row: Inspection = Inspection.objects.lock(inspection_id)
    if row.is_random:
        raise Refusal(_("The persons of this inspection are drawn, not chosen."))
    kin = barred(row)
    chosen = list(within(row).filter(pk__in=placement_ids).exclude(person__in=kin))
    if not chosen or len(chosen) != len(set(placement_ids)):
        raise Refusal(
            _("Choose persons at post who are neither an inspector nor an inspector's relative."),
            field="placements",
        )
    move(row, "inspection", "drawn")
    row.save(update_fields=["state"])
    Check.objects.bulk_create(
        Check(inspection=row, placement=one, code=code_of(one), is_drawn=True) for one in chosen
    )
    record("inspection.choose", row, by=by, changes={"chosen": len(chosen)})
    return row


@act("inspection.freeze")
def freeze_list(inspection_id: int, *, by: User, today: date) -> Inspection:
    """Freeze the list of codes that is drawn from, and publish its digest.

    Left out, and counted: whoever is an inspector or an inspector's relative (公务员法 §76).
    """
    row: Inspection = Inspection.objects.lock(inspection_id)
    move(row, "inspection", "frozen")
    everybody = within(row)
    listed = list(everybody.exclude(person__in=barred(row)))
    if len(listed) < (row.size or 1):
        raise Refusal(
            _("Only %(there)s persons can be drawn from, and %(size)s are to be drawn.")
            % {"there": len(listed), "size": row.size}
        )
    Check.objects.bulk_create(
        (Check(inspection=row, placement=one, code=code_of(one)) for one in listed), BATCH
    )
    row.left_out = everybody.count() - len(listed)
    row.digest, row.frozen_at = lots.digest(code_of(one) for one in listed), now()
    row.save(update_fields=["state", "left_out", "digest", "frozen_at"])
    record("inspection.freeze", row, by=by, changes={"digest": row.digest, "listed": len(listed)})
    return row


@act("inspection.draw")
def draw_lots(inspection_id: int, *, by: User, today: date, beacon: str = "") -> Inspection:
    """Draw from the frozen list by the seed committed to, and by the public value if one is named.

    Refused before the day of the public value, and where the list was altered after its freezing.
    """
    row: Inspection = Inspection.objects.lock(inspection_id)
    move(row, "inspection", "drawn")
    codes = list(row.checks.values_list("code", flat=True))
    if lots.digest(codes) != row.digest:
        raise Refusal(_("The list is no longer the frozen one. Call this draw off, and say why."))
    if row.beacon_on and today < row.beacon_on:
        raise Refusal(
            _("The public value is known on %(day)s; draw from then on.") % {"day": row.beacon_on}
        )
    row.beacon = needed(beacon, "beacon") if row.beacon_name else ""
    drawn = lots.draw(row.seed.reveal(), codes, row.size, row.beacon)
    row.checks.filter(code__in=drawn).update(is_drawn=True)
    row.drawn_at = now()
    row.save(update_fields=["state", "beacon", "drawn_at"])
    record("inspection.draw", row, by=by, changes={"drawn": list(drawn), "beacon": row.beacon})
    return row


def _reveal(row: Inspection) -> None:
    row.revealed = row.seed.reveal() if row.is_random else ""


@act("inspection.report")
def report_inspection(inspection_id: int, *, by: User, today: date, report: str) -> Inspection:
    """Close an inspection with what was found; the seed of its draw may be known from now on."""
    row: Inspection = Inspection.objects.lock(inspection_id)
    move(row, "inspection", "reported")
    row.report, row.reported_on = needed(report, "report"), today
    _reveal(row)
    row.save(update_fields=["state", "report", "reported_on", "revealed"])
    left = row.checks.filter(is_drawn=True, result="").count()
    record("inspection.report", row, by=by, changes={"reported_on": today, "not_visited": left})
    return row


@act("inspection.cancel")
def cancel_inspection(inspection_id: int, *, by: User, today: date, reason: str) -> Inspection:
    """Call an inspection off, with the reason; a draw stays on the list of draws for all to see."""
    row: Inspection = Inspection.objects.lock(inspection_id)
    move(row, "inspection", "cancelled")
    row.report = needed(reason, "reason")
    _reveal(row)
    row.save(update_fields=["state", "report", "revealed"])
    record("inspection.cancel", row, by=by, changes={"state": "cancelled"}, note=reason)
    return row


@act("check.write")
def write_check(
    check_id: int,
    *,
    by: User,
    today: date,
    result: str,
    on: date | None = None,
    at: time | None = None,
    note: str = "",
) -> Check:
    """Record a visit: at post, on leave, or not at post; by a named inspector, nothing else.

    No place and no photo. Whoever is not at post without a leave is heard before anything is
    concluded (001c-36).
    """
    row: Check = Check.objects.lock(check_id)
    inspection = row.inspection
    day = on or today
    _refuse_visit(row, inspection, by, day, today)
    refuse_own_case(by, row.placement.person_id)
    is_away = bool(away([row.placement_id], day, day))
    if is_away != (result == "leave"):
        raise Refusal(_away_words(is_away=is_away), field="result")
    row.result, row.by, row.on, row.at, row.note = result, by, day, at, note.strip()
    if result == "absent":
        needed(note, "note")
    row.save(update_fields=["result", "by", "on", "at", "note"])
    if result == "absent":
        absence_of(row.placement, by, today, (day, day), row.note, check_row=row).save()
    record("check.write", row, by=by, changes={"result": result, "on": day})
    return row


def _refuse_visit(
    row: Check, inspection: Inspection, by: User, day: date, today: date
) -> None:
    if inspection.state != "drawn" or not row.is_drawn:
        raise Refusal(_("This person is not to be visited in this inspection."))
    if row.result:
        raise Refusal(_("This visit was recorded already."))
    if not deciders(by) & set(inspection.inspectors.values_list("pk", flat=True)):
        raise Refusal(_("Only the named inspectors of this inspection record a visit."))
    if not inspection.first_on <= day <= min(inspection.last_on, today):
        raise Refusal(_("The day of a visit lies within the days of the inspection."), field="on")


def _away_words(*, is_away: bool) -> str:
    if is_away:
        return _("An approved leave or borrowing covers this day: record it as such.")
    return _("No approved leave or borrowing covers this day: record at post or not at post.")

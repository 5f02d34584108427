"""Training and meetings: called, held with absences noted once, words, hand-over (000-06, 004-39).

Nobody checks in: the organiser notes who was absent. Of a meeting nothing that was said is kept.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from dunmiao.engine.charter import Item, Rules
from dunmiao.stages.accounts.models import User
from dunmiao.stages.charter.models import Programme
from dunmiao.stages.charter.rules import rules_of
from dunmiao.stages.common.acts import act, record
from dunmiao.stages.common.moves import move
from dunmiao.stages.common.refusal import Refusal
from dunmiao.stages.development.gaps import lacks
from dunmiao.stages.development.models import Gathering, Handover, Invitee, NeedMet
from dunmiao.stages.placement.models import Placement

INVITED = ("proposed", "noticed", "arrived", "ended")
_BETWEEN = re.compile(r"[、，,;；\s]+")


def kinds_of(rules: Rules) -> dict[str, tuple[str, Item]]:
    """Give the charter's kinds by "sort:key": training kinds, then meetings that are called.

    Meetings of others that people sit in on are seats, and no kind of these.
    """
    found = {f"training:{item.key}": ("training", item) for item in rules.catalogue(TRAINING)}
    for item in rules.catalogue("meeting_kinds"):
        if not item.flag:
            found[f"meeting:{item.key}"] = ("meeting", item)
    return found


TRAINING = "training_kinds"


def seats_of(rules: Rules) -> list[Item]:
    """Give the meetings of a receiving unit that people sit in on (004-31)."""
    return [item for item in rules.catalogue("meeting_kinds") if item.flag]


def agenda_of(item: Item) -> list[str]:
    """Give the agenda a kind of meeting begins from, a line per point (004-03)."""
    return [line for line in re.split("[、；\n]", item.text) if line.strip()]


@act("gathering.call")
def call_gathering(
    programme_id: int,
    kind: str,
    gathering_id: int | None = None,
    *,
    by: User,
    today: date,
    topic: str,
    held_on: date,
    until: date | None = None,
    place: str = "",
    host: str = "",
    agenda: Sequence[str] = (),
    need: str = "",
    invite: str = "all",
    speakers: str = "",
    is_sending_off: bool = False,
) -> Gathering:
    """Call a training or a meeting, or change one still to come.

    `kind` is a key of `kinds_of`; `invite` is all, need (who lacks `need`), team:ID, or keep.
    `speakers` are names of people invited. With a sending-off each receiving unit takes over.
    """
    programme = Programme.objects.lock(programme_id)
    kinds = kinds_of(rules_of(programme, today))
    if kind not in kinds:
        raise Refusal(_("The charter names no such kind."), field="kind")
    row = Gathering.objects.lock(gathering_id) if gathering_id else Gathering(programme=programme)
    if row.state != "planned":
        raise Refusal(_("This is held or cancelled; it is not changed any more."))
    if until is not None and until < held_on:
        raise Refusal(_("It ends before it begins."), field="until")
    row.sort, row.kind = kinds[kind][0], kinds[kind][1].key
    row.topic, row.held_on, row.until, row.place, row.host = topic, held_on, until, place, host
    row.agenda, row.need, row.is_sending_off = list(agenda), need, is_sending_off
    row.by = by
    row.save()
    _invite(row, invite)
    _name_speakers(row, speakers)
    _hand_over(row)
    record("gathering.call", row, by=by, changes={"held_on": held_on, "invited": invite})
    return row


def wanted(programme: Programme, invite: str, need: str) -> QuerySet[Placement]:
    """Give the placements an invitation reaches."""
    rows = programme.placements.filter(state__in=INVITED)
    if invite.startswith("team:"):
        return rows.filter(teams=int(invite.removeprefix("team:")))
    if invite == "need":
        people = rows.select_related("person", "programme__owner", "charter")
        found = [one.people for one in lacks(people, rules_of) if one.key == need]
        return rows.filter(pk__in=[row.pk for row in (found[0] if found else ())])
    return rows


def _invite(row: Gathering, invite: str) -> None:
    if invite == "keep":
        return
    chosen = set(wanted(row.programme, invite, row.need).values_list("pk", flat=True))
    if not chosen:
        raise Refusal(_("Nobody would be invited by this."), field="invite")
    row.invitees.exclude(placement__in=chosen).delete()
    there = set(row.invitees.values_list("placement_id", flat=True))
    Invitee.objects.bulk_create(
        Invitee(gathering=row, placement_id=pk) for pk in sorted(chosen - there)
    )


def _name_speakers(row: Gathering, names: str) -> None:
    found = _named(row, names, "speakers")
    row.invitees.update(is_speaker=False)
    row.invitees.filter(pk__in=found).update(is_speaker=True)


def _named(row: Gathering, names: str, field: str) -> list[int]:
    """Give the invitees of names such as 单雨桐、曾志远（石桥镇); a name twice needs its unit."""
    asked = [name for name in _BETWEEN.split(names.strip()) if name]
    if not asked:
        return []
    people = row.invitees.select_related("placement__person", "placement__receiving_unit")
    found: dict[str, list[int]] = {}
    for one in people:
        name, unit = one.placement.person.name, one.placement.receiving_unit
        for words in {name, f"{name}（{unit}）", f"{name}({unit})"}:
            found.setdefault(words, []).append(one.pk)
    for name in asked:
        if name not in found:
            raise Refusal(_("%(name)s is not invited.") % {"name": name}, field=field)
        if len(found[name]) > 1:
            raise Refusal(
                _("Two people are named %(name)s: write the unit behind it, as %(name)s（石桥镇）.")
                % {"name": name},
                field=field,
            )
    return [found[name][0] for name in asked]


def _hand_over(row: Gathering) -> None:
    if not row.is_sending_off:
        row.handovers.filter(confirmed_on=None).delete()
        return
    units = set(row.invitees.values_list("placement__receiving_unit", flat=True))
    row.handovers.filter(confirmed_on=None).exclude(unit__in=units).delete()
    there = set(row.handovers.values_list("unit_id", flat=True))
    Handover.objects.bulk_create(Handover(gathering=row, unit_id=pk) for pk in units - there)


@act("gathering.attend")
def note_absences(
    gathering_id: int,
    *,
    by: User,
    today: date,
    absent: str = "",
    summary: str = "",
    minutes_no: str = "",
    closes_need: bool = False,
) -> Gathering:
    """Say once that it was held and who was absent; everybody else was there.

    With `closes_need` the gap it was called for counts as closed for those who were there. Said
    again, it corrects what was said before.
    """
    row: Gathering = Gathering.objects.lock(gathering_id)
    if row.held_on > today:
        raise Refusal(_("It is still to come."))
    if row.state != "held":
        move(row, "gathering", "held")
    missing = _named(row, absent, "absent")
    row.summary, row.minutes_no, row.taken_on = summary.strip(), minutes_no.strip(), today
    row.save(update_fields=["state", "summary", "minutes_no", "taken_on"])
    row.invitees.update(is_absent=False)
    row.invitees.filter(pk__in=missing).update(is_absent=True)
    NeedMet.objects.filter(gathering=row).delete()
    if closes_need and row.need:
        _close_needs(row, by, today)
    record("gathering.attend", row, by=by, changes={"absent": len(missing), "closes": closes_need})
    return row


def _close_needs(row: Gathering, by: User, today: date) -> None:
    there = set(row.invitees.filter(is_absent=False).values_list("placement_id", flat=True))
    met = NeedMet.objects.filter(placement__in=there, need=row.need)
    there -= set(met.values_list("placement_id", flat=True))
    NeedMet.objects.bulk_create(
        NeedMet(placement_id=pk, need=row.need, gathering=row, on=today, by=by)
        for pk in sorted(there)
    )


@act("gathering.cancel")
def cancel_gathering(gathering_id: int, reason: str, *, by: User, today: date) -> Gathering:
    """Cancel what was called, with the reason; those invited see it."""
    row: Gathering = Gathering.objects.lock(gathering_id)
    if not reason.strip():
        raise Refusal(_("Say why."), field="reason")
    move(row, "gathering", "cancelled")
    row.summary = reason.strip()
    row.save(update_fields=["state", "summary"])
    record("gathering.cancel", row, by=by, changes={"state": "cancelled"}, note=reason)
    return row


@act("gathering.speak")
def write_words(invitee_id: int, text: str, *, by: User, today: date) -> Invitee:
    """Write one's words for a meeting: experience, thanks on leaving, a pledge (001c-15)."""
    row: Invitee = Invitee.objects.lock(invitee_id)
    if row.gathering.state == "cancelled":
        raise Refusal(_("It was cancelled."))
    if not text.strip():
        raise Refusal(_("Write a sentence here."), field="text")
    row.speech, row.speech_on = text.strip(), today
    row.save(update_fields=["speech", "speech_on"])
    record("gathering.speak", row, by=by, changes={"speech_on": today})
    return row


@act("handover.take_over")
def take_over(handover_id: int, *, by: User, today: date, remark: str = "") -> Handover:
    """The receiving unit says that it took its people over at the meeting (000-06)."""
    row: Handover = Handover.objects.lock(handover_id)
    if row.confirmed_on:
        raise Refusal(_("This is confirmed already."))
    if row.gathering.state == "cancelled":
        raise Refusal(_("It was cancelled."))
    if row.gathering.held_on > today:
        raise Refusal(_("It is still to come."))
    row.confirmed_by, row.confirmed_on, row.remark = by, today, remark.strip()
    row.save(update_fields=["confirmed_by", "confirmed_on", "remark"])
    record("handover.take_over", row, by=by, changes={"confirmed_on": today})
    return row

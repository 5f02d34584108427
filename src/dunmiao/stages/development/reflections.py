"""Reflections: written, mended and shared by the person alone; read by others on record."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from dunmiao.stages.accounts.models import User
from dunmiao.stages.common.acts import act, record
from dunmiao.stages.common.models import AuditEntry
from dunmiao.stages.common.refusal import Refusal
from dunmiao.stages.development.checks import running
from dunmiao.stages.development.models import SHARES, Reflection
from dunmiao.stages.placement.models import Placement


@act("reflection.write")
def write_reflection(
    placement_id: int, *, by: User, today: date, title: str, text: str, on: date | None = None
) -> Reflection:
    """Write a reflection down; it rests sealed and nobody else knows of it (004-67)."""
    placement = running(placement_id)
    _refuse_others(by, placement)
    row = Reflection.objects.create(
        placement=placement, title=_filled(title, "title"), text=_filled(text, "text"),
        on=_day(placement, on, today),
    )
    record("reflection.write", row, by=by, changes={"on": row.on})
    return row


@act("reflection.edit")
def edit_reflection(
    reflection_id: int, *, by: User, today: date, title: str, text: str, on: date | None = None
) -> Reflection:
    """Change one's own words; who may read them stays as it was."""
    row: Reflection = Reflection.objects.lock(reflection_id)
    _refuse_others(by, row.placement)
    row.title, row.text = _filled(title, "title"), _filled(text, "text")
    row.on = _day(row.placement, on, today)
    row.save(update_fields=["title", "text", "on"])
    record("reflection.edit", row, by=by, changes={"text": "•", "on": row.on})
    return row


@act("reflection.let_read")
def let_read(
    reflection_id: int, shared_with: Iterable[str], *, by: User, today: date
) -> Reflection:
    """Share a reflection with these parties and with no other; with none, it is private again.

    A unit is let in as it stands today: one that takes the person later is not.
    """
    row: Reflection = Reflection.objects.lock(reflection_id)
    _refuse_others(by, row.placement)
    parties, at = set(shared_with), row.placement
    if parties - set(SHARES):
        raise TypeError(f"reflections are shared with no party named {parties - set(SHARES)}")
    open_to = {"mentor": at, "receiver": at.receiving_unit, "sender": at.sending_unit,
               "organiser": at.programme.owner}  # fmt: skip
    for party, name in SHARES.items():
        setattr(row, name, open_to[party] if party in parties else None)
    row.save(update_fields=list(SHARES.values()))
    record("reflection.let_read", row, by=by, changes={"shared_with": row.shared_with})
    return row


@act("reflection.reveal")
def reveal_reflection(reflection_id: int, *, by: User, today: date) -> str:
    """Give the text to a party it is shared with; that they read it is recorded."""
    row: Reflection = Reflection.objects.lock(reflection_id)
    mine = Reflection.objects.allowed_to(by, "reflection.reveal", on=today)
    if not mine.filter(pk=row.pk).exists():
        raise Refusal(_("This reflection is not shared with you."))
    record("reflection.reveal", row, by=by, changes={"text": "•"})
    return _plain(row)


def readings(row: Reflection) -> QuerySet[AuditEntry]:
    """Give who read it and when, for the person it belongs to."""
    return AuditEntry.objects.filter(
        act="reflection.reveal", object_type=row._meta.label_lower, object_id=str(row.pk)
    ).select_related("actor")


def own_text(row: Reflection, by: User) -> str:
    """Give the text to the person who wrote it. Raises Refusal for everybody else."""
    _refuse_others(by, row.placement)
    return _plain(row)


def _plain(row: Reflection) -> str:
    sealed: Any = row.text
    return str(sealed.reveal())


def _refuse_others(by: User, placement: Placement) -> None:
    """Refuse everybody but the person, stand-ins too."""
    if placement.person.user_id != by.pk:
        raise Refusal(_("A reflection is the person's own: nobody else writes or shares it."))


def _filled(text: str, field: str) -> str:
    if not text.strip():
        raise Refusal(_("Write a few words here."), field=field)
    return text.strip()


def _day(placement: Placement, on: date | None, today: date) -> date:
    day = on or today
    if day > today:
        raise Refusal(_("This day is still to come."), field="on")
    if day < placement.starts_on:
        raise Refusal(_("This day lies before the term began."), field="on")
    return day

"""Adopting charters and running programmes under them."""

from __future__ import annotations

import hashlib
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from dunmiao.engine.calendar import term_end
from dunmiao.engine.charter import CharterErrors, parse_charter
from dunmiao.stages.accounts.models import User
from dunmiao.stages.charter.models import CharterVersion, Programme
from dunmiao.stages.charter.rules import rules_of
from dunmiao.stages.common.acts import act, record
from dunmiao.stages.common.moves import move
from dunmiao.stages.common.refusal import Refusal

EDITABLE = (
    "name",
    "approving_body",
    "approved_on",
    "basis_title",
    "basis_no",
    "leading_person",
    "leading_post",
    "requirements",
    "quota",
    "opens_on",
    "closes_on",
    "starts_on",
)


@act("charter.adopt")
def adopt_charter(
    owner_id: int, text: str, *, by: User | None, today: date, document_no: str = ""
) -> CharterVersion:
    """Adopt one text of a charter for an organisation; from then on it never changes.

    Refused where the text has an error, where a value's source is unconfirmed (待核), or where
    the same version stands already with another text. The same text again gives the same row.
    """
    try:
        charter = parse_charter(text)
    except CharterErrors as found:
        first = found.errors[0]
        raise Refusal(f"{first.key_path}: {first.message} {first.remedy}") from found
    if not charter.adoptable:
        raise Refusal(
            _("These values have no confirmed source yet: %(keys)s. Name their clause first.")
            % {"keys": "、".join(charter.unconfirmed)}
        )
    digest = hashlib.sha256(text.encode()).hexdigest()
    row, is_new = CharterVersion.objects.get_or_create(
        owner_id=owner_id,
        key=charter.key,
        version=charter.version,
        defaults={
            "name": charter.name,
            "text": text,
            "digest": digest,
            "adopted_on": today,
            "adopted_by": by,
            "document_no": document_no,
        },
    )
    if not is_new and row.digest != digest:
        raise Refusal(_("This version was adopted with another text. Give the new text a new one."))
    record("charter.adopt", row, by=by, changes={"version": row.version, "digest": digest})
    return row


@act("programme.create")
def create_programme(charter_id: int, *, by: User | None, today: date, **values: Any) -> Programme:
    """Begin a programme under an adopted charter version, as a draft (000-01)."""
    version = CharterVersion.objects.lock(charter_id)
    programme = Programme(owner=version.owner, charter=version, year=values.pop("year", today.year))
    _set(programme, values)
    programme.save()
    record("programme.create", programme, by=by, changes=values)
    return programme


@act("programme.edit")
def edit_programme(programme_id: int, *, by: User | None, today: date, **values: Any) -> Programme:
    """Change a draft or open programme; refused once the selection has begun."""
    programme = Programme.objects.lock(programme_id)
    if programme.state not in {"draft", "open"}:
        raise Refusal(_("The selection has begun: the call can no longer be changed."))
    before = {key: getattr(programme, key) for key in values}
    _set(programme, values)
    programme.save()
    changed = {key: [before[key], value] for key, value in values.items() if before[key] != value}
    record("programme.edit", programme, by=by, changes=changed)
    return programme


def _set(programme: Programme, values: dict[str, Any]) -> None:
    for key in set(values) - set(EDITABLE):
        raise TypeError(f"a programme has no editable {key}")
    for key, value in values.items():
        setattr(programme, key, value)
    if programme.starts_on:
        months = rules_of(programme).term.months
        programme.ends_on = term_end(programme.starts_on, months)


@act("programme.open")
def open_programme(programme_id: int, *, by: User | None, today: date) -> Programme:
    """Open the call: refused before approval, basis document and leading person are recorded."""
    programme = Programme.objects.lock(programme_id)
    for fault, missing in (
        ("approved_on", _("the approving body and day")),
        ("basis_no", _("the basis document")),
        ("leading_person", _("the leading person")),
        ("starts_on", _("the first day of the term")),
        ("closes_on", _("the last day for applying")),
    ):
        if not getattr(programme, fault):
            raise Refusal(
                _("Before the call can open, enter %(missing)s.") % {"missing": missing},
                field=fault,
            )
    move(programme, "programme", "open")
    programme.opens_on = programme.opens_on or today
    programme.save(update_fields=["state", "opens_on"])
    record("programme.open", programme, by=by, changes={"state": "open"})
    return programme


@act("programme.move")
def move_programme(programme_id: int, after: str, *, by: User | None, today: date) -> Programme:
    """Move a programme on: to selecting, decided, running, closed or cancelled."""
    programme = Programme.objects.lock(programme_id)
    before = programme.state
    move(programme, "programme", after)
    programme.save(update_fields=["state"])
    record("programme.move", programme, by=by, changes={"state": [before, after]})
    return programme

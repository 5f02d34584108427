"""Adopting charters and running programmes under them."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from dunmiao.stages.accounts.models import User
from dunmiao.stages.charter.models import CharterVersion, Programme
from dunmiao.stages.charter.rules import digest_of, read_text
from dunmiao.stages.charter.values import set_values
from dunmiao.stages.common.acts import act, record
from dunmiao.stages.common.moves import move
from dunmiao.stages.common.refusal import Refusal


@act("charter.adopt")
def adopt_charter(
    owner_id: int, text: str, *, by: User | None, today: date, document_no: str = ""
) -> CharterVersion:
    """Adopt one text of a charter for an organisation; from then on it never changes.

    Refused where the text has an error, where a value's source is unconfirmed (待核), or where
    the same version stands already with another text. The same text again gives the same row; a
    draft of the version becomes the adopted one.
    """
    charter = read_text(text)
    if not charter.adoptable:
        raise Refusal(
            _("These values have no confirmed source yet: %(keys)s. Name their clause first.")
            % {"keys": "、".join(charter.unconfirmed)}
        )
    digest = digest_of(text)
    row = CharterVersion.objects.filter(
        owner_id=owner_id, key=charter.key, version=charter.version
    ).first() or CharterVersion(owner_id=owner_id, key=charter.key, version=charter.version)
    if not row.is_draft and row.digest != digest:
        raise Refusal(_("This version was adopted with another text. Give the new text a new one."))
    if row.is_draft:
        row.name, row.text, row.digest = charter.name, text, digest
        row.adopted_on, row.adopted_by, row.document_no = today, by, document_no
        row.save()
    record("charter.adopt", row, by=by, changes={"version": row.version, "digest": digest})
    return row


@act("programme.create")
def create_programme(charter_id: int, *, by: User | None, today: date, **values: Any) -> Programme:
    """Begin a programme under an adopted charter version, as a draft (000-01)."""
    version = CharterVersion.objects.lock(charter_id)
    if version.is_draft:
        raise Refusal(_("This charter is a draft. Adopt it first."), field="charter")
    programme = Programme(owner=version.owner, charter=version, year=values.pop("year", today.year))
    set_values(programme, values)
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
    set_values(programme, values)
    programme.save()
    changed = {key: [before[key], value] for key, value in values.items() if before[key] != value}
    record("programme.edit", programme, by=by, changes=changed)
    return programme


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

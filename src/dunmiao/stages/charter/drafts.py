"""Drafts of charters: copied from another, edited, and adopted or thrown away."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from dunmiao.stages.accounts.models import User
from dunmiao.stages.charter.models import CharterVersion
from dunmiao.stages.charter.rules import digest_of, read_text
from dunmiao.stages.common.acts import act, record
from dunmiao.stages.common.refusal import Refusal


@act("charter.draft")
def save_draft(
    owner_id: int,
    text: str,
    *,
    by: User,
    today: date,
    draft_id: int | None = None,
    copied_from_id: int | None = None,
) -> CharterVersion:
    """Keep a text as a draft: a new one, or over the draft `draft_id`.

    It is read exactly as a file is, so that only a whole charter is kept; values whose source is
    unconfirmed (待核) may stand in it. Refused for an adopted version, and for a version label
    that another text of this unit has.
    """
    charter = read_text(text)
    row = CharterVersion.objects.lock(draft_id) if draft_id else CharterVersion(owner_id=owner_id)
    if row.pk and not row.is_draft:
        raise Refusal(_("This version is adopted and no longer changes. Copy it to a new one."))
    same = CharterVersion.objects.filter(
        owner_id=row.owner_id, key=charter.key, version=charter.version
    )
    if same.exclude(pk=row.pk).exists():
        raise Refusal(
            _("There is a version %(version)s of %(key)s already. Give this one another label.")
            % {"version": charter.version, "key": charter.key},
            field="version",
        )
    before = row.digest
    row.key, row.version, row.name = charter.key, charter.version, charter.name
    row.text, row.digest = text, digest_of(text)
    row.copied_from_id = row.copied_from_id or copied_from_id
    row.save()
    changes = {"version": row.version, "digest": [before, row.digest]}
    record("charter.draft", row, by=by, changes=changes)
    return row


@act("charter.discard")
def discard_draft(draft_id: int, *, by: User, today: date) -> None:
    """Throw a draft away; an adopted version stays for good."""
    row = CharterVersion.objects.lock(draft_id)
    if not row.is_draft:
        raise Refusal(_("This version is adopted and no longer changes. Copy it to a new one."))
    record("charter.discard", row, by=by, changes={"version": row.version})
    row.copies.update(copied_from=None)
    row.delete()

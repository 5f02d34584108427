"""The pack a receiving unit keeps for whoever comes to it (000-26)."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _

from dunmiao.stages.accounts.models import User
from dunmiao.stages.common.acts import act, record
from dunmiao.stages.common.refusal import Refusal
from dunmiao.stages.placement.models import Placement, WelcomePack
from dunmiao.stages.placement.papers import arrival_texts


@act("welcome.write")
def write_pack(placement_id: int, *, by: User, today: date, **texts: str) -> WelcomePack:
    """Write or renew the pack of the unit that receives this placement, for everybody there.

    `texts` are facts, terms, contacts and notes; what is left out becomes empty. Raises Refusal
    where nothing at all is said.
    """
    unit = Placement.objects.lock(placement_id).receiving_unit
    said = {name: texts.get(name, "").strip() for name in WelcomePack.TEXTS}
    if not any(said.values()):
        raise Refusal(_("Write at least one of the four."), field="facts")
    before = WelcomePack.objects.filter(organisation=unit).first()
    changed = [name for name in WelcomePack.TEXTS if said[name] != getattr(before, name, "")]
    row, _made = WelcomePack.objects.update_or_create(
        organisation=unit, defaults={**said, "updated_on": today, "by": by}
    )
    record("welcome.write", row, by=by, changes={name: said[name] for name in changed})
    return row


def pack_of(placement: Placement) -> WelcomePack | None:
    """Give the pack of the unit that receives this placement, None while it keeps none."""
    return WelcomePack.objects.filter(organisation=placement.receiving_unit_id).first()


def without_pack(rows: QuerySet[Any]) -> QuerySet[Any]:
    """Keep the placements announced to a unit that keeps no pack yet."""
    kept = WelcomePack.objects.filter(organisation=OuterRef("receiving_unit"))
    return rows.filter(~Exists(kept), state="noticed")


PAPER = (
    ("facts", "基本情况"),
    ("terms", "方言和常用语"),
    ("contacts", "有事找谁"),
    ("notes", "生活须知"),
)


def orientation_of(placement: Placement, pack: WelcomePack | None, today: date) -> dict[str, Any]:
    """Give the data of the paper: the unit's pack, then the charter's texts; so in Chinese."""
    body: list[Any] = []
    for name, heading in PAPER:
        if text := getattr(pack, name, ""):
            body += [{"level": 1, "text": heading}, *(line for line in text.splitlines() if line)]
    for item in arrival_texts(placement):
        body += [{"level": 1, "text": item.name}, *item.text.splitlines()]
    unit = placement.receiving_unit
    return {
        "title": f"到{unit}工作须知",
        "organ": str(unit),
        "to": str(placement.person),
        "signed_on": pack.updated_on if pack else today,
        "body": body,
    }

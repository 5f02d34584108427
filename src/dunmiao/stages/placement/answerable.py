"""Who answers for a placement by name: main, direct and guiding responsibility (002-22)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.utils.translation import gettext as _

from dunmiao.engine.charter.entities import Responsibility
from dunmiao.stages.accounts.models import User
from dunmiao.stages.charter.rules import rules_of
from dunmiao.stages.common.acts import act, record
from dunmiao.stages.common.refusal import Refusal
from dunmiao.stages.placement.models import Placement

TIERS = ("principal", "direct", "guidance")  # 主体责任 直接责任 指导监督责任


def tiers_of(placement: Placement) -> list[Responsibility]:
    """Give the responsibilities of the three tiers that the charter asks for, in its order."""
    return [rule for rule in rules_of(placement).responsibilities if rule.key in TIERS]


@act("placement.name_answerable")
def name_answerable(
    placement_id: int, names: Mapping[str, str], *, by: User, today: date
) -> Placement:
    """Write down who answers for a placement, by the charter's responsibility keys.

    An empty name leaves the office that the charter names. Refused where the charter has no such
    responsibility, and once the placement is closed.
    """
    placement = Placement.objects.lock(placement_id)
    known = {rule.key for rule in tiers_of(placement)}
    if not names or set(names) - known:
        raise Refusal(_("The charter of this placement has no such responsibility."))
    if placement.state in {"closed", "withdrawn"}:
        raise Refusal(_("This placement is over."))
    before = dict(placement.answerable)
    merged = {**before, **{key: name.strip() for key, name in names.items()}}
    placement.answerable = {key: name for key, name in merged.items() if name}
    placement.save(update_fields=["answerable"])
    changes = {"answerable": [str(before), str(placement.answerable)]}
    record("placement.name_answerable", placement, by=by, changes=changes)
    return placement

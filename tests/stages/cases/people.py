"""The look at one secret, and a kinship taken back."""

from __future__ import annotations

from typing import Any

from dunmiao.stages.people.actions import remove_kinship
from dunmiao.stages.people.reading import reveal_field
from tests.world import World


def _reveal(w: World, rows: Any) -> Any:
    given = {"by": w.user("organiser"), "today": w.today, "purpose": "通知报到"}
    return reveal_field, (w.people["own"].pk, "phone"), given


def _remove(w: World, rows: Any) -> Any:
    given = {"by": w.user("organiser"), "today": w.today, "reason": "登记有误"}
    return remove_kinship, (rows["people.Kinship"]["own"].pk,), given


CASES = {"person.reveal": _reveal, "kinship.remove": _remove}

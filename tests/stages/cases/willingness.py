"""Asking units and their answer: one case of each act."""

from __future__ import annotations

from typing import Any

from dunmiao.stages.charter.models import Programme
from dunmiao.stages.selection.models import Willingness
from dunmiao.stages.selection.willingness import answer_willingness, ask_willingness
from tests.world import World


def _ask(w: World, rows: Any) -> Any:
    programme = w.programmes["a"]
    Programme.objects.filter(pk=programme.pk).update(state="draft")
    Willingness.objects.all().delete()
    return ask_willingness, (programme.pk,), {"by": w.user("organiser"), "today": w.today}


def _answer(w: World, rows: Any) -> Any:
    row = rows["selection.Willingness"]["own"]
    Programme.objects.filter(pk=row.programme_id).update(state="open")
    given = {"by": w.user("receiver"), "today": w.today, "answer": "maybe", "reason": "办公室紧张"}
    return answer_willingness, (row.pk,), given


CASES = {"willingness.ask": _ask, "willingness.answer": _answer}

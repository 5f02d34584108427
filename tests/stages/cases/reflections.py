"""Reflections: one case of each act."""

from __future__ import annotations

from typing import Any

from dunmiao.stages.development import reflections as acts

WORDS = {"title": "第一次入户", "text": "话没有说清楚，下次先听。"}


def _pk(rows: Any) -> int:
    return rows["development.Reflection"]["own"].pk


CASES = {
    "reflection.write": lambda w, rows: (
        acts.write_reflection, (w.placements["own"].pk,),
        {"by": w.user("cadre"), "today": w.today, **WORDS},
    ),
    "reflection.edit": lambda w, rows: (
        acts.edit_reflection, (_pk(rows),), {"by": w.user("cadre"), "today": w.today, **WORDS}
    ),
    "reflection.let_read": lambda w, rows: (
        acts.let_read, (_pk(rows), ["mentor"]), {"by": w.user("cadre"), "today": w.today}
    ),
    "reflection.reveal": lambda w, rows: (
        acts.reveal_reflection, (_pk(rows),), {"by": w.user("mentor"), "today": w.today}
    ),
}  # fmt: skip

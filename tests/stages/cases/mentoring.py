"""Mentors and their notes: one case of each act."""

from __future__ import annotations

from typing import Any

from dunmiao.stages.development import mentors
from tests.world import World

WHO = {"name": "孙立", "title": "镇党委委员", "document_no": "柳党发〔2026〕3号"}


def _by(w: World, role: str) -> dict[str, Any]:
    return {"by": w.user(role), "today": w.today}


def _own(w: World) -> int:
    return w.placements["own"].pk


def _appoint(w: World, rows: Any) -> Any:
    w.mentorships["own"].delete()
    return mentors.appoint_mentor, (_own(w),), {**_by(w, "receiver"), **WHO}


def _appoint_all(w: World, rows: Any) -> Any:
    w.mentorships["own"].delete()
    return mentors.appoint_for_unit, (_own(w),), {**_by(w, "receiver"), **WHO}


def _change(w: World, rows: Any) -> Any:
    args = (w.mentorships["own"].pk, "调任县直部门")
    return mentors.change_mentor, args, {**_by(w, "receiver"), **WHO}


def _end(w: World, rows: Any) -> Any:
    return mentors.end_mentorship, (w.mentorships["own"].pk, "调任"), _by(w, "receiver")


def _note(w: World, rows: Any) -> Any:
    more = {"kind": "thinking", "text": "聊了聊适应基层的想法"}
    return mentors.write_note, (_own(w),), {**_by(w, "mentor"), **more}


CASES = {
    "mentorship.appoint": _appoint,
    "mentorship.appoint_all": _appoint_all,
    "mentorship.change": _change,
    "mentorship.end": _end,
    "mentor_note.write": _note,
}

"""Reflections: of the person; the world's are shared with every party."""

from __future__ import annotations

from tests.doors import DEPARTMENT, Door

AT, ROW = "placement.Placement", "development.Reflection"
LET_IN = f"{DEPARTMENT} sender receiver mentor"

DOORS = {
    "development:reflections": Door(row=AT, get=f"{LET_IN} cadre"),
    "development:reflection_write": Door(row=AT, get="cadre", post="cadre"),
    "development:reflection": Door(row=ROW, get=f"{LET_IN} cadre"),
    "development:reflection_edit": Door(row=ROW, get="cadre", post="cadre"),
    "development:reflection_let_read": Door(row=ROW, post="cadre"),
    "development:reflection_reveal": Door(row=ROW, post=LET_IN),
}

"""Whether units would have people."""

from __future__ import annotations

from tests.doors import DEPARTMENT, Door

DOORS = {
    "selection:willingness": Door(row="charter.Programme", get=DEPARTMENT),
    "selection:willing_ask": Door(row="charter.Programme", post=DEPARTMENT),
    "selection:willing_answer": Door(row="selection.Willingness", get="receiver", post="receiver"),
}

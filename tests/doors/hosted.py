"""The people a unit has with it."""

from __future__ import annotations

from tests.doors import Door

DOORS = {"placement:hosted": Door(get="receiver")}

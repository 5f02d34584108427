"""Many more persons in the pool, to see a city."""

from __future__ import annotations

from dunmiao.demo.crowd import enlist
from dunmiao.demo.ground import Ground
from dunmiao.demo.units import SENDING


def fill(ground: Ground, count: int) -> None:
    """Add `count` persons to the units' staff, in bulk, as one recorded set-up."""
    units = [ground.units[short] for _name, short, _kind, _system in SENDING]
    enlist(ground, count, units, serial=100_000)

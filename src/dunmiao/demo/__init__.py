"""The demonstration: no real person, the sources' true figures, made by the product's own acts."""

from __future__ import annotations

from datetime import date


def build(*, today: date, scale: int = 0) -> None:
    """Build the demonstration into the configured, migrated, empty database.

    `scale` adds that many persons to the pool, to see a city. Everything goes through the same
    actions as a user's clicks, each on its own day, in one transaction.
    """
    from dunmiao.demo.story import tell

    tell(today=today, scale=scale)

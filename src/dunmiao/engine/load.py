"""How much of a unit's staff is away, and would be with those it names (003-13)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Load:
    """A unit's staff, how many of them are placed elsewhere now, and how many more would go."""

    staff: int
    away: int = 0
    going: int = 0

    @property
    def percent(self) -> float | None:
        """Give the share away with those going, in percent with one decimal; None without staff."""
        return self._share(self.away + self.going)

    @property
    def percent_now(self) -> float | None:
        """Give the share away today."""
        return self._share(self.away)

    def _share(self, number: int) -> float | None:
        return round(100 * number / self.staff, 1) if self.staff else None

    def is_above(self, limit: int) -> bool:
        """Say whether the share would lie above `limit` percent; it warns and forbids nothing."""
        return self.staff > 0 and 100 * (self.away + self.going) > limit * self.staff

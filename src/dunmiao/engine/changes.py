"""What another version of a charter would change for a term that runs: duty by duty."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from dunmiao.engine.charter.model import Charter
from dunmiao.engine.duties import Duty, Facts, duties

KINDS: Final = ("appears", "vanishes", "moves", "passes")
_ONE_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Change:
    """One duty to come that appears, vanishes, moves to another day or passes to another owner.

    `before` or `after` is None where it appears or vanishes.
    """

    kind: str
    before: Duty | None
    after: Duty | None

    @property
    def duty(self) -> Duty:
        """Give the duty as it will be, or as it was where it vanishes."""
        found = self.after or self.before
        if found is None:
            raise ValueError("a change has a duty before, or after, or both")
        return found

    @property
    def on(self) -> date:
        """Give the day it concerns first."""
        return min(one.due_on for one in (self.before, self.after) if one is not None)


def changes(before: Iterable[Duty], after: Iterable[Duty], today: date) -> tuple[Change, ...]:
    """Give what changes from `today` on; what fell due earlier stays as it was.

    The next occurrence of a duty is set against the next one under the other version, and so on.
    """
    left, right = _coming(before, today), _coming(after, today)
    found: list[Change] = []
    for key in sorted({*left, *right}):
        old, new = left.get(key, []), right.get(key, [])
        pairs = zip(old, new, strict=False)
        found += [change for one, other in pairs if (change := _pair(one, other))]
        found += [Change("vanishes", one, None) for one in old[len(new) :]]
        found += [Change("appears", None, one) for one in new[len(old) :]]
    return tuple(sorted(found, key=lambda one: (one.on, one.duty.duty, one.kind)))


def _coming(owed: Iterable[Duty], today: date) -> Mapping[str, list[Duty]]:
    found: dict[str, list[Duty]] = defaultdict(list)
    for duty in sorted(owed, key=lambda one: (one.due_on, one.number)):
        if duty.due_on >= today:
            found[duty.duty].append(duty)
    return found


def _pair(before: Duty, after: Duty) -> Change | None:
    if before.owed_by != after.owed_by:
        return Change("passes", before, after)
    return Change("moves", before, after) if before.due_on != after.due_on else None


def duties_of_versions(
    versions: Sequence[tuple[Charter, date | None]],
    start: date,
    end: date,
    facts: Facts | None = None,
) -> list[Duty]:
    """Give the duties of a term that moved from one version to the next, sorted by due day.

    `versions` come oldest first, each with the first day it no longer counts (None for the last).
    What fell due before a move stays under the version of its day; nothing is asked backwards.
    """
    kept: list[Duty] = []
    since = date.min
    if len(versions) == 1:
        charter = versions[0][0]
        return duties(charter, start, end, facts, on=max(start, charter.in_force_from))
    for charter, until in versions:
        day = max(start, charter.in_force_from)
        owed = duties(charter, start, end, facts, on=day)
        last = until or date.max
        kept += [duty for duty in owed if since <= duty.due_on < last]
        since = until or since
    kept.sort(key=lambda duty: (duty.due_on, duty.duty))
    return _numbered(kept)


def _numbered(owed: Iterable[Duty]) -> list[Duty]:
    """Number the occurrences of each duty anew; none opens before the one before it is due."""
    last: dict[str, Duty] = {}
    found = []
    for duty in owed:
        earlier = last.get(duty.duty)
        if earlier is not None:
            opens_on = max(duty.opens_on, earlier.due_on + _ONE_DAY)
            opens_on = min(opens_on, duty.due_on)
            duty = duty._replace(
                number=earlier.number + 1,
                opens_on=opens_on,
                shows_on=max(opens_on, duty.shows_on),
            )
        elif duty.number != 1:
            duty = duty._replace(number=1)
        last[duty.duty] = duty
        found.append(duty)
    return found

"""Which post classes people have served in, serve in now, and will go to (002-16)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from dunmiao.engine import experience
from dunmiao.engine.calendar import months_whole
from dunmiao.engine.resume import read_resume
from dunmiao.stages.development.models import PostMove
from dunmiao.stages.placement.models import Holding, Placement


@dataclass
class Coverage:
    """One person: months by class up to a day, the class now and its months, the moves ahead."""

    months: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    now: str = ""
    months_now: int = 0
    ahead: list[PostMove] = field(default_factory=list)

    def planned(self, post_class: str) -> PostMove | None:
        """Give the next move into a class."""
        return next((move for move in self.ahead if move.post_class == post_class), None)


def coverage(placements: Iterable[Placement], today: date) -> Mapping[int, Coverage]:
    """Give the coverage of many placements, by placement id; two queries.

    Months come from the posts held in every placement on record, and from the résumé where its
    words name a class.
    """
    rows = list(placements)
    found = {row.pk: Coverage() for row in rows}
    by_person = defaultdict(list)
    for held in _held([row.person_id for row in rows], today):
        by_person[held.placement.person_id].append(held)
    for row in rows:
        one = found[row.pk]
        for kind, tally in _from_resume(row, today).items():
            one.months[kind] += tally
        _from_posts(one, by_person[row.person_id], today)
    for move in PostMove.objects.filter(placement__in=rows, done_on=None).order_by("starts_on"):
        found[move.placement_id].ahead.append(move)
    return found


def _held(persons: list[int], today: date) -> Iterable[Holding]:
    rows = Holding.objects.filter(placement__person__in=persons, starts_on__lte=today)
    return rows.exclude(post__post_class="").select_related("post", "placement")


def _from_resume(placement: Placement, today: date) -> dict[str, int]:
    text = placement.person.resume
    if not text.strip():
        return {}
    entries = read_resume(text).entries
    served = experience.services(entries, {})
    tallies = experience.months_by_post_class(served, today=today)
    return {code: tally.months for code, tally in tallies.items() if tally.months}


def _from_posts(one: Coverage, held: list[Holding], today: date) -> None:
    """Add the posts held; stints in one class that follow one another count as one."""
    since: date | None = None
    for row in sorted(held, key=lambda row: (row.starts_on, row.pk)):
        kind = row.post.post_class
        after = min(row.ends_on, today) + timedelta(days=1)
        one.months[kind] += months_whole(row.starts_on, after)
        if row.ends_on < today:
            one.now, since = "", None
            continue
        if kind != one.now or since is None:
            one.now, since = kind, row.starts_on
    if since is not None:
        before = [row for row in held if row.post.post_class == one.now]
        one.months_now = months_whole(_unbroken(before, since), today + timedelta(days=1))


def _unbroken(held: list[Holding], since: date) -> date:
    """Give the first day of the stints in one class that lead up to `since` without a gap."""
    for row in sorted(held, key=lambda row: row.starts_on, reverse=True):
        if row.starts_on < since <= row.ends_on + timedelta(days=1):
            since = row.starts_on
    return since

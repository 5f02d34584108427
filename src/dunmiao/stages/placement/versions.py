"""Moving running placements to another version of their charter, and what that would change."""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from dunmiao.engine.changes import Change, changes, duties_of_versions
from dunmiao.engine.duties import Facts
from dunmiao.stages.accounts.models import User
from dunmiao.stages.charter.cohorts import refuse_looser
from dunmiao.stages.charter.models import CharterVersion, Programme
from dunmiao.stages.charter.rules import charter_of
from dunmiao.stages.common.acts import act, record
from dunmiao.stages.common.refusal import Refusal
from dunmiao.stages.organisations.conflicts import refuse_own_cases
from dunmiao.stages.placement.models import Placement

MOVABLE = ("proposed", "noticed", "arrived")
_FIELDS = (
    "pk", "charter_id", "earlier_charters", "starts_on", "ends_on", "direction",
    "person__kind", "person__political", "application__route",
)  # fmt: skip


@dataclass(frozen=True)
class Row:
    """What happens to one duty over all the placements: how it changes, for how many."""

    kind: str
    example: Change
    placements: int
    times: int


@dataclass(frozen=True)
class Effect:
    """What another version would change: over all, and for each placement by its id."""

    by_placement: dict[int, tuple[Change, ...]]

    @property
    def touched(self) -> int:
        """Count the placements for which anything changes."""
        return sum(bool(found) for found in self.by_placement.values())

    def counts(self) -> dict[str, int]:
        """Count the single changes by kind."""
        counted = Counter(one.kind for found in self.by_placement.values() for one in found)
        return {kind: counted[kind] for kind in ("appears", "vanishes", "moves", "passes")}

    def rows(self) -> list[Row]:
        """Give one row for each duty and kind of change, the one touching most first."""
        times: Counter[tuple[str, str]] = Counter()
        places: Counter[tuple[str, str]] = Counter()
        examples: dict[tuple[str, str], Change] = {}
        for found in self.by_placement.values():
            keys = [(one.kind, one.duty.duty) for one in found]
            times.update(keys)
            places.update(set(keys))
            for key, one in zip(keys, found, strict=True):
                examples.setdefault(key, one)
        order = sorted(examples, key=lambda key: (-places[key], key))
        return [Row(key[0], examples[key], places[key], times[key]) for key in order]


def effect_of(rows: QuerySet[Any], version: CharterVersion, today: date) -> Effect:
    """Reckon what `version` would change for these placements from `today` on; two queries.

    Placements with the same version, days and facts share one reckoning.
    """
    listed = list(rows.order_by().values_list(*_FIELDS))
    known = {pk for row in listed for pk in _followed(row)}
    versions = CharterVersion.objects.in_bulk(known)
    return Effect({row[0]: _changes(row, versions, version, today) for row in listed})


def _followed(row: Sequence[Any]) -> list[int]:
    return [*(pk for pk, _until in row[2]), row[1]]


def _changes(
    row: Sequence[Any], versions: dict[int, CharterVersion], after: CharterVersion, today: date
) -> tuple[Change, ...]:
    _pk, _charter, earlier, first, last, *known = row
    days = [date.fromisoformat(until) for _id, until in earlier]
    kept = [versions[pk] for pk in _followed(row)]
    before = tuple(zip((_text(one) for one in kept), [*days, None], strict=True))
    moved = (*before[:-1], (before[-1][0], today), (_text(after), None))
    facts = Facts(*(word or "" for word in known))
    return _reckoned(before, moved, first, last, facts, today)


Text = tuple[str, str, str, str]


def _text(version: CharterVersion) -> Text:
    return (version.digest, version.text, version.key, version.version)


@functools.lru_cache(maxsize=512)
def _reckoned(
    before: tuple[tuple[Text, date | None], ...], after: tuple[tuple[Text, date | None], ...],
    first: date, last: date, facts: Facts, today: date,
) -> tuple[Change, ...]:
    owed = []
    for side in (before, after):
        charters = [
            (charter_of(CharterVersion(digest=text[0], text=text[1], key=text[2],
                                       version=text[3])), until)
            for text, until in side
        ]  # fmt: skip
        owed.append(duties_of_versions(charters, first, last, facts))
    return changes(*owed, today)


@act("placement.move_charter")
def move_to_version(
    programme_id: int,
    version_id: int,
    *,
    by: User,
    today: date,
    reason: str,
    placement_ids: Iterable[int] | None = None,
) -> int:
    """Move running placements of a programme to another adopted version, from today on.

    What fell due before stays as it was. Without `placement_ids` all move; once none is left
    behind the programme follows. Gives how many moved. Refused for a draft, a version of another
    area, and where the decider or their kin is among them (公务员法 §76).
    """
    programme = Programme.objects.lock(programme_id)
    version = CharterVersion.objects.get(pk=version_id)
    _refuse_version(programme, version, today)
    if not reason.strip():
        raise Refusal(_("Say why."), field="reason")
    rows = Placement.objects.filter(programme=programme, state__in=MOVABLE).exclude(charter=version)
    if placement_ids is not None:
        rows = rows.filter(pk__in=list(placement_ids))
    moved = list(rows.select_for_update(of=("self",)))
    if not moved:
        raise Refusal(_("All running placements follow this version already."))
    refuse_own_cases(by, [row.person_id for row in moved])
    before = sorted({row.charter_id for row in moved})
    for row in moved:
        row.earlier_charters = [*row.earlier_charters, [row.charter_id, today.isoformat()]]
        row.charter = version
    Placement.objects.bulk_update(moved, ["charter", "earlier_charters"], batch_size=500)
    left = Placement.objects.filter(programme=programme, state__in=MOVABLE)
    if not left.exclude(charter=version).exists():
        programme.charter = version
        programme.save(update_fields=["charter"])
    changes = {"charter": [before, version.pk], "placements": [row.pk for row in moved]}
    record("placement.move_charter", programme, by=by, changes=changes, note=reason)
    return len(moved)


def _refuse_version(programme: Programme, version: CharterVersion, today: date) -> None:
    if version.is_draft:
        raise Refusal(_("This charter is a draft. Adopt it first."), field="version")
    if not programme.owner.path.startswith(version.owner.path):
        raise Refusal(_("This version was adopted by another area."), field="version")
    if version.key != programme.charter.key:
        raise Refusal(_("This is a version of another charter."), field="version")
    if programme.parent:
        refuse_looser(programme.parent.charter, version, today)

"""The ledger 台账: computed from charter, placement, calendar and what was written, never typed.

`ledger` gives one placement's, `ledgers` that of many in a fixed number of queries.
"""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from dunmiao.engine.changes import duties_of_versions
from dunmiao.engine.duties import Duty, Facts
from dunmiao.engine.reasons import Reason
from dunmiao.engine.standing import Evidence, Prepared, Standing, State, prepared, stand
from dunmiao.engine.standing import Leave as Absence
from dunmiao.engine.standing import Waiver as LetGo
from dunmiao.stages.charter.models import CharterVersion
from dunmiao.stages.charter.rules import charter_of, rules_of
from dunmiao.stages.development.models import Mentorship
from dunmiao.stages.placement.models import Placement, Team, TeamRole
from dunmiao.stages.supervision.evidence import EVIDENCE, ROWS, Papers, evidence_rows, gather
from dunmiao.stages.supervision.models import Leave, Waiver

__all__ = ["EVIDENCE", "ROWS", "Ledger", "Line", "evidence_rows", "holders", "ledger", "ledgers"]

RUNNING = ("noticed", "arrived", "ended", "recalled")
OPEN = (State.OVERDUE, State.DUE)
TEAM_ROLES = {"team_leader", "branch_secretary", "liaison"}


@dataclass(slots=True)
class Line:
    """One duty of one placement as it stands; `team_id` where a team owes it once for all.

    `standing` says why; a list of what is open does without it, since there may be very many.
    """

    placement: Placement
    duty: Duty
    state: State
    due_on: date
    team_id: int | None = None
    standing: Standing | None = None

    @property
    def reason(self) -> Reason:
        """Why it stands so; empty in a list of what is open."""
        return self.standing.reason if self.standing else Reason("")


def _line(placement: Placement, found: Standing, team: int | None, *, is_whole: bool) -> Line:
    return Line(
        placement, found.duty, found.state, found.due_on, team, found if is_whole else None
    )


@dataclass(slots=True)
class Ledger:
    """The lines of one placement, by due day."""

    placement: Placement
    lines: list[Line] = field(default_factory=list)

    @property
    def open_lines(self) -> list[Line]:
        """What is overdue or due."""
        return [line for line in self.lines if line.state in OPEN]


@dataclass(slots=True)
class _Records:
    """What was asked of the database for all placements at once, by placement id."""

    papers: Papers
    absences: dict[int, list[Absence]]
    let_go: dict[int, list[LetGo]]
    team_of: dict[int, int]
    members: dict[int, list[int]]


def ledger(placement: Placement, today: date) -> Ledger:
    """Give the whole ledger of one placement on a day; an empty one outside a term."""
    found = list(ledgers(Placement.objects.filter(pk=placement.pk), today))
    return found[0] if found else Ledger(placement)


def ledgers(
    placements: QuerySet[Placement],
    today: date,
    *,
    is_open_only: bool = False,
    owed_by: frozenset[str] = frozenset(),
) -> Iterator[Ledger]:
    """Give the ledgers of many placements, in their order; those without a term have none.

    Six queries however many there are, two more where a charter has duties owed once per team,
    and what the providers of `EVIDENCE` ask. `is_open_only` keeps what is due or overdue,
    `owed_by` what these roles owe.
    """
    asked = placements.filter(state__in=RUNNING)
    rows = {row.pk: row for row in _with_facts(asked, is_light=is_open_only)}
    versions = CharterVersion.objects.in_bulk(
        {pk for row in rows.values() for pk in followed(row)}
    )
    for row in rows.values():
        row.charter = versions[row.charter_id]
    if not rows:
        return
    owed = {pk: _owed(row, versions) for pk, row in rows.items()}
    records = _records(asked, rows, owed)
    if is_open_only:
        owed = _cut(owed, lambda duty: duty.opens_on <= today)
    if owed_by:
        owed = _cut(owed, lambda duty: duty.owed_by in owed_by)
    shown: set[tuple[int, str, int]] = set()
    different = {id(one): one for one in owed.values()}
    sorted_once = {key: _by_team(one) for key, one in different.items()}
    for pk, row in rows.items():
        found = _standings(pk, sorted_once[id(owed[pk])], records, today)
        lines = [
            _line(row, one, team, is_whole=not is_open_only)
            for one, team in found
            if not is_open_only or one.state in OPEN
        ]
        yield Ledger(row, [line for line in lines if not _is_shown(line, shown)])


_WHO = ("person", "sending_unit", "receiving_unit", "programme__owner", "application")
_UNIT = ("name", "short_name", "sequence", "path")
# what lines show and filter by; the rest of a person or a programme is left in the database
_LIGHT = (
    *("person__name", "person__initials", "person__stroke_key", "person__kind"),
    *("person__political", "person__user"),
    *(f"sending_unit__{name}" for name in _UNIT),
    *(f"receiving_unit__{name}" for name in _UNIT),
    *(f"programme__owner__{name}" for name in _UNIT),
    *("programme__name", "application__route", "charter", "direction", "state"),
    *("starts_on", "ends_on", "ended_on", "arrived_on", "division_on", "earlier_charters"),
)


def _with_facts(rows: QuerySet[Placement], *, is_light: bool = False) -> QuerySet[Placement]:
    rows = rows.select_related(*_WHO)
    return rows.only(*_LIGHT) if is_light else rows


def last_day(placement: Placement) -> date:
    """Give the last day of the term as it is planned, or as it was cut short."""
    return placement.ended_on or placement.ends_on


def followed(placement: Placement) -> list[int]:
    """Give the ids of the charter versions a term followed, oldest first."""
    return [*(pk for pk, _until in placement.earlier_charters), placement.charter_id]


def facts_of(placement: Placement) -> Facts:
    """Give what narrows the duties of a placement."""
    person, application = placement.person, placement.application
    return Facts(
        direction=placement.direction,
        personnel_kind=person.kind,
        political=person.political,
        route=application.route if application else "",
    )


def _owed(placement: Placement, versions: Mapping[int, CharterVersion]) -> tuple[Duty, ...]:
    days = [date.fromisoformat(until) for _pk, until in placement.earlier_charters]
    kept = [versions[pk] for pk in followed(placement)]
    texts = tuple(
        (one.digest, one.text, str(one), until)
        for one, until in zip(kept, [*days, None], strict=True)
    )
    return _computed(texts, placement.starts_on, last_day(placement), facts_of(placement))


@functools.lru_cache(maxsize=1024)
def _computed(
    texts: tuple[tuple[str, str, str, date | None], ...], first: date, last: date, facts: Facts
) -> tuple[Duty, ...]:
    """Give the duties of a term; many placements of a programme share first day and facts."""
    charters = [
        (charter_of(CharterVersion(digest=digest, text=text, key=name, version="")), until)
        for digest, text, name, until in texts
    ]
    return tuple(duties_of_versions(charters, first, last, facts))


def _cut(
    owed: Mapping[int, tuple[Duty, ...]], is_kept: Callable[[Duty], bool]
) -> dict[int, tuple[Duty, ...]]:
    """Leave out duties; a window that opens later may go, since no paper of today falls into it."""
    cut = {id(one): tuple(filter(is_kept, one)) for one in owed.values()}
    return {pk: cut[id(one)] for pk, one in owed.items()}


def _records(
    asked: QuerySet[Placement], rows: dict[int, Placement], owed: Mapping[int, tuple[Duty, ...]]
) -> _Records:
    everybody, ids = dict(rows), asked.order_by().values("pk")
    team_of: dict[int, int] = {}
    members: dict[int, list[int]] = defaultdict(list)
    different = {id(one): one for one in owed.values()}.values()
    if any(duty.once_per == "team" for one in different for duty in one):
        pairs = Team.members.through.objects.filter(
            team__in=Team.objects.filter(members__in=ids).values("pk")
        )
        for team, member in pairs.order_by("-team_id").values_list("team_id", "placement_id"):
            team_of[member] = team
            members[team].append(member)
        ids = Placement.objects.filter(pk__in=set(team_of) | set(rows)).order_by().values("pk")
        others = Placement.objects.filter(pk__in=set(team_of) - set(rows))
        everybody |= {row.pk: row for row in _with_facts(others).select_related("charter")}
    rules = {pk: rules_of(row) for pk, row in everybody.items()}
    return _Records(
        papers=gather(ids, rules, everybody),
        absences=_absences(ids),
        let_go=_let_go(ids),
        team_of=team_of,
        members=members,
    )


def _absences(ids: Any) -> dict[int, list[Absence]]:
    found: dict[int, list[Absence]] = defaultdict(list)
    rows = Leave.objects.filter(placement__in=ids, state__in=("approved", "returned"))
    values = rows.order_by().values_list("placement_id", "first_on", "last_on", "returned_on")
    for placement_id, first, last, back in values:
        found[placement_id].append(Absence(first, max(first, min(last, back or last))))
    return found


def _let_go(ids: Any) -> dict[int, list[LetGo]]:
    found: dict[int, list[LetGo]] = defaultdict(list)
    rows = Waiver.objects.filter(placement__in=ids).order_by()
    for row in rows.values_list("placement_id", "duty", "due_on", "by__name", "reason"):
        found[row[0]].append(LetGo(*row[1:]))
    return found


def _by_team(owed: tuple[Duty, ...]) -> tuple[Prepared, Prepared, Prepared]:
    """Give all duties, those owed for oneself, and those a team owes once, sorted."""
    alone = (duty for duty in owed if duty.once_per != "team")
    shared = (duty for duty in owed if duty.once_per == "team")
    return prepared(owed), prepared(alone), prepared(shared)


def _standings(
    pk: int, owed: tuple[Prepared, Prepared, Prepared], records: _Records, today: date
) -> list[tuple[Standing, int | None]]:
    """Give where each duty stands, with the team that owes it where one does."""
    whole, alone, shared = owed
    let_go, away = records.let_go.get(pk, ()), records.absences.get(pk, ())
    team = records.team_of.get(pk)
    if team is None:
        stood = stand(whole, records.papers.get(pk, ()), let_go, away, today)
        return [(one, None) for one in stood]
    mates = records.members[team]
    papers: list[Evidence] = [paper for mate in mates for paper in records.papers.get(mate, ())]
    waived = [one for mate in mates for one in records.let_go.get(mate, ())]
    own = stand(alone, records.papers.get(pk, ()), let_go, away, today)
    found: list[tuple[Standing, int | None]] = [(one, None) for one in own]
    found += [(one, team) for one in stand(shared, papers, waived, (), today)]
    return sorted(found, key=lambda pair: (pair[0].duty.due_on, pair[0].duty.duty))


def _is_shown(line: Line, shown: set[tuple[int, str, int]]) -> bool:
    """Say whether a teammate's ledger shows this already, and remember it."""
    if line.team_id is None:
        return False
    key = (line.team_id, line.duty.duty, line.duty.number)
    if key in shown:
        return True
    shown.add(key)
    return False


def holders(lines: Sequence[Line], on: date) -> dict[tuple[int, str], str]:
    """Give who holds the personal roles that owe these lines, by placement id and role.

    Mentors and the roles of a group are persons who may be missing: a line owed by one of them
    without an entry here is an orphan (004-45). Two queries at most.
    """
    roles = {line.duty.owed_by for line in lines}
    programmes = {line.placement.programme_id for line in lines}
    found: dict[tuple[int, str], list[str]] = defaultdict(list)
    if "mentor" in roles:
        serving = Mentorship.objects.filter(
            starts_on__lte=on, ends_on__gte=on, placement__programme__in=programmes
        )
        for pk, name in serving.order_by().values_list("placement_id", "name"):
            found[pk, "mentor"].append(name)
    if roles & TEAM_ROLES:
        live = TeamRole.objects.filter(
            Q(ends_on=None) | Q(ends_on__gte=on),
            kind__in=roles & TEAM_ROLES,
            starts_on__lte=on,
            team__programme__in=programmes,
        )
        for pk, kind, name in live.order_by().values_list("team__members", "kind", "user__name"):
            found[pk, kind].append(name)
    return {key: "、".join(names) for key, names in found.items()}

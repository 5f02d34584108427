"""Teams and work groups in bulk: members, leader, branch secretary, liaison officer."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from dunmiao.demo.crowd import note
from dunmiao.demo.ground import Ground
from dunmiao.demo.sending import WHY
from dunmiao.stages.accounts.models import User
from dunmiao.stages.charter.models import Programme
from dunmiao.stages.placement.models import Placement, Team, TeamRole


@dataclass(frozen=True)
class Office:
    """One group to form: its first member leads it, its second may be its secretary."""

    name: str
    members: Sequence[Placement]
    secretary: bool = False
    liaison: User | None = None


def form(
    ground: Ground, programme: Programme, offices: Iterable[Office], *, until: date | None = None
) -> list[Sequence[Placement]]:
    """Form groups on the third day of the term; `until` ends the roles. Gives their members."""
    wanted = list(offices)
    assert programme.starts_on is not None  # noqa: S101  (a running programme)
    since = min(programme.starts_on + timedelta(days=2), ground.today)
    teams = Team.objects.bulk_create(Team(programme=programme, name=one.name) for one in wanted)
    through = Team.members.through
    through.objects.bulk_create(
        [
            through(team_id=team.pk, placement_id=row.pk)
            for team, one in zip(teams, wanted, strict=True)
            for row in one.members
        ],
        batch_size=500,
    )
    TeamRole.objects.bulk_create(
        TeamRole(team=team, kind=kind, user=user, starts_on=since, ends_on=until)
        for team, one in zip(teams, wanted, strict=True)
        for kind, user in _roles(one)
    )
    note(ground, "team.edit", programme, WHY, teams=len(teams))
    return [one.members for one in wanted]


def _roles(one: Office) -> list[tuple[str, User]]:
    leader, second = (row.person.user for row in one.members[:2])
    roles = [("team_leader", leader)]
    if one.secretary:
        roles.append(("branch_secretary", second))
    if one.liaison:
        roles.append(("liaison", one.liaison))
    return [(kind, user) for kind, user in roles if user is not None]

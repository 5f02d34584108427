"""Match plans, placements, notices and teams."""

from dunmiao.stages.placement.models.divisions import Division
from dunmiao.stages.placement.models.placements import (
    Holding,
    MatchMark,
    MatchPlan,
    Notice,
    Placement,
    RelationRow,
    Team,
    TeamRole,
)

__all__ = [
    "Division",
    "Holding",
    "MatchMark",
    "MatchPlan",
    "Notice",
    "Placement",
    "RelationRow",
    "Team",
    "TeamRole",
]

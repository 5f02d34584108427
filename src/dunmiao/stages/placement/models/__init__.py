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
from dunmiao.stages.placement.models.welcomes import WelcomePack

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
    "WelcomePack",
]

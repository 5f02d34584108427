"""Posts offered, applications, examinations, publicity, decisions, imports."""

from dunmiao.stages.selection.models.applications import (
    Application,
    EligibilityOverride,
    ImportBatch,
    Invitation,
    Wish,
)
from dunmiao.stages.selection.models.decisions import (
    Decision,
    DecisionLine,
    Publicity,
    PublicityObjection,
)
from dunmiao.stages.selection.models.nominations import Nomination, Nominee
from dunmiao.stages.selection.models.pool import PoolMember, SurveyReport
from dunmiao.stages.selection.models.posts import Offer, Post
from dunmiao.stages.selection.models.quotas import Quota
from dunmiao.stages.selection.models.rounds import StageEntry, StageRound
from dunmiao.stages.selection.models.willingness import Willingness

__all__ = [
    "Application",
    "Decision",
    "DecisionLine",
    "EligibilityOverride",
    "ImportBatch",
    "Invitation",
    "Nomination",
    "Nominee",
    "Offer",
    "PoolMember",
    "Post",
    "Publicity",
    "PublicityObjection",
    "Quota",
    "StageEntry",
    "StageRound",
    "SurveyReport",
    "Wish",
    "Willingness",
]

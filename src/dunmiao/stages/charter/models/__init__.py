"""Charters, programmes, who stands over them, and earlier cohorts."""

from dunmiao.stages.charter.models.leadership import (
    CoOrganiser,
    GroupMember,
    LeadingGroup,
)
from dunmiao.stages.charter.models.programmes import (
    CharterVersion,
    LongTermPlan,
    PastCohort,
    Programme,
)

__all__ = [
    "CharterVersion",
    "CoOrganiser",
    "GroupMember",
    "LeadingGroup",
    "LongTermPlan",
    "PastCohort",
    "Programme",
]

"""Charters, programmes and earlier cohorts."""

from dunmiao.stages.charter.models.programmes import (
    CharterVersion,
    PastCohort,
    Programme,
)

__all__ = [
    "CharterVersion",
    "PastCohort",
    "Programme",
]

"""Units, grants, delegations, contacts and complaints."""

from dunmiao.stages.organisations.models.routed import Routed
from dunmiao.stages.organisations.models.units import (
    Complaint,
    Contact,
    DatedQuerySet,
    Delegation,
    Grant,
    Organisation,
    in_order,
)

__all__ = [
    "Complaint",
    "Contact",
    "DatedQuerySet",
    "Delegation",
    "Grant",
    "Organisation",
    "Routed",
    "in_order",
]

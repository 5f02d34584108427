"""What people do to units, grants, delegations and complaints."""

from dunmiao.stages.organisations.actions.complaints import (
    answer_complaint,
    route_complaint,
    say_about_complaint,
    send_complaint,
)
from dunmiao.stages.organisations.actions.delegations import end_delegation, give_delegation
from dunmiao.stages.organisations.actions.grants import end_grant, give_grant
from dunmiao.stages.organisations.actions.units import (
    add_unit,
    edit_unit,
    end_contact,
    set_contact,
)

__all__ = [
    "add_unit", "edit_unit", "set_contact", "end_contact",
    "give_grant", "end_grant",
    "give_delegation", "end_delegation",
    "send_complaint", "answer_complaint", "route_complaint", "say_about_complaint",
]

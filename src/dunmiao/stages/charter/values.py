"""The values a programme may be given, and its last day."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from dunmiao.engine.calendar import term_end
from dunmiao.stages.charter.models import Programme
from dunmiao.stages.charter.rules import rules_of
from dunmiao.stages.common.refusal import Refusal

EDITABLE = (
    "name",
    "approving_body",
    "approved_on",
    "basis_title",
    "basis_no",
    "leading_person",
    "leading_post",
    "requirements",
    "requirements_on",
    "quota",
    "opens_on",
    "closes_on",
    "starts_on",
    "months",
    "long_term_plan_id",
)


def months_of(programme: Programme) -> int:
    """Give the months of its terms: its own, within the charter's bounds, else the charter's."""
    return programme.months or rules_of(programme).term.months


def set_values(programme: Programme, values: dict[str, Any]) -> None:
    """Set editable values without saving; the last day follows from the first.

    Refused for a term the charter does not allow (003-04). TypeError for any other value.
    """
    for key in set(values) - set(EDITABLE):
        raise TypeError(f"a programme has no editable {key}")
    for key, value in values.items():
        setattr(programme, key, value)
    term = rules_of(programme).term
    if programme.months and not term.min_months <= programme.months <= term.max_months:
        raise Refusal(
            _("The charter allows a term of %(least)s to %(most)s months.")
            % {"least": term.min_months, "most": term.max_months},
            field="months",
        )
    if programme.starts_on:
        programme.ends_on = term_end(programme.starts_on, months_of(programme))

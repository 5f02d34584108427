"""Classes of discipline, steps of the ladder, and how long somebody has to explain."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dunmiao.engine.charter import LadderStep, pick
from dunmiao.stages.charter.rules import rules_of
from dunmiao.stages.common.refusal import Refusal
from dunmiao.stages.development.parties import Ties
from dunmiao.stages.organisations.conflicts import barred_cases
from dunmiao.stages.placement.models import Placement
from dunmiao.stages.supervision.models import Measure

# the six disciplines (中国共产党纪律处分条例), where a charter lists none of its own
DISCIPLINES: dict[str, str | Promise] = {
    "political": gettext_lazy("Political discipline"),
    "organisation": gettext_lazy("Organisational discipline"),
    "integrity": gettext_lazy("Discipline of integrity"),
    "masses": gettext_lazy("Discipline towards the people"),
    "work": gettext_lazy("Discipline at work"),
    "life": gettext_lazy("Discipline of life"),
}


def explain_by(placement: Placement, today: date) -> date:
    """Give the last day on which the person may explain what is told today."""
    return today + timedelta(days=rules_of(placement).presence.explain_within_days)


def refuse_unheard(row: Any, today: date) -> None:
    """Refuse a conclusion before the person explained, or let the day for it pass."""
    if row.explained_on is None and today <= row.explain_by:
        raise Refusal(
            _("First hear the person, who may explain until %(day)s.") % {"day": row.explain_by}
        )


def step_of(placement: Placement, key: str) -> LadderStep:
    """Give a step of the placement's ladder. Raises Refusal where the charter has none."""
    try:
        return pick(rules_of(placement).ladder, key)
    except KeyError as fault:
        raise Refusal(_("The charter knows no such step."), field="step") from fault


def refuse_other_taker(by: Any, act: str, placement: Placement, step: LadderStep, on: date) -> None:
    """Refuse where the charter lets another party take this step."""
    if not set(step.taken_by) & Ties(by, on).parties(act, placement):
        raise Refusal(
            _("The charter lets another party take this step (%(clause)s).")
            % {"clause": step.clause}
        )


def kin_of(user: Any) -> set[int]:
    """Give the persons whose incidents `user` never sees though in reach: kin, not oneself."""
    own = Placement.objects.filter(person__user=user).values_list("person_id", flat=True)
    return barred_cases(user) - set(own)


def in_appraisals(placement: Placement) -> QuerySet[Measure]:
    """Give the measures in force that the charter lets into an appraisal; mostly none."""
    keys = [step.key for step in rules_of(placement).ladder if step.in_appraisal]
    return placement.measure_set.filter(Q(state="taken"), step__in=keys)

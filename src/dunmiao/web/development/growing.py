"""The stages of growth as a picture, and the plan's tasks beside what the stage expects."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _

from dunmiao.engine.calendar import add_months
from dunmiao.engine.growth import Stretch, current, expected_tasks, field_share
from dunmiao.stages.development.models import Plan
from dunmiao.stages.development.plans import stage_checkers, stretches_of
from dunmiao.web.development.about import About
from dunmiao.web.development.forms import PLACES, local
from dunmiao.web.pictures import Mark, Span, two_units

WORDS = {"done": "done", "now": "now", "late": "stopped", "next": "next"}


def shown_tasks(page: About, plan: Plan | None) -> dict[str, Any]:
    """Give the plan's tasks in words, and how many of them are in the field (000-19)."""
    tasks = plan.tasks if plan else []
    roles = {item.key: local(item) for item in page.rules.catalogue("task_roles")}
    places = dict(PLACES)
    field, desk = field_share(tasks)
    return {
        "rows": [
            {"text": task["text"], "place": str(places[task["place"]]),
             "role": roles.get(task["role"], "")}
            for task in tasks
        ],
        "field": field, "desk": desk, "all": field + desk,
    }


def shown_growth(page: About, plan: Plan | None) -> dict[str, Any] | None:
    """Give the picture of the stages, what the present one expects, who may check it; or None."""
    today = page.request.today
    stretches = stretches_of(page.placement, today)
    if not stretches:
        return None
    here = current(stretches)
    checkers = stage_checkers(page.placement, here, today) if here else set()
    return {
        "steps": [_step(page, one) for one in stretches],
        "timeline": _picture(page, stretches, today),
        "here": here, "name": local(here.stage) if here else "",
        "expects": _expects(page, here, plan) if here else [],
        "may_check": bool(checkers & page.parties("plan.check")),
        "checks": list(page.placement.stage_checks.select_related("by")),
        "names": {one.stage.key: local(one.stage) for one in stretches},
    }


def _step(page: About, one: Stretch) -> dict[str, Any]:
    roles = {item.key: local(item) for item in page.rules.catalogue("task_roles")}
    days = f"{one.planned_from} – {one.planned_to}"
    words = "、".join(roles[key] for key in one.stage.task_roles if key in roles)
    return {"name": local(one.stage), "state": WORDS[one.state],
            "note": f"{days} · {words}" if words else days}


def _expects(page: About, here: Stretch, plan: Plan | None) -> list[dict[str, Any]]:
    """Say whether the plan holds a task in a role the stage expects (000-24, 000-25)."""
    if not here.stage.task_roles:
        return []
    roles = {item.key: local(item) for item in page.rules.catalogue("task_roles")}
    names = "、".join(roles[key] for key in here.stage.task_roles if key in roles)
    found = expected_tasks(here.stage, plan.tasks if plan else ())
    text = _("This stage expects a task in the role: %(names)s.") % {"names": names}
    facts = [(roles.get(task["role"], ""), task["text"]) for task in found]
    return [{"verdict": "passed" if found else "failed", "text": text,
             "clause": here.stage.clause, "facts": facts}]


def _picture(page: About, stretches: Iterable[Stretch], today: date) -> Any:
    planned, real = _("As planned"), _("As it went")
    stretches = list(stretches)
    spans = [Span(planned, "sending", one.planned_from, one.planned_to, local(one.stage))
             for one in stretches]
    spans += [_lived(page, one, real, today) for one in stretches
              if one.starts_on and one.starts_on <= today]
    marks = [Mark(check.on, _("%(stage)s checked") % {"stage": local(one.stage)},
                  "done" if check.is_ready else "due", real)
             for one in stretches for check in one.checks]
    return two_units(_("Stages of growth"), spans + _settling(page), marks, today)


def _lived(page: About, one: Stretch, lane: str, today: date) -> Span:
    first = one.starts_on or one.planned_from
    last = one.ends_on or min(today, page.placement.ends_on)
    return Span(lane, "receiving", first, max(last, first), local(one.stage))


def _settling(page: About) -> list[Span]:
    """Give the months of settling in as a lane, where the charter has them (000-49)."""
    months = page.rules.term.adaptation_months
    if not months:
        return []
    start = page.placement.starts_on
    last = min(add_months(start, months) - timedelta(days=1), page.placement.ends_on)
    name = _("Settling in")
    return [Span(name, "away", start, last, name)]

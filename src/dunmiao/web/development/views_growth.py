"""Checks of the stages of growth."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from dunmiao.stages.development.models import Plan
from dunmiao.stages.development.plans import check_stage
from dunmiao.web.development.about import about
from dunmiao.web.development.forms import StageForm
from dunmiao.web.development.growing import shown_growth
from dunmiao.web.doors import FORM, door
from dunmiao.web.refusing import save


@door("plan.check", methods=FORM)
def stage_check(request: Any, pk: int) -> HttpResponse:
    """Check the stage the person is in; what it expects of the plan's tasks stands beside it."""
    page = about(request, pk, "plan.check")
    growth = shown_growth(page, page.rows(Plan, "plan.read").first())
    back = page.url("development:plan")
    if growth is None or growth["here"] is None:
        return render(request, "development/records.html", page.context(
            _("Check of the stage"), empty_title=_("No stage to check now"),
            empty_text=_("The charter has no stages, or all of them are through."),
        ))
    key = growth["here"].stage.key
    return save(
        request, StageForm(request.POST or None),
        lambda data: check_stage(pk, key, by=request.user, today=request.today, **data),
        template="development/stage_form.html", then=back,
        context=page.context(
            _("Check of the stage: %(name)s") % {"name": growth["name"]}, back=back,
            submit=_("Save"), growth=growth,
        ),
        done=_("Saved."),
    )

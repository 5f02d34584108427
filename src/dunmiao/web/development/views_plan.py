"""The individual plan: written by the receiving unit, agreed by the charter's parties, kept."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from dunmiao.files.papers import official
from dunmiao.stages.development.gaps import post_of
from dunmiao.stages.development.models import Plan
from dunmiao.stages.development.plans import (
    agree_plan,
    propose_plan,
    return_plan,
    share_plan,
    without_plan,
    write_plan,
)
from dunmiao.web.development.about import About, about, about_row
from dunmiao.web.development.forms import PlanForm, RemarkForm, local
from dunmiao.web.development.growing import shown_growth, shown_tasks
from dunmiao.web.doors import FORM, POST, door, open_row, open_rows
from dunmiao.web.listing import file_response
from dunmiao.web.refusing import save
from dunmiao.web.supervision.settling import role_name
from dunmiao.web.supervision.trying import tried

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@door("plan.read")
def plan(request: Any, pk: int) -> HttpResponse:
    """Show the newest plan and its earlier revisions, with what the reader may do."""
    return _show(request, about(request, pk, "plan.read"))


def _show(request: Any, page: About, *, status: int = 200, **more: Any) -> HttpResponse:
    plans = list(page.rows(Plan).select_related("written_by"))
    newest = plans[0] if plans else None
    chosen = _chosen(request, plans) or newest
    mine = page.parties("plan.agree") & set(page.rules.plan.agreed_by)
    is_waiting = newest is not None and newest.state == "proposed" and chosen is newest
    may_write = page.may("plan.write") and (newest is None or newest.state != "proposed")
    context = {
        "plan": chosen, "plans": plans, "texts": _texts(page, chosen),
        "agreements": _agreements(page, chosen), "may_write": may_write,
        "may_propose": newest is not None and newest.state in {"draft", "returned"}
        and page.may("plan.propose"),
        "may_agree": is_waiting and newest is not None and bool(mine - set(newest.agreed)),
        "may_return": is_waiting and bool(mine), "remark_form": RemarkForm(),
        "tasks": shown_tasks(page, chosen), "growth": shown_growth(page, newest),
        "long_plan": page.placement.programme.long_term_plan, "group": _group(page, newest),
    }
    return render(request, "development/plan.html",
                  page.context(_("Individual plan"), **{**context, **more}), status=status)


def _group(page: About, newest: Plan | None) -> list[Any]:
    """Give the others of the group for whom the same plan may be put forward (000-39)."""
    is_ready = newest is not None and newest.state in {"proposed", "agreed"}
    if not is_ready or page.rules.plan.per_person or not page.may("plan.share"):
        return []
    return list(without_plan(page.placement))


def _chosen(request: Any, plans: list[Plan]) -> Plan | None:
    asked = request.GET.get("revision", "")
    return next((row for row in plans if str(row.revision) == asked), None)


def _texts(page: About, row: Plan | None) -> list[tuple[str, str]]:
    if row is None:
        return []
    return [(local(field), row.fields.get(field.key, "")) for field in page.rules.plan_fields]


def _agreements(page: About, row: Plan | None) -> list[dict[str, Any]]:
    agreed = row.agreed if row else {}
    return [{"role": role_name(role), "seen": agreed.get(role)}
            for role in page.rules.plan.agreed_by]


@door("plan.write", methods=FORM)
def plan_edit(request: Any, pk: int) -> HttpResponse:
    """Write the draft; the post's need or another plan may be where it begins."""
    page = about(request, pk, "plan.write")
    newest = page.rows(Plan, "plan.write").first()
    start = newest.fields if newest else _start(request, page)
    form = PlanForm(request.POST or None, rules=page.rules, initial=start,
                    tasks=newest.tasks if newest else ())
    return save(
        request, form,
        lambda data: write_plan(pk, form.texts, by=request.user, today=request.today,
                                tasks=form.tasks),
        template="development/plan_form.html", then=page.url("development:plan"),
        context=page.context(_("Write the plan"), back=page.url("development:plan"),
                             others=[] if newest else _others(request, page)),
        done=_("The draft is kept."),
    )


def _others(request: Any, page: About) -> list[Plan]:
    """Give agreed plans of the same unit to begin from; a starting point, never a finished plan."""
    rows = open_rows(request, Plan, "plan.write").filter(
        state="agreed", placement__receiving_unit=page.placement.receiving_unit
    ).exclude(placement=page.placement)
    return list(rows.select_related("placement__person")[:8])


def _start(request: Any, page: About) -> dict[str, str]:
    asked = request.GET.get("from", "")
    if asked == "post":
        return _from_post(page)
    for other in _others(request, page):
        if str(other.pk) == asked:
            return dict(other.fields)
    return {}


def _from_post(page: About) -> dict[str, str]:
    """Begin with the post's duties in the field after the aims, as the charter orders them."""
    post = post_of(page.placement)
    fields = page.rules.plan_fields
    if post is None or len(fields) < 2:
        return {}
    return {fields[1].key: f"{post.title}：{post.duties}" if post.duties else post.title}


@door("plan.propose", methods=POST)
def plan_propose(request: Any, pk: int) -> HttpResponse:
    """Put the plan forward."""
    row = open_row(request, Plan, "plan.propose", pk)
    propose_plan(pk, by=request.user, today=request.today)
    messages.success(request, _("The plan waits for agreement."))
    return redirect("development:plan", pk=row.placement_id)


@door("plan.agree", methods=POST)
def plan_agree(request: Any, pk: int) -> HttpResponse:
    """Agree for one's own party."""
    row = open_row(request, Plan, "plan.agree", pk)
    page = about_row(request, row)
    mine = page.parties("plan.agree")
    waiting = [role for role in page.rules.plan.agreed_by if role not in row.agreed]
    role = next((role for role in waiting if role in mine), next(iter(sorted(mine)), ""))
    agree_plan(pk, role, by=request.user, today=request.today)
    messages.success(request, _("Agreed."))
    return redirect("development:plan", pk=row.placement_id)


@door("plan.share", methods=POST)
def plan_share(request: Any, pk: int) -> HttpResponse:
    """Put the same plan forward for the others of the group."""
    row = open_row(request, Plan, "plan.share", pk)
    made = share_plan(pk, by=request.user, today=request.today)
    messages.success(request, _("Put forward for %(n)d more persons; each agrees for themselves.")
                     % {"n": len(made)})
    return redirect("development:plan", pk=row.placement_id)


@door("plan.return", methods=POST)
def plan_return(request: Any, pk: int) -> HttpResponse:
    """Send the plan back with a remark."""
    row = open_row(request, Plan, "plan.return", pk)
    form = RemarkForm(request.POST)
    status = tried(
        form, lambda data: return_plan(pk, data["remark"], by=request.user, today=request.today)
    )
    if status:
        return _show(request, about_row(request, row), status=status, remark_form=form)
    messages.success(request, _("Sent back."))
    return redirect("development:plan", pk=row.placement_id)


def _paper_fields(page: About, row: Plan) -> list[dict[str, str]]:
    """Give the charter's fields, and the tasks with where and in which role each is done."""
    fields = [{"name": field.name, "text": row.fields.get(field.key, "")}
              for field in page.rules.plan_fields]
    tasks = [f"{number}. {task['text']}（{'、'.join(filter(None, (task['place'], task['role'])))}）"
             for number, task in enumerate(shown_tasks(page, row)["rows"], 1)]
    return [*fields, *([{"name": "任务清单", "text": "\n".join(tasks)}] if tasks else [])]


@door("plan.read")
def plan_paper(request: Any, pk: int) -> HttpResponse:
    """Give the plan as a Word file."""
    row = open_row(request, Plan, "plan.read", pk)
    page = about_row(request, row)
    placement, post = page.placement, post_of(page.placement)
    serving = placement.mentorships.filter(
        starts_on__lte=request.today, ends_on__gte=request.today
    ).first()
    if not page.rules.plan_fields:
        raise Http404
    paper = official.plan_form({
        "person": {"name": placement.person.name},
        "sending_unit": placement.sending_unit.name,
        "receiving_unit": placement.receiving_unit.name,
        "post": post.title if post else "",
        "starts_on": placement.starts_on, "ends_on": placement.ends_on,
        "mentor": str(serving) if serving else None,
        "fields": _paper_fields(page, row),
        "agreements": [
            {"party": str(role_name(role)), "name": seen["by"], "on": seen["on"]}
            for role, seen in row.agreed.items()
        ],
    })
    return file_response(paper.content, f"{placement.person}-锻炼计划.docx", DOCX)

"""What must hold in the parts of a charter that somebody has to carry out in a term."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from dunmiao.engine.charter.convert import nearest
from dunmiao.engine.charter.entities import PlanStage
from dunmiao.engine.charter.errors import Problems
from dunmiao.engine.charter.model import Rules
from dunmiao.engine.charter.oversight import check_checklists, check_prompts, check_signs
from dunmiao.engine.reasons import Said, gettext_noop


def _plan_stages(rules: Rules, problems: Problems) -> None:
    month = 0
    for stage in rules.plan_stages:
        path = f"plan_stage.{stage.key}"
        if stage.from_month != month + 1:
            problems.add(
                f"{path}.from_month",
                Said(
                    gettext_noop(
                        "begins in month %(from_month)s, the stage before ends with month %(month)s"
                    ),
                    from_month=stage.from_month,
                    month=month,
                ),
                Said(gettext_noop("write %(number)s"), number=month + 1),
            )
        if stage.to_month < stage.from_month:
            problems.add(
                f"{path}.to_month",
                Said(gettext_noop("is below from_month")),
                Said(gettext_noop("write a larger number")),
            )
        month = stage.to_month
        _task_roles(rules, stage, problems)


def _task_roles(rules: Rules, stage: PlanStage, problems: Problems) -> None:
    known = {item.key for item in rules.catalogue("task_roles")}
    for role in stage.task_roles:
        if role not in known:
            problems.add(
                f"plan_stage.{stage.key}.task_roles",
                Said(gettext_noop('"%(word)s" is no entry of catalogue.task_roles'), word=role),
                nearest(role, known),
            )


def _duties(rules: Rules, problems: Problems) -> None:
    present = {
        "team_leader": rules.team.is_on,
        "branch_secretary": rules.team.temporary_branch,
        "mentor": bool(rules.mentor_kinds),
        "liaison": "liaison" in {one.key for one in rules.responsibilities},
    }
    for duty in rules.duties:
        path = f"duty.{duty.key}"
        if not present.get(duty.owed_by, True):
            problems.add(
                f"{path}.owed_by",
                Said(
                    gettext_noop('the charter has no "%(owed_by)s", so nobody would owe this'),
                    owed_by=duty.owed_by,
                ),
                Said(
                    gettext_noop(
                        "name another role, or set up that one (team, mentor_kind, responsibility)"
                    )
                ),
            )
        if duty.once_per == "team" and not rules.team.is_on:
            problems.add(
                f"{path}.once_per",
                Said(gettext_noop("the charter has no teams")),
                Said(gettext_noop('write "placement"')),
            )
        span = duty.timing.span
        most = rules.term.max_months
        if span is not None and span.unit == "months" and span.count > most:
            problems.add(
                path,
                Said(
                    gettext_noop("%(span)s is longer than the longest term of %(most)s months"),
                    span=span,
                    most=most,
                ),
                Said(gettext_noop("write less")),
            )


def _rotation(rules: Rules, problems: Problems) -> None:
    if rules.rotation.is_on and not rules.catalogue("post_classes"):
        problems.add(
            "rotation.is_on",
            Said(gettext_noop("posts are rotated, and no post classes are listed")),
            Said(gettext_noop("write [catalogue.post_classes], or is_on = false")),
        )
    if rules.rotation.period_months > rules.term.max_months:
        problems.add(
            "rotation.period_months",
            Said(
                gettext_noop("a period is longer than the longest term of %(max_months)s months"),
                max_months=rules.term.max_months,
            ),
            Said(gettext_noop("write less")),
        )


def _leave(rules: Rules, problems: Problems) -> None:
    levels = rules.leave_levels
    if not levels:
        return
    if levels[-1].up_to_days is not None:
        problems.add(
            f"leave_level.{levels[-1].key}.up_to_days",
            Said(gettext_noop("nobody approves a longer leave")),
            Said(gettext_noop("leave up_to_days out of the last level")),
        )
    reach = 0
    for level in levels[:-1]:
        if level.up_to_days is None or level.up_to_days <= reach:
            problems.add(
                f"leave_level.{level.key}.up_to_days",
                Said(gettext_noop("the levels do not rise")),
                Said(gettext_noop("write the levels from the shortest leave to the longest")),
            )
        reach = level.up_to_days or reach


def _appraisals(rules: Rules, problems: Problems) -> None:
    known = {one.key for one in rules.appraisal_inputs}
    for item in rules.appraisals:
        path = f"appraisal_kind.{item.key}"
        for word in item.inputs:
            if word not in known:
                problems.add(
                    f"{path}.inputs",
                    Said(gettext_noop('"%(word)s" is no appraisal_input'), word=word),
                    nearest(word, known),
                )
        if item.graded and not rules.grades:
            problems.add(
                f"{path}.graded",
                Said(gettext_noop("the charter has no grades")),
                Said(gettext_noop("write [[grade]] tables")),
            )
        if item.ability_stage and item.ability_stage not in rules.ability.stages:
            problems.add(
                f"{path}.ability_stage",
                Said(
                    gettext_noop('ability is not asked at "%(ability_stage)s"'),
                    ability_stage=item.ability_stage,
                ),
                nearest(item.ability_stage, rules.ability.stages),
            )


def _dispositions(rules: Rules, problems: Problems) -> None:
    defaults = [item.key for item in rules.dispositions if item.is_default]
    if len(defaults) != 1:
        problems.add(
            "disposition",
            Said(gettext_noop("%(defaults)s of them are the default"), defaults=len(defaults)),
            Said(gettext_noop("write is_default = true on exactly one")),
        )


def _approvals(rules: Rules, problems: Problems) -> None:
    for act in rules.approvals:
        path = f"approval.{act.key}"
        # the organiser is an office: one of its people asks, another decides
        if act.asked_by == act.decided_by != "organiser":
            problems.add(
                f"{path}.decided_by",
                Said(gettext_noop("who asks would decide it too")),
                Said(gettext_noop("name another decider")),
            )


def _oversight(rules: Rules, problems: Problems) -> None:
    check_prompts(rules.prompts, problems)
    check_signs(rules.signs, problems)
    check_checklists(rules.checklists, rules.duties, problems)


def _ladder(rules: Rules, problems: Problems) -> None:
    """A step that recalls needs somebody who decides it; a step is taken by somebody."""
    has_recall = any(rule.key == "placement.recall" for rule in rules.approvals)
    for step in rules.ladder:
        if step.kind == "recall" and not has_recall:
            problems.add(
                f"ladder.{step.key}.kind",
                Said(gettext_noop("recalls, and the charter says nobody who decides a recall")),
                Said(gettext_noop('write [[approval]] key = "placement.recall", or another kind')),
            )
        if not step.taken_by:
            problems.add(
                f"ladder.{step.key}.taken_by",
                Said(gettext_noop("names nobody")),
                Said(gettext_noop('write ["organiser"]')),
            )


# the sections each check reads, and the check
OBLIGATIONS: Final[tuple[tuple[tuple[str, ...], Callable[[Rules, Problems], None]], ...]] = (
    (("plan_stage", "catalogue"), _plan_stages),
    (("duty", "term", "team", "mentor_kind", "responsibility"), _duties),
    (("rotation", "term"), _rotation),
    (("leave_level",), _leave),
    (("ladder", "approval"), _ladder),
    (("appraisal_kind", "appraisal_input", "grade", "ability"), _appraisals),
    (("disposition",), _dispositions),
    (("approval",), _approvals),
    (("prompt", "sign", "checklist", "duty"), _oversight),
)

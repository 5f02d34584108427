"""What must hold between the values of a charter: sums, order, references, and the law's limits."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from itertools import pairwise
from typing import Any, Final

from dunmiao.engine.charter import names
from dunmiao.engine.charter.convert import nearest
from dunmiao.engine.charter.entities import Entity, Stage
from dunmiao.engine.charter.errors import Problems
from dunmiao.engine.charter.model import Rules
from dunmiao.engine.charter.oversight import check_checklists, check_prompts, check_signs
from dunmiao.engine.charter.predicates import check_parameters

Check = Callable[[Rules, Problems], None]
_NAMED_BY: Final[Mapping[str, tuple[str, ...]]] = {
    "open": ("cadre", "sender"), "nomination": ("sender",), "designation": ("organiser", "sender")
}  # fmt: skip
_LAST_STAGES: Final = ("matching", "committee", "publicity", "notice")


def check_rules(rules: Rules, problems: Problems) -> None:
    """Note every fault between values; a section that is faulty already is left alone."""
    for sections, check in _CHECKS:
        if not problems.touch(*sections):
            check(rules, problems)


def _keys(things: Iterable[Entity]) -> set[str]:
    return {thing.key for thing in things}


def _known_keys(rules: Rules, problems: Problems) -> None:
    lists: Mapping[str, tuple[Iterable[Entity], frozenset[str]]] = {
        "direction": (rules.directions, names.DIRECTIONS),
        "route": (rules.routes, names.ROUTES),
        "relation": (rules.relations, names.RELATIONS),
        "responsibility": (rules.responsibilities, names.RESPONSIBILITIES),
        "archive": (rules.archive, names.ARCHIVE),
        "approval": (rules.approvals, names.APPROVALS),
    }
    for name, (things, known) in lists.items():
        for thing in things:
            if thing.key not in known:
                problems.add(
                    f"{name}.{thing.key}", f'"{thing.key}" is not known', nearest(thing.key, known)
                )


def _term(rules: Rules, problems: Problems) -> None:
    term = rules.term
    if not term.min_months <= term.months <= term.max_months:
        problems.add(
            "term.months",
            f"{term.months} does not lie between {term.min_months} and {term.max_months}",
            "move months, min_months or max_months",
        )
    if bool(term.extension_months) != bool(term.extensions):
        problems.add(
            "term.extensions",
            f"{term.extensions} extensions of {term.extension_months} months",
            "give both a number, or neither",
        )


def _settings(rules: Rules, problems: Problems) -> None:
    if not rules.avoidance.kin:
        problems.add(
            "avoidance.kin",
            "kin avoidance is law (公务员法 §74)",
            "write kin = true or leave it out",
        )
    if rules.ability.scale_min >= rules.ability.scale_max:
        problems.add("ability.scale_max", "is not above scale_min", "write a larger number")
    if rules.appraisal.quota_percent > rules.appraisal.quota_percent_approved:
        problems.add(
            "appraisal.quota_percent_approved", "is below quota_percent", "write a larger number"
        )
    cuts = rules.composition.age_cuts
    if any(first >= second for first, second in pairwise(cuts)):
        problems.add("composition.age_cuts", "the cuts do not rise", "write them from low to high")


def _directions(rules: Rules, problems: Problems) -> None:
    for direction in rules.directions:
        if direction.key != "up":
            continue
        if not (direction.filing_required and direction.cap is not None and direction.warning):
            problems.add(
                "direction.up",
                "sending upwards lacks its filing reference, cap or warning",
                'write filing_required = true, cap = N and warning = "…"',
            )


def _routes(rules: Rules, problems: Problems) -> None:
    for route in rules.routes:
        if route.quota_max is not None and route.quota_max < route.quota_min:
            problems.add(
                f"route.{route.key}.quota_max", "is below quota_min", "write a larger number"
            )
        known = _NAMED_BY.get(route.key, ())
        if route.named_by not in known:
            allowed = " or ".join(f'named_by = "{one}"' for one in known)
            problems.add(
                f"route.{route.key}.named_by",
                f'"{route.named_by}" puts nobody in by this route',
                f"write {allowed}",
            )
        elif route.named_by != "sender" and (route.quota_min or route.resolution_required):
            problems.add(
                f"route.{route.key}.named_by",
                "a number or a resolution is asked for, and no unit names anybody",
                'write named_by = "sender", or leave quota_min and resolution_required out',
            )


def _eligibility(rules: Rules, problems: Problems) -> None:
    for rule in rules.eligibility:
        path = f"eligibility.{rule.key}"
        check_parameters(
            path, rule.predicate, rule.parameters, names.ELIGIBILITY_PREDICATES, problems
        )


def _fit(rules: Rules, problems: Problems) -> None:
    for part in rules.fit:
        check_parameters(
            f"fit.{part.key}", part.predicate, part.parameters, names.FIT_PREDICATES, problems
        )
    total = sum(part.weight for part in rules.fit)
    if rules.fit and total != 100:
        problems.add("fit", f"the weights sum to {total}", "let the weights sum to 100")


def _stages(rules: Rules, problems: Problems) -> None:
    total = sum(stage.weight for stage in rules.stages)
    if total not in (0, 100):
        problems.add("stage", f"the weights sum to {total}", "let the weights sum to 100, or to 0")
    scored = {stage.key for stage in rules.stages if stage.kind in names.SCORED_STAGES}
    for stage in rules.stages:
        _stage(stage, scored, problems)
    _stage_order(rules.stages, problems)


def _stage(stage: Stage, scored: set[str], problems: Problems) -> None:
    path = f"stage.{stage.key}"
    if stage.key not in scored and (stage.weight or stage.pass_mark is not None):
        problems.add(
            f"{path}.weight",
            f"a stage of kind {stage.kind} gives no score",
            "leave weight and pass_mark out, or let kind be exam, interview or inspection",
        )
    if stage.ratio is not None and stage.ties == "order" and not stage.tie_order:
        problems.add(
            f"{path}.tie_order",
            "a ratio cuts here, and nothing says who goes on at a tie",
            'write tie_order = ["…"] or ties = "all_in"',
        )
    for word in stage.tie_order:
        if word not in scored | names.TIE_FACTS:
            problems.add(
                f"{path}.tie_order",
                f'"{word}" is neither a scored stage nor a fact',
                nearest(word, scored | names.TIE_FACTS),
            )


def _stage_order(stages: tuple[Stage, ...], problems: Problems) -> None:
    kinds = [stage.kind for stage in stages]
    if "registration" in kinds[1:]:
        problems.add("stage", "registration is not the first stage", "move it to the front")
    last = [_LAST_STAGES.index(kind) for kind in kinds if kind in _LAST_STAGES]
    if last != sorted(last):
        problems.add(
            "stage",
            "matching, committee, publicity and notice are out of order",
            f"let them stand as {' → '.join(_LAST_STAGES)}",
        )


def _relations(rules: Rules, problems: Problems) -> None:
    for relation in rules.relations:
        path = f"relation.{relation.key}.place"
        if relation.key == "personnel" and relation.place != "stays":
            problems.add(
                path, "a secondment leaves the personnel relation (公务员法 §72)", 'write "stays"'
            )
        if relation.place == "temporary_branch" and not (
            relation.key == "party" and rules.team.temporary_branch
        ):
            problems.add(
                path,
                "only the party relation goes to a temporary branch, where there is one",
                'write "stays" or "moves", or team.temporary_branch = true',
            )


def _mentors(rules: Rules, problems: Problems) -> None:
    for kind in rules.mentor_kinds:
        if kind.count_max < kind.count_min:
            problems.add(
                f"mentor_kind.{kind.key}.count_max", "is below count_min", "write a larger number"
            )


def _plan_stages(rules: Rules, problems: Problems) -> None:
    month = 0
    for stage in rules.plan_stages:
        path = f"plan_stage.{stage.key}"
        if stage.from_month != month + 1:
            problems.add(
                f"{path}.from_month",
                f"begins in month {stage.from_month}, the stage before ends with month {month}",
                f"write {month + 1}",
            )
        if stage.to_month < stage.from_month:
            problems.add(f"{path}.to_month", "is below from_month", "write a larger number")
        month = stage.to_month


def _duties(rules: Rules, problems: Problems) -> None:
    present = {
        "team_leader": rules.team.is_on,
        "branch_secretary": rules.team.temporary_branch,
        "mentor": bool(rules.mentor_kinds),
        "liaison": "liaison" in _keys(rules.responsibilities),
    }
    for duty in rules.duties:
        path = f"duty.{duty.key}"
        if not present.get(duty.owed_by, True):
            problems.add(
                f"{path}.owed_by",
                f'the charter has no "{duty.owed_by}", so nobody would owe this',
                "name another role, or set up that one (team, mentor_kind, responsibility)",
            )
        if duty.once_per == "team" and not rules.team.is_on:
            problems.add(f"{path}.once_per", "the charter has no teams", 'write "placement"')
        span = duty.timing.span
        most = rules.term.max_months
        if span is not None and span.unit == "months" and span.count > most:
            problems.add(
                path, f"{span} is longer than the longest term of {most} months", "write less"
            )


def _rotation(rules: Rules, problems: Problems) -> None:
    if rules.rotation.is_on and not rules.catalogue("post_classes"):
        problems.add(
            "rotation.is_on",
            "posts are rotated, and no post classes are listed",
            "write [catalogue.post_classes], or is_on = false",
        )
    if rules.rotation.period_months > rules.term.max_months:
        problems.add(
            "rotation.period_months",
            f"a period is longer than the longest term of {rules.term.max_months} months",
            "write less",
        )


def _leave(rules: Rules, problems: Problems) -> None:
    levels = rules.leave_levels
    if not levels:
        return
    if levels[-1].up_to_days is not None:
        problems.add(
            f"leave_level.{levels[-1].key}.up_to_days",
            "nobody approves a longer leave",
            "leave up_to_days out of the last level",
        )
    reach = 0
    for level in levels[:-1]:
        if level.up_to_days is None or level.up_to_days <= reach:
            problems.add(
                f"leave_level.{level.key}.up_to_days",
                "the levels do not rise",
                "write the levels from the shortest leave to the longest",
            )
        reach = level.up_to_days or reach


def _appraisals(rules: Rules, problems: Problems) -> None:
    known = _keys(rules.appraisal_inputs)
    for item in rules.appraisals:
        path = f"appraisal_kind.{item.key}"
        for word in item.inputs:
            if word not in known:
                problems.add(
                    f"{path}.inputs", f'"{word}" is no appraisal_input', nearest(word, known)
                )
        if item.graded and not rules.grades:
            problems.add(f"{path}.graded", "the charter has no grades", "write [[grade]] tables")
        if item.ability_stage and item.ability_stage not in rules.ability.stages:
            problems.add(
                f"{path}.ability_stage",
                f'ability is not asked at "{item.ability_stage}"',
                nearest(item.ability_stage, rules.ability.stages),
            )


def _dispositions(rules: Rules, problems: Problems) -> None:
    defaults = [item.key for item in rules.dispositions if item.is_default]
    if len(defaults) != 1:
        problems.add(
            "disposition",
            f"{len(defaults)} of them are the default",
            "write is_default = true on exactly one",
        )


def _approvals(rules: Rules, problems: Problems) -> None:
    for act in rules.approvals:
        path = f"approval.{act.key}"
        # the organiser is an office: one of its people asks, another decides
        if act.asked_by == act.decided_by != "organiser":
            problems.add(
                f"{path}.decided_by", "who asks would decide it too", "name another decider"
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
                "recalls, and the charter says nobody who decides a recall",
                'write [[approval]] key = "placement.recall", or another kind',
            )
        if not step.taken_by:
            problems.add(f"ladder.{step.key}.taken_by", "names nobody", 'write ["organiser"]')


_CHECKS: Final[tuple[tuple[tuple[str, ...], Any], ...]] = (
    (("direction", "route", "relation", "responsibility", "archive", "approval"), _known_keys),
    (("term",), _term),
    (("avoidance", "ability", "appraisal", "composition"), _settings),
    (("direction",), _directions),
    (("route",), _routes),
    (("eligibility",), _eligibility),
    (("fit",), _fit),
    (("stage",), _stages),
    (("relation", "team"), _relations),
    (("mentor_kind",), _mentors),
    (("plan_stage",), _plan_stages),
    (("duty", "term", "team", "mentor_kind", "responsibility"), _duties),
    (("rotation", "term"), _rotation),
    (("leave_level",), _leave),
    (("ladder", "approval"), _ladder),
    (("appraisal_kind", "appraisal_input", "grade", "ability"), _appraisals),
    (("disposition",), _dispositions),
    (("approval",), _approvals),
    (("prompt", "sign", "checklist", "duty"), _oversight),
)

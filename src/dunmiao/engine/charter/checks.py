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
from dunmiao.engine.charter.obligations import OBLIGATIONS
from dunmiao.engine.charter.predicates import check_parameters
from dunmiao.engine.reasons import Said, gettext_noop

Check = Callable[[Rules, Problems], None]
_NAMED_BY: Final[Mapping[str, tuple[str, ...]]] = {
    "open": ("cadre", "sender"), "nomination": ("sender",), "designation": ("organiser", "sender")
}  # fmt: skip
_LAST_STAGES: Final = ("matching", "committee", "publicity", "notice")


def check_rules(rules: Rules, problems: Problems) -> None:
    """Note every fault between values; a section that is faulty already is left alone."""
    for sections, check in (*_CHECKS, *OBLIGATIONS):
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
                    f"{name}.{thing.key}",
                    Said(gettext_noop('"%(key)s" is not known'), key=thing.key),
                    nearest(thing.key, known),
                )


def _term(rules: Rules, problems: Problems) -> None:
    term = rules.term
    if not term.min_months <= term.months <= term.max_months:
        problems.add(
            "term.months",
            Said(
                gettext_noop("%(months)s does not lie between %(min_months)s and %(max_months)s"),
                months=term.months,
                min_months=term.min_months,
                max_months=term.max_months,
            ),
            Said(gettext_noop("move months, min_months or max_months")),
        )
    if bool(term.extension_months) != bool(term.extensions):
        problems.add(
            "term.extensions",
            Said(
                gettext_noop("%(extensions)s extensions of %(extension_months)s months"),
                extensions=term.extensions,
                extension_months=term.extension_months,
            ),
            Said(gettext_noop("give both a number, or neither")),
        )


def _settings(rules: Rules, problems: Problems) -> None:
    if not rules.avoidance.kin:
        problems.add(
            "avoidance.kin",
            Said(gettext_noop("kin avoidance is law (公务员法 §74)")),
            Said(gettext_noop("write kin = true or leave it out")),
        )
    if rules.ability.scale_min >= rules.ability.scale_max:
        problems.add(
            "ability.scale_max",
            Said(gettext_noop("is not above scale_min")),
            Said(gettext_noop("write a larger number")),
        )
    if rules.appraisal.quota_percent > rules.appraisal.quota_percent_approved:
        problems.add(
            "appraisal.quota_percent_approved",
            Said(gettext_noop("is below quota_percent")),
            Said(gettext_noop("write a larger number")),
        )
    cuts = rules.composition.age_cuts
    if any(first >= second for first, second in pairwise(cuts)):
        problems.add(
            "composition.age_cuts",
            Said(gettext_noop("the cuts do not rise")),
            Said(gettext_noop("write them from low to high")),
        )


def _directions(rules: Rules, problems: Problems) -> None:
    for direction in rules.directions:
        if direction.key != "up":
            continue
        if not (direction.filing_required and direction.cap is not None and direction.warning):
            problems.add(
                "direction.up",
                Said(gettext_noop("sending upwards lacks its filing reference, cap or warning")),
                Said(gettext_noop('write filing_required = true, cap = N and warning = "…"')),
            )


def _routes(rules: Rules, problems: Problems) -> None:
    for route in rules.routes:
        if route.quota_max is not None and route.quota_max < route.quota_min:
            problems.add(
                f"route.{route.key}.quota_max",
                Said(gettext_noop("is below quota_min")),
                Said(gettext_noop("write a larger number")),
            )
        known = _NAMED_BY.get(route.key, ())
        if route.named_by not in known:
            allowed = " or ".join(f'named_by = "{one}"' for one in known)
            problems.add(
                f"route.{route.key}.named_by",
                Said(
                    gettext_noop('"%(named_by)s" puts nobody in by this route'),
                    named_by=route.named_by,
                ),
                Said(gettext_noop("write %(allowed)s"), allowed=allowed),
            )
        elif route.named_by != "sender" and (route.quota_min or route.resolution_required):
            problems.add(
                f"route.{route.key}.named_by",
                Said(
                    gettext_noop("a number or a resolution is asked for, and no unit names anybody")
                ),
                Said(
                    gettext_noop(
                        'write named_by = "sender", or leave quota_min and resolution_required out'
                    )
                ),
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
        problems.add(
            "fit",
            Said(gettext_noop("the weights sum to %(total)s"), total=total),
            Said(gettext_noop("let the weights sum to 100")),
        )


def _stages(rules: Rules, problems: Problems) -> None:
    total = sum(stage.weight for stage in rules.stages)
    if total not in (0, 100):
        problems.add(
            "stage",
            Said(gettext_noop("the weights sum to %(total)s"), total=total),
            Said(gettext_noop("let the weights sum to 100, or to 0")),
        )
    scored = {stage.key for stage in rules.stages if stage.kind in names.SCORED_STAGES}
    for stage in rules.stages:
        _stage(stage, scored, problems)
    _stage_order(rules.stages, problems)


def _stage(stage: Stage, scored: set[str], problems: Problems) -> None:
    path = f"stage.{stage.key}"
    if stage.key not in scored and (stage.weight or stage.pass_mark is not None):
        problems.add(
            f"{path}.weight",
            Said(gettext_noop("a stage of kind %(kind)s gives no score"), kind=stage.kind),
            Said(
                gettext_noop(
                    "leave weight and pass_mark out, or let kind be exam, interview or inspection"
                )
            ),
        )
    if stage.ratio is not None and stage.ties == "order" and not stage.tie_order:
        problems.add(
            f"{path}.tie_order",
            Said(gettext_noop("a ratio cuts here, and nothing says who goes on at a tie")),
            Said(gettext_noop('write tie_order = ["…"] or ties = "all_in"')),
        )
    for word in stage.tie_order:
        if word not in scored | names.TIE_FACTS:
            problems.add(
                f"{path}.tie_order",
                Said(gettext_noop('"%(word)s" is neither a scored stage nor a fact'), word=word),
                nearest(word, scored | names.TIE_FACTS),
            )


def _stage_order(stages: tuple[Stage, ...], problems: Problems) -> None:
    kinds = [stage.kind for stage in stages]
    if "registration" in kinds[1:]:
        problems.add(
            "stage",
            Said(gettext_noop("registration is not the first stage")),
            Said(gettext_noop("move it to the front")),
        )
    last = [_LAST_STAGES.index(kind) for kind in kinds if kind in _LAST_STAGES]
    if last != sorted(last):
        problems.add(
            "stage",
            Said(gettext_noop("matching, committee, publicity and notice are out of order")),
            Said(gettext_noop("let them stand as %(words)s"), words=" → ".join(_LAST_STAGES)),
        )


def _relations(rules: Rules, problems: Problems) -> None:
    for relation in rules.relations:
        path = f"relation.{relation.key}.place"
        if relation.key == "personnel" and relation.place != "stays":
            problems.add(
                path,
                Said(gettext_noop("a secondment leaves the personnel relation (公务员法 §72)")),
                Said(gettext_noop('write "stays"')),
            )
        if relation.place == "temporary_branch" and not (
            relation.key == "party" and rules.team.temporary_branch
        ):
            problems.add(
                path,
                Said(
                    gettext_noop(
                        "only the party relation goes to a temporary branch, where there is one"
                    )
                ),
                Said(gettext_noop('write "stays" or "moves", or team.temporary_branch = true')),
            )


def _mentors(rules: Rules, problems: Problems) -> None:
    for kind in rules.mentor_kinds:
        if kind.count_max < kind.count_min:
            problems.add(
                f"mentor_kind.{kind.key}.count_max",
                Said(gettext_noop("is below count_min")),
                Said(gettext_noop("write a larger number")),
            )


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
)

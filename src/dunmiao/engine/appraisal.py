"""Appraisal: change of ability, the tally of the assessment, warnings, what is still missing.

Nothing here gives a grade or puts persons in order: people decide, this shows what they decide
upon (PIPL art. 24). Change is shown between the same kinds of raters only (004-36). Number and
length of logs, photos and coverage are no input; the tests hold that fast.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from types import MappingProxyType

from dunmiao.engine.charter.entities import Appraisal
from dunmiao.engine.charter.settings import AppraisalRules
from dunmiao.engine.reasons import Reason, gettext_noop

START, MIDDLE, END = "start", "middle", "end"
STAGES = (START, MIDDLE, END)
_TENTH = Decimal("0.1")
# A rater who gives all the same over fewer marks than this shows nothing.
_MARKS_TO_JUDGE = 4


@dataclass(frozen=True, slots=True)
class Assessment:
    """One rater's value for one ability at one stage of the term, a whole number."""

    stage: str
    rater_kind: str
    ability: str
    value: int


@dataclass(frozen=True, slots=True)
class RaterChange:
    """What one kind of rater saw; a mean of one decimal where several rated, None where none.

    `change` is end − start, or the latest stage − start, None unless both are there.
    """

    rater_kind: str
    start: Decimal | None
    middle: Decimal | None
    end: Decimal | None
    change: Decimal | None
    is_final: bool


@dataclass(frozen=True, slots=True)
class AbilityChange:
    """One ability over the term: a row per kind of rater, and what cannot be compared.

    There is no total over abilities and none over raters.
    """

    ability: str
    rows: tuple[RaterChange, ...]
    gaps: tuple[Reason, ...]


def _mean(values: Sequence[int]) -> Decimal | None:
    if not values:
        return None
    return (Decimal(sum(values)) / len(values)).quantize(_TENTH, ROUND_HALF_UP)


def _row(kind: str, mine: Sequence[Assessment]) -> RaterChange:
    start, middle, end = (_mean([a.value for a in mine if a.stage == stage]) for stage in STAGES)
    latest = middle if end is None else end
    change = None if start is None or latest is None else latest - start
    return RaterChange(kind, start, middle, end, change, end is not None)


def _gaps(rows: Sequence[RaterChange]) -> tuple[Reason, ...]:
    text = gettext_noop("%(rater)s rated at the end but not at the start; no change can be shown.")
    lone = [row for row in rows if row.start is None and row.end is not None]
    return tuple(Reason(text, {"rater": row.rater_kind}) for row in lone)


def ability_change(
    abilities: Sequence[str],
    assessments: Iterable[Assessment],
    scale: tuple[int, int],
) -> tuple[AbilityChange, ...]:
    """Show each of the charter's abilities over the term, rater kind by rater kind (004-36).

    `scale` is the least and the greatest value. Abilities come in the given order, rater kinds
    by name. ValueError: an ability or stage that is not there, a value outside the scale.
    """
    given = list(assessments)
    for one in given:
        if one.ability not in abilities or one.stage not in STAGES:
            raise ValueError(f"no such ability or stage: {one.ability}, {one.stage}")
        if not scale[0] <= one.value <= scale[1]:
            raise ValueError(f"{one.value} is outside the scale {scale[0]}–{scale[1]}")
    changes = []
    for ability in abilities:
        here = [one for one in given if one.ability == ability]
        kinds = sorted({one.rater_kind for one in here})
        rows = tuple(_row(kind, [one for one in here if one.rater_kind == kind]) for kind in kinds)
        changes.append(AbilityChange(ability, rows, _gaps(rows)))
    return tuple(changes)


@dataclass(frozen=True)
class Tally:
    """The totals of a democratic assessment as one person entered them from paper.

    `counts` has a number for every grade; ballots given out ≥ returned = valid + invalid.
    """

    by: str
    given_out: int
    returned: int
    invalid: int
    counts: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def valid(self) -> int:
        """Give the number of ballots that carry a grade."""
        return sum(self.counts.values())


def check_tally(tally: Tally, voters: int) -> tuple[Reason, ...]:
    """Say what cannot be in one entry of a tally; empty when its sums hold."""
    numbers = (tally.given_out, tally.returned, tally.invalid, *tally.counts.values())
    if any(number < 0 for number in numbers):
        return (Reason(gettext_noop("A number of ballots is below zero."), {}, "tally"),)
    facts = {
        "voters": voters,
        "given_out": tally.given_out,
        "returned": tally.returned,
        "valid": tally.valid,
        "invalid": tally.invalid,
    }
    found = []
    if tally.given_out > voters:
        text = gettext_noop("%(given_out)d ballots given out, but only %(voters)d may vote.")
        found.append(Reason(text, facts, "tally"))
    if tally.returned > tally.given_out:
        text = gettext_noop("%(returned)d ballots returned, but only %(given_out)d given out.")
        found.append(Reason(text, facts, "tally"))
    if tally.valid + tally.invalid != tally.returned:
        text = gettext_noop(
            "%(valid)d valid and %(invalid)d invalid ballots do not make %(returned)d returned."
        )
        found.append(Reason(text, facts, "tally"))
    return tuple(found)


def compare_tallies(first: Tally, second: Tally) -> tuple[Reason, ...]:
    """Say where two entries of the same paper differ; empty when they agree, by two persons."""
    if first.by == second.by:
        text = gettext_noop("Both entries are by %(by)s; a second person must enter the paper too.")
        return (Reason(text, {"by": first.by}, "tally"),)
    rows = [
        (gettext_noop("ballots given out"), first.given_out, second.given_out),
        (gettext_noop("ballots returned"), first.returned, second.returned),
        (gettext_noop("invalid ballots"), first.invalid, second.invalid),
    ]
    text = gettext_noop("The entries differ in %(what)s: %(first)d and %(second)d. Read the paper.")
    found = [
        Reason(text, {"what": Reason(what), "first": one, "second": other}, "tally")
        for what, one, other in rows
        if one != other
    ]
    for grade in sorted({*first.counts, *second.counts}):
        one, other = first.counts.get(grade, 0), second.counts.get(grade, 0)
        if one != other:
            facts = {"what": grade, "first": one, "second": other}
            found.append(Reason(text, facts, "tally"))
    return tuple(found)


def shares(tally: Tally) -> Mapping[str, Decimal]:
    """Give the percent of each grade among the valid ballots, to one decimal, half up."""
    if not tally.valid:
        return {grade: Decimal("0.0") for grade in tally.counts}
    return {
        grade: (Decimal(100 * count) / tally.valid).quantize(_TENTH, ROUND_HALF_UP)
        for grade, count in tally.counts.items()
    }


def hides_shares(tally: Tally, least: int) -> Reason | None:
    """Say why the shares are not shown outside the department: too few ballots to stay secret."""
    if tally.valid >= least:
        return None
    text = gettext_noop("%(valid)d valid ballots; shares are shown from %(least)d on.")
    return Reason(text, {"valid": tally.valid, "least": least}, "tally_min_ballots")


def quota_warning(unit: str, rated: int, top: int, percent: int) -> Reason | None:
    """Warn when more than `percent` of those rated in a unit have a grade under the quota.

    Counted in the unit where the person is rated (domain 3.2), rounded down; a warning, since
    the organiser may allow more.
    """
    allowed = rated * percent // 100
    if top <= allowed:
        return None
    text = gettext_noop(
        "%(unit)s: %(top)d of %(rated)d rated carry the best grade, "
        "%(percent)d%% allows %(allowed)d."
    )
    facts = {"unit": unit, "top": top, "rated": rated, "percent": percent, "allowed": allowed}
    return Reason(text, facts, "quota_percent")


def leniency_warnings(marks: Mapping[str, Sequence[int]], greatest: int) -> tuple[Reason, ...]:
    """Point a reviewer to raters whose marks tell nobody apart: all at the top, or all the same.

    `marks` are each rater's values over persons and abilities; fewer than four say nothing. It
    never changes a value.
    """
    top = gettext_noop("%(rater)s gave the greatest value in all %(count)d marks.")
    same = gettext_noop("%(rater)s gave the same value in all %(count)d marks.")
    found = []
    for rater, values in sorted(marks.items()):
        if len(values) >= _MARKS_TO_JUDGE and len(set(values)) == 1:
            text = top if values[0] == greatest else same
            facts = {"rater": rater, "count": len(values)}
            found.append(Reason(text, facts, "leniency"))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Record:
    """One thing on record that might be drawn into an appraisal."""

    kind: str
    on: date
    text: str
    ref: str = ""


# What speaks for results (实绩): things done, not things written about it.
RESULT_KINDS = frozenset({"task", "output", "problem", "support", "training", "plan_stage"})


def results_on_record(records: Iterable[Record]) -> tuple[Record, ...]:
    """Give the records that speak for results, by day; logs, photos and coverage never (004-26)."""
    chosen = {record for record in records if record.kind in RESULT_KINDS}
    return tuple(sorted(chosen, key=lambda one: (one.on, one.kind, one.text, one.ref)))


@dataclass(frozen=True)
class Given:
    """What an appraisal has so far. `rated_by` are the rater kinds heard at its ability stage."""

    opinions: frozenset[str] = frozenset()
    rated_by: frozenset[str] = frozenset()
    has_agreed_tally: bool = False
    deficiencies: str = ""
    grade: str = ""
    told_on: date | None = None
    has_waived_objection: bool = False
    open_objections: int = 0


def _missing_material(
    rule: Appraisal, raters: Iterable[str], given: Given, deficiencies_required: bool
) -> list[Reason]:
    opinion = gettext_noop("The opinion of %(role)s is missing.")
    missing = [r for r in rule.opinions_of if r not in given.opinions]
    found = [Reason(opinion, {"role": role}, "opinions_of") for role in missing]
    if rule.ability_stage:
        rating = gettext_noop("%(role)s has not rated the abilities.")
        silent = [r for r in raters if r not in given.rated_by]
        found += [Reason(rating, {"role": role}, "ability") for role in silent]
    if rule.tally and not given.has_agreed_tally:
        text = gettext_noop("The tally is not yet entered by two persons in agreement.")
        found.append(Reason(text, {}, "tally"))
    if deficiencies_required and not given.deficiencies.strip():
        text = gettext_noop("The shortcomings are not written down.")
        found.append(Reason(text, {}, "deficiencies_required"))
    if rule.graded and not given.grade:
        found.append(Reason(gettext_noop("No grade is proposed yet."), {}, "graded"))
    return found


def _missing_hearing(given: Given, objection_days: int, today: date) -> list[Reason]:
    if given.told_on is None:
        text = gettext_noop("The person has not yet been told the result.")
        return [Reason(text, {}, "objection_days")]
    if given.open_objections:
        text = gettext_noop("%(number)d objections are not decided.")
        return [Reason(text, {"number": given.open_objections}, "objection_days")]
    last_on = given.told_on + timedelta(days=objection_days)
    if today <= last_on and not given.has_waived_objection:
        text = gettext_noop("The person may object until %(last_on)s.")
        return [Reason(text, {"last_on": last_on}, "objection_days")]
    return []


def missing_before_approval(
    rule: Appraisal,
    settings: AppraisalRules,
    raters: Iterable[str],
    given: Given,
    today: date,
) -> tuple[Reason, ...]:
    """Say what stands between an appraisal and the department's approval; empty when nothing.

    The day of telling is not counted: with `objection_days` = 5, told on the 1st, the person may
    object to the end of the 6th.
    """
    material = _missing_material(rule, raters, given, settings.deficiencies_required)
    return tuple(material + _missing_hearing(given, settings.objection_days, today))

"""What a charter asks of each role, reckoned from the forms that really settle its duties."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from dunmiao.engine.charter import Rules
from dunmiao.engine.charter.keystrokes import (
    SECONDS,
    Cost,
    FormField,
    characters,
    costs,
    weekly,
)
from dunmiao.stages.supervision.evidence import report_word, talk_word
from dunmiao.web.appraisal.forms import OpinionForm, RatingForm, SummaryForm
from dunmiao.web.charter.reading import name_of, word
from dunmiao.web.placement.forms import ArriveForm, DivideForm, RelationForm
from dunmiao.web.supervision.forms import ContactForm, LogForm, TalkForm, VisitForm
from dunmiao.web.supervision.settling import SETTLED_TOGETHER
from dunmiao.web.supervision.views_ledger import StepForm

# evidence kind -> the form that settles it; what is not here is a plain step of the charter
FORMS: dict[str, Any] = {
    "arrival.confirmed": ArriveForm, "task.assigned": DivideForm,
    "relations.party_moved": RelationForm, "relations.party_back": RelationForm,
    "log.entry": LogForm, "contact.sender": ContactForm, "contact.liaison": ContactForm,
    "opinion.organiser": VisitForm, "feedback.given": VisitForm,
    "appraisal.self": SummaryForm, "appraisal.half": OpinionForm, "appraisal.final": OpinionForm,
    "opinion.receiver": OpinionForm, "opinion.sender": OpinionForm,
    "ability.start": RatingForm, "ability.middle": RatingForm, "ability.end": RatingForm,
}  # fmt: skip
FORMULA = "T = nₖ·K + nₚ·P + nₕ·H + nₘ·M + nᵣ·R"
ONE_CLICK = frozenset(SETTLED_TOGETHER)


@dataclass(frozen=True)
class Line:
    """One duty as the page shows it."""

    name: str
    clause: str
    times: int
    stated: int
    seconds: float
    is_known: bool
    fields: list[tuple[str, str]]


@dataclass(frozen=True)
class Role:
    """One role: its items and minutes a week, and each of its duties."""

    name: str
    items: float
    minutes: float
    is_over: bool
    lines: list[Line]


def roles_of(rules: Rules) -> list[Role]:
    """Give what is asked of each role in a week, the most asked of first."""
    found = costs(rules, forms_of(rules))
    limit = rules.burden.cadre_minutes_a_week
    roles = [
        Role(
            word(role), items, minutes, role == "cadre" and minutes > limit,
            [_line(cost) for cost in found if cost.duty.owed_by == role],
        )
        for role, (items, minutes) in weekly(rules, found).items()
    ]  # fmt: skip
    return sorted(roles, key=lambda role: -role.minutes)


def operators_shown() -> list[tuple[str, str, float]]:
    """Give the model's operators in words, with their seconds."""
    words = {
        "K": _("a key or a click"), "P": _("pointing with the mouse"),
        "H": _("the hand between mouse and keys"), "M": _("deciding what comes next"),
        "R": _("waiting for the answer"),
    }  # fmt: skip
    return [(key, words[key], SECONDS[key]) for key in words]


def _line(cost: Cost) -> Line:
    duty = cost.duty
    fields = [(field.name, _said(field)) for field in cost.fields or ()]
    return Line(
        name_of(duty), duty.clause, cost.times, duty.minutes, cost.seconds, cost.is_known, fields
    )


def _said(field: FormField) -> str:
    words = {
        "number": _("a number"), "day": _("a day"), "choice": _("choice"), "check": _("tick"),
        "file": _("file"), "given": _("given or optional"),
    }  # fmt: skip
    if field.kind == "text":
        return _("about %(n)d characters") % {"n": characters(field)}
    return words[field.kind]


def forms_of(rules: Rules) -> Mapping[str, tuple[FormField, ...]]:
    """Describe the form behind each evidence kind under these rules."""
    found: dict[str, tuple[FormField, ...]] = {}
    kinds = {kind for duty in rules.duties for kind in duty.evidence}
    for kind in kinds:
        found[kind] = () if kind in ONE_CLICK else described(FORMS.get(kind, StepForm).base_fields)
    abilities = tuple(FormField(name_of(one), "choice") for one in rules.abilities)
    for stage in rules.ability.stages:
        found[f"ability.{stage}"] = abilities
    plan = tuple(FormField(name_of(one), "text", one.max_chars) for one in rules.plan_fields)
    found |= {"plan.drafted": plan, "plan.agreed": plan}
    for talk in rules.talks:
        heads = tuple(FormField(one, "text", 200) for one in talk.headings)
        found[talk_word(talk.key, rules)] = (*heads, *described(TalkForm.base_fields))
    for report in rules.reports:
        share = report.max_chars // max(1, len(report.headings))
        found[report_word(report.key)] = tuple(
            FormField(one, "text", share) for one in report.headings or (name_of(report),)
        )
    log = described(LogForm.base_fields, most=rules.log.max_chars)
    return {**found, "log.entry": log}


def described(fields: Mapping[str, forms.Field], most: int = 300) -> tuple[FormField, ...]:
    """Describe the fields of a form; what may stay empty or is filled in is looked at only."""
    return tuple(
        FormField(str(field.label or name), _kind(field), getattr(field, "max_length", 0) or most)
        for name, field in fields.items()
    )


def _kind(field: forms.Field) -> str:
    if not field.required or field.initial not in (None, ""):
        return "given"
    kinds: tuple[tuple[type[forms.Field], str], ...] = (
        (forms.BooleanField, "check"), (forms.ChoiceField, "choice"),
        (forms.ModelChoiceField, "choice"), (forms.DateField, "day"),
        (forms.IntegerField, "number"), (forms.FileField, "file"),
    )  # fmt: skip
    return next((kind for cls, kind in kinds if isinstance(field, cls)), "text")

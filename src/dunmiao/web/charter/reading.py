"""A charter laid out to be read: clauses, settings with their clause, a term with its duties."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from dunmiao.engine.calendar import term_end
from dunmiao.engine.charter import Charter, Rules, Timing
from dunmiao.engine.duties import duties
from dunmiao.web.charter.words import GROUPS, SECTIONS, SETTINGS, UNITS, VALUES
from dunmiao.web.pictures import Mark, Span, TwoUnits, two_units


@dataclass(frozen=True)
class Line:
    """One setting or entry: its words, what it says, the clause it comes from, a remark."""

    name: str
    detail: str
    clause: str
    note: str = ""


@dataclass(frozen=True)
class Group:
    """Settings that belong together."""

    title: str
    lines: list[Line]


def word(value: Any) -> str:
    """Give a value of a charter in words."""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if value is None:
        return "—"
    if isinstance(value, tuple | list):
        return "、".join(word(one) for one in value)
    if isinstance(value, Timing):
        return timing_words(value)
    if isinstance(value, Mapping):
        return "；".join(f"{key}: {word(one)}" for key, one in value.items())
    if isinstance(value, str) and value in VALUES:
        return str(VALUES[value])
    count, blank, unit = str(value).partition(" ")
    if blank and count.isdecimal() and unit in UNITS:
        between = " " if get_language() == "en" else ""
        return f"{count}{between}{UNITS[unit]}"
    return str(value)


def name_of(entity: Any) -> str:
    """Give an entity's name in the active language."""
    if get_language() == "en" and entity.name_en:
        return str(entity.name_en)
    return str(entity.name)


def quoted(charter: Charter, clause: str) -> str:
    """Give what a clause says, of "第五条（二）" its item alone; nothing for an unknown one."""
    texts = {one.no: one.text for one in charter.clauses}
    article, bracket, item = clause.partition("（")
    if not bracket or clause in texts:
        return texts.get(clause, "")
    found = re.search(
        rf"{re.escape(bracket + item)}(.*?)(?:（[一二三四五六七八九十]+）|$)",
        texts.get(article, ""), re.DOTALL,
    )  # fmt: skip
    return found[1].rstrip("；。，\n ") if found else ""


def lines_of_section(rules: Rules, section: str) -> list[Line]:
    """Give the settings of one section, as far as the charter states them."""
    return [
        Line(str(words), word(found.value), found.clause, found.note)
        for path, words in SETTINGS.items()
        if path.startswith(f"{section}.") and (found := rules.citations.get(path))
    ]


def lines_of_list(rules: Rules, key: str) -> list[Line]:
    """Give the entries of one list ("duties", "stages" …) with what each says."""
    told: Callable[[Any], str] = _TOLD.get(key, lambda _entity: "")
    return [Line(name_of(one), told(one), one.clause, one.note) for one in getattr(rules, key)]


def settings_of(rules: Rules) -> list[Group]:
    """Give the plain settings, section by section, as far as the charter states them."""
    groups = [Group(str(title), lines_of_section(rules, key)) for key, title in SECTIONS.items()]
    return [group for group in groups if group.lines]


def entries_of(rules: Rules) -> list[Group]:
    """Give the entries (stages, duties, approvals …) with what each says."""
    groups = [Group(str(title), lines_of_list(rules, key)) for key, title in GROUPS.items()]
    return [group for group in groups if group.lines]


def catalogues_of(rules: Rules) -> list[Line]:
    """Give the catalogues as one line each."""
    return [
        Line("、".join(name_of(one) for one in items), "", items[0].clause)
        for items in rules.catalogues.values()
        if items
    ]


def timing_words(timing: Any) -> str:
    """Say when something falls in a term."""
    span = word(str(timing.span)) if timing.span else ""
    sentences = {
        "at": _("%(span)s after the start"),
        "within": _("within %(span)s"),
        "every": _("every %(span)s"),
        "before_end": _("%(span)s before the end"),
        "at_start": _("on the first day"),
        "at_end": _("on the last day"),
    }
    text = sentences[timing.kind]
    return text % {"span": span} if span else text


def _stage(stage: Any) -> str:
    parts = []
    if stage.weight:
        parts.append(_("%(n)d%% of the total") % {"n": stage.weight})
    if stage.pass_mark is not None:
        parts.append(_("pass mark %(n)d") % {"n": stage.pass_mark})
    if stage.ratio is not None:
        parts.append(_("%(n)d persons per post go on") % {"n": stage.ratio})
    if stage.reserve:
        parts.append(_("%(n)d in reserve per post") % {"n": stage.reserve})
    if stage.decided_by:
        parts.append(_("decided by %(who)s") % {"who": word(stage.decided_by)})
    return "；".join(parts)


def _duty(duty: Any) -> str:
    return _("%(by)s to %(to)s, %(when)s") % {
        "by": word(duty.owed_by), "to": word(duty.owed_to), "when": timing_words(duty.timing),
    }  # fmt: skip


def _leave(level: Any) -> str:
    days = (
        _("up to %(n)d days") % {"n": level.up_to_days} if level.up_to_days else _("longer leave")
    )
    told = "、".join(word(one) for one in level.informs)
    by = _("approved by %(who)s") % {"who": word(level.approved_by)}
    return "；".join([days, by, *([_("%(who)s is told") % {"who": told}] if told else [])])


def _approval(approval: Any) -> str:
    parts = [
        _("asked by %(who)s") % {"who": word(approval.asked_by)},
        *([_("heard: %(who)s") % {"who": word(approval.heard)}] if approval.heard else []),
        _("decided by %(who)s") % {"who": word(approval.decided_by)},
        _("within %(n)d days") % {"n": approval.within_days},
    ]
    return "；".join(parts)


def _direction(direction: Any) -> str:
    parts = []
    if direction.filing_required:
        parts.append(_("a filing reference is required"))
    if direction.cap is not None:
        parts.append(_("%(n)d places at most") % {"n": direction.cap})
    if direction.warning:
        parts.append(direction.warning)
    return "；".join(parts)


def _mentor_kind(kind: Any) -> str:
    parts = [
        _("%(n)d for each person") % {"n": kind.count_min},
        word(kind.comes_from),
        *([word(kind.standings)] if kind.standings else []),
        *kind.qualities,
        _("%(n)d persons at most") % {"n": kind.load_limit},
    ]
    return "；".join(parts)


def _prompt(step: Any) -> str:
    to = {
        "owner": _("to whoever owes it"),
        "unit": _("to the unit of whoever owes it"),
        "organiser": _("to the organisation department"),
    }[step.to]
    when = (
        _("%(n)d working days after the day") if step.days > 0 else _("%(n)d working days before")
    )
    return "；".join([to, when % {"n": abs(step.days)}])


def _sign(sign: Any) -> str:
    text = _("%(n)d weeks long") % {"n": sign.weeks}
    if sign.times > 1:
        text = _("%(times)d times in %(n)d weeks") % {"times": sign.times, "n": sign.weeks}
    return "；".join([text, _("to be mended by %(who)s") % {"who": word(sign.mended_by)}])


_TOLD: dict[str, Callable[[Any], str]] = {
    "stages": _stage,
    "duties": _duty,
    "leave_levels": _leave,
    "ladder": lambda step: _("taken by %(who)s") % {"who": word(step.taken_by)},
    "approvals": _approval,
    "directions": _direction,
    "fit": lambda part: _("weight %(n)d") % {"n": part.weight},
    "eligibility": lambda rule: (
        _("a decision with reasons may differ") if rule.overridable else _("without exception")
    ),
    "relations": lambda one: word(one.place),
    "responsibilities": lambda one: " · ".join(
        part for part in (word(one.at), one.held_by) if part
    ),
    "talks": lambda one: "、".join(one.headings),
    "reports": lambda one: _("%(by)s writes once for %(to)s") % {
        "by": word(one.written_by), "to": word(one.readers)
    },
    "appraisals": lambda one: timing_words(one.timing),
    "dispositions": lambda one: _("decided by %(who)s") % {"who": word(one.decided_by)},
    "archive": lambda one: word(one.readers) if one.included else _("stays out"),
    "orientation": lambda one: one.text,
    "notices": lambda one: one.text,
    "mentor_kinds": _mentor_kind,
    "prompts": _prompt,
    "signs": _sign,
    "checklists": lambda one: word(one.at),
}


def term_picture(charter: Charter, start: date) -> TwoUnits:
    """Draw a term from `start` with the duties of each role on a lane of its own."""
    rules = charter.on(start)
    end = term_end(start, rules.term.months)
    owed = duties(charter, start, end)
    roles = sorted({duty.owed_by for duty in owed})
    spans = [Span(word(role), "receiving", start, end, word(role)) for role in roles]
    marks = [
        Mark(duty.due_on, f"{word(duty.owed_by)}：{name_of(duty)}（{duty.clause}）", "mark",
             word(duty.owed_by))
        for duty in owed
    ]  # fmt: skip
    whole = two_units(_("A term and its duties, by who owes them"), spans, marks, start)
    return replace(whole, words=[])  # the page lists the days by month

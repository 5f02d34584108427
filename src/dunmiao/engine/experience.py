"""What a person has been through: grass-roots months, the ladder, and the three-gate flag.

Everything rests on the work record, never on the place of birth (003-48). Months are counted from
the month of arrival, included, to the month of leaving, not included, each month once.
Sources: 000-08, 000-09, 001c-16, 002-16, 003-48.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date
from typing import Final

from dunmiao.engine.codes import GRASSROOTS, ORGANISATION, POST_CLASS
from dunmiao.engine.reasons import Reason, gettext_noop
from dunmiao.engine.resume import WORK, Entry, during, without_during

ORGANS: Final[frozenset[str]] = ORGANISATION.group("organ")

_MONTHS_AT: Final = gettext_noop("%(starts)s to %(ends)s: %(months)s months, %(text)s.")
_MONTHS_AT_OPEN: Final = gettext_noop("Since %(starts)s: %(months)s months, %(text)s.")
_ONLY_ORGANS: Final = gettext_noop(
    "From school straight into offices: every post held (%(posts)s) was in one, none at the grass "
    "roots, in an institution or in an enterprise."
)
_WORKED_OUTSIDE: Final = gettext_noop("Worked outside offices: %(text)s (%(months)s months).")
_NO_WORK: Final = gettext_noop("The résumé holds no work yet, so nothing can be said.")
_UNIT_UNKNOWN: Final = gettext_noop(
    "It is not known what kind of unit this was: %(text)s; choose the kind to decide."
)

# Place names such as 镇江 and 镇远县, and 城镇, 乡村, are no townships.
_TOWNSHIP: Final = (
    r"(?<![城村])(?:镇(?!江|海区|原县|远县|安县|巴县|坪县|雄县|赉县|康县|平县|宁|市)|乡)"
    r"(?!村|企业|镇企业|域|建设|振兴)"
)
_VILLAGE: Final = (
    r"(?<![农乡])村(?:党|支|委|两委|第一书记|任|书记|主任|工作队|驻|帮|干部|官|挂职|$)"
    r"|驻村|大学生村官"
)
_COUNTY: Final = (
    r"[县区旗](?:直|委|政府|纪|人大|政协|法院|检察|[^省市]{0,12}[局办院部会室社联中心])"
    r"|[县旗](?!级)"
)
_CITY: Final = r"市(?:直|委|政府|纪|人大|政协|[^县区]{0,14}[局办院部会室社联委])|[州盟]委"
_PROVINCE: Final = r"省(?:直|委|政府|纪|人大|政协|[^市县区]{0,14}[厅局办院部会室社联委])"
_REGION: Final = r"自治区(?:直|党委|政府|纪委|[^市县区旗]{0,14}[厅局办院部会])"
# Tried in this order; the first that fits says the kind.
_KINDS: Final[tuple[tuple[str, re.Pattern[str]], ...]] = tuple(
    (kind, re.compile(pattern))
    for kind, pattern in (
        ("army", r"部队|武警|解放军|战士|服役|入伍"),
        ("village", _VILLAGE),
        ("community", r"社区(?!卫生|医院|矫正|建设)"),
        ("street", r"街道|街办"),
        ("zone", r"开发区|高新区|经开区|产业园|工业园|园区"),
        ("township", _TOWNSHIP),
        ("institution", r"[中小]学|学院|大学|医院|研究[所院]|卫生院|幼儿园"),
        ("enterprise", r"公司|集团|银行|[工农]厂|厂(?:工|长|职)|企业(?!局|处)"),
        ("province", _REGION),
        ("county", _COUNTY),
        ("city", _CITY),
        ("province", _PROVINCE),
        ("central", r"中央|国务院|全国人大|全国政协|国家[^级]{1,8}[局委部]"),
    )
)


@dataclass(frozen=True, slots=True)
class Service:
    """A stretch of one kind of work or study; months as in an Entry, codes of the code tables.

    `unit_kind` and `post_class` are "" while unknown; `is_guessed` says the unit's kind was read
    from the words; `is_within` marks service beside a main post (借调, 挂职).
    """

    starts_on: date
    ends_on: date | None
    text: str
    kind: str = WORK
    unit_kind: str = ""
    post_class: str = ""
    rank: str = ""
    is_guessed: bool = False
    is_within: bool = False


@dataclass(frozen=True, slots=True)
class Tally:
    """A number of months and the entries it rests on."""

    months: int
    because: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class ThreeGates:
    """Whether the person is a 三门干部, None when a unit's kind is unknown; and why."""

    is_so: bool | None
    because: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Rung:
    """One step of the ladder: the service and its months up to the day asked."""

    service: Service
    months: int


def guess_unit_kind(text: str) -> str:
    """Give the ORGANISATION code the words of a résumé entry point to, "" when none does.

    The lowest place named decides ("某县青山镇" is a township). A guess: let the clerk correct it.
    """
    bare = without_during(text)
    return next((kind for kind, pattern in _KINDS if pattern.search(bare)), "")


def guess_post_class(text: str) -> str:
    """Give the POST_CLASS code (002-16) whose longest word the entry holds, "" when none."""
    bare = without_during(text)
    words = [(word, row.code) for row in POST_CLASS for word in (row.name, *row.variants)]
    held = [pair for pair in words if pair[0] in bare]
    return max(held, key=lambda pair: len(pair[0]))[1] if held else ""


def services(
    entries: Iterable[Entry], unit_kinds: Mapping[str, str] | None = None
) -> tuple[Service, ...]:
    """Give the services of a résumé, those in （其间：…） brackets behind their entry.

    `unit_kinds` maps the text of an entry to the ORGANISATION code a person has chosen; the
    kinds of other work are guessed.
    """
    chosen = unit_kinds or {}
    found: list[Service] = []
    for entry in entries:
        found.append(_service(entry, chosen, is_within=False))
        found += [_service(inner, chosen, is_within=True) for inner in during(entry)]
    return tuple(found)


def _service(entry: Entry, chosen: Mapping[str, str], *, is_within: bool) -> Service:
    is_work = entry.kind == WORK
    is_guessed = is_work and entry.text not in chosen
    unit_kind = guess_unit_kind(entry.text) if is_guessed else chosen.get(entry.text, "")
    return Service(
        entry.starts_on,
        entry.ends_on,
        entry.text,
        entry.kind,
        unit_kind,
        guess_post_class(entry.text) if is_work else "",
        is_guessed=is_guessed,
        is_within=is_within,
    )


def _index(day: date) -> int:
    return day.year * 12 + day.month


def _span_of(service: Service, today: date) -> range:
    """Give the months of a service up to today, as numbers."""
    now = _index(today)
    last = now if service.ends_on is None else min(_index(service.ends_on), now)
    return range(_index(service.starts_on), last)


def _count(services: Sequence[Service], today: date, counts: Callable[[Service], bool]) -> Tally:
    """Count the months of the services that count, each once.

    A month worked elsewhere from a main post (借调, 挂职) belongs to where it was worked.
    """
    work = [one for one in services if one.kind == WORK]
    elsewhere = (one for one in work if one.is_within and one.unit_kind and not counts(one))
    away = _months_of(elsewhere, today)
    held: set[int] = set()
    because: list[Reason] = []
    for one in sorted(filter(counts, work), key=lambda one: (one.starts_on, one.is_within)):
        own = set(_span_of(one, today)) - held - (set() if one.is_within else away)
        held |= own
        if own:
            because.append(_reason(one, len(own)))
    return Tally(len(held), tuple(because))


def _months_of(services: Iterable[Service], today: date) -> set[int]:
    return {month for one in services for month in _span_of(one, today)}


def _reason(service: Service, months: int) -> Reason:
    facts: dict[str, object] = {
        "starts": f"{service.starts_on:%Y.%m}",
        "months": months,
        "text": without_during(service.text),
    }
    if service.ends_on is None:
        return Reason(_MONTHS_AT_OPEN, facts, rule="experience")
    return Reason(_MONTHS_AT, facts | {"ends": f"{service.ends_on:%Y.%m}"}, rule="experience")


def grassroots(
    services: Sequence[Service], *, today: date, kinds: AbstractSet[str] = GRASSROOTS
) -> Tally:
    """Give the months of work at the grass roots with the entries they rest on (000-08, 003-48).

    `kinds` are the ORGANISATION codes the charter counts. Study counts nowhere, nor does time a
    township's officer was borrowed by an office above.
    """
    return _count(services, today, lambda one: one.unit_kind in kinds)


def months_by_post_class(services: Sequence[Service], *, today: date) -> dict[str, Tally]:
    """Give the months in each of the POST_CLASS codes, all six, zero included (002-16)."""
    return {row.code: _in_post_class(services, row.code, today) for row in POST_CLASS}


def _in_post_class(services: Sequence[Service], code: str, today: date) -> Tally:
    return _count(services, today, lambda one: one.post_class == code)


def three_gates(services: Sequence[Service], *, today: date, at_least: int = 1) -> ThreeGates:
    """Say whether a person went from home to school to office and nowhere else (001c-16).

    Work of `at_least` months outside offices clears the flag, wherever it was: grass roots,
    institution, enterprise or army. A unit of unknown kind leaves it open.
    """
    work = [one for one in services if one.kind == WORK and _span_of(one, today)]
    if not work:
        return ThreeGates(None, (Reason(_NO_WORK, rule="three_gates"),))
    outside = _count(work, today, lambda one: one.unit_kind not in ORGANS | {""})
    if outside.months >= at_least:
        return ThreeGates(False, _outside_reasons(outside))
    unknown = [one for one in work if not one.unit_kind]
    if unknown:
        reasons = [Reason(_UNIT_UNKNOWN, {"text": one.text}, rule="three_gates") for one in unknown]
        return ThreeGates(None, tuple(reasons))
    facts = {"posts": "；".join(without_during(one.text) for one in work)}
    return ThreeGates(True, (Reason(_ONLY_ORGANS, facts, rule="three_gates"),))


def _outside_reasons(outside: Tally) -> tuple[Reason, ...]:
    return tuple(
        Reason(
            _WORKED_OUTSIDE,
            {"text": reason.facts["text"], "months": reason.facts["months"]},
            rule="three_gates",
        )
        for reason in outside.because
    )


def ladder(services: Sequence[Service], *, today: date) -> tuple[Rung, ...]:
    """Give the steps of work in order of their beginning, across programmes (000-09).

    Give it the services of the résumé and of the placements together; steps not yet begun are
    left out.
    """
    begun = [one for one in services if one.kind == WORK and one.starts_on <= today]
    ordered = sorted(begun, key=lambda one: (one.starts_on, one.is_within, one.text))
    return tuple(Rung(one, len(_span_of(one, today))) for one in ordered)


@dataclass(frozen=True, slots=True)
class WorkKind:
    """A kind of concrete work, and the records that name it; none: not touched so far."""

    key: str
    told: tuple[str, ...]


def work_kinds(
    names: Mapping[str, str], skills: AbstractSet[str], texts: Iterable[str], *, noted: str
) -> tuple[WorkKind, ...]:
    """Say of each kind of work where the record names it, in the charter's order (001b-46).

    `names` are the kinds by key, `skills` the keys written down for the person (told as `noted`),
    `texts` what résumé, placements and tasks say. Nothing is counted or weighed.
    """
    lines = tuple(dict.fromkeys(text.strip() for text in texts if text.strip()))
    return tuple(
        WorkKind(
            key,
            (*((noted,) if key in skills else ()), *(line for line in lines if name in line)),
        )
        for key, name in names.items()
    )

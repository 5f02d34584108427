"""Figures for a speech and a report: make-up of those sent, years together, talent used across."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum

from dunmiao.engine.codes import GRASSROOTS, ORGANISATION
from dunmiao.engine.facts import PersonFacts, Term, term
from dunmiao.engine.statistics import Composition, Member, YearRow, composition, cumulative
from dunmiao.stages.charter.rules import rules_of

_FIELDS = (
    "person_id", "person__name", "person__sex", "person__born_on", "person__ethnic",
    "person__political", "person__education", "person__degree", "person__rank", "person__kind",
    "front", "direction", "sending_unit_id", "receiving_unit_id",
)  # fmt: skip


def sent(rows: QuerySet[Any]) -> QuerySet[Any]:
    """Keep the placements that count as sent: all but those withdrawn before arrival."""
    return rows.exclude(state__in=("proposed", "withdrawn"))


def composition_of(
    rows: QuerySet[Any], today: date, cuts: Sequence[int], fronts: Mapping[str, Term]
) -> Composition:
    """Count the make-up of placements on a day (004-09 … 004-14); one query for any number."""
    members = [_member(values) for values in sent(rows).order_by().values_list(*_FIELDS)]
    return composition(members, today, cuts, fronts)


def _member(values: tuple[Any, ...]) -> Member:
    pk, name, sex, born, ethnic, political, education, degree, rank, kind, *placed = values
    front, way, home, host = placed
    person = PersonFacts(
        id=str(pk), name=name, sex=sex, birth_on=born, ethnic=ethnic, political=political,
        education=education, degree=degree, rank=rank, personnel_kind=kind,
    )  # fmt: skip
    return Member(person, front, way, "", str(home), str(host))


def fronts_of(rows: Iterable[Any]) -> dict[str, Term]:
    """Give the fronts that the charters of some placements or programmes name."""
    found: dict[str, Term] = {}
    for row in rows:
        for item in rules_of(row).catalogue("fronts"):
            found.setdefault(item.key, Term(item.name_en or item.name, item.name))
    return found


@dataclass(frozen=True)
class YearFigures:
    """One year: sent, of whom women; where the figures come from ("" the system itself)."""

    row: YearRow
    women: int
    source: str


def years_of(rows: QuerySet[Any], past: QuerySet[Any]) -> list[YearFigures]:
    """Give every year with its running total: own placements and the years before (004-02)."""
    own = sent(rows).order_by().values_list("programme__year")
    women: Counter[int] = Counter()
    number: Counter[int] = Counter()
    for year, n, w in own.annotate(n=Count("pk"), w=Count("pk", filter=Q(person__sex="2"))):
        number[year] += n
        women[year] += w
    sources: dict[int, str] = {}
    before = past.order_by().values_list("year", "source")
    for year, source, n, w in before.annotate(n=Sum("placed"), w=Sum("women")):
        number[year] += n
        women[year] += w
        sources[year] = "；".join(filter(None, (sources.get(year, ""), source)))
    return [
        YearFigures(row, women[row.year], sources.get(row.year, ""))
        for row in cumulative(dict(number))
    ]


# the four ways talent is used across (004-24): from which sphere to which
OFFICES, BASE, BUSINESS = "offices", "base", "business"
SPHERES = {
    OFFICES: Term("Offices of city and county", "市县机关"),
    BASE: Term("Townships, streets and villages", "乡镇街道村"),
    BUSINESS: Term("Institutions and enterprises", "企事业单位"),
}


def sphere_of(kind: str) -> str:
    """Give the sphere of a unit by its kind."""
    if kind in GRASSROOTS:
        return BASE
    return OFFICES if ORGANISATION.level(kind) > 0 else BUSINESS


@dataclass(frozen=True)
class CrossUse:
    """How many went from each sphere to each, and across the border of an area."""

    table: Mapping[tuple[str, str], int]
    kinds: tuple[tuple[Term, Term, int], ...]
    across: int
    within: int
    unknown: int


def cross_use(rows: QuerySet[Any]) -> CrossUse:
    """Count from where to where people were sent, by sphere, by kind and by area (004-01, 004-24).

    Areas are told by the first six digits of the units' division codes; a unit without one lies
    in the area of the nearest unit above it.
    """
    pairs = sent(rows).order_by().values_list(
        "sending_unit__kind", "receiving_unit__kind", "sending_unit__path", "receiving_unit__path"
    )  # fmt: skip
    listed = list(pairs.annotate(n=Count("pk")))
    spheres: Counter[tuple[str, str]] = Counter()
    kinds: Counter[tuple[str, str]] = Counter()
    area = _areas({path for row in listed for path in row[2:4]})
    sums = Counter({"across": 0, "within": 0, "unknown": 0})
    for sender, receiver, home, host, n in listed:
        spheres[sphere_of(sender), sphere_of(receiver)] += n
        kinds[sender, receiver] += n
        sums[_border(area[home], area[host])] += n
    named = tuple(
        (term(ORGANISATION, a), term(ORGANISATION, b), n)
        for (a, b), n in sorted(kinds.items(), key=lambda one: (-one[1], one[0]))
    )
    return CrossUse(dict(spheres), named, sums["across"], sums["within"], sums["unknown"])


def _border(home: str, host: str) -> str:
    if not home or not host:
        return "unknown"
    return "within" if home == host else "across"


def _areas(paths: Iterable[str]) -> dict[str, str]:
    """Give the county's six digits for each unit's path, "" where none above it has a code."""
    from dunmiao.stages.organisations.models import Organisation

    coded = dict(Organisation.objects.exclude(area_code="").values_list("path", "area_code"))
    found = {}
    for path in paths:
        steps = path.rstrip("/").split("/")
        above = ["/".join(steps[:n]) + "/" for n in range(len(steps), 0, -1)]
        code = next((coded[one] for one in above if one in coded), "")
        found[path] = code[:6]
    return found

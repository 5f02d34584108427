"""The make-up of a cohort in counts and in the sentence of a speech (004-02, 004-09 … 004-14).

Every table of counts adds up to the number of people; what is not known has a row of its own. A
limit of age includes the age itself (Civil Code art. 1259: 以下 includes the figure). Counts are
of cohorts and units, never a ranking of them: rows keep the order of the code table or the name.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from dunmiao.engine.calendar import age_on
from dunmiao.engine.codes import DEGREE, EDUCATION, ETHNIC, PERSONNEL, POLITICAL, POST_CLASS, RANK
from dunmiao.engine.codes import Table as CodeTable
from dunmiao.engine.facts import PersonFacts, Term, term
from dunmiao.engine.reasons import Reason, gettext_noop

_UNKNOWN = Term("Not known", "未填")
_SEX = {"2": Term("Women", "女"), "1": Term("Men", "男")}
_ETHNIC = {
    "minority": Term("Ethnic minorities", "少数民族"),
    "majority": Term("Han", "汉族"),
    "other": Term("Other", "其他"),
}
_PARTY = {"outside": Term("Non-party", "党外"), "party": Term("Party members", "中共党员")}
_STUDY = {
    "doctor": Term("Doctors", "博士"),
    "graduate": Term("Graduate education", "研究生学历"),
    "bachelor": Term("University education", "大学学历"),
    "college": Term("College education", "大专学历"),
    "below": Term("Below college", "大专以下"),
}
_DEGREE = {
    "doctor": Term("Doctor", "博士"),
    "master": Term("Master", "硕士"),
    "bachelor": Term("Bachelor", "学士"),
    "none": Term("No degree", "无学位"),
}
_DIRECTIONS = {
    "down": Term("Down", "下挂"),
    "up": Term("Up", "上挂"),
    "level": Term("Level", "平挂"),
    "mutual": Term("Exchange", "互派"),
}
_GRADUATE_LEVEL, _BACHELOR_LEVEL, _COLLEGE_LEVEL = 5, 4, 3

Labels = Mapping[str, Term]


@dataclass(frozen=True, slots=True)
class Member:
    """One person of a cohort with what the placement adds; "" is not known."""

    person: PersonFacts
    front: str = ""
    direction: str = ""
    post_class: str = ""
    sending_unit: str = ""
    receiving_unit: str = ""


@dataclass(frozen=True, slots=True)
class Count:
    """One row: its key ("" for not known), its label and how many."""

    key: str
    label: Term
    number: int


@dataclass(frozen=True, slots=True)
class Youngest:
    """The youngest age and everybody who has it, by name, the latest born first."""

    age: int
    names: tuple[str, ...]


@dataclass(frozen=True)
class Composition:
    """The counts of one cohort on one day.

    `tables` holds one tuple of rows per word of the charter's list (age_bands, women, minorities,
    non_party, education, degree, fronts, directions, personnel_kinds, ranks, post_classes) and
    for sending_units and receiving_units; each adds up to `total`. `up_to` counts those of at
    most each limit of age, one inside the other.
    """

    total: int
    tables: Mapping[str, tuple[Count, ...]]
    up_to: tuple[tuple[int, int], ...]
    youngest: Youngest | None

    def number(self, table: str, key: str) -> int:
        """Give one count, 0 where the row does not exist. KeyError: unknown table."""
        return next((row.number for row in self.tables[table] if row.key == key), 0)


def _age(person: PersonFacts, today: date) -> int | None:
    return None if person.birth_on is None else age_on(person.birth_on, today)


def _band_of(age: int | None, cuts: Sequence[int]) -> str:
    if age is None:
        return ""
    return next((str(cut) for cut in cuts if age <= cut), "over")


def _band_labels(cuts: Sequence[int]) -> dict[str, Term]:
    labels = {}
    for place, cut in enumerate(cuts):
        low = cuts[place - 1] + 1 if place else None
        english = f"{low}–{cut}" if low else f"{cut} and under"
        labels[str(cut)] = Term(english, f"{low}—{cut}岁" if low else f"{cut}岁以下")
    labels["over"] = (
        Term(f"{cuts[-1] + 1} and over", f"{cuts[-1] + 1}岁以上") if cuts else Term("All", "全部")
    )
    return labels


def study_of(person: PersonFacts) -> str:
    """Give the one band of education a person is counted in: doctor … below, "" not known."""
    level = EDUCATION.level(person.education)
    group = EDUCATION[person.education].group if person.education in EDUCATION else ""
    if _degree_of(person) == "doctor" or (group == "doctor" and level > _GRADUATE_LEVEL):
        return "doctor"
    if level < 0:
        return ""
    if level >= _GRADUATE_LEVEL:
        return "graduate"
    return {_BACHELOR_LEVEL: "bachelor", _COLLEGE_LEVEL: "college"}.get(level, "below")


def _degree_of(person: PersonFacts) -> str:
    group = DEGREE[person.degree].group if person.degree in DEGREE else ""
    return "none" if group == "honorary" else group


def _party_of(person: PersonFacts) -> str:
    if person.political not in POLITICAL:
        return ""
    return "party" if POLITICAL[person.political].group == "party" else "outside"


def _ethnic_of(person: PersonFacts) -> str:
    return ETHNIC[person.ethnic].group if person.ethnic in ETHNIC else ""


def _rows(keys: Iterable[str], labels: Labels) -> tuple[Count, ...]:
    """Count keys in the order of the labels, then those without a label by name, "" last."""
    numbers = Counter(keys)
    others = sorted(key for key in numbers if key and key not in labels)
    rows = [Count(key, label, numbers[key]) for key, label in labels.items()]
    rows += [Count(key, Term(key, key), numbers[key]) for key in others]
    if numbers[""]:
        rows.append(Count("", _UNKNOWN, numbers[""]))
    return tuple(rows)


def _used(table: CodeTable, codes: Iterable[str]) -> dict[str, Term]:
    used = set(codes)
    return {row.code: term(table, row.code) for row in table if row.code in used}


def _youngest(members: Iterable[Member], today: date) -> Youngest | None:
    born = [(m.person.birth_on, m.person.name or m.person.id) for m in members if m.person.birth_on]
    if not born:
        return None
    born.sort(key=lambda pair: (-pair[0].toordinal(), pair[1]))
    age = age_on(born[0][0], today)
    return Youngest(age, tuple(name for day, name in born if age_on(day, today) == age))


def composition(
    members: Sequence[Member],
    today: date,
    cut_points: Sequence[int],
    fronts: Mapping[str, Term],
    units: Mapping[str, Term] = MappingProxyType({}),
) -> Composition:
    """Count a cohort. `cut_points` rise; `fronts` and `units` give labels by key.

    The counts do not depend on the order of the members. ValueError: cut points that do not rise.
    """
    if list(cut_points) != sorted(set(cut_points)):
        raise ValueError(f"the limits of age must rise: {list(cut_points)}")
    people = [member.person for member in members]
    ages = [_age(person, today) for person in people]

    def coded(table: CodeTable, read: Callable[[Member], str]) -> tuple[Count, ...]:
        codes = [read(member) for member in members]
        return _rows(codes, _used(table, codes))

    used_units = {m.sending_unit for m in members} | {m.receiving_unit for m in members}
    unit_labels = {key: label for key, label in units.items() if key in used_units}
    senders, receivers = (m.sending_unit for m in members), (m.receiving_unit for m in members)
    tables = {
        "age_bands": _rows((_band_of(age, cut_points) for age in ages), _band_labels(cut_points)),
        "women": _rows((p.sex if p.sex in _SEX else "" for p in people), _SEX),
        "minorities": _rows(map(_ethnic_of, people), _ETHNIC),
        "non_party": _rows(map(_party_of, people), _PARTY),
        "education": _rows(map(study_of, people), _STUDY),
        "degree": _rows(map(_degree_of, people), _DEGREE),
        "fronts": _rows((m.front for m in members), fronts),
        "directions": _rows((m.direction for m in members), _DIRECTIONS),
        "personnel_kinds": coded(PERSONNEL, lambda m: m.person.personnel_kind),
        "ranks": coded(RANK, lambda m: m.person.rank),
        "post_classes": coded(POST_CLASS, lambda m: m.post_class),
        "sending_units": _units(senders, unit_labels),
        "receiving_units": _units(receivers, unit_labels),
    }
    up_to = tuple((cut, sum(a is not None and a <= cut for a in ages)) for cut in cut_points)
    return Composition(len(people), tables, up_to, _youngest(members, today))


def _units(keys: Iterable[str], labels: Labels) -> tuple[Count, ...]:
    rows = _rows(keys, labels)
    return tuple(row for row in rows if row.number)


# The sentence of source 004, piece by piece: English msgid and the Chinese of a speech. A piece
# whose count is 0 is left out.
SENT = gettext_noop("%(number)d cadres are sent.")
UP_TO = gettext_noop("%(number)d are %(limit)d or younger.")
YOUNGEST = gettext_noop("The youngest, %(names)s, is %(age)d.")
WOMEN = gettext_noop("%(number)d are women.")
MINORITIES = gettext_noop("%(number)d belong to ethnic minorities.")
NON_PARTY = gettext_noop("%(number)d are not party members.")
DOCTORS = gettext_noop("%(number)d are doctors.")
GRADUATES = gettext_noop("%(number)d have graduate education.")
BACHELORS = gettext_noop("%(number)d have university education.")
FRONT = gettext_noop("%(number)d go to: %(front)s.")
SINCE = gettext_noop("Since %(year)d, %(number)d cadres have been sent.")
CHINESE: Mapping[str, str] = MappingProxyType(
    {
        SENT: "此次共选派干部%(number)d人",
        UP_TO: "%(limit)d岁以下干部%(number)d人",
        YOUNGEST: "年龄最小的%(names)s%(age)d岁",
        WOMEN: "女干部%(number)d人",
        MINORITIES: "少数民族干部%(number)d人",
        NON_PARTY: "党外干部%(number)d人",
        DOCTORS: "博士%(number)d人",
        GRADUATES: "研究生学历的%(number)d人",
        BACHELORS: "大学学历的%(number)d人",
        FRONT: "到%(front)s%(number)d人",
        SINCE: "%(year)d年以来累计选派干部%(number)d人",
    }
)


def _age_pieces(counts: Composition) -> list[Reason]:
    pieces = [Reason(UP_TO, {"limit": cut, "number": n}) for cut, n in counts.up_to if n]
    if counts.youngest:
        names = "、".join(counts.youngest.names)
        pieces.append(Reason(YOUNGEST, {"names": names, "age": counts.youngest.age}))
    return pieces


def composition_paragraph(counts: Composition) -> tuple[tuple[Reason, ...], ...]:
    """Give the speech's sentence in groups: the number, ages, who they are, study, fronts."""
    who = [(WOMEN, "women", "2"), (MINORITIES, "minorities", "minority")]
    who.append((NON_PARTY, "non_party", "outside"))
    study = [(DOCTORS, "education", "doctor"), (GRADUATES, "education", "graduate")]
    study.append((BACHELORS, "education", "bachelor"))
    fronts = [
        Reason(FRONT, {"front": row.label, "number": row.number})
        for row in counts.tables["fronts"]
        if row.key and row.number
    ]

    def pieces(rows: list[tuple[str, str, str]]) -> list[Reason]:
        numbers = [(text, counts.number(table, key)) for text, table, key in rows]
        return [Reason(text, {"number": number}) for text, number in numbers if number]

    groups = [[Reason(SENT, {"number": counts.total})], _age_pieces(counts)]
    groups += [pieces(who), pieces(study), fronts]
    return tuple(tuple(group) for group in groups if group)


def in_chinese(piece: Reason) -> str:
    """Give one piece as it stands in a speech. KeyError: not a piece of this paragraph."""
    facts = {k: v.name if isinstance(v, Term) else v for k, v in piece.facts.items()}
    return CHINESE[piece.text] % facts


def chinese_paragraph(counts: Composition) -> str:
    """Give the whole paragraph in Chinese, as a speech and a bulletin print it."""
    head, *groups = composition_paragraph(counts)
    sentences = ["，".join(map(in_chinese, group)) for group in groups]
    start = in_chinese(head[0])
    return f"{start}，其中{'；'.join(sentences)}。" if sentences else f"{start}。"


@dataclass(frozen=True, slots=True)
class YearRow:
    """One year: sent in it, sent since the first year, and the change from the year before."""

    year: int
    sent: int
    total: int
    change: int | None


def cumulative(sent_by_year: Mapping[int, int]) -> tuple[YearRow, ...]:
    """Give every year from the first to the last with its running total (004-02, 001c-04)."""
    rows: list[YearRow] = []
    total = 0
    years = range(min(sent_by_year), max(sent_by_year) + 1) if sent_by_year else range(0)
    for year in years:
        sent = sent_by_year.get(year, 0)
        total += sent
        rows.append(YearRow(year, sent, total, sent - rows[-1].sent if rows else None))
    return tuple(rows)


def cumulative_sentence(rows: Sequence[YearRow]) -> Reason | None:
    """Give "Since 2013, … have been sent", None without any year."""
    if not rows:
        return None
    return Reason(SINCE, {"year": rows[0].year, "number": rows[-1].total})
